// SPDX-License-Identifier: Apache-2.0
// GMime 3 as an oracle over all real and malformed mail of the corpus: the entity tree, decoded bodies, file
// names, addresses and the date. It prints how often both agree; what must agree at least is the test.
#include <gmime/gmime.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "base/ascii.h"
#include "mime/archive_for_testing.h"
#include "mime/entity.h"
#include "mime/fields.h"

namespace redshank::mime {
namespace {

/// Every member that looks like a message.
template <typename Take>
void for_each_message(const std::filesystem::path& tar, Take take) {
    for_each_member(tar, [&](const std::string& name, const std::string& bytes) {
        if (!name.ends_with(".json") && !name.ends_with(".mbox")) take(name, bytes);
    });
}

struct Seen {
    std::vector<std::string> types;
    std::vector<std::string> bodies;  // decoded, CR and line ends at the end left out
    std::vector<std::string> filenames;
    std::vector<std::string> addresses;  // of From, To and Cc
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

// GMime keeps the line end before a closing delimiter in some parts, and blanks at the ends of
// quoted-printable lines, which RFC 2045 6.7 rule 3 takes away.
std::string comparable(std::string_view body) {
    std::string out;
    for (const char c : body) {
        if (c == '\r') continue;
        while (c == '\n' && (out.ends_with(' ') || out.ends_with('\t'))) out.pop_back();
        out += c;
    }
    while (!out.empty() && is_space(out.back())) out.pop_back();
    return out;
}

/// "-1900": no place on earth is more than 14 hours off. We take it for UTC, GMime for what it says.
bool has_absurd_zone(std::string_view date) {
    const size_t sign = date.find_last_of("+-");
    if (sign == std::string_view::npos || sign + 5 > date.size()) return false;
    return date.substr(sign + 1, 2) > "14" && is_digit(date[sign + 1]) && is_digit(date[sign + 4]);
}

Seen ours(std::string_view raw) {
    AnomalyList anomalies;
    const Message message = parse(raw, Limits{}, anomalies);
    Seen out;
    std::string decoded;
    for (const Entity& entity : message.entities) {
        out.types.push_back(entity.content_type.type + "/" + entity.content_type.subtype);
        if (entity.is_multipart || entity.is_message) continue;
        out.bodies.push_back(comparable(decode_body(entity, decoded, Limits{}, anomalies)));
        if (!entity.filename.empty()) out.filenames.push_back(entity.filename);
    }
    for (const std::string_view name : {"From", "To", "Cc"}) {
        const HeaderField* field = message.header.find(name);
        if (field == nullptr) continue;
        for (const Mailbox& mailbox : parse_address_list(field->body, Limits{}, anomalies))
            if (!mailbox.address.empty()) out.addresses.push_back(mailbox.address);
    }
    if (const HeaderField* date = message.header.find("Date")) {
        if (const auto parsed = parse_date(date->body, anomalies)) out.date = parsed->seconds;
        out.odd = has_absurd_zone(date->body);
    }
    out.odd = out.odd || programs_differ(anomalies);
    return out;
}

void add_part(GMimeObject*, GMimeObject* part, gpointer data) {
    Seen& out = *static_cast<Seen*>(data);
    GMimeContentType* type = g_mime_object_get_content_type(part);
    out.types.push_back(ascii_lower(std::string(g_mime_content_type_get_media_type(type)) + "/" +
                                    g_mime_content_type_get_media_subtype(type)));
    if (!GMIME_IS_PART(part)) return;
    std::string body;
    if (GMimeDataWrapper* content = g_mime_part_get_content(GMIME_PART(part))) {
        GMimeStream* stream = g_mime_stream_mem_new();
        g_mime_data_wrapper_write_to_stream(content, stream);
        const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
        body.assign(reinterpret_cast<const char*>(bytes->data), bytes->len);
        g_object_unref(stream);
    }
    out.bodies.push_back(comparable(body));
    if (const char* name = g_mime_part_get_filename(GMIME_PART(part))) out.filenames.emplace_back(name);
}

void add_addresses(InternetAddressList* list, Seen& out) {
    const int count = list == nullptr ? 0 : internet_address_list_length(list);
    for (int i = 0; i < count; ++i) {
        InternetAddress* one = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(one)) {
            add_addresses(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(one)), out);
        } else if (INTERNET_ADDRESS_IS_MAILBOX(one)) {
            const char* address = internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(one));
            if (address != nullptr && std::string_view(address).find('@') != std::string_view::npos)
                out.addresses.push_back(ascii_lower(address));
        }
    }
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
        for (const auto get : {g_mime_message_get_from, g_mime_message_get_to, g_mime_message_get_cc})
            add_addresses(get(message), out);
        if (GDateTime* date = g_mime_message_get_date(message)) out.date = g_date_time_to_unix(date);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    return out;
}

