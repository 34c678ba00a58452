// SPDX-License-Identifier: Apache-2.0
// redshank serve: the pages, on loopback.
#include "serve/server.h"

#include <sys/stat.h>

#include <cstdio>
#include <fstream>

#include "cli/command.h"
#include "evidence/case_key.h"

namespace redshank::cli {

namespace {

constexpr size_t min_token_characters = 32;

struct Arguments {
    std::filesystem::path folder;
    std::string address = "127.0.0.1";
    int port = 0;
    std::string token_file;
    bool hide_tokens = false;
    std::filesystem::path sign_key;
};

// "" after saying why.
std::string token_from(const std::string& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) {
        fail("the token file " + file + " cannot be read");
        return "";
    }
    if ((status.st_mode & 077) != 0) {
        fail("others can read the token file " + file + "; chmod 600 it");
        return "";
    }
    std::ifstream stream(file);
    std::string token;
    std::getline(stream, token);
    const bool is_plain =
        token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
        std::string::npos;
    if (token.size() < min_token_characters || !is_plain) {
        fail("the token file " + file + " must hold at least 32 letters and digits in its first line");
        return "";
    }
    return token;
}

void run(const Arguments& arguments, Context& context) {
    const bool is_for_others = !serve::is_loopback(arguments.address);
    if (is_for_others && arguments.token_file.empty()) {
        context.exit_code =
            fail("an address that others can reach needs --token-file FILE with a key of your own");
        return;
    }
    const std::string token =
        arguments.token_file.empty() ? serve::random_token() : token_from(arguments.token_file);
    auto opened = open_case(arguments.folder, context);
    if (token.empty()) context.exit_code = bad_usage;
    if (token.empty() || !opened) return;
    serve::AnswerOptions shown;
    shown.scratch_folder = arguments.folder.string();
    shown.hidden.key = evidence::case_key(arguments.folder).bytes;
    shown.with_bytes = !arguments.hide_tokens;
    if (arguments.hide_tokens) shown.tokens = shown.hidden;
    auto answers = std::make_unique<serve::Answers>(std::move(opened), std::move(shown));
    answers->campaigns();  // reads them now, so that the first page does not wait
    serve::ServerOptions options;
    options.address = arguments.address;
    options.port = arguments.port;
    options.token = token;
    options.case_folder = arguments.folder;
    options.sign_key = arguments.sign_key;
    options.with_bytes = !arguments.hide_tokens;
    auto server = serve::Server::start(std::move(answers), options);
    if (!server) {
        context.exit_code = fail(server.error().message);
        return;
    }
    if (is_for_others)
        say("redshank: warning: everybody who can reach " + arguments.address +
            " can read the traffic, for it is not encrypted; put a server with TLS before it");
    out((*server)->first_url() + "\n");
    std::fflush(stdout);
    say("Open the address in a browser on this machine. It holds the key: give it to nobody. Ctrl-C ends "
        "it.");
    (*server)->run();
}

}  // namespace

void add_serve(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand("serve", "Show the case as pages in a browser on this machine");
    auto arguments = std::make_shared<Arguments>();
    add_case_option(*command, arguments->folder);
    command
        ->add_option("--address", arguments->address,
                     "Where to listen; another than loopback needs --token-file")
        ->capture_default_str()
        ->type_name("IP");
    command->add_option("--port", arguments->port, "0 for any that is free")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str()
        ->type_name("N");
    command->add_option("--token-file", arguments->token_file, "The key, in a file that only you can read")
        ->type_name("FILE");
    command->add_flag("--hide-tokens", arguments->hide_tokens,
                      "Show tokens as hashes and no bytes of mail, as for a screen that others see");
    add_sign_key_option(*command, arguments->sign_key);
    command->callback([arguments, &context] { run(*arguments, context); });
}

}  // namespace redshank::cli
