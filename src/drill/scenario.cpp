// SPDX-License-Identifier: Apache-2.0
#include "drill/scenario.h"

namespace redshank::drill {

namespace {

constexpr uint64_t any = UINT64_MAX;
// A dozen mailboxes have room for four campaigns and the most common mail.
constexpr uint64_t from_more = from_for_years;
// Forty protected people are there from about sixty mailboxes on.
constexpr uint64_t from_forty = 2000;

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
    {"free-mail-first", "covert", 4, 6, 120, plant_free_mail_first, from_more},
    {"free-mail-second", "covert", 4, 6, 120, plant_free_mail_second, from_more},
    {"low-and-slow", "covert", 0, 0, 0, plant_low_and_slow, from_for_years},
    {"partner-taken-over", "covert", 2, 5, 14, plant_partner, from_more},
    {"news-site", "covert", 8, 40, 400, plant_news_site, from_forty},
    {"press-releases", "none", 8, 3, any, plant_press, from_more},
    {"donation-appeals", "bulk", 5, 3, any, plant_donations, from_more},
    {"digests", "bulk", 8, 3, any, plant_digests, from_more},
    {"new-newsletter", "bulk", 6, 3, any, plant_new_newsletter, from_more},
    {"newsletter-without-unsubscribe", "bulk", 8, 3, any, plant_without_way_out, from_more},
    {"crm-follow-ups", "bulk", 5, 3, any, plant_pitches, from_more},
    {"phishing-exercises", "none", 5, 3, any, plant_exercises, from_more},
    {"surveys", "bulk", 6, 3, any, plant_surveys, from_more},
    {"conference-invitations", "bulk", 6, 3, any, plant_conferences, from_more},
    {"account-notices", "none", 6, 3, any, plant_accounts, from_more},
    {"orders", "none", 4, 3, any, plant_orders, from_more},
    {"parcels", "none", 4, 3, any, plant_parcels, from_more},
    {"tickets", "none", 3, 3, any, plant_tickets, from_more},
    {"link-gateway", "none", 10, 3, any, plant_gateway, from_more},
    {"forwarded-copies", "none", 5, 3, any, plant_forwarded_copies, from_more},
    {"colleagues-abroad", "none", 5, 3, any, plant_abroad, from_more},
    {"assistants", "none", 5, 3, any, plant_assistants, from_more},
    {"shared-mailbox", "none", 6, 3, any, plant_shared_mailbox, from_more},
    {"constituent-letters", "none", 8, 3, any, plant_constituents, from_more},
    {"namesakes", "none", 3, 3, any, plant_namesakes, from_more},
    {"job-applications", "none", 3, 3, any, plant_applications, from_more},
    {"conversations", "none", 0, 0, any, plant_conversations},  // fills what is missing
    {"attached-page", "phishing", 2, 5, 30, plant_attached_page, from_more},
    {"attached-program", "phishing", 1, 4, 12, plant_attached_program, from_more},
    {"colleague-taken-over", "phishing", 2, 5, 25, plant_colleague, from_more},
    {"house-survey", "none", 4, 5, 150, plant_house_survey, from_more},
    {"club-rounds", "none", 2, 4, any, plant_club_rounds, from_more},
    {"posing-as-office", "impersonation", 1, 4, 12, plant_posing_office, from_more},
};

}  // namespace

std::span<const Scenario> scenarios() {
    return table;
}

bool is_filler(const Scenario& scenario) {
    return scenario.plant == plant_conversations;
}

}  // namespace redshank::drill
