// SPDX-License-Identifier: Apache-2.0
// For tests only: Outlook items made by hand. Compound files (MS-CFB) with sectors of 512 bytes, small
// streams in the mini stream as the standard wants it, and a balanced-enough tree of names; .msg properties;
// TNEF attributes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mapi/item.h"

namespace redshank::mapi {

inline std::string le(uint64_t value, int size) {
    std::string out;
    for (int i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i));
    return out;
}
/// ASCII only.
inline std::string utf16(std::string_view text) {
    std::string out;
    for (const char c : text) out.append(1, c).append(1, '\0');
    return out;
}

/// A storage or stream and what is in it.
struct Node {
    std::string name;
    bool is_storage = false;
    std::string content;
    std::vector<Node> children;
};
inline Node stream(std::string name, std::string content) {
    return {std::move(name), false, std::move(content), {}};
}
inline Node storage(std::string name, std::vector<Node> children) {
    return {std::move(name), true, {}, std::move(children)};
}

class CompoundFileMaker {
  public:
    static std::string make(const std::vector<Node>& children) {
        CompoundFileMaker maker;
        maker.directory_.emplace_back();
        maker.add_children(0, children);
        maker.directory_[0] =
            maker.entry("Root Entry", 5, maker.links_[0].first, maker.put(maker.mini_stream_),
                        maker.mini_stream_.size(), no_stream);
        return maker.file();
    }

  private:
    static constexpr uint32_t no_stream = 0xFFFFFFFF, end_of_chain = 0xFFFFFFFE, is_fat = 0xFFFFFFFD;
    CompoundFileMaker() { links_.push_back({no_stream, no_stream}); }

    // Children are a list along the right links: a tree, if a lean one.
    void add_children(uint32_t parent, const std::vector<Node>& children) {
        std::vector<uint32_t> indexes;
        for (const Node& child : children) {
            indexes.push_back(static_cast<uint32_t>(directory_.size()));
            directory_.emplace_back();
            links_.push_back({no_stream, no_stream});
            if (child.is_storage) add_children(indexes.back(), child.children);
        }
        for (size_t i = 0; i < indexes.size(); ++i) {
            const uint32_t right = i + 1 < indexes.size() ? indexes[i + 1] : no_stream;
            const Node& child = children[i];
            uint32_t start = end_of_chain;
            if (!child.is_storage)
                start = child.content.size() < 4096 ? put_mini(child.content) : put(child.content);
            directory_[indexes[i]] = entry(child.name, child.is_storage ? 1 : 2, links_[indexes[i]].first,
                                           child.is_storage ? 0 : start, child.content.size(), right);
        }
        if (!indexes.empty()) links_[parent].first = indexes.front();
    }

    static std::string entry(std::string_view name, int kind, uint32_t child, uint32_t start, uint64_t size,
                             uint32_t right) {
        std::string raw = utf16(name);
        raw.resize(64, '\0');
        raw += le((name.size() + 1) * 2, 2) + le(static_cast<uint64_t>(kind), 1) + le(1, 1) +
               le(no_stream, 4) + le(right, 4) + le(child, 4) + std::string(36, '\0') + le(start, 4) +
               le(size, 8);
        return raw;
    }

    /// Into sectors; their first.
    uint32_t put(std::string_view content) {
        if (content.empty()) return end_of_chain;
        const auto first = static_cast<uint32_t>(fat_.size());
        for (size_t at = 0; at < content.size(); at += 512) {
            std::string sector(content.substr(at, 512));
            sector.resize(512, '\0');
            sectors_ += sector;
            fat_.push_back(at + 512 < content.size() ? static_cast<uint32_t>(fat_.size()) + 1 : end_of_chain);
        }
        return first;
    }
    uint32_t put_mini(std::string_view content) {
        if (content.empty()) return end_of_chain;
        const auto first = static_cast<uint32_t>(mini_fat_.size());
        for (size_t at = 0; at < content.size(); at += 64) {
            std::string sector(content.substr(at, 64));
            sector.resize(64, '\0');
            mini_stream_ += sector;
            mini_fat_.push_back(at + 64 < content.size() ? static_cast<uint32_t>(mini_fat_.size()) + 1
                                                         : end_of_chain);
        }
        return first;
    }

    std::string file() {
        std::string directory, mini_fat;
        for (const std::string& one : directory_) directory += one;
        for (const uint32_t one : mini_fat_) mini_fat += le(one, 4);
        const uint32_t directory_start = put(directory);
        const size_t before = fat_.size();
        const uint32_t mini_fat_start = put(mini_fat);
        const size_t mini_fat_sectors = fat_.size() - before;
        size_t fat_sectors = 1;
        while (fat_sectors * 128 < fat_.size() + fat_sectors) ++fat_sectors;
        std::string difat;
        for (size_t i = 0; i < 109; ++i) difat += le(i < fat_sectors ? fat_.size() + i : no_stream, 4);
        for (size_t i = 0; i < fat_sectors; ++i) fat_.push_back(is_fat);
        std::string fat;
        for (const uint32_t one : fat_) fat += le(one, 4);
        fat.resize(fat_sectors * 512, '\xFF');
        return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(16, '\0') + le(0x3E, 2) + le(3, 2) +
               le(0xFFFE, 2) + le(9, 2) + le(6, 2) + std::string(6, '\0') + le(0, 4) + le(fat_sectors, 4) +
               le(directory_start, 4) + le(0, 4) + le(4096, 4) + le(mini_fat_start, 4) +
               le(mini_fat_sectors, 4) + le(end_of_chain, 4) + le(0, 4) + difat + sectors_ + fat;
    }

