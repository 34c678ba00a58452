// SPDX-License-Identifier: Apache-2.0
#include "document/office_fields.h"

#include "base/ascii.h"

namespace redshank::document {

namespace {

std::string_view take_word(std::string_view& text) {
    text = trim(text);
    size_t length = 0;
    while (length < text.size() && !is_space(text[length]) && text[length] != '"') ++length;
    const std::string_view word = text.substr(0, length);
    text.remove_prefix(length);
    return word;
}

// Quoted or bare; switches such as \l and their values stand before or after it.
std::string_view take_argument(std::string_view text) {
    text = trim(text);
    if (text.empty()) return {};
    if (text[0] == '"') return text.substr(1, text.find('"', 1) - 1);
    return text[0] == '\\' && !text.starts_with("\\\\") ? std::string_view() : take_word(text);
}

bool is_outside_quotes(std::string_view text, size_t at) {
    bool quoted = false;
    for (size_t i = 0; i < at; ++i) quoted ^= text[i] == '"';
    return !quoted;
}

// "=cmd|'/c calc'!A0": a bar outside of strings with a "!" behind it.
bool is_dde_formula(std::string_view formula) {
    const size_t bar = formula.find('|');
    if (bar == std::string_view::npos || bar == 0 || formula.find('!', bar) == std::string_view::npos)
        return false;
    return is_alnum(formula[bar - 1]) && is_outside_quotes(formula, bar);
}

// The first string literal behind NAME(.
std::optional<std::string_view> literal_of(std::string_view formula, std::string_view name) {
    for (size_t i = 0; i + name.size() < formula.size(); ++i) {
        if (!istarts_with(formula.substr(i), name) || (i > 0 && is_alpha(formula[i - 1]))) continue;
        const std::string_view rest = trim(formula.substr(i + name.size()));
        if (rest.size() < 2 || rest[0] != '(') continue;
        const size_t open = rest.find('"');
        if (open == std::string_view::npos) return std::string_view();
        return rest.substr(open + 1, rest.find('"', open + 1) - open - 1);
    }
    return std::nullopt;
}

}  // namespace

std::optional<FieldUse> read_field(std::string_view instruction) {
    struct Row {
        std::string_view name;
        FieldUse use;
    };
    constexpr Row rows[] = {{"DDE", {true, {}, {}}},
                            {"DDEAUTO", {true, {}, {}}},
                            {"HYPERLINK", {false, ReferenceKind::link, {}}},
                            {"INCLUDEPICTURE", {false, ReferenceKind::image, {}}},
                            {"INCLUDETEXT", {false, ReferenceKind::frame, {}}},
                            {"LINK", {false, ReferenceKind::object, {}}},
                            {"RD", {false, ReferenceKind::frame, {}}}};
    std::string_view rest = instruction;
    const std::string_view name = take_word(rest);
    for (const Row& row : rows) {
        if (!iequals(name, row.name)) continue;
        FieldUse use = row.use;
        if (iequals(name, "LINK")) take_word(rest);  // the class of the object comes first
        use.argument = use.is_dde ? trim(rest) : take_argument(rest);
        if (use.argument.empty()) return std::nullopt;
        return use;
    }
    return std::nullopt;
}

std::optional<FieldUse> read_formula(std::string_view formula) {
    if (formula.find('|') == std::string_view::npos && formula.find('(') == std::string_view::npos)
        return std::nullopt;
    if (is_dde_formula(formula) || literal_of(formula, "DDE"))
        return FieldUse{true, ReferenceKind::link, formula};
    if (const auto address = literal_of(formula, "WEBSERVICE"))
        return FieldUse{false, ReferenceKind::resource, *address};
    if (const auto address = literal_of(formula, "IMAGE"))
        return FieldUse{false, ReferenceKind::image, *address};
    if (const auto address = literal_of(formula, "HYPERLINK"))
        return FieldUse{false, ReferenceKind::link, *address};
    return std::nullopt;
}

}  // namespace redshank::document
