// SPDX-License-Identifier: Apache-2.0
// A list as an OpenDocument spreadsheet: a ZIP (by libarchive, in memory) whose content.xml holds the table.
#include <memory>

#include <archive.h>
#include <archive_entry.h>

#include "intel/list_builder.h"

namespace redshank::intel {

namespace {

struct FreeArchive {
    void operator()(archive* a) const { archive_read_free(a); }
};

// The member's bytes, up to `most`.
std::string member_bytes(archive* a, uint64_t most, std::string& error) {
    std::string bytes;
    std::string block(1u << 16, '\0');
    while (true) {
        const la_ssize_t got = archive_read_data(a, block.data(), block.size());
        if (got == 0) return bytes;
        if (got < 0 || bytes.size() + static_cast<size_t>(got) > most) {
            error = got < 0 ? "the spreadsheet is damaged" : "the spreadsheet's table is too large";
            return bytes;
        }
        bytes.append(block, 0, static_cast<size_t>(got));
    }
}

}  // namespace

void read_list_ods(std::string_view bytes, const Limits& limits, ListBuilder& out) {
    const std::unique_ptr<archive, FreeArchive> a(archive_read_new());
    archive_read_support_format_zip(a.get());
    if (archive_read_open_memory(a.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
        return out.problem(0, "the spreadsheet cannot be opened");
    archive_entry* member = nullptr;
    while (archive_read_next_header(a.get(), &member) == ARCHIVE_OK) {
        const char* name = archive_entry_pathname(member);
        if (name == nullptr || std::string_view(name) != "content.xml") continue;
        std::string error;
        const std::string xml = member_bytes(a.get(), limits.max_intel_bytes, error);
        if (!error.empty()) out.problem(0, error);
        return read_list_xml(Kind::uk_list_ods, xml, limits, out);
    }
    out.problem(0, "the spreadsheet has no content.xml");
}

}  // namespace redshank::intel
