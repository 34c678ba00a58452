// SPDX-License-Identifier: Apache-2.0
// Colour for a terminal, or none in a pipe.
#pragma once

#include <string>
#include <string_view>

namespace redshank::report {

struct Paint {
    bool colour = false;
    size_t width = 100'000;  // columns; in a pipe nothing is cut

    std::string bold(std::string_view text) const { return wrap("1", text); }
    std::string dim(std::string_view text) const { return wrap("2", text); }
    std::string red(std::string_view text) const { return wrap("1;31", text); }
    std::string yellow(std::string_view text) const { return wrap("33", text); }
    std::string green(std::string_view text) const { return wrap("32", text); }

  private:
    std::string wrap(std::string_view code, std::string_view text) const {
        if (!colour) return std::string(text);
        return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
    }
};

}  // namespace redshank::report
