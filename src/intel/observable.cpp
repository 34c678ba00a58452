// SPDX-License-Identifier: Apache-2.0
#include "intel/observable.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/anomaly.h"
#include "base/ascii.h"
#include "base/limits.h"
#include "text/idna.h"
#include "url/url.h"

namespace redshank::intel {

namespace {

using namespace std::string_view_literals;

constexpr size_t max_observable_bytes = 8192;  // as long as the longest URLs that are published

struct Fang {
    std::string_view written, meant;
};
constexpr Fang fangs[] = {
    {"[.]", "."}, {"(.)", "."},     {"{.}", "."},  {"[dot]", "."}, {"(dot)", "."}, {"{dot}", "."},
    {"[:]", ":"}, {"[://]", "://"}, {"[at]", "@"}, {"(at)", "@"},  {"[@]", "@"},   {"(@)", "@"},
    {"\\.", "."}, {"[/]", "/"},     {"[.", "."},   {".]", "."},
};

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_hex_digit);
}

std::optional<Observable> as_hash(std::string_view text) {
    if (!is_hex(text)) return std::nullopt;
    switch (text.size()) {
        case 64:
            return Observable{ObservableType::sha256, ascii_lower(text)};
        case 40:
            return Observable{ObservableType::sha1, ascii_lower(text)};
        case 32:
            return Observable{ObservableType::md5, ascii_lower(text)};
        default:
            return std::nullopt;
    }
}

std::optional<Observable> as_range(std::string_view text) {
    const size_t slash = text.find('/');
    if (slash == std::string_view::npos || text.size() - slash > 4) return std::nullopt;
    const auto ip = ip_value(text.substr(0, slash));
    const std::string_view digits = text.substr(slash + 1);
    if (!ip || digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
    const int bits = std::stoi(std::string(digits));
    const bool is_v6 = ip->find(':') != std::string::npos;
    if (bits > (is_v6 ? 128 : 32)) return std::nullopt;
    if (bits == (is_v6 ? 128 : 32)) return Observable{ObservableType::ip, *ip};
    return Observable{ObservableType::ip_range, *ip + "/" + std::string(digits)};
}

// RFC 1123 2.1 with the underscore that real hosts have; the last label is no number.
std::optional<std::string> domain_value(std::string_view text) {
    if (text.starts_with("*.")) text.remove_prefix(2);
    if (text.starts_with('.')) text.remove_prefix(1);
    while (text.ends_with('.')) text.remove_suffix(1);
    if (text.size() < 3 || text.size() > 253 || text.find('.') == std::string_view::npos) return std::nullopt;
    auto ascii = text::domain_to_ascii(text);
    if (!ascii) return std::nullopt;
    size_t label = 0;
    for (const char c : *ascii) {
        if (c == '.') {
            if (label == 0) return std::nullopt;
            label = 0;
        } else if (!is_alnum(c) && c != '-' && c != '_') {
            return std::nullopt;
        } else if (++label > 63) {
            return std::nullopt;
        }
    }
    const std::string_view last = std::string_view(*ascii).substr(ascii->rfind('.') + 1);
    if (last.size() < 2 || std::any_of(last.begin(), last.end(), [](char c) { return c == '_'; }) ||
        is_digit(last.front()))
        return std::nullopt;
    return ascii;
}

std::optional<Observable> as_address(std::string_view text) {
    const size_t at = text.rfind('@');
    if (at == std::string_view::npos || at == 0 || at > 64) return std::nullopt;
    const std::string_view local = text.substr(0, at);
    if (std::any_of(local.begin(), local.end(),
                    [](char c) { return is_space(c) || c == '/' || c == ':' || c == '@'; }))
        return std::nullopt;
    const auto domain = domain_value(text.substr(at + 1));
    if (!domain) return std::nullopt;
    return Observable{ObservableType::address, ascii_lower(local) + "@" + *domain};
}

// "host:443" → "host"; an IPv6 address has several colons.
std::string_view without_port(std::string_view text) {
    const size_t colon = text.find(':');
    if (colon == std::string_view::npos || text.rfind(':') != colon) return text;
    const std::string_view port = text.substr(colon + 1);
    const bool is_port = !port.empty() && port.size() <= 5 && std::all_of(port.begin(), port.end(), is_digit);
    return is_port ? text.substr(0, colon) : text;
}

std::string_view without_quotes(std::string_view text) {
    text = trim(text);
    while (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
        text = trim(text.substr(1, text.size() - 2));
    return text;
}

}  // namespace

std::string_view observable_type_name(ObservableType type) {
    constexpr std::array names = {"domain-name"sv, "email-addr"sv, "ip-addr"sv, "ip-range"sv, "url"sv,
                                  "sha256"sv,      "sha1"sv,       "md5"sv,     "file-name"sv};
    return names[static_cast<size_t>(type)];
}

std::string refang(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        const auto* fang = std::find_if(std::begin(fangs), std::end(fangs),
                                        [&](const Fang& one) { return istarts_with(rest, one.written); });
        // A literal IPv6 host keeps its brackets: only "[." and ".]" beside a name are mended.
        if (fang == std::end(fangs)) {
            out += text[at++];
        } else {
            out += fang->meant;
            at += fang->written.size();
        }
    }
    for (const std::string_view scheme : {"hxxp"sv, "hXXp"sv, "h**p"sv, "meow"sv, "htxp"sv}) {
        if (istarts_with(out, scheme) &&
            (out.substr(4).starts_with("://") || istarts_with(out.substr(4), "s://")))
            out.replace(0, 4, "http");
    }
    return out;
}

