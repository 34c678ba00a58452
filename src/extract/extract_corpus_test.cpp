// SPDX-License-Identifier: Apache-2.0
// Real mail: who reads it, and that every URL can be found again at its place by whoever has the message.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "base/safe_text.h"
#include "base/testing.h"
#include "extract/extract.h"
#include "mime/entity.h"

namespace redshank::extract {
namespace {

namespace fs = std::filesystem;

struct Mail {
    std::string name;
    std::string bytes;
};

std::vector<Mail> corpus(const std::string& name) {
    const fs::path packed = shared_dir() / "corpus" / name / (name + ".tar.zst");
    const fs::path folder = fs::temp_directory_path() / ("redshank_extract_corpus_" + name);
    fs::create_directories(folder);
    EXPECT_EQ(std::system(("tar --zstd -xf '" + packed.string() + "' -C '" + folder.string() + "'").c_str()),
              0);
    std::vector<Mail> mails;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream stream(entry.path(), std::ios::binary);
        mails.push_back({entry.path().lexically_relative(folder).string(),
                         {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()}});
    }
    fs::remove_all(folder);
    std::sort(mails.begin(), mails.end(), [](const Mail& a, const Mail& b) { return a.name < b.name; });
    return mails;
}

std::vector<facts::Message> extract_mail(const Mail& mail) {
    static const org::Organisation org = org::default_organisation();
    Input input;
    input.bytes = mail.bytes;
    input.normal = mail.bytes;
    input.source = mail.name;
    return extract(input, org, Limits{});
}

// The bytes of a part as anyone would get them: parse, find the number, undo the transfer encoding.
std::string decoded_part(const std::string& bytes, const std::string& number) {
    if (number.empty()) return bytes;
    if (number.find("!/") != std::string::npos)
        return bytes_at(bytes, number, Limits{}).value_or(std::string());
    AnomalyList anomalies;
    const mime::Message message = mime::parse(bytes, Limits{}, anomalies);
    for (const mime::Entity& entity : message.entities) {
        std::string decoded;
        if (entity.number == number && !entity.is_multipart) {
            return std::string(mime::decode_body(entity, decoded, Limits{}, anomalies));
        }
    }
    return {};
}

size_t check_urls(const Mail& mail, const facts::Message& message) {
    size_t found = 0;
    std::string part;
    std::string bytes = mail.bytes;
    for (const facts::UrlUse& use : message.urls) {
        if (use.part != part) bytes = decoded_part(mail.bytes, part = use.part);
        const std::string& written = use.raw.empty() ? use.url : use.raw;
        const bool there = bytes.compare(use.part_offset, written.size(), written) == 0;
        found += there;
        EXPECT_TRUE(there) << mail.name << " part " << use.part << " at " << use.part_offset << ": "
                           << written;
        EXPECT_TRUE(is_utf8(use.url) && is_utf8(use.text)) << mail.name;
    }
    return found;
}

void check_corpus(const std::string& name) {
    const std::vector<Mail> mails = corpus(name);
    ASSERT_FALSE(mails.empty());
    size_t urls = 0;
    size_t found = 0;
    size_t bytes = 0;
    size_t with_received = 0;
    std::chrono::nanoseconds spent{0};
    for (const Mail& mail : mails) {
        const auto start = std::chrono::steady_clock::now();
        const std::vector<facts::Message> messages = extract_mail(mail);
        spent += std::chrono::steady_clock::now() - start;
        bytes += mail.bytes.size();
        urls += messages[0].urls.size();
        found += check_urls(mail, messages[0]);
        with_received += messages[0].received != 0;
    }
    const double seconds = std::chrono::duration<double>(spent).count();
    std::cout << name << ": " << mails.size() << " messages, " << found << " of " << urls
              << " URLs found again at their place, " << with_received << " with a Received date, "
              << static_cast<double>(bytes) / 1e6 / seconds << " MB/s\n";
    EXPECT_GT(urls, 0u);
}

TEST(ExtractCorpus, EveryUrlOfTheNewsletterPairsIsAtItsPlace) {
    REDSHANK_NEEDS_SHARED();
    check_corpus("newsletter-pairs");
}

TEST(ExtractCorpus, EveryUrlOfModernHamIsAtItsPlace) {
    REDSHANK_NEEDS_SHARED();
    check_corpus("foff-milter-ham");
}

// What documents hang on real mail, and what they load.
struct Documents {
    std::map<std::string, size_t> types;  // of attachments, as found
    std::map<std::string, size_t> uses;   // kinds of URLs in them
    std::map<std::string, size_t> traits;
    size_t not_read = 0;
    size_t messages = 0;
    size_t from_archives = 0;  // messages that lay in an archive or as a file
};

void count_documents(const Mail& mail, Documents& seen) {
    for (const facts::Message& message : extract_mail(mail)) {
        ++seen.messages;
        const bool is_outer = message.inner_of.empty();
        seen.from_archives += !is_outer && message.places[0].part.find("!/") != std::string::npos;
        for (const facts::Part& part : message.parts) {
            if (part.found_type != "text" && part.found_type != "html") ++seen.types[part.found_type];
        }
        for (const facts::UrlUse& use : message.urls) {
            if (facts::is_in_attachment(use.kind)) ++seen.uses[std::string(facts::url_kind_name(use.kind))];
        }
        for (const facts::DocumentTrait& trait : message.document_traits) {
            ++seen.traits[std::string(facts::trait_kind_name(trait.kind))];
            if (!is_outer || trait.bytes.empty()) continue;
            const std::string there = decoded_part(mail.bytes, trait.part);
            EXPECT_EQ(there.compare(trait.part_offset, trait.bytes.size(), trait.bytes), 0)
                << mail.name << " " << trait.part;
        }
        for (const Anomaly& anomaly : message.anomalies) {
            if (anomaly.kind != AnomalyKind::attachment_not_read) continue;
            ++seen.not_read;
            std::cout << "    not read: " << mail.name << " " << anomaly.detail << '\n';
        }
        if (is_outer) check_urls(mail, message);
    }
}

void print(std::string_view what, const std::map<std::string, size_t>& counts) {
    std::cout << "    " << what << ':';
    for (const auto& [name, count] : counts)
        std::cout << ' ' << (name.empty() ? "unknown" : name) << ' ' << count;
    std::cout << '\n';
}

TEST(ExtractCorpus, DocumentsOfRealMailAreReadWithoutComplaint) {
    REDSHANK_NEEDS_SHARED();
    size_t documents = 0;
    size_t not_read = 0;
    for (const char* name : {"phishing-pot", "foff-milter-spam", "foff-milter-ham", "glitchyzorua-spam",
                             "csdmc2010-ham", "client-fixtures"}) {
        Documents seen;
        for (const Mail& mail : corpus(name)) count_documents(mail, seen);
        std::cout << name << ": " << seen.messages << " messages, " << seen.from_archives
                  << " of them from archives or files\n";
        print("attachments by content", seen.types);
        print("URLs in them", seen.uses);
        print("traits", seen.traits);
        for (const char* type : {"pdf", "ooxml", "odf", "zip", "rtf", "ole", "calendar"})
            documents += seen.types[type];
        not_read += seen.not_read;
    }
    std::cout << documents << " documents and archives, " << not_read << " not read whole\n";
    EXPECT_GT(documents, 50u);
    EXPECT_LE(not_read, documents / 20);
}

TEST(ExtractCorpus, TheReaderOfANewsletterIsInXOriginalTo) {
    REDSHANK_NEEDS_SHARED();
    size_t right = 0;
    const std::vector<Mail> mails = corpus("newsletter-pairs");
    for (const Mail& mail : mails) {
        const size_t label = mail.bytes.find("X-Original-To: ") + 15;
        const std::string expected =
            mail.bytes.substr(label, mail.bytes.find_first_of("\r\n", label) - label);
        const facts::Message message = extract_mail(mail)[0];
        right += message.reader == expected;
        EXPECT_EQ(message.reader, expected) << mail.name;
    }
    std::cout << right << " of " << mails.size() << " readers right\n";
    EXPECT_EQ(mails.size(), 22u);
}

TEST(ExtractCorpus, BothCopiesOfANewsletterHaveOneTemplate) {
    REDSHANK_NEEDS_SHARED();
    const std::vector<Mail> mails = corpus("newsletter-pairs");
    size_t same_structure = 0;
    size_t same_words = 0;
    size_t same_order = 0;  // not all: some senders write their fields in an order that varies (hash maps)
    for (size_t i = 0; i + 1 < mails.size(); i += 2) {
        const facts::Message a = extract_mail(mails[i])[0];
        const facts::Message b = extract_mail(mails[i + 1])[0];
        same_structure += a.text.structure_hash == b.text.structure_hash;
        same_words += a.text.masked_hash == b.text.masked_hash;
        same_order += a.fingerprint.header_order == b.fingerprint.header_order;
    }
    std::cout << same_structure << " pairs of " << mails.size() / 2 << " with equal structure, " << same_words
              << " with equal masked text, " << same_order << " with equal header order\n";
    EXPECT_EQ(same_structure, mails.size() / 2);
    EXPECT_EQ(same_words, mails.size() / 2);
    EXPECT_GE(same_order, mails.size() / 2 - 2);
}

}  // namespace
}  // namespace redshank::extract
