// SPDX-License-Identifier: Apache-2.0
// Filters of system calls (seccomp-bpf, seccomp(2)): what a process gives up before it looks at hostile
// bytes.
#pragma once

#include <cstdint>
#include <span>

namespace redshank {

enum class CallFilter : uint8_t {
    allow_only,  // any other call ends the process
    refuse,      // these give EPERM, others pass
};

/// The numbers of calls are known to filters here.
#if defined(__x86_64__) || defined(__aarch64__)
constexpr bool has_call_filters = true;
#else
constexpr bool has_call_filters = false;
#endif

/// From now on, for every thread of this process and all that it starts, whatever they run. Cannot be undone.
/// Calls of another architecture, or x86-64's second numbering (x32), never pass.
/// False where the kernel refuses or has no seccomp, and without has_call_filters.
bool filter_system_calls(CallFilter filter, std::span<const int> calls);

/// Whether filter_system_calls can work here.
bool can_filter_system_calls();

}  // namespace redshank
