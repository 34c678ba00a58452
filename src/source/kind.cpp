// SPDX-License-Identifier: Apache-2.0
// Magic numbers first, then MMDF and mbox by their first line, then the rule for a message (kind.h).
#include "source/kind.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "base/ascii.h"
#include "mapi/compound_file.h"
#include "mapi/tnef.h"
#include "source/from_line.h"

namespace redshank::source {

namespace {

using namespace std::string_view_literals;

/// RFC 5322, 2045, 8601 and the fields that transports and stores write.
constexpr std::array known_names = {
    "from"sv,
    "to"sv,
    "cc"sv,
    "bcc"sv,
    "subject"sv,
    "date"sv,
    "received"sv,
    "return-path"sv,
    "message-id"sv,
    "mime-version"sv,
    "reply-to"sv,
    "sender"sv,
    "delivered-to"sv,
    "in-reply-to"sv,
    "references"sv,
    "received-spf"sv,
    "precedence"sv,
    "importance"sv,
    "priority"sv,
    "errors-to"sv,
    "envelope-to"sv,
    "delivery-date"sv,
    "thread-topic"sv,
    "thread-index"sv,
    "authentication-results"sv,
    "status"sv,
    "apparently-to"sv,
    "auto-submitted"sv,
    "disposition-notification-to"sv,
};
constexpr std::array known_prefixes = {"x-"sv,    "content-"sv, "list-"sv, "resent-"sv,
                                       "dkim-"sv, "arc-"sv,     "mail-"sv};
/// Names that nothing but mail (and news) has; an HTTP answer has Date, Content-Type and X- fields.
constexpr std::array mail_only_names = {
    "from"sv,        "to"sv,          "cc"sv,           "subject"sv,  "received"sv,
    "return-path"sv, "message-id"sv,  "mime-version"sv, "reply-to"sv, "delivered-to"sv,
    "references"sv,  "in-reply-to"sv, "envelope-to"sv,
};

constexpr bool is_ftext(char c) {
    return c > ' ' && c < 0x7f && c != ':';
}

/// The name of a field line; empty where it is none.
std::string_view field_name(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return {};
    std::string_view name = line.substr(0, colon);
    while (!name.empty() && (name.back() == ' ' || name.back() == '\t')) name.remove_suffix(1);
    return std::all_of(name.begin(), name.end(), is_ftext) ? name : std::string_view();
}

bool is_one_of(std::string_view name, const auto& names) {
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view known) { return iequals(name, known); });
}

bool is_known_name(std::string_view name) {
    return is_one_of(name, known_names) ||
           std::any_of(known_prefixes.begin(), known_prefixes.end(), [&](std::string_view prefix) {
               return name.size() > prefix.size() && istarts_with(name, prefix);
           });
}

/// Takes the first line off `text`.
std::string_view take_line(std::string_view& text) {
    const std::string_view line = first_line(text);
    text.remove_prefix(line.size());
    if (text.starts_with("\r\n")) {
        text.remove_prefix(2);
    } else if (!text.empty()) {
        text.remove_prefix(1);
    }
    return line;
}

bool is_message(std::string_view text) {
    std::string_view line = take_line(text);
    const bool odd_line_first = !is_field_line(line);
    if (odd_line_first) line = take_line(text);
    if (!is_field_line(line)) return false;
    for (; !line.empty(); line = take_line(text)) {
        if (odd_line_first ? is_one_of(field_name(line), mail_only_names) : is_known_field_line(line))
            return true;
    }
    return false;
}

bool is_mbox(std::string_view text) {
    std::string_view line = take_line(text);
    if (!line.starts_with("From ")) return false;
    const std::string_view next = first_line(text);
    return parse_from_line(line).dated || (is_field_line(next) && !is_field_line(line));
}

