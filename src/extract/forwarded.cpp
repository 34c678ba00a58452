// SPDX-License-Identifier: Apache-2.0
#include "extract/forwarded.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/ascii.h"
#include "mime/fields.h"

namespace redshank::extract {

namespace {

using namespace std::string_view_literals;

enum class Label : uint8_t { none, from, date, to, subject };

struct Word {
    std::string_view text;  // ASCII in lower case
    Label label;
};
/// As Outlook, Apple Mail, Thunderbird and Gmail write them in English, German, French, Spanish, Italian,
/// Portuguese, Dutch and Polish.
constexpr auto words = std::to_array<Word>({
    {"from", Label::from},
    {"von", Label::from},
    {"de", Label::from},
    {"da", Label::from},
    {"van", Label::from},
    {"od", Label::from},
    {"date", Label::date},
    {"sent", Label::date},
    {"gesendet", Label::date},
    {"datum", Label::date},
    {"envoyé", Label::date},
    {"fecha", Label::date},
    {"enviado", Label::date},
    {"enviado el", Label::date},
    {"data", Label::date},
    {"inviato", Label::date},
    {"verzonden", Label::date},
    {"wysłano", Label::date},
    {"to", Label::to},
    {"an", Label::to},
    {"à", Label::to},
    {"para", Label::to},
    {"a", Label::to},
    {"aan", Label::to},
    {"do", Label::to},
    {"subject", Label::subject},
    {"betreff", Label::subject},
    {"objet", Label::subject},
    {"asunto", Label::subject},
    {"oggetto", Label::subject},
    {"assunto", Label::subject},
    {"onderwerp", Label::subject},
    {"temat", Label::subject},
});
constexpr auto prefixes =
    std::to_array<std::string_view>({"fwd:", "fw:", "wg:", "tr:", "rv:", "enc:", "i:", "doorst:", "pd:"});
constexpr auto markers =
    std::to_array<std::string_view>({"forwarded message", "weitergeleitete", "transféré", "reenviado",
                                     "inoltrato", "doorgestuurd", "encaminhada", "przekazana"});

constexpr size_t max_block_lines = 8;
constexpr size_t max_line_bytes = 2000;

/// Without quote marks and the stars of bold text.
std::string_view bare(std::string_view line) {
    line = trim(line);
    while (!line.empty() && (line.front() == '>' || line.front() == '*' || is_space(line.front())))
        line.remove_prefix(1);
    while (!line.empty() && (line.back() == '*' || is_space(line.back()))) line.remove_suffix(1);
    return line.substr(0, max_line_bytes);
}

struct Line {
    Label label = Label::none;
    std::string_view value;
};

Line read_line(std::string_view line) {
    constexpr size_t longest_label = 16;
    line = bare(line);
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon > longest_label) return {};
    std::string_view name = bare(line.substr(0, colon));
    if (name.ends_with("\xC2\xA0")) name.remove_suffix(2);  // French puts a space before the colon
    const std::string lower = ascii_lower(name);
    for (const Word& word : words) {
        if (word.text == lower) return {word.label, bare(line.substr(colon + 1))};
    }
    return {};
}

std::string_view take_line(std::string_view& text) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

/// "Ada [mailto:ada@s.example]" is Outlook's way to write <ada@s.example>.
facts::Mailbox mailbox_of(std::string_view value, const Limits& limits) {
    std::string text(value);
    if (const size_t at = text.find("[mailto:"); at != std::string::npos) {
        text.replace(at, 8, "<");
        if (const size_t end = text.find(']', at); end != std::string::npos) text[end] = '>';
    }
    AnomalyList ignored;
    const auto mailboxes = mime::parse_address_list(text, limits, ignored);
    return mailboxes.empty() ? facts::Mailbox()
                             : facts::Mailbox{mailboxes.front().name, mailboxes.front().address};
}

/// The block that begins with `first`, a "From:" line, and goes on in `rest`; nothing where it is none.
std::optional<facts::Forwarded> read_block(const Line& first, std::string_view rest, const Limits& limits) {
    facts::Forwarded block;
    block.from = mailbox_of(first.value, limits);
    int others = 0;
    for (size_t lines = 0; lines < max_block_lines && !rest.empty(); ++lines) {
        const std::string_view text = take_line(rest);
        if (bare(text).empty()) break;
        const Line line = read_line(text);
        if (line.label == Label::from) break;
        if (line.label == Label::none) continue;
        std::string& field = line.label == Label::date ? block.date
                             : line.label == Label::to ? block.to
                                                       : block.subject;
        if (field.empty()) {
            field = line.value;
            ++others;
        }
    }
    return others >= 2 ? std::optional(std::move(block)) : std::nullopt;
}

bool has_forward_prefix(std::string_view subject) {
    subject = trim(subject);
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](auto prefix) { return istarts_with(subject, prefix); });
}

bool is_marker(std::string_view line) {
    const std::string lower = ascii_lower(bare(line).substr(0, 200));
    return std::any_of(markers.begin(), markers.end(),
                       [&](auto marker) { return lower.find(marker) != std::string::npos; });
}

}  // namespace

std::vector<facts::Forwarded> find_forwarded(std::string_view text, std::string_view subject,
                                             const Limits& limits) {
    std::vector<facts::Forwarded> found;
    bool is_forward = has_forward_prefix(subject);
    while (!text.empty() && found.size() < limits.max_forwarded) {
        const std::string_view line = take_line(text);
        if (!is_forward) {
            is_forward = is_marker(line);
            continue;
        }
        const Line first = read_line(line);
        if (first.label != Label::from) continue;
        if (auto block = read_block(first, text, limits)) found.push_back(std::move(*block));
    }
    return found;
}

}  // namespace redshank::extract
