// SPDX-License-Identifier: Apache-2.0
// The reader keeps a stack of groups (RTF 1.9.1) and looks at the few control words that decide what is
// content: \htmltag groups are HTML as it was, \htmlrtf stretches are RTF's own and dropped, font tables and
// the like are no text. Bytes (\'hh and plain ones) are gathered by their charset and converted in one go,
// for a character may be cut in two by them.
#include "mapi/rtf.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "base/ascii.h"
#include "mapi/item.h"
#include "mapi/little_endian.h"
#include "text/charset.h"

namespace redshank::mapi {

namespace {

using namespace std::string_view_literals;

// MS-OXRTFCP 2.1.2.1: what the dictionary holds at first, 207 bytes.
constexpr auto first_dictionary =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"sv;
static_assert(first_dictionary.size() == 207);

constexpr size_t dictionary_bytes = 4096;
constexpr size_t header_bytes = 16;
constexpr uint32_t is_compressed = 0x75465A4C, is_stored = 0x414C454D;

std::string decompress(std::string_view in, uint64_t max_bytes) {
    std::array<char, dictionary_bytes> dictionary{};
    std::copy(first_dictionary.begin(), first_dictionary.end(), dictionary.begin());
    size_t write = first_dictionary.size();
    std::string out;
    const auto put = [&](char c) {
        out.push_back(c);
        dictionary[write] = c;
        write = (write + 1) % dictionary_bytes;
    };
    size_t at = 0;
    while (at < in.size() && out.size() < max_bytes) {
        const auto control = static_cast<uint8_t>(in[at++]);
        for (int bit = 0; bit < 8 && at < in.size() && out.size() < max_bytes; ++bit) {
            if ((control >> bit & 1) == 0) {
                put(in[at++]);
                continue;
            }
            if (at + 2 > in.size()) return out;
            const unsigned reference = static_cast<uint8_t>(in[at]) << 8u | static_cast<uint8_t>(in[at + 1]);
            at += 2;
            size_t from = reference >> 4;
            if (from == write) return out;  // the end mark
            for (unsigned length = (reference & 15) + 2; length > 0; --length) {
                put(dictionary[from]);
                from = (from + 1) % dictionary_bytes;
            }
        }
    }
    return out;
}

constexpr size_t max_groups = 4096;  // deeper ones share the state of the deepest
constexpr int default_charset = -1;

/// \fcharset (RTF 1.9.1, Font Table) → code page.
int codepage_of_charset(int charset) {
    struct Row {
        int charset, codepage;
    };
    constexpr auto rows = std::to_array<Row>({{0, 1252},
                                              {77, 10000},
                                              {128, 932},
                                              {129, 949},
                                              {130, 1361},
                                              {134, 936},
                                              {136, 950},
                                              {161, 1253},
                                              {162, 1254},
                                              {163, 1258},
                                              {177, 1255},
                                              {178, 1256},
                                              {186, 1257},
                                              {204, 1251},
                                              {222, 874},
                                              {238, 1250},
                                              {254, 437}});
    for (const Row& row : rows) {
        if (row.charset == charset) return row.codepage;
    }
    return default_charset;
}

/// Destinations (RTF 1.9.1) that hold no body text, besides all that begin with \*.
constexpr auto silent_destinations = std::to_array<std::string_view>(
    {"fonttbl",   "colortbl",     "stylesheet", "info",      "pict",
     "object",    "header",       "footer",     "headerl",   "headerr",
     "footerl",   "footerr",      "fldinst",    "listtable", "listoverridetable",
     "revtbl",    "rsidtbl",      "generator",  "themedata", "colorschememapping",
     "datastore", "latentstyles", "xmlnstbl",   "filetbl"});

struct Character {
    std::string_view word;
    std::string_view text;
};
constexpr auto characters = std::to_array<Character>({{"par", "\r\n"},
                                                      {"line", "\r\n"},
                                                      {"tab", "\t"},
                                                      {"lquote", "\xE2\x80\x98"},
                                                      {"rquote", "\xE2\x80\x99"},
                                                      {"ldblquote", "\xE2\x80\x9C"},
                                                      {"rdblquote", "\xE2\x80\x9D"},
                                                      {"bullet", "\xE2\x80\xA2"},
                                                      {"endash", "\xE2\x80\x93"},
                                                      {"emdash", "\xE2\x80\x94"},
                                                      {"enspace", "\xE2\x80\x82"},
                                                      {"emspace", "\xE2\x80\x83"},
                                                      {"cell", "\t"},
                                                      {"row", "\r\n"},
                                                      {"sect", "\r\n"},
                                                      {"page", "\r\n"},
                                                      {"zwj", "\xE2\x80\x8D"},
                                                      {"zwnj", "\xE2\x80\x8C"}});

void append_utf8(std::string& out, uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
        out += static_cast<char>(0x80 | (c & 63));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 63));
        out += static_cast<char>(0x80 | (c & 63));
    } else {
        out += static_cast<char>(0xF0 | c >> 18);
        out += static_cast<char>(0x80 | (c >> 12 & 63));
        out += static_cast<char>(0x80 | (c >> 6 & 63));
        out += static_cast<char>(0x80 | (c & 63));
    }
}

