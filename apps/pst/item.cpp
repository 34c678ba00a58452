// SPDX-License-Identifier: Apache-2.0
// Embedded messages are a queue of work, as in mapi/msg.cpp. Values are taken as they are stored; what they
// mean is mapi's to say. All of an item together is bounded by limits.max_message_bytes.
#include "pst/item.h"

#include <algorithm>
#include <vector>

namespace redshank::pst {

namespace {

constexpr uint16_t multiple = 0x1000;
constexpr uint16_t first_named_id = 0x8000;
/// One property value; bodies above this are no mail.
constexpr size_t max_value_bytes = 64u << 20;

class Reader {
  public:
    Reader(const Limits& limits, std::string& problem)
        : limits_(limits), problem_(problem), bytes_left_(limits.max_message_bytes) {}

    mapi::Items run(ItemHandle item) {
        items_.emplace_back();
        queue_.push_back({item.get(), 0, 0});
        kept_.push_back(std::move(item));
        for (size_t next = 0; next < queue_.size(); ++next) {
            const Work work = queue_[next];
            read(work);
        }
        while (!kept_.empty()) kept_.pop_back();
        return std::move(items_);
    }

  private:
    struct Work {
        libpff_item_t* handle;
        size_t item = 0;
        int depth = 0;
    };

    void failed(const char* what) {
        if (problem_.empty())
            problem_ = std::string("holds ") + what + " that cannot be read; the rest of it was";
    }

    void read(const Work& work) {
        mapi::Item item;
        read_set(work.handle, 0, item.properties);
        if (item.properties.empty()) return failed("properties");
        read_recipients(work.handle, item);
        read_attachments(work, item);
        items_[work.item] = std::move(item);
    }

    void read_recipients(libpff_item_t* message, mapi::Item& item) {
        libpff_item_t* table = nullptr;
        const int there = libpff_message_get_recipients(message, &table, nullptr);
        if (there < 0) failed("a list of recipients");
        if (there != 1) return;
        const ItemHandle handle(table);
        int rows = 0;
        if (libpff_item_get_number_of_record_sets(table, &rows, nullptr) != 1)
            return failed("a list of recipients");
        for (int row = 0; row < std::min(rows, static_cast<int>(limits_.max_addresses)); ++row)
            read_set(table, row, item.recipients.emplace_back());
    }

    void read_attachments(const Work& work, mapi::Item& item) {
        int count = 0;
        if (libpff_message_get_number_of_attachments(work.handle, &count, nullptr) < 0)
            return failed("attachments");
        for (int i = 0; i < std::min(count, static_cast<int>(limits_.max_parts)); ++i) {
            libpff_item_t* raw = nullptr;
            if (libpff_message_get_attachment(work.handle, i, &raw, nullptr) != 1) {
                failed("an attachment");
                continue;
            }
            read_attachment(ItemHandle(raw), item.attachments.emplace_back(), work.depth);
        }
    }

    void read_attachment(ItemHandle handle, mapi::Attachment& attachment, int depth) {
        libpff_item_t* raw = handle.get();
        read_set(raw, 0, attachment.properties);
        int kind = 0;
        if (libpff_attachment_get_type(raw, &kind, nullptr) != 1) return;
        if (kind == LIBPFF_ATTACHMENT_TYPE_DATA) read_data(raw, attachment.properties);
        if (kind != LIBPFF_ATTACHMENT_TYPE_ITEM || depth >= limits_.max_mime_depth ||
            items_.size() > limits_.max_inner_messages)
            return;
        libpff_item_t* inner = nullptr;
        if (libpff_attachment_get_item(raw, &inner, nullptr) != 1) return failed("an attached item");
        attachment.item = items_.size();
        items_.emplace_back();
        queue_.push_back({inner, attachment.item, depth + 1});
        kept_.push_back(std::move(handle));
        kept_.emplace_back(inner);
    }

    void read_data(libpff_item_t* raw, mapi::Properties& properties) {
        size64_t size = 0;
        if (libpff_attachment_get_data_size(raw, &size, nullptr) != 1) return failed("an attachment");
        if (size == 0) return;
        if (size > bytes_left_) return failed("an attachment larger than Redshank reads, or one");
        std::string bytes(static_cast<size_t>(size), '\0');
        size_t got = 0;
        while (got < bytes.size()) {
            const ssize_t more = libpff_attachment_data_read_buffer(
                raw, reinterpret_cast<uint8_t*>(bytes.data() + got), bytes.size() - got, nullptr);
            if (more <= 0) {
                failed("an attachment");
                break;
            }
            got += static_cast<size_t>(more);
        }
        bytes.resize(got);
        bytes_left_ -= got;
        properties.set(mapi::tag::attach_data, mapi::type::binary, std::move(bytes));
    }

    void read_set(libpff_item_t* item, int index, mapi::Properties& properties) {
        libpff_record_set_t* set = nullptr;
        if (libpff_item_get_record_set_by_index(item, index, &set, nullptr) != 1) return;
        int count = 0;
        if (libpff_record_set_get_number_of_entries(set, &count, nullptr) != 1) count = 0;
        for (int i = 0; i < count; ++i) {
            libpff_record_entry_t* entry = nullptr;
            if (libpff_record_set_get_entry_by_index(set, i, &entry, nullptr) != 1) continue;
            read_entry(entry, properties);
            libpff_record_entry_free(&entry, nullptr);
        }
        libpff_record_set_free(&set, nullptr);
    }

    void read_entry(libpff_record_entry_t* entry, mapi::Properties& properties) {
        uint32_t id = 0, type = 0;
        size_t size = 0;
        if (libpff_record_entry_get_entry_type(entry, &id, nullptr) != 1 ||
            libpff_record_entry_get_value_type(entry, &type, nullptr) != 1 || id >= first_named_id ||
            (type & multiple) != 0 || id == mapi::tag::attach_data)
            return;
        if (libpff_record_entry_get_data_size(entry, &size, nullptr) != 1) size = 0;
        if (size > max_value_bytes || size > bytes_left_)
            return failed("a property larger than Redshank reads, or one");
        std::string bytes(size, '\0');
        if (size > 0 &&
            libpff_record_entry_get_data(entry, reinterpret_cast<uint8_t*>(bytes.data()), size, nullptr) != 1)
            return failed("a property");
        bytes_left_ -= size;
        properties.set(static_cast<uint16_t>(id), static_cast<uint16_t>(type), std::move(bytes));
    }

    const Limits& limits_;
    std::string& problem_;
    uint64_t bytes_left_;
    std::vector<Work> queue_;
    std::vector<ItemHandle>
        kept_;  // an embedded item lives in the attachment that holds it: freed last to first
    mapi::Items items_;
};

}  // namespace

uint32_t identifier_of(libpff_item_t* item) {
    uint32_t identifier = 0;
    return libpff_item_get_identifier(item, &identifier, nullptr) == 1 ? identifier : 0;
}

mapi::Items read_item(ItemHandle item, const Limits& limits, std::string& problem) {
    return Reader(limits, problem).run(std::move(item));
}

}  // namespace redshank::pst
