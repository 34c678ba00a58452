// SPDX-License-Identifier: Apache-2.0
#include "report/words.h"

#include <cmath>

#include "base/safe_text.h"

namespace redshank::report {

namespace {

std::string one_decimal(uint64_t number, uint64_t unit) {
    const uint64_t tenths = (number * 10 + unit / 2) / unit;
    return grouped(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace

std::string grouped(uint64_t number) {
    std::string digits = std::to_string(number);
    for (size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

std::string count(uint64_t number, std::string_view singular, std::string_view plural) {
    return grouped(number) + " " + std::string(number == 1 ? singular : plural);
}

std::string bytes(uint64_t number) {
    if (number < 1000) return count(number, "byte", "bytes");
    if (number < 1'000'000) return one_decimal(number, 1000) + " kB";
    if (number < 1'000'000'000) return one_decimal(number, 1'000'000) + " MB";
    return one_decimal(number / 1000, 1'000'000) + " GB";
}

std::string span_of_dates(Seconds first, Seconds last) {
    if (first == 0 && last == 0) return "no date";
    const std::string from = date_only(first), to = date_only(last);
    return from == to ? from : from + " to " + to;
}

std::string probability(int32_t log10_p_hundredths) {
    if (log10_p_hundredths <= -1200) return "below 1 in 10^12";
    const double odds = std::pow(10.0, -log10_p_hundredths / 100.0);
    if (odds < 10) return "1 in " + one_decimal(static_cast<uint64_t>(odds * 10 + 0.5), 10);
    // Two leading digits are all that the hundredths carry.
    uint64_t rounded = static_cast<uint64_t>(odds + 0.5), scale = 1;
    while (rounded / scale >= 100) scale *= 10;
    return "1 in " + grouped((rounded + scale / 2) / scale * scale);
}

std::string weight(int32_t thousandths) {
    const uint64_t magnitude = static_cast<uint64_t>(std::abs(thousandths));
    return (thousandths < 0 ? "-" : "+") + one_decimal(magnitude, 1000);
}

std::string_view class_meaning(facts::CampaignClass c) {
    switch (c) {
        case facts::CampaignClass::covert:
            return "tracks its readers and hides who is behind it";
        case facts::CampaignClass::phishing:
            return "hides who sends it, and wants a click or an answer";
        case facts::CampaignClass::impersonation:
            return "poses as somebody else";
        case facts::CampaignClass::bulk:
            return "tracks openly: an accountable sender, a way out, a history";
        case facts::CampaignClass::none:
            break;
    }
    return "nothing that speaks for a campaign of espionage";
}

std::string match_sentence(const facts::IntelMatch& match) {
    std::string out = defang(match.indicator) + ", published by " + safe_text(match.source);
    if (!match.date.empty()) out += " on " + safe_text(match.date.substr(0, 10));
    if (!match.published_for.empty()) out += " for " + safe_text(match.published_for);
    out += " (" + count(match.messages, "mail", "mails");
    if (!match.age.empty()) out += "; " + safe_text(match.age);
    out += ")";
    if (!match.against.empty()) out += "; against it: " + safe_text(match.against);
    return out;
}

std::string intel_sentence(const facts::IntelSummary& intel) {
    std::string out =
        "Held against " + count(intel.indicators, "published indicator", "published indicators") + ": ";
    if (intel.messages == 0) {
        out += "no mail meets one.";
    } else {
        out += count(intel.messages, "mail meets ", "mails meet ") + grouped(intel.indicators_met) +
               " of them, in " + count(intel.campaigns, "campaign", "campaigns") +
               " (redshank findings: intel/…).";
    }
    if (intel.findings_left_out > 0)
        out += " " + count(intel.findings_left_out, "further match", "further matches") +
               " of indicators that much mail meets are only counted.";
    if (intel.unmatched > 0)
        out +=
            " " + count(intel.unmatched, "indicator is", "indicators are") + " kept that no mail can meet.";
    return out;
}

std::string proof_sentence(const facts::Proof& proof) {
    const bool in_attachment = facts::loads_with_attachment(proof.url_kind);
    const std::string act = in_attachment                           ? "Opening the attachment"
                            : proof.trigger == facts::Trigger::open ? "Opening"
                                                                    : "A click";
    const std::string where = safe_text(proof.slot) + " of " + defang(proof.host);
    const std::string seen =
        count(proof.copies, "copy", "copies") + ", " + count(proof.readers, "known reader", "known readers");
    std::string out = act + " tells the sender which reader it was: ";
    switch (proof.kind) {
        case facts::ProofKind::names_reader:
            out += where + " holds the reader's own address";
            if (!proof.encoding.empty()) out += " (" + safe_text(proof.encoding) + ")";
            return out + " (" + seen + ")";
        case facts::ProofKind::follows_reader:
            out += where + " stays the same for one reader and differs between readers";
            break;
        case facts::ProofKind::differs_between_readers:
            out = act + " tells the sender which copy it was: " + where + " differs in every copy";
            break;
    }
    out += " (" + seen + "); by chance " + probability(proof.log10_p_hundredths);
    if (proof.variants_assumed > 0)
        out += " if there were " + std::to_string(proof.variants_assumed) + " variants handed out evenly";
    return out;
}

}  // namespace redshank::report
