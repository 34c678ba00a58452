// SPDX-License-Identifier: Apache-2.0
#include "detect/message_view.h"

#include <algorithm>
#include <unordered_map>

#include "base/ascii.h"
#include "base/hash.h"
#include "text/idna.h"

namespace redshank::detect {

namespace {

bool says_bulk(const facts::Message& message) {
    const std::string precedence = ascii_lower(message.precedence);
    return !message.list_id.empty() || !message.list_unsubscribe.empty() || !message.feedback_id.empty() ||
           precedence == "bulk" || precedence == "list" || precedence == "junk";
}

// DMARC decides (RFC 7489 6.6); without it, SPF and DKIM must both have failed, as a forwarder breaks either
// alone.
bool trusted_results_failed(const facts::Message& message) {
    bool dmarc_failed = false;
    bool dmarc_passed = false;
    bool spf_failed = false;
    bool dkim_passed = false;
    for (const facts::AuthResult& result : message.auth) {
        if (!result.trusted) continue;
        if (result.method == "dmarc")
            (result.result == "fail" ? dmarc_failed : dmarc_passed) |= result.result != "none";
        if (result.method == "spf") spf_failed |= result.result == "fail" || result.result == "softfail";
        if (result.method == "dkim") dkim_passed |= result.result == "pass";
    }
    if (dmarc_passed) return false;
    return dmarc_failed || (spf_failed && !dkim_passed);
}

bool any_sender_domain(const facts::Message& message, const std::function<bool(std::string_view)>& is) {
    if (is(facts::domain_of(facts::author(message).address)) || is(facts::domain_of(message.return_path)))
        return true;
    return std::any_of(message.dkim.begin(), message.dkim.end(),
                       [&](const facts::DkimSignature& signature) { return is(signature.domain); });
}

}  // namespace

MessageView::MessageView(const facts::Message& message_in, const OrgIndex& index_in, const Limits& limits)
    : message(message_in), index(index_in), org(index_in.org()) {
    judge_sender();
    parse_urls(limits);
}

void MessageView::judge_sender() {
    from_domain = facts::domain_of(facts::author(message).address);
    from_site = text::registrable_domain(from_domain);
    from_freemail = org.is_freemail(from_domain);
    is_bulk = says_bulk(message);
    is_accountable_bulk = is_bulk && !from_freemail && !from_site.empty() &&
                          std::any_of(message.dkim.begin(), message.dkim.end(), [&](const auto& signature) {
                              return text::registrable_domain(signature.domain) == from_site;
                          });
    failed_authentication = trusted_results_failed(message);
    reply_to_elsewhere =
        std::any_of(message.reply_to.begin(), message.reply_to.end(), [&](const facts::Mailbox& m) {
            const std::string_view domain = facts::domain_of(m.address);
            return !domain.empty() && text::registrable_domain(domain) != from_site;
        });
    is_own_mailer = !failed_authentication && any_sender_domain(message, [&](std::string_view domain) {
        return index.is_own_mailer(domain);
    });
    is_simulation =
        any_sender_domain(message, [&](std::string_view domain) { return index.is_simulation(domain); });
    is_from_ours = is_own_mailer || (!failed_authentication && org.is_ours(from_domain));
}

void MessageView::parse_urls(const Limits& limits) {
    std::unordered_map<std::string_view, size_t> seen;
    std::vector<size_t> which;
    parsed.reserve(message.urls.size());  // urls point into it
    urls.reserve(message.urls.size());
    for (const facts::UrlUse& use : message.urls) {
        if (use.host.empty()) continue;
        const auto [place, is_new] = seen.emplace(use.url, parsed.size());
        if (is_new) parsed.push_back(parse_one(use, limits));
        const ParsedUrl& one = parsed[place->second];
        if (one.host.empty()) continue;
        urls.push_back({&use, &one});
        is_simulation = is_simulation || index.is_simulation(one.host);
    }
}

ParsedUrl MessageView::parse_one(const facts::UrlUse& use, const Limits& limits) const {
    ParsedUrl one;
    AnomalyList ignored(limits);
    std::optional<url::Url> parsed_url = url::parse(use.url, nullptr, limits, ignored);
    if (!parsed_url) return one;
    bool behind_gateway = false;
    if (!use.target.empty()) {
        if (auto unwrapped = url::unwrap(*parsed_url, org.link_gateways, limits)) {
            behind_gateway = unwrapped->is_gateway;
            if (behind_gateway) parsed_url = std::move(unwrapped->target);
            if (!behind_gateway) one.redirector = unwrapped->by;
        }
    }
    one.url = std::move(*parsed_url);
    one.host = behind_gateway ? std::string_view(use.target_host) : std::string_view(use.host);
    one.site = behind_gateway ? text::registrable_domain(one.host) : std::string_view(use.site);
    one.final_url = use.target.empty() ? use.url : use.target;
    one.final_host = use.target_host.empty() ? one.host : std::string_view(use.target_host);
    one.final_site = use.target_host.empty() ? one.site : text::registrable_domain(one.final_host);
    one.pieces = url::pieces(one.url, limits);
    one.service = find_service(one.host);
    one.is_ours = org.is_ours(one.host);
    return one;
}

Facts facts_of(const UrlView& view) {
    return {{"host", std::string(view->host)},
            {"kind", std::string(facts::url_kind_name(view.use->kind))},
            {"target", view.use->target},
            {"trigger", std::string(facts::trigger_name(view.use->trigger))},
            {"url", view.use->url}};
}

std::vector<UrlGroup> group_urls(const MessageView& view,
                                 const std::function<std::optional<uint64_t>(const UrlView&)>& key) {
    std::vector<UrlGroup> groups;
    std::unordered_map<uint64_t, size_t> places;
    for (const UrlView& url : view.urls) {
        const std::optional<uint64_t> value = key(url);
        if (!value) continue;
        const auto [place, is_new] = places.emplace(*value, groups.size());
        if (is_new) groups.push_back({&url});
        ++groups[place->second].count;
    }
    return groups;
}

}  // namespace redshank::detect
