// SPDX-License-Identifier: Apache-2.0
// Precedence by the shunting-yard method (Dijkstra 1961): operators wait on a stack until one that binds less
// comes. Inside square brackets AND binds more than OR; outside AND, OR, FOLLOWEDBY in this order, and a
// qualifier binds most. Keywords are upper-case (STIX 2.1, 9.2), as the published grammar has them.
#include "intel/stix_pattern.h"

#include <charconv>

#include "base/ascii.h"

namespace redshank::intel {

namespace {

using Op = Step::Op;

struct Token {
    enum class Type : uint8_t { end, word, string, number, hex, binary, timestamp, mark, bad };
    Type type = Type::end;
    std::string text;  // of a string unescaped
    size_t offset = 0;

    bool is(std::string_view mark) const {
        return (type == Type::mark || type == Type::word) && text == mark;
    }
};

bool is_word_start(char c) {
    return is_alpha(c) || c == '_';
}

class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Token next() {
        skip_space();
        Token token;
        token.offset = at_;
        if (at_ >= text_.size()) return token;
        const char c = text_[at_];
        const char behind = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
        if (c == '\'') return string(Token::Type::string, 0);
        if (behind == '\'' && c == 'h') return string(Token::Type::hex, 1);
        if (behind == '\'' && c == 'b') return string(Token::Type::binary, 1);
        if (behind == '\'' && c == 't') return string(Token::Type::timestamp, 1);
        if (is_word_start(c)) return word();
        if (is_digit(c) || ((c == '-' || c == '+' || c == '.') && (is_digit(behind) || behind == '.')))
            return number();
        return mark();
    }
    /// The object type before a colon may hold hyphens.
    Token next_path_type() {
        skip_space();
        Token token{Token::Type::word, "", at_};
        while (at_ < text_.size() && (is_alnum(text_[at_]) || text_[at_] == '-' || text_[at_] == '_'))
            token.text += text_[at_++];
        if (token.text.empty()) token.type = Token::Type::bad;
        return token;
    }
    size_t offset() const { return at_; }
    void rewind(size_t offset) { at_ = offset; }

  private:
    // White space and comments, as the grammar of STIX 2.1 has them.
    void skip_space() {
        while (at_ < text_.size()) {
            const std::string_view rest = text_.substr(at_);
            if (is_space(rest.front())) {
                ++at_;
            } else if (rest.starts_with("\xC2\xA0") || rest.starts_with("\xE3\x80\x80")) {
                at_ += rest.front() == '\xC2' ? 2 : 3;
            } else if (rest.starts_with("//")) {
                at_ += std::min(rest.find('\n'), rest.size());
            } else if (rest.starts_with("/*")) {
                const size_t end = rest.find("*/", 2);
                at_ += end == std::string_view::npos ? rest.size() : end + 2;
            } else {
                return;
            }
        }
    }
    Token string(Token::Type type, size_t prefix) {
        Token token{type, "", at_};
        for (at_ += prefix + 1; at_ < text_.size(); ++at_) {
            char c = text_[at_];
            if (c == '\'') {
                ++at_;
                return token;
            }
            if (c == '\\' && at_ + 1 < text_.size()) {
                c = text_[++at_];
                // Only these two are escapes; the rest of a pattern is often written as if all were.
                if (c != '\'' && c != '\\') token.text += '\\';
            }
            token.text += c;
        }
        token.type = Token::Type::bad;
        return token;
    }
    Token word() {
        Token token{Token::Type::word, "", at_};
        while (at_ < text_.size() && (is_alnum(text_[at_]) || text_[at_] == '_')) token.text += text_[at_++];
        return token;
    }
    Token number() {
        Token token{Token::Type::number, "", at_};
        token.text += text_[at_++];
        while (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.')) token.text += text_[at_++];
        return token;
    }
    Token mark() {
        static constexpr std::string_view marks[] = {"<=", ">=", "!=", "<>", "=", "<", ">", "(",
                                                     ")",  "[",  "]",  ",",  ":", ".", "*"};
        for (const std::string_view one : marks) {
            if (!text_.substr(at_).starts_with(one)) continue;
            Token token{Token::Type::mark, std::string(one), at_};
            at_ += one.size();
            return token;
        }
        return {Token::Type::bad, std::string(1, text_[at_]), at_};
    }

    std::string_view text_;
    size_t at_ = 0;
};

int precedence(Op op) {
    return op == Op::both ? 3 : op == Op::either ? 2 : 1;
}

class Parser {
  public:
    Parser(std::string_view text, const Limits& limits) : lexer_(text), limits_(limits) { advance(); }

