// SPDX-License-Identifier: Apache-2.0
// OFSI's consolidated list as the text of its PDF: numbered entries of "Label: value" run together over
// lines. A label ends the value before it. Passport and identity numbers are stepped over.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "intel/list_builder.h"

namespace redshank::intel {

namespace {

constexpr std::array<std::string_view, 22> labels = {"Name (non-Latin script):",
                                                     "Organisation Name:",
                                                     "Name 6:",
                                                     "Title:",
                                                     "DOB:",
                                                     "POB:",
                                                     "a.k.a:",
                                                     "Nationality:",
                                                     "Passport Number:",
                                                     "Passport Details:",
                                                     "National Identification Number:",
                                                     "National Identification Details:",
                                                     "Address:",
                                                     "Position:",
                                                     "Other Information:",
                                                     "Listed on:",
                                                     "UK Sanctions List Date Designated:",
                                                     "Last Updated:",
                                                     "Group ID:",
                                                     "Ship Name:",
                                                     "IMO Number:",
                                                     "(UK Sanctions List Ref):"};

// Where the next label stands in `text` at or after `from`, and which; the text's end where none does.
std::pair<size_t, std::string_view> next_label(std::string_view text, size_t from) {
    std::pair<size_t, std::string_view> best{text.size(), {}};
    for (const std::string_view label : labels) {
        const size_t at = text.find(label, from);
        if (at < best.first) best = {at, label};
    }
    return best;
}

// "LIN 1: GUANGWEN 2: n/a 3: n/a 4: n/a 5: n/a." as given names before the family name.
std::string person_name(std::string_view value) {
    std::array<std::string, 6> parts;
    size_t at = 0;
    for (size_t i = 0; i < parts.size(); ++i) {
        const std::string mark = " " + std::to_string(i + 1) + ":";
        const size_t end = i + 1 < parts.size() ? value.find(mark, at) : std::string_view::npos;
        std::string_view part = trim(value.substr(at, end == std::string_view::npos ? end : end - at));
        if (i > 0 && part.ends_with('.')) part.remove_suffix(1);
        if (!iequals(part, "n/a")) parts[i] = part;
        if (end == std::string_view::npos) break;
        at = end + mark.size();
    }
    std::rotate(parts.begin(), parts.begin() + 1, parts.end());
    std::string name;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!name.empty()) name += ' ';
        name += part;
    }
    return name;
}

// "(1) BLADE_RUNNER (2) X, Y (non-Latin script: Z) (3) …"
void add_aliases(ListEntry& entry, std::string_view value) {
    size_t at = value.find("(1)");
    for (int number = 1; at != std::string_view::npos; ++number) {
        const std::string mark = "(" + std::to_string(number) + ")";
        const std::string next = "(" + std::to_string(number + 1) + ")";
        const size_t end = value.find(next, at);
        std::string_view alias =
            value.substr(at + mark.size(), end == std::string_view::npos ? end : end - at - mark.size());
        constexpr std::string_view script = "(non-Latin script:";
        if (const size_t other = alias.find(script); other != std::string_view::npos) {
            std::string_view written = alias.substr(other + script.size());
            ListBuilder::add_name(entry, written.substr(0, written.find(')')), NameQuality::alias);
            alias = alias.substr(0, other);
        }
        ListBuilder::add_name(entry, alias, NameQuality::alias);
        at = end;
    }
}

void add_value(ListEntry& entry, std::string_view label, std::string_view value) {
    if (label == "Name 6:") ListBuilder::add_name(entry, person_name(value), NameQuality::primary);
    if (label == "Organisation Name:" || label == "Ship Name:")
        ListBuilder::add_name(entry, value, NameQuality::primary);
    if (label == "Name (non-Latin script):") ListBuilder::add_name(entry, value, NameQuality::alias);
    if (label == "a.k.a:") add_aliases(entry, value);
    if (label == "DOB:") {
        for (const std::string_view one : split_values(value, '('))
            ListBuilder::add_birth(entry,
                                   one.substr(one.find(')') == std::string_view::npos ? 0 : one.find(')')));
    }
    if (label == "Nationality:") ListBuilder::add_country(entry, value.substr(0, value.find('(')));
    if (label == "Address:") {
        while (!value.empty() && (value.back() == '.' || is_space(value.back()))) value.remove_suffix(1);
        const size_t comma = value.rfind(',');
        ListBuilder::add_country(entry, comma == std::string_view::npos ? value : value.substr(comma + 1));
    }
    if (label == "UK Sanctions List Date Designated:") entry.listed_on = parse_day(value);
}

std::string on_one_line(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (!is_space(c))
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    return out;
}

struct Block {
    size_t begin, end;
};

// A block begins at a line "12. Name 6:" (or Organisation, Ship Name).
std::vector<size_t> block_starts(std::string_view text) {
    std::vector<size_t> starts;
    for (size_t line = 0; line < text.size();) {
        size_t at = line;
        while (at < text.size() && is_digit(text[at])) ++at;
        const std::string_view rest = text.substr(at, 22);
        if (at > line && (rest.starts_with(". Name 6:") || rest.starts_with(". Organisation Name:") ||
                          rest.starts_with(". Ship Name:")))
            starts.push_back(line);
        const size_t end = text.find('\n', line);
        line = end == std::string_view::npos ? text.size() : end + 1;
    }
    return starts;
}

std::string reference_of(std::string_view block) {
    constexpr std::string_view mark = "(UK Sanctions List Ref):";
    const size_t at = block.find(mark);
    if (at == std::string_view::npos) return "";
    std::string_view value = trim(block.substr(at + mark.size(), 20));
    size_t end = 0;
    while (end < value.size() && is_alnum(value[end])) ++end;
    return std::string(value.substr(0, end));
}

}  // namespace

void read_ofsi_text(std::string_view text, const Limits&, ListBuilder& out) {
    constexpr std::string_view updated = "Last Updated:";
    const size_t date = text.substr(0, 500).find(updated);
    if (date != std::string_view::npos) out.set_date(parse_day(text.substr(date + updated.size(), 12)));
    std::string regime;
    const std::vector<size_t> starts = block_starts(text);
    if (starts.empty()) out.problem(0, "no numbered entry in it");
    for (size_t i = 0; i < starts.size(); ++i) {
        const size_t before = i == 0 ? 0 : starts[i - 1];
        const size_t named = text.substr(before, starts[i] - before).rfind("REGIME: ");
        if (named != std::string_view::npos)
            regime =
                trim(text.substr(before + named + 8, text.find('\n', before + named) - before - named - 8));
        const size_t end = i + 1 < starts.size() ? starts[i + 1] : text.size();
        const std::string block = on_one_line(text.substr(starts[i], end - starts[i]));
        ListEntry* entry = out.entry(reference_of(block), starts[i]);
        if (entry == nullptr) continue;
        ListBuilder::add_programme(*entry, regime);
        const auto first = next_label(block, 0);
        entry->type = first.second == "Name 6:"      ? ListedType::person
                      : first.second == "Ship Name:" ? ListedType::ship
                                                     : ListedType::entity;
        for (auto [at, label] = first; !label.empty();) {
            const size_t value = at + label.size();
            const auto next = next_label(block, value);
            add_value(*entry, label, trim(std::string_view(block).substr(value, next.first - value)));
            at = next.first;
            label = next.second;
        }
    }
}

}  // namespace redshank::intel
