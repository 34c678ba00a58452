// SPDX-License-Identifier: Apache-2.0
// redshank report: the case for others.
#include <fstream>

#include "cli/command.h"
#include "serve/offline.h"

namespace redshank::cli {

namespace {

struct Arguments {
    std::filesystem::path folder;
    std::string format;
    std::string file;
    bool with_tokens = false;
};

void run(const Arguments& arguments, Context& context) {
    auto opened = open_case(arguments.folder, context);
    if (!opened) return;
    const auto tokens = arguments.with_tokens ? report::Tokens::shown : report::Tokens::hashed;
    serve::Answers answers(std::move(opened), {arguments.folder.string(), tokens, false});
    const std::string page = serve::offline_file(answers);
    if (arguments.with_tokens)
        say("redshank: warning: the file holds live tokens; whoever calls one up tells the sender");
    if (arguments.file.empty()) return out(page);
    std::ofstream stream(arguments.file, std::ios::binary);
    stream << page << std::flush;
    if (!stream) context.exit_code = fail(arguments.file + " cannot be written");
}

}  // namespace

void add_report(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand("report", "Write the case for others");
    auto arguments = std::make_shared<Arguments>();
    add_case_option(*command, arguments->folder);
    add_format_option(*command, arguments->format, {"html"});
    command->add_option("-o", arguments->file, "The file; else standard output")->type_name("FILE");
    command->add_flag("--with-tokens", arguments->with_tokens, "Put the tokens of URLs into the file");
    command->callback([arguments, &context] { run(*arguments, context); });
}

}  // namespace redshank::cli
