// SPDX-License-Identifier: Apache-2.0
#include "facts/campaign.h"

#include <array>

namespace redshank::facts {

std::string_view campaign_class_name(CampaignClass c) {
    constexpr std::array<std::string_view, 5> names = {"none", "bulk", "impersonation", "phishing", "covert"};
    return names[static_cast<size_t>(c)];
}

std::string_view proof_kind_name(ProofKind kind) {
    constexpr std::array<std::string_view, 3> names = {"names-reader", "follows-reader",
                                                       "differs-between-readers"};
    return names[static_cast<size_t>(kind)];
}

std::string_view slot_class_name(SlotClass c) {
    constexpr std::array<std::string_view, 6> names = {"constant",    "per-wave",   "few-variants",
                                                       "per-message", "per-reader", "unclear"};
    return names[static_cast<size_t>(c)];
}

}  // namespace redshank::facts
