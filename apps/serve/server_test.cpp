// SPDX-License-Identifier: Apache-2.0
// Each thing that the server refuses, over loopback: who asks under another name, from another site, without
// the key, with another method, too much, too slowly, or for a file.
#include "serve/server.h"

#include <gtest/gtest.h>

#include <httplib.h>

#include <chrono>
#include <filesystem>
#include <thread>

namespace redshank::serve {

namespace {

const std::string token(64, 'a');

// A server over an empty case, for the life of a test.
class Running : public ::testing::Test {
  protected:
    void SetUp() override {
        char name[] = "/tmp/redshank-serve-XXXXXX";
        folder_ = ::mkdtemp(name);
        { ASSERT_TRUE(evidence::Case::open_for_writing(folder_ / "case")); }
        auto opened = evidence::Case::open_for_reading(folder_ / "case");
        ASSERT_TRUE(opened);
        ServerOptions options;
        options.token = token;
        options.read_timeout_seconds = 1;
        auto started = Server::start(std::make_unique<Answers>(std::move(*opened), AnswerOptions{}), options);
        ASSERT_TRUE(started);
        server_ = std::move(*started);
        thread_ = std::thread([this] { server_->run(); });
    }
    void TearDown() override {
        server_->stop();
        thread_.join();
        std::filesystem::remove_all(folder_);
    }

    std::string host() const { return "127.0.0.1:" + std::to_string(server_->port()); }
    httplib::Headers with_key(httplib::Headers more = {}) const {
        more.emplace("Cookie", "redshank-" + std::to_string(server_->port()) + "=" + token);
        return more;
    }
    int status(const std::string& path, const httplib::Headers& headers) const {
        httplib::Client client("127.0.0.1", server_->port());
        const auto result = client.Get(path, headers);
        return result ? result->status : -1;
    }

    std::filesystem::path folder_;
    std::unique_ptr<Server> server_;
    std::thread thread_;
};

}  // namespace

TEST_F(Running, GivesPageAndAnswersToWhoHasTheKey) {
    for (const char* path : {"/", "/redshank.js", "/redshank.css", "/api/overview", "/api/campaigns?offset=0",
                             "/api/messages?offset=99", "/api/people", "/api/search?q=x"})
        EXPECT_EQ(status(path, with_key()), 200) << path;
    EXPECT_EQ(status("/api/campaign/C0000000000000000", with_key()), 404);
    EXPECT_EQ(status("/api/message/M", with_key()), 404);
    EXPECT_EQ(status("/api/campaign/C", with_key()), 404);
}

TEST_F(Running, TheFirstUrlSetsAStrictCookieAndLeavesTheAddressBar) {
    httplib::Client client("127.0.0.1", server_->port());
    const auto result = client.Get("/?token=" + token);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->status, 303);
    EXPECT_EQ(result->get_header_value("Location"), "/");
    const std::string cookie = result->get_header_value("Set-Cookie");
    EXPECT_NE(cookie.find("SameSite=Strict"), std::string::npos);
    EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
    EXPECT_EQ(server_->first_url(), "http://" + host() + "/?token=" + token);
}

TEST_F(Running, NothingWithoutTheKey) {
    for (const char* path :
         {"/", "/redshank.js", "/api/overview", "/?token=", "/?token=b", "/api/overview?token=x"})
        EXPECT_EQ(status(path, {}), 401) << path;
    EXPECT_EQ(status("/?token=" + std::string(64, 'b'), {}), 401);
    EXPECT_EQ(status("/?token=" + token.substr(1), {}), 401);
    // The key opens the page only; it is no parameter of answers.
    EXPECT_EQ(status("/api/overview?token=" + token, {}), 401);
    EXPECT_EQ(status("/", {{"Cookie", "redshank-1=" + token}}), 401);
}

TEST_F(Running, ANameBoundToLoopbackIsRefused) {
    const std::string port = ":" + std::to_string(server_->port());
    const std::vector<std::string> names = {"attacker.example", "attacker.example" + port, "127.0.0.1",
                                            "localhost:1", host() + ".example"};
    for (const std::string& name : names)
        EXPECT_EQ(status("/api/overview", with_key({{"Host", name}})), 403) << name;
    EXPECT_EQ(status("/api/overview", with_key({{"Host", "localhost:" + std::to_string(server_->port())}})),
              200);
}

