// SPDX-License-Identifier: Apache-2.0
#include "document/shortcut.h"

#include <algorithm>

#include "base/ascii.h"
#include "document/addresses.h"
#include "document/office_fields.h"

namespace redshank::document {

namespace {

uint32_t number(std::string_view bytes, size_t at, size_t width) {
    uint32_t value = 0;
    for (size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

Reference reference(ReferenceKind kind, std::string_view value, size_t at) {
    return {kind, std::string(value), static_cast<uint32_t>(at), static_cast<uint32_t>(value.size()), {}};
}

bool names_host(std::string_view place) {
    return place.starts_with("\\\\") || place.find("://") != std::string_view::npos;
}

// A shell link's strings ([MS-SHLLINK] 2.4), one after the other where its flags say that they are there.
class ShellLink {
  public:
    explicit ShellLink(std::string_view bytes) : bytes_(bytes) {}

    Contents read() {
        constexpr size_t header_bytes = 76;
        if (bytes_.size() < header_bytes) return {};
        const uint32_t flags = number(bytes_, 20, 4);
        at_ = header_bytes;
        if ((flags & 1) != 0) skip(2, 2);   // HasLinkTargetIDList: its size does not count itself
        if ((flags & 2) != 0) link_info();  // HasLinkInfo
        is_wide_ = (flags & 0x80) != 0;     // IsUnicode
        std::string command;
        const size_t first = at_;
        // NAME_STRING, RELATIVE_PATH, WORKING_DIR, COMMAND_LINE_ARGUMENTS, ICON_LOCATION
        for (int bit = 2; bit <= 6; ++bit) {
            if ((flags & 1u << bit) == 0) continue;
            const std::string text = next_string();
            if (bit == 3 || bit == 5) command += (command.empty() ? "" : " ") + text;
            if (bit != 2) addresses(text, bit == 6 ? ReferenceKind::image : ReferenceKind::link);
        }
        const size_t end = std::min(at_, bytes_.size());
        out_.traits.push_back({TraitKind::shortcut, static_cast<uint32_t>(std::min(first, end)),
                               static_cast<uint32_t>(end - std::min(first, end)),
                               command.substr(0, max_detail_bytes)});
        return std::move(out_);
    }

  private:
    // A field that begins with its size.
    void skip(size_t width, size_t further) {
        if (at_ + width > bytes_.size()) return;
        at_ = std::min(at_ + number(bytes_, at_, width) + further, bytes_.size());
    }

    // 2.3: a target on another host is a share's name in it, "\\host\share", closed by NUL.
    void link_info() {
        const size_t begin = at_;
        skip(4, 0);
        const std::string_view info = bytes_.substr(begin, at_ - begin);
        const size_t share = info.find("\\\\");
        if (share == std::string_view::npos) return;
        std::string_view name = info.substr(share);
        name = name.substr(0, name.find('\0'));
        out_.references.push_back(reference(ReferenceKind::link, name, begin + share));
    }

    std::string next_string() {
        std::string out;
        if (at_ + 2 > bytes_.size()) return out;
        const size_t step = is_wide_ ? 2 : 1;
        const size_t count = number(bytes_, at_, 2);
        at_ += 2;
        string_at_ = at_;
        for (size_t i = 0; i < count && at_ + step <= bytes_.size(); ++i, at_ += step) out += bytes_[at_];
        return out;
    }

    void addresses(std::string_view text, ReferenceKind kind) {
        constexpr size_t max_addresses = 10;
        const size_t step = is_wide_ ? 2 : 1;
        for (const Stretch& one : find_addresses(text, "", max_addresses)) {
            out_.references.push_back({kind,
                                       std::string(text.substr(one.begin, one.end - one.begin)),
                                       static_cast<uint32_t>(string_at_ + one.begin * step),
                                       static_cast<uint32_t>((one.end - one.begin) * step),
                                       {}});
        }
        const size_t share = text.find("\\\\");
        if (share == std::string_view::npos || share + 2 >= text.size() || !is_alnum(text[share + 2])) return;
        std::string_view name = text.substr(share);
        name = name.substr(0, name.find_first_of(" \"'"));
        out_.references.push_back({kind,
                                   std::string(name),
                                   static_cast<uint32_t>(string_at_ + share * step),
                                   static_cast<uint32_t>(name.size() * step),
                                   {}});
    }

    std::string_view bytes_;
    size_t at_ = 0;
    size_t string_at_ = 0;
    bool is_wide_ = false;
    Contents out_;
};

std::string_view next_piece(std::string_view text, size_t& at, std::string_view ends) {
    const size_t end = std::min(text.find_first_of(ends, at), text.size());
    const std::string_view piece = text.substr(at, end - at);
    at = end + 1;
    return piece;
}

}  // namespace

bool is_internet_shortcut(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::string beginning = ascii_lower(trim(text.substr(0, 1024)));
    return beginning.starts_with('[') && beginning.find("[internetshortcut]") != std::string::npos;
}

Contents read_internet_shortcut(std::string_view utf8, const Limits& limits) {
    Contents out;
    for (size_t at = 0; at < utf8.size() && out.references.size() < limits.max_links;) {
        const std::string_view line = next_piece(utf8, at, "\r\n");
        const size_t equals = line.find('=');
        if (equals == std::string_view::npos) continue;
        const std::string_view name = trim(line.substr(0, equals));
        const std::string_view value = trim(line.substr(equals + 1));
        if (value.empty()) continue;
        const size_t place = static_cast<size_t>(value.data() - utf8.data());
        if (iequals(name, "URL")) {
            out.references.push_back(reference(ReferenceKind::link, value, place));
            out.traits.push_back({TraitKind::shortcut, static_cast<uint32_t>(place),
                                  static_cast<uint32_t>(value.size()),
                                  std::string(value.substr(0, max_detail_bytes))});
        } else if ((iequals(name, "IconFile") || iequals(name, "WorkingDirectory")) && names_host(value)) {
            out.references.push_back(reference(ReferenceKind::image, value, place));
        }
    }
    return out;
}

Contents read_shell_link(std::string_view bytes, const Limits&) {
    return ShellLink(bytes).read();
}

Contents read_csv(std::string_view utf8, const Limits& limits) {
    Contents out;
    for (size_t at = 0; at < utf8.size();) {
        std::string_view cell = trim(next_piece(utf8, at, ",;\t\r\n"));
        if (cell.starts_with('"')) cell.remove_prefix(1);
        if (cell.empty() || std::string_view("=+-@").find(cell[0]) == std::string_view::npos) continue;
        const auto use = read_formula(cell);
        if (!use) continue;
        if (out.traits.size() >= limits.max_document_traits || out.references.size() >= limits.max_links) {
            out.cut = true;
            return out;
        }
        const size_t place = static_cast<size_t>(cell.data() - utf8.data());
        if (use->is_dde) {
            out.traits.push_back({TraitKind::dde, static_cast<uint32_t>(place),
                                  static_cast<uint32_t>(cell.size()),
                                  std::string(cell.substr(0, max_detail_bytes))});
        } else if (!use->argument.empty()) {
            out.references.push_back(
                reference(use->kind, use->argument, static_cast<size_t>(use->argument.data() - utf8.data())));
        }
    }
    return out;
}

}  // namespace redshank::document
