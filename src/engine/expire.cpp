// SPDX-License-Identifier: Apache-2.0
#include "engine/expire.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/hash.h"
#include "base/json_writer.h"
#include "engine/hunt.h"
#include "evidence/case.h"
#include "evidence/ledger.h"
#include "evidence/record.h"

namespace redshank::engine {

namespace {

using evidence::Case;

// What somebody may still have to look at: never forgotten, however old.
bool is_to_look_at(const facts::ListedCampaign& listed) {
    if (listed.mark) return listed.mark->state != facts::MarkState::dismissed;
    constexpr int32_t score_with_a_question = 35;
    return listed.campaign.campaign_class >= facts::CampaignClass::impersonation ||
           listed.campaign.score >= score_with_a_question;
}

bool is_serious(const facts::Finding& finding) {
    return finding.severity >= facts::Severity::medium;
}

// A message with those attached to it, which go or stay with it.
struct Family {
    std::vector<int64_t> rows;
    bool is_old = true;
    bool has_cause = false;
    uint64_t undated = 0;
};

std::vector<Family> families(const Case& c, Seconds before) {
    std::unordered_set<std::string> to_look_at;
    for (const facts::ListedCampaign& listed : c.campaigns()) {
        if (is_to_look_at(listed))
            to_look_at.insert(listed.campaign.messages.begin(), listed.campaign.messages.end());
    }
    std::vector<Family> out;
    std::unordered_map<std::string, size_t> of;  // content_id → its family
    // The outer message is stored before the inner ones; one whose outer was met elsewhere stands alone.
    c.each_message(Case::Order::stored, [&](const Case::StoredMessage& stored) {
        const auto message = evidence::read_message(stored.record);
        if (!message)
            throw evidence::DatabaseError("the case holds a damaged message: " + message.error().message);
        const auto outer = of.find(message->inner_of);
        const size_t family = outer == of.end() ? out.size() : outer->second;
        if (family == out.size()) out.emplace_back();
        of[message->content_id] = family;
        Family& one = out[family];
        const Seconds date = message->date != 0 ? message->date : message->received;
        one.rows.push_back(stored.row);
        one.is_old = one.is_old && date != 0 && date < before;
        one.undated += date == 0 ? 1 : 0;
        const auto findings = c.findings_of(stored.row);
        one.has_cause = one.has_cause || to_look_at.contains(message->id) ||
                        std::any_of(findings.begin(), findings.end(), is_serious);
        return true;
    });
    return out;
}

}  // namespace

Result<ExpireOutcome> expire(const ExpireOptions& options) {
    if (const auto existing = Case::open_for_reading(options.case_folder); !existing) return existing.error();
    const auto opened = Case::open_for_writing(options.case_folder);
    if (!opened) return opened.error();
    Case& c = **opened;
    ExpireOutcome out;
    out.expired_before = static_cast<uint64_t>(c.expiry().count());
    std::vector<int64_t> rows;
    for (const Family& one : families(c, options.before)) {
        out.undated += one.undated;
        if (!one.is_old) continue;
        if (one.has_cause) {
            out.kept_for_cause += one.rows.size();
        } else {
            rows.insert(rows.end(), one.rows.begin(), one.rows.end());
        }
    }
    out.expired = rows.size();
    JsonWriter json;
    json.begin_object().key("before").value(rfc3339(options.before)).key("messages").value(out.expired);
    json.key("kept_for_cause").value(out.kept_for_cause).key("undated").value(out.undated).end_object();
    const auto logged =
        evidence::append(options.case_folder, {"expire", json.take(), options.now, options.sign_key});
    if (!logged) return logged.error();
    c.begin();
    for (const int64_t row : rows) c.expiry().expire(row);
    c.commit();
    if (const auto grouped = regroup(c, options.threads, options.limits); !grouped) return grouped.error();
    c.expiry().compact();
    out.messages = static_cast<uint64_t>(c.message_count());
    return out;
}

}  // namespace redshank::engine
