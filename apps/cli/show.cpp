// SPDX-License-Identifier: Apache-2.0
// redshank show: one campaign, message, finding or target with its evidence; --raw writes a message's bytes.
#include "base/json_writer.h"
#include "cli/command.h"
#include "engine/inspect.h"
#include "evidence/record.h"
#include "report/json_lists.h"
#include "report/text.h"

namespace redshank::cli {

namespace {

using evidence::Case;

struct Arguments {
    std::string id;
    std::filesystem::path folder;
    std::string format;
    bool raw = false;
    std::filesystem::path sign_key;
};

std::vector<std::string> campaigns_of(const std::vector<facts::ListedCampaign>& campaigns,
                                      const std::string& message) {
    std::vector<std::string> out;
    for (const facts::ListedCampaign& listed : campaigns) {
        const auto& messages = listed.campaign.messages;
        if (std::find(messages.begin(), messages.end(), message) != messages.end())
            out.push_back(listed.campaign.id);
    }
    return out;
}

bool show_campaign(const Case& c, const Arguments& arguments) {
    const auto campaigns = c.campaigns();
    const facts::ListedCampaign* listed = evidence::find_campaign(campaigns, arguments.id);
    if (listed == nullptr) return false;
    if (arguments.format == "json") {
        out(report::campaign_json(*listed) + "\n");
        return true;
    }
    std::vector<facts::Message> members;
    for (const std::string& id : listed->campaign.messages) {
        if (members.size() == 40) break;
        for (const int64_t row : c.rows_by_id(id)) members.push_back(c.message_by_row(row).value());
    }
    out(report::campaign_text(*listed, members, paint_for_stdout()));
    return true;
}

bool write_raw(const Case& c, int64_t row, const facts::Message& message, const Arguments& arguments,
               Context& context) {
    std::string bytes;
    auto from_source = engine::raw_bytes(message, Limits{}, arguments.folder.string());
    if (from_source) {
        bytes = std::move(*from_source);
    } else if (auto kept = c.body(row); kept && message.inner_of.empty()) {
        say("redshank: " + from_source.error().message + "; these are the bytes that the case kept");
        bytes = std::move(*kept);
    } else {
        context.exit_code = fail(from_source.error().message);
        return true;
    }
    say("redshank: take care: opening this message, or sending it to a scanner, may tell its sender that it "
        "was read");
    JsonWriter details;
    details.begin_object().key("message").value(message.id).key("sha256").value(message.sha256).end_object();
    // A case that lies where nobody can write is still to be looked at.
    if (!log_step(arguments.folder, "view", details.take(), arguments.sign_key))
        say("redshank: this view is not in the ledger");
    out(bytes);
    return true;
}

bool show_message(const Case& c, const Arguments& arguments, Context& context) {
    std::vector<int64_t> rows = c.rows_by_id(arguments.id);
    if (rows.empty()) rows = c.rows_by_message_id(arguments.id);
    bool first = true;
    for (const int64_t row : rows) {
        const facts::Message message = c.message_by_row(row).value();
        if (arguments.raw) return write_raw(c, row, message, arguments, context);
        const auto findings = c.findings_of(row);
        const auto campaigns = campaigns_of(c.campaigns(), message.id);
        if (arguments.format == "json") {
            std::vector<std::string> ids;
            for (const facts::Finding& finding : findings) ids.push_back(finding.id);
            out(report::message_json(message, campaigns, ids) + "\n");
        } else {
            if (!first) out("\n");
            out(report::message_text(message, findings, campaigns, paint_for_stdout()));
        }
        first = false;
    }
    return !rows.empty();
}

bool show_finding(const Case& c, const Arguments& arguments) {
    const auto finding = c.finding_by_id(arguments.id);
    if (!finding) return false;
    const auto rows = c.rows_by_id(finding->message);
    if (rows.empty()) return false;
    const facts::Message message = c.message_by_row(rows.front()).value();
    out(arguments.format == "json"
            ? report::finding_json(*finding, message, engine::rules()) + "\n"
            : report::finding_text(*finding, message, engine::rules(), paint_for_stdout()));
    return true;
}

bool show_target(const Case& c, const Arguments& arguments) {
    for (const facts::Target& target : c.targets()) {
        if (target.address != arguments.id) continue;
        out(arguments.format == "json" ? report::target_json(target) + "\n"
                                       : report::target_text(target, c.campaigns(), paint_for_stdout()));
        return true;
    }
    return false;
}

void run(const Arguments& arguments, Context& context) {
    const auto c = open_case(arguments.folder, context);
    if (!c) return;
    const char kind = arguments.id.size() == 17 ? arguments.id[0] : ' ';
    bool found = false;
    if (kind == 'C') found = show_campaign(*c, arguments);
    if (kind == 'F') found = show_finding(*c, arguments);
    if (!found && arguments.id.find('@') != std::string::npos && !arguments.raw)
        found = show_target(*c, arguments);
    if (!found) found = show_message(*c, arguments, context);
    if (!found) {
        say("redshank: the case holds no campaign, message, finding or target \"" + arguments.id + "\"");
        context.exit_code = not_found;
    }
}

}  // namespace

void add_show(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand(
        "show", "Show a campaign (C…), message (M… or a Message-ID), finding (F…) or target (an address)");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("ID", arguments->id)->required();
    add_case_option(*command, arguments->folder);
    add_format_option(*command, arguments->format, {"text", "json"});
    command->add_flag("--raw", arguments->raw,
                      "Write the message's bytes. Opening or reporting them may tell the sender");
    add_sign_key_option(*command, arguments->sign_key);
    command->callback([arguments, &context] { run(*arguments, context); });
}

}  // namespace redshank::cli