struct Group {
    bool silent = false;    // a destination without body text
    bool html_tag = false;  // inside \*\htmltag: HTML as it was
    bool html_rtf = false;  // \htmlrtf: RTF's rendering of it
    bool font_table = false;
    int unicode_skip = 1;  // \uc
    int font = -1;
};

class Reader {
  public:
    Reader(std::string_view rtf, uint64_t max_bytes) : rtf_(rtf), max_bytes_(max_bytes) {}

    Unwrapped run() {
        while (at_ < rtf_.size() && out_.utf8.size() + pending_.size() < max_bytes_) step();
        flush();
        return std::move(out_);
    }

  private:
    void step() {
        const char c = rtf_[at_];
        if (c == '{') {
            open();
        } else if (c == '}') {
            close();
        } else if (c == '\\') {
            control();
        } else {
            ++at_;
            if (c != '\r' && c != '\n') text_byte(c);
        }
    }

    void open() {
        ++at_;
        if (groups_.size() < max_groups) {
            groups_.push_back(groups_.back());
        } else {
            ++too_deep_;
        }
        starred_ = false;
        skip_ = 0;
    }
    void close() {
        ++at_;
        skip_ = 0;
        if (too_deep_ > 0) {
            --too_deep_;
        } else if (groups_.size() > 1) {
            groups_.pop_back();
        }
        starred_ = false;
    }
    Group& group() { return groups_.back(); }

    bool is_content() {
        const Group& g = group();
        if (g.silent || g.font_table) return false;
        return out_.kind == Unwrapped::Kind::none || g.html_tag || !g.html_rtf;
    }

    void text_byte(char c) {
        if (skip_ > 0) {
            --skip_;
            return;
        }
        if (!is_content()) return;
        const int codepage = current_codepage();
        if (codepage != pending_codepage_) flush();
        pending_codepage_ = codepage;
        pending_ += c;
    }
    void text(std::string_view utf8) {
        if (!is_content()) return;
        flush();
        out_.utf8 += utf8;
    }
    void flush() {
        if (high_surrogate_ != 0) append_utf8(out_.utf8, 0xFFFD);
        high_surrogate_ = 0;
        if (pending_.empty()) return;
        const std::string label = codepage_label(pending_codepage_);
        out_.utf8 += text::to_utf8(pending_, label.empty() ? "windows-1252" : label).utf8;
        pending_.clear();
    }
    int current_codepage() {
        if (group().html_tag) return ansi_codepage_;
        const auto found = font_codepages_.find(group().font);
        return found == font_codepages_.end() || found->second == default_charset ? ansi_codepage_
                                                                                  : found->second;
    }

    void control() {
        if (++at_ >= rtf_.size()) return;
        const char c = rtf_[at_];
        if (!is_alpha(c)) {
            ++at_;
            return symbol(c);
        }
        const size_t start = at_;
        while (at_ < rtf_.size() && is_alpha(rtf_[at_])) ++at_;
        const std::string_view word = rtf_.substr(start, at_ - start);
        bool negative = false;
        if (at_ + 1 < rtf_.size() && rtf_[at_] == '-' && is_digit(rtf_[at_ + 1])) {
            negative = true;
            ++at_;
        }
        bool has_number = false;
        int64_t number = 0;
        for (; at_ < rtf_.size() && is_digit(rtf_[at_]); ++at_) {
            has_number = true;
            number = std::min<int64_t>(number * 10 + (rtf_[at_] - '0'), INT32_MAX);
        }
        if (at_ < rtf_.size() && rtf_[at_] == ' ') ++at_;
        if (negative) number = -number;
        control_word(word, has_number, static_cast<int>(number));
    }

