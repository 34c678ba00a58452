// SPDX-License-Identifier: Apache-2.0
// GMime 3 as an oracle over real and malformed mail: number and types of entities, decoded sizes, file names,
// the From address and the date. It prints how often both agree; what must agree at least is the test.
#include <archive.h>
#include <archive_entry.h>
#include <gmime/gmime.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "base/ascii.h"
#include "base/testing.h"
#include "mime/entity.h"
#include "mime/fields.h"

namespace redshank::mime {
namespace {

/// Every regular file of a tar.zst that looks like a message.
template <typename Take>
void for_each_message(const std::filesystem::path& tar, Take take) {
    archive* reader = archive_read_new();
    archive_read_support_filter_all(reader);
    archive_read_support_format_tar(reader);
    ASSERT_EQ(archive_read_open_filename(reader, tar.c_str(), 1 << 16), ARCHIVE_OK) << tar;
    archive_entry* entry = nullptr;
    // A warning is about a name in another charset.
    for (int status;
         (status = archive_read_next_header(reader, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN;) {
        const std::string name = archive_entry_pathname(entry);
        if (archive_entry_filetype(entry) != AE_IFREG || name.ends_with(".json") || name.ends_with(".mbox"))
            continue;
        std::string bytes(static_cast<size_t>(archive_entry_size(entry)), '\0');
        const la_ssize_t got = archive_read_data(reader, bytes.data(), bytes.size());
        if (got > 0 && static_cast<size_t>(got) == bytes.size()) take(name, bytes);
    }
    archive_read_free(reader);
}

struct Seen {
    std::vector<std::string> types;
    std::vector<size_t> sizes;
    std::vector<std::string> filenames;
    std::string from;
    Seconds date = 0;
    bool odd = false;
};

/// The known differences: what is damaged in one of these ways is read otherwise by other programs, so the
/// oracle is not asked about it.
bool programs_differ(const AnomalyList& anomalies) {
    using enum AnomalyKind;
    const AnomalyKind kinds[] = {hidden_alternative,
                                 malformed_base64,
                                 malformed_quoted_printable,
                                 malformed_uuencode,
                                 missing_header_body_separator,
                                 malformed_header_line,
                                 duplicate_header_field,
                                 boundary_not_closed,
                                 malformed_address,
                                 malformed_content_type,
                                 boundary_never_found,
                                 missing_boundary,
                                 encoding_on_multipart,
                                 bare_cr,
                                 unknown_transfer_encoding,
                                 duplicate_content_type,
                                 empty_multipart,
                                 malformed_date,
                                 comment_in_odd_place,
                                 nul_byte};
    return std::any_of(std::begin(kinds), std::end(kinds),
                       [&](AnomalyKind kind) { return anomalies.has(kind); });
}

Seen ours(std::string_view raw) {
    AnomalyList anomalies;
    const Message message = parse(raw, Limits{}, anomalies);
    Seen out;
    std::string decoded;
    for (const Entity& entity : message.entities) {
        out.types.push_back(entity.content_type.type + "/" + entity.content_type.subtype);
        if (entity.is_multipart || entity.is_message) continue;
        out.sizes.push_back(decode_body(entity, decoded, Limits{}, anomalies).size());
        if (!entity.filename.empty()) out.filenames.push_back(entity.filename);
    }
    if (const HeaderField* from = message.header.find("From")) {
        const auto mailboxes = parse_address_list(from->body, Limits{}, anomalies);
        if (!mailboxes.empty()) out.from = mailboxes[0].address;
    }
    if (const HeaderField* date = message.header.find("Date")) {
        if (const auto parsed = parse_date(date->body, anomalies)) out.date = parsed->seconds;
    }
    out.odd = programs_differ(anomalies);
    return out;
}

void add_part(GMimeObject*, GMimeObject* part, gpointer data) {
    Seen& out = *static_cast<Seen*>(data);
    GMimeContentType* type = g_mime_object_get_content_type(part);
    out.types.push_back(ascii_lower(std::string(g_mime_content_type_get_media_type(type)) + "/" +
                                    g_mime_content_type_get_media_subtype(type)));
    if (!GMIME_IS_PART(part)) return;
    size_t size = 0;
    if (GMimeDataWrapper* content = g_mime_part_get_content(GMIME_PART(part))) {
        GMimeStream* stream = g_mime_stream_mem_new();
        const ssize_t written = g_mime_data_wrapper_write_to_stream(content, stream);
        size = written > 0 ? static_cast<size_t>(written) : 0;
        g_object_unref(stream);
    }
    out.sizes.push_back(size);
    if (const char* name = g_mime_part_get_filename(GMIME_PART(part))) out.filenames.emplace_back(name);
}

Seen theirs(const std::string& raw) {
    GMimeStream* stream = g_mime_stream_mem_new_with_buffer(raw.data(), raw.size());
    GMimeParser* parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage* message = g_mime_parser_construct_message(parser, nullptr);
    Seen out;
    if (message != nullptr) {
        GMimeObject* top = g_mime_message_get_mime_part(message);
        if (top != nullptr) {
            add_part(nullptr, top, &out);
            if (GMIME_IS_MULTIPART(top)) g_mime_multipart_foreach(GMIME_MULTIPART(top), add_part, &out);
        }
        InternetAddressList* from = g_mime_message_get_from(message);
        InternetAddress* first = from != nullptr ? internet_address_list_get_address(from, 0) : nullptr;
        if (first != nullptr && INTERNET_ADDRESS_IS_MAILBOX(first)) {
            const char* address = internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(first));
            if (address != nullptr && std::string_view(address).find('@') != std::string_view::npos)
                out.from = ascii_lower(address);
        }
        if (GDateTime* date = g_mime_message_get_date(message)) out.date = g_date_time_to_unix(date);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    return out;
}

struct Count {
    size_t messages = 0;
    size_t odd = 0;
    size_t types = 0;
    size_t sizes = 0;
    size_t filenames = 0;
    size_t from = 0;
    size_t date = 0;
};

// GMime keeps the line end before a closing delimiter in some parts, so a part may differ by it.
bool sizes_agree(const std::vector<size_t>& a, const std::vector<size_t>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](size_t x, size_t y) { return std::max(x, y) - std::min(x, y) <= 2; });
}

void compare(const std::string& what, const std::filesystem::path& tar, size_t every, Count& total) {
    Count count;
    size_t index = 0;
    const bool show = std::getenv("REDSHANK_SHOW") != nullptr;
    for_each_message(tar, [&](const std::string& name, const std::string& raw) {
        if (index++ % every != 0) return;
        const Seen a = ours(raw);
        ++count.messages;
        if (a.odd) {
            ++count.odd;
            return;
        }
        const Seen b = theirs(raw);
        const bool equal[] = {a.types == b.types, sizes_agree(a.sizes, b.sizes), a.filenames == b.filenames,
                              a.from == b.from, a.date == b.date};
        count.types += equal[0], count.sizes += equal[1], count.filenames += equal[2];
        count.from += equal[3], count.date += equal[4];
        if (show && !std::all_of(std::begin(equal), std::end(equal), [](bool e) { return e; })) {
            std::printf("  %s: types %d sizes %d names %d from %d date %d\n", name.c_str(), equal[0],
                        equal[1], equal[2], equal[3], equal[4]);
        }
    });
    std::printf(
        "%-24s %5zu messages, %4zu odd; of the rest agree: types %zu, sizes %zu, file names %zu, from %zu, "
        "date %zu\n",
        what.c_str(), count.messages, count.odd, count.types, count.sizes, count.filenames, count.from,
        count.date);
    total.messages += count.messages, total.odd += count.odd, total.types += count.types,
        total.sizes += count.sizes;
    total.filenames += count.filenames, total.from += count.from, total.date += count.date;
}

TEST(MimeCorpus, AgreesWithGMime) {
    REDSHANK_NEEDS_SHARED();
    g_mime_init();
    const auto corpus = shared_dir() / "corpus";
    Count real;
    compare("csdmc2010-ham", corpus / "csdmc2010-ham/csdmc2010-ham.tar.zst", 1, real);
    compare("foff-milter-ham", corpus / "foff-milter-ham/foff-milter-ham.tar.zst", 1, real);
    compare("phishing-pot", corpus / "phishing-pot/phishing-pot.tar.zst", 5, real);
    ASSERT_GT(real.messages, 3000u);
    const auto share = [&](size_t agree) { return 1000 * agree / (real.messages - real.odd); };
    EXPECT_GE(share(real.types), 990u);
    EXPECT_GE(share(real.sizes), 990u);
    EXPECT_GE(share(real.filenames), 990u);
    EXPECT_GE(share(real.from), 990u);
    EXPECT_GE(share(real.date), 980u);

    Count malformed;
    std::vector<std::filesystem::path> tars;
    for (const auto& entry : std::filesystem::directory_iterator(corpus / "malformed"))
        tars.push_back(entry.path());
    std::sort(tars.begin(), tars.end());
    for (const auto& tar : tars) compare(tar.filename().string(), tar, 1, malformed);
    ASSERT_GT(malformed.messages, 2000u);
    EXPECT_GE(1000 * malformed.types / (malformed.messages - malformed.odd), 900u);
}

/// mime-is-broken hides a zipped eicar.com in a part that some program does not see: how often do we see it?
TEST(MimeCorpus, ShowsTheHiddenZip) {
    REDSHANK_NEEDS_SHARED();
    size_t messages = 0;
    size_t shown = 0;
    for_each_message(shared_dir() / "corpus/malformed/mime-is-broken.tar.zst",
                     [&](const std::string& name, const std::string& raw) {
                         if (name.find("hide-content") == name.npos) return;
                         ++messages;
                         AnomalyList anomalies;
                         const Message message = parse(raw, Limits{}, anomalies);
                         std::string decoded;
                         const bool found = std::any_of(
                             message.entities.begin(), message.entities.end(), [&](const Entity& entity) {
                                 const auto view = decode_body(entity, decoded, Limits{}, anomalies);
                                 return !entity.is_multipart && view.starts_with("PK\x03\x04") &&
                                        view.find("eicar.com") != view.npos;
                             });
                         shown += found;
                         if (found || std::getenv("REDSHANK_SHOW") == nullptr) return;
                         const HeaderField* subject = message.header.find("Subject");
                         std::printf("  not shown: %s\n",
                                     subject != nullptr ? std::string(subject->body).c_str() : name.c_str());
                     });
    std::printf("mime-is-broken: the hidden part is shown in %zu of %zu messages\n", shown, messages);
    ASSERT_GT(messages, 200u);
    EXPECT_GE(100 * shown / messages, 80u);
}

}  // namespace
}  // namespace redshank::mime
