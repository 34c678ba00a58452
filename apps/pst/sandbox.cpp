// SPDX-License-Identifier: Apache-2.0
#include "pst/sandbox.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>

#include "base/system_calls.h"

namespace redshank::pst {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

/// libpff keeps its index and the item being read in memory: for the largest PSTs about a gigabyte.
constexpr rlim_t max_memory_bytes = 4ull << 30;

constexpr std::array allowed = {
    __NR_read,           __NR_pread64,   __NR_write,     __NR_brk,           __NR_mmap,
    __NR_munmap,         __NR_mremap,    __NR_madvise,   __NR_futex,         __NR_exit,
    __NR_exit_group,     __NR_fstat,     __NR_getrandom, __NR_clock_gettime, __NR_rt_sigreturn,
    __NR_rt_sigprocmask, __NR_setitimer, __NR_gettid,    __NR_getpid,        __NR_tgkill,
    __NR_mprotect,
};

bool limit(int what, rlim_t value) {
    const rlimit both{value, value};
    return ::setrlimit(static_cast<__rlimit_resource_t>(what), &both) == 0;
}

bool allow_needed_calls() {
    // Where there is no filter for this kind of processor the limits hold alone.
    return !has_call_filters || filter_system_calls(CallFilter::allow_only, allowed);
}

}  // namespace

bool enter_sandbox() {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !limit(RLIMIT_CORE, 0)) return false;
    if (sanitized) return true;
    return limit(RLIMIT_AS, max_memory_bytes) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NPROC, 0) &&
           limit(RLIMIT_NOFILE, 3) && allow_needed_calls();
}

void allow_seconds(uint64_t seconds) {
    const itimerval once{{0, 0}, {static_cast<time_t>(seconds), 0}};
    ::setitimer(ITIMER_PROF, &once, nullptr);
}

}  // namespace redshank::pst
