// SPDX-License-Identifier: Apache-2.0
// redshank campaigns, findings, messages, targets: what the case holds, filtered, as a table, JSON Lines or
// CSV.
#include <set>

#include "base/safe_text.h"
#include "cli/command.h"
#include "engine/inspect.h"
#include "evidence/record.h"
#include "report/json_lists.h"
#include "report/table.h"

namespace redshank::cli {

namespace {

using evidence::Case;

struct Filter {
    std::filesystem::path folder;
    std::string campaign_class;
    std::string since, until;
    int min_score = 0;
    bool only_new = false;
    bool list_rules = false;
    std::string format;

    Seconds first = INT64_MIN, last = INT64_MAX;

    bool wants_time(Seconds from, Seconds to) const { return to >= first && from <= last; }
    bool wants(const facts::ListedCampaign& listed) const {
        const facts::Campaign& c = listed.campaign;
        if (!campaign_class.empty() && facts::campaign_class_name(c.campaign_class) != campaign_class)
            return false;
        if (only_new && !listed.is_new && listed.new_messages == 0) return false;
        return c.score >= min_score && wants_time(c.first_seen, c.last_seen);
    }
    /// Whether a list of messages or findings is narrowed to members of some campaigns.
    bool by_campaign() const { return !campaign_class.empty() || min_score > 0; }
};

// Prints rows as they come in the three formats; a table needs all of them for its widths.
class Printer {
  public:
    Printer(const Filter& filter, std::string_view list, std::vector<std::string> header)
        : format_(filter.format), table_{std::move(header), {}} {
        if (format_ == "json") out(report::list_header(list) + "\n");
        if (format_ == "csv") out(report::csv_line(table_.header));
    }
    ~Printer() {
        if (format_ == "table" && !table_.rows.empty())
            out(report::as_columns(table_, paint_for_stdout().width));
    }
    bool is_json() const { return format_ == "json"; }
    void json(const std::string& object) { out(object + "\n"); }
    void row(std::vector<std::string> cells) {
        if (format_ == "csv") {
            out(report::csv_line(cells));
        } else {
            table_.rows.push_back(std::move(cells));
        }
    }

