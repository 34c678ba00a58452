// SPDX-License-Identifier: Apache-2.0
// A group that begins with one of a few destinations collects the text in it, groups inside it included, and
// is judged when it closes.
#include "document/rtf.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/ascii.h"
#include "document/addresses.h"
#include "document/office_fields.h"

namespace redshank::document {

namespace {

enum class Destination : uint8_t { none, template_document, field_instruction, object_data };

constexpr size_t max_text_bytes = 64 << 10;  // of one destination

struct Collected {
    Destination destination = Destination::none;
    size_t group = 0;  // the depth that it closes at
    std::string text;
    size_t begin = 0;  // of its first byte of text, as written
    size_t end = 0;
};

void append_utf8(std::string& out, uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xE0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

// Addresses in an OLE 1 or 2 object (a URL moniker is UTF-16): what a linked object loads.
std::vector<std::string> addresses_in_object(std::string_view bytes) {
    constexpr size_t max_addresses = 10;
    std::vector<std::string> out;
    std::string narrow;  // every second byte, where the others are zero
    for (size_t i = 0; i + 1 < bytes.size(); ++i) {
        if (bytes[i] == '\0' && bytes[i + 1] == '\0')
            narrow += ' ';
        else if (bytes[i] != '\0')
            narrow += bytes[i];
    }
    for (const Stretch& one : find_addresses(narrow, "", max_addresses)) {
        out.push_back(narrow.substr(one.begin, one.end - one.begin));
    }
    return out;
}

class RtfReader {
  public:
    RtfReader(std::string_view bytes, const Limits& limits) : bytes_(bytes), limits_(limits) {}

    Contents read() {
        while (at_ < bytes_.size()) {
            const char c = bytes_[at_];
            if (c == '{') {
                ++depth_;
                ++at_;
            } else if (c == '}') {
                close_group();
                ++at_;
            } else if (c == '\\') {
                control();
            } else {
                if (c != '\r' && c != '\n') text(static_cast<unsigned char>(c), at_, at_ + 1);
                ++at_;
            }
        }
        while (!open_.empty()) judge_last();
        return std::move(out_);
    }

  private:
    void control() {
        const size_t from = at_++;
        if (at_ >= bytes_.size()) return;
        const char c = bytes_[at_];
        if (is_alpha(c)) return word(from);
        ++at_;
        if (c == '\'' && at_ + 1 < bytes_.size() && is_hex_digit(bytes_[at_]) &&
            is_hex_digit(bytes_[at_ + 1])) {
            at_ += 2;
            text(static_cast<uint32_t>(hex_value(bytes_[at_ - 2]) * 16 + hex_value(bytes_[at_ - 1])), from,
                 at_);
        } else if (c == '\\' || c == '{' || c == '}') {
            text(static_cast<unsigned char>(c), from, at_);
        }
    }

    void word(size_t from) {
        const size_t name_at = at_;
        while (at_ < bytes_.size() && is_alpha(bytes_[at_])) ++at_;
        const std::string_view name = bytes_.substr(name_at, at_ - name_at);
        const std::optional<int64_t> number = parameter();
        if (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
        if (name == "bin" && number && *number > 0)
            at_ += std::min(static_cast<size_t>(*number), bytes_.size() - at_);
        else if (name == "u" && number)
            unicode(*number, from);
        else if (name == "uc" && number)
            fallback_ = static_cast<int>(std::clamp<int64_t>(*number, 0, 8));
        else
            destination(name, from);
    }

    std::optional<int64_t> parameter() {
        const bool is_negative = at_ < bytes_.size() && bytes_[at_] == '-';
        size_t digits = at_ + (is_negative ? 1 : 0);
        int64_t value = 0;
        const size_t first = digits;
        while (digits < bytes_.size() && is_digit(bytes_[digits]) && digits - first < 10) {
            value = value * 10 + bytes_[digits++] - '0';
        }
        if (digits == first) return std::nullopt;
        at_ = digits;
        return is_negative ? -value : value;
    }

    // \u8217? : the code unit, then what older readers show instead.
    void unicode(int64_t number, size_t from) {
        text(static_cast<uint32_t>(number < 0 ? number + 65536 : number) & 0xFFFF, from, at_);
        for (int i = 0; i < fallback_ && at_ < bytes_.size(); ++i) {
            if (bytes_[at_] == '{' || bytes_[at_] == '}') return;
            if (bytes_[at_] != '\\')
                ++at_;
            else if (bytes_.substr(at_).starts_with("\\'"))
                at_ = std::min(at_ + 4, bytes_.size());
            else
                return;
        }
    }

    void destination(std::string_view name, size_t from) {
        const Destination found = name == "template"  ? Destination::template_document
                                  : name == "fldinst" ? Destination::field_instruction
                                  : name == "objdata" ? Destination::object_data
                                                      : Destination::none;
        if (name == "objautlink" || name == "objlink" || name == "objupdate") links_object_ = true;
        if (name == "object") links_object_ = false;
        if (found == Destination::none) return;
        if (open_.size() >= static_cast<size_t>(limits_.max_document_depth)) return;
        open_.push_back({found, depth_, {}, from, from});
    }

    void text(uint32_t code, size_t from, size_t to) {
        if (open_.empty()) return;
        Collected& last = open_.back();
        if (last.text.size() >= max_text_bytes) return;
        if (last.text.empty()) last.begin = from;
        last.end = to;
        append_utf8(last.text, code);
    }

    void close_group() {
        while (!open_.empty() && open_.back().group >= depth_) judge_last();
        if (depth_ > 0) --depth_;
    }

    void judge_last() {
        const Collected last = std::move(open_.back());
        open_.pop_back();
        const std::string_view text = trim(last.text);
        if (last.destination == Destination::template_document)
            return add(ReferenceKind::template_document, text, last);
        if (last.destination == Destination::object_data) return object(last);
        if (const auto use = read_field(text)) {
            if (use->is_dde)
                add_trait(TraitKind::dde, text, last);
            else
                add(use->kind, use->argument, last);
        } else if (!open_.empty() && open_.back().destination == Destination::field_instruction) {
            // A field inside another gives it text.
            Collected& outer = open_.back();
            if (outer.text.empty()) outer.begin = last.begin;
            outer.end = last.end;
            outer.text += text.substr(0, max_text_bytes - std::min(max_text_bytes, outer.text.size()));
        }
    }

    void object(const Collected& data) {
        std::string bytes;
        int high = -1;
        for (const char c : data.text) {
            if (!is_hex_digit(c)) continue;
            if (high >= 0) bytes += static_cast<char>(high * 16 + hex_value(c));
            high = high >= 0 ? -1 : hex_value(c);
        }
        add_trait(TraitKind::embedded_object, links_object_ ? "linked" : "embedded", data);
        for (const std::string& address : addresses_in_object(bytes)) {
            add(links_object_ ? ReferenceKind::object : ReferenceKind::link, address, data);
        }
        links_object_ = false;
    }

    void add(ReferenceKind kind, std::string_view value, const Collected& at) {
        if (out_.references.size() >= limits_.max_links) {
            out_.cut = true;
            return;
        }
        out_.references.push_back({kind,
                                   std::string(value),
                                   static_cast<uint32_t>(at.begin),
                                   static_cast<uint32_t>(at.end - at.begin),
                                   {}});
    }

    void add_trait(TraitKind kind, std::string_view detail, const Collected& at) {
        if (out_.traits.size() >= limits_.max_document_traits) {
            out_.cut = true;
            return;
        }
        out_.traits.push_back({kind, static_cast<uint32_t>(at.begin),
                               static_cast<uint32_t>(at.end - at.begin),
                               std::string(detail.substr(0, max_detail_bytes))});
    }

    std::string_view bytes_;
    const Limits& limits_;
    size_t at_ = 0;
    size_t depth_ = 0;
    int fallback_ = 1;
    bool links_object_ = false;
    std::vector<Collected> open_;
    Contents out_;
};

}  // namespace

Contents read_rtf(std::string_view bytes, const Limits& limits) {
    return RtfReader(bytes, limits).read();
}

}  // namespace redshank::document
