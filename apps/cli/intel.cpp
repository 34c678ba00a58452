// SPDX-License-Identifier: Apache-2.0
// redshank intel add, list, remove: what others published, in the case.
#include "engine/intel.h"

#include <ctime>

#include "base/json_writer.h"
#include "base/safe_text.h"
#include "cli/command.h"
#include "engine/intel_match.h"
#include "report/json_lists.h"
#include "report/table.h"
#include "report/words.h"

namespace redshank::cli {

namespace {

using evidence::IntelImport;

struct Arguments {
    std::filesystem::path folder;
    std::filesystem::path sign_key;
    engine::IntelAddOptions options;
    std::vector<int64_t> numbers;
    std::string format;
};

std::string import_json(const IntelImport& import) {
    JsonWriter json;
    json.begin_object().key("number").value(import.number).key("name").value(import.name);
    json.key("kind").value(import.kind).key("source").value(import.source).key("date").value(import.date);
    json.key("licence").value(import.licence).key("sha256").value(import.sha256);
    json.key("added").value(rfc3339(import.added)).key("bytes").value(import.bytes);
    json.key("counts").value(import.counts).end_object();
    return json.take();
}

// What the case's mail meets now.
void tell_matching(evidence::Case& c, const Limits& limits) {
    const facts::IntelSummary matched = engine::rematch_intel(c, limits);
    out(report::intel_sentence(matched) + "\n");
    for (const std::string& one : matched.unmatched_examples)
        out("  cannot be met by mail: " + safe_text(one) + "\n");
}

int add(const Arguments& arguments) {
    auto opened = evidence::Case::open_for_writing(arguments.folder);
    if (!opened) return fail(opened.error().message);
    const auto outcome = engine::add_intel(**opened, arguments.options);
    if (!outcome) return fail(outcome.error().message);
    for (const engine::IntelAdded& one : outcome->files) {
        const IntelImport& import = one.import;
        const std::string what = import.counts.empty() ? std::string("nothing to match") : import.counts;
        out(safe_text(import.name + ": " + import.kind + ", " + what +
                      (one.was_there ? "; known already as number " : "; number ") +
                      std::to_string(import.number)) +
            "\n");
        for (const std::string& note : one.notes) out("  " + safe_text(note) + "\n");
    }
    if (outcome->files.empty()) return fail("none of the files could be read");
    for (const engine::IntelAdded& one : outcome->files) {
        if (!one.was_there &&
            !log_step(arguments.folder, "intel-add", import_json(one.import), arguments.sign_key))
            return bad_usage;
    }
    tell_matching(**opened, arguments.options.limits);
    return outcome->problems == 0 ? done : some_unread;
}

void list(const Arguments& arguments, Context& context) {
    const auto opened = open_case(arguments.folder, context);
    if (opened == nullptr) return;
    const std::vector<IntelImport> imports = opened->intel().imports();
    if (arguments.format == "json") {
        out(report::list_header("intel") + "\n");
        for (const IntelImport& import : imports) out(import_json(import) + "\n");
        return;
    }
    report::Table table{{"number", "kind", "date", "source", "licence", "sha256", "holds", "file"}, {}};
    for (const IntelImport& one : imports) {
        table.rows.push_back({std::to_string(one.number), one.kind, one.date.substr(0, 10), one.source,
                              one.licence.empty() ? "none stated" : one.licence, one.sha256.substr(0, 16),
                              one.counts, one.name});
    }
    if (!table.rows.empty()) out(report::as_columns(table, paint_for_stdout().width));
}

int remove(const Arguments& arguments) {
    auto opened = evidence::Case::open_for_writing(arguments.folder);
    if (!opened) return fail(opened.error().message);
    int exit = done;
    bool removed = false;
    for (const int64_t number : arguments.numbers) {
        if (engine::remove_intel(**opened, number)) {
            removed = true;
            const std::string details = "{\"number\":" + std::to_string(number) + "}";
            if (!log_step(arguments.folder, "intel-remove", details, arguments.sign_key)) return bad_usage;
            continue;
        }
        say("redshank: there is no import number " + std::to_string(number) + "; intel list shows them");
        exit = not_found;
    }
    if (removed) tell_matching(**opened, arguments.options.limits);
    return exit;
}

}  // namespace

void add_intel(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand(
        "intel", "What others published: lists of indicators, actors, trackers, sanctions, kept in the case");
    command->require_subcommand(1);
    auto arguments = std::make_shared<Arguments>();

    CLI::App* adding = command->add_subcommand("add", "Import files; their kind is told by content");
    adding
        ->add_option("FILE", arguments->options.files,
                     "Files, or folders of them; gz, xz and zst as they are")
        ->required();
    add_case_option(*adding, arguments->folder);
    add_sign_key_option(*adding, arguments->sign_key);
    adding
        ->add_option("--as", arguments->options.kind,
                     "What the files are, where their content does not say it")
        ->type_name("KIND");
    adding->add_option("--source", arguments->options.source, "Who publishes them")->type_name("TEXT");
    adding->add_option("--date", arguments->options.date, "When they were published")->type_name("DATE");
    adding->add_option("--licence", arguments->options.licence, "Under which licence")->type_name("TEXT");
    adding
        ->add_option("--columns", arguments->options.columns,
                     "Which columns of a table hold what, by name or number: value=2,type=entity_type")
        ->type_name("LIST");
    adding->callback([arguments, &context] {
        arguments->options.now = static_cast<Seconds>(std::time(nullptr));
        arguments->options.unread = say_unread;
        context.exit_code = add(*arguments);
    });

    CLI::App* listing =
        command->add_subcommand("list", "What was imported: kind, source, date, licence, SHA-256");
    add_case_option(*listing, arguments->folder);
    add_format_option(*listing, arguments->format, {"table", "json"});
    listing->callback([arguments, &context] { list(*arguments, context); });

    CLI::App* removing = command->add_subcommand("remove", "Take imports out again");
    removing->add_option("NUMBER", arguments->numbers, "As intel list shows it")->required();
    add_case_option(*removing, arguments->folder);
    add_sign_key_option(*removing, arguments->sign_key);
    removing->callback([arguments, &context] { context.exit_code = remove(*arguments); });
}

}  // namespace redshank::cli
