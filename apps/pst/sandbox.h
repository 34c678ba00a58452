// SPDX-License-Identifier: Apache-2.0
// What this process gives up before it looks at a byte of the store.
#pragma once

#include <cstdint>

namespace redshank::pst {

/// Bounds memory, files, and processes, and allows only the system calls that reading standard input, writing
/// standard output and asking for memory need (seccomp; any other ends the process). False where the kernel
/// refuses: nothing must be read then. In a build with sanitizers, which need more, only no_new_privs and
/// core size.
bool enter_sandbox();

/// From now on this many seconds of work until the process is ended.
void allow_seconds(uint64_t seconds);

}  // namespace redshank::pst
