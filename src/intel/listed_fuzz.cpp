// SPDX-License-Identifier: Apache-2.0
// The first byte chooses the kind of sanctions list, the rest is its text.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "intel/list_store.h"

using namespace redshank;
using namespace redshank::intel;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (size == 0) return 0;
    constexpr int first = static_cast<int>(Kind::ofac_sdn_csv);
    constexpr int kinds = static_cast<int>(Kind::ofsi_text) - first + 1;
    const auto kind = static_cast<Kind>(first + data[0] % kinds);
    Limits limits;
    limits.max_intel_entries = 1000;
    limits.max_intel_bytes = 1u << 22;
    SanctionsList list = read_sanctions(kind, {reinterpret_cast<const char*>(data) + 1, size - 1}, limits);
    if (list.entries.size() > limits.max_intel_entries || list.problems.size() > limits.max_intel_problems)
        std::abort();
    for (const ListEntry& entry : list.entries)
        if (entry.id.empty()) std::abort();
    const auto compiled = compile_list(std::move(list.entries));
    const auto back = read_compiled(write_compiled(compiled));
    if (!back || *back != compiled) std::abort();
    return 0;
}
