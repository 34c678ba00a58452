// SPDX-License-Identifier: Apache-2.0
// The glob of a [[mailbox]] path: `*` and `?` stay within a folder name, `**` crosses folders. A pattern may
// name the end of a path, and a folder or archive stands for all that lies in it, because exports move and
// the file does not.
#pragma once

#include <string_view>

namespace redshank::org {

/// Whether `pattern` matches `path`, a tail of it that starts at a folder name, or a folder or archive on the
/// way: "exports/okafor*.mbox" matches "/data/exports/okafor1.mbox" and "x.zip!/exports/okafor.mbox";
/// "exports/okafor" matches "exports/okafor/cur/17". Time is at most pattern length times path length.
bool glob_matches(std::string_view pattern, std::string_view path);

}  // namespace redshank::org
