// SPDX-License-Identifier: Apache-2.0
// An embedded message is a TNEF stream in an attachment's property: a queue of work, as in msg.cpp. Checksums
// are not looked at: a wrong one is common and changes nothing of what a mail program shows.
#include "mapi/tnef.h"

#include <algorithm>

#include "mapi/little_endian.h"

namespace redshank::mapi {

namespace {

/// Attribute ids (MS-OXTNEF 2.1.3.2) that are read here.
namespace attribute {
constexpr uint32_t oem_codepage = 0x00069007;
constexpr uint32_t message_class = 0x00078008;
constexpr uint32_t subject = 0x00018004;
constexpr uint32_t body = 0x0002800C;
constexpr uint32_t message_properties = 0x00069003;
constexpr uint32_t recipient_table = 0x00069004;
constexpr uint32_t attachment_begins = 0x00069002;
constexpr uint32_t attachment_data = 0x0006800F;
constexpr uint32_t attachment_title = 0x00018010;
constexpr uint32_t attachment_properties = 0x00069005;
}  // namespace attribute

constexpr size_t iid_bytes = 16;
constexpr uint16_t multiple = 0x1000;
constexpr uint16_t first_named_id = 0x8000;

/// What is left of a stream.
class Cursor {
  public:
    explicit Cursor(std::string_view bytes) : rest_(bytes) {}
    bool at_end() const { return rest_.empty() || failed_; }
    bool failed() const { return failed_; }

    uint32_t number(unsigned size) {
        const std::string_view part = take(size);
        return static_cast<uint32_t>(little_endian(part, 0, size));
    }
    /// Nothing, and failed(), where less is left.
    std::string_view take(uint64_t size) {
        if (size > rest_.size()) {
            failed_ = true;
            rest_ = {};
            return {};
        }
        const std::string_view part = rest_.substr(0, static_cast<size_t>(size));
        rest_.remove_prefix(static_cast<size_t>(size));
        return part;
    }
    /// With the bytes that fill it up to four.
    std::string_view take_padded(uint64_t size) {
        const std::string_view part = take(size);
        take(std::min<uint64_t>((4 - size % 4) % 4, rest_.size()));
        return part;
    }

  private:
    std::string_view rest_;
    bool failed_ = false;
};

bool is_variable(uint16_t type) {
    return type == type::string8 || type == type::unicode || type == type::binary || type == type::object;
}
unsigned fixed_bytes(uint16_t type) {
    switch (type) {
        case type::integer64:
        case type::time:
        case 0x0005:  // floating64
        case 0x0006:  // currency
        case 0x0007:  // floating time
            return 8;
        case 0x0048:  // GUID
            return 16;
        default:
            return 4;
    }
}

class TnefReader {
  public:
    explicit TnefReader(const Limits& limits) : limits_(limits) {}

    Items run(std::string_view bytes) {
        items_.emplace_back();
        queue_.push_back({bytes, 0, 0});
        for (size_t next = 0; next < queue_.size(); ++next) {
            const Work work = queue_[next];
            read_stream(work);
        }
        return std::move(items_);
    }

  private:
    struct Work {
        std::string_view bytes;
        size_t item;
        int depth;
    };

    void read_stream(const Work& work) {
        Item item;
        if (work.item > 0) item.default_charset = items_.front().default_charset;
        Cursor cursor(work.bytes);
        cursor.take(tnef_magic.size() + 2);  // and a key
        while (!cursor.at_end()) {
            cursor.number(1);  // message or attachment: the id says so too
            const uint32_t id = cursor.number(4);
            const std::string_view data = cursor.take(cursor.number(4));
            if (cursor.failed()) break;
            read_attribute(id, data, item, work.depth);
            cursor.take(2);
        }
        items_[work.item] = std::move(item);
    }