constexpr const char* aspects[] = {"entity tree", "decoded bodies", "file names", "addresses", "date"};

struct Count {
    size_t messages = 0;
    size_t odd = 0;
    size_t agree[std::size(aspects)] = {};

    void add(const Count& other) {
        messages += other.messages;
        odd += other.odd;
        for (size_t i = 0; i < std::size(aspects); ++i) agree[i] += other.agree[i];
    }
    void print(const std::string& what) const {
        std::printf("%-28s %5zu messages, %4zu odd; of the other %5zu agree:", what.c_str(), messages, odd,
                    messages - odd);
        for (size_t i = 0; i < std::size(aspects); ++i) std::printf(" %s %zu", aspects[i], agree[i]);
        std::printf("\n");
    }
};

/// We may see more addresses than GMime, which drops those with two dots in a row, without the space before
/// "<" and the like; never fewer.
bool shows_all(const std::vector<std::string>& ours, const std::vector<std::string>& theirs) {
    return std::all_of(theirs.begin(), theirs.end(), [&](const std::string& address) {
        return std::find(ours.begin(), ours.end(), address) != ours.end();
    });
}

void compare(const std::string& name, const std::string& raw, Count& count) {
    const Seen a = ours(raw);
    ++count.messages;
    if (a.odd) {
        ++count.odd;
        return;
    }
    const Seen b = theirs(raw);
    const bool equal[] = {a.types == b.types, a.bodies == b.bodies, a.filenames == b.filenames,
                          shows_all(a.addresses, b.addresses), a.date == b.date};
    for (size_t i = 0; i < std::size(aspects); ++i) {
        count.agree[i] += equal[i];
        if (!equal[i] && std::getenv("REDSHANK_SHOW") != nullptr)
            std::printf("  %s: %s\n", name.c_str(), aspects[i]);
    }
}

/// The messages of an mbox, cut as the corpus' README says that it was.
std::vector<std::string> mbox_messages(const std::string& mbox) {
    std::vector<std::string> out;
    size_t start = 0;
    for (size_t at = 0; at != mbox.npos; at = mbox.find("\n\nFrom ", at)) {
        const size_t line = at == 0 ? 0 : at + 2;
        if (at > 0) out.push_back(mbox.substr(start, at + 1 - start));
        start = std::min(mbox.find('\n', line), mbox.size() - 1) + 1;
        at = std::max<size_t>(line, 1);
    }
    out.push_back(mbox.substr(start));
    return out;
}

Count compare_folder(const std::filesystem::path& folder) {
    Count total;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".zst") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        Count count;
        for_each_message(file, [&](const std::string& name, const std::string& raw) {
            if (file.filename().string().find(".mbox") == std::string::npos) return compare(name, raw, count);
            size_t index = 0;
            for (const std::string& one : mbox_messages(raw))
                compare(name + " " + std::to_string(index++), one, count);
        });
        count.print(file.filename().string());
        total.add(count);
    }
    return total;
}

