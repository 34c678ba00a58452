// SPDX-License-Identifier: Apache-2.0
// The summary of a hunt, to be understood in a minute: what was read, what to look at first and why, what
// could not be read, what the result does not cover, what to type next.
#include <algorithm>

#include "base/safe_text.h"
#include "report/table.h"
#include "report/text.h"
#include "report/words.h"

namespace redshank::report {

namespace {

using namespace facts;

constexpr size_t max_detailed = 8;
constexpr size_t max_brief = 8;
constexpr size_t max_reasons = 3;
constexpr size_t max_unread = 10;
constexpr size_t axis_columns = 40;

bool is_alarm(const Campaign& c) {
    return c.campaign_class >= CampaignClass::impersonation;
}
bool deserves_a_look(const Campaign& c) {
    return is_alarm(c) || c.score >= 35;
}

// Where on the archive's time axis a campaign lies.
std::string axis(const Campaign& c, const Summary& s) {
    const Seconds length = std::max<Seconds>(1, s.last_date - s.first_date);
    const auto column = [&](Seconds time) {
        const Seconds at = (time - s.first_date) * static_cast<Seconds>(axis_columns) / length;
        return static_cast<size_t>(std::clamp<Seconds>(at, 0, axis_columns - 1));
    };
    if (c.first_seen == 0 || s.first_date == 0) return std::string();
    std::string out;
    const size_t first = column(c.first_seen), last = column(c.last_seen);
    for (size_t i = 0; i < axis_columns; ++i) out += i >= first && i <= last ? "█" : "·";
    return out;
}

std::string paint_class(const Campaign& c, const Paint& paint) {
    const std::string name(campaign_class_name(c.campaign_class));
    if (is_alarm(c)) return paint.red(name);
    return deserves_a_look(c) ? paint.yellow(name.empty() || name == "none" ? "unsure" : name) : name;
}

std::string senders_line(const Campaign& c) {
    std::string out;
    for (size_t i = 0; i < c.senders.size() && i < 3; ++i) {
        const CampaignSender& sender = c.senders[i];
        if (i > 0) out += "; ";
        out += safe_text(sender.name, 40);
        if (!sender.address.empty())
            out += (sender.name.empty() ? "" : " ") + ("<" + safe_text(sender.address, 60) + ">");
    }
    if (c.senders.size() > 3) out += "; and " + std::to_string(c.senders.size() - 3) + " more";
    return out;
}

std::string hosts_line(const Campaign& c) {
    std::string out;
    for (size_t i = 0; i < c.hosts.size() && i < 4; ++i) out += (i > 0 ? ", " : "") + defang(c.hosts[i]);
    if (c.hosts.size() > 4) out += " and " + std::to_string(c.hosts.size() - 4) + " more";
    return out;
}

std::string reasons_line(const Campaign& c, bool in_favour) {
    std::string out;
    size_t shown = 0;
    for (const Reason& reason : c.reasons) {
        if ((reason.weight_thousandths > 0) != in_favour || reason.weight_thousandths == 0) continue;
        if (shown++ == max_reasons) break;
        out += (out.empty() ? "" : "; ") + safe_text(reason.text) + " (" + weight(reason.weight_thousandths) +
               ")";
    }
    return out;
}

std::string people(const Campaign& c) {
    std::string out = count(c.reader_count, "person", "people");
    if (c.unknown_reader_count > 0) out += ", " + grouped(c.unknown_reader_count) + " to unknown readers";
    return out;
}

std::string matches_line(const Campaign& c) {
    if (c.matches.empty()) return {};
    std::string out = match_sentence(c.matches.front());
    if (c.matches.size() > 1) out += "; and " + std::to_string(c.matches.size() - 1) + " more";
    return out;
}

void add_line(std::string& out, std::string_view label, const std::string& text, const Paint& paint) {
    if (text.empty()) return;
    std::string padded(label);
    padded.resize(9, ' ');
    out += "      " + paint.dim(padded) + wrap_words(text, paint.width, 15) + "\n";
}

void add_campaign(std::string& out, const ListedCampaign& listed, const Summary& s, const Paint& paint) {
    const Campaign& c = listed.campaign;
    std::string score = std::to_string(c.score);
    score.insert(0, score.size() < 4 ? 4 - score.size() : 0, ' ');
    out += paint.bold(score) + "  " + paint_class(c, paint) + "  " +
           paint.bold(wrap_words(safe_text(c.title), paint.width, 15)) + "\n";
    std::string when = span_of_dates(c.first_seen, c.last_seen) + "  " +
                       count(c.message_count, "mail", "mails") + " to " + people(c);
    if (listed.is_new) {
        when += "  " + paint.yellow("new");
    } else if (listed.new_messages > 0) {
        when += "  " + paint.yellow("grown by " + count(listed.new_messages, "mail", "mails"));
    }
    if (listed.mark) when += "  marked " + std::string(mark_state_name(listed.mark->state));
    out += "      " + c.id + "  " + wrap_words(when, paint.width, 25) + "\n";
    add_line(out, "", axis(c, s), paint);
    add_line(out, "from", senders_line(c), paint);
    add_line(out, "hosts", hosts_line(c), paint);
    if (!c.proofs.empty()) add_line(out, "proof", proof_sentence(c.proofs.front()), paint);
    add_line(out, "matches", matches_line(c), paint);
    add_line(out, "for", reasons_line(c, true), paint);
    add_line(out, "against", reasons_line(c, false), paint);
    add_line(out, "decide", safe_text(c.question), paint);
    out += "\n";
}

void add_reading(std::string& out, const Summary& s, const Paint& paint) {
    const std::string organisation = s.organisation.empty() ? "" : " for " + safe_text(s.organisation);
    std::string met = "Redshank read " + count(s.messages_met, "message", "messages") + " (" +
                      bytes(s.bytes_read) + ") in " + count(s.files_with_mail, "file", "files") +
                      organisation + ": " + grouped(s.messages_added) + " new";
    if (s.messages_known > 0) met += ", " + grouped(s.messages_known) + " known before";
    if (s.further_places > 0) met += ", " + grouped(s.further_places) + " further copies of the same bytes";
    met += ".";
    if (s.files_known > 0) {
        met += " " + count(s.files_known, "file is", "files are") +
               " unchanged since an earlier hunt and not read again.";
    }
    std::string holds =
        "The case " + safe_text(s.case_folder) + " holds " + count(s.messages, "message", "messages");
    if (s.inner_messages > 0) holds += " (" + grouped(s.inner_messages) + " of them attached to another)";
    holds += ", " + span_of_dates(s.first_date, s.last_date) + ", to " +
             count(s.readers, "known reader", "known readers") + ".";
    out += wrap_words(met, paint.width, 0) + "\n" + wrap_words(holds, paint.width, 0) + "\n\n";
}

void add_campaigns(std::string& out, const Summary& s, const Paint& paint) {
    std::vector<const ListedCampaign*> look, brief;
    for (const ListedCampaign& listed : s.campaigns)
        (deserves_a_look(listed.campaign) ? look : brief).push_back(&listed);
    if (look.empty()) {
        out += paint.bold("No campaign to look at was found.") + " Read below what this does not cover.\n\n";
    } else {
        out += paint.bold(count(look.size(), "campaign", "campaigns") + " to look at") +
               paint.dim("   the number is how much your next hour belongs there, 0 to 100") + "\n\n";
    }
    for (size_t i = 0; i < look.size() && i < max_detailed; ++i) add_campaign(out, *look[i], s, paint);
    if (look.size() > max_detailed) {
        out += "      and " + grouped(look.size() - max_detailed) +
               " more: redshank campaigns --min-score 35\n\n";
    }
    if (brief.empty()) return;
    out += paint.bold(count(brief.size(), "other group", "other groups") + " of mails that belong together") +
           paint.dim("   newsletters, notices and the like") + "\n";
    for (size_t i = 0; i < brief.size() && i < max_brief; ++i) {
        const Campaign& c = brief[i]->campaign;
        std::string score = std::to_string(c.score);
        score.insert(0, score.size() < 4 ? 4 - score.size() : 0, ' ');
        out += score + "  " + std::string(campaign_class_name(c.campaign_class)) + "  " + c.id + "  " +
               safe_text(c.title, paint.width > 60 ? paint.width - 34 : 40) + "\n";
    }
    if (brief.size() > max_brief) out += "      and " + grouped(brief.size() - max_brief) + " more\n";
    out += "\n";
}

// Never part of a score: what somebody published may be wrong, old or about somebody else.
void add_intel(std::string& out, const Summary& s, const Paint& paint) {
    if (s.intel.indicators == 0 && s.intel.unmatched == 0) return;
    out += wrap_words(intel_sentence(s.intel), paint.width, 0) + "\n\n";
}

void add_unread(std::string& out, const Summary& s, const Paint& paint) {
    if (s.unread.empty()) return;
    out += paint.bold("Could not be read, in whole or in part: " + grouped(s.unread.size())) + "\n";
    for (size_t i = 0; i < s.unread.size() && i < max_unread; ++i) {
        const UnreadSource& unread = s.unread[i];
        out += "  - " + safe_text(unread.source) +
               (unread.offset > 0 ? " at byte " + std::to_string(unread.offset) : "") + ": " +
               safe_text(unread.what) + "\n";
    }
    if (s.unread.size() > max_unread)
        out += "  - and " + grouped(s.unread.size() - max_unread) +
               " more: redshank hunt --format json lists all\n";
    out += "\n";
}

void add_not_covered(std::string& out, const Summary& s, const Paint& paint) {
    std::vector<std::string> lines;
    if (!s.mailboxes_without_mail.empty()) {
        std::string names;
        for (size_t i = 0; i < s.mailboxes_without_mail.size() && i < 5; ++i) {
            names += (i > 0 ? ", " : "") + safe_text(s.mailboxes_without_mail[i]);
        }
        lines.push_back("the mail of " +
                        count(s.mailboxes_without_mail.size(), "protected person", "protected people") +
                        " is not here: " + names + (s.mailboxes_without_mail.size() > 5 ? " …" : ""));
    }
    if (s.organisation.empty()) {
        lines.push_back(
            "no organisation file was given: nobody is known as protected, and no domain as yours (--org "
            "FILE)");
    }
    if (s.unknown_reader > 0) {
        lines.push_back("of " + count(s.unknown_reader, "message", "messages") +
                        " the reader is not known, so they prove nothing about readers ([[mailbox]] in the "
                        "organisation file says whose mail a file is)");
    }
    if (s.single_copies > 0) {
        lines.push_back(count(s.single_copies, "message has", "messages have") +
                        " no second copy here: a token in them shows only when it names the reader. More "
                        "mailboxes give more to compare");
    }
    if (s.files_without_mail > 0) {
        std::string names;
        for (size_t i = 0; i < s.without_mail.size() && i < 3; ++i)
            names += (i > 0 ? ", " : "") + safe_text(s.without_mail[i]);
        lines.push_back(count(s.files_without_mail, "file holds", "files hold") +
                        " no mail that Redshank can read: " + names + (s.files_without_mail > 3 ? " …" : ""));
    }
    if (s.undated > 0)
        lines.push_back(count(s.undated, "message has", "messages have") + " no date that can be believed");
    lines.push_back(
        "mail that was deleted before it was exported, and what a mail would load only after the first load, "
        "is never seen");
    out += paint.bold("What this result does not cover") + "\n";
    for (const std::string& line : lines) out += "  - " + wrap_words(line, paint.width, 4) + "\n";
    out += "\n";
}

void add_next(std::string& out, const Summary& s, const Paint& paint, const std::string& command) {
    const std::string run = "  " + safe_text(command) + " ";
    const std::string folder = s.case_folder == "redshank-case" ? "" : " --case " + safe_text(s.case_folder);
    Table next{{"", ""}, {}};
    if (!s.campaigns.empty()) {
        next.rows.push_back({run + "show " + s.campaigns.front().campaign.id + folder,
                             "the first campaign with all its evidence"});
    }
    next.rows.push_back({run + "campaigns" + folder, "all of them; --new for what this hunt added"});
    next.rows.push_back({run + "targets" + folder, "who was aimed at"});
    next.rows.push_back({run + "findings --list-rules", "what is looked for, and what each rule misses"});
    out += paint.bold("Next") + as_columns(next, paint.width);
    out += paint.dim(
               "Do not open links or pictures of these mails: opening tells their sender. Redshank never "
               "does.") +
           "\n";
}

}  // namespace

std::string summary_text(const Summary& s, const Paint& paint, const std::string& command) {
    std::string out;
    if (s.interrupted) {
        out += paint.yellow("Stopped before the end.") +
               " What was read is kept; run the same command again and it goes on from there.\n";
        out += count(s.messages_met, "message", "messages") + " read so far.\n";
        return out;
    }
    for (const std::string& warning : s.warnings)
        out += paint.yellow("note: ") + wrap_words(safe_text(warning), paint.width, 6) + "\n";
    add_reading(out, s, paint);
    add_campaigns(out, s, paint);
    add_intel(out, s, paint);
    add_unread(out, s, paint);
    add_not_covered(out, s, paint);
    out += paint.dim("Sandbox while reading: " + in_words(s.sandbox)) + "\n\n";
    add_next(out, s, paint, command);
    return out;
}

}  // namespace redshank::report
