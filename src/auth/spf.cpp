// SPDX-License-Identifier: Apache-2.0
// check_host() as the RFC tells it. include calls it again; each call costs one of ten lookups, so that the
// depth is bounded by what bounds the work.
#include "auth/spf.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "auth/ip_bits.h"
#include "auth/spf_record.h"
#include "base/ascii.h"
#include "base/byte_set.h"

namespace redshank::auth {

namespace {

constexpr int max_lookups = 10;         // RFC 7208 4.6.4
constexpr int max_void_lookups = 2;     // 4.6.4
constexpr size_t max_names = 10;        // of one mx or ptr, 4.6.4
constexpr size_t max_name_bytes = 253;  // 7.3
constexpr size_t max_label_bytes = 63;  // RFC 1035 2.3.4

bool is_name(std::string_view name) {
    if (name.ends_with('.')) name.remove_suffix(1);
    if (name.empty() || name.size() > max_name_bytes) return false;
    for (size_t start = 0; start <= name.size();) {
        const size_t end = std::min(name.find('.', start), name.size());
        if (end == start || end - start > max_label_bytes) return false;
        start = end + 1;
    }
    return true;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Unreserved characters stay (RFC 3986 2.3).
std::string url_escape(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view unreserved = "-._~";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_alnum(c) || unreserved.find(c) != std::string_view::npos)
            out += c;
        else
            (((out += '%') += digits[byte >> 4]) += digits[byte & 15]);
    }
    return out;
}

// digits, r and delimiters of a macro (7.1).
std::string transform(const std::string& value, const SpfMacro& macro) {
    const ByteSet ends(macro.delimiters);
    std::vector<std::string> parts;
    for (size_t start = 0; start <= value.size();) {
        const size_t end = ends.find_in(value, start);
        parts.push_back(value.substr(start, end - start));
        start = end + 1;
    }
    if (macro.reverse) std::reverse(parts.begin(), parts.end());
    const size_t skip = macro.keep > 0 && macro.keep < parts.size() ? parts.size() - macro.keep : 0;
    std::string out;
    for (size_t i = skip; i < parts.size(); ++i) out += (i > skip ? "." : "") + parts[i];
    return out;
}

// The verdict that ends a check early.
using Ended = std::optional<Verdict>;

class Check {
  public:
    Check(const SpfQuery& query, const Dns& dns) : query_(query), dns_(dns), client_(ip_bits(query.ip)) {
        const std::string& from = query.mail_from;
        sender_ = from.empty() ? "postmaster@" + query.helo : from;
        const size_t at = sender_.rfind('@');
        if (at == std::string::npos) sender_ = "postmaster@" + sender_;
        if (at == 0) sender_ = "postmaster" + sender_;
    }

    SpfOutcome run() {
        SpfOutcome outcome;
        outcome.domain = ascii_lower(sender_domain());
        if (!client_) {
            outcome.reason = "the client's address is unknown";
            return outcome;
        }
        outcome.verdict = check_host(outcome.domain, true, outcome);
        return outcome;
    }

  private:
    std::string sender_local() const { return sender_.substr(0, sender_.rfind('@')); }
    std::string sender_domain() const { return sender_.substr(sender_.rfind('@') + 1); }
    bool is_v4() const { return client_->size() == 4; }

    static Verdict end(SpfOutcome& outcome, Verdict verdict, std::string reason) {
        outcome.reason = std::move(reason);
        return verdict;
    }

    // 4.3 and 4.5: the record's terms.
    Verdict find_record(const std::string& domain, std::string& terms, std::string& reason) const {
        if (!is_name(domain) || domain.find('.') == std::string::npos) {
            reason = "'" + domain + "' is no domain name of several labels";
            return Verdict::none;
        }
        const DnsAnswer answer = dns_.lookup(RecordType::txt, domain);
        if (answer.status == DnsAnswer::Status::temporary) {
            reason = "DNS did not answer for " + domain;
            return Verdict::temperror;
        }
        int found = 0;
        for (const std::string& text : answer.records) {
            if (!is_spf_record(text)) continue;
            ++found;
            terms = text.substr(6);
        }
        if (found == 1) return Verdict::pass;
        reason = found == 0 ? domain + " has no SPF record" : domain + " has several SPF records";
        return found == 0 ? Verdict::none : Verdict::permerror;
    }

