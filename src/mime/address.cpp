// SPDX-License-Identifier: Apache-2.0
// Address lists in two steps: the body is cut into tokens once (comments, quoted-strings, encoded-words,
// specials), then each mailbox is read from the tokens between two separators. Which of its words are an
// address is decided when the mailbox is whole, so "boss@x.example <other@y.example>" is a name and an
// address, as people see it.
#include <algorithm>

#include "base/ascii.h"
#include "base/byte_set.h"
#include "mime/encoded_word.h"
#include "mime/fields.h"
#include "mime/lexer.h"
#include "text/charset.h"
#include "text/idna.h"

namespace redshank::mime {

namespace {

enum class TokenKind : uint8_t { atom, quoted, literal, comment, encoded_word, special };

struct Token {
    TokenKind kind;
    bool gap;               // white space stands before it
    std::string_view text;  // as written, marks included
    char special() const { return kind == TokenKind::special ? text[0] : '\0'; }
};
using Tokens = std::vector<Token>;
using TokenIt = Tokens::const_iterator;

constexpr std::string_view specials = "<>@,;:.";
constexpr ByteSet atom_ends(" \t\r\n\v\f<>@,;:.(\"[=");

Tokens tokenize(std::string_view body) {
    Tokens out;
    Closers closers(body);
    EncodedWordScanner scanner(body);
    EncodedWord word;
    bool gap = false;
    const auto push = [&](TokenKind kind, size_t from, size_t to) {
        out.push_back({kind, gap, body.substr(from, to - from)});
        gap = false;
    };
    for (size_t at = 0; at < body.size();) {
        const char c = body[at];
        size_t end = Closers::npos;
        TokenKind kind = TokenKind::atom;
        if (is_space(c)) {
            gap = true;
            ++at;
            continue;
        }
        if (c == '(') kind = TokenKind::comment, end = closers.comment_end(at);
        if (c == '"') kind = TokenKind::quoted, end = closers.quoted_end(at);
        if (c == '[') kind = TokenKind::literal, end = closers.literal_end(at);
        if (c == '=' && scanner.match(at, word) && word.closed)
            kind = TokenKind::encoded_word, end = word.end;
        if (specials.find(c) != specials.npos) kind = TokenKind::special, end = at + 1;
        if (end == Closers::npos) {
            // A mark that is never closed is a character like others.
            kind = TokenKind::atom;
            end = atom_ends.find_in(body, at + 1);
        }
        push(kind, at, end);
        at = end;
    }
    return out;
}

/// Text of a name as people see it: quotes off, gaps one space.
std::string phrase(TokenIt begin, TokenIt end, AnomalyList& anomalies) {
    std::string out;
    bool quoted_before = false;
    for (auto it = begin; it != end; ++it) {
        if (it->kind == TokenKind::comment) continue;
        const bool quoted = it->kind == TokenKind::quoted;
        if (!out.empty() && (it->gap || quoted || quoted_before)) out.push_back(' ');
        out += quoted ? unescape(it->text.substr(1, it->text.size() - 2)) : unfold(it->text);
        quoted_before = quoted;
    }
    return decode_unstructured(out, anomalies);
}

std::string comment_text(TokenIt begin, TokenIt end, AnomalyList& anomalies) {
    for (auto it = begin; it != end; ++it) {
        if (it->kind != TokenKind::comment) continue;
        std::string text = decode_unstructured(unescape(it->text.substr(1, it->text.size() - 2)), anomalies);
        if (!text.empty()) return text;
    }
    return {};
}

bool is_dot_atom(std::string_view text) {
    constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~";
    if (text.empty() || text.front() == '.' || text.back() == '.') return false;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool dot = c == '.' && text[i - 1] != '.';
        if (!dot && !is_alnum(c) && static_cast<unsigned char>(c) < 0x80 && others.find(c) == others.npos)
            return false;
    }
    return true;
}

class AddressReader {
  public:
    AddressReader(std::string_view body, const Limits& limits, AnomalyList& anomalies)
        : body_(body), limits_(limits), anomalies_(anomalies), tokens_(tokenize(body)) {}

    std::vector<Mailbox> run();

  private:
    TokenIt mailbox_end(TokenIt from) const;
    bool is_group(TokenIt colon) const;
    bool is_name_before_angle(TokenIt begin, TokenIt end);
    void read_mailbox(TokenIt begin, TokenIt end);
    void read_words(TokenIt begin, TokenIt end);
    std::string addr_spec(TokenIt begin, TokenIt end);
    std::string local_part(TokenIt begin, TokenIt end);
    std::string domain(TokenIt begin, TokenIt end);
    std::string quoted_address(TokenIt begin, TokenIt end);
    std::string a_labels(std::string_view domain_text, TokenIt at);
    void add(std::string name, std::string address, TokenIt at);
    void anomaly(AnomalyKind kind, TokenIt at, std::string_view detail = {}) {
        const size_t offset =
            at == tokens_.end() ? body_.size() : static_cast<size_t>(at->text.data() - body_.data());
        anomalies_.add(kind, offset, detail);
    }

