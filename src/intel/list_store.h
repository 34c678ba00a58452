// SPDX-License-Identifier: Apache-2.0
// A sanctions list as screening needs it: the entries with their names already read (transliterated,
// sounded), and its compiled form, bytes that load without reading the list again. Made by compile_list, kept
// by the case beside the imported file, and made anew whenever its version is another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "intel/listed.h"
#include "text/name.h"

namespace redshank::intel {

struct CompiledEntry {
    ListEntry entry;
    std::vector<text::Name> names;  // of entry.names, in their order
    bool operator==(const CompiledEntry&) const = default;
};

/// Reads the names of all entries. An entry whose type the list does not say is guessed by its words.
std::vector<CompiledEntry> compile_list(std::vector<ListEntry> entries);

std::string write_compiled(const std::vector<CompiledEntry>& entries);
/// Error: other bytes, another version, or damage; lengths are checked before memory is asked for.
Result<std::vector<CompiledEntry>> read_compiled(std::string_view bytes);

/// Entries of one list and number from several files (OFAC's three) become one, in the order of the first.
std::vector<CompiledEntry> merge_entries(std::vector<CompiledEntry> entries);

}  // namespace redshank::intel
