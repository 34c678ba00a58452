// SPDX-License-Identifier: Apache-2.0
// What subcommands share: where results and talk go, exit codes (interfaces.md), options that many have.
#pragma once

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "evidence/case.h"
#include "facts/summary.h"
#include "report/paint.h"

namespace redshank::cli {

enum Exit : int { done = 0, not_found = 1, bad_usage = 2, some_unread = 3, interrupted = 130 };

/// Set by the subcommand that ran.
struct Context {
    int exit_code = done;
};

using AddCommand = void (*)(CLI::App& app, Context& context);
void add_hunt(CLI::App& app, Context& context);
void add_inspect(CLI::App& app, Context& context);
void add_lists(CLI::App& app, Context& context);
void add_show(CLI::App& app, Context& context);
void add_report(CLI::App& app, Context& context);
void add_serve(CLI::App& app, Context& context);
void add_mark(CLI::App& app, Context& context);
void add_verify(CLI::App& app, Context& context);
void add_search(CLI::App& app, Context& context);
void add_shards(CLI::App& app, Context& context);
void add_actor(CLI::App& app, Context& context);
void add_intel(CLI::App& app, Context& context);
void add_screen(CLI::App& app, Context& context);
void add_drill(CLI::App& app, Context& context);
void add_case(CLI::App& app, Context& context);
void add_debug(CLI::App& app, Context& context);
void add_generate(CLI::App& app, Context& context);

/// Writes to stdout as it is; a closed pipe ends the program quietly (main.cpp).
void out(std::string_view text);
/// One line of talk on stderr, made safe for a terminal.
void say(const std::string& text);
/// "redshank: …" on stderr, and bad_usage.
int fail(const std::string& text);
void say_unread(const facts::UnreadSource& unread);

report::Paint paint_for_stdout();
bool stderr_is_terminal();

/// --case DIR with its default.
CLI::Option* add_case_option(CLI::App& command, std::filesystem::path& folder);
CLI::Option* add_format_option(CLI::App& command, std::string& format,
                               const std::vector<std::string>& allowed);
/// --jobs N; 0 stands for every core.
CLI::Option* add_jobs_option(CLI::App& command, int& jobs);
int threads_for(int jobs);

/// --sign-key FILE: an Ed25519 key that the step's line in the ledger is signed with.
CLI::Option* add_sign_key_option(CLI::App& command, std::filesystem::path& key);
/// Writes a step into the case's ledger (evidence/ledger.h), now. False after saying why it could not.
bool log_step(const std::filesystem::path& folder, const std::string& step, const std::string& details,
              const std::filesystem::path& sign_key);

/// The case for reading, or nothing after saying why (and exit code bad_usage).
std::unique_ptr<evidence::Case> open_case(const std::filesystem::path& folder, Context& context);

}  // namespace redshank::cli
