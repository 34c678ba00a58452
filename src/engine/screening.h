// SPDX-License-Identifier: Apache-2.0
// Sanctions lists of a case, and names held against them. Only on request: nothing here is part of a hunt,
// and no campaign's score knows of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "evidence/case.h"
#include "intel/screen.h"

namespace redshank::engine {

/// A sanctions list as `intel add` keeps it.
struct ListImport {
    intel::Knowledge said;  // source, date, counts, problems; no indicators
    std::string compiled;   // intel::write_compiled
};
ListImport read_list_import(intel::Kind kind, std::string_view text, const intel::ReadOptions& options,
                            const Limits& limits);

struct CaseLists {
    intel::Screener screener;
    std::vector<std::string> lists;  // "OFAC, 19143 entries, of 2026-07-11 (number 3)", by number
};
/// All sanctions lists of the case: the compiled form, and where it is another version's the file anew.
/// Entries of one list and number become one.
CaseLists load_lists(const evidence::Case& c, const Limits& limits);

/// What to ask, from what a user typed: `type` "", "person" or "entity"; `born` a day or year, "" unknown;
/// `country` an English name or code, "" unknown. Error: a date or country that is none.
Result<intel::ScreenQuery> make_query(std::string_view type, std::string_view born, std::string_view country);

/// Display names of a campaign's senders, each once, those with most messages first. Empty where the case has
/// no such campaign, or nobody gave a name.
std::vector<std::string> sender_names(const evidence::Case& c, std::string_view campaign);

}  // namespace redshank::engine
