// SPDX-License-Identifier: Apache-2.0
// Landlock denies by default what a ruleset says that it handles, below every folder that no rule names. We
// handle writing and executing, and leave reading alone. Kernels know rights by ABI version; asking for a
// right that the kernel does not know fails, so we ask for those of its version.
#include "base/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstdint>

#include "base/system_calls.h"

namespace redshank {

namespace {

/// Newer than Debian 12's headers: cutting a file short (ABI 3).
constexpr uint64_t access_truncate = 1ull << 14;

constexpr uint64_t write_file = LANDLOCK_ACCESS_FS_WRITE_FILE;
constexpr uint64_t make_or_remove =
    LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
    LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
/// What a case needs of them: plain files.
constexpr uint64_t in_writable_folder =
    write_file | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

/// io_uring stands here because it opens sockets past the filter. A name that old headers lack is no call of
/// their architecture either, but for those we give by number, which is the same on all.
constexpr int pidfd_getfd = 438;
constexpr std::array refused_calls = {
    // network
    __NR_socket, __NR_socketpair, __NR_connect, __NR_bind, __NR_listen, __NR_accept, __NR_accept4,
    __NR_sendto, __NR_sendmsg, __NR_sendmmsg, __NR_io_uring_setup, __NR_io_uring_enter,
    __NR_io_uring_register,
    // other processes
    __NR_process_vm_readv, __NR_process_vm_writev, pidfd_getfd, __NR_kcmp,
    // the kernel, mounts, names and clocks
    __NR_bpf, __NR_perf_event_open, __NR_userfaultfd, __NR_add_key, __NR_request_key, __NR_keyctl,
    __NR_unshare, __NR_setns, __NR_mount, __NR_umount2, __NR_pivot_root, __NR_chroot, __NR_open_by_handle_at,
    __NR_fanotify_init, __NR_init_module, __NR_finit_module, __NR_delete_module, __NR_kexec_load, __NR_reboot,
    __NR_swapon, __NR_swapoff, __NR_settimeofday, __NR_clock_settime, __NR_adjtimex, __NR_clock_adjtime,
    __NR_sethostname, __NR_setdomainname, __NR_acct, __NR_quotactl, __NR_personality, __NR_syslog,
    // modes and owners, which Landlock leaves alone
    __NR_fchmodat, __NR_fchownat, __NR_setxattr, __NR_lsetxattr, __NR_removexattr, __NR_lremovexattr,
#if defined(__x86_64__)
    __NR_chmod, __NR_chown, __NR_lchown, __NR_mknod, __NR_iopl, __NR_ioperm,
#endif
    __NR_mknodat,
    // last, for the leak check of a sanitizer needs it
    __NR_ptrace};

int landlock_version() {
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version > 0 ? static_cast<int>(version) : 0;
}

/// A rule for what lies at the path; what is not there needs none.
void allow(int ruleset, const std::filesystem::path& path, uint64_t access) {
    const int at = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (at < 0) return;
    landlock_path_beneath_attr rule{};
    rule.allowed_access = access;
    rule.parent_fd = at;
    ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    ::close(at);
}

bool restrict_files(const SandboxRules& rules) {
    const int version = landlock_version();
    if (version == 0) return false;
    const uint64_t truncate = version >= 3 ? access_truncate : 0;
    landlock_ruleset_attr handled{};
    handled.handled_access_fs = write_file | make_or_remove | truncate | LANDLOCK_ACCESS_FS_EXECUTE;
    const int ruleset = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0));
    if (ruleset < 0) return false;
    for (const auto& folder : rules.writable_folders) allow(ruleset, folder, in_writable_folder | truncate);
    allow(ruleset, "/dev/null", write_file | truncate);  // the standard error of a program that we start
    for (const auto& program : rules.programs) {
        allow(ruleset, program, LANDLOCK_ACCESS_FS_EXECUTE);
        // The kernel starts a program through its loader.
        for (const char* loader : {"/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"})
            allow(ruleset, loader, LANDLOCK_ACCESS_FS_EXECUTE);
    }
    const bool done = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                      ::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    ::close(ruleset);
    return done;
}

}  // namespace

Sandbox enter_sandbox(const SandboxRules& rules) {
    Sandbox sandbox;
    sandbox.files = restrict_files(rules);
    std::span<const int> calls(refused_calls);
    if (sanitized) calls = calls.first(calls.size() - 1);
    sandbox.calls = filter_system_calls(CallFilter::refuse, calls);
    return sandbox;
}

Sandbox sandbox_of_this_kernel() {
    return {.files = landlock_version() > 0, .calls = can_filter_system_calls()};
}

std::string in_words(const Sandbox& sandbox) {
    if (sandbox.files && sandbox.calls)
        return "on (no network; writes only below the case; starts nothing but the reader of Outlook stores)";
    if (sandbox.files)
        return "in part (writes only below the case; starts nothing but the reader of Outlook stores; the "
               "kernel "
               "has no seccomp, so the network is not barred)";
    if (sandbox.calls)
        return "in part (no network; the kernel has no Landlock, so writing elsewhere and starting programs "
               "are "
               "not barred)";
    return "off (the kernel has neither Landlock nor seccomp)";
}

}  // namespace redshank
