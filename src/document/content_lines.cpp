// SPDX-License-Identifier: Apache-2.0
#include "document/content_lines.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "document/addresses.h"

namespace redshank::document {

namespace {

// A longer line is read up to here: a picture in it is base64 and no address.
constexpr size_t max_line_bytes = 256 << 10;

// One line without its folds, and where each stretch of it came from.
struct Line {
    std::string text;
    std::vector<std::pair<size_t, size_t>> starts;  // offset in text, in the input

    size_t original(size_t offset) const {
        const auto after = std::upper_bound(starts.begin(), starts.end(), std::pair(offset, SIZE_MAX));
        if (after == starts.begin()) return offset;
        return (after - 1)->second + (offset - (after - 1)->first);
    }
};

// Reads one line from `at` on; false at the end.
bool next_line(std::string_view input, size_t& at, Line& line) {
    line.text.clear();
    line.starts.clear();
    if (at >= input.size()) return false;
    for (;;) {
        const size_t end = std::min(input.find('\n', at), input.size());
        std::string_view piece = input.substr(at, end - at);
        if (piece.ends_with('\r')) piece.remove_suffix(1);
        if (!piece.empty() && line.text.size() < max_line_bytes) {
            line.starts.emplace_back(line.text.size(), at);
            line.text += piece.substr(0, max_line_bytes - line.text.size());
        }
        at = std::min(end + 1, input.size());
        const bool goes_on = at < input.size() && (input[at] == ' ' || input[at] == '\t');
        if (!goes_on) return true;
        ++at;
    }
}

struct Property {
    std::string name;         // upper-case, without a group ("item1.URL")
    std::string_view before;  // the parameters
    std::string_view value;
    size_t value_at = 0;  // in the line
};

std::optional<Property> property_of(std::string_view line) {
    bool quoted = false;
    size_t colon = 0;
    for (; colon < line.size(); ++colon) {
        if (line[colon] == '"') quoted = !quoted;
        if (line[colon] == ':' && !quoted) break;
    }
    if (colon == line.size()) return std::nullopt;
    Property out;
    const std::string_view head = line.substr(0, colon);
    std::string_view name = head.substr(0, head.find(';'));
    out.before = head.substr(name.size());
    name = name.substr(name.rfind('.') + 1);
    for (const char c : name) out.name += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    out.value = line.substr(colon + 1);
    out.value_at = colon + 1;
    return out;
}

struct Row {
    std::string_view name;
    ReferenceKind kind;
};
// Whose value is a URI. Of the others every address in the text counts.
constexpr Row uris[] = {
    {"ATTACH", ReferenceKind::link},    {"CONFERENCE", ReferenceKind::link},
    {"URL", ReferenceKind::link},       {"IMAGE", ReferenceKind::image},
    {"SOURCE", ReferenceKind::link},    {"TZURL", ReferenceKind::link},
    {"ORGANIZER", ReferenceKind::link}, {"ATTENDEE", ReferenceKind::link},
    {"PHOTO", ReferenceKind::image},    {"LOGO", ReferenceKind::image},
    {"SOUND", ReferenceKind::object},   {"KEY", ReferenceKind::resource},
    {"FBURL", ReferenceKind::link},     {"CALURI", ReferenceKind::link},
    {"CALADRURI", ReferenceKind::link},
};

class ContentLines {
  public:
    ContentLines(std::string_view input, const Limits& limits) : input_(input), limits_(limits) {}

    Contents read() {
        size_t at = input_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        while (next_line(input_, at, line_)) {
            if (line_.text.find(':') == std::string::npos) continue;
            if (const auto property = property_of(line_.text)) use(*property);
        }
        return std::move(out_);
    }

  private:
    void use(const Property& property) {
        if (property.name == "BEGIN" || property.name == "END") {
            if (iequals(trim(property.value), "VALARM")) in_alarm_ = property.name == "BEGIN";
            return;
        }
        // ALTREP, DIR and the like hold an address as well.
        add_addresses(property.before, static_cast<size_t>(property.before.data() - line_.text.data()),
                      ReferenceKind::link);
        const auto row = std::find_if(std::begin(uris), std::end(uris),
                                      [&](const Row& one) { return one.name == property.name; });
        if (row == std::end(uris))
            return add_addresses(property.value, property.value_at, ReferenceKind::link);
        // An alarm plays its sound or shows its picture when the time has come.
        const bool plays = in_alarm_ && property.name == "ATTACH";
        const std::string_view value = trim(property.value);
        if (value.empty() || istarts_with(value, "data:") || value.find(':') == std::string_view::npos)
            return;
        add(plays ? ReferenceKind::object : row->kind, std::string(value),
            property.value_at + static_cast<size_t>(value.data() - property.value.data()), value.size());
    }

    void add_addresses(std::string_view text, size_t at, ReferenceKind kind) {
        constexpr size_t max_in_a_line = 200;
        for (const Stretch& one : find_addresses(text, "", max_in_a_line)) {
            const std::string_view written = text.substr(one.begin, one.end - one.begin);
            std::string value;
            size_t length = 0;
            while (length < written.size()) {  // RFC 5545 3.3.11: "\," and "\;" are escapes, "\n" ends a line
                if (written[length] == '\\') {
                    const char next = length + 1 < written.size() ? written[length + 1] : 'n';
                    if (next == 'n' || next == 'N') break;
                    ++length;
                }
                value += written[length++];
            }
            add(kind, std::move(value), at + one.begin, length);
        }
    }

    void add(ReferenceKind kind, std::string value, size_t at, size_t length) {
        if (out_.references.size() >= limits_.max_links) {
            out_.cut = true;
            return;
        }
        const size_t begin = line_.original(at);
        const size_t last = line_.original(at + length - 1);
        out_.references.push_back({kind,
                                   std::move(value),
                                   static_cast<uint32_t>(begin),
                                   static_cast<uint32_t>(last + 1 - begin),
                                   {}});
    }

    std::string_view input_;
    const Limits& limits_;
    Line line_;
    bool in_alarm_ = false;
    Contents out_;
};

}  // namespace

Contents read_content_lines(std::string_view utf8, const Limits& limits) {
    return ContentLines(utf8, limits).read();
}

}  // namespace redshank::document