    Verdict check_host(const std::string& domain, bool is_outermost, SpfOutcome& outcome) {
        std::string terms;
        std::string text;
        if (const Verdict found = find_record(domain, terms, text); found != Verdict::pass)
            return end(outcome, found, text);
        const auto record = SpfRecord::parse(terms, text);
        if (!record)
            return end(outcome, Verdict::permerror, "the record of " + domain + " has the bad term " + text);
        for (const SpfDirective& directive : record->directives) {
            bool matches = false;
            if (const Ended ended = match(directive, domain, outcome, matches)) return *ended;
            if (!matches) continue;
            if (directive.verdict == Verdict::fail && is_outermost && record->explanation)
                outcome.explanation = explain(*record->explanation, domain);
            return end(outcome, directive.verdict, directive.text);
        }
        if (record->redirect) return redirect(*record->redirect, domain, is_outermost, outcome);
        return end(outcome, Verdict::neutral, "no mechanism matches");
    }

    Verdict redirect(const std::string& spec, const std::string& domain, bool is_outermost,
                     SpfOutcome& outcome) {
        if (!count_lookup()) return too_many(outcome);
        const std::string target = expand_domain(spec, domain);
        const Verdict verdict = check_host(target, is_outermost, outcome);
        if (is_outermost && verdict != Verdict::none) outcome.domain = target;
        return verdict == Verdict::none ? Verdict::permerror : verdict;
    }

    // --- limits ---
    bool count_lookup() { return ++lookups_ <= max_lookups; }
    static Verdict too_many(SpfOutcome& outcome) {
        return end(outcome, Verdict::permerror, "the record asks for more than ten lookups");
    }
    // An answer for a mechanism; what ends the check, if it does.
    Ended ask(RecordType type, const std::string& name, SpfOutcome& outcome,
              std::vector<std::string>& records) {
        if (!is_name(name)) return std::nullopt;  // 4.8: such a name matches nothing
        DnsAnswer answer = dns_.lookup(type, name);
        if (answer.status == DnsAnswer::Status::temporary)
            return end(outcome, Verdict::temperror, "DNS did not answer for " + name);
        records = std::move(answer.records);
        if (records.empty() && ++void_lookups_ > max_void_lookups)
            return end(outcome, Verdict::permerror, "more than two lookups gave nothing");
        return std::nullopt;
    }

    // --- mechanisms (5) ---
    Ended match(const SpfDirective& directive, const std::string& domain, SpfOutcome& outcome,
                bool& matches) {
        switch (directive.mechanism) {
            case SpfMechanism::all:
                matches = true;
                return std::nullopt;
            case SpfMechanism::ip4:
            case SpfMechanism::ip6:
                matches = same_network(*client_, directive.network, prefix(directive));
                return std::nullopt;
            default:
                break;
        }
        if (!count_lookup()) return too_many(outcome);
        const std::string target =
            directive.domain_spec.empty() ? domain : expand_domain(directive.domain_spec, domain);
        switch (directive.mechanism) {
            case SpfMechanism::include:
                return match_include(target, outcome, matches);
            case SpfMechanism::a:
                return match_hosts({target}, prefix(directive), outcome, matches);
            case SpfMechanism::mx:
                return match_mx(target, prefix(directive), outcome, matches);
            case SpfMechanism::ptr:
                matches = !validated_name(target, true).empty();
                return std::nullopt;
            default:
                return match_exists(target, outcome, matches);
        }
    }

    size_t prefix(const SpfDirective& directive) const {
        return is_v4() ? directive.prefix4 : directive.prefix6;
    }

    Ended match_include(const std::string& target, SpfOutcome& outcome, bool& matches) {
        const Verdict verdict = check_host(target, false, outcome);
        matches = verdict == Verdict::pass;
        if (verdict == Verdict::temperror || verdict == Verdict::permerror) return verdict;
        if (verdict == Verdict::none) return Verdict::permerror;
        return std::nullopt;
    }

    Ended match_hosts(const std::vector<std::string>& hosts, size_t bits, SpfOutcome& outcome,
                      bool& matches) {
        for (const std::string& host : hosts) {
            std::vector<std::string> addresses;
            if (const Ended ended = ask(is_v4() ? RecordType::a : RecordType::aaaa, host, outcome, addresses))
                return ended;
            for (const std::string& address : addresses) {
                const auto network = ip_bits(address);
                matches = matches || (network && same_network(*client_, *network, bits));
            }
            if (matches) break;
        }
        return std::nullopt;
    }

    Ended match_mx(const std::string& target, size_t bits, SpfOutcome& outcome, bool& matches) {
        std::vector<std::string> hosts;
        if (const Ended ended = ask(RecordType::mx, target, outcome, hosts)) return ended;
        if (hosts.size() > max_names)
            return end(outcome, Verdict::permerror, target + " has more than ten mail servers");
        return match_hosts(hosts, bits, outcome, matches);
    }

