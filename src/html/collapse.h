// SPDX-License-Identifier: Apache-2.0
// Text as it is laid out: white space collapsed (no-break space too), one newline where a line must end.
#pragma once

#include <string>
#include <string_view>

namespace redshank::html {

class TextCollector {
  public:
    TextCollector(std::string& out, size_t max_bytes) : out_(out), max_bytes_(max_bytes) {}

    void add(std::string_view text);
    void add_space() {
        if (gap_ == '\0') gap_ = ' ';
    }
    void add_newline() { gap_ = '\n'; }

  private:
    std::string& out_;
    size_t max_bytes_;
    char gap_ = '\0';  // what comes before the next word
};

/// All of `text` on one line.
std::string collapse(std::string_view text, size_t max_bytes);

/// The longest front of `text` with at most `max_bytes` that does not cut a UTF-8 sequence.
std::string_view cut_utf8(std::string_view text, size_t max_bytes);

}  // namespace redshank::html
