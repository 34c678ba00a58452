// SPDX-License-Identifier: Apache-2.0
// redshank debug: what each stage sees of one message.
#include "engine/debug.h"
#include "engine/sandbox.h"

#include <sstream>

#include "base/safe_text.h"
#include "cli/command.h"

namespace redshank::cli {

namespace {

struct Arguments {
    std::string stage, file, format;
    std::filesystem::path org_file;
};

// JSON with a line for each element of an array and each member of an object: enough for an eye.
std::string indented(const std::string& json) {
    std::string text;
    size_t depth = 0;
    bool in_string = false;
    const auto new_line = [&] { text += "\n" + std::string(depth * 2, ' '); };
    for (size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (in_string) {
            text += c;
            if (c == '\\') text += json[++i];
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
            text += c;
        } else if (c == '{' || c == '[') {
            text += c;
            ++depth;
            if (json[i + 1] != '}' && json[i + 1] != ']') new_line();
        } else if (c == '}' || c == ']') {
            --depth;
            if (json[i - 1] != '{' && json[i - 1] != '[') new_line();
            text += c;
        } else {
            text += c;
            if (c == ',') new_line();
            if (c == ':') text += ' ';
        }
    }
    return text;
}

int run(const Arguments& arguments) {
    std::optional<std::filesystem::path> org;
    if (!arguments.org_file.empty()) org = arguments.org_file;
    engine::enter_reading_sandbox({});
    const auto json = engine::debug(arguments.stage, arguments.file, org, Limits{});
    if (!json) return fail(json.error().message);
    if (arguments.format == "json") {
        out(*json + "\n");
        return done;
    }
    std::istringstream lines(indented(*json));
    for (std::string line; std::getline(lines, line);) out(safe_text(line) + "\n");
    return done;
}

}  // namespace

void add_debug(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand(
        "debug", "Show what one stage sees of a message: entities, html, urls, facts, anomalies");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("STAGE", arguments->stage)->required()->check(CLI::IsMember(engine::debug_stages()));
    command->add_option("FILE", arguments->file, "A message; - reads standard input")->required();
    command->add_option("--org", arguments->org_file, "The organisation file (TOML)")->type_name("FILE");
    add_format_option(*command, arguments->format, {"text", "json"});
    command->callback([arguments, &context] { context.exit_code = run(*arguments); });
}

}  // namespace redshank::cli
