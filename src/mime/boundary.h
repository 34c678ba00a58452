// SPDX-License-Identifier: Apache-2.0
// Boundary delimiter lines (RFC 2046 5.1.1) and the multiparts that wait for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace redshank::mime {

/// A multipart whose end has not come yet.
struct OpenMultipart {
    uint32_t entity = 0;
    /// All readings of the boundary parameter: a line that is any of them delimits parts.
    std::vector<std::string> boundaries;
    uint32_t children = 0;
    bool is_digest = false;
    bool closed = false;   // its closing delimiter was met; what follows is epilogue, or more parts for some
    bool declared = true;  // the type says multipart; otherwise only a boundary parameter does
    bool guessed = false;  // the boundary was taken from the body
    bool met = false;      // a delimiter of it has come
    size_t epilogue = 0;   // behind the closing delimiter
};

/// A line that begins with "--": where it stands, its text from the dashes on, and where the next line
/// begins.
struct DashLine {
    size_t at = 0;
    std::string_view text;
    size_t next = 0;
};

/// Where a mark of a few bytes stands next in one text; remembers it, so that each stretch is searched once.
class NextMark {
  public:
    explicit NextMark(std::string_view mark) : mark_(mark) {}
    /// The first one at or after `at`, or npos.
    size_t find(std::string_view text, size_t at);

  private:
    std::string_view mark_;
    size_t from_ = std::string_view::npos;  // found_ is the first at or after this
    size_t found_ = std::string_view::npos;
};

/// Walks over the lines of a message that begin with "--"; all else is passed by memchr.
class DashLines {
  public:
    explicit DashLines(std::string_view raw) : raw_(raw) {}
    /// The first such line at or after `at`, which must be the start of a line; false where there is none.
    bool next(size_t at, DashLine& line);

  private:
    std::string_view raw_;
    NextMark after_feed_{"\n--"};
    NextMark after_bare_cr_{"\r--"};
};

struct Delimiter {
    size_t level = 0;  // index in the stack
    bool closes = false;
    bool prefix_only = false;  // more text follows the boundary
    std::string_view boundary;
};

/// Which open multipart the line belongs to. The line as a whole decides before a closing one, open
/// multiparts before closed ones, the innermost first. Last, a line that only begins with a boundary (RFC
/// 2046 5.1.1 takes it).
bool find_delimiter(const std::vector<OpenMultipart>& stack, std::string_view line, Delimiter& found);

/// The boundary that the body itself shows: the first line "--x" before a line "Content-…:". "" where there
/// is none.
std::string_view guess_boundary(std::string_view raw, size_t from, size_t to);

/// The boundary of the line that the text at `from` begins with, blank lines passed over, if a header of a
/// body part follows; "" otherwise.
std::string_view first_boundary(std::string_view raw, size_t from);

/// Whether the text at `at` begins a header of a body part.
bool is_part_header(std::string_view raw, size_t at);

}  // namespace redshank::mime
