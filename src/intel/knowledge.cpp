// SPDX-License-Identifier: Apache-2.0
#include "intel/knowledge.h"

#include <algorithm>

#include "base/safe_text.h"
#include "intel/readers.h"
#include "text/charset.h"

namespace redshank::intel {

Knowledge read_knowledge(Kind kind, std::string_view text, const ReadOptions& options, const Limits& limits) {
    Knowledge out;
    switch (kind) {
        case Kind::plain_list:
            read_plain_list(text, options, limits, out);
            break;
        case Kind::indicator_csv:
            read_indicator_csv(text, options, limits, out);
            break;
        case Kind::stix:
            read_stix(text, false, limits, out);
            break;
        case Kind::stix_lines:
            read_stix(text, true, limits, out);
            break;
        case Kind::misp_event:
            read_misp_event(text, limits, out);
            break;
        case Kind::misp_galaxy:
            read_misp_galaxy(text, limits, out);
            break;
        case Kind::misp_warninglist:
            read_misp_warninglist(text, limits, out);
            break;
        case Kind::microsoft_names:
            read_microsoft_names(text, limits, out);
            break;
        case Kind::etda_cards:
            read_etda_cards(text, limits, out);
            break;
        case Kind::vendor_names_csv:
            read_vendor_names(text, limits, out);
            break;
        case Kind::freemail:
        case Kind::disposable:
        case Kind::shortener:
        case Kind::gateway:
        case Kind::news:
        case Kind::government:
            read_domain_role(kind, text, options, limits, out);
            break;
        case Kind::tracker_regexes:
        case Kind::tracker_substrings:
        case Kind::tracker_lines:
        case Kind::trocker:
        case Kind::adblock:
        case Kind::disconnect:
        case Kind::duckduckgo:
            out.notes.push_back("a list of trackers is kept; a hunt does not use it yet");
            break;
        default:
            break;
    }
    fill_defaults(out, options);
    return out;
}

// built_in.json, as the build embeds it.
extern const std::string_view built_in_bundle;

Knowledge built_in_knowledge(const Limits& limits) {
    constexpr std::string_view name = "Redshank's built-in set";
    Knowledge out = read_knowledge(Kind::stix, built_in_bundle, {std::string(name), "", "", ""}, limits);
    // That the set has a name for something is no statement of anybody.
    std::erase_if(out.claims, [&](const Claim& claim) { return claim.source == name; });
    return out;
}

std::string as_text(std::string bytes, std::vector<FileProblem>& problems) {
    if (bytes.starts_with("PK\3\4")) return bytes;
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
    const bool is_utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    if (!is_utf16 && is_utf8(bytes)) return bytes;
    text::Converted converted = text::to_utf8(bytes, is_utf16 ? "utf-16" : "");
    if (!is_utf16) problems.push_back({0, 0, "this is not UTF-8; it was read as " + converted.charset});
    return std::move(converted.utf8);
}

std::string counts_text(const std::map<std::string, uint64_t>& counts) {
    std::vector<std::pair<std::string, uint64_t>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string out;
    for (const auto& [what, count] : sorted)
        out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + what;
    return out;
}

void add_problem(Knowledge& out, const Limits& limits, std::string_view text, uint64_t offset,
                 std::string what) {
    if (out.problems.size() >= limits.max_intel_problems) {
        ++out.further_problems;
        return;
    }
    const std::string_view before = text.substr(0, offset);
    out.problems.push_back(
        {offset, 1 + static_cast<uint64_t>(std::count(before.begin(), before.end(), '\n')), std::move(what)});
}

void fill_defaults(Knowledge& out, const ReadOptions& options) {
    if (!options.source.empty()) out.source = options.source;
    if (!options.date.empty()) out.date = options.date;
    const std::string& source = out.source.empty() ? options.name : out.source;
    for (Indicator& one : out.indicators) {
        if (one.source.empty()) one.source = source;
        if (one.date.empty()) one.date = out.date;
    }
    for (Claim& one : out.claims) {
        if (one.source.empty()) one.source = source;
        if (one.date.empty()) one.date = out.date;
    }
}

}  // namespace redshank::intel
