// SPDX-License-Identifier: Apache-2.0
// One table. A weight is a log-odds in thousandths: 700 doubles the odds that an analyst's hour belongs here,
// 2,300 makes them ten times as high. The sum starts at -3,000, so that mail without any reason stands at 5
// of 100. The grounds say why a weight has its size; leave-one-out runs (Options::leave_one_out) say what it
// is worth.
#include "campaign/reasons.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "base/safe_text.h"
#include "campaign/campaign.h"

namespace redshank::campaign {

namespace {

using facts::CampaignClass;

constexpr int32_t base_weight = -3000;

bool most(uint32_t part, uint32_t whole) {
    return part > 0 && part * 10 >= whole * 9;
}
bool half(uint32_t part, uint32_t whole) {
    return part > 0 && part * 2 >= whole;
}

std::string count(uint32_t number, std::string_view thing) {
    std::string out = std::to_string(number) + " " + std::string(thing);
    if (number != 1) out += thing.ends_with("ss") ? "es" : "s";
    return out;
}

constexpr uint32_t several = 3;  // identities
constexpr uint32_t at_once = 4;  // readers
constexpr uint32_t pairs = 3;    // people who got it at the office and in private

// Nearly all readers, several at a time: a shop comes to know its customers one by one.
bool new_at_once(const Profile& p) {
    return p.readers_with_past >= at_once && most(p.new_to_readers, p.readers_with_past) &&
           p.contact_times * at_once <= std::max(p.new_to_readers, at_once);
}

bool strange_host(const Profile& p) {
    return most(p.strange_host, p.messages) && p.any_unsubscribe == 0;
}

// The history of an account speaks for its owner, not for who writes in it now.
bool taken_over(const Profile& p) {
    return strange_host(p) || half(p.sign_in, p.messages);
}

// Another sender and another host each time, to people worth aiming at, and now and then: junk changes them
// too, but takes whom it gets and comes without end.
bool never_the_same(const Profile& p) {
    constexpr Seconds two_months = 60 * 86400;
    return is_now_and_then(p.messages, p.readers, p.spanned) && p.templates >= several &&
           p.sender_domains >= several && p.tracking_sites >= several && p.spanned >= two_months &&
           half(p.tell_a_stranger, p.messages) && half(p.protected_readers, p.readers);
}

// Citizens who send a text that somebody wrote for them, each to a member or two.
bool petition(const Profile& p) {
    const bool once_each = p.identities * 10 >= p.messages * 8;
    return p.identities >= several && once_each && most(p.only_words, p.messages) &&
           p.poses + p.look_alike + p.claims_office + p.dangerous_attachments == 0;
}

std::string first_contact_says(const Profile& p) {
    return "first contact with " + std::to_string(p.new_to_readers) + " of " +
           count(p.readers_with_past, "reader") + " whose mail goes back half a year";
}

struct Rule {
    ReasonRule row;
    bool (*holds)(const Profile&);
    std::string (*says)(const Profile&);
};

const Rule rules[] = {
    // --- for ---
    {{"several-identities", 2200, "several identities behind one template",
      "documented waves used ten and more made-up accounts with one text; accountable senders write under "
      "one"},
     [](const Profile& p) { return p.identities >= several; },
     [](const Profile& p) { return std::to_string(p.identities) + " identities behind one template"; }},
    {{"never-the-same", 2000, "another sender and another host each time, over months",
      "joined by habits that no sender with a history shares; whoever has nothing to hide writes under one "
      "name"},
     never_the_same,
     [](const Profile& p) {
         return count(p.sender_domains, "sender") + " and " + count(p.tracking_sites, "host") + " in " +
                count(static_cast<uint32_t>(p.spanned / (30 * 86400)), "month") + ", another each time";
     }},
    {{"strange-host", 2500, "a sender known for long loads from a host that nobody else here uses",
      "its mail never told of its readers before: an account taken over, or somebody who tries a new "
      "service"},
     strange_host,
     [](const Profile& p) {
         return "a sender known for long, whose mail never told of its readers, loads from " +
                defang(p.tracking_host) + ", that nobody else here uses";
     }},
    {{"look-alike-sender", 2200, "the sender's address or domain looks like one of ours",
      "registered for deceit or a typing error: rarely anything else"},
     [](const Profile& p) { return half(p.look_alike, p.messages); },
     [](const Profile&) { return std::string("the sender's address or domain looks like one of ours"); }},
    {{"poses-as-person", 1700,
      "carries the name of a protected person, from an address not known to be theirs",
      "also true of namesakes and unlisted private addresses, so it does not decide alone"},
     [](const Profile& p) { return half(p.poses, p.messages); },
     [](const Profile&) {
         return std::string("carries the name of a protected person, from an address not known to be theirs");
     }},
    {{"claims-office", 1200, "claims an office or outlet from an address that anyone can have",
      "many small outlets do write from free-mail"},
     [](const Profile& p) { return half(p.claims_office, p.messages); },
     [](const Profile&) {
         return std::string("claims an office or outlet from an address that anyone can have");
     }},
    {{"sign-in-look-alike", 2800, "links to a sign-in page that looks like ours and is not",
      "there is no harmless reason for one outside an exercise"},
     [](const Profile& p) { return half(p.sign_in, p.messages); },
     [](const Profile&) { return std::string("links to a sign-in page that looks like ours and is not"); }},
    {{"credential-form", 1800, "asks for a password in the mail itself", "no accountable service does it"},
     [](const Profile& p) { return half(p.credential_forms, p.messages); },
     [](const Profile&) { return std::string("asks for a password in the mail itself"); }},
    {{"lying-link", 2400, "a link shows one host and leads to another",
      "in the public corpora half of the old phishing has it, and 4 of 12,000 wanted mails; click counters "
      "are "
      "not counted"},
     [](const Profile& p) { return half(p.lying_links, p.messages); },
     [](const Profile&) { return std::string("a link shows one host and leads to another"); }},
    {{"deceptive-link", 900, "a link that hides where it leads, by a number or a name before the host",
      "old systems and tests link to numbers too"},
     [](const Profile& p) { return half(p.deceptive_links, p.messages); },
     [](const Profile&) {
         return std::string("a link that hides where it leads, by a number or a name before the host");
     }},
    {{"dangerous-attachment", 2400,
      "carries a program, or an attachment that hides its kind or starts more than it shows",
      "mail systems refuse most of them, so the rest is worth a look"},
     [](const Profile& p) { return half(p.dangerous_attachments, p.messages); },
     [](const Profile&) {
         return std::string(
             "carries a program, or an attachment that hides its kind or starts more than it shows");
     }},
    {{"first-contact", 1200, "first contact with nearly all its readers at once",
      "ordinary senders come to know readers one by one; a new newsletter is the exception"},
     new_at_once,
     first_contact_says},
    {{"new-to-reader", 700, "first contact with its few readers",
      "every stranger's first mail is so; most strangers mean no harm"},
     [](const Profile& p) {
         return p.readers_with_past < at_once && most(p.new_to_readers, p.readers_with_past);
     },
     first_contact_says},
    {{"unrelated-hosts", 900, "loads what tells readers apart from hosts of no party named in the mail",
      "newsletters at small mass-mail services do so too; what one sender loads from a service that others "
      "here have "
      "long used does not count"},
     [](const Profile& p) {
         const bool through_a_service = half(p.service_hosts, p.messages) && p.identities < several;
         return half(p.unrelated_hosts, p.messages) && !through_a_service;
     },
     [](const Profile& p) {
         return count(p.unrelated_hosts, "mail") + " would load from hosts of no party named in them";
     }},
    {{"aims-at-protected", 900, "most readers are protected people", "a chance selection of readers is not"},
     [](const Profile& p) { return p.protected_readers >= 2 && half(p.protected_readers, p.readers); },
     [](const Profile& p) {
         return std::to_string(p.protected_readers) + " of " + count(p.readers, "reader") +
                " are protected people";
     }},
    {{"aims-at-private", 900, "reaches protected people at the office and at private addresses",
      "somebody collected these addresses; newsletters get one of them"},
     [](const Profile& p) { return p.private_addresses >= 1 && p.office_readers >= 1; },
     [](const Profile& p) {
         return "reaches " + count(p.private_addresses, "private address") + " of protected people";
     }},
    {{"reaches-people-twice", 1500, "the same people got it at the office and at private addresses",
      "nobody subscribes twice in a crowd: the addresses were collected by person"},
     [](const Profile& p) {
         return p.people_twice >= pairs && half(p.people_twice * 2, p.protected_readers) && new_at_once(p);
     },
     [](const Profile& p) {
         return std::to_string(p.people_twice) +
                " protected people got it at the office and at private addresses";
     }},
    {{"open-names-reader", 700, "what loads on opening names the reader",
      "some mass-mail services do so too"},
     [](const Profile& p) { return p.open_names_reader; },
     [](const Profile&) { return std::string("what loads on opening carries the reader's address"); }},
    {{"open-proven", 600, "proven: what loads on opening tells readers apart",
      "true of newsletters too, so it weighs little alone; a value that names the reader counts above"},
     [](const Profile& p) { return p.open_proven && !p.open_names_reader; },
     [](const Profile&) { return std::string("proven: what loads on opening tells readers apart"); }},
    {{"open-tells-apart", 600, "what loads on opening differs for each reader",
      "without a proof still what such a mail needs to work"},
     [](const Profile& p) { return p.open_tells_apart; },
     [](const Profile&) { return std::string("what loads on opening differs for each reader"); }},
    {{"document-tells-apart", 1200, "what an attachment loads when it is opened differs for each reader",
      "newsletters do not track by documents, and hardly anybody else does"},
     [](const Profile& p) { return p.attachment_tells_apart; },
     [](const Profile&) {
         return std::string("what an attachment loads when it is opened differs for each reader");
     }},
    {{"click-tells-apart", 300, "links differ for each reader", "most bulk mail has such links"},
     [](const Profile& p) { return (p.click_tells_apart || p.click_proven) && !p.attachment_tells_apart; },
     [](const Profile&) { return std::string("links differ for each reader"); }},
    {{"links-elsewhere", 100, "links only to hosts of no party named in the mail",
      "so do people who send each other something to read"},
     [](const Profile& p) { return half(p.links_elsewhere, p.messages); },
     [](const Profile&) { return std::string("links only to hosts of no party named in the mail"); }},
    {{"hidden-resource", 300, "loads something that cannot be seen", "most newsletters do"},
     [](const Profile& p) { return half(p.hidden, p.messages) && p.open_tells_apart; },
     [](const Profile& p) { return count(p.hidden, "mail") + " would load something that cannot be seen"; }},
    {{"auth-fails", 900, "authentication failed", "forwarding breaks it too"},
     [](const Profile& p) { return half(p.auth_failed, p.messages); },
     [](const Profile& p) { return "authentication failed in " + count(p.auth_failed, "mail"); }},
    {{"reply-elsewhere", 400, "answers go to another domain", "ticket systems and assistants do so too"},
     [](const Profile& p) { return half(p.reply_elsewhere, p.messages); },
     [](const Profile&) { return std::string("answers go to another domain"); }},
    // --- against ---
    {{"own-mailer", -1500, "the organisation's own mail",
      "surveys and bulletins track too; an account of ours can be taken over, so it excuses no sign-in page"},
     [](const Profile& p) { return most(p.ours, p.messages) && p.auth_failed == 0; },
     [](const Profile&) { return std::string("the organisation's own mail"); }},
    {{"simulation", -5000, "an exercise of the organisation", "the organisation file says so"},
     [](const Profile& p) { return most(p.simulation, p.messages); },
     [](const Profile&) { return std::string("an exercise of the organisation"); }},
    {{"even-history", -1800, "the sender has written evenly for half a year or more",
      "made-up senders come in waves; an account taken over is the exception"},
     [](const Profile& p) { return most(p.even_history, p.messages) && !taken_over(p); },
     [](const Profile&) { return std::string("the sender has written evenly for half a year or more"); }},
    {{"known-sender", -1000, "known to most readers for more than 180 days",
      "first contact is what deceit needs"},
     [](const Profile& p) { return half(p.known_to_readers, p.readers_with_past) && !taken_over(p); },
     [](const Profile& p) {
         return std::to_string(p.known_to_readers) + " of " + count(p.readers_with_past, "reader") +
                " have known the sender for more than 180 days";
     }},
    {{"accountable-domain", -1200, "authenticated as one domain of its own",
      "a domain has an owner who can be asked; anybody can register one, and where many write one text with "
      "a "
      "stranger's host in it, the domain is a service"},
     [](const Profile& p) {
         const bool service = p.identities >= several && half(p.unrelated_hosts, p.messages);
         return most(p.authenticated, p.messages) && p.sender_domains == 1 && !p.freemail && !service &&
                !taken_over(p);
     },
     [](const Profile&) { return std::string("authenticated as one domain of its own"); }},
    {{"own-unsubscribe", -500, "a way out at the sender's own domain",
      "deceit can copy it, so it weighs little"},
     [](const Profile& p) { return most(p.unsubscribe, p.messages); },
     [](const Profile&) { return std::string("List-Unsubscribe at the sender's own domain"); }},
    {{"unsubscribe", -300, "a way out", "mass-mail services put it into everybody's mail, deceit too"},
     [](const Profile& p) { return most(p.any_unsubscribe, p.messages); },
     [](const Profile&) { return std::string("has List-Unsubscribe"); }},
    {{"one-identity", -400, "one sender", "nothing to hide behind others, and nothing else"},
     [](const Profile& p) { return p.identities <= 1 && p.sender_domains <= 1; },
     [](const Profile&) { return std::string("one sender"); }},
    {{"petition", -2000, "as many senders as mails, and nothing in them but words",
      "letters that somebody wrote for citizens to send; whoever makes up accounts uses each more than once, "
      "and words alone tell nobody of the reader"},
     petition,
     [](const Profile& p) {
         return count(p.identities, "sender") + " of about one mail each, with nothing in it but words";
     }},
    {{"many-issues", -800, "one sender, eight texts and more to the same readers",
      "newsletters come in issues; who hides does not write on and on under one name"},
     [](const Profile& p) {
         return p.identities == 1 && p.templates >= 8 && p.messages >= p.readers * 4 && p.readers > 0;
     },
     [](const Profile& p) { return "one sender, " + std::to_string(p.templates) + " texts"; }},
    {{"readers-wrote-first", -1500, "readers wrote to the sender before he wrote to them",
      "people know whom they write to; an answer says nothing, for who is deceived answers"},
     [](const Profile& p) { return half(p.wrote_first, p.readers) && !taken_over(p); },
     [](const Profile& p) {
         return count(p.wrote_first, "reader") + " wrote to the sender before he wrote to them";
     }},
    {{"service-in-names", -1800, "an address that has long written in the names of many people",
      "calendars, shared documents and code hosts put the name of whoever acted there before their own "
      "address"},
     [](const Profile& p) { return most(p.in_many_names, p.messages); },
     [](const Profile&) {
         return std::string("an address that has long written in the names of many people");
     }},
    {{"mailing-list", -700, "mail of a mailing list", "List-Id is easily written, so it weighs little"},
     [](const Profile& p) { return most(p.mailing_list, p.messages); },
     [](const Profile&) { return std::string("mail of a mailing list"); }},
    {{"automatic", -500, "says of itself that a program wrote it", "as above"},
     [](const Profile& p) { return most(p.automatic, p.messages); },
     [](const Profile&) { return std::string("says of itself that a program wrote it"); }},
};

/// The names of the reasons that hold.
class Held {
  public:
    explicit Held(const std::vector<facts::Reason>& reasons) : reasons_(reasons) {}
    bool operator()(std::string_view name) const {
        return std::any_of(reasons_.begin(), reasons_.end(),
                           [&](const auto& reason) { return reason.name == name; });
    }

