// SPDX-License-Identifier: Apache-2.0
#include "campaign/profile.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "base/ascii.h"

namespace redshank::campaign {

namespace {

// What cannot be seen by anybody; a conditional comment alone only asks for Outlook.
constexpr uint16_t invisible = static_cast<uint16_t>(~facts::hidden::conditional_comment);

/// Which number of the profile a rule of the detectors counts in.
struct Family {
    std::string_view rule;
    uint32_t Profile::*count;
    facts::Severity from;
};
constexpr Family families[] = {
    {"identity/protected-name", &Profile::poses, facts::Severity::low},
    {"identity/look-alike-address", &Profile::poses, facts::Severity::low},
    {"identity/look-alike-domain", &Profile::look_alike, facts::Severity::medium},
    {"identity/our-name", &Profile::claims_office, facts::Severity::medium},
    {"identity/address-in-name", &Profile::claims_office, facts::Severity::medium},
    {"identity/claims-office", &Profile::claims_office, facts::Severity::medium},
    {"identity/reply-to-elsewhere", &Profile::reply_elsewhere, facts::Severity::low},
    {"link/sign-in-look-alike", &Profile::sign_in, facts::Severity::low},
    {"link/look-alike-host", &Profile::lying_links, facts::Severity::medium},
    {"link/text-host-mismatch", &Profile::lying_links, facts::Severity::medium},
    {"link/credentials", &Profile::deceptive_links, facts::Severity::medium},
    {"link/ip-host", &Profile::deceptive_links, facts::Severity::medium},
    {"attachment/active-html", &Profile::dangerous_attachments, facts::Severity::medium},
    {"attachment/dde", &Profile::dangerous_attachments, facts::Severity::medium},
    {"attachment/double-extension", &Profile::dangerous_attachments, facts::Severity::medium},
    {"attachment/executable", &Profile::dangerous_attachments, facts::Severity::medium},
    {"attachment/executable-in-archive", &Profile::dangerous_attachments, facts::Severity::medium},
    {"attachment/file-share", &Profile::dangerous_attachments, facts::Severity::medium},
    {"attachment/pdf-action", &Profile::dangerous_attachments, facts::Severity::high},
    {"attachment/remote-template", &Profile::dangerous_attachments, facts::Severity::medium},
    {"attachment/shortcut", &Profile::dangerous_attachments, facts::Severity::medium},
};

class Profiler {
  public:
    Profiler(const Columns& columns, const History& history, const SlotEvidence& evidence)
        : columns_(columns), history_(history), evidence_(evidence) {}

    Profile run(std::span<const std::vector<uint32_t>* const> templates) {
        std::set<uint32_t> senders;
        p_.templates = static_cast<uint32_t>(templates.size());
        note_time(templates);
        for (const std::vector<uint32_t>* rows : templates) {
            p_.identities = std::max(p_.identities, identities(*rows));
            for (const uint32_t row : *rows) {
                add(row);
                senders.insert(sender_key(columns_.rows[row]));
            }
        }
        p_.sender_domains = static_cast<uint32_t>(senders.size());
        p_.tracking_sites = static_cast<uint32_t>(tracking_sites_.size());
        p_.spanned = last_ - first_;
        p_.list = columns_.strings[list_];
        for (const auto& [person, mails] : posed_as_) {
            if (mails * 2 > p_.messages) p_.posed_person = columns_.strings[person];
        }
        add_readers();
        p_.people_twice = people_twice();
        add_evidence();
        return p_;
    }

  private:
    // Lists pass on what many people write, and mail programs everywhere word their reports alike.
    uint32_t identities(const std::vector<uint32_t>& rows) const {
        constexpr uint32_t not_one_hand = row_flag::author_ours | row_flag::delivery_report;
        std::set<uint32_t> seen;
        std::map<uint32_t, std::set<uint32_t>> seen_in_house;  // by site
        for (const uint32_t index : rows) {
            const Row& row = columns_.rows[index];
            if (row.from_address == 0 || (row.flags & not_one_hand) != 0 || passed_on(row)) continue;
            (is_own_house(index, row) ? seen_in_house[row.from_site] : seen)
                .insert(identity_of(columns_, row));
        }
        size_t largest_house = 0;
        for (const auto& [site, members] : seen_in_house)
            largest_house = std::max(largest_house, members.size());
        return static_cast<uint32_t>(seen.size() + largest_house);
    }

