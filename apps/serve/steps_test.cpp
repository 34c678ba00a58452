// SPDX-License-Identifier: Apache-2.0
// Marks and looks at bodies through the server: what a page of ours may do, and that nothing else may, least
// of all what a mail could make a browser send. After each refusal the case must be as it was.
#include "serve/steps.h"

#include <gtest/gtest.h>

#include <httplib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "evidence/ledger.h"
#include "evidence/record.h"
#include "serve/server.h"

namespace redshank::serve {

namespace {

const std::string token(64, 'a');
const std::string content_id = std::string(16, '3') + std::string(48, '0');
const std::string message_id = "M" + std::string(16, '3');
const std::string campaign_id = "C" + std::string(16, '3');
constexpr std::string_view raw =
    "From: a@sender.example\r\nSubject: Hello\r\nContent-Type: text/html\r\n\r\n"
    "<p>The secret words</p><img src=\"https://img.sender.example/o/0123456789abcdef01.gif\" width=1 "
    "height=1>";

std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class StepsTest : public ::testing::Test {
  protected:
    void SetUp() override {
        char name[] = "/tmp/redshank-steps-XXXXXX";
        folder_ = ::mkdtemp(name);
        make_case();
        start(true);
    }
    void TearDown() override {
        stop();
        std::filesystem::remove_all(folder_);
    }
    std::filesystem::path case_folder() const { return folder_ / "case"; }

    // One message with its bytes, in one campaign.
    void make_case() const {
        auto opened = evidence::Case::open_for_writing(case_folder());
        ASSERT_TRUE(opened);
        evidence::Case& c = **opened;
        facts::Message m;
        m.id = message_id;
        m.content_id = content_id;
        m.sha256 = std::string(64, 'f');
        m.subject = "Hello";
        m.date = 1'600'000'000;
        m.places.push_back({"in.mbox", 0, raw.size(), "", m.sha256, "", {}, false, false});
        facts::ListedCampaign listed;
        listed.campaign.id = campaign_id;
        listed.campaign.title = "Hello";
        listed.campaign.messages = {message_id};
        c.begin();
        const int64_t row = c.add_message(m, evidence::write_message(m), c.begin_hunt(0), 1);
        c.set_body(row, raw);
        c.set_campaigns({listed});
        c.commit();
        c.make_indexes();
    }
    void start(bool with_bytes) {
        auto opened = evidence::Case::open_for_reading(case_folder());
        ASSERT_TRUE(opened);
        ServerOptions options;
        options.token = token;
        options.case_folder = case_folder();
        options.with_bytes = with_bytes;
        AnswerOptions answers;
        answers.with_bytes = with_bytes;
        auto started = Server::start(std::make_unique<Answers>(std::move(*opened), answers), options);
        ASSERT_TRUE(started);
        server_ = std::move(*started);
        thread_ = std::thread([this] { server_->run(); });
    }
    void stop() {
        server_->stop();
        thread_.join();
    }

    std::string origin() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
    httplib::Headers as_our_page() const {
        return {{"Cookie", "redshank-" + std::to_string(server_->port()) + "=" + token},
                {"Origin", origin()},
                {"Sec-Fetch-Site", "same-origin"}};
    }
    Reply post(const std::string& path, const std::string& body, const httplib::Headers& headers,
               const char* type = "application/json") const {
        httplib::Client client("127.0.0.1", server_->port());
        const auto result = client.Post(path, headers, body, type);
        return result ? Reply{result->status, result->body} : Reply{-1, ""};
    }
    Reply get(const std::string& path) const {
        httplib::Client client("127.0.0.1", server_->port());
        const auto result = client.Get(path, as_our_page());
        return result ? Reply{result->status, result->body} : Reply{-1, ""};
    }
    std::string ledger() const { return read_file(evidence::ledger_file(case_folder())); }
    size_t marks() const {
        const auto opened = evidence::Case::open_for_reading(case_folder());
        return (*opened)->marks().all().size();
    }
    void expect_untouched(const std::string& after) const {
        EXPECT_EQ(ledger(), "") << after;
        EXPECT_EQ(marks(), 0u) << after;
    }

    const std::string mark_ =
        R"({"campaign":")" + campaign_id + R"(","state":"confirmed","note":"asked the \"paper\""})";
    const std::string view_ = R"({"message":")" + message_id + R"(","what":"text"})";
    std::filesystem::path folder_;
    std::unique_ptr<Server> server_;
    std::thread thread_;
};

}  // namespace

