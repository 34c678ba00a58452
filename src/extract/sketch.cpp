// SPDX-License-Identifier: Apache-2.0
#include "extract/sketch.h"

#include <algorithm>

#include "base/ascii.h"
#include "text/fold.h"
#include "text/shingles.h"

namespace redshank::extract {

namespace {

constexpr size_t opening_characters = 160;
constexpr size_t shortest_name = 2;  // an initial alone would mask "a" and "I"
static_assert(facts::sketch_size == text::minhash_size);

bool separates_names(char c) {
    return static_cast<unsigned char>(c) < 0x80 && !is_alpha(c) && c != '\'';
}

void add_words(std::string_view text, std::vector<std::string>& words) {
    for (size_t start = 0; start < text.size();) {
        size_t end = start;
        while (end < text.size() && !separates_names(text[end])) ++end;
        if (end - start >= shortest_name) words.push_back(text::fold(text.substr(start, end - start)));
        start = end + 1;
    }
}

// One line, cut at a character.
std::string opening_of(std::string_view text) {
    std::string out;
    size_t characters = 0;
    for (const char c : text) {
        const bool starts_character = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        if (is_space(c) && (out.empty() || out.back() == ' ')) continue;
        if (starts_character && characters++ == opening_characters) break;
        out += is_space(c) ? ' ' : c;
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

}  // namespace

std::vector<std::string> reader_words(const facts::Message& message) {
    std::string_view address = message.reader;
    if (address.empty() && message.to.size() == 1) address = message.to.front().address;
    std::vector<std::string> words;
    if (address.empty()) return words;
    for (const auto* mailboxes : {&message.to, &message.cc}) {
        for (const facts::Mailbox& mailbox : *mailboxes) {
            if (mailbox.address == address) add_words(mailbox.name, words);
        }
    }
    add_words(address.substr(0, address.rfind('@')), words);
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

facts::TextSketch sketch_text(std::string_view visible_text, const std::vector<std::string>& names) {
    const text::Shingled shingled = text::shingle(visible_text, names);
    facts::TextSketch sketch;
    sketch.minhash = shingled.minhash;
    sketch.masked_hash = shingled.masked_hash;
    sketch.words = shingled.words;
    sketch.opening = opening_of(visible_text);
    return sketch;
}

}  // namespace redshank::extract