TEST_F(Running, AnotherSiteIsRefusedAndNoCorsIsGranted) {
    EXPECT_EQ(status("/api/overview", with_key({{"Origin", "https://attacker.example"}})), 403);
    EXPECT_EQ(status("/api/overview", with_key({{"Origin", "null"}})), 403);
    EXPECT_EQ(status("/api/overview", with_key({{"Origin", "http://127.0.0.1:1"}})), 403);
    EXPECT_EQ(status("/api/overview", with_key({{"Sec-Fetch-Site", "cross-site"}})), 403);
    EXPECT_EQ(status("/api/overview", with_key({{"Sec-Fetch-Site", "same-site"}})), 403);
    EXPECT_EQ(status("/api/overview", with_key({{"Origin", "http://" + host()}})), 200);
    httplib::Client client("127.0.0.1", server_->port());
    const auto result = client.Get("/api/overview", with_key());
    ASSERT_TRUE(result);
    EXPECT_FALSE(result->has_header("Access-Control-Allow-Origin"));
    EXPECT_NE(result->get_header_value("Content-Security-Policy").find("default-src 'none'"),
              std::string::npos);
    EXPECT_EQ(result->get_header_value("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(result->get_header_value("Cache-Control"), "no-store");
}

TEST_F(Running, OnlyReads) {
    httplib::Client client("127.0.0.1", server_->port());
    EXPECT_EQ(client.Post("/api/overview", with_key(), "x", "text/plain")->status, 405);
    EXPECT_EQ(client.Put("/api/overview", with_key(), "x", "text/plain")->status, 405);
    EXPECT_EQ(client.Delete("/api/overview", with_key())->status, 405);
    EXPECT_EQ(client.Options("/api/overview", with_key())->status, 405);
}

TEST_F(Running, APathNamesNoFile) {
    for (const char* path : {"/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/api/../case.sqlite",
                             "/api/message/..%2f..%2fcase.sqlite", "//etc/passwd", "/case.sqlite",
                             "/api/person/%00", "/api/person/..%2F..%2Fetc%2Fpasswd"})
        EXPECT_EQ(status(path, with_key()), 404) << path;
}

TEST_F(Running, TooMuchIsRefused) {
    httplib::Client client("127.0.0.1", server_->port());
    const auto body = client.Post("/api/overview", with_key(), std::string(1 << 20, 'x'), "text/plain");
    // The connection may be cut while it is sent.
    EXPECT_NE(body ? body->status : 413, 200);
    httplib::Headers many = with_key();
    for (int i = 0; i < 100; ++i) many.emplace("X-" + std::to_string(i), "x");
    EXPECT_EQ(status("/api/overview", many), 431);
    EXPECT_NE(status("/api/overview", with_key({{"X-Long", std::string(20'000, 'x')}})), 200);
    EXPECT_NE(status("/api/search?q=" + std::string(20'000, 'x'), with_key()), 200);
}

TEST_F(Running, ASlowClientIsLeft) {
    const int slow = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(server_->port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(::connect(slow, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ASSERT_GT(::send(slow, "GET / HT", 8, 0), 0);
    const auto started = std::chrono::steady_clock::now();
    EXPECT_EQ(status("/api/overview", with_key()), 200);  // others are served meanwhile
    timeval limit{10, 0};
    ::setsockopt(slow, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    char buffer[4096];
    ssize_t got = 0;
    while ((got = ::recv(slow, buffer, sizeof buffer, 0)) > 0) {
    }
    EXPECT_EQ(got, 0);  // closed by the server, and not by our own limit
    EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(8));
    ::close(slow);
}

TEST(Token, IsRandomAndLong) {
    EXPECT_EQ(random_token().size(), 64u);
    EXPECT_NE(random_token(), random_token());
}

TEST(Loopback, IsAnAddressAndNoName) {
    EXPECT_TRUE(is_loopback("127.0.0.1"));
    EXPECT_TRUE(is_loopback("::1"));
    EXPECT_FALSE(is_loopback("0.0.0.0"));
    EXPECT_FALSE(is_loopback("localhost"));
    EXPECT_FALSE(is_loopback("127.0.0.1.example"));
}

}  // namespace redshank::serve
