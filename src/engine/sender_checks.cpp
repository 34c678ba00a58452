// SPDX-License-Identifier: Apache-2.0
#include "engine/sender_checks.h"

#include <algorithm>

#include "auth/authenticate.h"

namespace redshank::engine {

namespace {

using facts::SenderCheck;

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ":") + word;
    return out;
}

std::string yes_no(bool flag) {
    return flag ? "yes" : "no";
}

auth::Session session_of(const facts::Message& message) {
    auth::Session session;
    session.mail_from = message.return_path;
    session.time = message.received;
    for (const facts::ReceivedHop& hop : message.received_hops) {
        if (!hop.trusted) break;
        session.client_ip = hop.ip;
        session.helo = hop.from;
        session.receiver = hop.by;
    }
    return session;
}

SenderCheck check(std::string method, auth::Verdict verdict, const std::string& domain,
                  const std::string& reason) {
    return {std::move(method), std::string(auth::verdict_name(verdict)), domain, reason, {}};
}

SenderCheck spf_check(const auth::SpfOutcome& spf, const auth::Session& session) {
    SenderCheck out = check("spf", spf.verdict, spf.domain, spf.reason);
    out.details = {{"client_ip", session.client_ip},
                   {"helo", session.helo},
                   {"mail_from", session.mail_from},
                   {"explanation", spf.explanation}};
    return out;
}

SenderCheck dkim_check(const auth::DkimOutcome& dkim) {
    SenderCheck out = check("dkim", dkim.verdict, dkim.domain, dkim.reason);
    out.details = {
        {"selector", dkim.selector},
        {"algorithm", dkim.algorithm},
        {"identity", dkim.identity},
        {"key_bits", dkim.key_bits == 0 ? "" : std::to_string(dkim.key_bits)},
        {"testing", dkim.testing ? "yes" : ""},
        {"signed_fields", joined(dkim.signed_fields)},
        {"unsigned_body_bytes", dkim.unsigned_bytes == 0 ? "" : std::to_string(dkim.unsigned_bytes)},
        {"unsigned_repeats", joined(dkim.unsigned_repeats)}};
    return out;
}

SenderCheck arc_check(const auth::ArcOutcome& arc) {
    SenderCheck out = check("arc", arc.verdict, arc.sets.empty() ? "" : arc.sets.back().domain, arc.reason);
    for (const auth::ArcSet& set : arc.sets)
        out.details.emplace_back("set_" + std::to_string(set.instance), set.domain + ": " + set.results);
    return out;
}

SenderCheck dmarc_check(const auth::DmarcOutcome& dmarc) {
    SenderCheck out = check("dmarc", dmarc.verdict, dmarc.domain, dmarc.reason);
    if (dmarc.policy.empty()) return out;
    out.details = {{"policy", dmarc.policy},
                   {"record_domain", dmarc.record_domain},
                   {"spf_aligned", yes_no(dmarc.spf_aligned)},
                   {"dkim_aligned", yes_no(dmarc.dkim_aligned)}};
    return out;
}

}  // namespace

std::vector<SenderCheck> sender_checks(const source::RawMessage& raw, const facts::Message& message,
                                       const auth::Dns& dns, const Limits& limits) {
    std::vector<std::string> from_domains;
    for (const facts::Mailbox& mailbox : message.from) {
        if (!mailbox.address.empty()) from_domains.emplace_back(facts::domain_of(mailbox.address));
    }
    const auth::Session session = session_of(message);
    std::string unquoted;
    const std::string_view bytes =
        raw.from_quoting ? source::normal_form(raw.bytes, true, unquoted) : raw.bytes;
    const auth::Authentication found = auth::authenticate(bytes, from_domains, session, dns, limits);
    std::vector<SenderCheck> checks = {spf_check(found.spf, session)};
    for (const auth::DkimOutcome& dkim : found.dkim) checks.push_back(dkim_check(dkim));
    checks.push_back(arc_check(found.arc));
    checks.push_back(dmarc_check(found.dmarc));
    for (SenderCheck& one : checks)
        std::erase_if(one.details, [](const auto& pair) { return pair.second.empty(); });
    return checks;
}

}  // namespace redshank::engine
