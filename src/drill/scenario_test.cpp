// SPDX-License-Identifier: Apache-2.0
// What each planted case promises, checked in archives read back.
#include "drill/scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "drill/encoding.h"
#include "drill/testing.h"
#include "drill/world.h"

namespace redshank::drill {
namespace {

struct Found {
    std::string file;     // the mailbox's
    std::string message;  // as it lies there
    std::string text;     // with its bodies decoded
};

struct Archive {
    Files files;
    Key key;
    std::map<std::string, Found> by_id;

    explicit Archive(const Options& options) : files(drill_files(options)), key(key_of(files)) {
        for (const auto& [path, bytes] : files) {
            if (path == "org.toml" || path == "truth.json") continue;
            for (const std::string& message : messages_of(bytes))
                by_id[field(message, "Message-ID")] = {mailbox_of(path), message, ""};
        }
    }

    // A Maildir and a folder of .eml are one mailbox: "mail/NAME".
    static std::string mailbox_of(const std::string& path) {
        return path.substr(0, path.find_first_of("/.", path.find('/') + 1));
    }

    const KeyEntry& entry(std::string_view name) const {
        const auto at = std::find_if(key.entries.begin(), key.entries.end(),
                                     [&](const KeyEntry& one) { return one.name == name; });
        EXPECT_NE(at, key.entries.end()) << name;
        return *at;
    }
    std::vector<Found> mails(std::string_view name) const {
        std::vector<Found> out;
        for (const std::string& id : entry(name).message_ids) {
            out.push_back(by_id.at(id));
            out.back().text = in_the_clear(out.back().message);
        }
        return out;
    }
};

const Archive& archive(uint64_t seed) {
    static std::map<uint64_t, Archive> made;
    return made.try_emplace(seed, Options{seed, 2500, {}}).first->second;
}

// Chosen for nothing but their number.
constexpr uint64_t seeds[] = {41, 42, 43};

std::string sender(const Found& mail) {
    const std::string from = field(mail.message, "From");
    const size_t open = from.find('<');
    return open == std::string::npos ? from : from.substr(open + 1, from.find('>') - open - 1);
}

std::string host_part(const std::string& address) {
    return address.substr(address.find('@') + 1);
}

int64_t days_of(const Found& mail) {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const std::string date = field(mail.message, "Date");  // "Tue, 05 Jan 2021 …"
    return days_from_civil(std::stoi(date.substr(12, 4)),
                           static_cast<int>(months.find(date.substr(8, 3)) / 3) + 1,
                           std::stoi(date.substr(5, 2)));
}

struct Seen {
    std::set<std::string> senders, mailboxes;
    int64_t days = 0;  // from the first to the last
};

Seen look_at(const std::vector<Found>& mails) {
    Seen seen;
    int64_t first = INT64_MAX, last = 0;
    for (const Found& mail : mails) {
        seen.senders.insert(sender(mail));
        seen.mailboxes.insert(mail.file);
        first = std::min(first, days_of(mail));
        last = std::max(last, days_of(mail));
    }
    seen.days = last - first;
    return seen;
}

void expect_authenticated(const Found& mail) {
    const std::string results = field(mail.message, "Authentication-Results");
    EXPECT_NE(results.find("spf=pass"), std::string::npos) << results;
    EXPECT_NE(results.find("dmarc=pass header.from=" + host_part(sender(mail))), std::string::npos)
        << results;
}

bool is_free_mail(const std::string& address) {
    return std::set<std::string>{"freemail.example", "webpost.example", "boxmail.example"}.contains(
        host_part(address));
}

TEST(Wave, IsOfSeveralAccountsOfOneService) {
    for (uint64_t seed : seeds) {
        const std::vector<Found> mails = archive(seed).mails("covert-wave");
        const Seen seen = look_at(mails);
        EXPECT_GE(seen.senders.size(), 8u);
        EXPECT_LE(seen.senders.size(), 12u);
        EXPECT_GE(seen.days, 15);
        for (const Found& mail : mails) {
            expect_authenticated(mail);
            EXPECT_EQ(host_part(sender(mail)), host_part(*seen.senders.begin()));
            EXPECT_FALSE(field(mail.message, "List-Unsubscribe").empty());
            EXPECT_NE(mail.text.find("width=\"600\" height=\"400\""), std::string::npos);
        }
    }
}

TEST(Wave, IsLargeInALargeArchive) {
    const Archive large({5, 20'000, {}, {"covert-wave"}});
    const std::vector<Found> mails = large.mails("covert-wave");
    EXPECT_GT(mails.size(), 1000u);
    EXPECT_GT(look_at(mails).mailboxes.size(), 400u);
}

TEST(FreeMail, WritesFromFreeMailAccountsAndCountsInTwoWays) {
    for (uint64_t seed : seeds) {
        for (const char* name : {"free-mail-first", "free-mail-second", "covert-few"}) {
            for (const Found& mail : archive(seed).mails(name)) {
                expect_authenticated(mail);
                EXPECT_TRUE(is_free_mail(sender(mail))) << sender(mail);
            }
        }
        const KeyEntry& first = archive(seed).entry("free-mail-first");
        const KeyEntry& second = archive(seed).entry("free-mail-second");
        EXPECT_NE(first.place.substr(0, first.place.find(',')),
                  second.place.substr(0, second.place.find(',')));
        EXPECT_NE(first.place.substr(first.place.find(',')), second.place.substr(second.place.find(',')));
        EXPECT_NE(first.token.substr(0, first.token.rfind(',')),
                  second.token.substr(0, second.token.rfind(',')));
    }
}

TEST(FreeMail, EightPeopleEightMailsOnce) {
    for (uint64_t seed : seeds) {
        const std::vector<Found> mails = archive(seed).mails("covert-few");
        EXPECT_EQ(mails.size(), 8u);
        EXPECT_EQ(look_at(mails).mailboxes.size(), 8u);
        EXPECT_LE(look_at(mails).days, 3);
    }
}

TEST(LowAndSlow, LastsSixYearsWithAnotherSenderEachTime) {
    for (uint64_t seed : seeds) {
        const std::vector<Found> mails = archive(seed).mails("low-and-slow");
        const Seen seen = look_at(mails);
        EXPECT_GE(mails.size(), 24u);
        EXPECT_LE(mails.size(), 37u);
        EXPECT_EQ(seen.senders.size(), mails.size());
        EXPECT_LE(seen.mailboxes.size(), 10u);
        EXPECT_GE(seen.mailboxes.size(), 6u);
        EXPECT_GT(seen.days, 365 * 6 - 100);
        EXPECT_EQ(archive(seed).entry("low-and-slow").links.size(), 1u);
    }
}

std::string after(const std::string& text, std::string_view start) {
    return text.starts_with(start) ? text.substr(start.size()) : "";
}

std::string token_by_name(std::string_view name, const std::string& address) {
    if (name == "md5 of the address") return md5_hex(address);
    if (name == "sha1 of the address") return sha1_hex(address);
    if (name == "sha256 of the address") return sha256_hex(address);
    if (name == "base64url of the address") return base64_url(address);
    return name == "hex of the address" ? hex(address) : "";
}

std::string one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

std::string reader_of(const Found& mail) {
    const std::string to = field(mail.message, "To");
    return to.substr(to.find('<') + 1, to.find('>') - to.find('<') - 1);
}

// How many of the mails have what the key says joins them.
size_t joined_by(const std::string& link, const std::vector<Found>& mails) {
    const std::string opening = after(link, "the same opening words: ");
    const std::string token = after(link, "the same token for a reader on unrelated hosts, ");
    const std::string network = after(link, "the same sending program and network ");
    const std::string person = after(link, "the same made-up person ");
    size_t count = 0;
    for (const Found& mail : mails) {
        if (!opening.empty()) {
            count += one_line(mail.text).find(opening.substr(0, 30)) != std::string::npos;
        } else if (!token.empty()) {
            count += mail.text.find(token_by_name(token, reader_of(mail))) != std::string::npos;
        } else if (!network.empty()) {
            count += mail.message.find("[" + network.substr(0, network.find("0/"))) != std::string::npos;
        } else if (!person.empty()) {
            count += mail.text.find(person.substr(person.find(", ") + 2)) != std::string::npos;
        }
    }
    return count;
}

// Over thirty seeds: every thread, and places and tokens of all kinds.
TEST(Seeds, GiveOtherPlacesTokensAndThreads) {
    std::set<std::string> loaders, places, tokens, threads, languages;
    for (uint64_t seed = 100; seed < 130; ++seed) {
        const Archive one({seed, 1000, {}});
        for (const char* name : {"free-mail-first", "free-mail-second", "covert-few", "partner-taken-over"}) {
            const KeyEntry& entry = one.entry(name);
            const size_t comma = entry.place.find(", ");
            loaders.insert(entry.place.substr(0, comma));
            places.insert(entry.place.substr(comma + 2));
            tokens.insert(entry.token.substr(0, entry.token.rfind(',')));
        }
        const std::string link = one.entry("low-and-slow").links[0];
        const std::vector<Found> mails = one.mails("low-and-slow");
        threads.insert(link.substr(0, 14));
        if (link.starts_with("the same text")) continue;
        // Of what is in an older charset or encoded on top this simple look sees nothing.
        const bool in_clear = is_ascii(link) && link.find("base64 of") == std::string::npos &&
                              link.find("percent") == std::string::npos;
        // A token encoded in a path is not seen by so simple a look.
        const size_t least = link.find("token") == std::string::npos ? mails.size() : mails.size() / 2;
        if (in_clear) {
            EXPECT_GE(joined_by(link, mails), least) << seed << " " << link;
        }
    }
    EXPECT_EQ(loaders.size(), 9u);
    EXPECT_EQ(places.size(), 6u);
    EXPECT_EQ(tokens.size(), 9u);
    EXPECT_EQ(threads.size(), 5u);
}

TEST(Partner, WroteForYearsBeforeOneWave) {
    for (uint64_t seed : seeds) {
        const std::vector<Found> before = archive(seed).mails("partner-before");
        const std::vector<Found> wave = archive(seed).mails("partner-taken-over");
        EXPECT_EQ(look_at(before).senders, look_at(wave).senders);
        EXPECT_GT(look_at(before).days, 3 * 365);
        EXPECT_LE(look_at(wave).days, 2);
        EXPECT_EQ(archive(seed).entry("partner-before").wanted_class, "none");
        EXPECT_GT(
            std::count_if(before.begin(), before.end(),
                          [](const Found& mail) { return !field(mail.message, "In-Reply-To").empty(); }),
            2);
        const std::string host = archive(seed).entry("partner-taken-over").links[1].substr(14);
        for (const Found& mail : wave) {
            expect_authenticated(mail);
            EXPECT_NE(mail.text.find(host), std::string::npos) << host;
            EXPECT_NE(host, host_part(sender(mail)));
        }
        for (const Found& mail : before) EXPECT_EQ(mail.text.find(host), std::string::npos);
    }
}

TEST(NewsSite, LooksLikeANewsletterToFortyProtectedPeople) {
    for (uint64_t seed : seeds) {
        const KeyEntry& entry = archive(seed).entry("news-site");
        EXPECT_TRUE(entry.or_unsure);
        const std::vector<Found> mails = archive(seed).mails("news-site");
        const Seen seen = look_at(mails);
        EXPECT_EQ(seen.senders.size(), 1u);
        EXPECT_LE(seen.days, 14);
        const auto offices = std::count_if(seen.mailboxes.begin(), seen.mailboxes.end(),
                                           [](const std::string& file) { return file.starts_with("mail/"); });
        EXPECT_EQ(offices, 40);
        EXPECT_GT(seen.mailboxes.size(), 45u);
        for (const Found& mail : mails) {
            expect_authenticated(mail);
            EXPECT_NE(mail.text.find("https://" + host_part(sender(mail)) + "/?p="), std::string::npos);
            EXPECT_EQ(field(mail.message, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
            const std::string to = reader_of(mail);
            if (to.ends_with(our_domain)) {
                EXPECT_NE(archive(seed).files.at("org.toml").find(to), std::string::npos);
            }
        }
    }
}

TEST(Harmless, KindsAreThereAndNoneIsPlanted) {
    for (const Scenario& scenario : scenarios()) {
        const KeyEntry& entry = archive(41).entry(scenario.name);
        EXPECT_EQ(entry.wanted_class, scenario.wanted_class);
        EXPECT_GE(entry.message_ids.size(), 1u) << scenario.name;
    }
}

TEST(Harmless, DoesWhatItsNameSays) {
    struct Row {
        const char* name;
        const char* field_name;
        const char* part;
    };
    const Row rows[] = {{"job-applications", "Disposition-Notification-To", "@"},
                        {"forwarded-copies", "Authentication-Results", "spf=softfail"},
                        {"assistants", "Sender", "@"},
                        {"phishing-exercises", "From", "phish-training.example"},
                        {"shared-mailbox", "To", "parliament.example"}};
    for (const Row& row : rows) {
        for (const Found& mail : archive(41).mails(row.name))
            EXPECT_NE(field(mail.message, row.field_name).find(row.part), std::string::npos) << mail.message;
    }
    for (const Found& mail : archive(41).mails("newsletter-without-unsubscribe"))
        EXPECT_TRUE(field(mail.message, "List-Unsubscribe").empty());
    for (const Found& mail : archive(41).mails("link-gateway"))
        EXPECT_NE(mail.text.find("https://" + std::string(our_gateway) + "/"), std::string::npos);
    for (const Found& mail : archive(41).mails("namesakes")) {
        const std::string from = field(mail.message, "From");
        EXPECT_FALSE(from.ends_with("@" + std::string(our_domain) + ">")) << from;
    }
}

TEST(Power, HasEveryKindAndItsNumberOfCopies) {
    const Archive power({3, 0, {}, {}, true});
    std::map<std::string, int> kinds;
    for (const KeyEntry& entry : power.key.entries) {
        if (!entry.name.starts_with("power/")) continue;
        ++kinds[entry.name.substr(0, entry.name.rfind('/'))];
        const uint64_t copies = std::stoull(entry.name.substr(6));
        EXPECT_EQ(entry.message_ids.size(), copies) << entry.name;
        const size_t readers = look_at(power.mails(entry.name)).mailboxes.size();
        if (entry.name.find("/one/") != std::string::npos) {
            EXPECT_EQ(readers, copies) << entry.name;
        } else {
            EXPECT_EQ(readers, std::max<uint64_t>(1, copies / 2)) << entry.name;
        }
        EXPECT_EQ(entry.token.find("address") != std::string::npos,
                  entry.name.find("/address/") != std::string::npos)
            << entry.token;
    }
    EXPECT_EQ(kinds.size(), 5u * 2 * 3);
    for (const auto& [kind, count] : kinds) EXPECT_EQ(count, 10) << kind;
}

std::set<std::string> urls_in(const std::string& text) {
    std::set<std::string> out;
    for (size_t at = 0; (at = text.find("https://", at)) != std::string::npos; ++at)
        out.insert(text.substr(at, text.find_first_of("\"\n <)", at) - at));
    return out;
}

// Of variants and resends at most four values over thirty copies: nothing follows a reader.
TEST(Power, ControlsFollowNoReader) {
    const Archive power({3, 0, {}, {}, true});
    for (const char* kind : {"control/variants/1", "control/resends/1"}) {
        std::set<std::set<std::string>> different;
        for (const Found& mail : power.mails(kind)) {
            std::set<std::string> urls = urls_in(mail.text);
            different.insert(urls);
        }
        EXPECT_LE(different.size(), 4u) << kind;
        EXPECT_GE(different.size(), 2u) << kind;
        EXPECT_EQ(power.mails(kind).size(), 30u);
    }
    for (const Found& mail : power.mails("control/gateway/1"))
        EXPECT_NE(mail.text.find("https://" + std::string(our_gateway) + "/"), std::string::npos);
}

}  // namespace
}  // namespace redshank::drill
