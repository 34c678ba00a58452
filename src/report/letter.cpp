// SPDX-License-Identifier: Apache-2.0
#include "report/letter.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/ascii.h"
#include "base/safe_text.h"
#include "report/keyed_hash.h"
#include "report/masked_urls.h"
#include "report/words.h"

namespace redshank::report {

namespace {

using namespace facts;

struct Person {
    std::string name;
    std::vector<std::string> addresses;
    std::string state;  // the furthest
    std::vector<const HandoutMessage*> mails;
};

struct Filling {
    std::map<std::string, std::string> values;
    std::set<std::string> conditions;
};

constexpr std::string_view states[] = {"delivered", "read",    "replied",
                                       "opened",    "clicked", "account-accessed"};
constexpr std::string_view further_conditions[] = {"opens", "clicks", "nothing-loads", "tells-readers-apart",
                                                   "names-you"};

size_t rank(std::string_view state) {
    const auto* found = std::find(std::begin(states), std::end(states), state);
    return found == std::end(states) ? 0 : static_cast<size_t>(found - std::begin(states));
}

// Text from mail as plain words of Markdown: nothing that a program makes a link, a heading or markup of.
std::string plain(std::string_view text) {
    const std::string safe = safe_text(text, 200);
    std::string out;
    for (size_t i = 0; i < safe.size(); ++i) {
        const bool in_word = i > 0 && i + 1 < safe.size() && is_alnum(safe[i - 1]) && is_alpha(safe[i + 1]);
        if (safe[i] == '@') {
            out += "\\[at\\]";
        } else if (safe[i] == '.' && in_word) {
            out += "\\[.\\]";
        } else {
            if (std::string_view("\\`*_{}[]<>#|~!&()").find(safe[i]) != std::string_view::npos) out += '\\';
            out += safe[i];
        }
    }
    return out;
}

// Words of a name that would tell who is meant.
std::set<std::string> name_words(std::string_view name) {
    std::set<std::string> out;
    std::string word;
    for (const char c : std::string(name) + " ") {
        if (is_alnum(c) || static_cast<unsigned char>(c) >= 0x80) {
            word += to_lower(c);
            continue;
        }
        if (word.size() >= 4) out.insert(word);
        word.clear();
    }
    return out;
}

// The words that name others who were aimed at, and not this person.
std::set<std::string> words_of_others(const Handout& handout, const Person& person) {
    std::set<std::string> out;
    for (const Target& target : handout.targets) {
        out.merge(name_words(target.name));
        out.merge(name_words(target.address.substr(0, target.address.find('@'))));
    }
    for (const std::string& own : name_words(person.name)) out.erase(own);
    for (const std::string& address : person.addresses) {
        for (const std::string& own : name_words(address.substr(0, address.find('@')))) out.erase(own);
    }
    return out;
}

bool names_one(std::string_view text, const std::set<std::string>& words) {
    for (const std::string& word : name_words(text)) {
        if (words.count(word) > 0) return true;
    }
    return false;
}

std::string mail_line(const HandoutMessage& mail, const std::set<std::string>& others,
                      const MaskedUrls& masked) {
    const Message& m = mail.message;
    const Mailbox& from = author(m);
    std::string out = "- " + (m.date == 0 ? std::string("no date") : date_only(m.date)) + ": ";
    out += m.subject.empty()              ? "without a subject"
           : names_one(m.subject, others) ? "(its subject is left out, for it names somebody else)"
                                          : "“" + plain(masked.text(m.subject)) + "”";
    const bool hide_sender = names_one(from.name, others) || names_one(from.address, others);
    if (hide_sender) return out + ", in the name of somebody else, whom we do not name here";
    out += ", with the sender’s name given as ";
    return out + (from.name.empty() ? "" : "“" + plain(masked.text(from.name)) + "”, ") + plain(from.address);
}

// One letter a person: all addresses of one protected person, else one address.
std::vector<Person> people(const Handout& handout) {
    std::vector<Person> out;
    std::map<std::string, size_t> by_name, by_address;
    for (const Target& target : handout.targets) {
        const bool has_name = target.protected_person && !target.name.empty();
        const auto known = has_name ? by_name.find(target.name) : by_name.end();
        const size_t at = known != by_name.end() ? known->second : out.size();
        if (at == out.size()) out.push_back({target.name, {}, "delivered", {}});
        if (has_name) by_name[target.name] = at;
        by_address[target.address] = at;
        out[at].addresses.push_back(target.address);
    }
    for (const HandoutMessage& mail : handout.messages) {
        const auto& mark = handout.campaigns[mail.campaign].mark;
        if (!mark || mark->state != MarkState::confirmed) continue;
        const auto found = by_address.find(mail.message.reader);
        if (found != by_address.end()) out[found->second].mails.push_back(&mail);
    }
    out.erase(std::remove_if(out.begin(), out.end(), [](const Person& p) { return p.mails.empty(); }),
              out.end());
    for (Person& person : out) {
        std::stable_sort(person.mails.begin(), person.mails.end(),
                         [](const auto* a, const auto* b) { return a->message.date < b->message.date; });
    }
    return out;
}

// The furthest that is known. The store's flags count for these mails only; what logs show is the target's.
void set_states(const Handout& handout, std::vector<Person>& all) {
    for (Person& person : all) {
        const auto raise = [&](std::string_view state) {
            if (rank(state) > rank(person.state)) person.state = state;
        };
        for (const HandoutMessage* mail : person.mails) {
            for (const Place& place : mail->message.places) {
                const bool own = place.reader.empty() ||
                                 std::find(person.addresses.begin(), person.addresses.end(), place.reader) !=
                                     person.addresses.end();
                if (own && place.read) raise("read");
                if (own && place.replied) raise("replied");
            }
        }
        for (const Target& target : handout.targets) {
            const bool own = std::find(person.addresses.begin(), person.addresses.end(), target.address) !=
                             person.addresses.end();
            if (own && rank(target.state) >= rank("opened")) raise(target.state);
        }
    }
}

bool has_url(const Message& m, const std::vector<std::string>& hosts, Trigger trigger) {
    return std::any_of(m.urls.begin(), m.urls.end(), [&](const UrlUse& use) {
        const auto is_one = [&](const std::string& host) {
            return std::find(hosts.begin(), hosts.end(), host) != hosts.end();
        };
        return use.trigger == trigger && (is_one(use.host) || is_one(use.target_host));
    });
}

// What the mails of this person would do, from what stands in them and what the comparison of copies proved.
std::set<std::string> conditions_of(const Handout& handout, const Person& person) {
    std::set<std::string> out{person.state};
    for (const HandoutMessage* mail : person.mails) {
        const Campaign& c = handout.campaigns[mail->campaign].campaign;
        const bool opens = has_url(mail->message, c.hosts, Trigger::open);
        const bool clicks = has_url(mail->message, c.hosts, Trigger::click);
        if (opens) out.insert("opens");
        if (clicks) out.insert("clicks");
        for (const Proof& proof : c.proofs) {
            if (!(proof.trigger == Trigger::open ? opens : clicks)) continue;
            out.insert(proof.kind == ProofKind::names_reader ? "names-you" : "tells-readers-apart");
        }
    }
    if (out.count("opens") + out.count("clicks") == 0) out.insert("nothing-loads");
    return out;
}

Filling filling_of(const Handout& handout, const Person& person, const MaskedUrls& masked) {
    Filling out;
    const auto others = words_of_others(handout, person);
    std::string mails, addresses;
    Seconds first = 0, last = 0;
    for (const HandoutMessage* mail : person.mails) {
        mails += (mails.empty() ? "" : "\n") + mail_line(*mail, others, masked);
        const Seconds date = mail->message.date;
        if (date == 0) continue;
        if (first == 0) first = date;
        last = date;
    }
    for (size_t i = 0; i < person.addresses.size(); ++i)
        addresses += (i == 0                             ? ""
                      : i + 1 == person.addresses.size() ? " and "
                                                         : ", ") +
                     plain(person.addresses[i]);
    out.values = {{"tlp", tlp_label(handout)},
                  {"name", plain(person.name.empty() ? person.addresses.front() : person.name)},
                  {"addresses", addresses},
                  {"count", grouped(person.mails.size())},
                  {"dates", span_of_dates(first, last)},
                  {"mails", mails}};
    out.conditions = conditions_of(handout, person);
    return out;
}

bool is_condition(std::string_view name) {
    return std::find(std::begin(states), std::end(states), name) != std::end(states) ||
           std::find(std::begin(further_conditions), std::end(further_conditions), name) !=
               std::end(further_conditions);
}

Error at_line(size_t number, const std::string& what) {
    return {"the letter's template, line " + std::to_string(number) + ": " + what};
}

Result<std::string> fill_line(std::string_view line, size_t number, const Filling& filling) {
    std::string out;
    for (size_t at; (at = line.find("{{")) != std::string_view::npos;) {
        const size_t end = line.find("}}", at);
        if (end == std::string_view::npos) return at_line(number, "\"{{\" without \"}}\"");
        const std::string name(trim(line.substr(at + 2, end - at - 2)));
        const auto found = filling.values.find(name);
        if (found == filling.values.end()) return at_line(number, "there is nothing called \"" + name + "\"");
        out += std::string(line.substr(0, at)) + found->second;
        line.remove_prefix(end + 2);
    }
    return out + std::string(line);
}

// Conditions do not nest: an organisation's template is no program.
Result<std::string> filled(std::string_view form, const Filling& filling) {
    std::string out;
    bool is_shown = true;
    size_t open_since = 0;
    for (size_t number = 1; !form.empty(); ++number) {
        const size_t end = form.find('\n');
        std::string_view line = form.substr(0, end);
        form.remove_prefix(end == std::string_view::npos ? form.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        const std::string_view word = trim(line);
        if (word.starts_with("{{#if ") && word.ends_with("}}")) {
            const std::string name(trim(word.substr(6, word.size() - 8)));
            if (open_since != 0) return at_line(number, "a condition within another");
            if (!is_condition(name)) return at_line(number, "there is no condition \"" + name + "\"");
            is_shown = filling.conditions.count(name) > 0;
            open_since = number;
        } else if (word == "{{/if}}") {
            if (open_since == 0) return at_line(number, "\"{{/if}}\" without a condition");
            is_shown = true;
            open_since = 0;
            if (!out.ends_with("\n\n")) out += '\n';  // each condition is a paragraph of its own
        } else {
            auto text = fill_line(line, number, filling);
            if (!text) return text.error();
            if (is_shown) out += *text + "\n";
        }
    }
    if (open_since != 0) return at_line(open_since, "a condition without \"{{/if}}\"");
    return out;
}

// One blank line between paragraphs, however many conditions fell away.
std::string tidy(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n' && (out.empty() || out.ends_with("\n\n"))) continue;
        out += c;
    }
    return out;
}

std::string html_text(std::string_view markdown) {
    std::string out;
    for (size_t i = 0; i < markdown.size(); ++i) {
        if (markdown[i] == '\\' && i + 1 < markdown.size()) ++i;
        switch (markdown[i]) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += markdown[i];
        }
    }
    return out;
}

// Headings, lists and paragraphs: all that a template has.
std::string as_html(std::string_view markdown, std::string_view language) {
    std::string body, title, open;
    const auto close = [&] {
        if (!open.empty()) body += "</" + open + ">\n";
        open.clear();
    };
    while (!markdown.empty()) {
        const size_t end = markdown.find('\n');
        const std::string_view line = markdown.substr(0, end);
        markdown.remove_prefix(end == std::string_view::npos ? markdown.size() : end + 1);
        if (line.starts_with("# ") || line.starts_with("## ")) {
            close();
            const std::string level = line.starts_with("# ") ? "h1" : "h2";
            const std::string text = html_text(line.substr(line.find(' ') + 1));
            if (title.empty()) title = text;
            body += "<" + level + ">" + text + "</" + level + ">\n";
        } else if (line.starts_with("- ")) {
            if (open != "ul") {
                close();
                body += "<ul>\n";
                open = "ul";
            }
            body += "<li>" + html_text(line.substr(2)) + "</li>\n";
        } else if (line.empty()) {
            close();
        } else {
            if (open != "p") {
                close();
                body += "<p>";
                open = "p";
            } else {
                body += "\n";
            }
            body += html_text(line);
        }
    }
    close();
    return "<!DOCTYPE html>\n<html lang=\"" + html_text(language) +
           "\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
           "'unsafe-inline'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width\">\n"
           "<meta name=\"format-detection\" content=\"telephone=no, address=no, email=no\">\n<title>" +
           title +
           "</title>\n<style>body{font:1.05em/1.5 serif;max-width:42em;margin:2em auto;padding:0 1em}"
           "h1,h2{line-height:1.2}</style>\n</head>\n<body>\n" +
           body + "</body>\n</html>\n";
}

}  // namespace

Result<std::vector<Letter>> letters(const Handout& handout, std::string_view form) {
    std::string language = "en";
    if (form.starts_with("lang: ")) {
        const size_t end = form.find('\n');
        language = trim(form.substr(6, end == std::string_view::npos ? end : end - 6));
        form.remove_prefix(end == std::string_view::npos ? form.size() : end + 1);
    }
    Handout without_tokens = handout;  // no letter ever holds one
    without_tokens.with_tokens = false;
    const MaskedUrls masked(without_tokens);
    std::vector<Person> all = people(handout);
    set_states(handout, all);
    std::vector<Letter> out;
    // A template with a mistake is told of even where nobody gets a letter.
    if (auto tried = filled(form, filling_of(handout, {"", {""}, "delivered", {}}, masked)); !tried)
        return tried.error();
    for (const Person& person : all) {
        const auto text = filled(form, filling_of(handout, person, masked));
        if (!text) return text.error();
        const std::string markdown = tidy(*text);
        out.push_back({"letter-" + short_name(handout.key, person.addresses.front()), markdown,
                       as_html(markdown, language)});
    }
    return out;
}

}  // namespace redshank::report
