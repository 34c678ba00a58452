// SPDX-License-Identifier: Apache-2.0
#include "report/masked_urls.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/safe_text.h"
#include "report/keyed_hash.h"

namespace redshank::report {

namespace {

constexpr size_t enough_readers = 3;
constexpr size_t longest_query_name = 12;
constexpr size_t longest_label = 8;

// Too short and too plain to tell many readers apart: "img", "cdn2", "utm_source".
bool is_word(std::string_view text, size_t max_length) {
    return text.size() <= max_length && std::count_if(text.begin(), text.end(), is_digit) <= 1 &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '_' || c == '-'; });
}

// May name a reader even where all got the same: an address, a hash of one.
bool may_be_address(std::string_view text) {
    if (text.find('@') != std::string_view::npos || text.find("%40") != std::string_view::npos) return true;
    return text.size() >= 32 && std::all_of(text.begin(), text.end(), [](char c) { return is_hex_digit(c); });
}

// What redact.h put in place of a token.
bool is_hash(std::string_view text) {
    return text.size() == 14 && text.starts_with('{') && text.ends_with('}') &&
           std::all_of(text.begin() + 1, text.end() - 1, is_hex_digit);
}

size_t ending_at(std::string_view segment) {
    static constexpr std::string_view endings[] = {".gif", ".png", ".jpg",  ".jpeg",  ".webp", ".svg",
                                                   ".css", ".js",  ".htm",  ".html",  ".php",  ".aspx",
                                                   ".pdf", ".ico", ".woff", ".woff2", ".mp4",  ".ics"};
    for (const std::string_view ending : endings) {
        if (segment.size() > ending.size() && segment.ends_with(ending))
            return segment.size() - ending.size();
    }
    return segment.size();
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> out;
    for (;;) {
        const size_t end = text.find(at);
        out.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return out;
        text.remove_prefix(end + 1);
    }
}

bool is_run_char(char c) {
    return is_alnum(c) || c == '-' || c == '_';
}

// Cuts text into runs of the characters that identifiers are made of, and what stands between them.
template <typename Take>
void each_run(std::string_view text, Take take) {
    while (!text.empty()) {
        const bool is_run = is_run_char(text.front());
        size_t end = 1;
        while (end < text.size() && is_run_char(text[end]) == is_run) ++end;
        take(text.substr(0, end), is_run);
        text.remove_prefix(end);
    }
}

// Long or odd enough to be no word of a sentence.
bool is_telling(std::string_view run) {
    return run.size() >= 16 || (run.size() >= 6 && std::any_of(run.begin(), run.end(), is_digit));
}

// A word of a text that holds a URL goes out whole: what stands beside it in the word may belong to it.
std::string without_urls(std::string_view text) {
    std::string out;
    for (const std::string_view word : split(text, ' ')) {
        if (!out.empty()) out += ' ';
        const bool is_url = word.find("://") != std::string_view::npos;
        out += is_url ? "[URL left out]" : std::string(word);
    }
    return out;
}