TEST_F(StepsTest, AMarkIsSetAndStandsInTheLedger) {
    EXPECT_EQ(post("/api/mark", mark_, as_our_page()).status, 200);
    EXPECT_EQ(marks(), 1u);
    EXPECT_NE(ledger().find(R"("step":"mark","details":{"campaign":")" + campaign_id +
                            R"(","state":"confirmed","note":"asked the \"paper\""})"),
              std::string::npos)
        << ledger();
    EXPECT_TRUE(evidence::check_ledger(ledger()).problems.empty());
    const std::string shown = get("/api/campaigns?offset=0").body;
    EXPECT_NE(shown.find(R"("mark":"confirmed","note":"asked the \"paper\"")"), std::string::npos) << shown;
    // Another mark replaces it, and both steps stand.
    EXPECT_EQ(post("/api/mark", R"({"campaign":")" + campaign_id + R"(","state":"dismissed"})", as_our_page())
                  .status,
              200);
    EXPECT_EQ(marks(), 1u);
    EXPECT_EQ(evidence::check_ledger(ledger()).lines, 2u);
}

TEST_F(StepsTest, WhatIsShownOfAMessageStandsInTheLedger) {
    const Reply text = post("/api/view", view_, as_our_page());
    EXPECT_EQ(text.status, 200);
    EXPECT_NE(text.body.find("The secret words"), std::string::npos);
    EXPECT_NE(ledger().find(R"("step":"view","details":{"message":")" + message_id + R"(","sha256":")" +
                            std::string(64, 'f') + R"(","shown":"text"})"),
              std::string::npos)
        << ledger();
    const Reply bytes =
        post("/api/view", R"({"message":")" + message_id + R"(","what":"bytes"})", as_our_page());
    EXPECT_NE(bytes.body.find("\"size\":" + std::to_string(raw.size())), std::string::npos);
    const Reply picture =
        post("/api/view", R"({"message":")" + message_id + R"(","what":"picture"})", as_our_page());
    EXPECT_NE(picture.body.find("The secret words"), std::string::npos);
    EXPECT_NE(picture.body.find("img[.]sender[.]example"), std::string::npos);
    EXPECT_EQ(picture.body.find("0123456789abcdef01"), std::string::npos);
    EXPECT_EQ(evidence::check_ledger(ledger()).lines, 3u);
    EXPECT_NE(ledger().find(R"("shown":"bytes")"), std::string::npos);
    EXPECT_NE(ledger().find(R"("shown":"picture")"), std::string::npos);
}

TEST_F(StepsTest, ReadingWritesNothingAndShowsNoBody) {
    for (const char* path : {"/", "/api/overview", "/api/campaigns?offset=0", "/api/messages?offset=0",
                             "/api/people", "/api/search?q=secret", "/api/mark", "/api/view"})
        get(path);
    const std::string message = get("/api/message/" + message_id).body;
    EXPECT_NE(message.find("Hello"), std::string::npos);
    EXPECT_EQ(message.find("secret words"), std::string::npos);
    expect_untouched("reading");
}

