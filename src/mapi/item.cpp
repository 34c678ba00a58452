// SPDX-License-Identifier: Apache-2.0
#include "mapi/item.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "mapi/little_endian.h"
#include "text/charset.h"

namespace redshank::mapi {

namespace {

using namespace std::string_view_literals;

struct Named {
    int64_t codepage;
    std::string_view label;
};
/// Those whose label is not "windows-N" or "iso-8859-N".
constexpr auto named = std::to_array<Named>({
    {437, "ibm437"},
    {850, "ibm850"},
    {852, "ibm852"},
    {866, "ibm866"},
    {874, "windows-874"},
    {932, "shift_jis"},
    {936, "gbk"},
    {949, "euc-kr"},
    {950, "big5"},
    {1200, "utf-16le"},
    {1201, "utf-16be"},
    {1361, "johab"},
    {10000, "macintosh"},
    {20127, "us-ascii"},
    {20866, "koi8-r"},
    {20932, "euc-jp"},
    {20936, "gb2312"},
    {21866, "koi8-u"},
    {38598, "iso-8859-8-i"},
    {50220, "iso-2022-jp"},
    {50221, "iso-2022-jp"},
    {50222, "iso-2022-jp"},
    {50225, "iso-2022-kr"},
    {51932, "euc-jp"},
    {51936, "gb2312"},
    {51949, "euc-kr"},
    {52936, "hz-gb-2312"},
    {54936, "gb18030"},
    {65000, "utf-7"},
    {65001, "utf-8"},
});

}  // namespace

std::string codepage_label(int64_t codepage) {
    const auto found =
        std::find_if(named.begin(), named.end(), [&](const Named& one) { return one.codepage == codepage; });
    if (found != named.end()) return std::string(found->label);
    if (codepage >= 1250 && codepage <= 1258) return "windows-" + std::to_string(codepage);
    if (codepage >= 28591 && codepage <= 28606) return "iso-8859-" + std::to_string(codepage - 28590);
    return {};
}

void Properties::set(uint16_t id, uint16_t type, std::string bytes) {
    all_.try_emplace(id, Property{type, std::move(bytes)});
}

const Properties::Property* Properties::find(uint16_t id) const {
    const auto at = all_.find(id);
    return at == all_.end() ? nullptr : &at->second;
}

std::string Properties::text(uint16_t id, std::string_view charset) const {
    const Property* property = find(id);
    if (property == nullptr || (property->type != type::unicode && property->type != type::string8))
        return {};
    std::string_view stored = property->bytes;
    if (property->type == type::unicode && stored.size() % 2 != 0) stored.remove_suffix(1);
    std::string out = text::to_utf8(stored, property->type == type::unicode ? "utf-16le"sv : charset).utf8;
    while (!out.empty() && out.back() == '\0') out.pop_back();
    return out;
}

std::optional<int64_t> Properties::integer(uint16_t id) const {
    const Property* property = find(id);
    if (property == nullptr) return std::nullopt;
    const std::string_view bytes = property->bytes;
    if (property->type == type::boolean && !bytes.empty()) return bytes[0] != 0 ? 1 : 0;
    if (property->type == type::integer16 && bytes.size() >= 2) return static_cast<int16_t>(u16(bytes, 0));
    if (property->type == type::integer32 && bytes.size() >= 4) return static_cast<int32_t>(u32(bytes, 0));
    if (property->type == type::integer64 && bytes.size() >= 8) return static_cast<int64_t>(u64(bytes, 0));
    return std::nullopt;
}

std::optional<Seconds> Properties::time(uint16_t id) const {
    const Property* property = find(id);
    if (property == nullptr || property->type != type::time || property->bytes.size() < 8)
        return std::nullopt;
    return from_filetime(u64(property->bytes, 0));
}

std::string_view Properties::bytes(uint16_t id) const {
    const Property* property = find(id);
    return property == nullptr ? std::string_view() : property->bytes;
}

std::string Item::charset() const {
    // The message's own code page is that of its strings; the internet one is that of its HTML.
    for (const uint16_t id : {tag::message_codepage, tag::internet_codepage}) {
        const std::string label = codepage_label(properties.integer(id).value_or(0));
        if (!label.empty() && !label.starts_with("utf-16")) return label;
    }
    return default_charset.empty() ? "windows-1252" : default_charset;
}

bool is_mail_class(std::string_view message_class) {
    // A class and all below it ("IPM.Task" and "IPM.Task.Mine"; "IPM.TaskRequest" is mail).
    constexpr auto others = std::to_array<std::string_view>({"IPM.Contact",
                                                             "IPM.DistList",
                                                             "IPM.AbchPerson",
                                                             "IPM.Appointment",
                                                             "IPM.OLE.CLASS",
                                                             "IPM.Task",
                                                             "IPM.StickyNote",
                                                             "IPM.Activity",
                                                             "IPM.Configuration",
                                                             "IPM.Microsoft",
                                                             "IPM.Post.RSS",
                                                             "IPM.Document",
                                                             "IPM.ExternalUserProfile",
                                                             "IPM.MessageManager",
                                                             "IPM.Note.Rules",
                                                             "IPM.ExtendedRule",
                                                             "IPM.Rule",
                                                             "IPC.Microsoft",
                                                             "IPM.SkypeTeams",
                                                             "IPM.Aggregation",
                                                             "IPM.Contract"});
    return std::none_of(others.begin(), others.end(), [&](std::string_view other) {
        return istarts_with(message_class, other) &&
               (message_class.size() == other.size() || message_class[other.size()] == '.');
    });
}

ItemFlags flags_of(const Item& item) {
    const Properties& p = item.properties;
    const int64_t verb = p.integer(tag::last_verb).value_or(0);
    return {.read = (p.integer(tag::message_flags).value_or(0) & 1) != 0,
            .replied = verb == 102 || verb == 103,  // reply to sender, reply to all
            .flagged = p.integer(tag::flag_status).value_or(0) == 2};
}

std::optional<Seconds> from_filetime(uint64_t filetime) {
    constexpr int64_t from_1601_to_1970 = 11'644'473'600;
    constexpr Seconds end_of_9999 = 253'402'300'799;
    if (filetime == 0) return std::nullopt;
    const Seconds seconds = static_cast<Seconds>(filetime / 10'000'000) - from_1601_to_1970;
    return seconds > end_of_9999 ? std::nullopt : std::optional(seconds);
}

}  // namespace redshank::mapi
