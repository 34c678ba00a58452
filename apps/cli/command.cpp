// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <thread>

#include "base/safe_text.h"
#include "evidence/ledger.h"

namespace redshank::cli {

void out(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

void say(const std::string& text) {
    const std::string line = safe_text(text) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

int fail(const std::string& text) {
    say("redshank: " + text);
    return bad_usage;
}

void say_unread(const facts::UnreadSource& unread) {
    say("redshank: " + unread.source +
        (unread.offset > 0 ? " at byte " + std::to_string(unread.offset) : "") + ": " + unread.what);
}

report::Paint paint_for_stdout() {
    report::Paint paint;
    const char* no_colour = std::getenv("NO_COLOR");
    if (::isatty(STDOUT_FILENO) == 0) return paint;
    paint.colour = no_colour == nullptr || *no_colour == '\0';
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) paint.width = size.ws_col;
    return paint;
}

bool stderr_is_terminal() {
    return ::isatty(STDERR_FILENO) != 0;
}

CLI::Option* add_case_option(CLI::App& command, std::filesystem::path& folder) {
    folder = "redshank-case";
    return command.add_option("--case", folder, "The case's folder")->capture_default_str()->type_name("DIR");
}

CLI::Option* add_format_option(CLI::App& command, std::string& format,
                               const std::vector<std::string>& allowed) {
    format = allowed.front();
    return command.add_option("--format", format, "How to print it")
        ->check(CLI::IsMember(allowed))
        ->capture_default_str();
}

CLI::Option* add_jobs_option(CLI::App& command, int& jobs) {
    jobs = 0;
    return command.add_option("--jobs", jobs, "Threads; 0 for every core. The result does not depend on it")
        ->check(CLI::Range(0, 1024))
        ->type_name("N");
}

int threads_for(int jobs) {
    if (jobs > 0) return jobs;
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

CLI::Option* add_sign_key_option(CLI::App& command, std::filesystem::path& key) {
    return command
        .add_option(
            "--sign-key", key,
            "Sign the ledger's line with this Ed25519 key (openssl genpkey -algorithm ed25519 -out FILE)")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
}

bool log_step(const std::filesystem::path& folder, const std::string& step, const std::string& details,
              const std::filesystem::path& sign_key) {
    const auto logged =
        evidence::append(folder, {step, details, static_cast<Seconds>(std::time(nullptr)), sign_key});
    if (!logged) say("redshank: " + logged.error().message);
    return static_cast<bool>(logged);
}

std::unique_ptr<evidence::Case> open_case(const std::filesystem::path& folder, Context& context) {
    auto opened = evidence::Case::open_for_reading(folder);
    if (opened) return std::move(*opened);
    context.exit_code = fail(opened.error().message);
    return nullptr;
}

}  // namespace redshank::cli
