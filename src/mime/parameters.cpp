// SPDX-License-Identifier: Apache-2.0
// Content-Type and Content-Disposition: a value, then parameters (RFC 2045 5.1) with the continuations and
// charsets of RFC 2231. Pieces are collected first, in bounded number, then sorted by name and piece number
// and joined. A repeated plain parameter stays in the list behind the first one: other programs read the
// last.
#include <algorithm>

#include "base/ascii.h"
#include "base/byte_set.h"
#include "mime/encoded_word.h"
#include "mime/fields.h"
#include "mime/lexer.h"
#include "text/charset.h"

namespace redshank::mime {

namespace {

constexpr size_t npos = std::string_view::npos;

// What no attribute holds (RFC 2045 5.1, tspecials and white space).
constexpr ByteSet ends_attribute("()<>@,;:\\\"/[]?= \t\r\n");

/// "name*1*=value" taken apart: RFC 2231 3 and 4.
struct Piece {
    std::string name;  // lower-case, without stars
    uint32_t number = 0;
    bool is_2231 = false;
    bool encoded = false;  // percent-encoded, with charset and language in the first piece
    std::string value;
    uint64_t offset = 0;
    uint32_t order = 0;  // of its name's first piece
};

class ParameterReader {
  public:
    ParameterReader(std::string_view body, const Limits& limits, AnomalyList& anomalies)
        : body_(body), closers_(body), limits_(limits), anomalies_(anomalies) {}

    /// The text before the first parameter, comments out.
    std::string value();
    std::vector<Parameter> parameters();

  private:
    void skip_separators();
    bool skip_comment();
    bool read_piece(Piece& piece);
    std::string read_name();
    std::string read_value();
    std::string read_unquoted();
    bool fold_begins_parameter();
    std::vector<Parameter> join(std::vector<Piece>& pieces);

