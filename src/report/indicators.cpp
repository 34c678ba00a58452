// SPDX-License-Identifier: Apache-2.0
#include "report/indicators.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/ascii.h"

namespace redshank::report {

namespace {

using namespace facts;

using Found = std::map<std::pair<IndicatorKind, std::string>, std::string>;  // → why it is left out

std::string why_shared(const Handout& handout, std::string_view host) {
    for (std::string_view at = host;;) {
        if (const auto found = handout.shared_hosts.find(std::string(at));
            found != handout.shared_hosts.end())
            return found->second;
        const size_t dot = at.find('.');
        if (dot == std::string_view::npos) return {};
        at.remove_prefix(dot + 1);
    }
}

// The part of a masked host below which every copy lies: "{5f1c20d9a3be}.cdn.evil.example" →
// "cdn.evil.example".
std::string common_host(std::string_view masked) {
    const size_t last = masked.find_last_of("}*");
    return std::string(last == std::string_view::npos ? masked : masked.substr(last + 2));
}

std::string escaped(std::string_view literal) {
    std::string out;
    for (const char c : literal) {
        if (!is_alnum(c) && c != '/' && c != ':' && c != '-' && c != '_' && c != '&' && c != '=' && c != '%')
            out += '\\';
        out += c;
    }
    return out;
}

// "https://img.example/o/{}.gif" → "^https?://img\.example/o/[^/?#&]+\.gif$". Empty where nothing but the
// host would be left of it: then the domain says it all.
std::string pattern(std::string_view form) {
    const size_t scheme_end = form.find("://");
    if (!istarts_with(form, "http") || scheme_end == std::string_view::npos) return {};
    std::string_view rest = form.substr(scheme_end + 3);
    const size_t slash = rest.find('/');
    if (rest.find("{}") == std::string_view::npos || slash == std::string_view::npos) return {};
    if (std::none_of(rest.begin() + static_cast<ptrdiff_t>(slash), rest.end(),
                     [](char c) { return is_alnum(c); }))
        return {};
    std::string out = "^https?://";
    for (size_t at; (at = rest.find("{}")) != std::string_view::npos; rest.remove_prefix(at + 2))
        out += escaped(rest.substr(0, at)) + "[^/?#&]+";
    return out + escaped(rest) + "$";
}

// The organisation's own servers saw that the sender's domain did not send it: he is posed as.
bool is_shown_forged(const Message& m) {
    bool failed = false;
    for (const AuthResult& result : m.auth) {
        if (!result.trusted) continue;
        if (result.method == "dmarc" && result.result == "pass") return false;
        failed = failed || (result.method == "dmarc" && result.result == "fail");
    }
    return failed;
}

// A value with a space or line end in it could forge a line of a list.
bool is_one_word(std::string_view value) {
    return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) != 0x7F;
    });
}

// Nobody is posed as by a domain that only looks like ours: it is the sender's own.
bool is_look_alike(const HandoutMessage& one) {
    return std::any_of(one.findings.begin(), one.findings.end(),
                       [](const Finding& finding) { return finding.rule == "identity/look-alike-domain"; });
}

void add_sender(const Handout& handout, const HandoutMessage& one, Found& out) {
    const Message& m = one.message;
    const std::string& address = author(m).address;
    const std::string domain(domain_of(address));
    if (domain.empty() || (handout.is_redacted && domain == redacted_domain)) return;
    const std::string forged = is_shown_forged(m) && !is_look_alike(one)
                                   ? "DMARC failed: somebody posed as it, and its owner is a victim too"
                                   : "";
    const auto shared = handout.shared_hosts.find(domain);
    const bool is_ours = shared != handout.shared_hosts.end() && shared->second.starts_with("people");
    std::string address_why = forged;
    if (is_ours) address_why = shared->second;
    if (const auto used = handout.shared_hosts.find(address); used != handout.shared_hosts.end())
        address_why = used->second;
    if (!handout.is_redacted) {  // whose addresses are pseudonyms
        std::string& kept_address = out[{IndicatorKind::address, address}];
        if (kept_address.empty()) kept_address = address_why;
    }
    std::string& kept_domain = out[{IndicatorKind::domain, domain}];
    if (kept_domain.empty()) kept_domain = forged.empty() ? why_shared(handout, domain) : forged;
}

void add_urls(const Handout& handout, const Message& m, const std::set<std::string>& hosts,
              const MaskedUrls& masked, Found& out) {
    for (const UrlUse& use : m.urls) {
        for (const auto* url : {&use.url, &use.target}) {
            const std::string& host = url == &use.url ? use.host : use.target_host;
            if (host.empty() || hosts.count(host) == 0) continue;
            if (std::string shape = pattern(masked.form(*url)); !shape.empty())
                out[{IndicatorKind::url, std::move(shape)}] = why_shared(handout, host);
        }
    }
}

}  // namespace

std::vector<Indicator> indicators(const Handout& handout, const MaskedUrls& masked) {
    std::vector<Found> found(handout.campaigns.size());
    std::vector<std::set<std::string>> hosts(handout.campaigns.size());
    for (size_t i = 0; i < handout.campaigns.size(); ++i) {
        for (const std::string& host : handout.campaigns[i].campaign.hosts) {
            hosts[i].insert(host);
            const std::string common = common_host(masked.host(host));
            // A single label is what is left of a domain that must not be told.
            if (common.find('.') != std::string::npos)
                found[i][{IndicatorKind::domain, common}] = why_shared(handout, common);
        }
    }
    for (const HandoutMessage& one : handout.messages) {
        add_sender(handout, one, found[one.campaign]);
        add_urls(handout, one.message, hosts[one.campaign], masked, found[one.campaign]);
    }
    std::vector<Indicator> out;
    for (size_t i = 0; i < found.size(); ++i) {
        for (const auto& [what, why] : found[i]) {
            const bool is_word = is_one_word(what.second);
            out.push_back({what.first, what.second, i, is_word ? why : "it is no single word"});
        }
    }
    return out;
}

}  // namespace redshank::report