    Result<Pattern> parse() {
        observation_expressions();
        if (error_.empty() && token_.type != Token::Type::end)
            fail("something follows the end of the pattern");
        if (!error_.empty()) return Error{error_};
        return std::move(pattern_);
    }

  private:
    // Waiting operators of one expression; an open parenthesis is a leaf, which never waits otherwise.
    using Waiting = std::vector<Op>;
    static constexpr Op open = Op::leaf;

    void advance() { token_ = lexer_.next(); }
    void fail(const std::string& what) {
        if (!error_.empty()) return;
        error_ = what + " at byte " + std::to_string(token_.offset) + " of the pattern";
        token_ = {};
    }
    bool failed() const { return !error_.empty(); }
    bool take(std::string_view mark) {
        if (!token_.is(mark)) return false;
        advance();
        return true;
    }

    static void settle(Waiting& waiting, std::vector<Step>& out, int above) {
        while (!waiting.empty() && waiting.back() != open && precedence(waiting.back()) >= above) {
            out.push_back({waiting.back()});
            waiting.pop_back();
        }
    }
    // Closes one parenthesis; false where none is open.
    static bool close(Waiting& waiting, std::vector<Step>& out) {
        settle(waiting, out, 0);
        if (waiting.empty()) return false;
        waiting.pop_back();
        return true;
    }
    bool open_one(Waiting& waiting) {
        waiting.push_back(open);
        if (waiting.size() > limits_.max_pattern_depth * 2) fail("brackets are nested too deep");
        return !failed();
    }

    void observation_expressions() {
        Waiting waiting;
        std::vector<Step>& out = pattern_.steps;
        for (bool wants_operand = true; !failed();) {
            if (wants_operand) {
                if (take("(")) {
                    if (!open_one(waiting)) return;
                } else if (take("[")) {
                    leaf();
                    qualifiers();
                    wants_operand = false;
                } else {
                    return fail("\"[\" or \"(\" is missing");
                }
            } else if (token_.is("AND") || token_.is("OR") || token_.is("FOLLOWEDBY")) {
                const Op op = token_.is("AND") ? Op::both : token_.is("OR") ? Op::either : Op::followed_by;
                settle(waiting, out, precedence(op));
                waiting.push_back(op);
                advance();
                wants_operand = true;
            } else if (token_.is(")")) {
                if (!close(waiting, out)) return;
                advance();
                qualifiers();
            } else {
                break;
            }
        }
        settle(waiting, out, 0);
        if (!waiting.empty()) fail("\")\" is missing");
    }

    void qualifiers() {
        while (!failed()) {
            if (take("START")) {
                start_stop();
            } else if (take("WITHIN")) {
                const double seconds = positive_number(false);
                if (!take("SECONDS")) return fail("SECONDS is missing");
                pattern_.steps.push_back({Op::within, 0, seconds});
            } else if (take("REPEATS")) {
                const double times = positive_number(true);
                if (!take("TIMES")) return fail("TIMES is missing");
                pattern_.steps.push_back({Op::repeats, 0, times});
            } else {
                return;
            }
        }
    }
    void start_stop() {
        const auto time = [&]() -> Seconds {
            const bool is_time = token_.type == Token::Type::timestamp || token_.type == Token::Type::string;
            const auto parsed = is_time ? parse_rfc3339(token_.text) : std::nullopt;
            if (!parsed) fail("a timestamp is missing");
            if (!failed()) advance();
            return parsed.value_or(0);
        };
        Step step{Op::start_stop};
        step.start = time();
        if (!failed() && !take("STOP")) return fail("STOP is missing");
        step.stop = time();
        if (!failed() && step.stop <= step.start) return fail("STOP is not after START");
        pattern_.steps.push_back(step);
    }
    double positive_number(bool whole) {
        Literal literal;
        const bool is_number = token_.type == Token::Type::number && number(token_.text, literal);
        if (!is_number || literal.number <= 0 || (whole && literal.type != Literal::Type::integer)) {
            fail("a number above 0 is missing");
            return 0;
        }
        advance();
        return literal.number;
    }

