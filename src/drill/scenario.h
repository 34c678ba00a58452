// SPDX-License-Identifier: Apache-2.0
// The table of what a practice archive is made of, one row a scenario, one file a family (scene_*.cpp). A
// scenario plants its mail on the stage; its row says what a hunt should make of it and how much of the
// archive it is.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "drill/stage.h"

namespace redshank::drill {

struct Scenario {
    std::string_view name;
    std::string_view wanted_class;  // "covert", "phishing", "impersonation"; else no alarm: "bulk", "none"
    uint32_t permille = 0;          // of the archive
    uint64_t at_least = 0, at_most = 0;
    void (*plant)(Stage& stage, uint64_t count) = nullptr;  // about `count` deliveries
    uint64_t from = 0;  // messages that an archive needs to have room for it
};

/// Each has dice of its own, by its place here: new ones come last, so that what a seed gave before stays.
std::span<const Scenario> scenarios();
/// The one that fills what is missing, when all others are planted.
bool is_filler(const Scenario& scenario);

/// The archive that is made for `drill power`: its own entries, no table.
void plant_power(Stage& stage);

// scene_wave.cpp
void plant_covert_wave(Stage& stage, uint64_t count);
// scene_slow.cpp
void plant_low_and_slow(Stage& stage, uint64_t count);
// scene_partner.cpp
void plant_partner(Stage& stage, uint64_t count);
// scene_site.cpp
void plant_news_site(Stage& stage, uint64_t count);
// scene_freemail.cpp
void plant_free_mail_first(Stage& stage, uint64_t count);
void plant_free_mail_second(Stage& stage, uint64_t count);
void plant_covert_few(Stage& stage, uint64_t count);
// scene_posing.cpp
void plant_impersonation(Stage& stage, uint64_t count);
void plant_sign_in_page(Stage& stage, uint64_t count);
void plant_colleague(Stage& stage, uint64_t count);
// scene_lures.cpp
void plant_attached_page(Stage& stage, uint64_t count);
void plant_attached_program(Stage& stage, uint64_t count);
void plant_posing_office(Stage& stage, uint64_t count);
// scene_bulk.cpp
void plant_brand_newsletter(Stage& stage, uint64_t count);
void plant_service_newsletter(Stage& stage, uint64_t count);
void plant_plain_newsletter(Stage& stage, uint64_t count);
void plant_house_bulletin(Stage& stage, uint64_t count);
void plant_house_survey(Stage& stage, uint64_t count);
void plant_code_host(Stage& stage, uint64_t count);
void plant_calendar(Stage& stage, uint64_t count);
// scene_appeals.cpp
void plant_press(Stage& stage, uint64_t count);
void plant_donations(Stage& stage, uint64_t count);
void plant_digests(Stage& stage, uint64_t count);
void plant_new_newsletter(Stage& stage, uint64_t count);
void plant_without_way_out(Stage& stage, uint64_t count);
void plant_pitches(Stage& stage, uint64_t count);
void plant_exercises(Stage& stage, uint64_t count);
// scene_errands.cpp
void plant_surveys(Stage& stage, uint64_t count);
void plant_conferences(Stage& stage, uint64_t count);
void plant_accounts(Stage& stage, uint64_t count);
void plant_orders(Stage& stage, uint64_t count);
void plant_parcels(Stage& stage, uint64_t count);
void plant_tickets(Stage& stage, uint64_t count);
// scene_ways.cpp
void plant_gateway(Stage& stage, uint64_t count);
void plant_forwarded_copies(Stage& stage, uint64_t count);
void plant_abroad(Stage& stage, uint64_t count);
void plant_assistants(Stage& stage, uint64_t count);
void plant_shared_mailbox(Stage& stage, uint64_t count);
// scene_citizens.cpp
void plant_constituents(Stage& stage, uint64_t count);
void plant_club_rounds(Stage& stage, uint64_t count);
void plant_namesakes(Stage& stage, uint64_t count);
void plant_applications(Stage& stage, uint64_t count);
// scene_outside.cpp
void plant_sales(Stage& stage, uint64_t count);
void plant_spam(Stage& stage, uint64_t count);
void plant_invoices(Stage& stage, uint64_t count);
void plant_mailing_list(Stage& stage, uint64_t count);
void plant_delivery_reports(Stage& stage, uint64_t count);
void plant_outside_letters(Stage& stage, uint64_t count);
// scene_office.cpp
void plant_arrivals(Stage& stage, uint64_t count);
void plant_auto_replies(Stage& stage, uint64_t count);
void plant_forwarded(Stage& stage, uint64_t count);
void plant_invitations(Stage& stage, uint64_t count);
void plant_documents(Stage& stage, uint64_t count);
void plant_own_private_address(Stage& stage, uint64_t count);
void plant_encrypted(Stage& stage, uint64_t count);
void plant_conversations(Stage& stage, uint64_t count);

}  // namespace redshank::drill