    std::vector<std::string> directory_;
    std::vector<std::pair<uint32_t, uint32_t>> links_;  // first child
    std::vector<uint32_t> fat_, mini_fat_;
    std::string sectors_, mini_stream_;
};

/// The streams of an object of a .msg: fixed properties gathered, all others each its own.
class MsgObject {
  public:
    MsgObject& text(uint16_t id, std::string_view value) { return variable(id, type::unicode, utf16(value)); }
    MsgObject& text8(uint16_t id, std::string_view value) {
        return variable(id, type::string8, std::string(value));
    }
    MsgObject& binary(uint16_t id, std::string_view value) {
        return variable(id, type::binary, std::string(value));
    }
    MsgObject& integer(uint16_t id, uint32_t value) { return fixed(id, type::integer32, value); }
    MsgObject& time(uint16_t id, Seconds seconds) {
        return fixed(id, type::time, static_cast<uint64_t>(seconds + 11'644'473'600) * 10'000'000);
    }
    MsgObject& below(Node node) {
        nodes_.push_back(std::move(node));
        return *this;
    }
    /// header: 32 of the outermost, 24 of an embedded one, 8 of the rest.
    std::vector<Node> nodes(size_t header) const {
        std::vector<Node> all = nodes_;
        all.push_back(stream("__properties_version1.0", std::string(header, '\0') + fixed_));
        return all;
    }

  private:
    MsgObject& variable(uint16_t id, uint16_t type, std::string bytes) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        std::string name = "__substg1.0_";
        for (const uint32_t part : {uint32_t{id}, uint32_t{type}}) {
            for (int shift = 12; shift >= 0; shift -= 4) name += digits[part >> shift & 15];
        }
        fixed_ += le(type, 2) + le(id, 2) + le(6, 4) + le(bytes.size(), 8);
        nodes_.push_back(stream(std::move(name), std::move(bytes)));
        return *this;
    }
    MsgObject& fixed(uint16_t id, uint16_t type, uint64_t value) {
        fixed_ += le(type, 2) + le(id, 2) + le(6, 4) + le(value, 8);
        return *this;
    }

    std::string fixed_;
    std::vector<Node> nodes_;
};

inline std::string make_msg(const MsgObject& object) {
    return CompoundFileMaker::make(object.nodes(32));
}

/// A mail to one person, with a picture; the rest is the test's.
inline MsgObject plain_mail() {
    return MsgObject()
        .text(tag::message_class, "IPM.Note")
        .text(tag::subject, "Budget")
        .text(tag::sender_name, "Ada Example")
        .text(tag::sender_address, "ada@sender.example")
        .text(tag::body, "Hello")
        .binary(tag::html, "<p>Hello <img src=\"https://img.example/a.gif\"></p>")
        .integer(tag::internet_codepage, 65001)
        .integer(tag::message_flags, 1)
        .time(tag::client_submit_time, 1'600'000'000)
        .below(storage("__recip_version1.0_#00000000", MsgObject()
                                                           .text(tag::display_name, "Ben Reader")
                                                           .text(tag::smtp_address, "ben@reader.example")
                                                           .integer(tag::recipient_type, 1)
                                                           .nodes(8)));
}

/// One attribute of a TNEF stream, with its checksum.
inline std::string tnef_attribute(int level, uint32_t id, std::string_view data) {
    uint32_t sum = 0;
    for (const char c : data) sum += static_cast<uint8_t>(c);
    return le(static_cast<uint64_t>(level), 1) + le(id, 4) + le(data.size(), 4) + std::string(data) +
           le(sum, 2);
}
inline std::string tnef_property(uint16_t id, uint16_t type, std::string_view value) {
    std::string out = le(type, 2) + le(id, 2) + le(1, 4) + le(value.size(), 4) + std::string(value);
    out.resize((out.size() + 3) / 4 * 4, '\0');
    return out;
}
inline std::string tnef_stream(std::string_view attributes) {
    return "\x78\x9F\x3E\x22" + le(1, 2) + tnef_attribute(1, 0x00069007, le(1252, 4) + le(0, 4)) +
           std::string(attributes);
}
/// An attachment with a file.
inline std::string tnef_file(std::string_view name, std::string_view content) {
    return tnef_attribute(2, 0x00069002, std::string(14, '\0')) +
           tnef_attribute(2, 0x00018010, std::string(name) + '\0') + tnef_attribute(2, 0x0006800F, content);
}

}  // namespace redshank::mapi