    // comparisonExpression, up to its "]".
    void leaf() {
        Waiting waiting;
        std::vector<Step> out;
        for (bool wants_operand = true; !failed();) {
            if (wants_operand) {
                if (take("(")) {
                    if (!open_one(waiting)) return;
                } else {
                    proposition(out);
                    wants_operand = false;
                }
            } else if (token_.is("AND") || token_.is("OR")) {
                const Op op = token_.is("AND") ? Op::both : Op::either;
                settle(waiting, out, precedence(op));
                waiting.push_back(op);
                advance();
                wants_operand = true;
            } else if (token_.is(")")) {
                if (!close(waiting, out)) return fail("\")\" without \"(\"");
                advance();
            } else {
                break;
            }
        }
        settle(waiting, out, 0);
        if (!waiting.empty()) return fail("\")\" is missing");
        if (!take("]")) return fail("\"]\", AND or OR is missing");
        pattern_.steps.push_back({Op::leaf, static_cast<uint32_t>(pattern_.leaves.size())});
        pattern_.leaves.push_back(std::move(out));
    }

    void proposition(std::vector<Step>& out) {
        if (pattern_.comparisons.size() >= limits_.max_pattern_comparisons)
            return fail("there are more comparisons than Redshank takes");
        Comparison comparison;
        if (token_.is("EXISTS")) {
            comparison.comparator = Comparator::exists;
            advance();
            object_path(comparison);
        } else {
            object_path(comparison);
            comparison.negated = take("NOT");
            comparator(comparison);
        }
        out.push_back({Op::test, static_cast<uint32_t>(pattern_.comparisons.size())});
        pattern_.comparisons.push_back(std::move(comparison));
    }

    void object_path(Comparison& to) {
        lexer_.rewind(token_.offset);
        const Token type = lexer_.next_path_type();
        to.object_type = type.text;
        token_ = type;
        if (type.type == Token::Type::bad) return fail("an object path is missing");
        advance();
        if (!take(":")) return fail("\":\" is missing behind the object type");
        component(to);
        while (!failed()) {
            if (take(".")) {
                to.path += '.';
                component(to);
            } else if (take("[")) {
                const bool is_index = token_.type == Token::Type::number || token_.is("*");
                if (!is_index) return fail("an index or * is missing");
                to.path += "[" + token_.text + "]";
                advance();
                if (!take("]")) return fail("\"]\" is missing");
            } else {
                return;
            }
        }
    }
    void component(Comparison& to) {
        if (token_.type != Token::Type::word && token_.type != Token::Type::string)
            return fail("the name of a property is missing");
        to.path += token_.text;
        advance();
    }

