// SPDX-License-Identifier: Apache-2.0
// Links whose address is not what people take it for. What a receiver's own gateway rewrote is judged by its
// target.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/hash.h"
#include "detect/detectors.h"
#include "detect/words.h"
#include "text/fold.h"
#include "text/idna.h"

namespace redshank::detect::link {

namespace {

using facts::Severity;

bool can_be_clicked(const UrlView& url) {
    return url.is_link() || url.is_form();
}

Facts with(Facts facts, std::string_view name, std::string_view value) {
    facts.emplace_back(name, value);
    return facts;
}

// One finding a host for the URLs that can be clicked and for which `is` holds.
template <typename Is, typename Add>
void each_host(const MessageView& view, Is is, Add add) {
    const auto groups = group_urls(view, [&](const UrlView& url) -> std::optional<uint64_t> {
        if (!can_be_clicked(url) || !is(url)) return std::nullopt;
        return hash64(url->host);
    });
    for (const UrlGroup& group : groups) {
        Facts facts = facts_of(*group.first);
        if (group.count > 1) facts.emplace_back("count", std::to_string(group.count));
        add(*group.first, evidence_of(*group.first->use), std::move(facts));
    }
}

// The sender's own domain, or one that signed the message: its trackers are its business.
bool is_of_sender(const MessageView& view, std::string_view site) {
    if (site == view.from_site) return true;
    const auto& signatures = view.message.dkim;
    return std::any_of(signatures.begin(), signatures.end(), [&](const facts::DkimSignature& signature) {
        return text::registrable_domain(signature.domain) == site;
    });
}

// --- what the text of a link claims ---

bool is_host_char(char c) {
    return is_alnum(c) || c == '-' || c == '.';
}

// Text such as "report.pdf" and "node.js" looks like a host and is none.
bool is_file_name(std::string_view host) {
    constexpr std::array<std::string_view, 24> endings = {
        "asp", "aspx", "avi", "csv", "css", "doc", "docx", "eml", "exe", "gif", "htm",  "html",
        "ics", "jpeg", "jpg", "js",  "md",  "mp3", "pdf",  "php", "png", "txt", "xlsx", "zip"};
    const std::string_view ending = host.substr(host.rfind('.') + 1);
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

struct Shown {
    std::string host;
    bool sure = false;  // written as a link ("https://", "www."), not only like a host
};

// "https://www.parliament.example/news", or nothing but "parliament.example".
std::optional<Shown> shown_host(std::string_view text) {
    text = trim(text);
    bool sure = false;
    for (const std::string_view start : {"https://", "http://"}) {
        if (!istarts_with(text, start)) continue;
        text.remove_prefix(start.size());
        sure = true;
    }
    sure = sure || istarts_with(text, "www.");
    size_t length = 0;
    while (length < text.size() && is_host_char(text[length])) ++length;
    const std::string_view rest = text.substr(length);
    // Behind a bare host only a path may follow: "acme.example rocks" is a sentence, "a.b@c.example" an
    // address.
    if (!rest.empty() && rest.front() == '@') return std::nullopt;
    if (!sure && !rest.empty() && rest.front() != '/') return std::nullopt;
    std::string host = ascii_lower(text.substr(0, length));
    while (host.ends_with('.')) host.pop_back();
    const size_t dot = host.rfind('.');
    if (dot == std::string::npos || dot == 0 || host.size() - dot < 3) return std::nullopt;
    const bool has_name_ending =
        std::all_of(host.begin() + static_cast<ptrdiff_t>(dot) + 1, host.end(), is_alpha);
    if (!has_name_ending || host.find("..") != std::string::npos || (!sure && is_file_name(host)))
        return std::nullopt;
    return Shown{std::move(host), sure};
}

std::string_view first_label(std::string_view host) {
    return host.substr(0, host.find('.'));
}

Severity mismatch_severity(const MessageView& view, const UrlView& url, const Shown& shown,
                           std::string_view shown_site) {
    // "brand.test" that leads to "brand.example" is mostly another country of one party.
    const bool same_name = first_label(shown_site) == first_label(url->final_site);
    // The sender's and mass-mail services' click counters; they redirect to what the text says.
    const bool counts_clicks = url->service != nullptr || is_of_sender(view, url->final_site);
    if (view.is_bulk || same_name || counts_clicks || !shown.sure) return Severity::low;
    return Severity::medium;
}

// --- sign-in pages ---

bool holds_sign_in_word(std::string_view folded) {
    const auto words = words_of(folded);
    return std::any_of(words.begin(), words.end(), is_sign_in_word);
}

// Our domain in `text` ("/parliament.example/login"), or its first label as a word of it
// ("/parliament/login"), at least 5 letters. Not in an address or Message-ID: honest services and archives
// put those of their users into paths.
const OwnDomain* names_us(const MessageView& view, std::string_view text) {
    constexpr size_t min_label = 5;
    constexpr std::string_view ends = " \t\r\n/?&=;,:()<>[]\"'";
    for (size_t i = 0; i < text.size();) {
        const size_t end = std::min(text.find_first_of(ends, i), text.size());
        const std::string_view piece = text.substr(i, end - i);
        i = end + 1;
        const bool is_address =
            piece.find('@') != std::string_view::npos || piece.find("%40") != std::string_view::npos;
        if (piece.empty() || is_address) continue;
        const auto words = words_of(piece);
        for (const OwnDomain& own : view.index.domains()) {
            if (piece.find(own.domain) != std::string_view::npos) return &own;
            if (own.label.size() < min_label) continue;
            if (std::find(words.begin(), words.end(), std::string_view(own.label)) != words.end())
                return &own;
        }
    }
    return nullptr;
}

struct SignIn {
    std::string_view own;
    std::string_view how;
    Severity severity;
};

// Whether the text of the link asks to sign in to us.
std::optional<SignIn> by_text(const MessageView& view, std::string_view text) {
    if (!asks_to_sign_in(text)) return std::nullopt;
    if (view.index.shows_our_name(text)) return SignIn{view.org.name, "our-name-in-text", Severity::high};
    if (const OwnDomain* own = names_us(view, text))
        return SignIn{own->domain, "our-name-in-text", Severity::high};
    return std::nullopt;
}

std::optional<SignIn> sign_in_of_ours(const MessageView& view, const UrlView& url) {
    const std::string_view host = url->final_host;
    const std::string path = ascii_lower(url->url.path());
    const std::string text = text::fold(url.use->text);
    if (const auto found = by_text(view, text)) return found;
    const bool leads_to_sign_in = holds_sign_in_word(host) || holds_sign_in_word(path);
    if (!leads_to_sign_in && !holds_sign_in_word(text)) return std::nullopt;
    const auto alike = look_alike(host, view.index.domains());
    if (alike && alike->severity >= Severity::medium) return SignIn{alike->own, alike->how, Severity::high};
    if (const OwnDomain* own = names_us(view, host))
        return SignIn{own->domain, "our-name-in-host", Severity::high};
    // Honest services have a path for each customer, and "e-mail" or "my" stands in many a text.
    if (!leads_to_sign_in) return std::nullopt;
    if (const OwnDomain* own = names_us(view, path))
        return SignIn{own->domain, "our-name-in-path", Severity::medium};
    return std::nullopt;
}

bool is_foreign(const UrlView& url, const MessageView& view) {
    return !url->is_ours && !view.org.is_ours(url->final_host) &&
           !view.index.is_own_mailer(url->final_host) && !view.index.is_simulation(url->final_host);
}

}  // namespace

void credentials(const MessageView& view, FindingList& out) {
    each_host(
        view, [](const UrlView& url) { return url->url.has_credentials; },
        [&](const UrlView&, facts::Evidence evidence, Facts facts) {
            out.add("A link has a name before its host, which can be taken for the host itself",
                    std::move(evidence), std::move(facts));
        });
}

void form_elsewhere(const MessageView& view, FindingList& out) {
    each_host(
        view,
        [&](const UrlView& url) { return url.is_form() && !is_of_sender(view, url->site) && !url->is_ours; },
        [&](const UrlView&, facts::Evidence evidence, Facts facts) {
            out.add(
                view.unless_bulk(Severity::medium, Severity::low),
                "A form in the mail or its attachment sends what is typed to a host that is not its sender's",
                std::move(evidence), std::move(facts));
        });
}

void ip_host(const MessageView& view, FindingList& out) {
    each_host(
        view, [](const UrlView& url) { return url->url.host_is_ip; },
        [&](const UrlView&, facts::Evidence evidence, Facts facts) {
            out.add("A link leads to a bare IP address", std::move(evidence), std::move(facts));
        });
}

void look_alike_host(const MessageView& view, FindingList& out) {
    if (view.index.domains().empty() || view.is_from_ours) return;
    const auto groups = group_urls(view, [&](const UrlView& url) -> std::optional<uint64_t> {
        if (!is_foreign(url, view)) return std::nullopt;
        return hash64(url->final_host);
    });
    for (const UrlGroup& group : groups) {
        const UrlView& url = *group.first;
        const auto alike = look_alike(url->final_host, view.index.domains());
        if (!alike) continue;
        Facts facts = with(facts_of(url), "likeness", alike->how);
        facts.emplace_back("looks_like", alike->own);
        out.add(alike->severity, "A link's or picture's host looks like a domain of ours and is not",
                evidence_of(*url.use), std::move(facts));
    }
}

void mixed_script(const MessageView& view, FindingList& out) {
    each_host(
        view,
        [](const UrlView& url) {
            if (url->host.find("xn--") == std::string_view::npos) return false;
            const std::string unicode = text::domain_to_unicode(url->host);
            std::string_view rest = unicode;
            while (!rest.empty()) {
                const size_t dot = rest.find('.');
                if (!text::is_single_script(rest.substr(0, dot))) return true;
                rest.remove_prefix(dot == std::string_view::npos ? rest.size() : dot + 1);
            }
            return false;
        },
        [&](const UrlView& url, facts::Evidence evidence, Facts facts) {
            out.add("A link's host mixes letters of several scripts", std::move(evidence),
                    with(std::move(facts), "unicode", text::domain_to_unicode(url->host)));
        });
}

void odd_port(const MessageView& view, FindingList& out) {
    each_host(
        view,
        [](const UrlView& url) {
            return url->url.is_special && url->url.port >= 0 && url->url.port != 80 && url->url.port != 443;
        },
        [&](const UrlView& url, facts::Evidence evidence, Facts facts) {
            out.add("A link names an unusual port", std::move(evidence),
                    with(std::move(facts), "port", std::to_string(url->url.port)));
        });
}

void punycode(const MessageView& view, FindingList& out) {
    each_host(
        view, [](const UrlView& url) { return url->host.find("xn--") != std::string_view::npos; },
        [&](const UrlView& url, facts::Evidence evidence, Facts facts) {
            out.add("A link's host has letters beyond a to z", std::move(evidence),
                    with(std::move(facts), "unicode", text::domain_to_unicode(url->host)));
        });
}

void redirector(const MessageView& view, FindingList& out) {
    const auto is_shortener = [](const UrlView& url) {
        return url->service != nullptr && url->service->kind == ServiceKind::shortener;
    };
    each_host(
        view, [&](const UrlView& url) { return !url->redirector.empty() || is_shortener(url); },
        [&](const UrlView& url, facts::Evidence evidence, Facts facts) {
            if (is_shortener(url)) {
                out.add(Severity::low,
                        "A link goes through a public link shortener: its target cannot be seen",
                        std::move(evidence), with(std::move(facts), "redirector", url->service->name));
            } else {
                out.add("A link leads on to another host through a redirector", std::move(evidence),
                        with(std::move(facts), "redirector", url->redirector));
            }
        });
}

void sign_in_look_alike(const MessageView& view, FindingList& out) {
    if (view.index.domains().empty()) return;
    each_host(
        view,
        [&](const UrlView& url) { return is_foreign(url, view) && sign_in_of_ours(view, url).has_value(); },
        [&](const UrlView& url, facts::Evidence evidence, Facts facts) {
            const SignIn found = *sign_in_of_ours(view, url);
            facts.emplace_back("likeness", found.how);
            facts.emplace_back("looks_like", found.own);
            facts.emplace_back("text", url.use->text);
            // Houses sign in at others' hosts too, and link there from inside.
            out.add(view.is_from_ours ? std::min(found.severity, Severity::low) : found.severity,
                    "A link to a sign-in page that looks like ours and is on another's host",
                    std::move(evidence), std::move(facts));
        });
}

void text_host_mismatch(const MessageView& view, FindingList& out) {
    // Where our own gateway's link does not name its target, nothing says that it leads elsewhere.
    const auto is_closed_gateway = [&](const UrlView& url) {
        const std::vector<std::string>& ours = view.org.link_gateways;
        return std::any_of(ours.begin(), ours.end(), [&](const std::string& gateway) {
            return is_or_is_under(url->final_host, gateway);
        });
    };
    const auto shown_elsewhere = [&](const UrlView& url) -> std::optional<Shown> {
        if (!url.is_link() || url.use->kind == facts::UrlKind::plain_text || url.use->text.empty())
            return std::nullopt;
        if (is_closed_gateway(url)) return std::nullopt;
        std::optional<Shown> shown = shown_host(url.use->text);
        if (!shown || text::registrable_domain(shown->host) == url->final_site) return std::nullopt;
        return shown;
    };
    const auto groups = group_urls(view, [&](const UrlView& url) -> std::optional<uint64_t> {
        const std::optional<Shown> shown = shown_elsewhere(url);
        if (!shown) return std::nullopt;
        return hash_combine(hash64(url->host), hash64(shown->host));
    });
    for (const UrlGroup& group : groups) {
        const UrlView& url = *group.first;
        const Shown shown = *shown_elsewhere(url);
        const std::string_view site = text::registrable_domain(shown.host);
        Facts facts = with(facts_of(url), "shown_host", shown.host);
        facts.emplace_back("text", url.use->text);
        out.add(mismatch_severity(view, url, shown, site), "A link shows one host and leads to another",
                evidence_of(*url.use), std::move(facts));
    }
}

}  // namespace redshank::detect::link
