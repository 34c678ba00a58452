// SPDX-License-Identifier: Apache-2.0
#include "serve/server.h"

#include <httplib.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <mutex>
#include <stdexcept>

#include "base/hash.h"
#include "report/pages.h"
#include "serve/bundle.h"
#include "serve/steps.h"

namespace redshank::serve {

namespace {

// A request is a line, a few header fields, and at most a mark with its note.
constexpr size_t max_body_bytes = 16'384;
constexpr size_t max_fields = 64;
constexpr size_t threads = 16;

bool is_equal_secret(const std::string& a, const std::string& b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

// RFC 6265 5.4: "a=1; b=2".
std::string cookie(const httplib::Request& request, const std::string& name) {
    const std::string all = request.get_header_value("Cookie");
    for (size_t at = 0; at < all.size();) {
        const size_t end = std::min(all.find("; ", at), all.size());
        const std::string one = all.substr(at, end - at);
        if (one.starts_with(name + "=")) return one.substr(name.size() + 1);
        at = end + 2;
    }
    return "";
}

void refuse(httplib::Response& response, int status, const std::string& why) {
    response.status = status;
    response.set_content(why + "\n", "text/plain; charset=utf-8");
}

// The nonce is for the style element of a picture of mail, whose frame stands under this policy too.
void set_security_fields(httplib::Response& response, const std::string& style_nonce) {
    response.set_header(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + style_nonce +
            "'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    response.set_header("X-Content-Type-Options", "nosniff");
    response.set_header("X-Frame-Options", "DENY");
    response.set_header("Referrer-Policy", "no-referrer");
    response.set_header("Cross-Origin-Resource-Policy", "same-origin");
    response.set_header("Cross-Origin-Opener-Policy", "same-origin");
    response.set_header("Cache-Control", "no-store");
}

bool is_step_path(const std::string& path) {
    return path == "/api/mark" || path == "/api/view";
}

std::string in_url(const std::string& address) {
    return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

}  // namespace

struct Server::Parts {
    std::unique_ptr<Answers> answers;
    ServerOptions options;
    httplib::Server http;
    int port = 0;
    std::string cookie_name;  // cookies do not know ports: each server has its own name
    std::string style_nonce = random_token();
    std::unique_ptr<Steps> steps;
    std::mutex mutex;  // of answers and steps

    std::string own_host() const { return in_url(options.address) + ":" + std::to_string(port); }
    bool is_own_host(const std::string& host) const {
        return host == own_host() ||
               (is_loopback(options.address) && host == "localhost:" + std::to_string(port));
    }
    bool is_refused(const httplib::Request& request, httplib::Response& response) const;
    void open_session(const httplib::Request& request, httplib::Response& response) const;
    void give_answer(const httplib::Request& request, httplib::Response& response);
    void take_step(Reply (Steps::*step)(std::string_view), const httplib::Request& request,
                   httplib::Response& response);
    void set_routes();
};

// True where the request goes no further.
bool Server::Parts::is_refused(const httplib::Request& request, httplib::Response& response) const {
    set_security_fields(response, style_nonce);
    if (request.headers.size() > max_fields) {
        refuse(response, 431, "Too many header fields.");
        return true;
    }
    const bool is_step = request.method == "POST" && is_step_path(request.path);
    if (request.method != "GET" && request.method != "HEAD" && !is_step) {
        refuse(response, 405, "Nothing is changed here.");
        return true;
    }
    const std::string host = request.get_header_value("Host");
    if (request.get_header_value_count("Host") != 1 || !is_own_host(host)) {
        refuse(response, 403, "This server answers only under its own address.");
        return true;
    }
    const bool has_origin = request.has_header("Origin");
    const std::string fetch_site = request.get_header_value("Sec-Fetch-Site");
    if ((has_origin && request.get_header_value("Origin") != "http://" + host) ||
        (!fetch_site.empty() && fetch_site != "same-origin" && fetch_site != "none")) {
        refuse(response, 403, "Another site may not ask.");
        return true;
    }
    // A page's own script always names its origin; a request without one is none of ours. Forms cannot send
    // JSON.
    if (is_step && (!has_origin || fetch_site == "none")) {
        refuse(response, 403, "Only a page of this server may ask.");
        return true;
    }
    if (is_step && request.get_header_value("Content-Type") != "application/json") {
        refuse(response, 415, "Only JSON is taken.");
        return true;
    }
    const bool opens = !is_step && request.path == "/" && request.has_param("token");
    if (!opens && !is_equal_secret(cookie(request, cookie_name), options.token)) {
        refuse(response, 401, "Open the address that redshank serve printed; it holds the key.");
        return true;
    }
    return false;
}

void Server::Parts::open_session(const httplib::Request& request, httplib::Response& response) const {
    if (!request.has_param("token")) {
        response.set_content(report::served_document(style_nonce), "text/html; charset=utf-8");
    } else if (!is_equal_secret(request.get_param_value("token"), options.token)) {
        refuse(response, 401, "That is not the key of this server.");
    } else {
        // Out of the address bar and the history.
        response.set_header("Set-Cookie",
                            cookie_name + "=" + options.token + "; HttpOnly; SameSite=Strict; Path=/");
        response.set_redirect("/", 303);
    }
}

void Server::Parts::give_answer(const httplib::Request& request, httplib::Response& response) {
    Parameters parameters(request.params.begin(), request.params.end());
    const std::lock_guard lock(mutex);
    const auto json = answers->answer(request.path, parameters);
    if (json) {
        response.set_content(*json, "application/json");
    } else {
        refuse(response, 404, "The case holds no such thing.");
    }
}

void Server::Parts::take_step(Reply (Steps::*step)(std::string_view), const httplib::Request& request,
                              httplib::Response& response) {
    const std::lock_guard lock(mutex);
    const Reply reply = (steps.get()->*step)(request.body);
    if (reply.status == 200) {
        response.set_content(reply.body, "application/json");
    } else {
        refuse(response, reply.status, reply.body);
    }
}

void Server::Parts::set_routes() {
    http.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
        return is_refused(request, response) ? httplib::Server::HandlerResponse::Handled
                                             : httplib::Server::HandlerResponse::Unhandled;
    });
    http.set_exception_handler(
        [](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
            refuse(response, 500, "The case could not be read.");
        });
    http.Get("/", [this](const httplib::Request& request, httplib::Response& response) {
        open_session(request, response);
    });
    http.Get("/redshank.js", [](const httplib::Request&, httplib::Response& response) {
        response.set_content(std::string(bundle().script), "text/javascript; charset=utf-8");
    });
    http.Get("/redshank.css", [](const httplib::Request&, httplib::Response& response) {
        response.set_content(std::string(bundle().style), "text/css; charset=utf-8");
    });
    http.Get("/api/.*", [this](const httplib::Request& request, httplib::Response& response) {
        give_answer(request, response);
    });
    http.Post("/api/mark", [this](const httplib::Request& request, httplib::Response& response) {
        take_step(&Steps::mark, request, response);
    });
    http.Post("/api/view", [this](const httplib::Request& request, httplib::Response& response) {
        take_step(&Steps::view, request, response);
    });
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(std::unique_ptr<Answers> answers,
                                              const ServerOptions& options) {
    if (options.token.empty()) throw std::logic_error("a server without a token");
    auto parts = std::make_unique<Parts>();
    parts->answers = std::move(answers);
    parts->options = options;
    parts->steps = std::make_unique<Steps>(
        *parts->answers,
        StepOptions{options.case_folder, options.sign_key, options.with_bytes, parts->style_nonce});
    httplib::Server& http = parts->http;
    http.new_task_queue = [] { return new httplib::ThreadPool(threads); };
    http.set_tcp_nodelay(true);  // else a short answer waits 40 ms for the client to confirm its head
    http.set_payload_max_length(max_body_bytes);
    http.set_read_timeout(options.read_timeout_seconds);
    http.set_write_timeout(options.read_timeout_seconds);
    http.set_keep_alive_timeout(options.read_timeout_seconds);
    parts->port = options.port == 0 ? http.bind_to_any_port(options.address.c_str())
                  : http.bind_to_port(options.address.c_str(), options.port) ? options.port
                                                                             : -1;
    if (parts->port <= 0)
        return Error{options.address + (options.port == 0 ? "" : ":" + std::to_string(options.port)) +
                     " cannot be listened on; is another program there?"};
    parts->cookie_name = "redshank-" + std::to_string(parts->port);
    parts->set_routes();
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

int Server::port() const {
    return parts_->port;
}

std::string Server::first_url() const {
    return "http://" + parts_->own_host() + "/?token=" + parts_->options.token;
}

void Server::run() {
    parts_->http.listen_after_bind();
}

void Server::stop() {
    parts_->http.stop();
}

std::string random_token() {
    unsigned char bytes[32];
    if (RAND_bytes(bytes, sizeof bytes) != 1) throw std::runtime_error("no random bytes can be had");
    return hex({reinterpret_cast<const char*>(bytes), sizeof bytes});
}

bool is_loopback(const std::string& address) {
    return address == "127.0.0.1" || address == "::1";
}

}  // namespace redshank::serve