    // Shops and libraries word their notices alike when they use one program: authenticated as itself, links
    // lead to its own site, and nothing loads from a host that nobody answers for.
    bool is_own_house(uint32_t index, const Row& row) const {
        constexpr uint32_t somebody_elses = row_flag::author_freemail | row_flag::auth_fail;
        if ((row.flags & somebody_elses) != 0 || (row.flags & row_flag::auth_pass) == 0) return false;
        bool links_home = false;
        for (const UrlRow& use : columns_.urls_of(index)) {
            const uint32_t site = columns_.url_info[use.url].site;
            if (use.trigger == facts::Trigger::open && history_.is_nobodys(row, site)) return false;
            links_home = links_home || (use.trigger == facts::Trigger::click && site == row.from_site);
        }
        return links_home;
    }

    void note_time(std::span<const std::vector<uint32_t>* const> templates) {
        for (const std::vector<uint32_t>* rows : templates) {
            for (const uint32_t index : *rows) {
                const Seconds date = columns_.rows[index].date;
                if (date == 0) continue;
                first_ = first_ == 0 ? date : std::min(first_, date);
                last_ = std::max(last_, date);
            }
        }
    }

    void add(uint32_t index) {
        const Row& row = columns_.rows[index];
        ++p_.messages;
        const auto count = [&](uint32_t flag, uint32_t& number) {
            number += (row.flags & flag) != 0 ? 1 : 0;
        };
        count(row_flag::auth_pass, p_.authenticated);
        if (!sent_by_its_list(row)) count(row_flag::auth_fail, p_.auth_failed);
        count(row_flag::mailing_list, p_.mailing_list);
        count(row_flag::automatic | row_flag::delivery_report, p_.automatic);
        count(row_flag::author_ours, p_.ours);
        count(row_flag::simulation, p_.simulation);
        count(row_flag::attachment, p_.attachments);
        count(row_flag::password_form, p_.credential_forms);
        p_.freemail |= (row.flags & row_flag::author_freemail) != 0;
        list_ = p_.messages == 1 || list_ == row.list ? row.list : 0;
        if (row.poses_as != 0) ++posed_as_[row.poses_as];
        p_.unsubscribe += own_way_out(row) ? 1 : 0;
        p_.any_unsubscribe += row.unsubscribe_sites[0] != 0 ? 1 : 0;
        p_.even_history += !failed(row) && history_.long_and_even(sender_key(row)) ? 1 : 0;
        p_.strange_host += loads_from_strange_host(index, row) ? 1 : 0;
        p_.in_many_names += writes_in_many_names(row) ? 1 : 0;
        add_loads(index, row);
        add_findings(index);
        if (row.reader != 0) {
            note_reader(row);
        } else {
            ++p_.unknown_readers;
        }
    }

    // A known name that authentication refuses is somebody else's.
    static bool failed(const Row& row) { return (row.flags & row_flag::auth_fail) != 0; }

    // Anybody can call a mail a list's; where an envelope is known it must be the list's own.
    static bool passed_on(const Row& row) {
        return (row.flags & row_flag::mailing_list) != 0 && (row.return_site == 0 || sent_by_its_list(row));
    }

    // A list that passes mail on breaks the authentication of its author, and the envelope is its own.
    static bool sent_by_its_list(const Row& row) {
        return row.list_site != 0 && row.return_site == row.list_site;
    }

    // Of the From domain, or of one whose DKIM signature stands in the mail and is the From domain's.
    static bool own_way_out(const Row& row) {
        return row.from_site != 0 && std::find(row.unsubscribe_sites.begin(), row.unsubscribe_sites.end(),
                                               row.from_site) != row.unsubscribe_sites.end();
    }

