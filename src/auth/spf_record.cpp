// SPDX-License-Identifier: Apache-2.0
#include "auth/spf_record.h"

#include <algorithm>

#include "auth/ip_bits.h"
#include "auth/tag_list.h"
#include "base/ascii.h"

namespace redshank::auth {

namespace {

constexpr std::string_view delimiters = ".-+,/_=";

std::optional<Verdict> qualifier(char c) {
    switch (c) {
        case '+':
            return Verdict::pass;
        case '-':
            return Verdict::fail;
        case '~':
            return Verdict::softfail;
        case '?':
            return Verdict::neutral;
        default:
            return std::nullopt;
    }
}

struct MechanismName {
    std::string_view name;
    SpfMechanism mechanism;
};
constexpr MechanismName mechanism_names[] = {
    {"all", SpfMechanism::all}, {"include", SpfMechanism::include}, {"a", SpfMechanism::a},
    {"mx", SpfMechanism::mx},   {"ptr", SpfMechanism::ptr},         {"ip4", SpfMechanism::ip4},
    {"ip6", SpfMechanism::ip6}, {"exists", SpfMechanism::exists},
};

// toplabel (RFC 7208 7.1): letters, digits and inner hyphens, not digits alone.
bool is_top_label(std::string_view label) {
    if (label.empty() || label.front() == '-' || label.back() == '-') return false;
    const bool is_ldh =
        std::all_of(label.begin(), label.end(), [](char c) { return is_alnum(c) || c == '-'; });
    return is_ldh && !std::all_of(label.begin(), label.end(), is_digit);
}

// domain-spec: ends in a macro-expand, or in "." toplabel with or without a dot behind it.
bool is_domain_spec(std::string_view text) {
    if (text.empty() || !is_macro_string(text, false)) return false;
    size_t at = 0;
    SpfMacro last;
    while (const auto piece = next_macro(text, at)) last = *piece;
    if (last.letter != 0) return true;
    if (text.ends_with('.')) text.remove_suffix(1);
    const size_t dot = text.rfind('.');
    return dot != std::string_view::npos && is_top_label(text.substr(dot + 1));
}

// "/24" taken off the end; `mark` is "/" or "//". False on a number out of range.
bool take_prefix(std::string_view& text, std::string_view mark, uint8_t& prefix) {
    size_t digits = 0;
    while (digits < text.size() && is_digit(text[text.size() - 1 - digits])) ++digits;
    const std::string_view number = text.substr(text.size() - digits);
    const std::string_view before = text.substr(0, text.size() - digits);
    if (!before.ends_with(mark)) return true;
    if (mark == "/" && before.ends_with("//")) return true;
    const auto value = decimal(number, 3);
    if (!value || *value > prefix || (number.size() > 1 && number[0] == '0')) return false;
    prefix = static_cast<uint8_t>(*value);
    text = before.substr(0, before.size() - mark.size());
    return true;
}

bool read_network(std::string_view argument, SpfDirective& out) {
    const bool is_v4 = out.mechanism == SpfMechanism::ip4;
    if (!take_prefix(argument, "/", is_v4 ? out.prefix4 : out.prefix6)) return false;
    const auto bits = ip_bits(argument);
    if (!bits || bits->size() != (is_v4 ? 4u : 16u)) return false;
    out.network = *bits;
    return true;
}

// What follows the mechanism's name: ":domain-spec", "/24//64", both or nothing.
bool read_argument(std::string_view argument, SpfDirective& out) {
    switch (out.mechanism) {
        case SpfMechanism::all:
            return argument.empty();
        case SpfMechanism::ip4:
        case SpfMechanism::ip6:
            return argument.starts_with(':') && read_network(argument.substr(1), out);
        case SpfMechanism::a:
        case SpfMechanism::mx:
            if (!take_prefix(argument, "//", out.prefix6) || !take_prefix(argument, "/", out.prefix4))
                return false;
            break;
        case SpfMechanism::include:
        case SpfMechanism::exists:
            if (argument.empty()) return false;
            break;
        case SpfMechanism::ptr:
            break;
    }
    if (argument.empty()) return true;
    if (argument[0] != ':') return false;
    out.domain_spec = argument.substr(1);
    return is_domain_spec(out.domain_spec);
}

bool read_directive(std::string_view term, SpfDirective& out) {
    out.text = term;
    if (const auto verdict = qualifier(term[0])) {
        out.verdict = *verdict;
        term.remove_prefix(1);
    }
    const size_t end = std::min(term.find_first_of(":/"), term.size());
    const std::string_view name = term.substr(0, end);
    for (const MechanismName& known : mechanism_names) {
        if (!iequals(name, known.name)) continue;
        out.mechanism = known.mechanism;
        return read_argument(term.substr(end), out);
    }
    return false;
}

// name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )
bool is_modifier_name(std::string_view name) {
    return !name.empty() && is_alpha(name[0]) && std::all_of(name.begin(), name.end(), [](char c) {
        return is_alnum(c) || c == '-' || c == '_' || c == '.';
    });
}

bool read_modifier(std::string_view name, std::string_view value, SpfRecord& record) {
    std::optional<std::string>* const known = iequals(name, "redirect") ? &record.redirect
                                              : iequals(name, "exp")    ? &record.explanation
                                                                        : nullptr;
    if (known == nullptr) return is_modifier_name(name) && is_macro_string(value, false);
    if (known->has_value() || !is_domain_spec(value)) return false;
    *known = std::string(value);
    return true;
}

bool read_term(std::string_view term, SpfRecord& record) {
    if (!std::all_of(term.begin(), term.end(), [](char c) { return c > ' ' && c < '\x7F'; })) return false;
    const size_t mark = term.find_first_of("=:/");
    if (mark != std::string_view::npos && term[mark] == '=')
        return read_modifier(term.substr(0, mark), term.substr(mark + 1), record);
    SpfDirective directive;
    if (!read_directive(term, directive)) return false;
    record.directives.push_back(std::move(directive));
    return true;
}

}  // namespace

bool is_spf_record(std::string_view text) {
    return istarts_with(text, "v=spf1") && (text.size() == 6 || text[6] == ' ');
}

std::optional<SpfRecord> SpfRecord::parse(std::string_view terms, std::string& wrong) {
    SpfRecord record;
    for (size_t start = 0; start < terms.size();) {
        const size_t end = std::min(terms.find(' ', start), terms.size());
        const std::string_view term = terms.substr(start, end - start);
        start = end + 1;
        if (term.empty()) continue;
        if (!read_term(term, record)) {
            wrong = term;
            return std::nullopt;
        }
    }
    return record;
}

std::optional<SpfMacro> next_macro(std::string_view text, size_t& at) {
    if (at >= text.size()) return std::nullopt;
    SpfMacro macro;
    if (text[at] != '%') {
        const size_t end = std::min(text.find('%', at), text.size());
        macro.literal = text.substr(at, end - at);
        at = end;
        return macro;
    }
    const char mark = at + 1 < text.size() ? text[at + 1] : '\0';
    if (mark == '%' || mark == '_' || mark == '-') {
        macro.literal = mark == '%' ? "%" : mark == '_' ? " " : "%20";
        at += 2;
        return macro;
    }
    const size_t close = text.find('}', at);
    if (mark != '{' || close == std::string_view::npos) return std::nullopt;
    std::string_view inside = text.substr(at + 2, close - at - 2);
    constexpr std::string_view letters = "slodiphcrtv";
    if (inside.empty() || letters.find(to_lower(inside[0])) == std::string_view::npos) return std::nullopt;
    macro.letter = to_lower(inside[0]);
    macro.escape = inside[0] != macro.letter;
    inside.remove_prefix(1);
    size_t digits = 0;
    while (digits < inside.size() && is_digit(inside[digits])) ++digits;
    if (digits > 0) {
        const auto keep = decimal(inside.substr(0, digits));
        if (!keep || *keep == 0) return std::nullopt;
        macro.keep = *keep;
        inside.remove_prefix(digits);
    }
    macro.reverse = !inside.empty() && to_lower(inside[0]) == 'r';
    if (macro.reverse) inside.remove_prefix(1);
    if (inside.find_first_not_of(delimiters) != std::string_view::npos) return std::nullopt;
    if (!inside.empty()) macro.delimiters = inside;
    at = close + 1;
    return macro;
}

bool is_macro_string(std::string_view text, bool is_explanation) {
    size_t at = 0;
    while (const auto piece = next_macro(text, at)) {
        if (!is_explanation && (piece->letter == 'c' || piece->letter == 'r' || piece->letter == 't'))
            return false;
    }
    return at >= text.size();
}

}  // namespace redshank::auth