/// What exports put beside mail: load files and lists (EDRM's XML of Google Vault and Microsoft Purview,
/// their CSV) and Thunderbird's indexes. All of it is told again by the mail itself.
bool is_sidecar(std::string_view head) {
    constexpr std::array columns = {"Rfc822MessageId"sv, "GmailMessageId"sv,   "Internet Message Id"sv,
                                    "Item Identity"sv,   "Item Id"sv,          "Immutable ID"sv,
                                    "Message ID"sv,      "InternetMessageId"sv};
    if (head.starts_with("// <!-- <mdb:mork")) return true;
    if (head.starts_with("<?xml") || head.starts_with("<Root"))
        return head.find("DataInterchangeType") != std::string_view::npos;
    const std::string_view line = first_line(head);
    return std::count(line.begin(), line.end(), ',') >= 2 &&
           std::any_of(columns.begin(), columns.end(),
                       [&](std::string_view column) { return line.find(column) != std::string_view::npos; });
}

/// A line of digits alone, and a message.
bool is_emlx(std::string_view text) {
    const std::string_view digits = trim(take_line(text));
    return !digits.empty() && digits.size() < 12 && std::all_of(digits.begin(), digits.end(), is_digit) &&
           is_message(text);
}

/// The header checksum of POSIX.1-1988 ustar: the sum of all bytes with its own field taken as blanks.
bool is_tar(std::string_view head) {
    if (head.size() < 512) return false;
    uint32_t told = 0;
    size_t at = 148;
    while (at < 156 && head[at] == ' ') ++at;
    const size_t digits = at;
    for (; at < 156 && head[at] >= '0' && head[at] <= '7'; ++at)
        told = told * 8 + static_cast<uint32_t>(head[at] - '0');
    if (at == digits) return false;
    uint32_t sum = 8 * ' ';
    for (size_t i = 0; i < 512; ++i) {
        if (i < 148 || i >= 156) sum += static_cast<uint8_t>(head[i]);
    }
    return sum == told;
}

}  // namespace

std::string_view kind_name(Kind kind) {
    constexpr std::array names = {"unknown"sv, "mbox"sv,    "mmdf"sv,       "maildir"sv, "mh"sv,
                                  "message"sv, "archive"sv, "compressed"sv, "folder"sv,  "msg"sv,
                                  "tnef"sv,    "emlx"sv,    "pst"sv,        "sidecar"sv};
    const auto index = static_cast<size_t>(kind);
    return index < names.size() ? names[index] : names[0];
}

std::string_view first_line(std::string_view text) {
    return text.substr(0, std::min(text.find_first_of("\r\n"), text.size()));
}

bool is_field_line(std::string_view line) {
    return !field_name(line).empty();
}

bool is_known_field_line(std::string_view line) {
    return is_known_name(field_name(line));
}

size_t preamble_length(std::string_view head) {
    size_t at = head.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    while (at < head.size() && (head[at] == '\r' || head[at] == '\n')) ++at;
    return at;
}

Kind tell_kind(std::string_view head) {
    static constexpr std::array compressed = {"\x1f\x8b\x08"sv, "BZh"sv, "\xFD\x37zXZ\0"sv,
                                              "\x28\xB5\x2F\xFD"sv};
    static constexpr std::array archives = {"PK\3\4"sv, "PK\5\6"sv, "7z\xBC\xAF\x27\x1C"sv};
    const auto starts = [&](std::string_view magic) { return head.starts_with(magic); };
    if (std::any_of(compressed.begin(), compressed.end(), starts)) return Kind::compressed;
    if (std::any_of(archives.begin(), archives.end(), starts) || is_tar(head)) return Kind::archive;
    if (starts(mapi::compound_magic)) return Kind::msg;
    if (starts(mapi::tnef_magic)) return Kind::tnef;
    if (starts("!BDN")) return Kind::pst;  // MS-PST 2.2.2.6; an OST has it too
    const std::string_view text = head.substr(preamble_length(head));
    if (first_line(text) == "\1\1\1\1") return Kind::mmdf;
    if (is_mbox(text)) return Kind::mbox;
    if (is_sidecar(text)) return Kind::sidecar;
    if (is_emlx(text)) return Kind::emlx;
    return is_message(text) ? Kind::message : Kind::unknown;
}

}  // namespace redshank::source
