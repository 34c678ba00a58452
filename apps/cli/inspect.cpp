// SPDX-License-Identifier: Apache-2.0
// redshank inspect: one message explained.
#include "engine/inspect.h"
#include "engine/sandbox.h"

#include "base/json_writer.h"
#include "cli/command.h"
#include "evidence/record.h"
#include "report/json_lists.h"
#include "report/text.h"

namespace redshank::cli {

namespace {

struct Arguments {
    std::string file;
    std::filesystem::path org_file;
    std::filesystem::path dns_file;
    std::string format;
};

std::vector<std::string> ids(const std::vector<facts::Finding>& findings) {
    std::vector<std::string> out;
    for (const facts::Finding& finding : findings) out.push_back(finding.id);
    return out;
}

std::string as_json(const engine::Inspection& inspection) {
    JsonWriter json;
    json.begin_object().key("schema").value("redshank/1").key("messages").begin_array();
    for (const engine::Inspected& one : inspection.messages) {
        json.begin_object().key("message").raw(report::message_json(one.message, {}, ids(one.findings)));
        json.key("facts").raw(evidence::write_message(one.message)).key("findings").begin_array();
        for (const facts::Finding& finding : one.findings)
            json.raw(report::finding_json(finding, one.message, engine::rules()));
        json.end_array();
        if (!one.checks.empty()) json.key("sender_checks").raw(report::sender_checks_json(one.checks));
        json.end_object();
    }
    json.end_array().key("further_messages").value(inspection.further_messages).end_object();
    return json.take() + "\n";
}

int run(const Arguments& arguments) {
    engine::InspectOptions options;
    options.file = arguments.file;
    if (!arguments.org_file.empty()) options.org_file = arguments.org_file;
    if (!arguments.dns_file.empty()) options.dns_file = arguments.dns_file;
    engine::enter_reading_sandbox({});
    const auto inspection = engine::inspect(options, Limits{});
    if (!inspection) return fail(inspection.error().message);
    for (const std::string& warning : inspection->warnings) say("redshank: " + warning);
    const int exit = inspection->some_unread ? some_unread : done;
    if (arguments.format == "json") {
        out(as_json(*inspection));
        return exit;
    }
    for (size_t i = 0; i < inspection->messages.size(); ++i) {
        if (i > 0) out("\n");
        const engine::Inspected& one = inspection->messages[i];
        out(report::message_text(one.message, one.findings, {}, paint_for_stdout()));
        if (!one.checks.empty()) out(report::sender_checks_text(one.checks, paint_for_stdout()));
    }
    if (inspection->further_messages > 0) {
        say("redshank: the file holds " + std::to_string(inspection->further_messages) +
            " more messages; only the first is explained. hunt reads them all");
    }
    return exit;
}

}  // namespace

void add_inspect(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand(
        "inspect", "Explain one message: who sent it, what it would load, what names its reader");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("FILE", arguments->file, "A message; - reads standard input")->required();
    command->add_option("--org", arguments->org_file, "The organisation file (TOML)")->type_name("FILE");
    command
        ->add_option(
            "--dns", arguments->dns_file,
            "DNS records as dig +noall +answer prints them: checks SPF, DKIM, ARC and DMARC against them")
        ->type_name("FILE");
    add_format_option(*command, arguments->format, {"text", "json"});
    command->callback([arguments, &context] { context.exit_code = run(*arguments); });
}

}  // namespace redshank::cli