    void symbol(char c) {
        if (c == '\'') {
            if (at_ + 2 <= rtf_.size() && is_hex_digit(rtf_[at_]) && is_hex_digit(rtf_[at_ + 1])) {
                const char byte = static_cast<char>(hex_value(rtf_[at_]) * 16 + hex_value(rtf_[at_ + 1]));
                at_ += 2;
                text_byte(byte);
            }
        } else if (c == '*') {
            starred_ = true;
        } else if (c == '~') {
            text(group().html_tag || out_.kind == Unwrapped::Kind::html ? "&nbsp;" : "\xC2\xA0");
        } else if (c == '_') {
            text("\xE2\x80\x91");
        } else if (c == '\r' || c == '\n') {
            text("\r\n");
        } else if (c == '\\' || c == '{' || c == '}') {
            text_byte(c);
        }
    }

    void control_word(std::string_view word, bool has_number, int number) {
        const bool starred = std::exchange(starred_, false);
        if (word == "bin") {
            at_ += std::min<size_t>(static_cast<size_t>(std::max(number, 0)), rtf_.size() - at_);
        } else if (word == "u") {
            unicode(number);
        } else if (word == "uc") {
            group().unicode_skip = std::clamp(number, 0, 255);
        } else if (word == "ansicpg") {
            ansi_codepage_ = number;
        } else if (word == "fromhtml") {
            out_.kind = Unwrapped::Kind::html;
        } else if (word == "fromtext") {
            out_.kind = Unwrapped::Kind::text;
        } else if (word == "htmltag") {
            group().html_tag = true;
            group().html_rtf = false;
        } else if (word == "mhtmltag" || (starred && word != "htmltag")) {
            group().silent = true;
        } else if (word == "htmlrtf") {
            flush();
            group().html_rtf = !has_number || number != 0;
        } else if (word == "fonttbl") {
            group().font_table = true;
        } else if (word == "f") {
            group().font = number;
        } else if (word == "fcharset" && group().font_table) {
            font_codepages_[group().font] = codepage_of_charset(number);
        } else if (is_one_of_destinations(word)) {
            group().silent = true;
        } else {
            character(word);
        }
    }

    static bool is_one_of_destinations(std::string_view word) {
        return std::find(silent_destinations.begin(), silent_destinations.end(), word) !=
               silent_destinations.end();
    }

    void character(std::string_view word) {
        if (out_.kind == Unwrapped::Kind::html && group().html_tag && word != "par" && word != "line" &&
            word != "tab")
            return;
        for (const Character& one : characters) {
            if (one.word == word) return text(one.text);
        }
    }

    // \uN stands for one UTF-16 unit, negative above 0x7FFF, and is followed by what older readers show.
    void unicode(int number) {
        const auto unit = static_cast<uint32_t>(static_cast<uint16_t>(number));
        if (is_content()) {
            const bool is_low = unit >= 0xDC00 && unit < 0xE000;
            if (is_low && high_surrogate_ != 0 && pending_.empty()) {
                const uint32_t high = std::exchange(high_surrogate_, 0);
                append_utf8(out_.utf8, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
            } else {
                flush();
                if (unit >= 0xD800 && unit < 0xDC00) {
                    high_surrogate_ = unit;
                } else {
                    append_utf8(out_.utf8, is_low ? 0xFFFD : unit);
                }
            }
        }
        skip_ = group().unicode_skip;
    }

    std::string_view rtf_;
    uint64_t max_bytes_;
    size_t at_ = 0;
    Unwrapped out_;
    std::vector<Group> groups_{1};
    size_t too_deep_ = 0;
    bool starred_ = false;
    int skip_ = 0;
    int ansi_codepage_ = 1252;
    std::map<int, int> font_codepages_;
    std::string pending_;
    int pending_codepage_ = 1252;
    uint32_t high_surrogate_ = 0;
};

}  // namespace

std::string decompress_rtf(std::string_view compressed, uint64_t max_bytes) {
    if (compressed.size() < header_bytes) return {};
    const uint32_t kind = u32(compressed, 8);
    // The first field counts what follows it: what is behind is not part of it.
    const std::string_view body = slice(
        compressed, header_bytes, uint64_t{u32(compressed, 0)} - std::min<uint64_t>(u32(compressed, 0), 12));
    max_bytes = std::min<uint64_t>(max_bytes, u32(compressed, 4));
    if (kind == is_stored)
        return std::string(body.substr(0, static_cast<size_t>(std::min<uint64_t>(max_bytes, body.size()))));
    if (kind != is_compressed) return {};
    std::string out = decompress(body, max_bytes);
    if (out.size() > max_bytes) out.resize(static_cast<size_t>(max_bytes));
    return out;
}

Unwrapped unwrap_rtf(std::string_view rtf, uint64_t max_bytes) {
    return Reader(rtf, max_bytes).run();
}

}  // namespace redshank::mapi
