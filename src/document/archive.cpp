// SPDX-License-Identifier: Apache-2.0
// Only the format and filter that the first bytes tell are switched on. RAR, CAB and ISO are left closed:
// their readers have the worst record with hostile input. Where passing over a member means unpacking it
// (7z), passing over costs too.
#include "document/archive.h"

#include <array>
#include <memory>

#include <archive.h>
#include <archive_entry.h>

#include "base/safe_text.h"
#include "base/utf8_locale.h"

namespace redshank::document {

namespace {

constexpr size_t head_bytes = 4096;
constexpr std::array<std::string_view, 4> compressed = {"gzip", "bzip2", "xz", "zstd"};

using Reader = std::unique_ptr<archive, int (*)(archive*)>;

void choose_format(archive* reader, std::string_view type) {
    if (type == "7z") {
        ::archive_read_support_format_7zip(reader);
    } else if (type == "tar") {
        ::archive_read_support_format_tar(reader);
    } else if (is_compressed(type)) {
        const int filter = type == "gzip"    ? ARCHIVE_FILTER_GZIP
                           : type == "bzip2" ? ARCHIVE_FILTER_BZIP2
                           : type == "xz"    ? ARCHIVE_FILTER_XZ
                                             : ARCHIVE_FILTER_ZSTD;
        ::archive_read_append_filter(reader, filter);
        ::archive_read_support_format_raw(reader);
    } else {
        ::archive_read_support_format_zip(reader);
    }
}

class Unpacking {
  public:
    Unpacking(std::string_view bytes, std::string_view type, const Limits& limits, Unpacked& unpacked,
              const ArchiveVisitor& visitor)
        : bytes_(bytes),
          type_(type),
          limits_(limits),
          unpacked_(unpacked),
          visitor_(visitor),
          budget_(bytes.size(), limits, unpacked) {}

    ArchiveOutcome run(const std::string& password) {
        const Utf8Locale utf8;
        choose_format(reader(), type_);
        has_password_ = !password.empty();
        if (has_password_) ::archive_read_add_passphrase(reader(), password.c_str());
        if (::archive_read_open_memory(reader(), bytes_.data(), bytes_.size()) < ARCHIVE_WARN)
            out_.cut = true;
        else
            while (next()) member();
        return std::move(out_);
    }

  private:
    archive* reader() const { return reader_.get(); }

    bool next() {
        if (stopped_) return false;
        const int status = ::archive_read_next_header(reader(), &entry_);
        if (status == ARCHIVE_EOF) return false;
        if (status < ARCHIVE_WARN && ::archive_read_has_encrypted_entries(reader()) == 1) {
            out_.encrypted = true;  // the list of names too (7z)
            return false;
        }
        if (status < ARCHIVE_WARN || unpacked_.members >= limits_.max_unpacked_members) {
            out_.cut = true;
            return false;
        }
        ++unpacked_.members;
        return true;
    }

    std::string name() const {
        if (is_compressed(type_)) return {};
        const char* text = ::archive_entry_pathname_utf8(entry_);
        if (text == nullptr) text = ::archive_entry_pathname(entry_);
        return text == nullptr ? std::string() : replace_bad_utf8(text);
    }

    void member() {
        if (!is_compressed(type_) && ::archive_entry_filetype(entry_) != AE_IFREG) return;
        std::string member_name = name();
        if (out_.names.size() < limits_.max_listed_members)
            out_.names.push_back(member_name);
        else
            out_.cut = true;
        const bool is_encrypted = ::archive_entry_is_data_encrypted(entry_) == 1;
        std::string content;
        if (!fill(content, head_bytes)) return gave_up(is_encrypted);
        if (is_encrypted || visitor_.wants(member_name, content)) {
            // The checksum at the end tells a right password from one that a single byte took for right.
            const uint64_t most = limits_.max_unpacked_member_bytes;
            if (!fill(content, most + 1) || content.size() > most) return gave_up(is_encrypted);
            out_.opened |= is_encrypted;
            if (visitor_.wants(member_name, std::string_view(content).substr(0, head_bytes)))
                visitor_.member(std::move(member_name), std::move(content));
        } else if (type_ == "7z") {
            charge(static_cast<uint64_t>(std::max<la_int64_t>(::archive_entry_size(entry_), 0)));
        }
    }

    // What came before the damage or the limit is not handed on: half a document shows half of its loads, and
    // one that nobody can open shows none.
    void gave_up(bool is_encrypted) {
        out_.encrypted |= is_encrypted;
        out_.cut |= !is_encrypted;
        // A password that the first member refuses is wrong; trying it on all is what makes tries slow.
        stopped_ |= is_encrypted && has_password_ && !out_.opened;
    }

    // Reads on until `content` has `size` bytes or the member ends. False at damage or a limit.
    bool fill(std::string& content, uint64_t size) {
        std::array<char, 32768> block{};
        while (content.size() < size) {
            const la_ssize_t got = ::archive_read_data(reader(), block.data(), block.size());
            if (got == 0) return true;
            if (got < 0) {
                stopped_ = got == ARCHIVE_FATAL;
                return false;
            }
            content.append(block.data(), static_cast<size_t>(got));
            if (!charge(static_cast<uint64_t>(got))) return false;
        }
        return true;
    }

    bool charge(uint64_t bytes) {
        if (budget_.charge(bytes)) return true;
        stopped_ = true;
        out_.cut = true;
        return false;
    }

    std::string_view bytes_;
    std::string_view type_;
    const Limits& limits_;
    Unpacked& unpacked_;
    const ArchiveVisitor& visitor_;
    UnpackBudget budget_;
    Reader reader_{::archive_read_new(), ::archive_read_free};
    archive_entry* entry_ = nullptr;
    bool has_password_ = false;
    bool stopped_ = false;
    ArchiveOutcome out_;
};

}  // namespace

bool is_compressed(std::string_view found_type) {
    return std::find(compressed.begin(), compressed.end(), found_type) != compressed.end();
}

bool is_archive(std::string_view found_type) {
    constexpr std::array<std::string_view, 5> kinds = {"zip", "ooxml", "odf", "7z", "tar"};
    return is_compressed(found_type) || std::find(kinds.begin(), kinds.end(), found_type) != kinds.end();
}

ArchiveOutcome read_archive(std::string_view bytes, std::string_view found_type, const std::string& password,
                            const Limits& limits, Unpacked& unpacked, const ArchiveVisitor& visitor) {
    return Unpacking(bytes, found_type, limits, unpacked, visitor).run(password);
}

}  // namespace redshank::document
