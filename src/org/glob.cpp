// SPDX-License-Identifier: Apache-2.0
// A simulation of the pattern's automaton: the set of pattern positions that the bytes read so far can stand
// at. No backtracking, so names made to be slow (a*a*a*…) are not.
#include "org/glob.h"

#include <vector>

namespace redshank::org {

namespace {

enum class Kind : char { literal, one, star, folders, anything };  // "folders" is "**/": none or several

struct Token {
    Kind kind;
    char byte;
};

std::vector<Token> compile(std::string_view pattern) {
    std::vector<Token> tokens;
    for (size_t i = 0; i < pattern.size(); ++i) {
        const std::string_view rest = pattern.substr(i);
        if (rest.starts_with("**/")) {
            tokens.push_back({Kind::folders, 0});
            i += 2;
        } else if (rest.starts_with("**")) {
            tokens.push_back({Kind::anything, 0});
            ++i;
        } else if (rest[0] == '*') {
            tokens.push_back({Kind::star, 0});
        } else {
            tokens.push_back({rest[0] == '?' ? Kind::one : Kind::literal, rest[0]});
        }
    }
    return tokens;
}

class Automaton {
  public:
    explicit Automaton(std::string_view pattern)
        : tokens_(compile(pattern)), now_(tokens_.size() + 1), next_(tokens_.size() + 1) {}

    void start() { enter(now_, 0); }
    bool accepts() const { return now_.back() != 0; }

    void read(char byte) {
        next_.assign(next_.size(), 0);
        for (size_t i = 0; i < now_.size(); ++i) {
            if (now_[i] != 0) step(i, byte);
        }
        now_.swap(next_);
    }

  private:
    // A position before a wildcard is also one behind it: it may match nothing.
    void enter(std::vector<char>& set, size_t position) {
        for (; set[position] == 0; ++position) {
            set[position] = 1;
            if (position == tokens_.size()) return;
            const Kind kind = tokens_[position].kind;
            if (kind == Kind::literal || kind == Kind::one) return;
        }
    }

    void step(size_t position, char byte) {
        const bool continues_character = (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
        if (continues_character && position > 0 && tokens_[position - 1].kind == Kind::one)
            next_[position] = 1;
        if (position == tokens_.size()) return;
        const Token token = tokens_[position];
        switch (token.kind) {
            case Kind::literal:
                if (byte == token.byte) enter(next_, position + 1);
                break;
            case Kind::one:
                if (byte != '/') enter(next_, position + 1);
                break;
            case Kind::star:
                if (byte != '/') enter(next_, position);
                break;
            case Kind::folders:
                next_[position] = 1;  // inside a folder's name: what follows waits for its '/'
                if (byte == '/') enter(next_, position + 1);
                break;
            case Kind::anything:
                enter(next_, position);
                break;
        }
    }

    std::vector<Token> tokens_;
    std::vector<char> now_;
    std::vector<char> next_;
};

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view path) {
    while (pattern.starts_with("./")) pattern.remove_prefix(2);
    while (pattern.ends_with('/')) pattern.remove_suffix(1);
    if (pattern.empty()) return false;

    // Most paths end at one of these two: nothing of the automaton is built.
    std::string_view tail = pattern.substr(pattern.find_last_of("*?") + 1);
    if (tail.starts_with('/')) tail.remove_prefix(1);  // of "**/", which may match nothing
    if (path.find(tail) == std::string_view::npos) return false;
    const std::string_view literal = pattern.substr(0, pattern.find_first_of("*?"));
    const auto may_start = [&](size_t at) {
        return (at == 0 || path[at - 1] == '/') && path.substr(at).starts_with(literal);
    };
    size_t at = 0;
    while (at < path.size() && !may_start(at)) ++at;
    if (at == path.size()) return false;

    Automaton automaton(pattern);
    for (; at < path.size(); ++at) {
        if (may_start(at)) automaton.start();
        automaton.read(path[at]);
        const std::string_view rest = path.substr(at + 1);
        if (automaton.accepts() && (rest.empty() || rest[0] == '/' || rest.starts_with("!/"))) return true;
    }
    return false;
}

}  // namespace redshank::org
