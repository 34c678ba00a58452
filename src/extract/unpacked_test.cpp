// SPDX-License-Identifier: Apache-2.0
#include "extract/unpacked.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "base/hash.h"
#include "base/testing.h"
#include "extract/extract.h"

namespace redshank::extract {

namespace {

std::string deflated(const std::string& text, int window_bits) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
    std::string out(text.size() + 1000, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}
/// A local file header (APPNOTE 4.3.7) of the name "r.xml", sizes left to the descriptor behind.
std::string zip(int flags, int method, const std::string& content) {
    using namespace std::string_literals;
    std::string header = "PK\3\4\x14\0"s + static_cast<char>(flags) + '\0' + static_cast<char>(method) +
                         '\0' + std::string(8, '\0');
    const auto size = static_cast<char>(method == 0 ? content.size() : 0);
    header += size + "\0\0\0"s + size + "\0\0\0"s + "\5\0\0\0"s + "r.xml";
    return header + content;
}

TEST(Unpacked, GzipAndZip) {
    const std::string text = "<feedback>" + std::string(50'000, 'x');
    EXPECT_EQ(unpacked(deflated(text, MAX_WBITS + 16), 1u << 20), text);
    EXPECT_EQ(unpacked(zip(8, 8, deflated(text, -MAX_WBITS) + "PK\1\2rest"), 1u << 20), text);
    EXPECT_EQ(unpacked(zip(0, 0, "abc") + "PK\1\2", 1u << 20), "abc");
    EXPECT_EQ(unpacked(deflated(text, MAX_WBITS + 16), 100), text.substr(0, 100));
    EXPECT_EQ(unpacked(zip(1, 8, deflated(text, -MAX_WBITS)), 1000), "") << "encrypted";
    EXPECT_EQ(unpacked(zip(0, 12, "BZh9"), 1000), "") << "another method";
    EXPECT_EQ(unpacked("plain", 1000), "");
}

TEST(Unpacked, CutAnywhere) {
    for (const std::string& whole :
         {deflated("hello, hello, hello", MAX_WBITS + 16), zip(8, 8, deflated("hello", -MAX_WBITS))}) {
        for (size_t length = 0; length < whole.size(); ++length) {
            const ExactBytes bytes(std::string_view(whole).substr(0, length));
            EXPECT_LE(unpacked(bytes.view(), 1000).size(), 19u);
        }
    }
}

TEST(Unpacked, ADmarcReportIsAFact) {
    const std::string xml =
        "<?xml version=\"1.0\"?><feedback><report_metadata><org_name>Receiver</org_name></report_metadata>"
        "<policy_published><domain>ours.example</domain></policy_published><record><row><source_ip>192.0.2.1"
        "</source_ip><count>3</count><policy_evaluated><disposition>none</disposition><dkim>fail</"
        "dkim><spf>fail</spf>"
        "</policy_evaluated></row><identifiers><header_from>ours.example</header_from></identifiers></"
        "record></feedback>";
    for (const std::string& attached :
         {xml, deflated(xml, MAX_WBITS + 16), zip(8, 8, deflated(xml, -MAX_WBITS))}) {
        const std::string mail =
            "From: reports@receiver.example\r\nContent-Type: "
            "application/octet-stream\r\nContent-Disposition: "
            "attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
            base64(attached);
        const org::Organisation org = org::default_organisation();
        Input input;
        input.bytes = input.normal = mail;
        const auto messages = extract(input, org, Limits{});
        ASSERT_EQ(messages[0].dmarc_reports.size(), 1u);
        const facts::DmarcReport& report = messages[0].dmarc_reports[0];
        EXPECT_EQ(report.part, "1");
        EXPECT_EQ(report.reporter, "Receiver");
        EXPECT_EQ(report.domain, "ours.example");
        EXPECT_EQ(report.failed, 3u);
        EXPECT_EQ(report.failures, std::vector<std::string>{"192.0.2.1 3 from ours.example, none"});
    }
}

}  // namespace

}  // namespace redshank::extract
