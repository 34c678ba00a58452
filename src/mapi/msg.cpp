// SPDX-License-Identifier: Apache-2.0
// Storages are a queue of work: an embedded message is read when its turn comes. Properties of fixed size
// stand in the property stream, all others in a stream of their own that bears the tag in its name; those are
// taken whether the property stream lists them or not.
#include "mapi/msg.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "mapi/compound_file.h"
#include "mapi/little_endian.h"

namespace redshank::mapi {

namespace {

using Entry = CompoundFile::Entry;

constexpr std::string_view properties_name = "__properties_version1.0";
constexpr std::string_view value_prefix = "__substg1.0_";
constexpr std::string_view recipient_prefix = "__recip_version1.0_";
constexpr std::string_view attachment_prefix = "__attach_version1.0_";

// Bytes before the first property (MS-OXMSG 2.4.1).
constexpr size_t top_header = 32, embedded_header = 24, other_header = 8;

class MsgReader {
  public:
    MsgReader(const CompoundFile& file, const Limits& limits)
        : file_(file), limits_(limits), bytes_left_(limits.max_decoded_message_bytes) {}

    Items run() {
        items_.emplace_back();
        queue_.push_back({&file_.entries().front(), 0, 0});
        for (size_t next = 0; next < queue_.size(); ++next) read_item(queue_[next]);
        return std::move(items_);
    }

  private:
    struct Work {
        const Entry* storage;
        size_t item;
        int depth;
    };

    void read_item(const Work work) {
        Item item;
        read_properties(*work.storage, work.depth == 0 ? top_header : embedded_header, item.properties);
        for (const uint32_t index : work.storage->children) {
            const Entry& child = file_.entries()[index];
            if (!child.is_storage) continue;
            if (istarts_with(child.name, recipient_prefix) &&
                item.recipients.size() < limits_.max_addresses) {
                read_properties(child, other_header, item.recipients.emplace_back());
            } else if (istarts_with(child.name, attachment_prefix) &&
                       item.attachments.size() < limits_.max_parts) {
                item.attachments.push_back(read_attachment(child, work.depth));
            }
        }
        items_[work.item] = std::move(item);
    }

    Attachment read_attachment(const Entry& storage, int depth) {
        Attachment attachment;
        read_properties(storage, other_header, attachment.properties);
        const Entry* inner = file_.child(storage, "__substg1.0_3701000D");
        if (inner != nullptr && inner->is_storage && file_.child(*inner, properties_name) != nullptr &&
            queue_.size() <= limits_.max_inner_messages && depth < limits_.max_mime_depth) {
            attachment.item = items_.size();
            items_.emplace_back();
            queue_.push_back({inner, attachment.item, depth + 1});
        }
        return attachment;
    }

    void read_properties(const Entry& storage, size_t header, Properties& properties) {
        for (const uint32_t index : storage.children) {
            const Entry& child = file_.entries()[index];
            if (!child.is_storage && iequals(child.name, properties_name)) {
                read_fixed(take(child), header, properties);
            } else if (!child.is_storage && istarts_with(child.name, value_prefix)) {
                const std::string_view digits = std::string_view(child.name).substr(value_prefix.size());
                uint32_t full = 0;
                const auto [end, error] =
                    std::from_chars(digits.data(), digits.data() + digits.size(), full, 16);
                // Behind eight digits "-00000001" is one value of several; their lengths alone are in the
                // other.
                if (error != std::errc() || digits.size() != 8 || end != digits.data() + 8) continue;
                const auto value_type = static_cast<uint16_t>(full);
                if ((value_type & 0x1000) == 0)
                    properties.set(static_cast<uint16_t>(full >> 16), value_type, take(child));
            }
        }
    }

    static void read_fixed(std::string_view stream, size_t header, Properties& properties) {
        for (size_t at = header; at + 16 <= stream.size(); at += 16) {
            const uint16_t value_type = u16(stream, at);
            if (value_type == type::integer16 || value_type == type::integer32 ||
                value_type == type::integer64 || value_type == type::boolean || value_type == type::time) {
                properties.set(u16(stream, at + 2), value_type, std::string(stream.substr(at + 8, 8)));
            }
        }
    }

    // Several directory entries may name the same sectors: what all of them cost is bounded.
    std::string take(const Entry& stream) {
        if (stream.size > bytes_left_) return {};
        std::string bytes = file_.read(stream);
        bytes_left_ -= bytes.size();
        return bytes;
    }

    const CompoundFile& file_;
    const Limits& limits_;
    uint64_t bytes_left_;
    std::vector<Work> queue_;
    Items items_;
};

}  // namespace

Result<Items> read_msg(std::string_view bytes, const Limits& limits) {
    const auto file = CompoundFile::open(bytes, limits);
    if (!file) return file.error();
    if (file->child(file->entries().front(), properties_name) == nullptr)
        return Error{"holds no Outlook item"};
    return MsgReader(*file, limits).run();
}

bool may_be_msg(std::string_view bytes) {
    constexpr std::string_view prefix = "__substg1.0_";
    std::string stored;
    for (const char c : prefix) stored.append(1, c).append(1, '\0');  // names are UTF-16LE
    return bytes.starts_with(compound_magic) && bytes.find(stored) != std::string_view::npos;
}

}  // namespace redshank::mapi
