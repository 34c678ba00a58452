// SPDX-License-Identifier: Apache-2.0
// Word by word: the words are appended whole, what is between them becomes one byte.
#include "html/collapse.h"

#include "base/ascii.h"
#include "base/byte_set.h"

namespace redshank::html {

namespace {

// White space, or the first byte of U+00A0.
constexpr ByteSet may_be_space(" \t\n\v\f\r\xC2");

// 0, or the bytes of the white space at `i`: ASCII's or U+00A0.
size_t space_at(std::string_view text, size_t i) {
    const char c = text[i];
    if (static_cast<uint8_t>(c) <= ' ') return is_space(c) ? 1 : 0;
    return c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0' ? 2 : 0;
}

bool is_single_space(std::string_view text, size_t i) {
    return text[i] == ' ' && i + 1 < text.size() && space_at(text, i + 1) == 0;
}

}  // namespace

std::string_view cut_utf8(std::string_view text, size_t max_bytes) {
    if (text.size() <= max_bytes) return text;
    while (max_bytes > 0 && (text[max_bytes] & 0xC0) == 0x80) --max_bytes;
    return text.substr(0, max_bytes);
}

void TextCollector::add(std::string_view text) {
    if (out_.size() >= max_bytes_) return;
    size_t i = 0;
    while (i < text.size()) {
        if (const size_t space = space_at(text, i)) {
            add_space();
            i += space;
            continue;
        }
        const size_t start = i;
        // One space between two words stands as it is: they go on together.
        while (i < text.size() && (space_at(text, i) == 0 || is_single_space(text, i)))
            i = may_be_space.find_in(text, i + 1);
        if (gap_ != '\0' && !out_.empty()) out_.push_back(gap_);
        gap_ = '\0';
        const size_t room = max_bytes_ > out_.size() ? max_bytes_ - out_.size() : 0;
        out_ += cut_utf8(text.substr(start, i - start), room);
        if (i - start >= room) return;
    }
}

std::string collapse(std::string_view text, size_t max_bytes) {
    std::string out;
    TextCollector(out, max_bytes).add(text);
    return out;
}

}  // namespace redshank::html
