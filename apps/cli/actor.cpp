// SPDX-License-Identifier: Apache-2.0
// redshank actor: who uses a name for whom, and what is claimed under it.
#include "engine/actor.h"

#include "base/safe_text.h"
#include "cli/command.h"
#include "report/table.h"
#include "report/words.h"

namespace redshank::cli {

namespace {

using namespace intel;

struct Arguments {
    std::string name;
    std::filesystem::path folder;
    std::string format;
    bool methods = false;
};

std::string line(const std::string& text, size_t indent) {
    const std::string space(indent, ' ');
    return space + report::wrap_words(safe_text(text), paint_for_stdout().width, indent + 2) + "\n";
}

std::string heading(std::string_view text) {
    return "\n" + paint_for_stdout().bold(text) + "\n";
}

std::string dated(const std::string& source, const std::string& date) {
    return source + (date.empty() ? ", undated" : ", " + date.substr(0, 10));
}

std::string claim_text(const Claim& claim) {
    std::string out = claim.subject + " " + std::string(relation_name(claim.relation)) + " " + claim.object +
                      "  [" + dated(claim.source, claim.date) + "]";
    if (!claim.confidence.empty()) out += " confidence " + claim.confidence;
    if (!claim.note.empty()) out += ": " + claim.note;
    return out;
}

void print_claims(std::string_view title, const std::vector<Claim>& claims) {
    if (claims.empty()) return;
    out(heading(title));
    for (const Claim& claim : claims) out(line(claim_text(claim), 2));
}

void print_names(std::string_view title, const std::vector<SharedName>& names) {
    if (names.empty()) return;
    out(heading(title));
    for (const SharedName& one : names) {
        std::string sources;
        for (const std::string& source : one.sources) sources += (sources.empty() ? "" : "; ") + source;
        out(line(one.name + "  [" + sources + "]", 2));
    }
}

void print_text(const ActorReport& report, bool with_methods) {
    out(paint_for_stdout().bold(safe_text(report.name)) + "\n");
    if (!report.entries.empty()) out(heading("Who uses this name, and for whom"));
    for (const ActorEntry& entry : report.entries) {
        out(line(dated(entry.source, entry.date) + ": " + entry.name +
                     (entry.where.empty() ? "" : "  (" + defang(entry.where) + ")"),
                 2));
        std::string names;
        for (const ActorEntry::Alias& alias : entry.aliases)
            names += (names.empty() ? "also " : ", ") + alias.name +
                     (alias.note.empty() ? "" : " (" + alias.note + ")");
        if (!names.empty()) out(line(names, 6));
    }
    print_names("What two or more sources agree on", report.agreed);
    print_names("What one source alone gives", report.alone);
    if (!report.ambiguous.empty()) out(heading("Ambiguous: names that somebody uses for another group"));
    for (const AmbiguousName& one : report.ambiguous) {
        std::string uses;
        for (const AmbiguousName::Use& use : one.elsewhere)
            uses += (uses.empty() ? "" : "; ") + use.source + " for " + use.entry;
        out(line(one.name + ": " + uses, 2));
    }
    print_claims("What is claimed under this name, each with who says it and when", report.claims);
    print_claims("What is claimed under the other names above", report.elsewhere);
    if (with_methods) print_claims("Methods, by report (likeness of method names nobody)", report.methods);
    if (!with_methods && !report.methods.empty())
        out("\n" + report::count(report.methods.size(), "method is", "methods are") +
            " reported; --methods lists them.\n");
    out("\nClaims stand side by side; Redshank settles none of them. A charge is no conviction, a listing no "
        "proof.\n");
}

int run(const Arguments& arguments) {
    const auto report = engine::look_up_actor(arguments.folder, arguments.name, Limits{});
    if (!report) return fail(report.error().message);
    if (arguments.format == "json") {
        out(engine::actor_json(*report) + "\n");
    } else if (report->found()) {
        print_text(*report, arguments.methods);
    }
    if (report->found()) return done;
    say("redshank: nobody whose publications are here uses the name \"" + arguments.name +
        "\"; intel add imports more");
    return not_found;
}

}  // namespace

void add_actor(CLI::App& app, Context& context) {
    CLI::App* command =
        app.add_subcommand("actor", "Who calls whom what: a group's name, by everybody who uses it");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("NAME", arguments->name, "A name: APT31, \"Violet Typhoon\" …")->required();
    add_case_option(*command, arguments->folder);
    command->add_flag("--methods", arguments->methods, "What techniques and tools are reported, too");
    add_format_option(*command, arguments->format, {"text", "json"});
    command->callback([arguments, &context] { context.exit_code = run(*arguments); });
}

}  // namespace redshank::cli
