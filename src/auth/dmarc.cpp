// SPDX-License-Identifier: Apache-2.0
#include "auth/dmarc.h"

#include <algorithm>
#include <optional>

#include "auth/tag_list.h"
#include "base/ascii.h"
#include "text/idna.h"

namespace redshank::auth {

namespace {

// A record that counts (RFC 7489 6.3, 6.6.3).
struct Record {
    std::string policy;
    std::string subdomain_policy;
    bool strict_dkim = false;
    bool strict_spf = false;
};

bool is_policy(std::string_view text) {
    return text == "none" || text == "quarantine" || text == "reject";
}

std::optional<Record> read_record(std::string_view text, const Limits& limits) {
    const auto tags = TagList::parse(text, limits);
    if (!tags || tags->tags().empty() || tags->tags()[0].name != "v" || (*tags)["v"] != "DMARC1")
        return std::nullopt;
    Record record;
    record.policy = ascii_lower((*tags)["p"]);
    record.subdomain_policy = ascii_lower((*tags)["sp"]);
    const bool is_right =
        is_policy(record.policy) && (!tags->has("sp") || is_policy(record.subdomain_policy));
    if (!is_right) {
        // 6.6.3 step 6: with somebody to report to, a wrong policy is "none"; else the record is none.
        if (!istarts_with((*tags)["rua"], "mailto:")) return std::nullopt;
        record.policy = record.subdomain_policy = "none";
    }
    if (record.subdomain_policy.empty()) record.subdomain_policy = record.policy;
    record.strict_dkim = ascii_lower((*tags)["adkim"]) == "s";
    record.strict_spf = ascii_lower((*tags)["aspf"]) == "s";
    return record;
}

struct Found {
    DnsAnswer::Status status = DnsAnswer::Status::found;
    std::optional<Record> record;
};

// One name's record; several are none (6.6.3 step 5).
Found look_up(const std::string& domain, const Dns& dns, const Limits& limits) {
    const DnsAnswer answer = dns.lookup(RecordType::txt, "_dmarc." + domain);
    Found found{answer.status, std::nullopt};
    int versions = 0;
    for (const std::string& text : answer.records) {
        if (!text.starts_with("v=DMARC1")) continue;
        ++versions;
        found.record = read_record(text, limits);
    }
    if (versions != 1) found.record.reset();
    return found;
}

// Identifier alignment (3.1).
bool is_aligned(std::string_view domain, std::string_view from, bool strict) {
    if (strict) return domain == from;
    return text::registrable_domain(domain) == text::registrable_domain(from);
}

// The record for From's domain; false where DNS does not answer.
bool find_record(DmarcOutcome& outcome, std::optional<Record>& record, const Dns& dns, const Limits& limits) {
    const std::string organization(text::registrable_domain(outcome.domain));
    for (const std::string& name : {outcome.domain, organization}) {
        Found found = look_up(name, dns, limits);
        if (found.status == DnsAnswer::Status::temporary) return false;
        if (!found.record) continue;
        record = std::move(found.record);
        outcome.record_domain = name;
        outcome.policy = name == outcome.domain ? record->policy : record->subdomain_policy;
        return true;
    }
    return true;
}

void end(DmarcOutcome& outcome, Verdict verdict, std::string reason) {
    outcome.verdict = verdict;
    outcome.reason = std::move(reason);
}

}  // namespace

DmarcOutcome check_dmarc(std::span<const std::string> from_domains, const SpfOutcome& spf,
                         std::span<const DkimOutcome> dkim, const Dns& dns, const Limits& limits) {
    DmarcOutcome outcome;
    if (!from_domains.empty()) outcome.domain = from_domains[0];
    const bool is_one = std::all_of(from_domains.begin(), from_domains.end(),
                                    [&](const std::string& domain) { return domain == outcome.domain; });
    if (outcome.domain.empty() || !is_one) {  // 6.6.1
        end(outcome, Verdict::permerror, is_one ? "From names no domain" : "From names several domains");
        return outcome;
    }
    std::optional<Record> record;
    if (!find_record(outcome, record, dns, limits)) {
        end(outcome, Verdict::temperror, "DNS did not answer for the policy");
        return outcome;
    }
    if (!record) {
        end(outcome, Verdict::none, "there is no DMARC record for " + outcome.domain);
        return outcome;
    }
    outcome.spf_aligned =
        spf.verdict == Verdict::pass && is_aligned(spf.domain, outcome.domain, record->strict_spf);
    const auto is_open = [](Verdict verdict) {
        return verdict == Verdict::temperror || verdict == Verdict::not_verifiable;
    };
    Verdict undecided = is_open(spf.verdict) ? spf.verdict : Verdict::fail;
    for (const DkimOutcome& one : dkim) {
        if (!is_aligned(one.domain, outcome.domain, record->strict_dkim)) continue;
        outcome.dkim_aligned = outcome.dkim_aligned || one.verdict == Verdict::pass;
        if (is_open(one.verdict)) undecided = one.verdict;
    }
    if (outcome.spf_aligned || outcome.dkim_aligned) {
        outcome.verdict = Verdict::pass;
    } else {
        end(outcome, undecided,
            undecided == Verdict::fail ? "no SPF or DKIM pass of a domain that belongs to From"
                                       : "what could have passed cannot be checked");
    }
    return outcome;
}

}  // namespace redshank::auth
