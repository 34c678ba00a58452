// SPDX-License-Identifier: Apache-2.0
#include "drill/language.h"

#include "base/ascii.h"

namespace redshank::drill {

namespace {

std::span<const Pool> pools_of(Language language) {
    switch (language) {
        case Language::german:
            return german_pools();
        case Language::french:
            return french_pools();
        case Language::russian:
            return russian_pools();
        case Language::japanese:
            return japanese_pools();
        case Language::english:
            break;
    }
    return english_pools();
}

const Pool* find_pool(Language language, std::string_view name) {
    for (const Pool& pool : pools_of(language)) {
        if (pool.name == name) return &pool;
    }
    return nullptr;
}

// The end of the bracket or brace that opens at `start`, counting those inside.
size_t closing(std::string_view pattern, size_t start) {
    int depth = 0;
    for (size_t i = start; i < pattern.size(); ++i) {
        if (pattern[i] == '[' || pattern[i] == '{') ++depth;
        if ((pattern[i] == ']' || pattern[i] == '}') && --depth == 0) return i;
    }
    return pattern.size() - 1;
}

// One of the choices between the '|' that stand in no bracket.
std::string_view choose(Random& random, std::string_view choices) {
    std::vector<std::string_view> found;
    size_t begin = 0;
    for (size_t i = 0; i <= choices.size(); ++i) {
        if (i == choices.size() || choices[i] == '|') {
            found.push_back(choices.substr(begin, i - begin));
            begin = i + 1;
        } else if (choices[i] == '[' || choices[i] == '{') {
            i = closing(choices, i);
        }
    }
    return random.pick(found);
}

std::string slot(Random& random, Language language, std::string_view name) {
    if (name == "n") return std::to_string(random.between(2, 28));
    if (name == "nn") return std::to_string(random.between(100, 999));
    if (name == "word") return invented_word(random);
    const Pool* pool = find_pool(language, name);
    if (pool == nullptr) {
        language = Language::english;
        pool = find_pool(language, name);
    }
    if (pool == nullptr) return "{" + std::string(name) + "}";
    return say(random, language, choose(random, pool->choices));
}

bool is_wide(Language language) {
    return language == Language::japanese;
}

}  // namespace

std::string say(Random& random, Language language, std::string_view pattern) {
    std::string out;
    for (size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '[' && pattern[i] != '{') {
            out += pattern[i];
            continue;
        }
        const size_t end = closing(pattern, i);
        const std::string_view inside = pattern.substr(i + 1, end - i - 1);
        out += pattern[i] == '{' ? slot(random, language, inside)
                                 : say(random, language, choose(random, inside));
        i = end;
    }
    return out;
}

std::string paragraph(Random& random, Language language, size_t sentences, std::string_view kind) {
    std::string out;
    for (size_t i = 0; i < sentences; ++i) {
        std::string sentence = say(random, language, kind);
        if (!sentence.empty())
            sentence[0] = sentence[0] >= 'a' && sentence[0] <= 'z' ? sentence[0] & ~0x20 : sentence[0];
        if (i > 0 && !is_wide(language)) out += ' ';
        out += sentence;
    }
    return out;
}

std::vector<std::string> paragraphs(Random& random, Language language, size_t count, std::string_view kind) {
    std::vector<std::string> out;
    for (size_t i = 0; i < count; ++i) {
        out.push_back(paragraph(random, language, static_cast<size_t>(random.between(2, 4)), kind));
    }
    return out;
}

std::string invented_word(Random& random) {
    constexpr std::string_view first[] = {"Vel", "Tar", "Os",   "Bren", "Kal", "Mor", "Ild",
                                          "Sa",  "Dro", "Fen",  "Hol",  "Ju",  "Nar", "Pel",
                                          "Qui", "Ru",  "Stov", "Ul",   "Wes", "Zan"};
    constexpr std::string_view middle[] = {"mo", "ve", "tri", "lan", "de", "ku",
                                           "ri", "sa", "no",  "ber", "",   ""};
    constexpr std::string_view last[] = {"ra",   "dal", "vik",  "mark", "len", "sted", "nia",
                                         "gard", "tov", "holm", "rin",  "bek", "zow",  "wick"};
    std::string out(random.pick(first));
    out += random.pick(middle);
    return out += random.pick(last);
}

std::string wrapped(std::string_view text, size_t width) {
    std::string out;
    size_t line = 0;
    while (!text.empty()) {
        const size_t space = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, space);
        if (line > 0 && line + 1 + word.size() > width) {
            out += '\n';
            line = 0;
        } else if (line > 0) {
            out += ' ';
            ++line;
        }
        out += word;
        line += word.size();
        text.remove_prefix(std::min(space + 1, text.size()));
    }
    return out;
}

}  // namespace redshank::drill
