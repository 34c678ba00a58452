// SPDX-License-Identifier: Apache-2.0
#include "extract/fingerprint.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/hash.h"

namespace redshank::extract {

namespace {

// Longer ones are no program's habit but somebody's text.
constexpr size_t max_identifier_bytes = 200;
constexpr size_t longest_word = 10;  // "NextPart", "JavaMail"

std::string run_form(std::string_view run) {
    const auto all = [&](auto is) { return std::all_of(run.begin(), run.end(), is); };
    if (all(is_digit)) return "d" + std::to_string(run.size());
    if (all(is_alpha))
        return run.size() <= longest_word ? std::string(run) : "a" + std::to_string(run.size());
    if (all([](char c) { return is_hex_digit(c) && !(c >= 'A' && c <= 'F'); }))
        return "hex" + std::to_string(run.size());
    if (all([](char c) { return is_hex_digit(c) && !(c >= 'a' && c <= 'f'); }))
        return "HEX" + std::to_string(run.size());
    return "x" + std::to_string(run.size());
}

}  // namespace

std::string identifier_form(std::string_view identifier) {
    identifier = identifier.substr(0, max_identifier_bytes);
    std::string form;
    while (!identifier.empty()) {
        size_t run = 0;
        while (run < identifier.size() && is_alnum(identifier[run])) ++run;
        if (run > 0)
            form += run_form(identifier.substr(0, run));
        else
            form += static_cast<unsigned char>(identifier[run++]) < 0x80 ? identifier[0] : '?';
        identifier.remove_prefix(run);
    }
    return form;
}

std::string message_id_form(std::string_view message_id) {
    const size_t at = message_id.rfind('@');
    if (at == std::string_view::npos) return identifier_form(message_id);
    return identifier_form(message_id.substr(0, at)) + (message_id.ends_with('>') ? "@HOST>" : "@HOST");
}

uint64_t header_order(const mime::HeaderSection& header) {
    size_t first = 0;
    for (size_t i = 0; i < header.fields.size(); ++i) {
        if (iequals(header.fields[i].name, "Received")) first = i + 1;
    }
    uint64_t order = 0;
    for (size_t i = first; i < header.fields.size(); ++i) order = hash64(header.fields[i].name, order);
    return order;
}

}  // namespace redshank::extract
