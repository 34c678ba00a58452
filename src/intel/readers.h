// SPDX-License-Identifier: Apache-2.0
// The readers, one a format, for read_knowledge alone. Each adds to `out` what the text says.
#pragma once

#include <string_view>

#include "intel/knowledge.h"

namespace redshank::intel {

void read_plain_list(std::string_view text, const ReadOptions& options, const Limits& limits, Knowledge& out);
void read_indicator_csv(std::string_view text, const ReadOptions& options, const Limits& limits,
                        Knowledge& out);
void read_stix(std::string_view text, bool is_lines, const Limits& limits, Knowledge& out);
void read_misp_event(std::string_view text, const Limits& limits, Knowledge& out);
void read_misp_galaxy(std::string_view text, const Limits& limits, Knowledge& out);
void read_misp_warninglist(std::string_view text, const Limits& limits, Knowledge& out);
void read_microsoft_names(std::string_view text, const Limits& limits, Knowledge& out);
void read_etda_cards(std::string_view text, const Limits& limits, Knowledge& out);
void read_vendor_names(std::string_view text, const Limits& limits, Knowledge& out);
/// A list of domains of one role: freemail to government.
void read_domain_role(Kind kind, std::string_view text, const ReadOptions& options, const Limits& limits,
                      Knowledge& out);

/// `indicator.text` as what its pattern type says: sets observable or pattern; neither where it is not STIX
/// or broken, which is noted.
void read_stix_pattern(std::string_view pattern_type, const Limits& limits, Indicator& indicator,
                       Knowledge& out);

}  // namespace redshank::intel
