// SPDX-License-Identifier: Apache-2.0
#include "document/ole.h"

#include <algorithm>

#include "base/ascii.h"
#include "document/office_fields.h"

namespace redshank::document {

namespace {

using namespace std::string_view_literals;

// [MS-DOC] 2.8.25: what stands around a field's instruction.
constexpr char field_begin = 0x13;
constexpr size_t max_instruction = 2000;

std::string utf16(std::string_view ascii) {
    std::string out;
    for (const char c : ascii) out.append({c, '\0'});
    return out;
}

// Two bytes a letter when the first is wide.
std::string narrowed(std::string_view bytes, bool is_wide) {
    std::string out;
    for (size_t i = 0; i < bytes.size(); i += is_wide ? 2 : 1) out += bytes[i];
    return out;
}

class OleScan {
  public:
    OleScan(std::string_view bytes, ReferenceKind linked, const Limits& limits)
        : bytes_(bytes), linked_(linked), limits_(limits) {}

    Contents read() {
        if (find_name("__properties_version1.0") != std::string_view::npos) return {};  // an Outlook message
        streams();
        locked_binary();
        fields();
        monikers();
        return std::move(out_);
    }

  private:
    size_t find_name(std::string_view name) const { return bytes_.find(utf16(name)); }

    void streams() {
        struct Row {
            std::string_view stream;
            TraitKind kind;
        };
        constexpr Row rows[] = {{"_VBA_PROJECT", TraitKind::macro},
                                {"EncryptedPackage", TraitKind::encrypted},
                                {"\1Ole10Native", TraitKind::embedded_object}};
        for (const Row& row : rows) {
            const size_t at = find_name(row.stream);
            if (at != std::string_view::npos)
                add_trait(row.kind, row.stream[0] == '\1' ? row.stream.substr(1) : row.stream, at,
                          row.stream.size() * 2);
        }
    }

    // Before 2007: the bit of [MS-DOC] 2.5.2 (fEncrypted), the record of [MS-XLS] 2.4.117 (FilePass), where a
    // stream begins, which is at a sector.
    void locked_binary() {
        constexpr size_t sector = 512;
        for (size_t at = sector; at + 32 <= bytes_.size(); at += sector) {
            const std::string_view head = bytes_.substr(at, 32);
            const bool is_word = head.starts_with("\xEC\xA5"sv) && (head[11] & 1) != 0;
            const bool is_excel =
                head.starts_with("\x09\x08\x10\x00\x00\x06"sv) && head.substr(20).starts_with("\x2F\x00"sv);
            if (is_word || is_excel)
                return add_trait(TraitKind::encrypted, is_word ? "fEncrypted" : "FilePass", at, head.size());
        }
    }

    void fields() {
        for (size_t at = bytes_.find(field_begin); at != std::string_view::npos;
             at = bytes_.find(field_begin, at + 1)) {
            const bool is_wide = at + 1 < bytes_.size() && bytes_[at + 1] == '\0';
            const size_t begin = at + (is_wide ? 2 : 1);
            field(begin, field_end(begin, is_wide), is_wide);
        }
    }

    // At the separator, the end, or the beginning of a field inside.
    size_t field_end(size_t begin, bool is_wide) const {
        const size_t step = is_wide ? 2 : 1;
        const size_t last = std::min(bytes_.size(), begin + max_instruction);
        size_t end = begin;
        for (; end + step <= last; end += step) {
            const bool is_mark = bytes_[end] >= 0x13 && bytes_[end] <= 0x15;
            if (is_mark && (!is_wide || bytes_[end + 1] == '\0')) break;
        }
        return std::min(end, bytes_.size());
    }

    void field(size_t begin, size_t end, bool is_wide) {
        const std::string instruction = narrowed(bytes_.substr(begin, end - begin), is_wide);
        const auto use = read_field(instruction);
        if (!use) return;
        if (use->is_dde) return add_trait(TraitKind::dde, trim(instruction), begin, end - begin);
        add(use->kind, std::string(use->argument), begin, end - begin);
    }

    // [MS-OSHARED] 2.3.7.6: the class of a URL moniker, the length, the address in UTF-16.
    void monikers() {
        constexpr std::string_view url_moniker =
            "\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\x00\xAA\x00\x4B\xA9\x0B"sv;
        for (size_t at = bytes_.find(url_moniker); at != std::string_view::npos;
             at = bytes_.find(url_moniker, at + 1)) {
            const size_t begin = at + url_moniker.size() + 4;
            if (begin > bytes_.size()) return;
            size_t length = 0;
            for (size_t i = 4; i-- > 0;)
                length = length << 8 | static_cast<unsigned char>(bytes_[begin - 4 + i]);
            length = std::min({length, bytes_.size() - begin, size_t{limits_.max_url_bytes}});
            std::string address = narrowed(bytes_.substr(begin, length), true);
            address = address.substr(0, address.find('\0'));
            if (!address.empty()) add(linked_, address, begin, address.size() * 2);
        }
    }

    void add(ReferenceKind kind, std::string value, size_t at, size_t length) {
        if (out_.references.size() >= limits_.max_links) {
            out_.cut = true;
            return;
        }
        length = std::min(length, bytes_.size() - at);
        out_.references.push_back(
            {kind, std::move(value), static_cast<uint32_t>(at), static_cast<uint32_t>(length), {}});
    }

    void add_trait(TraitKind kind, std::string_view detail, size_t at, size_t length) {
        if (out_.traits.size() >= limits_.max_document_traits) {
            out_.cut = true;
            return;
        }
        out_.traits.push_back({kind, static_cast<uint32_t>(at), static_cast<uint32_t>(length),
                               std::string(detail.substr(0, max_detail_bytes))});
    }

    std::string_view bytes_;
    ReferenceKind linked_;
    const Limits& limits_;
    Contents out_;
};

}  // namespace

Contents read_ole(std::string_view bytes, ReferenceKind linked, const Limits& limits) {
    return OleScan(bytes, linked, limits).read();
}

}  // namespace redshank::document