TEST(MimeCorpus, AgreesWithGMime) {
    REDSHANK_NEEDS_SHARED();
    g_mime_init();
    Count real;
    for (const char* name :
         {"client-fixtures", "csdmc2010-ham", "csdmc2010-spam", "cw-l-email-corpus", "enron-skilling",
          "foff-milter-ham", "foff-milter-spam", "glitchyzorua-spam", "list-archives", "nazario",
          "newsletter-pairs", "phishing-pot", "spamassassin-ham", "spamassassin-spam"})
        real.add(compare_folder(shared_dir() / "corpus" / name));
    real.print("real mail");
    ASSERT_GT(real.messages, 18'000u);
    for (size_t i = 0; i < std::size(aspects); ++i)
        EXPECT_GE(1000 * real.agree[i] / (real.messages - real.odd), 998u) << aspects[i];

    const Count malformed = compare_folder(shared_dir() / "corpus/malformed");
    malformed.print("malformed");
    ASSERT_GT(malformed.messages, 2000u);
    for (size_t i = 0; i < std::size(aspects); ++i)
        EXPECT_GE(1000 * malformed.agree[i] / (malformed.messages - malformed.odd), 970u) << aspects[i];
}

/// The decoded bodies of all leaves, messages in messages too, and what was odd.
std::vector<std::string> leaves(const std::string& raw, AnomalyList& anomalies) {
    constexpr size_t max_messages = 20;
    std::vector<std::string> messages = {raw};
    std::vector<std::string> out;
    for (size_t i = 0; i < messages.size(); ++i) {
        const std::string current = messages[i];
        const Message message = parse(current, Limits{}, anomalies);
        for (const Entity& entity : message.entities) {
            if (entity.is_multipart) continue;
            std::string decoded;
            const std::string body(decode_body(entity, decoded, Limits{}, anomalies));
            if (entity.is_message && messages.size() < max_messages) messages.push_back(body);
            out.push_back(body);
        }
    }
    return out;
}

/// mime-is-broken hides a zipped eicar.com in a part that some program does not see. We show it, or say that
/// programs may read that mail otherwise.
TEST(MimeCorpus, TheHiddenZipIsShownOrTheMailIsOdd) {
    REDSHANK_NEEDS_SHARED();
    size_t messages = 0;
    size_t shown = 0;
    size_t odd = 0;
    for_each_message(shared_dir() / "corpus/malformed/mime-is-broken.tar.zst", [&](const std::string& name,
                                                                                   const std::string& raw) {
        if (name.find("hide-content") == name.npos) return;
        ++messages;
        AnomalyList anomalies;
        const auto bodies = leaves(raw, anomalies);
        const bool found = std::any_of(bodies.begin(), bodies.end(), [](const std::string& body) {
            return body.starts_with("PK\x03\x04") && body.find("eicar.com") != body.npos;
        });
        shown += found;
        odd += !found && !anomalies.items().empty();
        const size_t subject = raw.find("Subject:");
        const std::string what = raw.substr(subject, raw.find('\n', subject) - subject);
        const bool is_known = what.find(" multi.uuencode ") != what.npos ||  // a file in the text of a part
                              what.find("-qp-=Hh_") != what.npos;  // "=0a": every program decodes it
        EXPECT_NE(found || !anomalies.items().empty(), is_known) << name << " " << what;
        if (!found && std::getenv("REDSHANK_SHOW") != nullptr) {
            std::printf("  not shown: %s:", what.c_str());
            for (const Anomaly& one : anomalies.items())
                std::printf(" %s", std::string(anomaly_name(one.kind)).c_str());
            std::printf("\n");
        }
    });
    std::printf("mime-is-broken: the hidden part is shown in %zu of %zu messages, %zu more are called odd\n",
                shown, messages, odd);
    ASSERT_GT(messages, 200u);
    EXPECT_GE(100 * shown / messages, 80u);
}

}  // namespace
}  // namespace redshank::mime
