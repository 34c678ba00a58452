// SPDX-License-Identifier: Apache-2.0
// Encoded-words (RFC 2047) inside text that is already unfolded.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/anomaly.h"

namespace redshank::mime {

/// "=?charset?encoding?text?=" in a longer text. Views point into that text.
struct EncodedWord {
    std::string_view charset;  // without the language of RFC 2231 5
    char encoding = 'q';       // 'q' or 'b'
    std::string_view text;
    size_t end = 0;      // behind "?="
    bool closed = true;  // false: "?=" is missing; the word then ends at white space
};

/// Finds encoded-words in one text, from left to right; remembers the marks that it has looked ahead to, so
/// that a million "=?" stay linear.
class EncodedWordScanner {
  public:
    explicit EncodedWordScanner(std::string_view text) : text_(text) {}
    /// Whether an encoded-word begins at `at`, where "=?" stands.
    bool match(size_t at, EncodedWord& word);

  private:
    std::string_view text_;
    size_t close_ = 0;  // the first "?=" and the first " =?" behind the place last asked for
    size_t next_ = 0;
    size_t blank_ = 0;  // the first white space there, or the text's end
};

/// All encoded-words of `text` decoded to UTF-8; white space between adjacent ones removed, neighbours of one
/// charset joined as bytes before conversion (a multi-byte character or an ISO-2022-JP shift may span them).
/// Other 8-bit text is read as UTF-8 or windows-1252.
std::string decode_encoded_words(std::string_view text, AnomalyList& anomalies);

}  // namespace redshank::mime
