// SPDX-License-Identifier: Apache-2.0
#include "serve/bundle.h"

namespace redshank::serve {

// Made from web/dist by cmake/embed.cmake.
extern const std::string_view bundle_script;
extern const std::string_view bundle_style;

report::Bundle bundle() {
    return {bundle_script, bundle_style};
}

}  // namespace redshank::serve
