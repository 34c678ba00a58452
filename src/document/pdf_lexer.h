// SPDX-License-Identifier: Apache-2.0
// Tokens of PDF (ISO 32000-1 7.2, 7.3), found in any bytes: what is no token is passed over, so that a
// damaged file is read behind its damage. Linear in the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace redshank::document {

struct PdfToken {
    enum class Kind : uint8_t {
        end,
        name,     // without '/', "#xx" as written
        literal,  // (…) without the brackets, escapes as written
        hex,      // <…> without the brackets
        number,
        keyword,  // obj, R, stream, true …
        open_dictionary,
        close_dictionary,
        open_array,
        close_array,
    };
    Kind kind = Kind::end;
    uint32_t offset = 0;  // of `text`
    std::string_view text;
};

class PdfLexer {
  public:
    explicit PdfLexer(std::string_view bytes) : bytes_(bytes) {}

    PdfToken next();
    size_t position() const { return at_; }
    void go_to(size_t position) { at_ = position; }

  private:
    void skip_blanks();
    PdfToken token(PdfToken::Kind kind, size_t from, size_t to, size_t next);
    bool literal(PdfToken& out);
    bool hex(PdfToken& out);

    std::string_view bytes_;
    size_t at_ = 0;
    size_t no_string_before_ = 0;  // a "(" before this has no ")"
    int unclosed_ = 0;
};

/// The name with "#xx" resolved (7.3.5).
std::string pdf_name(std::string_view written);
/// The bytes of a literal or hex string (7.3.4).
std::string pdf_bytes(const PdfToken& token);
/// A string's bytes as text (7.9.2): UTF-16 with a byte order mark as UTF-8.
std::string pdf_text(std::string bytes);

}  // namespace redshank::document
