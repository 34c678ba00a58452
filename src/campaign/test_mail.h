// SPDX-License-Identifier: Apache-2.0
// Mail made by hand for the tests of this room: facts without bytes, each message with a content_id of its
// own.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/time.h"
#include "campaign/campaign.h"
#include "facts/finding.h"
#include "facts/message.h"
#include "text/idna.h"
#include "text/shingles.h"

namespace redshank::campaign {

struct TestMail {
    facts::Message message;
    std::vector<facts::Finding> findings;
    Archive::Standing standing;

    TestMail& open(std::string_view url) { return use(facts::UrlKind::img_src, facts::Trigger::open, url); }
    TestMail& click(std::string_view url) { return use(facts::UrlKind::anchor, facts::Trigger::click, url); }
    TestMail& use(facts::UrlKind kind, facts::Trigger trigger, std::string_view url) {
        facts::UrlUse use;
        use.kind = kind;
        use.trigger = trigger;
        use.url = url;
        use.host = host_of(url);
        use.site = text::registrable_domain(use.host);
        message.urls.push_back(use);
        return *this;
    }
    /// A link that a gateway or redirector wrapped around `target`.
    TestMail& wrapped(std::string_view url, std::string_view target) {
        click(url);
        message.urls.back().target = target;
        message.urls.back().target_host = host_of(target);
        return *this;
    }
    TestMail& finding(std::string_view rule, facts::Severity severity) {
        facts::Finding finding;
        finding.rule = rule;
        finding.severity = severity;
        finding.message = message.id;
        finding.id = facts::finding_id(finding);
        findings.push_back(finding);
        return *this;
    }
    /// Of the last finding.
    TestMail& fact(std::string_view name, std::string_view value) {
        findings.back().facts.emplace_back(name, value);
        return *this;
    }
    TestMail& authenticated() {
        const std::string domain(facts::domain_of(message.from.front().address));
        message.auth.push_back({"dmarc", "pass", domain, "mx.parliament.example", true});
        message.dkim.push_back({domain, "s1", "rsa-sha256"});
        return *this;
    }
    static std::string host_of(std::string_view url) {
        url.remove_prefix(url.find("://") + 3);
        return std::string(url.substr(0, url.find_first_of("/?#")));
    }
};

class TestArchive {
  public:
    /// The reference stays valid until the next call.
    TestMail& mail(std::string_view reader, std::string_view from, Seconds date, std::string_view body,
                   std::string_view subject = "News") {
        TestMail mail;
        facts::Message& m = mail.message;
        m.content_id = sha256_hex("message " + std::to_string(mails_.size()));
        m.id = "M" + m.content_id.substr(0, 16);
        m.places.emplace_back();
        m.message_id = "<" + m.content_id.substr(20, 12) + "@mail.example>";
        m.date = date;
        m.subject = subject;
        m.from.push_back({"", std::string(from)});
        m.reader = reader;
        m.reader_basis = reader.empty() ? facts::ReaderBasis::none : facts::ReaderBasis::delivered_to;
        m.to.push_back({"", std::string(reader)});
        const text::Shingled shingled = text::shingle(body, {});
        m.text.minhash = shingled.minhash;
        m.text.masked_hash = shingled.masked_hash;
        m.text.words = shingled.words;
        mails_.push_back(std::move(mail));
        return mails_.back();
    }

    /// Ordinary mail half a year and more before `date`, so that first contact can be told.
    void past(const std::vector<std::string>& readers, Seconds date) {
        for (const std::string& reader : readers) {
            mail(reader, "colleague@office.example", date - 300 * 86400, "ordinary mail " + reader,
                 "Lunch " + reader);
        }
    }

    std::vector<TestMail>& mails() { return mails_; }

    Archive archive() const {
        Archive out;
        for (const TestMail& mail : mails_) out.add(mail.message, mail.findings, mail.standing);
        return out;
    }
    Grouping group(const Options& options = {}) const { return campaign::group(archive(), options); }
    void shuffle(unsigned seed) { std::shuffle(mails_.begin(), mails_.end(), std::mt19937(seed)); }

  private:
    std::vector<TestMail> mails_;
};

inline Seconds at(int year, int month, int day, int hour = 9, int minute = 0) {
    return to_seconds({year, month, day, hour, minute, 0});
}

/// 30 words of their own for each topic, so that texts of two topics share no shingle.
inline std::string text_about(std::string_view topic) {
    std::string out;
    for (const char* letter :
         {"ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qi", "ro", "su"}) {
        out += std::string(topic) + letter + " " + letter + std::string(topic) + " ";
    }
    return out;
}

/// Salted: a cut hash of the address alone would name the reader.
inline std::string token(std::string_view what) {
    return sha256_hex("salt " + std::string(what)).substr(0, 24);
}

inline std::vector<std::string> people(int count, std::string_view domain = "parliament.example") {
    std::vector<std::string> out;
    for (int i = 0; i < count; ++i) {
        out.push_back("person" + std::string(1, static_cast<char>('a' + i / 26 % 26)) +
                      std::string(1, static_cast<char>('a' + i % 26)) + "." +
                      std::string(1, static_cast<char>('a' + i / 676)) + "@" + std::string(domain));
    }
    return out;
}

}  // namespace redshank::campaign
