// SPDX-License-Identifier: Apache-2.0
// redshank verify: whether a case's ledger and findings still hold against the sources.
#include "engine/verify.h"

#include "base/json_writer.h"
#include "base/safe_text.h"
#include "cli/command.h"
#include "cli/progress_line.h"

namespace redshank::cli {

namespace {

struct Arguments {
    engine::VerifyOptions options;
    std::string format;
    int jobs = 0;
};

std::string as_json(const engine::Verified& verified) {
    JsonWriter json;
    const evidence::LedgerCheck& ledger = verified.ledger;
    json.begin_object().key("schema").value("redshank/1").key("whole").value(verified.is_whole());
    json.key("ledger").begin_object().key("lines").value(ledger.lines).key("head").value(ledger.head);
    json.key("signed")
        .value(ledger.signed_lines)
        .key("verified_signatures")
        .value(ledger.verified_signatures);
    json.key("torn_end").value(ledger.torn_end).key("problems").begin_array();
    for (const std::string& problem : ledger.problems) json.value(problem);
    json.end_array().end_object();
    json.key("messages").value(verified.messages).key("findings").value(verified.findings);
    json.key("verified").value(verified.verified).key("without_source").value(verified.without_source);
    json.key("failed").begin_array();
    for (const engine::FailedFinding& one : verified.failed) {
        json.begin_object().key("finding").value(one.finding).key("message").value(one.message);
        json.key("what").value(one.what).end_object();
    }
    json.end_array().key("sources").begin_array();
    for (const engine::SourceState& one : verified.sources) {
        json.begin_object().key("source").value(one.source);
        json.key("state").value(one.is_missing ? "missing" : "changed");
        json.key("messages").value(one.messages).end_object();
    }
    json.end_array().end_object();
    return json.take() + "\n";
}

std::string as_text(const engine::Verified& verified) {
    const evidence::LedgerCheck& ledger = verified.ledger;
    std::string out = "Ledger: " + report::count(ledger.lines, "line", "lines") + ", " +
                      (ledger.problems.empty() ? "the chain is whole" : "THE CHAIN DOES NOT HOLD");
    if (ledger.signed_lines > 0) out += ", " + report::grouped(ledger.signed_lines) + " signed";
    if (ledger.verified_signatures > 0)
        out += ", " + report::grouped(ledger.verified_signatures) + " of them by the given key";
    out += "\n";
    for (const std::string& problem : ledger.problems) out += "  " + safe_text(problem) + "\n";
    if (ledger.torn_end) out += "  behind the last line stands part of one that a crash cut off\n";
    if (!ledger.head.empty())
        out += "  last hash " + ledger.head + "  (kept elsewhere, it shows a cut end)\n";
    out += "Findings: " + report::grouped(verified.verified) + " of " + report::grouped(verified.findings) +
           " verified, in " + report::count(verified.messages, "message", "messages") + "\n";
    if (verified.without_source > 0)
        out += "  " + report::grouped(verified.without_source) +
               " could not be checked: their source is missing or changed\n";
    for (const engine::FailedFinding& one : verified.failed)
        out += "  " + one.finding + " in " + one.message + " does not hold: " + safe_text(one.what) + "\n";
    for (const engine::SourceState& one : verified.sources) {
        out += std::string(one.is_missing ? "Missing: " : "Changed: ") + safe_text(one.source) + ", " +
               report::count(one.messages, "message", "messages") + " with findings\n";
    }
    return out;
}

int run(Arguments& arguments) {
    arguments.options.threads = threads_for(arguments.jobs);
    ProgressLine progress(stderr_is_terminal());
    arguments.options.progress = [&](const engine::Progress& one) { progress.show(one); };
    const auto verified = engine::verify(arguments.options);
    progress.clear();
    if (!verified) return fail(verified.error().message);
    out(arguments.format == "json" ? as_json(*verified) : as_text(*verified));
    for (const engine::SourceState& one : verified->sources) {
        if (one.is_missing)
            say("redshank: " + one.source + " is missing: nothing that was read there could be verified");
    }
    if (verified->some_changed()) return not_found;
    return verified->some_missing() ? some_unread : done;
}

}  // namespace

void add_verify(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand(
        "verify", "Check the case's ledger, and every finding against the bytes of its source");
    auto arguments = std::make_shared<Arguments>();
    add_case_option(*command, arguments->options.case_folder);
    command
        ->add_option(
            "--key", arguments->options.public_key,
            "An Ed25519 public key (openssl pkey -pubout): every line of the ledger must be signed by it")
        ->type_name("FILE");
    add_jobs_option(*command, arguments->jobs);
    add_format_option(*command, arguments->format, {"text", "json"});
    command->callback([arguments, &context] { context.exit_code = run(*arguments); });
}

}  // namespace redshank::cli