    Ended match_exists(const std::string& target, SpfOutcome& outcome, bool& matches) {
        std::vector<std::string> addresses;
        const Ended ended = ask(RecordType::a, target, outcome, addresses);
        matches = !addresses.empty();
        return ended;
    }

    // 5.5: a name of the client that leads back to it: `domain` itself, else one below it, else (where
    // allowed) any; "" for none. Errors of DNS only mean that there is none.
    std::string validated_name(const std::string& domain, bool only_under) const {
        const DnsAnswer names = dns_.lookup(RecordType::ptr, reverse_name(query_.ip));
        std::string best;
        for (size_t i = 0; i < std::min(names.records.size(), max_names); ++i) {
            const std::string name = ascii_lower(names.records[i]);
            if (only_under && !is_or_is_under(name, domain)) continue;
            const DnsAnswer back = dns_.lookup(is_v4() ? RecordType::a : RecordType::aaaa, name);
            const bool leads_back =
                std::any_of(back.records.begin(), back.records.end(),
                            [&](const std::string& ip) { return ip_bits(ip) == client_; });
            if (!leads_back) continue;
            if (name == domain) return name;
            if (best.empty() || (is_or_is_under(name, domain) && !is_or_is_under(best, domain))) best = name;
        }
        return best;
    }

    // --- macros (7) ---
    std::string macro_value(char letter, const std::string& domain) const {
        switch (letter) {
            case 's':
                return sender_;
            case 'l':
                return sender_local();
            case 'o':
                return sender_domain();
            case 'd':
                return domain;
            case 'i':
                return is_v4() ? query_.ip : dotted_nibbles();
            case 'p':
                return client_name(domain);
            case 'v':
                return is_v4() ? "in-addr" : "ip6";
            case 'h':
                return query_.helo;
            case 'c':
                return query_.ip;
            case 'r':
                return query_.receiver;
            case 't':
                return std::to_string(query_.time);
            default:
                return {};
        }
    }

    // %{p}: asked once a domain, however often a record or explanation names it.
    const std::string& client_name(const std::string& domain) const {
        const auto [at, is_new] = client_names_.try_emplace(domain);
        if (is_new) {
            const std::string name = validated_name(domain, false);
            at->second = name.empty() ? "unknown" : name;
        }
        return at->second;
    }

    // In upper case as in the RFC's suite; names are lower-cased before they are asked for.
    std::string dotted_nibbles() const {
        constexpr std::string_view digits = "0123456789ABCDEF";
        std::string out;
        for (const uint8_t byte : *client_) {
            for (const char nibble : {digits[byte >> 4], digits[byte & 15]}) {
                if (!out.empty()) out += '.';
                out += nibble;
            }
        }
        return out;
    }

    std::string expand(std::string_view text, const std::string& domain) const {
        std::string out;
        size_t at = 0;
        while (const auto piece = next_macro(text, at)) {
            if (piece->letter == 0) {
                out += piece->literal;
            } else {
                const std::string value = transform(macro_value(piece->letter, domain), *piece);
                out += piece->escape ? url_escape(value) : value;
            }
        }
        return out;
    }

    // 7.3: a name that is too long loses labels from the left.
    std::string expand_domain(std::string_view spec, const std::string& domain) const {
        std::string name = ascii_lower(expand(spec, domain));
        if (name.ends_with('.')) name.pop_back();
        while (name.size() > max_name_bytes) {
            const size_t dot = name.find('.');
            if (dot == std::string::npos) break;
            name.erase(0, dot + 1);
        }
        return name;
    }

    // 6.2: any problem on the way means that there is no explanation.
    std::string explain(const std::string& spec, const std::string& domain) const {
        const std::string target = expand_domain(spec, domain);
        if (!is_name(target)) return {};
        const DnsAnswer answer = dns_.lookup(RecordType::txt, target);
        if (answer.records.size() != 1 || !is_macro_string(answer.records[0], true)) return {};
        std::string text = expand(answer.records[0], domain);
        return is_ascii(text) ? text : std::string();
    }

    const SpfQuery& query_;
    const Dns& dns_;
    std::optional<std::vector<uint8_t>> client_;
    std::string sender_;
    int lookups_ = 0;
    int void_lookups_ = 0;
    mutable std::map<std::string, std::string> client_names_;
};

}  // namespace

SpfOutcome check_spf(const SpfQuery& query, const Dns& dns) {
    return Check(query, dns).run();
}

}  // namespace redshank::auth
