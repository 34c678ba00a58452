// SPDX-License-Identifier: Apache-2.0
// Real mail: who reads it, and that every URL can be found again at its place by whoever has the message.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

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
