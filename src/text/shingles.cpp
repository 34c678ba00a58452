// SPDX-License-Identifier: Apache-2.0
// One pass over the text: bytes become folded words, words become hashes, five hashes in a row a shingle, and
// each shingle falls into one of the 32 positions of the sketch, where the smallest stays: one-permutation
// hashing (Li, Owen, Zhang 2012), so a word costs a hash or two and not 32. A position that no shingle fell
// into takes the value of another one, chosen by the position alone (Shrivastava 2017), so that short texts
// compare as well.
#include "text/shingles.h"

#include <algorithm>
#include <bitset>
#include <cstring>
#include <vector>

#include "base/ascii.h"
#include "base/hash.h"
#include "text/fold.h"

namespace redshank::text {

namespace {

constexpr size_t max_word_bytes = 64;
constexpr size_t shingle_words = 5;
constexpr uint64_t mask_hash = 0x6D61736B6D61736Bull;

// "Dear Dr. Okafor," reaches at most this far from its first word to its comma.
constexpr size_t max_greeting_bytes = 120;
constexpr int max_greeting_words = 7;

/// What a code point is in running text: a separator (""), left out (ignored), or up to four bytes of a
/// folded word.
struct Folded {
    char bytes[4];
    uint8_t length;
    enum Kind : uint8_t { letter, separator, ignored } kind;
};

constexpr uint32_t table_end = 0x2000;  // everything that has case or accents and is written with spaces

bool is_invisible(char32_t c) {
    // Soft hyphen, grapheme joiner, zero-width and bidi characters: newsletters pad their preview lines with
    // them.
    return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFE00 && c <= 0xFE0F);
}

bool is_separator(char32_t c) {
    return (c >= 0x80 && c <= 0xA9) || c == 0xAB || c == 0xB7 || c == 0xBB || c == 0xBF || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || (c >= 0x2010 && c <= 0x2017) || (c >= 0x201A && c <= 0x205F) ||
           (c >= 0x2190 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x301F) ||
           c == 0x30FB || (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
           (c >= 0x1F000 && c <= 0x1FAFF);
}

// Chinese, Japanese, Thai, Lao, Burmese and Khmer are written without spaces: each character counts as a
// word.
bool is_word_by_itself(char32_t c) {
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
           (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF66 && c <= 0xFF9D) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

size_t encode_utf8(char32_t c, char* out) {
    if (c < 0x800) {
        out[0] = static_cast<char>(0xC0 | c >> 6);
        out[1] = static_cast<char>(0x80 | (c & 0x3F));
        return 2;
    }
    out[0] = static_cast<char>(0xE0 | c >> 12);
    out[1] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out[2] = static_cast<char>(0x80 | (c & 0x3F));
    return 3;
}

/// fold() of every code point below table_end, asked once, so that no word of a text needs ICU.
const std::vector<Folded>& fold_table() {
    static const std::vector<Folded> table = [] {
        std::vector<Folded> out(table_end);
        for (char32_t c = 0x80; c < table_end; ++c) {
            Folded& entry = out[c];
            char utf8[4];
            const size_t length = encode_utf8(c, utf8);
            if (is_separator(c) || is_invisible(c)) {
                entry = {{}, 0, is_separator(c) ? Folded::separator : Folded::ignored};
                continue;
            }
            // A combining mark alone folds to nothing: it is an accent and left out.
            std::string folded = fold(std::string_view(utf8, length));
            if (folded.size() > sizeof entry.bytes) folded.assign(utf8, length);
            entry.length = static_cast<uint8_t>(folded.size());
            entry.kind = folded.empty() ? Folded::ignored : Folded::letter;
            std::memcpy(entry.bytes, folded.data(), folded.size());
        }
        return out;
    }();
    return table;
}

/// One code point of UTF-8 that the caller vouches for (charset conversion made it), read safely all the
/// same.
char32_t next_code_point(std::string_view text, size_t& at) {
    const auto byte = [&](size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) & 0x3Fu : 0u;
    };
    const auto first = static_cast<unsigned char>(text[at]);
    const size_t start = at;
    const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    at = std::min(text.size(), at + length);
    if (length == 2) return (first & 0x1Fu) << 6 | byte(start + 1);
    if (length == 3) return (first & 0x0Fu) << 12 | byte(start + 1) << 6 | byte(start + 2);
    if (length == 4)
        return (first & 0x07u) << 18 | byte(start + 1) << 12 | byte(start + 2) << 6 | byte(start + 3);
    return 0xFFFD;
}

template <class Number>
uint64_t load(const char* at) {
    Number out;
    std::memcpy(&out, at, sizeof out);
    return out;
}

/// Words are short: eight bytes at a time, the last ones with some of those before them once more. A tenth of
/// the cost of hash64 here.
uint64_t word_hash(std::string_view word) {
    const auto mix = [](uint64_t hash, uint64_t bytes) {
        hash = (hash ^ bytes) * 0xBF58476D1CE4E5B9ull;
        return hash ^ hash >> 32;
    };
    const char* at = word.data();
    const size_t size = word.size();
    uint64_t hash = mix(0x94D049BB133111EBull, size);
    if (size < 4) {
        for (const char c : word) hash = mix(hash, static_cast<unsigned char>(c));
        return mix(hash, 0);
    }
    if (size < 8) return mix(mix(hash, load<uint32_t>(at) << 32 | load<uint32_t>(at + size - 4)), 0);
    for (size_t i = 0; i + 8 < size; i += 8) hash = mix(hash, load<uint64_t>(at + i));
    return mix(mix(hash, load<uint64_t>(at + size - 8)), 0);
}

/// The running sketch.
class Sketch {
  public:
    void add_word(uint64_t hash) {
        last_is_mask_ = false;
        add(hash);
    }

    /// A run of masks is one: "Amelia" and "Dr Amelia Okafor" leave the same trace.
    void add_mask() {
        if (!last_is_mask_) add(mask_hash);
        last_is_mask_ = true;
    }

    Shingled finish(uint32_t words) {
        Shingled out;
        out.words = words;
        if (count_ == 0) return out;
        if (count_ < shingle_words) put_shingle();  // a text shorter than a shingle is one
        out.masked_hash = masked_hash_ | 1;
        for (size_t i = 0; i < minhash_size; ++i) out.minhash[i] = used_[i] ? smallest_[i] : borrowed(i);
        return out;
    }

  private:
    void add(uint64_t hash) {
        masked_hash_ = hash_combine(masked_hash_, hash);
        // A polynomial over the window, rolled on: an odd factor keeps the order of the words.
        uint64_t& oldest = window_[count_ % shingle_words];
        shingle_ = shingle_ * factor - oldest * factor_to_the_window + hash;
        oldest = hash;
        ++count_;
        if (count_ >= shingle_words) put_shingle();
    }

    void put_shingle() {
        uint64_t hash = (shingle_ ^ shingle_ >> 32) * factor;
        hash ^= hash >> 29;
        const size_t position = hash >> 59;
        const auto value = static_cast<uint32_t>(hash) | 1;  // never zero: zeros mean "no word"
        if (!used_[position] || value < smallest_[position]) smallest_[position] = value;
        used_[position] = true;
    }

    // Walks all positions in an order that depends on `position` alone (an odd step reaches each) to one that
    // is used.
    uint32_t borrowed(size_t position) const {
        const uint64_t mixed = (position + 1) * 0x9E3779B97F4A7C15ull;
        const size_t step = mixed >> 32 | 1;
        size_t other = mixed >> 59;
        while (!used_[other]) other = (other + step) % minhash_size;
        return smallest_[other];
    }

    static constexpr uint64_t factor = 0x9E3779B97F4A7C15ull;
    static constexpr uint64_t factor_to_the_window = factor * factor * factor * factor * factor;
    static_assert(shingle_words == 5);

    std::array<uint64_t, shingle_words> window_{};
    uint64_t shingle_ = 0;
    std::array<uint32_t, minhash_size> smallest_{};
    std::array<bool, minhash_size> used_{};
    uint64_t masked_hash_ = 0;
    uint64_t count_ = 0;
    bool last_is_mask_ = false;
};

/// Words to look for, as hashes behind a filter that says "no" to nearly every other word.
class WordSet {
  public:
    template <class Range>
    explicit WordSet(const Range& words) {
        for (const auto& word : words) {
            hashes_.push_back(word_hash(word));
            filter_.set(bit(hashes_.back()));
        }
        std::sort(hashes_.begin(), hashes_.end());
    }
    bool contains(uint64_t hash) const {
        return filter_[bit(hash)] && std::binary_search(hashes_.begin(), hashes_.end(), hash);
    }

  private:
    static constexpr size_t filter_bits = 1024;
    static size_t bit(uint64_t hash) { return hash % filter_bits; }
    std::vector<uint64_t> hashes_;
    std::bitset<filter_bits> filter_;
};

// First words of greetings, folded. A greeting of two words ("good morning") is known by its last.
constexpr std::string_view greetings[] = {
    "dear",      "hi",       "hello",        "hey",      "greetings", "morning",
    "afternoon", "evening",                                                          // English
    "liebe",     "lieber",   "geehrte",      "geehrter", "hallo",     "tag",         // German
    "cher",      "chere",    "chers",        "bonjour",  "bonsoir",                  // French
    "estimado",  "estimada", "querido",      "querida",  "hola",                     // Spanish
    "caro",      "cara",     "gentile",      "egregio",  "ciao",      "buongiorno",  // Italian
    "prezado",   "prezada",  "ola",          "beste",    "geachte",                  // pt, nl
    "kære",      "hej",      "hei",          "basta",    "drogi",     "droga",
    "szanowny",  "szanowna", "witaj",        "mily",     "vazeny",    "vazena",
    "sayın",     "merhaba",  "dragi",        "stimate",  "уважаемыи", "уважаемая",
    "дорогои",   "дорогая",  "здравствуите", "шановнии", "шановна",  // fold makes й to и
};

const WordSet& greeting_words() {
    static const WordSet words(greetings);
    return words;
}

/// Where the words after a greeting end: at the comma, exclamation mark, colon or line end that comes within
/// a few words. `from` itself when none does.
size_t greeting_end(std::string_view text, size_t from) {
    const size_t stop = std::min(text.size(), from + max_greeting_bytes);
    int words = 0;
    for (size_t i = from; i < stop; ++i) {
        const char c = text[i];
        if (c == ',' || c == '!' || c == ':' || c == '\n') return i;
        if (c == ';' || c == '?') return from;
        if (c == ' ' && ++words > max_greeting_words) return from;
    }
    return stop == text.size() ? stop : from;
}

/// What a byte of a word tells of it; a word's flags are those of its bytes.
enum ByteFlag : uint8_t {
    is_space_byte = 1,
    is_beyond_ascii = 2,
    is_mark = 4,  // a digit or an "@": the word is a number or an address
    is_colon = 8,
};

constexpr std::array<uint8_t, 256> byte_flags = [] {
    std::array<uint8_t, 256> flags{};
    for (size_t c = 0; c < flags.size(); ++c) {
        if (c <= ' ' || c == 0x7F) flags[c] = is_space_byte;
        if ((c >= '0' && c <= '9') || c == '@') flags[c] = is_mark;
        if (c == ':') flags[c] = is_colon;
        if (c >= 0x80) flags[c] = is_beyond_ascii;
    }
    return flags;
}();

constexpr std::array<char, 256> lower_case = [] {
    std::array<char, 256> out{};
    for (size_t c = 0; c < out.size(); ++c) out[c] = to_lower(static_cast<char>(c));
    return out;
}();

/// Reads words off the text.
class Words {
  public:
    Words(std::string_view text, std::span<const std::string> names) : text_(text), names_(names) {}

    Shingled run() {
        while (at_ < text_.size()) step();
        end_word();
        return sketch_.finish(words_);
    }

  private:
    // Locals, as a store of a char could change any member.
    void step() {
        size_t at = at_;
        size_t length = length_;
        uint8_t flags = flags_;
        uint8_t last = 0;
        for (; at < text_.size(); ++at) {
            last = byte_flags[static_cast<unsigned char>(text_[at])];
            if ((last & (is_space_byte | is_beyond_ascii)) != 0) break;
            flags |= last;
            word_[std::min(length, max_word_bytes)] = lower_case[static_cast<unsigned char>(text_[at])];
            ++length;
        }
        at_ = at;
        length_ = length;
        flags_ = flags;
        if (at == text_.size()) return;
        if (last == is_beyond_ascii) return step_beyond_ascii();
        ++at_;
        end_word();
    }

    void step_beyond_ascii() {
        const size_t start = at_;
        const char32_t c = next_code_point(text_, at_);
        if (c < table_end) {
            if (c < 0x80) return end_word();  // malformed
            const Folded& folded = fold_table_[c];
            if (folded.kind == Folded::separator) return end_word();
            if (is_word_by_itself(c)) return add_character(text_.substr(start, at_ - start));
            for (size_t i = 0; i < folded.length; ++i) append(folded.bytes[i]);
            return;
        }
        if (c == 0x2018 || c == 0x2019) return append('\'');
        if (is_invisible(c)) return;
        if (is_separator(c)) return end_word();
        if (is_word_by_itself(c)) return add_character(text_.substr(start, at_ - start));
        for (size_t i = start; i < at_; ++i) append(text_[i]);
    }

    void append(char c) {
        word_[std::min(length_, max_word_bytes)] = c;
        ++length_;
    }

    void add_character(std::string_view character) {
        end_word();
        ++words_;
        sketch_.add_word(word_hash(character));
    }

    void end_word() {
        if (length_ == 0) return;
        const size_t length = length_;
        const uint8_t flags = flags_;
        length_ = 0;
        flags_ = 0;
        if ((flags & is_mark) != 0 || length > max_word_bytes) return add_mask();

        const std::string_view raw(word_.data(), length);
        const std::string_view word = without_punctuation(raw);
        if (word.empty()) return;
        if ((flags & is_colon) != 0 && word.find("://") != std::string_view::npos) return add_mask();
        if (word.starts_with("www.")) return add_mask();
        const uint64_t hash = word_hash(word);
        if (names_.contains(hash)) return add_mask();
        ++words_;
        sketch_.add_word(hash);
        // "Hello," names nobody; "Dear Amelia," does.
        const bool same_line = at_ < text_.size() && text_[at_ - 1] != '\n';
        if (word.size() == raw.size() && same_line && greeting_words_.contains(hash)) skip_greeted();
    }

    void add_mask() {
        ++words_;
        sketch_.add_mask();
    }

    void skip_greeted() {
        const size_t end = greeting_end(text_, at_);
        for (size_t i = at_; i < end; ++i) {
            if (text_[i] != ' ' && (i == at_ || text_[i - 1] == ' ')) add_mask();
        }
        at_ = end;
    }

    static std::string_view without_punctuation(std::string_view word) {
        const auto is_punctuation = [](char c) {
            return static_cast<unsigned char>(c) < 0x80 && !is_alnum(c);
        };
        while (!word.empty() && is_punctuation(word.back())) word.remove_suffix(1);
        while (!word.empty() && is_punctuation(word.front())) word.remove_prefix(1);
        if (word.ends_with("'s")) word.remove_suffix(2);
        return word;
    }

    const std::vector<Folded>& fold_table_ = fold_table();
    const WordSet& greeting_words_ = greeting_words();
    std::string_view text_;
    WordSet names_;
    Sketch sketch_;
    std::array<char, max_word_bytes + 1> word_;  // the last byte takes what is too long
    size_t length_ = 0;
    size_t at_ = 0;
    uint32_t words_ = 0;
    uint8_t flags_ = 0;
};

}  // namespace

Shingled shingle(std::string_view utf8_text, std::span<const std::string> names) {
    return Words(utf8_text, names).run();
}

double similarity(const std::array<uint32_t, minhash_size>& a, const std::array<uint32_t, minhash_size>& b) {
    int equal = 0;
    for (size_t i = 0; i < minhash_size; ++i) equal += a[i] == b[i] && a[i] != 0;
    return static_cast<double>(equal) / minhash_size;
}

}  // namespace redshank::text
