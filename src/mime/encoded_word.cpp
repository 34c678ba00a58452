// SPDX-License-Identifier: Apache-2.0
// Mail programs read far more than RFC 2047 2 allows: spaces inside a word, words glued to other text, a
// missing end. All of it is read here too, and named as malformed_encoded_word.
#include "mime/encoded_word.h"

#include "base/ascii.h"
#include "mime/fields.h"
#include "mime/transfer.h"
#include "text/charset.h"

namespace redshank::mime {

namespace {

constexpr size_t npos = std::string_view::npos;
constexpr size_t max_charset_bytes = 64;

bool is_blank(std::string_view text) {
    return trim(text).empty();
}

/// Words that stand together, as bytes of one charset.
class Run {
  public:
    explicit Run(AnomalyList& anomalies) : anomalies_(anomalies) {}

    bool empty() const { return empty_; }

    void add(const EncodedWord& word, size_t offset, std::string& out) {
        if (!empty_ && !iequals(word.charset, charset_)) flush(out);
        if (empty_) {
            charset_ = word.charset;
            offset_ = offset;
            empty_ = false;
        }
        if (word.encoding == 'b') {
            decode_base64_word(word.text, bytes_);
        } else {
            decode_q_word(word.text, bytes_);
        }
    }
    void flush(std::string& out) {
        if (empty_) return;
        const text::Converted converted = text::to_utf8(bytes_, charset_);
        if (converted.unknown_label) anomalies_.add(AnomalyKind::unknown_charset, offset_, charset_);
        out += converted.utf8;
        bytes_.clear();
        empty_ = true;
    }

  private:
    AnomalyList& anomalies_;
    std::string_view charset_;
    std::string bytes_;
    size_t offset_ = 0;
    bool empty_ = true;
};

void append_plain(std::string_view text, std::string& out) {
    out += text::to_utf8(text, "").utf8;
}

}  // namespace

bool EncodedWordScanner::match(size_t at, EncodedWord& word) {
    const std::string_view rest = text_.substr(at);
    if (!rest.starts_with("=?")) return false;
    const size_t mark = rest.substr(0, max_charset_bytes + 3).find('?', 2);
    if (mark == npos || mark == 2 || mark + 2 >= rest.size() || rest[mark + 2] != '?') return false;
    word.charset = rest.substr(2, mark - 2);
    word.charset = word.charset.substr(0, word.charset.find('*'));
    word.encoding = to_lower(rest[mark + 1]);
    if (word.charset.find_first_of(" \t=") != npos || (word.encoding != 'q' && word.encoding != 'b'))
        return false;

    const size_t start = at + mark + 3;
    if (close_ < start) close_ = text_.find("?=", start);
    if (next_ < start) next_ = text_.find(" =?", start);
    // "=?utf-8?Q?one =?utf-8?Q?two?=": the first word has lost its end, and the second one's is not its own.
    word.closed = close_ < next_;
    if (!word.closed && blank_ < start) blank_ = std::min(text_.find_first_of(" \t", start), text_.size());
    const size_t end = word.closed ? close_ : blank_;
    word.text = text_.substr(start, end - start);
    word.end = end + (word.closed ? 2 : 0);
    return true;
}

std::string decode_encoded_words(std::string_view text, AnomalyList& anomalies) {
    std::string out;
    EncodedWordScanner scanner(text);
    Run run(anomalies);
    size_t plain = 0;  // where text that is no encoded-word begins
    for (size_t at = text.find("=?"); at != npos;) {
        EncodedWord word;
        if (!scanner.match(at, word)) {
            at = text.find("=?", at + 2);
            continue;
        }
        const std::string_view before = text.substr(plain, at - plain);
        if (run.empty() || !is_blank(before)) {
            run.flush(out);
            append_plain(before, out);
        }
        if (!word.closed || (word.encoding == 'q' && word.text.find_first_of(" \t") != npos)) {
            anomalies.add(AnomalyKind::malformed_encoded_word, at);
        }
        run.add(word, at, out);
        plain = word.end;
        at = text.find("=?", plain);
    }
    run.flush(out);
    append_plain(text.substr(plain), out);
    return out;
}

std::string unfold(std::string_view body) {
    std::string out;
    out.reserve(body.size());
    for (size_t at = 0; at < body.size();) {
        const size_t line_end = std::min(body.find_first_of("\r\n", at), body.size());
        out += body.substr(at, line_end - at);
        at = std::min(body.find_first_not_of("\r\n", line_end), body.size());
        // A line end without white space after it is no folding: keep the words apart.
        if (line_end < body.size() && at < body.size() && body[at] != ' ' && body[at] != '\t')
            out.push_back(' ');
    }
    return out;
}

std::string decode_unstructured(std::string_view body, AnomalyList& anomalies) {
    const bool folded = body.find_first_of("\r\n") != npos;
    const std::string unfolded = folded ? unfold(body) : std::string();
    const std::string decoded =
        decode_encoded_words(trim(folded ? std::string_view(unfolded) : body), anomalies);
    return std::string(trim(decoded));
}

}  // namespace redshank::mime