    void read_attribute(uint32_t id, std::string_view data, Item& item, int depth) {
        const auto set = [&](uint16_t tag, uint16_t type) {
            item.properties.set(tag, type, std::string(data));
        };
        const bool in_attachment = !item.attachments.empty();
        switch (id) {
            case attribute::oem_codepage:
                item.default_charset = codepage_label(u32(data, 0));
                break;
            case attribute::message_class:
                set(tag::message_class, type::string8);
                break;
            case attribute::subject:
                set(tag::subject, type::string8);
                break;
            case attribute::body:
                set(tag::body, type::string8);
                break;
            case attribute::message_properties:
                read_properties(data, item.properties, nullptr, depth);
                break;
            case attribute::recipient_table:
                read_recipients(data, item, depth);
                break;
            case attribute::attachment_begins:
                if (item.attachments.size() < limits_.max_parts) item.attachments.emplace_back();
                break;
            case attribute::attachment_data:
                if (in_attachment)
                    item.attachments.back().properties.set(tag::attach_data, type::binary, std::string(data));
                break;
            case attribute::attachment_title:
                if (in_attachment)
                    item.attachments.back().properties.set(tag::attach_filename, type::string8,
                                                           std::string(data));
                break;
            case attribute::attachment_properties:
                if (in_attachment)
                    read_properties(data, item.attachments.back().properties, &item.attachments.back(),
                                    depth);
                break;
            default:
                break;
        }
    }

    void read_recipients(std::string_view data, Item& item, int depth) {
        Cursor cursor(data);
        for (uint32_t rows = cursor.number(4); rows > 0 && !cursor.at_end(); --rows) {
            if (item.recipients.size() >= limits_.max_addresses) return;
            read_list(cursor, item.recipients.emplace_back(), nullptr, depth);
        }
    }

    void read_properties(std::string_view data, Properties& properties, Attachment* attachment, int depth) {
        Cursor cursor(data);
        read_list(cursor, properties, attachment, depth);
    }

    // MS-OXTNEF 2.1.3.4 (MsgPropertyList).
    void read_list(Cursor& cursor, Properties& properties, Attachment* attachment, int depth) {
        for (uint32_t count = cursor.number(4); count > 0 && !cursor.at_end(); --count) {
            const auto type = static_cast<uint16_t>(cursor.number(2));
            const auto id = static_cast<uint16_t>(cursor.number(2));
            if (id >= first_named_id) skip_name(cursor);
            const auto base = static_cast<uint16_t>(type & ~multiple);
            const bool many = (type & multiple) != 0;
            uint32_t values = many || is_variable(base) ? cursor.number(4) : 1;
            for (; values > 0 && !cursor.at_end(); --values) {
                const std::string_view value =
                    is_variable(base) ? cursor.take_padded(cursor.number(4)) : cursor.take(fixed_bytes(base));
                if (!cursor.failed() && !many) read_value(id, base, value, properties, attachment, depth);
            }
        }
    }

    static void skip_name(Cursor& cursor) {
        cursor.take(16);
        if (cursor.number(4) == 0) {
            cursor.take(4);
        } else {
            cursor.take_padded(cursor.number(4));
        }
    }

    void read_value(uint16_t id, uint16_t type, std::string_view value, Properties& properties,
                    Attachment* attachment, int depth) {
        if (type == type::object) {
            if (id != tag::attach_data || value.size() < iid_bytes) return;
            value.remove_prefix(iid_bytes);
            if (attachment != nullptr && value.starts_with(tnef_magic) &&
                queue_.size() <= limits_.max_inner_messages && depth < limits_.max_mime_depth &&
                attachment->item == Attachment::none) {
                attachment->item = items_.size();
                items_.emplace_back();
                queue_.push_back({value, attachment->item, depth + 1});
                return;
            }
        }
        properties.set(id, type, std::string(value));
    }

    const Limits& limits_;
    std::vector<Work> queue_;
    Items items_;
};

}  // namespace

Result<Items> read_tnef(std::string_view bytes, const Limits& limits) {
    if (!bytes.starts_with(tnef_magic)) return Error{"is no TNEF"};
    return TnefReader(limits).run(bytes);
}

}  // namespace redshank::mapi
