// SPDX-License-Identifier: Apache-2.0
// redshank report: the case for others. One table of formats; each gets the chosen campaigns as one value
// (report/handout.h) and writes a file or stdout. What every format promises stands in docs/exports.md.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <optional>
#include <set>

#include "base/hash.h"
#include "base/json_writer.h"
#include "cli/redacted_case.h"
#include "cli/report_pack.h"
#include "engine/inspect.h"
#include "engine/protected_people.h"
#include "engine/shared_hosts.h"
#include "evidence/case_key.h"
#include "report/handout.h"
#include "report/letter.h"
#include "report/redact.h"
#include "report/words.h"
#include "serve/offline.h"

namespace redshank::cli {

namespace {

using evidence::Case;

struct Arguments {
    std::filesystem::path folder;
    std::string format;
    std::string file;  // -o; "" is stdout
    std::vector<std::string> campaigns;
    std::string campaign_class;
    int min_score = 60;
    bool with_tokens = false;
    bool with_targets = false;
    bool redact = false;
    std::string tlp = "amber";
    std::string letter_template;
    std::filesystem::path sign_key;
    bool chose = false;  // --campaign, --class or --min-score was given
};

/// What a format works on.
struct Job {
    const Case& c;
    const report::Handout& handout;
    const Arguments& arguments;
    Context& context;
};

struct Format {
    std::string_view name;
    std::string_view purpose;
    std::function<void(const Job&)> write;
};

// --- where it goes ---

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<size_t>(written));
    }
    return true;
}

// Whole or not at all: under another name first, readable by its owner only.
bool write_file(const std::filesystem::path& file, std::string_view text, Context& context) {
    std::string temporary = file.string() + ".XXXXXX";
    const int handle = ::mkostemp(temporary.data(), O_CLOEXEC);  // 0600
    const bool written = handle >= 0 && write_all(handle, text) && ::fsync(handle) == 0;
    const int why = errno;
    if (handle >= 0) ::close(handle);
    if (written && ::rename(temporary.c_str(), file.c_str()) == 0) return true;
    const int last = written ? errno : why;
    if (handle >= 0) ::unlink(temporary.c_str());
    context.exit_code = fail(file.string() + " cannot be written: " + std::strerror(last));
    return false;
}

void deliver(const std::string& text, const Job& job) {
    if (job.arguments.file.empty()) return out(text);
    write_file(job.arguments.file, text, job.context);
}

std::function<void(const Job&)> as_text(std::string (*render)(const report::Handout&)) {
    return [render](const Job& job) { deliver(render(job.handout), job); };
}

void write_letters(const Job& job);

// Live, whatever --with-tokens says: evidence is bytes as they came.
void write_pack(const Job& job) {
    if (job.arguments.file.empty()) {
        job.context.exit_code = fail("an evidence pack is a folder: -o names it");
        return;
    }
    job.context.exit_code = write_evidence_pack(
        job.c, {job.arguments.folder, job.arguments.file, job.arguments.sign_key, job.handout});
}

// The pages look into the case themselves: all of it, whatever was chosen; redacted, into one of what was
// chosen.
void write_html(const Job& job) {
    std::optional<RedactedCase> redacted;
    if (job.handout.is_redacted) redacted.emplace(job.handout);
    const std::filesystem::path folder = redacted ? redacted->folder() : job.arguments.folder;
    auto opened = open_case(folder, job.context);
    if (!opened) return;
    const bool are_safe = job.arguments.with_tokens || job.handout.is_redacted;
    std::vector<std::string> notes = {report::tlp_label(job.handout) + "."};
    if (const std::string notice = report::notice(job.handout); !notice.empty()) notes.push_back(notice);
    serve::Answers answers(
        std::move(opened),
        {folder.string(), {are_safe ? std::string() : job.handout.key}, false, std::move(notes)});
    deliver(serve::offline_file(answers), job);
}

const std::vector<Format>& formats() {
    static const std::vector<Format> all = {
        {"html", "pages in one file, for people", write_html},
        {"json", "all that was found, for programs", as_text(report::json_export)},
        {"csv", "one line a message, for a spreadsheet", as_text(report::csv_export)},
        {"timesketch", "one event a line (JSON Lines), for a timeline", as_text(report::timesketch_export)},
        {"stix", "a STIX 2.1 bundle, for other teams", as_text(report::stix_export)},
        {"misp", "a MISP event", as_text(report::misp_export)},
        {"blocklist", "for mail gateways, DNS and proxies", as_text(report::blocklist_export)},
        {"purge", "mailbox and Message-ID, for who removes the mails", as_text(report::purge_export)},
        {"pack", "messages as they came and all that proves the findings, into the folder -o", write_pack},
        {"letter", "a letter to each person aimed at, into the folder -o", write_letters},
    };
    return all;
}