    std::string_view body_;
    const Limits& limits_;
    AnomalyList& anomalies_;
    Tokens tokens_;
    TokenIt last_semicolon_;
    TokenIt next_mark_;  // where is_name_before_angle has looked ahead to
    std::vector<Mailbox> out_;
};

void AddressReader::add(std::string name, std::string address, TokenIt at) {
    if (name.empty() && address.empty()) return;
    if (out_.size() == limits_.max_addresses) return;
    if (address.empty()) anomaly(AnomalyKind::missing_domain, at, name);
    out_.push_back({std::move(name), std::move(address)});
}

/// A comma or semicolon ends a mailbox, but not between the hops of a route
/// ("<@a.example,@b.example:c@d.example>").
TokenIt AddressReader::mailbox_end(TokenIt from) const {
    bool angle = false;
    bool route = false;
    for (auto it = from; it != tokens_.end(); ++it) {
        const char c = it->special();
        if (c == ';' || (c == ',' && !route)) return it;
        if (c == ':' && !angle && is_group(it)) return it;
        if (c == '<' || c == '>') {
            angle = c == '<';
            route = angle && it + 1 != tokens_.end() && (it + 1)->special() == '@';
        }
    }
    return tokens_.end();
}

// A colon without a semicolon behind it is part of a name ("Re: offer <a@b.example>"), or stands at the end.
bool AddressReader::is_group(TokenIt colon) const {
    return colon < last_semicolon_ || colon + 1 == tokens_.end();
}

/// Words without an address up to the comma at `end`; behind it a "<" comes before any "@" or other mark but
/// a comma.
bool AddressReader::is_name_before_angle(TokenIt begin, TokenIt end) {
    if (begin == end) return false;
    const auto is_address = [](const Token& token) {
        return token.special() == '@' || token.special() == '<';
    };
    if (std::any_of(begin, end, is_address)) return false;
    if (next_mark_ <= end) {
        next_mark_ = std::find_if(end + 1, tokens_.cend(), [](const Token& token) {
            return token.special() != '\0' && token.special() != '.' && token.special() != ',';
        });
    }
    return next_mark_ != tokens_.end() && next_mark_->special() == '<';
}

std::vector<Mailbox> AddressReader::run() {
    last_semicolon_ = tokens_.begin();
    for (auto it = tokens_.begin(); it != tokens_.end(); ++it) {
        if (it->special() == ';') last_semicolon_ = it;
    }
    next_mark_ = tokens_.begin();
    TokenIt begin = tokens_.begin();
    for (TokenIt it = begin; it != tokens_.end();) {
        const TokenIt end = mailbox_end(it);
        const char separator = end == tokens_.end() ? '\0' : end->special();
        if (out_.size() == limits_.max_addresses) {
            anomaly(AnomalyKind::address_limit, it);
            break;
        }
        const TokenIt next = end == tokens_.end() ? end : end + 1;
        // "Doe, John <jdoe@x.example>": the comma belongs to a name that should have stood in quotes.
        if (!(separator == ',' && is_name_before_angle(it, end))) {
            if (separator != ':') read_mailbox(begin, end);
            begin = next;
        }
        it = next;
    }
    return std::move(out_);
}

void AddressReader::read_mailbox(TokenIt begin, TokenIt end) {
    const auto is = [](char c) { return [c](const Token& token) { return token.special() == c; }; };
    while (begin != end) {
        const TokenIt open = std::find_if(begin, end, is('<'));
        if (open == end) return read_words(begin, end);
        const TokenIt close = std::find_if(open, end, is('>'));
        const TokenIt inner =
            std::find_if(std::reverse_iterator(close), std::reverse_iterator(open + 1), is('<')).base();
        if (close == end || inner != open + 1) anomaly(AnomalyKind::malformed_address, open);

        std::string address = addr_spec(inner, close);
        TokenIt next = close == end ? end : close + 1;
        std::string name = phrase(begin, open, anomalies_);
        // "<a@b.example> Name" and "<a@b.example> (Name)".
        const TokenIt next_open = std::find_if(next, end, is('<'));
        if (name.empty() && next_open == end) name = phrase(next, end, anomalies_);
        if (name.empty()) name = comment_text(begin, next_open == end ? end : next, anomalies_);
        if (next_open == end) next = end;
        if (name.empty() && address.empty()) name = phrase(inner, close, anomalies_);
        add(std::move(name), std::move(address), open);
        begin = next;
    }
}

/// Words without angle brackets: each run that holds an "@" is an address, what stands before it its name.
void AddressReader::read_words(TokenIt begin, TokenIt end) {
    const auto glues = [](const Token& token) { return token.special() == '@' || token.special() == '.'; };
    TokenIt name_begin = begin;
    TokenIt spare_begin = end;  // words behind the last address
    size_t found = 0;
    const auto sole_name = [&](TokenIt from, TokenIt to) {
        std::string name = phrase(from, to, anomalies_);
        return name.empty() ? comment_text(from, end, anomalies_) : name;
    };
    for (TokenIt it = begin; it != end;) {
        TokenIt run_end = it + 1;
        bool has_at = it->special() == '@';
        const Token* before = &*it;
        for (; run_end != end; ++run_end) {
            // White space and comments may stand around "@" and "." (RFC 5322 4.4).
            const bool comment = run_end->kind == TokenKind::comment;
            if (!comment && run_end->gap && !glues(*run_end) && !glues(*before)) break;
            if (comment) continue;
            has_at = has_at || run_end->special() == '@';
            before = &*run_end;
        }
        if (has_at) {
            if (found++ > 0) anomaly(AnomalyKind::malformed_address, it);
            std::string address = addr_spec(it, run_end);
            std::string name = phrase(name_begin, it, anomalies_);
            if (name.empty()) name = comment_text(it, run_end, anomalies_);
            if (name.empty() && address.empty()) name = phrase(it, run_end, anomalies_);
            add(std::move(name), std::move(address), it);
            name_begin = spare_begin = run_end;
        }
        it = run_end;
    }
    if (found == 0) return add(sole_name(begin, end), {}, begin);
    if (found == 1 && !out_.empty() && out_.back().name.empty())
        out_.back().name = sole_name(spare_begin, end);
}

std::string AddressReader::addr_spec(TokenIt begin, TokenIt end) {
    const auto is_at = [](const Token& token) { return token.special() == '@'; };
    // A route (RFC 5322 4.4): hops before the last colon.
    if (begin != end && is_at(*begin)) {
        const auto colon = std::find_if(std::reverse_iterator(end), std::reverse_iterator(begin),
                                        [](const Token& token) { return token.special() == ':'; });
        begin = colon.base();
    } else if (end - begin > 2 && begin->text == "mailto" && (begin + 1)->special() == ':') {
        begin += 2;
    }
    const auto last_at = std::find_if(std::reverse_iterator(end), std::reverse_iterator(begin), is_at);
    if (last_at.base() == begin) return quoted_address(begin, end);
    const TokenIt at = last_at.base() - 1;
    if (std::find_if(begin, at, is_at) != at) anomaly(AnomalyKind::malformed_address, at, "several @");
    const TokenIt odd =
        std::find_if(begin, end, [](const Token& token) { return token.kind == TokenKind::comment; });
    const bool at_edge = odd == begin || odd + 1 >= end;
    if (odd != end && !at_edge) anomaly(AnomalyKind::comment_in_odd_place, odd);
    const std::string local = local_part(begin, at);
    const std::string host = domain(at + 1, end);
    if (local.empty() || host.empty()) {
        anomaly(AnomalyKind::malformed_address, at);
        return {};
    }
    return local + "@" + host;
}

/// "<"a@b.example">": some programs quote the whole of it.
std::string AddressReader::quoted_address(TokenIt begin, TokenIt end) {
    if (begin == end || begin + 1 != end || begin->kind != TokenKind::quoted) return {};
    const std::string text = unescape(begin->text.substr(1, begin->text.size() - 2));
    const size_t at = text.rfind('@');
    if (at == text.npos || text.find_first_of(" \t\"<>") != text.npos || !is_dot_atom(text.substr(0, at)))
        return {};
    anomaly(AnomalyKind::malformed_address, begin, "quoted");
    const std::string utf8 = text::to_utf8(std::string_view(text).substr(0, at), "").utf8;
    const std::string host = a_labels(std::string_view(text).substr(at + 1), begin);
    return host.empty() ? host : ascii_lower(utf8) + "@" + host;
}

std::string AddressReader::local_part(TokenIt begin, TokenIt end) {
    std::string out;
    for (auto it = begin; it != end; ++it) {
        if (it->kind == TokenKind::comment) continue;
        out += it->kind == TokenKind::quoted ? unescape(it->text.substr(1, it->text.size() - 2))
                                             : unfold(it->text);
    }
    out = ascii_lower(text::to_utf8(out, "").utf8);
    if (out.empty() || is_dot_atom(out)) return out;
    std::string quoted = "\"";
    for (const char c : out) {
        if (c == '"' || c == '\\') quoted.push_back('\\');
        quoted.push_back(c);
    }
    return quoted + '"';
}

std::string AddressReader::domain(TokenIt begin, TokenIt end) {
    std::string out;
    for (auto it = begin; it != end; ++it) {
        if (it->kind != TokenKind::comment) out += unfold(it->text);
    }
    return a_labels(out, begin);
}

std::string AddressReader::a_labels(std::string_view domain_text, TokenIt at) {
    std::string out(domain_text);
    while (out.ends_with('.')) out.pop_back();
    const bool ascii =
        std::all_of(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii) return ascii_lower(out);
    const std::string utf8 = text::to_utf8(out, "").utf8;
    if (auto a_labels = text::domain_to_ascii(utf8)) return *a_labels;
    anomaly(AnomalyKind::malformed_address, at, "domain");
    return utf8;
}

}  // namespace

std::vector<Mailbox> parse_address_list(std::string_view body, const Limits& limits, AnomalyList& anomalies) {
    return AddressReader(body, limits, anomalies).run();
}

}  // namespace redshank::mime
