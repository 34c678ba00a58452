// SPDX-License-Identifier: Apache-2.0
// What attributes, rules and the style attribute of one element come to (CSS Cascade 6.4).
#pragma once

#include <string>
#include <vector>

#include "html/css.h"
#include "html/tokenizer.h"

namespace redshank::html {

/// Keeps its scratch between elements. The style sheet must outlive it, and may grow meanwhile.
class Cascade {
  public:
    Cascade(const StyleSheet& sheet, const Limits& limits) : sheet_(sheet), limits_(limits) {}

    /// `urls` holds those of the style attribute afterwards, valid while `token`'s source lives and until the
    /// next call.
    Style of(const Token& token, Tag tag, std::vector<CssUrl>& urls, bool& limit_reached);

  private:
    const StyleSheet& sheet_;
    const Limits& limits_;
    std::string decoded_, decoded_style_;
    std::vector<Declaration> declarations_;
    std::vector<uint64_t> classes_;
};

}  // namespace redshank::html
