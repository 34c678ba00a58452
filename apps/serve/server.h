// SPDX-License-Identifier: Apache-2.0
// The pages over HTTP for one person on this machine. What it defends against: another site in the same
// browser (SameSite=Strict cookie, Origin, Sec-Fetch-Site, no CORS), a name that was bound to the loopback
// address (Host), other users of the machine (random token), clients that are slow or send too much. GET
// changes nothing. What is a step of the case (steps.h) is a POST of JSON that must come from a page of this
// server: a form, a picture or a link in mail can send none.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "serve/answers.h"

namespace redshank::serve {

struct ServerOptions {
    std::string address = "127.0.0.1";
    int port = 0;       // 0: any that is free
    std::string token;  // not empty
    int read_timeout_seconds = 5;
    std::filesystem::path case_folder;  // where steps are written
    std::filesystem::path sign_key;     // "" signs nothing
    bool with_bytes = true;             // false: no message's text, bytes or picture
};

class Server {
  public:
    /// Binds at once. Error: the address cannot be bound.
    static Result<std::unique_ptr<Server>> start(std::unique_ptr<Answers> answers,
                                                 const ServerOptions& options);
    ~Server();

    int port() const;
    /// With the token: to be opened first, and by nobody else.
    std::string first_url() const;
    /// Until stop() is called.
    void run();
    void stop();

  private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// 256 random bits in hex.
std::string random_token();

bool is_loopback(const std::string& address);

}  // namespace redshank::serve
