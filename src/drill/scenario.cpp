// SPDX-License-Identifier: Apache-2.0
#include "drill/scenario.h"

namespace redshank::drill {

namespace {

constexpr uint64_t any = UINT64_MAX;

constexpr Scenario table[] = {
    {"covert-wave", "covert", 60, 20, 1400, plant_covert_wave},
    {"covert-few", "covert", 0, 8, 8, plant_covert_few},
    {"posing-as-member", "impersonation", 8, 3, 9, plant_impersonation},
    {"sign-in-page", "phishing", 15, 6, 40, plant_sign_in_page},
    {"newsletter-of-a-brand", "bulk", 55, 20, any, plant_brand_newsletter},
    {"newsletter-by-service", "bulk", 55, 20, any, plant_service_newsletter},
    {"newsletter-without-tracking", "none", 30, 12, any, plant_plain_newsletter},
    {"house-bulletin", "bulk", 20, 6, any, plant_house_bulletin},
    {"code-host", "bulk", 45, 8, any, plant_code_host},
    {"calendar", "bulk", 30, 6, any, plant_calendar},
    {"sales", "bulk", 15, 4, any, plant_sales},
    {"spam", "none", 40, 8, any, plant_spam},
    {"invoices", "none", 25, 5, any, plant_invoices},
    {"mailing-list", "none", 60, 8, any, plant_mailing_list},
    {"delivery-reports", "none", 15, 3, any, plant_delivery_reports},
    {"letters-from-outside", "none", 60, 8, any, plant_outside_letters},
    {"arrivals", "none", 0, 1, any, plant_arrivals},
    {"auto-replies", "none", 20, 3, any, plant_auto_replies},
    {"forwarded", "none", 20, 3, any, plant_forwarded},
    {"invitations", "none", 30, 4, any, plant_invitations},
    {"documents", "none", 40, 6, any, plant_documents},
    {"own-private-address", "none", 15, 4, any, plant_own_private_address},
    {"encrypted", "none", 12, 2, any, plant_encrypted},
    {"conversations", "none", 0, 0, any, plant_conversations},
};

}  // namespace

std::span<const Scenario> scenarios() {
    return table;
}

}  // namespace redshank::drill