  private:
    std::string format_;
    report::Table table_;
};

std::string day(Seconds time) {
    return time == 0 ? "" : date_only(time);
}

void list_campaigns(const Case& c, const Filter& filter) {
    Printer printer(filter, "campaigns",
                    {"score", "class", "id", "first", "last", "mails", "readers", "hosts", "mark", "title"});
    for (const facts::ListedCampaign& listed : c.campaigns()) {
        if (!filter.wants(listed)) continue;
        if (printer.is_json()) {
            printer.json(report::campaign_json(listed));
            continue;
        }
        const facts::Campaign& one = listed.campaign;
        const std::string more = one.hosts.size() > 1 ? " +" + std::to_string(one.hosts.size() - 1) : "";
        printer.row({std::to_string(one.score), std::string(facts::campaign_class_name(one.campaign_class)),
                     one.id, day(one.first_seen), day(one.last_seen), std::to_string(one.message_count),
                     std::to_string(one.reader_count),
                     one.hosts.empty() ? "" : defang(one.hosts.front()) + more,
                     listed.mark ? std::string(facts::mark_state_name(listed.mark->state)) : "", one.title});
    }
}

// Ids of messages → ids of the campaigns that they are in, of those that the filter wants.
std::map<std::string, std::vector<std::string>> campaigns_by_message(const Case& c, const Filter& filter) {
    std::map<std::string, std::vector<std::string>> out;
    for (const facts::ListedCampaign& listed : c.campaigns()) {
        if (filter.by_campaign() && !filter.wants(listed)) continue;
        for (const std::string& message : listed.campaign.messages)
            out[message].push_back(listed.campaign.id);
    }
    return out;
}

facts::Message parsed(const Case::StoredMessage& stored) {
    auto message = evidence::read_message(stored.record);
    if (!message)
        throw evidence::DatabaseError("the case holds a damaged message: " + message.error().message);
    return std::move(*message);
}

void list_messages(const Case& c, const Filter& filter) {
    Printer printer(filter, "messages", {"id", "date", "from", "reader", "findings", "subject"});
    const auto campaigns = campaigns_by_message(c, filter);
    const int64_t last_hunt = c.last_hunt();
    static const std::vector<std::string> none;
    c.each_message(Case::Order::by_date, [&](const Case::StoredMessage& stored) {
        if (filter.only_new && stored.hunt != last_hunt) return true;
        const facts::Message message = parsed(stored);
        const auto in = campaigns.find(message.id);
        if (!filter.wants_time(message.date, message.date) || (filter.by_campaign() && in == campaigns.end()))
            return true;
        std::vector<std::string> findings;
        for (const facts::Finding& finding : c.findings_of(stored.row)) findings.push_back(finding.id);
        if (printer.is_json()) {
            printer.json(report::message_json(message, in == campaigns.end() ? none : in->second, findings));
        } else {
            printer.row({message.id, day(message.date), facts::author(message).address, message.reader,
                         std::to_string(findings.size()), message.subject});
        }
        return true;
    });
}

void list_findings(const Case& c, const Filter& filter) {
    Printer printer(filter, "findings", {"id", "severity", "rule", "message", "date", "from", "title"});
    const auto campaigns = campaigns_by_message(c, filter);
    const int64_t last_hunt = c.last_hunt();
    c.each_message(Case::Order::by_date, [&](const Case::StoredMessage& stored) {
        if (filter.only_new && stored.hunt != last_hunt) return true;
        const std::vector<facts::Finding> findings = c.findings_of(stored.row);
        if (findings.empty()) return true;
        const facts::Message message = parsed(stored);
        if (!filter.wants_time(message.date, message.date) ||
            (filter.by_campaign() && campaigns.count(message.id) == 0))
            return true;
        for (const facts::Finding& finding : findings) {
            if (printer.is_json()) {
                printer.json(report::finding_json(finding, message, engine::rules()));
            } else {
                printer.row({finding.id, std::string(facts::severity_name(finding.severity)), finding.rule,
                             message.id, day(message.date), facts::author(message).address, finding.title});
            }
        }
        return true;
    });
}

void list_rules(const Filter& filter) {
    Printer printer(filter, "rules", {"rule", "severity", "technique", "shows", "misses"});
    for (const facts::Rule& rule : engine::rules()) {
        if (printer.is_json()) {
            printer.json(report::rule_json(rule));
        } else if (filter.format == "csv") {
            printer.row({std::string(rule.name), std::string(facts::severity_name(rule.severity)),
                         std::string(rule.attack), std::string(rule.shows), std::string(rule.misses)});
        } else {
            // Long sentences: one under the other rather than side by side.
            out(std::string(rule.name) + "  " + std::string(facts::severity_name(rule.severity)) +
                (rule.attack.empty() ? "" : "  " + std::string(rule.attack)) + "\n    shows:  " +
                std::string(rule.shows) + "\n    misses: " + std::string(rule.misses) + "\n");
        }
    }
}

void list_targets(const Case& c, const Filter& filter) {
    Printer printer(filter, "targets",
                    {"address", "name", "protected", "mails", "state", "first", "last", "campaigns"});
    std::set<std::string> wanted;
    for (const facts::ListedCampaign& listed : c.campaigns()) {
        if (filter.wants(listed)) wanted.insert(listed.campaign.id);
    }
    for (const facts::Target& target : c.targets()) {
        const bool in_wanted = std::any_of(target.campaigns.begin(), target.campaigns.end(),
                                           [&](const std::string& id) { return wanted.count(id) > 0; });
        if ((filter.by_campaign() || filter.only_new) && !in_wanted) continue;
        if (target.messages > 0 && !filter.wants_time(target.first_seen, target.last_seen)) continue;
        if (printer.is_json()) {
            printer.json(report::target_json(target));
            continue;
        }
        std::string campaigns;
        for (const std::string& id : target.campaigns) campaigns += (campaigns.empty() ? "" : " ") + id;
        printer.row({target.address, target.name, target.protected_person ? "yes" : "no",
                     std::to_string(target.messages), target.state, day(target.first_seen),
                     day(target.last_seen), campaigns});
    }
}

bool read_times(Filter& filter, Context& context) {
    const auto read = [&](const std::string& text, Seconds& time, bool end_of_day) {
        if (text.empty()) return true;
        const auto parsed_time = parse_rfc3339(text);
        if (!parsed_time) {
            context.exit_code = fail("\"" + text + "\" is no date; write 2021-01-23 or 2021-01-23T08:00:00Z");
            return false;
        }
        time = *parsed_time + (end_of_day && text.size() == 10 ? 86399 : 0);
        return true;
    };
    return read(filter.since, filter.first, false) && read(filter.until, filter.last, true);
}

using List = void (*)(const Case&, const Filter&);

CLI::App* add_list(CLI::App& app, Context& context, const std::string& name, const std::string& what,
                   List list, std::shared_ptr<Filter> filter) {
    CLI::App* command = app.add_subcommand(name, what);
    add_case_option(*command, filter->folder);
    command->add_option("--class", filter->campaign_class, "Only of this class of campaign")
        ->check(CLI::IsMember({"covert", "phishing", "impersonation", "bulk", "none"}));
    command->add_option("--since", filter->since, "From this date on (2021-01-23)")->type_name("T");
    command->add_option("--until", filter->until, "Up to this date")->type_name("T");
    command->add_option("--min-score", filter->min_score, "Only campaigns with this score or more")
        ->check(CLI::Range(0, 100))
        ->type_name("N");
    command->add_flag("--new", filter->only_new, "Only what the last hunt added");
    add_format_option(*command, filter->format, {"table", "json", "csv"});
    command->callback([filter, list, &context] {
        if (filter->list_rules) return list_rules(*filter);
        if (!read_times(*filter, context)) return;
        if (const auto c = open_case(filter->folder, context)) list(*c, *filter);
    });
    return command;
}

}  // namespace

void add_lists(CLI::App& app, Context& context) {
    add_list(app, context, "campaigns", "List campaigns, most urgent first", list_campaigns,
             std::make_shared<Filter>());
    const auto findings = std::make_shared<Filter>();
    CLI::App* command =
        add_list(app, context, "findings", "List what was seen in single messages", list_findings, findings);
    command->add_flag("--list-rules", findings->list_rules,
                      "Print every rule: what it shows, what it misses, its ATT&CK technique");
    add_list(app, context, "messages", "List messages by date", list_messages, std::make_shared<Filter>());
    add_list(app, context, "targets", "List who was aimed at", list_targets, std::make_shared<Filter>());
}

}  // namespace redshank::cli
