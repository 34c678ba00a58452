// SPDX-License-Identifier: Apache-2.0
// How figures and verdicts are put to a person: no more than was seen, no jargon, no live link, no escape.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"
#include "facts/campaign.h"
#include "facts/summary.h"

namespace redshank::report {

/// "1 message", "2,045 messages".
std::string count(uint64_t number, std::string_view singular, std::string_view plural);
/// "2,045".
std::string grouped(uint64_t number);
/// "87.3 MB".
std::string bytes(uint64_t number);
/// "2021-01-23 to 2021-02-02", one date where both are equal, "no date" for zeros.
std::string span_of_dates(Seconds first, Seconds last);
/// What a probability of 10^(hundredths/100) means: "1 in 410", "below 1 in 10^12".
std::string probability(int32_t log10_p_hundredths);
/// One line: "each reader has a value of his own (path[2] of img[.]example, 22 copies, 20 readers): by chance
/// 1 in …".
std::string proof_sentence(const facts::Proof& proof);
/// "evil[.]example, published by X on 2021-02-03 for Y (12 mails; the mail is 30 days older …); against: …".
std::string match_sentence(const facts::IntelMatch& match);
/// "Held against 43 published indicators: 12 mails in 1 campaign meet 2 of them …".
std::string intel_sentence(const facts::IntelSummary& intel);
/// "+3.1", "-0.4".
std::string weight(int32_t thousandths);
/// The class with what it claims: "covert: tracks and hides who is behind it".
std::string_view class_meaning(facts::CampaignClass c);

}  // namespace redshank::report