// --- what it is about ---

bool is_wanted(const facts::ListedCampaign& listed, const Arguments& arguments) {
    const facts::Campaign& c = listed.campaign;
    if (!arguments.campaigns.empty()) {
        return std::any_of(arguments.campaigns.begin(), arguments.campaigns.end(), [&](const auto& id) {
            const std::string member = id.empty() ? "" : "M" + id.substr(1);
            return id == c.id || std::find(c.messages.begin(), c.messages.end(), member) != c.messages.end();
        });
    }
    if (!arguments.campaign_class.empty() &&
        facts::campaign_class_name(c.campaign_class) != arguments.campaign_class)
        return false;
    if (!arguments.chose && listed.mark && listed.mark->state == facts::MarkState::confirmed) return true;
    if (!arguments.chose && listed.mark && listed.mark->state == facts::MarkState::dismissed) return false;
    return c.score >= arguments.min_score;
}

std::string case_key(const std::filesystem::path& folder) {
    evidence::CaseKey key = evidence::case_key(folder);
    if (!key.is_kept)
        say("redshank: " + (folder / "token.key").string() +
            " cannot be written; hashes of tokens in this export cannot be compared with those of another");
    return std::move(key.bytes);
}

void add_messages(const Case& c, report::Handout& handout) {
    for (size_t i = 0; i < handout.campaigns.size(); ++i) {
        for (const std::string& id : handout.campaigns[i].campaign.messages) {
            for (const int64_t row : c.rows_by_id(id))
                handout.messages.push_back({c.message_by_row(row).value(), c.findings_of(row), i});
        }
    }
}

void add_targets(const Case& c, report::Handout& handout) {
    std::set<std::string> chosen;
    for (const auto& listed : handout.campaigns) chosen.insert(listed.campaign.id);
    for (const facts::Target& target : c.targets()) {
        if (std::any_of(target.campaigns.begin(), target.campaigns.end(),
                        [&](const std::string& id) { return chosen.count(id) > 0; }))
            handout.targets.push_back(target);
    }
}

report::Handout handout_of(const Case& c, const Arguments& arguments) {
    report::Handout handout;
    for (facts::ListedCampaign& listed : c.campaigns()) {
        if (is_wanted(listed, arguments)) handout.campaigns.push_back(std::move(listed));
    }
    add_messages(c, handout);
    add_targets(c, handout);
    if (arguments.format == "blocklist" || arguments.format == "stix" || arguments.format == "misp")
        handout.shared_hosts = engine::shared_hosts(c, handout.campaigns);
    handout.tlp = arguments.tlp;
    handout.with_tokens = arguments.with_tokens;
    handout.with_targets = arguments.with_targets;
    handout.key = case_key(arguments.folder);
    handout.version = REDSHANK_VERSION;
    if (arguments.redact) return report::redacted(handout, engine::people_of(c), engine::rules());
    return handout;
}

void write_letters(const Job& job) {
    if (job.arguments.file.empty()) {
        job.context.exit_code = fail("letters are one file a person: -o names the folder");
        return;
    }
    std::string form(report::default_letter_template());
    if (!job.arguments.letter_template.empty()) {
        std::ifstream in(job.arguments.letter_template, std::ios::binary);
        form.assign(std::istreambuf_iterator<char>(in), {});
        if (!in) {
            job.context.exit_code = fail(job.arguments.letter_template + " cannot be read");
            return;
        }
    }
    const auto letters = report::letters(job.handout, form);
    if (!letters) {
        job.context.exit_code = fail(letters.error().message);
        return;
    }
    if (letters->empty()) {
        say("redshank: no letter: none of the chosen campaigns is marked confirmed (redshank mark C… "
            "confirmed)");
        job.context.exit_code = not_found;
        return;
    }
    const std::filesystem::path folder = job.arguments.file;
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
        job.context.exit_code = fail(folder.string() + " cannot be made: " + std::strerror(errno));
        return;
    }
    for (const report::Letter& letter : *letters) {
        if (!write_file(folder / (letter.name + ".md"), letter.markdown, job.context) ||
            !write_file(folder / (letter.name + ".html"), letter.html, job.context))
            return;
    }
    say("redshank: " + report::count(letters->size(), "letter", "letters") + " in " + folder.string() +
        ". Read each before it goes out; give it by hand or to another address than the one that it is "
        "about");
}

