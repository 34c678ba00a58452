// SPDX-License-Identifier: Apache-2.0
#include "document/passwords.h"

#include <algorithm>

#include "base/ascii.h"

namespace redshank::document {

namespace {

constexpr size_t words_behind = 8;
constexpr size_t words_before = 3;
constexpr size_t max_mentions = 8;
constexpr size_t max_password_bytes = 64;

// As written in mail, without regard to the case of ASCII letters; several are the stem of longer words.
constexpr std::string_view mentions[] = {
    "password", "passwort", "passcode",      "passwd",     "passphrase", "kennwort", "mot de passe",
    "contrase", "senha",    "palavra-passe", "wachtwoord", "hasło",      "heslo",    "lösenord",
    "пароль",   "密码",     "密碼",          "パスワード", "비밀번호",   "parola",   "كلمة المرور"};

bool is_mark(char c) {
    constexpr std::string_view marks = "\"'`.,:;!?()[]<>{}*=";
    return marks.find(c) != std::string_view::npos;
}

bool take_off(std::string_view& word, std::string_view mark) {
    const bool at_start = word.starts_with(mark);
    if (at_start) word.remove_prefix(mark.size());
    const bool at_end = word.ends_with(mark);
    if (at_end) word.remove_suffix(mark.size());
    return at_start || at_end;
}

// Quotation marks and full stops of other scripts too.
std::string_view without_marks(std::string_view word) {
    bool changed = true;
    while (changed && !word.empty()) {
        changed = false;
        if (is_mark(word.front())) {
            word.remove_prefix(1);
            changed = true;
        } else if (is_mark(word.back())) {
            word.remove_suffix(1);
            changed = true;
        }
        for (const std::string_view mark : {"“", "”", "„", "«", "»", "‘", "’", "：", "。", "「", "」"}) {
            changed |= take_off(word, mark);
        }
    }
    return word;
}

class Candidates {
  public:
    explicit Candidates(const Limits& limits) : limits_(limits) {}

    void add(std::string_view word) {
        const std::string_view bare = without_marks(word);
        add_once(bare);
        // "Abc!": the mark may be the password's own.
        if (word.size() > bare.size() && !bare.empty()) {
            const size_t start = static_cast<size_t>(bare.data() - word.data());
            add_once(word.substr(start));
            add_once(word);
        }
    }
    std::vector<std::string> take() { return std::move(out_); }

  private:
    void add_once(std::string_view word) {
        if (word.empty() || word.size() > max_password_bytes || out_.size() >= limits_.max_passwords) return;
        if (std::find(out_.begin(), out_.end(), word) == out_.end()) out_.emplace_back(word);
    }

    const Limits& limits_;
    std::vector<std::string> out_;
};

std::vector<size_t> find_mentions(std::string_view text) {
    std::vector<size_t> ends;
    const std::string lower = ascii_lower(text);
    for (const std::string_view mention : mentions) {
        for (size_t at = lower.find(mention); at != std::string::npos; at = lower.find(mention, at + 1)) {
            ends.push_back(at + mention.size());
        }
    }
    std::sort(ends.begin(), ends.end());
    ends.resize(std::min(ends.size(), max_mentions));
    return ends;
}

std::string_view next_word(std::string_view& text) {
    text = trim(text);
    size_t length = 0;
    while (length < text.size() && !is_space(text[length])) ++length;
    const std::string_view word = text.substr(0, length);
    text.remove_prefix(length);
    return word;
}

std::string_view last_word(std::string_view& text) {
    text = trim(text);
    size_t length = 0;
    while (length < text.size() && !is_space(text[text.size() - 1 - length])) ++length;
    const std::string_view word = text.substr(text.size() - length);
    text.remove_suffix(length);
    return word;
}

}  // namespace

std::vector<std::string> password_candidates(std::string_view utf8, const Limits& limits) {
    Candidates candidates(limits);
    const std::vector<size_t> ends = find_mentions(utf8);
    for (const size_t end : ends) {
        std::string_view rest = utf8.substr(end);
        // What is left of the mention's own word ("passwords:2021") may hold it.
        for (size_t i = 0; i <= words_behind && !rest.empty(); ++i) candidates.add(next_word(rest));
    }
    for (const size_t end : ends) {
        std::string_view rest = utf8.substr(0, end);
        last_word(rest);
        for (size_t i = 0; i < words_before && !rest.empty(); ++i) candidates.add(last_word(rest));
    }
    return candidates.take();
}

}  // namespace redshank::document
