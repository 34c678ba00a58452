// SPDX-License-Identifier: Apache-2.0
// An SPF record taken apart (RFC 7208 12), and its macros (RFC 7208 7). Nothing is asked here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/verdict.h"

namespace redshank::auth {

enum class SpfMechanism : uint8_t { all, include, a, mx, ptr, ip4, ip6, exists };

/// directive (RFC 7208 4.6.1).
struct SpfDirective {
    Verdict verdict = Verdict::pass;  // what the qualifier says when it matches
    SpfMechanism mechanism = SpfMechanism::all;
    std::string domain_spec;       // "" where it is left out; macros not expanded
    std::vector<uint8_t> network;  // ip4, ip6
    uint8_t prefix4 = 32;
    uint8_t prefix6 = 128;
    std::string text;  // as written
};

struct SpfRecord {
    std::vector<SpfDirective> directives;
    std::optional<std::string> redirect;     // domain-spec
    std::optional<std::string> explanation;  // exp=, domain-spec

    /// All terms of the record, its version left out. A syntax error anywhere gives nothing, and `wrong` the
    /// term.
    static std::optional<SpfRecord> parse(std::string_view terms, std::string& wrong);
};

/// "v=spf1" and a space or the end (4.5).
bool is_spf_record(std::string_view text);

/// A piece of a macro-string (7.1): literal text, or a macro-expand.
struct SpfMacro {
    std::string_view literal;  // where letter is 0; "%" , " " and "%20" for %%, %_ and %-
    char letter = 0;           // lower-case
    bool escape = false;       // an upper-case letter: URL-escape the result
    uint64_t keep = 0;         // right-hand parts to keep, 0 all
    bool reverse = false;
    std::string_view delimiters = ".";
};
/// The next piece of `text` from `at` on, which moves; nothing at the end or on a syntax error (then `at`
/// stays before the end).
std::optional<SpfMacro> next_macro(std::string_view text, size_t& at);

/// Whether every macro of the text is right. c, r and t are for explanations only.
bool is_macro_string(std::string_view text, bool is_explanation);

}  // namespace redshank::auth
