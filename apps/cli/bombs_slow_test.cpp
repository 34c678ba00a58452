// SPDX-License-Identifier: Apache-2.0
// Mail made to cost more than it weighs, each as a whole hunt in a process of its own. Three things hold for
// each: the hunt ends with what was there listed, its memory stays within a bound that does not depend on
// what the bomb claims, and its work stays within a bound for each byte. That bound is some ten times what
// the dearest of them takes, counted in work and not on a clock: it is there for what is not linear, which
// misses it by orders of magnitude at these sizes. What each took is printed; docs/hostile.md has the
// figures.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <functional>

#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

constexpr uint64_t base_cpu_seconds = 20;
constexpr double most_cpu_per_megabyte = 4.0;
/// The kernel counts what this test held when it forked, so it holds little. The largest message (256 MB)
/// twice, what is decoded of it, and what hunting takes by itself.
constexpr uint64_t most_memory = 1400ull << 20;

std::string repeated(std::string_view piece, size_t count) {
    std::string out;
    out.reserve(piece.size() * count);
    for (size_t i = 0; i < count; ++i) out += piece;
    return out;
}

std::string head(const std::string& fields, const std::string& body) {
    return "From: a <a@sender.example>\nTo: reader@ours.example\nMessage-ID: <bomb@sender.example>\n"
           "Date: Tue, 2 Feb 2021 08:00:00 +0000\nMIME-Version: 1.0\n" +
           fields + "\n" + body;
}

std::string html(const std::string& body) {
    return head("Content-Type: text/html\n", body);
}

/// `count` multiparts in one another, each boundary a prefix of the next one.
std::string nested(size_t count, size_t boundary_bytes) {
    std::string body;
    for (size_t i = 0; i < count; ++i) {
        const std::string boundary = "b" + std::string(i % boundary_bytes, 'x');
        body += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
    }
    return body + "Content-Type: text/plain\n\nthe end\n";
}

std::string numbered(size_t count, const std::function<std::string(const std::string&)>& piece) {
    std::string out;
    for (size_t i = 0; i < count; ++i) out += piece(std::to_string(i));
    return out;
}

struct Bomb {
    std::string name;
    std::function<std::string()> message;
    std::string said;  // an anomaly that tells what was cut; "" where nothing need be
};