    void add_loads(uint32_t index, const Row& row) {
        constexpr uint32_t users_of_a_service = 2;
        bool unrelated = false, hidden = false, links = false, links_to_party = false, stranger = false;
        bool only_services = true;
        for (const UrlRow& use : columns_.urls_of(index)) {
            const uint32_t site = columns_.url_info[use.url].site;
            if (use.trigger != facts::Trigger::open) {
                links = true;
                links_to_party = links_to_party || is_party(row, site);
                continue;
            }
            hidden = hidden || (use.hidden & invisible) != 0;
            if (tracks(site) && !is_party(row, site)) {
                unrelated = true;
                only_services = only_services && history_.established_at(site) >= users_of_a_service;
            }
            if (!history_.is_nobodys(row, site)) continue;
            stranger = true;
            tracking_sites_.insert(site);
        }
        p_.tell_a_stranger += stranger ? 1 : 0;
        p_.unrelated_hosts += unrelated ? 1 : 0;
        p_.service_hosts += unrelated && only_services ? 1 : 0;
        p_.links_elsewhere += links && !links_to_party ? 1 : 0;
        p_.hidden += hidden ? 1 : 0;
        const bool answers_elsewhere = row.reply_address != 0 && row.reply_address != row.from_address;
        p_.only_words += columns_.urls_of(index).empty() && !answers_elsewhere ? 1 : 0;
    }

    bool tracks(uint32_t site) const {
        return std::find(evidence_.sites.begin(), evidence_.sites.end(), site) != evidence_.sites.end();
    }

    // The account of somebody known, in other hands: it wrote for half a year and more without anything that
    // would have told of its readers, and now loads from a host that nobody else here uses. A newsletter that
    // changes its service tracked before.
    bool loads_from_strange_host(uint32_t index, const Row& row) const {
        constexpr uint32_t mails_needed = 4;
        constexpr uint32_t most_looked_at = 200;
        if (failed(row)) return false;
        const auto is_strange = [&](const UrlRow& use) {
            const uint32_t site = columns_.url_info[use.url].site;
            return use.trigger == facts::Trigger::open && tracks(site) && !is_party(row, site) &&
                   history_.senders_at(site) == 1;
        };
        const std::span<const UrlRow> uses = columns_.urls_of(index);
        if (std::none_of(uses.begin(), uses.end(), is_strange)) return false;
        const std::span<const uint32_t> mails = history_.mail_from(row.from_address);
        // Mail without an address to come from, or without a date, has no history.
        if (mails.empty() || first_ - columns_.rows[mails.front()].date < archive_needed) return false;
        uint32_t before = 0;
        for (const uint32_t other : mails) {
            if (columns_.rows[other].date >= first_ || before == most_looked_at) break;
            if (loads_from_elsewhere(other)) return false;
            ++before;
        }
        return before >= mails_needed;
    }

    bool loads_from_elsewhere(uint32_t index) const {
        const std::span<const UrlRow> uses = columns_.urls_of(index);
        return std::any_of(uses.begin(), uses.end(), [&](const UrlRow& use) {
            return use.trigger == facts::Trigger::open &&
                   !is_party(columns_.rows[index], columns_.url_info[use.url].site);
        });
    }

    // Calendars, shared documents and code hosts write in the names of whoever acted there.
    bool writes_in_many_names(const Row& row) const {
        constexpr uint32_t not_a_service = row_flag::author_freemail | row_flag::auth_fail;
        if (row.from_name == 0 || (row.flags & not_a_service) != 0) return false;
        const std::span<const uint32_t> mails = history_.mail_from(row.from_address);
        if (mails.empty() || last_ - columns_.rows[mails.front()].date < archive_needed) return false;
        return history_.in_many_names(row.from_address);
    }

    // A house signs in at hosts of others, and its mail leads there for long; to a new one that nobody else
    // uses it leads when somebody else writes from an account of ours.
    bool is_own_use(const Row& row, uint32_t url) const {
        constexpr Seconds long_used = 30 * day;
        const uint32_t site = columns_.url_info[url].site;
        return (row.flags & row_flag::author_ours) != 0 &&
               (history_.senders_at(site) > 1 || row.date - history_.site_since(site) > long_used);
    }

    void add_findings(uint32_t index) {
        const Row& row = columns_.rows[index];
        std::array<bool, std::size(families)> seen{};
        for (const FindingRow& finding : columns_.findings_of(index)) {
            const std::string_view rule = columns_.strings[finding.rule];
            if (rule == "link/text-host-mismatch" && is_click_counter(index, finding.url)) continue;
            if (rule == "link/sign-in-look-alike" && is_own_use(row, finding.url)) continue;
            for (size_t i = 0; i < std::size(families); ++i) {
                seen[i] = seen[i] || (families[i].rule == rule && finding.severity >= families[i].from);
            }
        }
        // Rules of one family stand together in the table; a message counts once in each family.
        for (size_t i = 0; i < std::size(families); ++i) {
            const bool same_as_before = i > 0 && families[i].count == families[i - 1].count;
            if (same_as_before) seen[i] = seen[i] || seen[i - 1];
            const bool last = i + 1 == std::size(families) || families[i + 1].count != families[i].count;
            if (last && seen[i]) ++(p_.*families[i].count);
        }
    }

