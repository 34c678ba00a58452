// SPDX-License-Identifier: Apache-2.0
// Each stretch between semicolons is a list of "key=value" and bare words; white space and comments may stand
// around every '=' and '.', quoted strings may hold semicolons.
#include "auth/authentication_results.h"

#include <array>

#include "auth/lexer.h"
#include "base/ascii.h"

namespace redshank::auth {

namespace {

struct Pair {
    std::string key;  // a bare word where there is no value
    std::string value;
    bool has_value = false;
};

class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    bool at_end() const { return position_ >= text_.size(); }

    /// Past the next ';'.
    void next_stretch() {
        if (!at_end()) ++position_;
    }

    /// The next pair of this stretch; false at its end.
    bool pair(Pair& out) {
        out = Pair();
        skip_space();
        out.key = key();
        skip_space();
        if (!at_end() && text_[position_] == '=') {
            ++position_;
            skip_space();
            out.value = value();
            out.has_value = true;
        }
        return !out.key.empty() || out.has_value;
    }

  private:
    void skip_space() {
        while (!at_end()) {
            if (is_space(text_[position_]))
                ++position_;
            else if (text_[position_] == '(')
                skip_comment();
            else
                return;
        }
    }

    void skip_comment() {
        const size_t end = no_more_comments_ ? std::string_view::npos : comment_end(text_, position_);
        no_more_comments_ =
            end == std::string_view::npos;  // without an end the parenthesis is only white space
        position_ = no_more_comments_ ? position_ + 1 : end;
    }

    // "header.d", "spf", "dkim/1"; white space around the dot and the slash is dropped.
    std::string key() {
        if (!at_end() && text_[position_] == '"') return value();  // a quoted authserv-id
        std::string out;
        while (true) {
            const size_t start = position_;
            while (!at_end() && !is_space(text_[position_]) && !ends_key(text_[position_])) ++position_;
            out += text_.substr(start, position_ - start);
            skip_space();
            const bool joined = (!at_end() && joins(text_[position_])) || (!out.empty() && joins(out.back()));
            if (position_ == start || !joined) return out;
        }
    }
    static bool joins(char c) { return c == '.' || c == '/'; }
    static bool ends_key(char c) { return c == '=' || c == ';' || c == '('; }

    std::string value() {
        std::string out;
        if (!at_end() && text_[position_] == '"') {
            for (++position_; !at_end() && text_[position_] != '"'; ++position_) {
                if (text_[position_] == '\\' && position_ + 1 < text_.size()) ++position_;
                out += text_[position_];
            }
            if (!at_end()) ++position_;
            // "local part"@domain is one value.
            if (at_end() || text_[position_] != '@') return out;
        }
        const size_t start = position_;
        while (!at_end() && !is_space(text_[position_]) && text_[position_] != ';' && text_[position_] != '(')
            ++position_;
        return out += text_.substr(start, position_ - start);
    }

    std::string_view text_;
    size_t position_ = 0;
    bool no_more_comments_ = false;
};

std::string domain_part(std::string_view value) {
    const size_t at = value.rfind('@');
    if (at != std::string_view::npos) value.remove_prefix(at + 1);
    while (!value.empty() && (value.back() == '.' || value.back() == '>' || value.back() == ','))
        value.remove_suffix(1);
    return ascii_lower(value);
}

MethodResult begin_result(const Pair& pair) {
    MethodResult result;
    result.method =
        ascii_lower(std::string_view(pair.key).substr(0, pair.key.find('/')));  // method "/" version
    result.result = ascii_lower(pair.value);
    return result;
}

}  // namespace

std::string_view MethodResult::property(std::string_view name) const {
    for (const auto& [key, value] : properties) {
        if (key == name) return value;
    }
    return {};
}

std::string MethodResult::domain() const {
    constexpr std::array<std::string_view, 5> spf = {"smtp.mailfrom", "smtp.mfrom", "smtp.helo",
                                                     "envelope-from", ""};
    constexpr std::array<std::string_view, 5> dkim = {"header.d", "header.i", "header.from", "", ""};
    constexpr std::array<std::string_view, 5> other = {"header.from", "header.d", "smtp.mailfrom",
                                                       "smtp.helo", ""};
    for (const std::string_view name : method == "spf" ? spf : method == "dkim" ? dkim : other) {
        const std::string_view value = property(name);
        if (!value.empty()) return domain_part(value);
    }
    return {};
}

AuthenticationResults parse_authentication_results(std::string_view body, const Limits& limits,
                                                   AnomalyList& anomalies) {
    AuthenticationResults out;
    Scanner scanner(body);
    Pair pair;
    for (bool first_stretch = true; !scanner.at_end(); scanner.next_stretch(), first_stretch = false) {
        bool in_result = false;
        for (bool first = true; scanner.pair(pair); first = false) {
            if (!pair.has_value) {
                if (first_stretch && first) out.authserv_id = ascii_lower(pair.key);
                continue;  // the version of the field, "none", or stray words
            }
            if (!in_result) {
                if (out.results.size() >= limits.max_parameters) {
                    anomalies.add(AnomalyKind::parameter_limit, 0, "Authentication-Results");
                    return out;
                }
                out.results.push_back(begin_result(pair));
                in_result = true;
            } else if (out.results.back().properties.size() < limits.max_parameters) {
                out.results.back().properties.emplace_back(ascii_lower(pair.key), std::move(pair.value));
            }
        }
    }
    return out;
}

}  // namespace redshank::auth
