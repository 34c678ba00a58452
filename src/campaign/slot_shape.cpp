// SPDX-License-Identifier: Apache-2.0
#include "campaign/slot_shape.h"

#include <algorithm>
#include <map>
#include <vector>

namespace redshank::campaign {

namespace {

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    for (;;) {
        const size_t end = text.find(at);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

// Whether the place itself or anything nested in it ("query[u].path[1]") varies.
bool varies(const std::set<std::string>& varying, const std::string& name) {
    const auto at = varying.lower_bound(name);
    if (at == varying.end() || !at->starts_with(name)) return false;
    return at->size() == name.size() || (*at)[name.size()] == '.';
}

bool hides(const std::set<std::string>& varying, const std::string& name, std::string_view raw) {
    return varies(varying, name) || url::looks_like_token(url::percent_decode(raw));
}

std::string path_shape(std::string_view path, const std::set<std::string>& varying) {
    std::string out;
    const std::vector<std::string_view> segments = split(path, '/');
    for (size_t i = 1; i < segments.size(); ++i) {
        const std::string name = "path[" + std::to_string(i) + "]";
        const size_t dot = i + 1 == segments.size() ? segments[i].rfind('.') : std::string_view::npos;
        const std::string_view stem = segments[i].substr(0, dot);
        out += '/';
        out += hides(varying, name, stem) ? "{" + name + "}" : std::string(stem);
        if (dot == std::string_view::npos) continue;
        const std::string_view extension = segments[i].substr(dot);
        out += varying.contains(name + ".ext") || extension.size() > 6 ? ".*" : std::string(extension);
    }
    return out;
}

std::string query_shape(std::string_view query, const std::set<std::string>& varying) {
    std::string out;
    std::map<std::string, int> uses;
    for (const std::string_view pair : split(query, '&')) {
        if (pair.empty()) continue;
        out += out.empty() ? '?' : '&';
        const size_t equals = pair.find('=');
        const std::string field = url::percent_decode(pair.substr(0, equals));
        if (equals == std::string_view::npos || url::looks_like_token(field)) {
            out += hides(varying, "query", pair) || equals != std::string_view::npos ? "{query}"
                                                                                     : std::string(pair);
            continue;
        }
        std::string name = "query[" + field + "]";
        if (const int use = ++uses[field]; use > 1) name += "#" + std::to_string(use);
        const std::string_view value = pair.substr(equals + 1);
        out += std::string(pair.substr(0, equals + 1)) +
               (hides(varying, name, value) ? "{" + name + "}" : std::string(value));
    }
    return out;
}

}  // namespace

std::string slot_shape(const url::Url& url, std::string_view host, const std::set<std::string>& varying) {
    std::string out = std::string(url.scheme()) + "://" + std::string(host) +
                      path_shape(url.path(), varying) + query_shape(url.query(), varying);
    const std::string_view fragment = url.fragment();
    if (!fragment.empty()) {
        out += "#" + (hides(varying, "fragment", fragment) ? "{fragment}" : std::string(fragment));
    }
    return out;
}

std::string merge_hosts(std::string_view pattern, std::string_view host) {
    if (pattern == host || pattern == "*") return std::string(pattern);
    const auto a = split(pattern, '.');
    const auto b = split(host, '.');
    std::string out;
    for (size_t i = 0; i < a.size(); ++i) {
        if (i > 0) out += '.';
        out += a.size() == b.size() && a[i] == b[i] ? a[i] : "*";
    }
    if (a.size() == b.size() && out.find_first_not_of("*.") != std::string::npos) return out;
    size_t common = 0;
    while (common < std::min(a.size(), b.size()) && a[a.size() - 1 - common] == b[b.size() - 1 - common])
        ++common;
    if (common < 2) return "*";
    out = "*";
    for (size_t i = a.size() - common; i < a.size(); ++i) out += "." + std::string(a[i]);
    return out;
}

}  // namespace redshank::campaign
