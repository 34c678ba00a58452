// SPDX-License-Identifier: Apache-2.0
// An Outlook item as its store keeps it: properties (MS-OXPROPS, MS-OXCDATA 2.11), recipients, attachments.
// What a .msg file, a winmail.dat and a PST have in common; each reader fills this, and rebuild.h makes a
// message of it. An item inside an item is a later element of the same list, so that nothing here recurses.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace redshank::mapi {

/// Property ids (MS-OXPROPS 2) that are read here.
namespace tag {
constexpr uint16_t message_class = 0x001A;
constexpr uint16_t importance = 0x0017;
constexpr uint16_t subject = 0x0037;
constexpr uint16_t client_submit_time = 0x0039;
constexpr uint16_t sent_representing_name = 0x0042;
constexpr uint16_t reply_recipient_entries = 0x004F;
constexpr uint16_t reply_recipient_names = 0x0050;
constexpr uint16_t sent_representing_type = 0x0064;
constexpr uint16_t sent_representing_address = 0x0065;
constexpr uint16_t transport_headers = 0x007D;
constexpr uint16_t recipient_type = 0x0C15;
constexpr uint16_t sender_name = 0x0C1A;
constexpr uint16_t sender_type = 0x0C1E;
constexpr uint16_t sender_address = 0x0C1F;
constexpr uint16_t display_bcc = 0x0E02;
constexpr uint16_t display_cc = 0x0E03;
constexpr uint16_t display_to = 0x0E04;
constexpr uint16_t delivery_time = 0x0E06;
constexpr uint16_t message_flags = 0x0E07;
constexpr uint16_t body = 0x1000;
constexpr uint16_t rtf_compressed = 0x1009;
constexpr uint16_t html = 0x1013;
constexpr uint16_t internet_message_id = 0x1035;
constexpr uint16_t internet_references = 0x1039;
constexpr uint16_t in_reply_to = 0x1042;
constexpr uint16_t last_verb = 0x1081;
constexpr uint16_t flag_status = 0x1090;
constexpr uint16_t display_name = 0x3001;
constexpr uint16_t address_type = 0x3002;
constexpr uint16_t email_address = 0x3003;
constexpr uint16_t attach_data = 0x3701;
constexpr uint16_t attach_filename = 0x3704;
constexpr uint16_t attach_method = 0x3705;
constexpr uint16_t attach_long_filename = 0x3707;
constexpr uint16_t attach_pathname = 0x3708;
constexpr uint16_t attach_long_pathname = 0x370D;
constexpr uint16_t attach_mime_type = 0x370E;
constexpr uint16_t attach_content_id = 0x3712;
constexpr uint16_t attach_content_location = 0x3713;
constexpr uint16_t smtp_address = 0x39FE;
constexpr uint16_t internet_codepage = 0x3FDE;
constexpr uint16_t message_codepage = 0x3FFD;
constexpr uint16_t sender_smtp = 0x5D01;
constexpr uint16_t sent_representing_smtp = 0x5D02;
}  // namespace tag

/// Property types (MS-OXCDATA 2.11.1) that are read here.
namespace type {
constexpr uint16_t integer16 = 0x0002;
constexpr uint16_t integer32 = 0x0003;
constexpr uint16_t boolean = 0x000B;
constexpr uint16_t object = 0x000D;
constexpr uint16_t integer64 = 0x0014;
constexpr uint16_t string8 = 0x001E;
constexpr uint16_t unicode = 0x001F;
constexpr uint16_t time = 0x0040;
constexpr uint16_t binary = 0x0102;
}  // namespace type

/// The charset label of a Windows code page (MS-UCODEREF 2.2.1): 1252 → "windows-1252"; "" for one that is
/// none.
std::string codepage_label(int64_t codepage);

/// The properties of one object; of a tag that comes twice the first stays.
class Properties {
  public:
    struct Property {
        uint16_t type = 0;
        std::string bytes;  // as stored: UTF-16LE for unicode, little-endian integers, FILETIME
    };

    void set(uint16_t id, uint16_t type, std::string bytes);
    const Property* find(uint16_t id) const;
    bool empty() const { return all_.empty(); }
    bool has(uint16_t id) const { return find(id) != nullptr; }
    /// In UTF-8 without NULs at its end; string8 by `charset`. "" where there is none.
    std::string text(uint16_t id, std::string_view charset) const;
    std::optional<int64_t> integer(uint16_t id) const;
    std::optional<Seconds> time(uint16_t id) const;
    std::string_view bytes(uint16_t id) const;

  private:
    std::map<uint16_t, Property> all_;
};

struct Attachment {
    static constexpr size_t none = SIZE_MAX;
    Properties properties;
    size_t item = none;  // of an embedded message: its index in Items
};

struct Item {
    Properties properties;
    std::vector<Properties> recipients;
    std::vector<Attachment> attachments;
    std::string default_charset;  // of string8 where the item names none; "" windows-1252
    /// For string8: the item's own code page, else default_charset.
    std::string charset() const;
};

/// [0] is the outermost; an embedded one has a higher index than the item around it. Never empty.
using Items = std::vector<Item>;

/// What a message class says (MS-OXCMSG 2.2.1.3): false for contacts, appointments, tasks, notes, journal
/// entries, feed entries and programs' own settings; true for mail, reports, meeting requests, posts and all
/// unknown ones.
bool is_mail_class(std::string_view message_class);

/// What the store knows of the reader (MS-OXCMSG 2.2.1.6, MS-OXOFLAG 2.2.1.1, MS-OXOMSG 2.2.1.8).
struct ItemFlags {
    bool read = false;
    bool replied = false;
    bool flagged = false;
};
ItemFlags flags_of(const Item& item);

/// 100 ns since 1601 (MS-DTYP 2.3.3) as seconds since 1970; nothing for 0 and for years beyond 9999.
std::optional<Seconds> from_filetime(uint64_t filetime);

}  // namespace redshank::mapi
