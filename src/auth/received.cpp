// SPDX-License-Identifier: Apache-2.0
// Clauses are read by their keyword; what the first word of a clause does not say is in the comments behind
// it:
//     Postfix, Sendmail   from HELO (RDNS [IP])            Exchange   from HELO (IP)
//     Exim                from RDNS ([IP] helo=HELO)       qmail      from RDNS (HELO helo) (IP)
#include "auth/received.h"

#include <array>

#include "auth/ip_literal.h"
#include "auth/lexer.h"
#include "base/ascii.h"
#include "mime/fields.h"

namespace redshank::auth {

namespace {

enum class Clause : char { none, from, by, via, with, id, for_ };

Clause clause_of(std::string_view word) {
    constexpr std::array<std::string_view, 7> keywords = {"", "from", "by", "via", "with", "id", "for"};
    for (size_t i = 1; i < keywords.size(); ++i) {
        if (iequals(word, keywords[i])) return static_cast<Clause>(i);
    }
    return Clause::none;
}

std::string host_name(std::string_view text) {
    while (!text.empty() && (text.front() == '[' || text.front() == '<')) text.remove_prefix(1);
    while (!text.empty() && std::string_view(",.>]").find(text.back()) != std::string_view::npos)
        text.remove_suffix(1);
    return ascii_lower(text);
}

// "host", "host.", "IDENT:user@host", "user@host"; "" for other text.
std::string looked_up_name(std::string_view text) {
    text = trim(text);
    text = text.substr(text.find_last_of(" \t\r\n@") + 1);
    for (const char c : text) {
        if (!is_alnum(c) && c != '.' && c != '-' && c != '_' && (c & 0x80) == 0) return {};
    }
    return host_name(text);
}

// "[192.0.2.1]:25" without its port.
std::string_view without_port(std::string_view word) {
    const size_t close = word.starts_with('[') ? word.find(']') : std::string_view::npos;
    return close == std::string_view::npos ? word : word.substr(0, close + 1);
}

// What stands behind a '[': "192.0.2.1]", "192.0.2.1 port:4721]".
std::string bracketed_ip(std::string_view text) {
    return ip_literal(text.substr(0, text.find_first_of("] \t")));
}

std::string address_of(std::string_view word) {
    const size_t open = word.find('<');
    if (open != std::string_view::npos) word = word.substr(open + 1, word.find('>', open) - open - 1);
    while (!word.empty() && (word.back() == ',' || word.back() == '>')) word.remove_suffix(1);
    return word.find('@') == std::string_view::npos ? std::string() : ascii_lower(word);
}

// "name=value" inside a comment, ended by white space.
std::string_view value_in(std::string_view comment, std::string_view name) {
    const size_t at = comment.find(name);
    if (at == std::string_view::npos || (at > 0 && !is_space(comment[at - 1]))) return {};
    const std::string_view value = comment.substr(at + name.size());
    return value.substr(0, value.find_first_of(" \t\r\n"));
}

class Reading {
  public:
    Received received;

    void word(std::string_view text) {
        const Clause keyword = clause_of(text);
        if (keyword != Clause::none && !(clause_ == Clause::id && first_)) {
            clause_ = keyword;
            first_ = true;
            return;
        }
        value(text);
        first_ = false;
    }

    void comment(std::string_view text) {
        if (clause_ == Clause::from) from_comment(trim(text));
        if (clause_ == Clause::with) clause_ = Clause::none;  // what follows is no name of a protocol
    }

  private:
    void value(std::string_view text) {
        switch (clause_) {
            case Clause::from:
                if (first_) received.from = host_name(without_port(text));
                if (received.ip.empty() && (first_ || text.starts_with('['))) {
                    received.ip = ip_literal(without_port(text));
                }
                break;
            case Clause::by:
                if (first_) received.by = host_name(text);
                break;
            case Clause::with:
                if (!received.with.empty()) received.with += ' ';
                received.with += ascii_lower(text);
                break;
            case Clause::for_:
                if (first_) received.for_address = address_of(text);
                break;
            case Clause::none:
            case Clause::via:
            case Clause::id:
                break;
        }
    }

    void from_comment(std::string_view text) {
        if (istarts_with(text, "HELO ") ||
            istarts_with(text, "EHLO ")) {  // qmail: the word before is the looked-up name
            looked_up(received.from);
            received.from = host_name(trim(text.substr(5)));
            return;
        }
        const std::string_view helo = value_in(text, "helo=");  // Exim likewise
        if (!helo.empty()) {
            if (ip_literal(received.from).empty()) received.from_rdns = received.from;
            received.from = host_name(helo);
        }
        if (found_address_) return;
        const size_t open = text.find('[');
        // Without brackets the comment is the address (Exchange), or "user@192.0.2.1" (qmail).
        const std::string ip = open != std::string_view::npos ? bracketed_ip(text.substr(open + 1))
                                                              : ip_literal(text.substr(text.rfind('@') + 1));
        if (ip.empty()) return;
        found_address_ = true;
        received.ip = ip;
        if (helo.empty() && open != std::string_view::npos && open > 0)
            looked_up(looked_up_name(text.substr(0, open)));
    }

    void looked_up(std::string_view name) {
        received.rdns_unknown = name == "unknown";
        received.from_rdns =
            received.rdns_unknown || !ip_literal(name).empty() ? std::string() : std::string(name);
    }

    Clause clause_ = Clause::none;
    bool first_ = false;          // the clause has no word yet
    bool found_address_ = false;  // a later comment (TLS, "authenticated") does not replace it
};

}  // namespace

Received parse_received(std::string_view body, AnomalyList& anomalies) {
    Reading reading;
    Lexer lexer(body);
    std::string_view date_text;
    for (Lexer::Token token = lexer.next(); token.kind != Lexer::Kind::end; token = lexer.next()) {
        if (token.kind == Lexer::Kind::semicolon) {
            const std::string_view rest = trim(body.substr(lexer.position()));
            if (!rest.empty()) date_text = rest;
        } else if (!date_text.empty()) {
            continue;
        } else if (token.kind == Lexer::Kind::word) {
            reading.word(token.text);
        } else {
            reading.comment(token.text);
        }
    }
    Received& received = reading.received;
    if (!date_text.empty()) {
        const std::optional<mime::DateTime> date = mime::parse_date(date_text, anomalies);
        if (date) received.time = date->seconds;
    }
    if (received.from.empty() && received.by.empty() && received.time == 0) {
        anomalies.add(AnomalyKind::malformed_received, 0, body.substr(0, 60));
    }
    return received;
}

}  // namespace redshank::auth