const std::vector<Bomb>& bombs() {
    constexpr size_t million = 1'000'000;
    static const std::vector<Bomb> all = {
        {"ordinary text",
         [] { return head("", repeated("An ordinary line of an ordinary letter.\n", million)); }, ""},
        {"ordinary HTML",
         [] {
             return html(repeated("<p>An ordinary <b>line</b> of an <i>ordinary</i> letter.</p>\n", 300'000));
         },
         ""},
        {"MIME 10,000 deep",
         [] { return head("", "").substr(0, head("", "").size() - 1) + nested(10'000, 60); }, "depth-limit"},
        {"1,000,000 parts",
         [] {
             return head("Content-Type: multipart/mixed; boundary=b\n",
                         repeated("--b\n\nx\n", million) + "--b--\n");
         },
         "part-limit"},
        {"1,000,000 recipients",
         [] {
             return head("Cc: " + numbered(million, [](auto n) { return "r" + n + "@ours.example,\n "; }) +
                             "z@ours.example\n",
                         "x\n");
         },
         "header-limit"},
        {"1,000,000 links",
         [] {
             return html(
                 numbered(million, [](auto n) { return "<a href=\"http://h" + n + ".example/\">x</a>\n"; }));
         },
         "html-limit"},
        {"1,000,000 pictures",
         [] {
             return html(
                 numbered(million, [](auto n) { return "<img src=\"http://h.example/" + n + "\">\n"; }));
         },
         "html-limit"},
        {"base64 of nothing",
         [] {
             return head("Content-Transfer-Encoding: base64\n", repeated("!!!!!!!!!!!!!!!\n", 2 * million));
         },
         ""},
        {"32 MB of <", [] { return html(std::string(32u << 20, '<')); }, ""},
        {"open elements", [] { return html(repeated("<b>", 4 * million)); }, ""},
        {"open and misnested", [] { return html(repeated("<p><b><i></p></b>", million)); }, ""},
        {"attributes",
         [] { return html("<a " + numbered(million, [](auto n) { return "a" + n + "=x "; }) + ">"); }, ""},
        {"CSS nesting", [] { return html("<style>" + repeated("@media x{", 2 * million)); }, ""},
        {"CSS functions", [] { return html("<style>a{b:" + repeated("url(", 4 * million)); }, ""},
        {"one style each",
         [] {
             return html("<style>" + numbered(100'000, [](auto n) { return ".c" + n + "{display:none}\n"; }) +
                         "</style>" + numbered(100'000, [](auto n) { return "<p class=c" + n + ">x"; }));
         },
         ""},
        {"comments", [] { return html(repeated("<!--", 4 * million)); }, ""},
        {"references", [] { return html(repeated("&amp", 4 * million)); }, ""},
        {"10,000 prefixed boundaries",
         [] {
             return head("Content-Type: multipart/mixed; boundary=b\n",
                         "--b\n" + nested(64, 60) + repeated("--b" + std::string(58, 'x') + "y\n", 400'000));
         },
         ""},
        {"RFC 2231 in 1,000,000 pieces",
         [] {
             return head("Content-Type: text/plain;" +
                             numbered(million, [](auto n) { return "\n name*" + n + "*=a;"; }) + "\n",
                         "x\n");
         },
         "header-limit"},
        {"encoded words", [] { return head("Subject:" + repeated(" =?utf-8?q?=41?=\n", 60'000), "x\n"); },
         ""},
        {"comments in comments", [] { return head("To: " + repeated("(", 1u << 19) + "\n", "x\n"); }, ""},
        {"a link of percent signs",
         [] { return html("<a href=\"http://h.example/" + repeated("%25", million) + "\">"); }, ""},
        {"links in links",
         [] { return html(repeated("<a href=\"" + repeated("http://h.example/?u=", 300) + "\">x", 300)); },
         ""},
    };
    return all;
}

// The hunt of one file, and what it took for each byte.
Outcome hunt_bomb(const std::string& name, const std::string& file, const std::string& a_case,
                  uint64_t bytes) {
    Conditions conditions;
    const double megabytes = static_cast<double>(bytes) / 1e6;
    conditions.max_cpu_seconds = base_cpu_seconds + static_cast<uint64_t>(megabytes * most_cpu_per_megabyte);
    const Outcome outcome = redshank({"hunt", file, "--case", a_case, "--jobs", "1"}, conditions);
    EXPECT_EQ(outcome.signal, 0) << name << ": ended after " << outcome.cpu_seconds << " s of work";
    EXPECT_LT(outcome.peak_bytes, most_memory) << name;
    std::printf("%-30s %8.1f MB %7.2f s %7.0f ns a byte %6.0f MB of memory\n", name.c_str(), megabytes,
                outcome.cpu_seconds, outcome.cpu_seconds * 1e9 / static_cast<double>(bytes),
                static_cast<double>(outcome.peak_bytes) / 1e6);
    return outcome;
}

}  // namespace

TEST(Bombs, EachMessageIsReadAndWhatWasCutIsTold) {
    for (const Bomb& bomb : bombs()) {
        TempFolder folder;
        const std::string file = folder / "bomb.eml", a_case = folder / "case";
        write_file(file, bomb.message());
        const Outcome outcome = hunt_bomb(bomb.name, file, a_case, std::filesystem::file_size(file));
        EXPECT_EQ(outcome.exit_code, 0) << bomb.name << outcome.err;
        EXPECT_GE(list(a_case, "messages").size(), 1u) << bomb.name;
        if (bomb.said.empty()) continue;
        const Outcome anomalies = redshank({"debug", "anomalies", file, "--format", "json"});
        EXPECT_NE(anomalies.out.find('"' + bomb.said + '"'), std::string::npos)
            << bomb.name << anomalies.out.substr(0, 500);
    }
}

// Sparse files: a gigabyte of NUL that the disk does not hold.
TEST(Bombs, AHeaderAndALineOfAGigabyte) {
    for (const std::string& start :
         {head("", "").substr(0, head("", "").size() - 1) + "X-Long: ", head("", "")}) {
        TempFolder folder;
        const std::string file = folder / "bomb.eml", a_case = folder / "case";
        write_file(file, start);
        ASSERT_EQ(::truncate(file.c_str(), 1ll << 30), 0);
        hunt_bomb(start.ends_with(": ") ? "one field of 1 GB" : "one line of 1 GB", file, a_case, 1ull << 30);
        EXPECT_EQ(list(a_case, "messages").size(), 1u);
    }
}

TEST(Bombs, ArchivesThatUnpackToTooMuch) {
    for (const Wrapping wrapping : {Wrapping::zip, Wrapping::tar_zst}) {
        TempFolder folder;
        const std::string name = wrapping == Wrapping::zip ? "bomb.zip" : "bomb.tar.zst";
        std::string inner =
            archive_of(wrapping, {{"large.eml", text_of(Letter{}) + std::string(200u << 20, 'a')},
                                  {"one.eml", text_of(Letter{})}});
        write_file(folder / name, inner);
        const Outcome outcome = hunt_bomb(name, folder / name, folder / "case", inner.size());
        // Deflate cannot pass 1,032 to 1, hardly more than what is allowed.
        EXPECT_TRUE(outcome.exit_code == 3 || (outcome.exit_code == 0 && wrapping == Wrapping::zip))
            << outcome.err;
        for (int i = 0; i < 20; ++i) inner = archive_of(Wrapping::tar_zst, {{"deeper.tar.zst", inner}});
        const std::string deep = "deep-" + name;
        write_file(folder / deep, inner);
        const Outcome nested = hunt_bomb(deep, folder / deep, folder / "case-deep", inner.size());
        EXPECT_EQ(nested.exit_code, 3) << nested.err;
        EXPECT_NE(nested.err.find(deep), std::string::npos) << nested.err;
    }
}

// Copies that all tell each reader apart, and mails that share every word and no host: what grouping
// compares.
TEST(Bombs, ManyCopiesStayLinear) {
    for (const bool one_host : {true, false}) {
        for (const int count : {5'000, 20'000}) {
            TempFolder folder;
            std::vector<std::string> all;
            for (int i = 0; i < count; ++i) {
                const std::string n = std::to_string(i);
                Letter letter;
                letter.message_id = "<copy-" + n + "@sender.example>";
                letter.to = "reader" + n + "@ours.example";
                letter.further_fields = "Content-Type: text/html\n";
                letter.body =
                    "<p>Here is the plan of the week for all of us, with rooms, hours and names.</p>\n"
                    "<img src=\"http://" +
                    (one_host ? std::string("pics") : "h" + n) + ".sender" + (one_host ? "" : n) +
                    ".example/" + std::to_string(i * 7919 + 1'000'000'007) + "/p.png\">\n";
                all.push_back(text_of(letter));
            }
            const std::string file = folder / "copies.mbox";
            write_file(file, mbox_of(all));
            all.clear();
            const Outcome outcome =
                hunt_bomb(std::to_string(count) + (one_host ? " copies" : " hosts behind one text"), file,
                          folder / "case", std::filesystem::file_size(file));
            EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
            EXPECT_EQ(list(folder / "case", "messages").size(), static_cast<size_t>(count));
        }
    }
}

}  // namespace redshank::cli_test