    std::string_view body_;
    Closers closers_;
    const Limits& limits_;
    AnomalyList& anomalies_;
    size_t at_ = 0;
    size_t no_parameter_before_ = 0;  // folds up to here begin none
};

bool ParameterReader::skip_comment() {
    if (at_ >= body_.size() || body_[at_] != '(') return false;
    const size_t end = closers_.comment_end(at_);
    if (end == npos) return false;
    anomalies_.add(AnomalyKind::comment_in_odd_place, at_);
    at_ = end;
    return true;
}

void ParameterReader::skip_separators() {
    while (at_ < body_.size()) {
        if (skip_comment()) continue;
        const char c = body_[at_];
        if (!is_space(c) && c != ';' && c != ',') return;
        ++at_;
    }
}

// A missing ";" ends the value too: "text/html charset=utf-8", "multipart/mixed, boundary=x".
std::string ParameterReader::value() {
    std::string out;
    while (at_ < body_.size() && is_space(body_[at_])) ++at_;
    while (at_ < body_.size() && body_[at_] != ';' && body_[at_] != ',') {
        if (skip_comment()) continue;
        const char c = body_[at_];
        if (is_space(c)) {
            const size_t next = body_.find_first_not_of(" \t\r\n\f\v", at_);
            const bool around_slash = out.ends_with('/') || (next != npos && body_[next] == '/');
            if (!around_slash && next != npos && body_[next] != '(' && !out.empty()) break;
            at_ = std::min(next, body_.size());
            continue;
        }
        if (c != '"') out.push_back(to_lower(c));
        ++at_;
    }
    return out;
}

std::string ParameterReader::read_name() {
    std::string name;
    while (at_ < body_.size() && body_[at_] != '=' && body_[at_] != ';') {
        if (skip_comment()) continue;
        if (!is_space(body_[at_])) name.push_back(to_lower(body_[at_]));
        ++at_;
    }
    return name;
}

// Whether a fold stands here and "name=" behind it: a ";" was forgotten at the line's end, and some programs
// go on as if it stood there.
bool ParameterReader::fold_begins_parameter() {
    if (body_[at_] != '\n' || at_ < no_parameter_before_) return false;
    const size_t name = std::min(body_.find_first_not_of(" \t\r\n", at_), body_.size());
    const size_t end = ends_attribute.find_in(body_, name);
    if (end > name && end < body_.size() && body_[end] == '=') return true;
    no_parameter_before_ = name;  // all folds before it meet the same text
    return false;
}

// Tokens hold no white space, but file names are written without quotes all the same: up to the ";".
std::string ParameterReader::read_unquoted() {
    std::string out;
    while (at_ < body_.size() && body_[at_] != ';' && !fold_begins_parameter()) {
        if (skip_comment()) continue;
        if (body_[at_] != '\r' && body_[at_] != '\n') out.push_back(body_[at_]);
        ++at_;
    }
    return std::string(trim(out));
}

std::string ParameterReader::read_value() {
    while (at_ < body_.size() && (is_space(body_[at_]) || skip_comment())) {
        if (at_ < body_.size() && is_space(body_[at_])) ++at_;
    }
    if (at_ >= body_.size() || body_[at_] != '"') return read_unquoted();
    const size_t end = closers_.quoted_end(at_);
    if (end == npos) {
        anomalies_.add(AnomalyKind::malformed_content_type, at_, "quote not closed");
        ++at_;
        return read_unquoted();
    }
    std::string out = unescape(body_.substr(at_ + 1, end - at_ - 2));
    at_ = end;
    return out;
}

/// Splits the stars off; false where they make no sense (the name is kept with them then).
void read_stars(Piece& piece) {
    const size_t star = piece.name.find('*');
    if (star == npos || star == 0) return;
    std::string_view rest = std::string_view(piece.name).substr(star + 1);
    bool encoded = rest.empty();
    if (!encoded && rest.ends_with('*')) {
        encoded = true;
        rest.remove_suffix(1);
    }
    if (rest.size() > 6 || !std::all_of(rest.begin(), rest.end(), is_digit)) return;
    for (const char digit : rest) piece.number = piece.number * 10 + static_cast<uint32_t>(digit - '0');
    piece.encoded = encoded;
    piece.is_2231 = true;
    piece.name.resize(star);
}

bool ParameterReader::read_piece(Piece& piece) {
    skip_separators();
    if (at_ >= body_.size()) return false;
    piece.offset = at_;
    piece.name = read_name();
    if (at_ >= body_.size() || body_[at_] != '=') return !piece.name.empty() || at_ < body_.size();
    ++at_;
    piece.value = read_value();
    read_stars(piece);
    return true;
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && is_hex_digit(text[i + 1]) && is_hex_digit(text[i + 2])) {
            out.push_back(static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

/// charset'language'text; without the marks all of it is text.
std::string_view take_charset(std::string_view& text) {
    const size_t first = text.find('\'');
    const size_t second = first == npos ? npos : text.find('\'', first + 1);
    if (second == npos) return {};
    const std::string_view charset = text.substr(0, first);
    text.remove_prefix(second + 1);
    return charset;
}

std::string join_2231(const Piece* first, const Piece* last, AnomalyList& anomalies) {
    std::string bytes;
    std::string_view charset;
    for (const Piece* piece = first; piece != last; ++piece) {
        std::string_view value = piece->value;
        if (piece == first && piece->encoded) charset = take_charset(value);
        bytes += piece->encoded ? percent_decoded(value) : std::string(value);
    }
    std::string joined = text::to_utf8(bytes, charset).utf8;
    if (joined.find("=?") == npos) return joined;
    return decode_encoded_words(joined, anomalies);  // programs put RFC 2047 into RFC 2231, and read it there
}

// RFC 2231 wins over the plain parameter of that name, as in the programs that know it.
std::vector<Parameter> ParameterReader::join(std::vector<Piece>& pieces) {
    std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
        return std::tuple(a.order, !a.is_2231, a.number) < std::tuple(b.order, !b.is_2231, b.number);
    });
    std::vector<Parameter> out;
    for (size_t i = 0; i < pieces.size();) {
        size_t end = i + 1;
        const auto same_kind = [&](const Piece& other) {
            return other.order == pieces[i].order && other.is_2231 == pieces[i].is_2231;
        };
        if (i > 0 && pieces[i - 1].order == pieces[i].order) {
            anomalies_.add(AnomalyKind::duplicate_parameter, pieces[i].offset, pieces[i].name);
        }
        if (pieces[i].is_2231) {
            while (end < pieces.size() && same_kind(pieces[end])) ++end;
            out.push_back({pieces[i].name, join_2231(pieces.data() + i, pieces.data() + end, anomalies_)});
        } else {
            out.push_back({pieces[i].name, decode_encoded_words(pieces[i].value, anomalies_)});
        }
        i = end;
    }
    return out;
}

std::vector<Parameter> ParameterReader::parameters() {
    std::vector<Piece> pieces;
    std::vector<std::string> names;
    const size_t max_pieces = size_t{limits_.max_parameters} + limits_.max_parameter_pieces;
    Piece piece;
    while (read_piece(piece)) {
        if (piece.name.empty()) {  // "=value" names nothing
            piece = {};
            continue;
        }
        const auto known = std::find(names.begin(), names.end(), piece.name);
        if (pieces.size() == max_pieces || (known == names.end() && names.size() == limits_.max_parameters)) {
            anomalies_.add(AnomalyKind::parameter_limit, piece.offset);
            break;
        }
        piece.order = static_cast<uint32_t>(known - names.begin());
        if (known == names.end()) names.push_back(piece.name);
        pieces.push_back(std::move(piece));
        piece = {};
    }
    return join(pieces);
}

}  // namespace

ContentType parse_content_type(std::string_view body, const Limits& limits, AnomalyList& anomalies) {
    ParameterReader reader(body, limits, anomalies);
    ContentType out;
    const std::string value = reader.value();
    const size_t slash = value.find('/');
    out.present = !value.empty();
    if (slash != npos && slash != 0 && slash + 1 < value.size()) {
        out.type = value.substr(0, slash);
        out.subtype = value.substr(slash + 1);
        // "text/html>" is HTML to programs that read a token (RFC 2045 5.1) and no more.
        if (const size_t end = ends_attribute.find_in(out.subtype); end > 0 && end < out.subtype.size()) {
            anomalies.add(AnomalyKind::malformed_content_type, 0, value);
            out.subtype.resize(end);
        }
    } else {
        anomalies.add(AnomalyKind::malformed_content_type, 0, value);
        // RFC 2046 5.1.3: an unknown multipart is a mixed one. RFC 2045 5.2: what cannot be read is plain
        // text.
        const std::string_view name = std::string_view(value).substr(0, slash);
        if (name == "multipart") out.type = "multipart", out.subtype = "mixed";
        if (name == "html") out.subtype = "html";
    }
    out.parameters = reader.parameters();
    return out;
}

Disposition parse_disposition(std::string_view body, const Limits& limits, AnomalyList& anomalies) {
    ParameterReader reader(body, limits, anomalies);
    Disposition out;
    out.value = reader.value();
    out.parameters = reader.parameters();
    return out;
}

bool ContentType::is(std::string_view media_type) const {
    return media_type.size() == type.size() + 1 + subtype.size() && media_type.starts_with(type) &&
           media_type[type.size()] == '/' && media_type.ends_with(subtype);
}

std::string_view ContentType::parameter(std::string_view name) const {
    for (const Parameter& each : parameters) {
        if (each.name == name) return each.value;
    }
    return {};
}

}  // namespace redshank::mime
