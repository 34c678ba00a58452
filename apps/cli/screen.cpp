// SPDX-License-Identifier: Apache-2.0
// redshank screen: names held against the sanctions lists of the case, one by one and only when asked. It
// tells what is alike and what speaks against it; whether it is the same person, somebody else has to find
// out.
#include "engine/screening.h"

#include <fstream>
#include <iostream>

#include "base/ascii.h"
#include "base/json_writer.h"
#include "base/safe_text.h"
#include "cli/command.h"
#include "report/json_lists.h"

namespace redshank::cli {

namespace {

// A list of names is short; a larger file is another kind of file.
constexpr size_t max_asked_names = 1'000'000;

struct Arguments {
    std::filesystem::path folder;
    std::vector<std::string> names;
    std::string names_file;
    std::vector<std::string> campaigns;
    std::string type, born, country, format;
    int most = 10;
};

std::string points(int thousandths) {
    const int tenths = thousandths < 0 ? -thousandths : thousandths;
    return (thousandths < 0 ? "-" : "") + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string birth_text(const intel::Birth& birth) {
    std::string text = std::to_string(birth.first_year);
    if (birth.last_year != birth.first_year) text += " to " + std::to_string(birth.last_year);
    const auto two = [](int value) { return (value < 10 ? "-0" : "-") + std::to_string(value); };
    if (birth.month != 0) text += two(birth.month);
    if (birth.month != 0 && birth.day != 0) text += two(birth.day);
    return text;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
    return out;
}

std::string births_text(const intel::ListEntry& entry) {
    std::vector<std::string> texts;
    for (const intel::Birth& birth : entry.births) texts.push_back(birth_text(birth));
    return joined(texts);
}

std::vector<std::string> against(const intel::ScreenHit& hit) {
    std::vector<std::string> out;
    const intel::ScoreParts& parts = hit.parts;
    if (parts.capped)
        out.emplace_back(
            "what is alike is a name that many bear, or a part of one: without a matching birth date it is "
            "no alarm");
    if (parts.open > 0) out.emplace_back("words of one name have no answer in the other");
    if (parts.order > 0) out.emplace_back("the words stand in another order");
    if (parts.form > 0) out.emplace_back("another legal form: another company");
    if (parts.weak > 0) out.emplace_back("the list itself calls this alias weak");
    if (parts.birth < 0) out.push_back("the list says born " + births_text(*hit.entry));
    if (parts.country < 0) out.push_back("the list names other countries: " + joined(hit.entry->countries));
    return out;
}

std::string parts_text(const intel::ScoreParts& parts) {
    std::string text = "words " + points(parts.words);
    const auto add = [&](const char* what, int value) {
        if (value != 0) text += std::string(", ") + what + (value > 0 ? " +" : " ") + points(value);
    };
    add("left open", -parts.open);
    add("order", -parts.order);
    add("legal form", -parts.form);
    add("weak alias", -parts.weak);
    add("birth", parts.birth);
    add("country", parts.country);
    return text + (parts.capped ? ", held below the line" : "");
}

std::string entry_text(const intel::ListEntry& entry) {
    std::string text = entry.list + " " + entry.id + " (" + std::string(intel::listed_type_name(entry.type));
    if (!entry.programmes.empty()) text += "; " + joined(entry.programmes);
    if (!entry.listed_on.empty()) text += "; listed " + entry.listed_on;
    return text + ")";
}

void print_text(const std::string& name, const std::vector<intel::ScreenHit>& hits, size_t entries) {
    if (hits.empty()) {
        out(safe_text(name) + ": no entry with a like name among " + std::to_string(entries) + "\n");
        return;
    }
    out(safe_text(name) + ": " + std::to_string(hits.size()) +
        (hits.size() == 1 ? " list entry with a like name" : " list entries with a like name") + "\n");
    for (const intel::ScreenHit& hit : hits) {
        const intel::ListedName& listed = hit.entry->names[hit.name];
        out("  " + points(hit.score) + (hit.alarm() ? " ALARM  " : "  ") + safe_text(listed.text) + "  [" +
            std::string(intel::name_quality_name(listed.quality)) + "]  " +
            safe_text(entry_text(*hit.entry)) + "\n");
        out("      " + parts_text(hit.parts) + "\n");
        for (const std::string& reason : against(hit)) out("      against: " + safe_text(reason) + "\n");
    }
}

void write_parts(JsonWriter& json, const intel::ScoreParts& parts) {
    json.begin_object().key("words").decimal(parts.words, 1).key("open").decimal(-parts.open, 1);
    json.key("order").decimal(-parts.order, 1).key("form").decimal(-parts.form, 1);
    json.key("weak").decimal(-parts.weak, 1).key("birth").decimal(parts.birth, 1);
    json.key("country").decimal(parts.country, 1).key("capped").value(parts.capped).end_object();
}

void write_strings(JsonWriter& json, const std::vector<std::string>& texts) {
    json.begin_array();
    for (const std::string& text : texts) json.value(text);
    json.end_array();
}

void write_hit(JsonWriter& json, const intel::ScreenHit& hit) {
    const intel::ListEntry& entry = *hit.entry;
    json.begin_object().key("score").decimal(hit.score, 1).key("alarm").value(hit.alarm());
    json.key("list")
        .value(entry.list)
        .key("id")
        .value(entry.id)
        .key("type")
        .value(intel::listed_type_name(entry.type));
    json.key("name").value(entry.names[hit.name].text);
    json.key("name_quality")
        .value(intel::name_quality_name(entry.names[hit.name].quality))
        .key("names")
        .begin_array();
    for (const intel::ListedName& name : entry.names) json.value(name.text);
    json.end_array().key("programmes");
    write_strings(json, entry.programmes);
    json.key("listed_on").value(entry.listed_on).key("born").begin_array();
    for (const intel::Birth& birth : entry.births) json.value(birth_text(birth));
    json.end_array().key("countries");
    write_strings(json, entry.countries);
    json.key("parts");
    write_parts(json, hit.parts);
    json.key("against");
    write_strings(json, against(hit));
    json.end_object();
}

void print_json(const std::string& name, const std::vector<intel::ScreenHit>& hits) {
    JsonWriter json;
    json.begin_object().key("name").value(name).key("hits").begin_array();
    for (const intel::ScreenHit& hit : hits) write_hit(json, hit);
    json.end_array().end_object();
    out(json.take() + "\n");
}

// False where the file cannot be opened.
bool add_names_of(const std::string& path, std::vector<std::string>& names) {
    std::ifstream file;
    if (path != "-") file.open(path);
    std::istream& in = path == "-" ? std::cin : file;
    if (!in) return false;
    for (std::string line; names.size() < max_asked_names && std::getline(in, line);) {
        const std::string_view name = trim(line);
        if (!name.empty() && name.front() != '#') names.emplace_back(name);
    }
    return true;
}

int screen(Arguments& arguments, Context& context) {
    auto query = engine::make_query(arguments.type, arguments.born, arguments.country);
    if (!query) return fail(query.error().message);
    if (!arguments.names_file.empty() && !add_names_of(arguments.names_file, arguments.names))
        return fail("cannot open " + arguments.names_file);
    const auto opened = open_case(arguments.folder, context);
    if (opened == nullptr) return context.exit_code;
    for (const std::string& campaign : arguments.campaigns) {
        const std::vector<std::string> senders = engine::sender_names(*opened, campaign);
        if (senders.empty())
            say("redshank: no campaign \"" + campaign + "\" in the case whose senders gave a name");
        arguments.names.insert(arguments.names.end(), senders.begin(), senders.end());
    }
    const engine::CaseLists lists = engine::load_lists(*opened, {});
    if (lists.lists.empty())
        return fail("the case holds no sanctions list; import one with: redshank intel add FILE");
    if (arguments.names.empty())
        return arguments.campaigns.empty() ? fail("whom? Give names, --names or --campaign") : int{not_found};
    bool found = false;
    if (arguments.format == "json") out(report::list_header("screen") + "\n");
    for (const std::string& name : arguments.names) {
        query->name = name;
        const auto hits = lists.screener.screen(*query, static_cast<size_t>(arguments.most));
        found = found || !hits.empty();
        arguments.format == "json" ? print_json(name, hits)
                                   : print_text(name, hits, lists.screener.entry_count());
    }
    say("Asked: " + joined(lists.lists) + ".");
    if (found)
        say("A hit is a list entry with a like name, not a person found: most hits on common names are other "
            "people.");
    return found ? done : not_found;
}

}  // namespace

void add_screen(CLI::App& app, Context& context) {
    CLI::App* command = app.add_subcommand("screen", "Hold names against the sanctions lists of the case");
    auto arguments = std::make_shared<Arguments>();
    command->add_option("NAME", arguments->names, "Names of people or companies, in any script and order");
    command->add_option("--names", arguments->names_file, "A file of names, one a line; - reads stdin")
        ->type_name("FILE");
    command->add_option("--campaign", arguments->campaigns, "The names that senders of this campaign gave")
        ->type_name("ID");
    command->add_option("--type", arguments->type, "Only entries that are a person, or that are none")
        ->type_name("TYPE")
        ->check(CLI::IsMember({"person", "entity"}));
    command->add_option("--born", arguments->born, "A birth date or year that is known")->type_name("DATE");
    command->add_option("--country", arguments->country, "A country of nationality or address")
        ->type_name("CC");
    command->add_option("--most", arguments->most, "Entries told for each name (default 10)")
        ->check(CLI::Range(1, 1000));
    add_case_option(*command, arguments->folder);
    add_format_option(*command, arguments->format, {"text", "json"});
    command->callback([arguments, &context] { context.exit_code = screen(*arguments, context); });
}

}  // namespace redshank::cli