std::optional<std::string> ip_value(std::string_view text) {
    if (text.size() > 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
    if (text.size() < 2 || text.size() >= INET6_ADDRSTRLEN) return std::nullopt;
    const std::string terminated(text);
    std::array<char, INET6_ADDRSTRLEN> written{};
    std::array<unsigned char, 16> bytes{};
    constexpr std::array<unsigned char, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    int family = AF_INET;
    const unsigned char* address = bytes.data();
    if (inet_pton(AF_INET, terminated.c_str(), bytes.data()) != 1) {
        if (inet_pton(AF_INET6, terminated.c_str(), bytes.data()) != 1) return std::nullopt;
        family = AF_INET6;
        if (std::equal(mapped.begin(), mapped.end(), bytes.begin())) {
            family = AF_INET;
            address += mapped.size();
        }
    }
    if (inet_ntop(family, address, written.data(), written.size()) == nullptr) return std::nullopt;
    return std::string(written.data());
}

std::optional<std::string> url_value(std::string_view text) {
    AnomalyList anomalies;
    const auto url = url::parse(text, nullptr, Limits{}, anomalies);
    if (!url || url->host().empty()) return std::nullopt;
    const size_t end = url->fragment_start == url::Url::none ? url->href.size() : url->fragment_start;
    return url->href.substr(url->host_start, end - url->host_start);
}

std::optional<Observable> parse_observable(std::string_view text) {
    if (text.size() > max_observable_bytes) return std::nullopt;
    const std::string clean = refang(without_quotes(text));
    const std::string_view value = without_quotes(clean);
    if (value.size() < 2 || value.find_first_of(" \t\r\n") != std::string_view::npos) return std::nullopt;
    if (auto hash = as_hash(value)) return hash;
    if (auto ip = ip_value(without_port(value))) return Observable{ObservableType::ip, *ip};
    if (auto range = as_range(value)) return range;
    if (value.find("://") != std::string_view::npos) {
        auto url = url_value(value);
        return url ? std::optional(Observable{ObservableType::url, std::move(*url)}) : std::nullopt;
    }
    if (istarts_with(value, "mailto:")) return as_address(value.substr(7));
    if (auto address = as_address(value)) return address;
    std::string_view host = without_port(value);
    if (host.size() == value.size() && host.ends_with('/')) host.remove_suffix(1);
    if (auto domain = domain_value(host)) return Observable{ObservableType::domain, std::move(*domain)};
    // "host/path" without a scheme.
    const size_t slash = value.find('/');
    if (slash == std::string_view::npos || slash == 0) return std::nullopt;
    host = without_port(value.substr(0, slash));
    if (!domain_value(host) && !ip_value(host)) return std::nullopt;
    auto url = url_value("http://" + std::string(value));
    return url ? std::optional(Observable{ObservableType::url, std::move(*url)}) : std::nullopt;
}

std::string_view without_comment(std::string_view line) {
    line = trim(line);
    if (line.starts_with('#') || line.starts_with(';') || line.starts_with("//")) return {};
    for (const std::string_view mark : {" #"sv, "\t#"sv, " ;"sv, "\t;"sv, " //"sv, "\t//"sv})
        line = line.substr(0, std::min(line.find(mark), line.size()));
    return trim(line);
}

bool has_indicator_columns(std::string_view header) {
    const std::string lower = ascii_lower(header);
    // A header names things; a row of data that happens to hold such a word has a value beside it.
    size_t begin = 0;
    for (size_t at = 0; at <= lower.size(); ++at) {
        if (at < lower.size() && lower[at] != ',' && lower[at] != ';' && lower[at] != '\t') continue;
        const std::string_view name = without_quotes(std::string_view(lower).substr(begin, at - begin));
        begin = at + 1;
        for (const std::string_view known :
             {"pattern"sv, "value"sv, "indicator"sv, "ioc"sv, "ioc_value"sv, "indicator_value"sv,
              "observable"sv, "signature_component.value"sv, "domain"sv, "ip"sv, "ip_address"sv, "url"sv,
              "hash"sv, "sha256"sv, "email"sv}) {
            if (name == known) return true;
        }
    }
    return false;
}

}  // namespace redshank::intel
