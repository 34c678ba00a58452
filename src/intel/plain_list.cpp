// SPDX-License-Identifier: Apache-2.0
// What a national centre hands over: domains, addresses, IPs, URLs or hashes, one a line, made harmless or
// not, with comments. A few lines at the top that say "source:", "date:" or "licence:" are believed. A JSON
// array of strings is the same list.
#include <algorithm>

#include "base/ascii.h"
#include "intel/json.h"
#include "intel/readers.h"

namespace redshank::intel {

namespace {

// "# Source: CERT Example, 2021-02-03" → what stands behind the colon.
void take_statement(std::string_view comment, Knowledge& out) {
    while (!comment.empty() && (comment.front() == '#' || comment.front() == ';' || comment.front() == '/'))
        comment.remove_prefix(1);
    comment = trim(comment);
    const auto behind = [&](std::string_view word) {
        return istarts_with(comment, word) ? trim(comment.substr(word.size())) : std::string_view();
    };
    const auto take = [](std::string& to, std::string_view from) {
        if (to.empty() && !from.empty()) to = std::string(from.substr(0, 200));
    };
    take(out.source, behind("source:"));
    take(out.licence, behind("licence:"));
    take(out.licence, behind("license:"));
    if (const auto date = behind("date:"); !date.empty() && parse_rfc3339(date.substr(0, 10)))
        take(out.date, date.substr(0, 10));
}

bool is_comment(std::string_view line) {
    return line.starts_with('#') || line.starts_with(';') || line.starts_with("//");
}

void take_line(std::string_view text, size_t at, std::string_view line, const Limits& limits,
               Knowledge& out) {
    if (is_comment(trim(line))) return take_statement(trim(line), out);
    const std::string_view value = without_comment(line);
    if (value.empty()) return;
    // "HASH  file name" as checksum tools write it, and "IP,comment": what stands first is meant.
    auto observable = parse_observable(value);
    if (!observable) observable = parse_observable(value.substr(0, value.find_first_of(" \t,|")));
    if (!observable)
        return add_problem(
            out, limits, text, at,
            "\"" + std::string(value.substr(0, 80)) + "\" is no domain, address, IP address, URL or hash");
    ++out.counts[std::string(observable_type_name(observable->type))];
    Indicator& indicator = out.indicators.emplace_back();
    indicator.observable = std::move(*observable);
    indicator.text = std::string(value.substr(0, 500));
}

}  // namespace

void read_plain_list(std::string_view text, const ReadOptions&, const Limits& limits, Knowledge& out) {
    if (text.starts_with('[')) {
        read_strings(text, limits, out,
                     [&](std::string_view value, size_t at) { take_line(text, at, value, limits, out); });
        return;
    }
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find_first_of("\r\n", at), text.size());
        if (out.indicators.size() >= limits.max_intel_entries)
            return add_problem(out, limits, text, at,
                               "the list is longer than Redshank reads; the rest was left out");
        take_line(text, at, text.substr(at, end - at), limits, out);
        at = end + 1;
    }
}

}  // namespace redshank::intel
