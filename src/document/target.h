// SPDX-License-Identifier: Apache-2.0
// How office programs write the place of something, as a URL.
#pragma once

#include <string>
#include <string_view>

namespace redshank::document {

/// "\\host\share\x.dotm" and "file:///\\host\share\x.dotm" as "file://host/share/x.dotm" (a UNC path asks a
/// server as a URL does, and answers it with the reader's credentials), "mhtml:URL!part" as URL. A path on
/// the reader's own disk gives "", everything else comes back as it is.
std::string complete_target(std::string_view target);

}  // namespace redshank::document