    // Many links of one mail, each with a URL of its own, lead to that site: it counts clicks, as a page that
    // wants a password has no need to.
    bool is_click_counter(uint32_t index, uint32_t url) const {
        constexpr int many = 5;
        const uint32_t site = columns_.url_info[url].site;
        int links = 0;
        for (const UrlRow& use : columns_.urls_of(index)) {
            const bool leads_there =
                use.trigger == facts::Trigger::click && columns_.url_info[use.url].site == site;
            links += leads_there ? 1 : 0;
        }
        return site != 0 && links >= many;
    }

    void note_reader(const Row& row) {
        const auto [at, is_new] = first_to_.emplace(row.reader, &row);
        if (!is_new && row.date < at->second->date) at->second = &row;
        if (history_.reader_wrote_first(row)) wrote_first_.insert(row.reader);
    }

    void add_readers() {
        p_.readers = static_cast<uint32_t>(first_to_.size());
        p_.wrote_first = static_cast<uint32_t>(wrote_first_.size());
        std::vector<Seconds> contacts;
        for (const auto& [reader, row] : first_to_) {
            const bool guarded = (row->flags & row_flag::reader_protected) != 0;
            const bool office = (row->flags & row_flag::reader_ours) != 0;
            if (guarded) (office ? people_at_office_ : people_in_private_).insert(row->person);
            p_.protected_readers += guarded ? 1 : 0;
            p_.private_addresses += guarded && !office ? 1 : 0;
            p_.office_readers += office ? 1 : 0;
            const Seconds since = history_.reader_since(reader);
            if (row->date == 0 || row->date - since < archive_needed) continue;
            ++p_.readers_with_past;
            const Seconds contact = history_.first_contact(*row);
            if (contact >= row->date) contacts.push_back(row->date);
            p_.known_to_readers += !failed(*row) && row->date - contact >= archive_needed ? 1 : 0;
        }
        note_contacts(std::move(contacts));
    }

    void note_contacts(std::vector<Seconds> contacts) {
        constexpr Seconds pause = 14 * day;
        p_.new_to_readers = static_cast<uint32_t>(contacts.size());
        std::sort(contacts.begin(), contacts.end());
        for (size_t i = 0; i < contacts.size(); ++i) {
            if (i == 0 || contacts[i] - contacts[i - 1] > pause) ++p_.contact_times;
        }
    }

    // After add_readers.
    uint32_t people_twice() const {
        return static_cast<uint32_t>(
            std::count_if(people_in_private_.begin(), people_in_private_.end(),
                          [&](uint32_t person) { return people_at_office_.contains(person); }));
    }

    void add_evidence() {
        p_.open_tells_apart = evidence_.open_tells_apart;
        p_.click_tells_apart = evidence_.click_tells_apart;
        p_.attachment_tells_apart = evidence_.attachment_tells_apart;
        for (const facts::Proof& proof : evidence_.proofs) {
            if (!excludes_chance(proof)) continue;
            const bool open = proof.trigger == facts::Trigger::open;
            (open ? p_.open_proven : p_.click_proven) = true;
            p_.open_names_reader |= open && proof.kind == facts::ProofKind::names_reader;
        }
        if (!evidence_.slots.empty()) p_.tracking_host = evidence_.slots.front().host;
    }

    const Columns& columns_;
    const History& history_;
    const SlotEvidence& evidence_;
    Profile p_;
    std::map<uint32_t, const Row*> first_to_;
    std::set<uint32_t> wrote_first_;
    std::map<uint32_t, uint32_t> posed_as_;  // person, messages
    uint32_t list_ = 0;
    Seconds first_ = 0, last_ = 0;
    std::set<uint32_t> tracking_sites_;
    std::set<uint32_t> people_at_office_, people_in_private_;
};

}  // namespace

Profile profile_of(const Columns& columns, const History& history, const SlotEvidence& evidence,
                   std::span<const std::vector<uint32_t>* const> templates) {
    return Profiler(columns, history, evidence).run(templates);
}

}  // namespace redshank::campaign