std::string_view host_in(std::string_view url) {
    const size_t start = url.find("://");
    if (start == std::string_view::npos) return {};
    std::string_view authority = url.substr(start + 3);
    authority = authority.substr(0, authority.find_first_of("/?#\\"));
    if (const size_t at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
    return authority.starts_with('[') ? authority : authority.substr(0, authority.find(':'));
}

// A label of a host tells as much in URLs of every form.
std::string label_key(std::string_view form_key, std::string_view slot, std::string_view value) {
    std::string key(form_key.substr(0, form_key.find('/')));
    return key.append(1, ' ').append(slot).append(1, ' ').append(value);
}

bool is_ip(std::string_view host) {
    return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

std::string tlp_label(const Handout& handout) {
    std::string out = "TLP:";
    for (const char c : handout.tlp) out += static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    return out;
}

std::string_view token_warning(const Handout& handout) {
    if (!handout.with_tokens) return {};
    return "WARNING: this file holds live tracking URLs. Whoever or whatever opens one (a person, a chat's "
           "preview, a sandbox, a scanner) tells the sender that the mail was read, and by whom.";
}

std::string notice(const Handout& handout) {
    std::string out(token_warning(handout));
    for (const std::string& note : handout.notes) out += (out.empty() ? "" : " ") + note;
    return out;
}

bool holds_name(std::string_view text, const NameWords& names) {
    constexpr size_t telling_within_another = 4;
    const std::string lower = ascii_lower(text);
    bool found = false;
    each_run(lower, [&](std::string_view run, bool is_run) {
        for (size_t at = 0; is_run && at < run.size();) {  // "ada-holm" and "ada_holm" are two words
            const size_t end = std::min(run.find_first_of("-_", at), run.size());
            found = found || names.find(run.substr(at, end - at)) != names.end();
            at = end + 1;
        }
    });
    return found || std::any_of(names.begin(), names.end(), [&](const std::string& name) {
               return name.size() >= telling_within_another && lower.find(name) != std::string::npos;
           });
}

MaskedUrls::MaskedUrls(const Handout& handout, const NameWords* names) : handout_(handout), names_(names) {
    for (const HandoutMessage& one : handout.messages) {
        for (const facts::UrlUse& use : one.message.urls) sites_.insert(use.site);
    }
    for (const HandoutMessage& one : handout.messages) {
        for (const facts::UrlUse& use : one.message.urls) {
            for (const std::string* url : {&use.url, &use.target, &use.sent}) learn(*url, one.message.reader);
        }
    }
    if (handout.with_tokens || handout.is_redacted) return;
    // A nested URL names hosts too; registrable domains are told everywhere.
    std::set<std::string, std::less<>> labels;
    for (const std::string& site : sites_) {
        for (const std::string_view label : split(site, '.')) labels.emplace(label);
    }
    for (const HandoutMessage& one : handout.messages) {
        for (const facts::UrlUse& use : one.message.urls) {
            for (const std::string* url : {&use.url, &use.target, &use.sent}) learn_words(*url, labels);
        }
    }
}

std::string MaskedUrls::site_of(std::string_view host) const {
    if (is_ip(host)) return std::string(host);
    for (std::string_view at = host; !at.empty();) {
        if (sites_.find(at) != sites_.end()) return std::string(at);
        const size_t dot = at.find('.');
        if (dot == std::string_view::npos) break;
        at.remove_prefix(dot + 1);
    }
    const size_t last = host.rfind('.');
    if (last == std::string_view::npos || last == 0) return std::string(host);
    const size_t before = host.rfind('.', last - 1);
    return std::string(before == std::string_view::npos ? host : host.substr(before + 1));
}

// The URL as pieces that may be tokens. Userinfo is one: nobody needs it to open a picture.
std::vector<MaskedUrls::Piece> MaskedUrls::cut(std::string_view url, std::string& form_key) const {
    std::vector<Piece> out;
    std::string between;
    const auto piece = [&](std::string_view value, std::string slot, std::string after = "") {
        out.push_back({std::move(between), std::string(value), std::move(slot), std::move(after)});
        between.clear();
    };
    const std::string_view host = host_in(url);
    if (host.empty()) {  // mailto: and the like
        form_key = "other";
        const size_t colon = url.find(':');
        between = std::string(url.substr(0, colon == std::string_view::npos ? 0 : colon + 1));
        piece(url.substr(between.size()), "other");
        return out;
    }
    const std::string site = site_of(host);
    const size_t scheme_end = url.find("://") + 3;
    between = std::string(url.substr(0, scheme_end));
    const auto host_at = static_cast<size_t>(host.data() - url.data());
    if (host_at > scheme_end) {
        piece(url.substr(scheme_end, host_at - 1 - scheme_end), "userinfo");
        between = "@";
    }
    size_t labels = 0;
    if (host.size() > site.size()) {
        for (const std::string_view label : split(host.substr(0, host.size() - site.size() - 1), '.')) {
            piece(label, "host[" + std::to_string(labels++) + "]");
            between = ".";
        }
    }
    piece(site, "site");
    std::string_view rest = url.substr(host_at + host.size());
    const size_t path_end = rest.find_first_of("?#");
    const std::string_view path = rest.substr(0, path_end);
    if (const size_t slash = path.find('/'); slash != std::string_view::npos) {
        between += path.substr(0, slash + 1);  // with a port
        size_t number = 0;
        const auto segments = split(path.substr(slash + 1), '/');
        for (const std::string_view segment : segments) {
            const size_t ending = ending_at(segment);
            if (number > 0) between += '/';
            if (!segment.empty())
                piece(segment.substr(0, ending), "path[" + std::to_string(number) + "]",
                      std::string(segment.substr(ending)));
            ++number;
        }
        form_key = site + "/" + std::to_string(labels) + "/" + std::to_string(number);
    } else {
        between += path;
        form_key = site + "/" + std::to_string(labels);
    }
    rest.remove_prefix(path.size());
    if (rest.starts_with('?')) {
        const std::string_view query = rest.substr(1, rest.find('#') - 1);
        between += '?';
        bool first = true;
        for (const std::string_view item : split(query, '&')) {
            if (!first) between += '&';
            first = false;
            const size_t equals = item.find('=');
            if (equals == std::string_view::npos) {
                piece(item, "query[]");
                continue;
            }
            piece(item.substr(0, equals), "name");
            between = "=";
            if (equals + 1 < item.size())
                piece(item.substr(equals + 1), "query[" + std::string(item.substr(0, equals)) + "]");
        }
        rest.remove_prefix(1 + query.size());
    }
    if (rest.size() > 1 && rest.starts_with('#')) {
        between += '#';
        piece(rest.substr(1), "fragment");
    }
    if (!between.empty()) piece("", "end");
    return out;
}

void MaskedUrls::learn(std::string_view url, const std::string& reader) {
    if (url.empty()) return;
    std::string form_key;
    for (const Piece& piece : cut(url, form_key)) {
        if (piece.slot.starts_with("host[") || piece.slot == "name") {
            if (!reader.empty())
                readers_of_label_[label_key(form_key, piece.slot, piece.value)].insert(reader);
            continue;
        }
        Seen& seen = slots_[form_key + " " + piece.slot];
        if (seen.values.size() < 2) seen.values.insert(piece.value);
        if (seen.readers.size() < enough_readers && !reader.empty()) seen.readers.insert(reader);
    }
}

bool MaskedUrls::is_kept(const std::string& form_key, const Piece& piece) const {
    if (piece.value.empty()) return true;
    if (handout_.is_redacted) return !is_hash(piece.value);
    if (names_ != nullptr && holds_name(piece.value, *names_)) return false;
    if (piece.slot == "site") return true;
    if (may_be_address(piece.value)) return false;
    if (piece.slot.starts_with("host[") || piece.slot == "name") {
        if (is_word(piece.value, piece.slot == "name" ? longest_query_name : longest_label)) return true;
        const auto found = readers_of_label_.find(label_key(form_key, piece.slot, piece.value));
        return found != readers_of_label_.end() && found->second.size() >= enough_readers;
    }
    if (names_ != nullptr) return false;
    const auto found = slots_.find(form_key + " " + piece.slot);
    return found != slots_.end() && found->second.values.size() == 1 &&
           found->second.readers.size() >= enough_readers;
}

// What is hashed in URLs must not stand in titles and reasons either. Plain words are left alone there: one
// of them alone tells nothing.
void MaskedUrls::learn_words(std::string_view url, const std::set<std::string, std::less<>>& labels) {
    if (url.empty()) return;
    std::string form_key;
    for (const Piece& piece : cut(url, form_key)) {
        if (is_kept(form_key, piece)) continue;
        each_run(piece.value, [&](std::string_view run, bool is_run) {
            if (is_run && is_telling(run) && labels.find(run) == labels.end()) hashed_words_.emplace(run);
        });
    }
}

template <typename Show>
std::string MaskedUrls::rebuilt(std::string_view url, Show show) const {
    std::string form_key, out;
    for (const Piece& piece : cut(url, form_key)) {
        out += piece.before;
        out += is_kept(form_key, piece) ? piece.value : show(piece);
        out += piece.after;
    }
    return out;
}

std::string MaskedUrls::url(std::string_view url) const {
    if (handout_.with_tokens || handout_.is_redacted || url.empty()) return std::string(url);
    return rebuilt(url, [&](const Piece& piece) {
        return piece.slot == "site" ? shown_site(piece.value) : hidden_token(handout_.key, piece.value);
    });
}

std::string MaskedUrls::form(std::string_view url) const {
    return rebuilt(url, [](const Piece&) { return std::string("{}"); });
}

std::vector<std::string> MaskedUrls::hashes(std::string_view url) const {
    std::vector<std::string> out;
    rebuilt(url, [&](const Piece& piece) {
        const std::string& value = piece.value;
        out.push_back(is_hash(value) && handout_.is_redacted ? value.substr(1, value.size() - 2)
                                                             : short_name(handout_.key, value));
        return std::string();
    });
    return out;
}

std::string MaskedUrls::shape(std::string_view url_shape,
                              const std::function<std::string(std::string_view slot)>& slot) const {
    return rebuilt(url_shape, [&](const Piece& piece) {
        if (piece.slot == "site") return shown_site(piece.value);
        const size_t begin = piece.value.find('{'), end = piece.value.find('}', begin);
        if (begin == std::string::npos || end == std::string::npos) return std::string("*");
        return "{" + slot(std::string_view(piece.value).substr(begin + 1, end - begin - 1)) + "}";
    });
}

bool MaskedUrls::is_plain_name(std::string_view name) const {
    return is_word(name, longest_query_name) && (names_ == nullptr || !holds_name(name, *names_));
}

// "okafor-news.example" with the name hashed: "{5f1c20d9a3be}.example".
std::string MaskedUrls::shown_site(const std::string& site) const {
    if (names_ == nullptr || is_ip(site) || !holds_name(site, *names_)) return site;
    const size_t dot = std::min(site.find('.'), site.size());
    return hidden_token(handout_.key, site.substr(0, dot)) + site.substr(dot);
}

std::string MaskedUrls::host(std::string_view host) const {
    if (handout_.with_tokens || handout_.is_redacted || is_ip(host)) return std::string(host);
    const std::string site = site_of(host);
    std::string out;
    if (host.size() > site.size()) {
        size_t number = 0;
        for (const std::string_view label : split(host.substr(0, host.size() - site.size() - 1), '.')) {
            const Piece piece{"", std::string(label), "host[" + std::to_string(number++) + "]", ""};
            const bool keep = label == "*" || is_kept(site, piece);
            out += (keep ? piece.value : hidden_token(handout_.key, label)) + ".";
        }
    }
    return out + shown_site(site);
}

std::string MaskedUrls::text(std::string_view text) const {
    if (handout_.with_tokens || handout_.is_redacted) return std::string(text);
    std::string out;
    each_run(without_urls(text), [&](std::string_view run, bool is_run) {
        const bool hashed = is_run && hashed_words_.find(run) != hashed_words_.end();
        out += hashed ? hidden_token(handout_.key, run) : std::string(run);
    });
    return out;
}

std::string MaskedUrls::reader(std::string_view address) const {
    if (address.empty() || handout_.with_targets || handout_.is_redacted) return std::string(address);
    return "reader-" + short_name(handout_.key, address);
}

}  // namespace redshank::report