// Which campaigns left the case, in which form; a pack writes its own line, for that names its hash.
void log_export(const report::Handout& handout, const Arguments& arguments) {
    if (arguments.format == "pack") return;
    JsonWriter json;
    json.begin_object().key("format").value(arguments.format).key("with_tokens").value(arguments.with_tokens);
    json.key("redacted").value(arguments.redact);
    json.key("campaigns").begin_array();
    for (const facts::ListedCampaign& listed : handout.campaigns) json.value(listed.campaign.id);
    json.end_array().end_object();
    // A case that lies where nobody can write is still to be reported.
    if (!log_step(arguments.folder, "export", json.take(), arguments.sign_key))
        say("redshank: this export is not in the ledger");
}

void run(const Arguments& arguments, Context& context) {
    if (arguments.redact && (arguments.format == "purge" || arguments.format == "letter")) {
        context.exit_code =
            fail("--format " + arguments.format + " is about people: --redact would leave nothing of it");
        return;
    }
    const auto c = open_case(arguments.folder, context);
    if (!c) return;
    const report::Handout handout = handout_of(*c, arguments);
    for (const std::string& id : arguments.campaigns) {
        Arguments one = arguments;
        one.campaigns = {id};
        if (std::any_of(handout.campaigns.begin(), handout.campaigns.end(),
                        [&](const auto& listed) { return is_wanted(listed, one); }))
            continue;
        context.exit_code = not_found;
        return say("redshank: the case holds no campaign \"" + id + "\"");
    }
    if (!arguments.chose && (arguments.format != "html" || arguments.redact))
        say("redshank: " + report::count(handout.campaigns.size(), "campaign", "campaigns") +
            " (confirmed, or score 60 and more and not dismissed); --campaign, --class and --min-score "
            "choose "
            "others");
    if (handout.with_tokens) say("redshank: " + std::string(report::token_warning(handout)));
    log_export(handout, arguments);
    for (const Format& format : formats()) {
        if (format.name == arguments.format) format.write({*c, handout, arguments, context});
    }
}

}  // namespace

void add_report(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand("report", "Write the case for others, tokens hashed");
    auto arguments = std::make_shared<Arguments>();
    add_case_option(*command, arguments->folder);
    std::vector<std::string> names;
    std::string purposes = "Each format is for somebody:";
    for (const Format& format : formats()) {
        names.emplace_back(format.name);
        purposes += "\n  " + std::string(format.name) + std::string(12 - format.name.size(), ' ') +
                    std::string(format.purpose);
    }
    command->footer(purposes);
    add_format_option(*command, arguments->format, names);
    command->add_option("-o,--output", arguments->file, "Write there instead of stdout, for its owner only")
        ->type_name("FILE");
    auto* campaign =
        command->add_option("--campaign", arguments->campaigns, "Only these campaigns")->type_name("C…");
    auto* campaign_class =
        command->add_option("--class", arguments->campaign_class, "Only of this class of campaign")
            ->check(CLI::IsMember({"covert", "phishing", "impersonation", "bulk", "none"}));
    auto* score =
        command->add_option("--min-score", arguments->min_score, "Only campaigns with this score or more")
            ->check(CLI::Range(0, 100))
            ->capture_default_str()
            ->type_name("N");
    command->add_option("--tlp", arguments->tlp, "Traffic Light Protocol")
        ->check(CLI::IsMember({"clear", "green", "amber", "red"}))
        ->capture_default_str();
    auto* tokens = command->add_flag("--with-tokens", arguments->with_tokens,
                                     "URLs as they are: opening one tells the sender who read the mail");
    auto* targets = command->add_flag("--targets", arguments->with_targets, "Name who was aimed at");
    command
        ->add_flag("--redact", arguments->redact,
                   "People, subjects, texts and URLs' paths as hashes, the same in every export of the case")
        ->excludes(tokens)
        ->excludes(targets);
    command->add_option("--template", arguments->letter_template, "The letter's words (docs/exports.md)")
        ->type_name("FILE");
    add_sign_key_option(*command, arguments->sign_key);
    command->callback([=, &context] {
        arguments->chose = campaign->count() + campaign_class->count() + score->count() > 0;
        run(*arguments, context);
    });
}

}  // namespace redshank::cli
