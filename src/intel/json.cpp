// SPDX-License-Identifier: Apache-2.0
#include "intel/json.h"

#include "base/ascii.h"

namespace redshank::intel {

namespace {

constexpr size_t nothing = std::string_view::npos;

// Behind the string that begins at `at`; the end of the text where it does not end.
size_t behind_string(std::string_view json, size_t at) {
    for (++at; at < json.size(); ++at) {
        if (json[at] == '\\') {
            ++at;
        } else if (json[at] == '"') {
            return at + 1;
        }
    }
    return json.size();
}

// Behind the value that begins at `at`: to its closing bracket, or to the comma or bracket behind a scalar.
size_t behind_value(std::string_view json, size_t at) {
    size_t depth = 0;
    while (at < json.size()) {
        const char c = json[at];
        if (c == '"') {
            at = behind_string(json, at);
            if (depth == 0) return at;
            continue;
        }
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') {
            if (depth == 0) return at;
            if (--depth == 0) return at + 1;
        }
        if (c == ',' && depth == 0) return at;
        ++at;
    }
    return json.size();
}

size_t skip_space(std::string_view json, size_t at) {
    while (at < json.size() && is_space(json[at])) ++at;
    return at;
}

// Where the array under `key` begins ('['); nothing where there is none.
size_t find_array(std::string_view json, std::string_view key) {
    size_t at = skip_space(json, 0);
    if (at >= json.size()) return nothing;
    if (key.empty()) return json[at] == '[' ? at : nothing;
    if (json[at] != '{') return nothing;
    ++at;
    while (at < json.size()) {
        at = skip_space(json, at);
        if (at >= json.size() || json[at] == '}') return nothing;
        if (json[at] != '"') {
            ++at;
            continue;
        }
        const size_t end = behind_string(json, at);
        const std::string_view name = json.substr(at + 1, end > at + 2 ? end - at - 2 : 0);
        at = skip_space(json, end);
        if (at >= json.size() || json[at] != ':') continue;
        at = skip_space(json, at + 1);
        if (name == key && at < json.size() && json[at] == '[') return at;
        at = behind_value(json, at);
    }
    return nothing;
}

}  // namespace

JsonReader::JsonReader(const Limits& limits) : max_depth_(limits.max_json_depth) {}

std::optional<JsonElement> JsonReader::read(std::string_view json, std::string& error) {
    padded_.assign(json);
    if (padded_.capacity() < padded_.size() + simdjson::SIMDJSON_PADDING)
        padded_.reserve(padded_.size() * 2 + simdjson::SIMDJSON_PADDING);
    if (parser_.capacity() < padded_.size() || parser_.max_depth() != max_depth_) {
        if (parser_.allocate(padded_.size() * 2 + 1024, max_depth_) != simdjson::SUCCESS) {
            error = "there is not enough memory for it";
            return std::nullopt;
        }
    }
    const auto result = parser_.parse(padded_.data(), padded_.size(), false);
    if (result.error() != simdjson::SUCCESS) {
        error = std::string("this is not well-formed JSON: ") + simdjson::error_message(result.error());
        return std::nullopt;
    }
    return result.value_unsafe();
}

bool each_element(std::string_view json, std::string_view key,
                  const std::function<bool(std::string_view, size_t)>& take) {
    size_t at = find_array(json, key);
    if (at == nothing) return false;
    for (at = skip_space(json, at + 1); at < json.size(); at = skip_space(json, at)) {
        if (json[at] == ']') return true;
        if (json[at] == ',') {
            ++at;
            continue;
        }
        const size_t end = behind_value(json, at);
        if (end == at) return false;  // a closing brace where there is none open
        if (!take(json.substr(at, end - at), at)) return true;
        at = end;
    }
    return false;
}

std::string without_array(std::string_view json, std::string_view key) {
    const size_t at = find_array(json, key);
    if (at == nothing) return std::string(json);
    const size_t end = behind_value(json, at);
    return std::string(json.substr(0, at + 1)) + "]" + std::string(json.substr(std::min(end, json.size())));
}

void read_strings(std::string_view json, const Limits& limits, Knowledge& out,
                  const std::function<void(std::string_view, size_t)>& take) {
    JsonReader reader(limits);
    size_t count = 0;
    const bool whole = each_element(json, "", [&](std::string_view element, size_t at) {
        std::string error;
        const auto value = reader.read(element, error);
        std::string_view text;
        if (!value || value->get(text) != simdjson::SUCCESS) {
            add_problem(out, limits, json, at, value ? "this is no string" : error);
        } else {
            take(text, at);
        }
        return ++count < limits.max_intel_entries;
    });
    if (!whole)
        add_problem(out, limits, json, json.size(), "the array does not end; what was before is read");
}

std::string_view string_at(const JsonElement& object, std::string_view key) {
    std::string_view text;
    return object[key].get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::vector<std::string_view> strings_at(const JsonElement& object, std::string_view key) {
    std::vector<std::string_view> out;
    if (const std::string_view one = string_at(object, key); !one.empty()) return {one};
    for (const JsonElement element : array_at(object, key)) {
        std::string_view text;
        if (element.get(text) == simdjson::SUCCESS) out.push_back(text);
    }
    return out;
}

simdjson::dom::array array_at(const JsonElement& object, std::string_view key) {
    // An empty array that lives as long as the program stands for what is none.
    static simdjson::dom::parser parser;
    static const simdjson::dom::array empty = parser.parse(std::string_view("[]")).get_array().value();
    simdjson::dom::array array;
    return object[key].get(array) == simdjson::SUCCESS ? array : empty;
}

bool has_true(const JsonElement& object, std::string_view key) {
    bool flag = false;
    return object[key].get(flag) == simdjson::SUCCESS && flag;
}

}  // namespace redshank::intel