    void comparator(Comparison& to) {
        static constexpr struct {
            std::string_view written;
            Comparator comparator;
        } table[] = {{"=", Comparator::eq},
                     {"!=", Comparator::ne},
                     {"<>", Comparator::ne},
                     {">", Comparator::gt},
                     {"<", Comparator::lt},
                     {">=", Comparator::ge},
                     {"<=", Comparator::le},
                     {"IN", Comparator::in},
                     {"LIKE", Comparator::like},
                     {"MATCHES", Comparator::matches},
                     {"ISSUBSET", Comparator::is_subset},
                     {"ISSUPERSET", Comparator::is_superset}};
        for (const auto& row : table) {
            if (!token_.is(row.written)) continue;
            advance();
            if (row.comparator == Comparator::eq) take("=");  // "==" in patterns of 2.0
            to.comparator = row.comparator;
            if (to.comparator == Comparator::in) return set_literal(to);
            const bool wants_string = to.comparator >= Comparator::like;
            if (wants_string && token_.type != Token::Type::string) return fail("a string is missing");
            return literal(to);
        }
        fail("a comparison operator is missing");
    }
    void set_literal(Comparison& to) {
        if (!take("(")) return fail("\"(\" is missing behind IN");
        if (take(")")) return;
        do literal(to);
        while (!failed() && take(","));
        if (!failed() && !take(")")) fail("\")\" is missing behind the values of IN");
    }
    void literal(Comparison& to) {
        Literal out;
        out.text = token_.text;
        switch (token_.type) {
            case Token::Type::string:
                break;
            case Token::Type::number:
                if (!number(token_.text, out)) return fail("this is no number");
                break;
            case Token::Type::hex:
                out.type = Literal::Type::hex;
                break;
            case Token::Type::binary:
                out.type = Literal::Type::binary;
                break;
            case Token::Type::timestamp: {
                const auto time = parse_rfc3339(token_.text);
                if (!time) return fail("this is no timestamp");
                out.type = Literal::Type::timestamp;
                out.time = *time;
                break;
            }
            case Token::Type::word:
                if (token_.text != "true" && token_.text != "false") return fail("a value is missing");
                out.type = Literal::Type::boolean;
                break;
            default:
                return fail("a value is missing");
        }
        to.literals.push_back(std::move(out));
        advance();
    }
    static bool number(std::string_view text, Literal& out) {
        if (text.starts_with('+')) text.remove_prefix(1);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.number);
        out.type = text.find('.') == std::string_view::npos ? Literal::Type::integer : Literal::Type::real;
        return error == std::errc() && end == text.data() + text.size();
    }

    Lexer lexer_;
    const Limits& limits_;
    Token token_;
    Pattern pattern_;
    std::string error_;
};

std::string_view comparator_text(Comparator comparator) {
    static constexpr std::string_view texts[] = {
        "=", "!=", ">", "<", ">=", "<=", "IN", "LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET", "EXISTS"};
    return texts[static_cast<size_t>(comparator)];
}

std::string dump(const Comparison& one) {
    std::string out = one.object_type + ":" + one.path;
    if (one.negated) out += " NOT";
    out += " ";
    out += comparator_text(one.comparator);
    for (const Literal& literal : one.literals) out += " '" + literal.text + "'";
    return out;
}

}  // namespace

Result<Pattern> parse_pattern(std::string_view text, const Limits& limits) {
    if (text.size() > limits.max_pattern_bytes)
        return Error{"the pattern has " + std::to_string(text.size()) +
                     " bytes, more than Redshank takes apart"};
    return Parser(text, limits).parse();
}

std::string dump(const Pattern& pattern) {
    std::string out;
    const auto add = [&](const std::string& text) { out += (out.empty() ? "" : " ") + text; };
    for (const Step& step : pattern.steps) {
        switch (step.op) {
            case Op::leaf: {
                std::string inner;
                for (const Step& one : pattern.leaves[step.index]) {
                    if (!inner.empty()) inner += ", ";
                    inner += one.op == Op::test   ? dump(pattern.comparisons[one.index])
                             : one.op == Op::both ? "AND"
                                                  : "OR";
                }
                add("[" + inner + "]");
                break;
            }
            case Op::both:
                add("AND");
                break;
            case Op::either:
                add("OR");
                break;
            case Op::followed_by:
                add("FOLLOWEDBY");
                break;
            case Op::start_stop:
                add("START " + rfc3339(step.start) + " STOP " + rfc3339(step.stop));
                break;
            case Op::within:
                add("WITHIN " + std::to_string(static_cast<int64_t>(step.number)));
                break;
            case Op::repeats:
                add("REPEATS " + std::to_string(static_cast<int64_t>(step.number)));
                break;
            case Op::test:
                break;
        }
    }
    return out;
}

}  // namespace redshank::intel
