// SPDX-License-Identifier: Apache-2.0
// Messages that belong together, with the proof and the reasons for and against. Weights and scores are
// integers in thousandths and log10 p in hundredths, so that equal input gives equal bytes on every machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "facts/mark.h"
#include "facts/message.h"

namespace redshank::facts {

/// none < … is no order of danger: lists sort by score.
enum class CampaignClass : uint8_t { none, bulk, impersonation, phishing, covert };
std::string_view campaign_class_name(CampaignClass c);

enum class ProofKind : uint8_t { names_reader, follows_reader, differs_between_readers };
std::string_view proof_kind_name(ProofKind kind);

/// How a slot's value varies over the copies of a template.
enum class SlotClass : uint8_t { constant, per_wave, few_variants, per_message, per_reader, unclear };
std::string_view slot_class_name(SlotClass c);

/// One place in the aligned URLs of the copies whose value is not constant.
struct Slot {
    std::string host;       // the URL's host; "*" in labels that vary
    std::string url_shape;  // "https://img.example/o/{path[1]}.gif?u={query[u]}"; no token in it
    std::string name;       // "path[2]", "query[u]", "host[0]", "fragment", "query[u].path[1]" (nested URL)
    Trigger trigger = Trigger::open;
    UrlKind kind = UrlKind::img_src;
    SlotClass slot_class = SlotClass::unclear;
    uint32_t copies = 0;   // copies that have this slot
    uint32_t readers = 0;  // distinct known readers among them
    uint32_t values = 0;   // distinct values
};

struct Proof {
    ProofKind kind = ProofKind::differs_between_readers;
    Trigger trigger = Trigger::open;
    UrlKind url_kind = UrlKind::img_src;
    std::string slot;
    std::string host;
    std::string url_shape;
    uint32_t copies = 0;
    uint32_t readers = 0;
    int32_t log10_p_hundredths = 0;  // corrected for the number of slots tried; 0 or below
    uint32_t variants_assumed = 0;   // K of the null model; 0 where none is assumed
    std::vector<std::string>
        tested;  // "gateway", "cache-buster", "variant", "resend": explanations that were tested
    std::vector<std::string> remaining;  // what still explains it, in words
    std::string encoding;                // names-reader: "plain", "base64", "md5" …
    std::vector<std::string>
        example;  // ids of findings that show it (of messages where none does), at most four
};

struct Reason {
    std::string text;
    int32_t weight_thousandths = 0;  // for: positive; against: negative
    std::string name;                // the row of the table of reasons, "several-identities"
};

/// What a campaign would be if one of its reasons were not so.
struct Turn {
    std::string without;  // the reason's text
    CampaignClass campaign_class = CampaignClass::none;
    int32_t score = 0;
};

/// Why two groups of copies are one campaign.
struct Link {
    std::string text;
    int32_t weight_thousandths = 0;
};

struct CampaignSender {
    std::string name;
    std::string address;
    uint32_t messages = 0;
};

/// A match with published knowledge (filled from intel findings).
struct IntelMatch {
    std::string indicator;
    std::string published_for;
    std::string source;
    std::string date;
    std::string age;        // how the mails lie to the indicator's dates, in words
    std::string against;    // what speaks against it; "" nothing
    uint32_t messages = 0;  // of the campaign that meet it
};

struct Campaign {
    std::string id;  // "C" and 16 hex digits of the content_id of its smallest (date, content_id) member
    CampaignClass campaign_class = CampaignClass::none;
    int32_t score = 0;  // 0 to 100
    std::string title;
    Seconds first_seen = 0;
    Seconds last_seen = 0;
    uint32_t message_count = 0;
    uint32_t reader_count = 0;            // distinct known readers
    uint32_t unknown_reader_count = 0;    // messages whose reader is not known
    std::vector<CampaignSender> senders;  // most messages first
    std::vector<std::string> hosts;       // that would learn of the reader, most used first
    std::vector<std::string> subjects;    // most used first, at most 20
    std::vector<std::string> readers;     // sorted
    std::vector<Slot> slots;
    std::vector<Proof> proofs;    // strongest first
    std::vector<Reason> reasons;  // largest absolute weight first
    std::vector<Link> links;
    std::vector<Turn> would_change;  // reasons that the class hangs on, largest absolute weight first
    std::string question;            // what would decide it, for a score between the lines; else ""
    std::vector<IntelMatch> matches;
    std::vector<std::string> messages;     // ids, sorted by (date, content_id)
    std::vector<std::string> message_ids;  // of the same, "" where a message has none
    std::vector<std::string> aliases;      // ids that it had before
};

/// A campaign with what the last hunt changed, and what an analyst said of it.
struct ListedCampaign {
    Campaign campaign;
    bool is_new = false;        // none of its messages was in a campaign before the last hunt
    uint32_t new_messages = 0;  // added by the last hunt
    std::optional<Mark> mark = std::nullopt;
};

/// Somebody who got mail of a campaign, or a protected person.
struct Target {
    std::string address;
    std::string name;
    bool protected_person = false;
    uint32_t messages = 0;
    std::vector<std::string> campaigns;
    std::string state;     // "delivered", "read", "replied"; logs add "opened", "clicked", "account-accessed"
    std::string shown_by;  // what shows the state: a message id and the flag
    Seconds first_seen = 0;
    Seconds last_seen = 0;
};

}  // namespace redshank::facts