  private:
    const std::vector<facts::Reason>& reasons_;
};

/// Somebody answers for this mail: nothing below can make it covert or an impersonation.
bool accounted_for(const Held& has) {
    if (has("simulation")) return true;
    if (has("service-in-names") && has("accountable-domain") && !has("look-alike-sender")) return true;
    const bool trusted =
        has("own-mailer") || has("even-history") || has("known-sender") || has("readers-wrote-first");
    return trusted && !has("several-identities") && !has("look-alike-sender") && !has("sign-in-look-alike") &&
           !has("lying-link") && !has("credential-form");
}

/// A name is also a namesake's, who writes to one after another from his firm.
bool may_be_a_namesake(const Held& has) {
    return !has("look-alike-sender") && !has("claims-office") && has("accountable-domain") &&
           !has("first-contact");
}

/// Tracks, and hides who is behind it. A reader must be told from others, or be somebody chosen: a pixel that
/// names the one reader of an archive without protected people shows neither.
bool is_covert(const Held& has, const Profile& profile, bool tracks_open, bool false_name) {
    const bool tracks = tracks_open || has("click-tells-apart");
    const bool aimed = has("aims-at-protected") || has("reaches-people-twice");
    if (has("never-the-same") || (tracks_open && has("strange-host"))) return true;
    if (tracks && false_name) return true;
    // Its domain signs for itself and tracks openly under its own name.
    const bool sells = has("accountable-domain") && !has("unrelated-hosts") && !has("reaches-people-twice");
    const bool team = sells && !has("aims-at-private");  // knows its customers at the office
    // A shop, a bank, a library: each under its own domain, and to one customer at a time.
    const bool houses = most(profile.authenticated, profile.messages) && !profile.freemail &&
                        !has("unrelated-hosts") && !has("first-contact");
    if (tracks_open && has("several-identities") && (aimed || profile.readers >= 2) && !team) return true;
    // It comes out of nowhere, and nobody named in the mail stands behind what it loads.
    const bool is_new = has("first-contact") || (aimed && has("new-to-reader"));
    if (tracks && is_new && has("unrelated-hosts") && !has("own-unsubscribe")) return true;
    // Links alone, without a picture that loads, are also how junk counts its clicks.
    return is_new && (tracks_open ? aimed && !sells && !houses : tracks && has("reaches-people-twice"));
}

/// A private mailbox that writes to strangers, with no way out.
bool nobody_answers(const Held& has, const Profile& profile) {
    return profile.freemail && has("first-contact") && !has("unsubscribe");
}

CampaignClass class_of(const Held& has, const Profile& profile) {
    // A document that is opened loads as a mail does.
    const bool tracks_open = has("open-tells-apart") || has("open-proven") || has("open-names-reader") ||
                             has("document-tells-apart");
    const bool openly = tracks_open || has("click-tells-apart") || has("mailing-list") || has("automatic");
    const CampaignClass harmless =
        openly && !nobody_answers(has, profile) ? CampaignClass::bulk : CampaignClass::none;
    if (accounted_for(has)) return harmless;
    if (has("sign-in-look-alike") || has("credential-form")) return CampaignClass::phishing;
    // A program from somebody new, or from several with one text.
    const bool stranger = has("first-contact") || has("new-to-reader") || has("several-identities");
    const bool lure = has("dangerous-attachment") && stranger;
    const bool false_name = has("look-alike-sender") || has("poses-as-person") || has("claims-office");
    const bool false_name_is_likely = false_name && !may_be_a_namesake(has);
    if (is_covert(has, profile, tracks_open, false_name_is_likely)) return CampaignClass::covert;
    // What a hidden sender wants here is a click or an answer, not to be told of readers.
    // A petition's platform writes for citizens, and answers go to them.
    const bool elsewhere = has("reply-elsewhere") && !has("accountable-domain");
    const bool wants = has("deceptive-link") || has("links-elsewhere") || elsewhere;
    if (lure || has("lying-link") || (has("several-identities") && wants && !has("mailing-list")))
        return CampaignClass::phishing;
    return false_name ? CampaignClass::impersonation : harmless;
}

/// An agency that tries a new mass-mail service: one domain that signs for itself, and offices only.
bool may_be_a_firm(const Held& has) {
    return has("accountable-domain") && !has("aims-at-private") && !has("several-identities") &&
           !has("never-the-same") && !has("strange-host") && !has("document-tells-apart") &&
           !has("look-alike-sender") && !has("poses-as-person") && !has("claims-office");
}

constexpr int32_t least_alarm = 20;
constexpr int32_t least_for_a_name = 45;
constexpr int32_t least_question = 35;
constexpr int32_t most_question = 65;
constexpr int32_t most_without_alarm = 60;

std::string question_of(const Held& has, const Profile& profile) {
    if (has("poses-as-person"))
        return "Is this an address of the person named, or of a namesake? Ask the person, by another way.";
    if (has("sign-in-look-alike") || has("lying-link") || has("deceptive-link"))
        return "Does the linked host belong to the organisation or to one of its suppliers?";
    if (has("several-identities"))
        return "Do these senders exist, and do they work together? Ask one of them, by another way.";
    if (has("open-tells-apart") && !profile.tracking_host.empty()) {
        const std::string host = profile.tracking_host == "*" ? "these hosts" : defang(profile.tracking_host);
        return "Who runs " + host + ", and did the readers ask for this mail?";
    }
    return "Do the readers know the sender, and did they ask for this mail?";
}

// Where class and weights contradict each other, it is a question and not an answer.
void settle(const Held& has, const Profile& profile, Verdict& verdict) {
    CampaignClass& c = verdict.campaign_class;
    // A name alone is also a namesake's.
    const bool only_a_name =
        c == CampaignClass::impersonation && !has("look-alike-sender") && !has("claims-office");
    constexpr uint32_t readers_of_a_namesake = 3;
    // Who poses in a name asks for something first; who applies for a post brings papers.
    const bool papers = profile.identities == 1 && most(profile.attachments, profile.messages);
    const bool namesake = only_a_name &&
                          (papers || profile.readers <= readers_of_a_namesake || may_be_a_namesake(has)) &&
                          !has("reply-elsewhere") && !has("dangerous-attachment");
    // Copies of one text by several people are also an answer that quotes.
    const bool only_many = c == CampaignClass::phishing && has("several-identities") && !has("lying-link") &&
                           !has("sign-in-look-alike") && !has("credential-form");
    const int32_t least = only_a_name                               ? least_for_a_name
                          : c == CampaignClass::covert || only_many ? least_question
                                                                    : least_alarm;
    const bool firm = c == CampaignClass::covert && may_be_a_firm(has);
    if (c > CampaignClass::bulk && (namesake || firm || verdict.score < least)) {
        // Made with care to look accountable, or accountable: that cannot be told from here.
        if (c == CampaignClass::covert) verdict.score = std::max(verdict.score, least_question);
        c = CampaignClass::none;
    }
    if (c <= CampaignClass::bulk) verdict.score = std::min(verdict.score, most_without_alarm);
    // A link for each of many chosen people is worth asking about, though clubs invite so too.
    const bool chosen = has("aims-at-protected") && has("click-tells-apart");
    if (c == CampaignClass::none && chosen && nobody_answers(has, profile))
        verdict.score = std::max(verdict.score, least_question);
    // "bulk" says that somebody answers for it.
    if (c == CampaignClass::bulk && verdict.score >= least_question) c = CampaignClass::none;
}

/// Class and score from the reasons.
void weigh(const Profile& profile, Verdict& verdict) {
    int64_t sum = base_weight;
    for (const facts::Reason& reason : verdict.reasons) sum += reason.weight_thousandths;
    const Held has(verdict.reasons);
    verdict.score = logistic_percent(sum);
    verdict.campaign_class = class_of(has, profile);
    settle(has, profile, verdict);
}

/// The reasons without any one of which the class would be another.
std::vector<facts::Turn> turns(const Profile& profile, const Verdict& verdict, bool every_turn) {
    const size_t most_turns = every_turn ? verdict.reasons.size() : 6;
    std::vector<facts::Turn> out;
    for (size_t i = 0; i < verdict.reasons.size() && out.size() < most_turns; ++i) {
        Verdict without;
        without.reasons = verdict.reasons;
        without.reasons.erase(without.reasons.begin() + static_cast<std::ptrdiff_t>(i));
        weigh(profile, without);
        if (!every_turn && without.campaign_class == verdict.campaign_class) continue;
        out.push_back({verdict.reasons[i].text, without.campaign_class, without.score});
    }
    return out;
}

}  // namespace

std::vector<ReasonRule> reason_table() {
    std::vector<ReasonRule> out;
    for (const Rule& rule : rules) out.push_back(rule.row);
    return out;
}

int32_t logistic_percent(int64_t thousandths) {
    // e^-|x| in 32-bit fixed point, by the squares of a thousandth's step; beyond 8 the outcome is 0 or 100
    // anyway.
    constexpr uint64_t one = uint64_t{1} << 32;
    uint64_t power = one;
    uint64_t step = 4290674475;  // e^-0.001 * 2^32
    for (int64_t i = std::min<int64_t>(std::abs(thousandths), 8000); i > 0; i /= 2) {
        if (i % 2 != 0) power = power * step >> 32;
        step = step * step >> 32;
    }
    const auto small = static_cast<int32_t>((100 * power + (one + power) / 2) / (one + power));
    return thousandths < 0 ? small : 100 - small;
}

Verdict judge_campaign(const Profile& profile, bool every_turn) {
    Verdict out;
    for (const Rule& rule : rules) {
        if (!rule.holds(profile)) continue;
        out.reasons.push_back({rule.says(profile), rule.row.weight_thousandths, std::string(rule.row.name)});
    }
    std::stable_sort(out.reasons.begin(), out.reasons.end(),
                     [](const facts::Reason& a, const facts::Reason& b) {
                         return std::abs(a.weight_thousandths) > std::abs(b.weight_thousandths);
                     });
    weigh(profile, out);
    out.would_change = turns(profile, out, every_turn);
    if (out.score >= least_question && out.score <= most_question)
        out.question = question_of(Held(out.reasons), profile);
    return out;
}

}  // namespace redshank::campaign
