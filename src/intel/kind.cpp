// SPDX-License-Identifier: Apache-2.0
#include "intel/kind.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "intel/observable.h"

namespace redshank::intel {

namespace {

using namespace std::string_view_literals;

constexpr size_t head_bytes = 64u << 10;

constexpr std::array names = {
    "unknown"sv,
    "plain-list"sv,
    "indicator-csv"sv,
    "stix"sv,
    "stix-lines"sv,
    "misp-event"sv,
    "misp-galaxy"sv,
    "microsoft-names"sv,
    "etda-cards"sv,
    "vendor-names-csv"sv,
    "misp-warninglist"sv,
    "freemail"sv,
    "disposable"sv,
    "shortener"sv,
    "gateway"sv,
    "news"sv,
    "government"sv,
    "tracker-regexes"sv,
    "tracker-substrings"sv,
    "tracker-lines"sv,
    "trocker"sv,
    "adblock"sv,
    "disconnect"sv,
    "duckduckgo"sv,
    "ofac-sdn-csv"sv,
    "ofac-alt-csv"sv,
    "ofac-add-csv"sv,
    "ofac-comments-csv"sv,
    "ofac-sdn-xml"sv,
    "ofac-advanced-xml"sv,
    "ofac-json"sv,
    "uk-list-csv"sv,
    "uk-list-ods"sv,
    "uk-list-xml"sv,
    "ofsi-csv"sv,
    "eu-xml"sv,
    "eu-csv"sv,
    "eu-journal-csv"sv,
    "un-xml"sv,
    "sanctions-json"sv,
    "ofsi-text"sv,
};

std::string_view line_of(std::string_view text, size_t at = 0) {
    text.remove_prefix(std::min(at, text.size()));
    return text.substr(0, std::min(text.find_first_of("\r\n"), text.size()));
}

bool has(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

// Keys of JSON by their depth: those of the outermost object or of the objects right inside an outermost
// array, and those one object further in. Only brackets and strings are looked at; a cut text is fine.
struct Keys {
    std::set<std::string, std::less<>> outer, inner;
    bool is_array = false;
    bool of_strings = false;  // an array whose first element is a string
    std::string type, id;     // the values of the outer "type" and "id"

    bool has(std::string_view key) const { return outer.count(key) > 0; }
    bool has_inner(std::string_view key) const { return inner.count(key) > 0; }
};

Keys keys_of(std::string_view json) {
    Keys keys;
    keys.is_array = json.starts_with('[');
    std::vector<char> open;
    size_t objects = 0;
    std::string_view last, last_key;
    for (size_t at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (c == '"') {
            const size_t begin = ++at;
            while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
            last = json.substr(std::min(begin, json.size()), at - begin);
            if (keys.is_array && open.size() == 1) keys.of_strings = true;
            if (objects == 1 && last_key == "type" && keys.type.empty()) keys.type = last;
            if (objects == 1 && last_key == "id" && keys.id.empty()) keys.id = last;
            last_key = {};
        } else if (c == ':') {
            last_key = objects == 1 ? last : std::string_view();
            if (objects == 1) keys.outer.emplace(last);
            if (objects == 2) keys.inner.emplace(last);
        } else if (c == '{' || c == '[') {
            last_key = {};
            open.push_back(c);
            objects += c == '{';
        } else if ((c == '}' || c == ']') && !open.empty()) {
            objects -= open.back() == '{';
            open.pop_back();
            if (open.empty()) break;
        }
    }
    return keys;
}

bool is_stix_object(const Keys& keys) {
    return keys.has("type") && (keys.id.find("--") != std::string::npos || keys.has("spec_version"));
}

Kind json_kind(std::string_view head) {
    const Keys keys = keys_of(head);
    if (keys.of_strings) return Kind::plain_list;
    if (keys.has("Event") || keys.has("response") || keys.has("Attribute") || keys.has("Object"))
        return Kind::misp_event;
    if (keys.is_array) {
        if (keys.has("Threat actor name")) return Kind::microsoft_names;
        if (keys.has("full_name") && keys.has("aliases")) return Kind::sanctions_json;
        return is_stix_object(keys) ? Kind::stix : Kind::unknown;
    }
    if (keys.type == "bundle" || (keys.has("objects") && is_stix_object(keys))) return Kind::stix;
    if (keys.has("values") && keys.has("authors"))
        return keys.has("last-db-change") || keys.has_inner("actor") ? Kind::etda_cards : Kind::misp_galaxy;
    if (keys.has("list") && (keys.has("matching_attributes") || keys.has("type")))
        return Kind::misp_warninglist;
    if (keys.has("entries") && keys.has("entry_count")) return Kind::ofac_json;
    if (keys.has("lists") && keys.has("source")) return Kind::trocker;
    if (keys.has("trackers") && keys.has("syntax"))
        return keys.has_inner("pattern") ? Kind::tracker_substrings : Kind::tracker_regexes;
    if (keys.has("trackers")) return Kind::duckduckgo;
    if (keys.has("categories") || (keys.has("entities") && keys.has("license"))) return Kind::disconnect;
    if (is_stix_object(keys)) {
        const size_t second = head.find_first_not_of("\r\n", line_of(head).size());
        return second != std::string_view::npos && head[second] == '{' ? Kind::stix_lines : Kind::stix;
    }
    return Kind::unknown;
}

// OpenDocument 1.3 part 2, 3: a ZIP with these two; some writers leave out the media type in front.
bool is_spreadsheet(std::string_view bytes) {
    return bytes.starts_with("PK\3\4") && has(bytes, "META-INF/manifest.xml") && has(bytes, "content.xml");
}

Kind xml_kind(std::string_view head) {
    if (has(head, "<CONSOLIDATED_LIST")) return Kind::un_xml;
    if (has(head, "<sdnList")) return Kind::ofac_sdn_xml;
    if (has(head, "<Sanctions")) return Kind::ofac_advanced_xml;
    if (has(head, "<Designations")) return Kind::uk_list_xml;
    if (has(head, "<export") && has(head, "/fsd/export")) return Kind::eu_xml;
    return Kind::unknown;
}

// OFAC's tables have no header; null is "-0-".
Kind ofac_csv_kind(std::string_view line) {
    if (line.empty() || !is_digit(line.front())) return Kind::unknown;
    size_t columns = 1;
    bool quoted = false;
    for (const char c : line) {
        quoted = quoted != (c == '"');
        columns += !quoted && c == ',';
    }
    if (columns == 2 && has(line, ",\"")) return Kind::ofac_comments_csv;
    if (!has(line, "-0-")) return Kind::unknown;
    return columns == 12  ? Kind::ofac_sdn_csv
           : columns == 6 ? Kind::ofac_add_csv
           : columns == 5 ? Kind::ofac_alt_csv
                          : Kind::unknown;
}

Kind csv_kind(std::string_view head) {
    const std::string_view first = line_of(head);
    if (const Kind kind = ofac_csv_kind(first); kind != Kind::unknown) return kind;
    // The lists of the United Kingdom begin with a line of their date.
    const size_t second_at = head.find_first_not_of("\r\n", first.size());
    const std::string_view second = second_at == std::string_view::npos ? "" : line_of(head, second_at);
    for (const std::string_view line : {first, second}) {
        if (has(line, "Unique ID") && has(line, "OFSI Group ID")) return Kind::uk_list_csv;
        if (has(line, "Name 6") && has(line, "Group ID")) return Kind::ofsi_csv;
    }
    if (has(first, "fileGenerationDate") && has(first, ";")) return Kind::eu_csv;
    if (first.starts_with("celex,") || first.starts_with("amendedCelex,")) return Kind::eu_journal_csv;
    if (has(first, "Threat Actor Official Name")) return Kind::vendor_names_csv;
    if (first.starts_with("domain,ideology")) return Kind::news;
    if (istarts_with(first, "Domain name,Domain type") || istarts_with(first, "Domain name,Agency") ||
        istarts_with(first, "Domain,Federal Agency"))
        return Kind::government;
    return has_indicator_columns(first) ? Kind::indicator_csv : Kind::unknown;
}

bool is_adblock(std::string_view head) {
    if (head.starts_with("[Adblock") || head.starts_with("! Title:")) return true;
    size_t rules = 0, comments = 0, lines = 0;
    for (size_t at = 0; at < head.size() && lines < 200; ++lines) {
        const std::string_view line = line_of(head, at);
        rules += line.starts_with("||") || line.starts_with("@@||") || has(line, "$removeparam");
        comments += line.starts_with("! ") || line == "!";
        at = std::min(head.find_first_not_of("\r\n", at + line.size()), head.size());
    }
    return rules + comments > lines / 2 && comments > 0;
}

Kind lines_kind(std::string_view head) {
    size_t lines = 0, observables = 0;
    for (size_t at = 0; at < head.size() && lines < 200;) {
        const std::string_view line = line_of(head, at);
        at = std::min(head.find_first_not_of("\r\n", at + line.size()), head.size());
        const std::string_view value = without_comment(line);
        if (value.empty()) continue;
        ++lines;
        observables += parse_observable(value).has_value();
    }
    return lines > 0 && observables * 2 > lines ? Kind::plain_list : Kind::unknown;
}

}  // namespace

std::string_view kind_name(Kind kind) {
    const auto index = static_cast<size_t>(kind);
    return index < names.size() ? names[index] : names[0];
}

std::optional<Kind> kind_by_name(std::string_view name) {
    const auto found = std::find(names.begin() + 1, names.end(), name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<Kind>(found - names.begin()));
}

Kind tell_kind(std::string_view bytes) {
    if (is_spreadsheet(bytes)) return Kind::uk_list_ods;
    std::string_view head = bytes.substr(0, head_bytes);
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    while (!head.empty() && is_space(head.front())) head.remove_prefix(1);
    if (head.empty()) return Kind::unknown;
    if (head.starts_with("CONSOLIDATED LIST OF FINANCIAL SANCTIONS")) return Kind::ofsi_text;
    if (is_adblock(head)) return Kind::adblock;
    if (head.front() == '{' || head.front() == '[') {
        const Kind kind = json_kind(head);
        if (kind != Kind::unknown || head.front() == '{') return kind;
    }
    if (head.front() == '<') return xml_kind(head);
    if (has(line_of(head), "@@=")) return Kind::tracker_lines;
    const Kind kind = csv_kind(head);
    return kind != Kind::unknown ? kind : lines_kind(head);
}

}  // namespace redshank::intel
