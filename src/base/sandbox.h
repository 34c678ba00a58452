// SPDX-License-Identifier: Apache-2.0
// What a process that reads mail gives up before it looks at a byte of it: writing anywhere but where it must
// and starting other programs (Landlock, landlock(7)), the network and every call that reaches into other
// processes or the kernel (seccomp(2)). Reading files stays: sources lie anywhere, and what was read cannot
// leave.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace redshank {

/// What is in force. A kernel may have either part, both or none.
struct Sandbox {
    bool files = false;  // Landlock: writes only below the folders named, starts only the programs named
    bool calls = false;  // seccomp: no network, no reach into other processes

    friend bool operator==(const Sandbox&, const Sandbox&) = default;
};

struct SandboxRules {
    std::vector<std::filesystem::path> writable_folders;  // must exist
    std::vector<std::filesystem::path> programs;  // that may still be started; missing ones are skipped
};

/// For this thread and what it starts from now on, threads as programs: call it before the first thread is
/// made. Descriptors that are open keep their rights. Cannot be undone; entering again only adds refusals. A
/// part that the kernel lacks or refuses is off in the result, and the other part holds all the same.
Sandbox enter_sandbox(const SandboxRules& rules);

/// What enter_sandbox would give on this kernel.
Sandbox sandbox_of_this_kernel();

/// A sentence for the user, without an end: "on (no network; …)".
std::string in_words(const Sandbox& sandbox);

}  // namespace redshank