TEST_F(StepsTest, WhatIsNotFromAPageOfOursChangesNothing) {
    struct Row {
        const char* what;
        int status;
        httplib::Headers headers;
        const char* type;
    };
    const auto without = [&](const char* name) {
        httplib::Headers headers = as_our_page();
        headers.erase(name);
        return headers;
    };
    const auto with = [&](const char* name, const std::string& value) {
        httplib::Headers headers = without(name);
        headers.emplace(name, value);
        return headers;
    };
    const std::string port = std::to_string(server_->port());
    // A form in a mail, a page that it leads to, another program on this machine, a name bound to loopback.
    const Row rows[] = {
        {"no key", 401, without("Cookie"), "application/json"},
        {"another key", 401, with("Cookie", "redshank-" + port + "=" + std::string(64, 'b')),
         "application/json"},
        {"no origin", 403, without("Origin"), "application/json"},
        {"origin null", 403, with("Origin", "null"), "application/json"},
        {"another site", 403, with("Origin", "https://attacker.example"), "application/json"},
        {"another port", 403, with("Origin", "http://127.0.0.1:1"), "application/json"},
        {"another scheme", 403, with("Origin", "https://127.0.0.1:" + port), "application/json"},
        {"cross-site", 403, with("Sec-Fetch-Site", "cross-site"), "application/json"},
        {"same-site", 403, with("Sec-Fetch-Site", "same-site"), "application/json"},
        {"from the address bar", 403, with("Sec-Fetch-Site", "none"), "application/json"},
        {"a bound name", 403, with("Host", "attacker.example:" + port), "application/json"},
        {"a form", 415, as_our_page(), "application/x-www-form-urlencoded"},
        {"a form of text", 415, as_our_page(), "text/plain"},
        {"a form of parts", 415, as_our_page(), "multipart/form-data; boundary=x"},
        {"no type", 415, as_our_page(), ""},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(post("/api/mark", mark_, row.headers, row.type).status, row.status) << row.what;
        const Reply viewed = post("/api/view", view_, row.headers, row.type);
        EXPECT_EQ(viewed.status, row.status) << row.what;
        EXPECT_EQ(viewed.body.find("secret"), std::string::npos) << row.what;
        expect_untouched(row.what);
    }
    // What a picture, link or style of a mail could ask for, even with the cookie.
    httplib::Client client("127.0.0.1", server_->port());
    for (const std::string& path :
         {"/api/mark?campaign=" + campaign_id + "&state=dismissed", std::string("/api/view?message=M"),
          "/?token=" + token + "&campaign=" + campaign_id}) {
        client.Get(path, as_our_page());
        expect_untouched(path);
    }
    for (const char* method : {"PUT", "DELETE", "OPTIONS", "PATCH"}) {
        httplib::Request request;
        request.method = method;
        request.path = "/api/mark";
        request.headers = as_our_page();
        request.body = mark_;
        const auto result = client.send(request);
        EXPECT_TRUE(!result || result->status == 405) << method;
        if (result) {
            EXPECT_FALSE(result->has_header("Access-Control-Allow-Origin"));
        }
        expect_untouched(method);
    }
}

TEST_F(StepsTest, WhatIsNoStepIsRefused) {
    const std::string long_note(max_note_bytes + 1, 'x');
    const std::pair<std::string, int> marks_refused[] = {
        {"", 400},
        {"[]", 400},
        {"{", 400},
        {R"({"campaign":")" + campaign_id + R"("})", 400},
        {R"({"campaign":")" + campaign_id + R"(","state":"certain"})", 400},
        {R"({"campaign":7,"state":"confirmed"})", 400},
        {R"({"campaign":")" + campaign_id + R"(","state":"confirmed","note":")" + long_note + R"("})", 400},
        {R"({"campaign":"C9","state":"confirmed"})", 404},
        {R"({"campaign":"","state":"confirmed"})", 404},
        {std::string(20'000, '['), 413},
    };
    for (const auto& [body, status] : marks_refused) {
        EXPECT_EQ(post("/api/mark", body, as_our_page()).status, status) << body.substr(0, 80);
        expect_untouched(body.substr(0, 80));
    }
    const std::pair<std::string, int> views_refused[] = {
        {R"({"message":")" + message_id + R"("})", 400},
        {R"({"message":")" + message_id + R"(","what":"everything"})", 400},
        {R"({"message":"M9","what":"text"})", 404},
        {R"({"message":"../../etc/passwd","what":"bytes"})", 404},
    };
    for (const auto& [body, status] : views_refused) {
        EXPECT_EQ(post("/api/view", body, as_our_page()).status, status) << body;
        expect_untouched(body);
    }
}

TEST_F(StepsTest, WhatTheLedgerCannotHoldIsNotDone) {
    std::filesystem::create_directory(evidence::ledger_file(case_folder()));
    const Reply viewed = post("/api/view", view_, as_our_page());
    EXPECT_EQ(viewed.status, 409);
    EXPECT_EQ(viewed.body.find("secret"), std::string::npos);
    EXPECT_EQ(post("/api/mark", mark_, as_our_page()).status, 409);
    EXPECT_EQ(marks(), 0u);
}

TEST_F(StepsTest, WhileAHuntWritesAMarkIsRefusedAndAViewIsNot) {
    const auto hunt = evidence::Case::open_for_writing(case_folder());
    ASSERT_TRUE(hunt);
    EXPECT_EQ(post("/api/mark", mark_, as_our_page()).status, 409);
    expect_untouched("a mark beside a hunt");
    EXPECT_EQ(post("/api/view", view_, as_our_page()).status, 200);
}

TEST_F(StepsTest, AScreenThatOthersSeeShowsNoBytes) {
    EXPECT_EQ(get("/").status, 200);  // it runs, and so can be stopped
    stop();
    start(false);
    EXPECT_EQ(post("/api/view", view_, as_our_page()).status, 403);
    expect_untouched("a view without bytes");
}

}  // namespace redshank::serve
