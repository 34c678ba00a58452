// SPDX-License-Identifier: Apache-2.0
#include "cli/testing/child.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace redshank::cli_test {

namespace {

constexpr unsigned nobody = 65534;

int unnamed_file(const std::string& content) {
    std::string name = (std::filesystem::temp_directory_path() / "redshank-test-XXXXXX").string();
    const int file = ::mkstemp(name.data());
    ::unlink(name.c_str());
    if (file < 0 || ::write(file, content.data(), content.size()) != static_cast<ssize_t>(content.size()) ||
        ::lseek(file, 0, SEEK_SET) != 0) {
        throw std::runtime_error("no temporary file for the test");
    }
    return file;
}

std::string content_of(int file) {
    std::string content;
    char buffer[1 << 16];
    ::lseek(file, 0, SEEK_SET);
    for (ssize_t got; (got = ::read(file, buffer, sizeof buffer)) > 0;)
        content.append(buffer, static_cast<size_t>(got));
    return content;
}

bool redirect_output(const Conditions& conditions, int out) {
    if (conditions.nobody_reads) {
        int ends[2];
        if (::pipe(ends) != 0 || ::close(ends[0]) != 0) return false;
        out = ends[1];
    }
    if (!conditions.out_file.empty()) out = ::open(conditions.out_file.c_str(), O_WRONLY);
    return ::dup2(out, STDOUT_FILENO) >= 0;
}

// Between fork and exec. A write above the limit shall fail, as on a full disk, rather than kill: the signal
// stays ignored in the new program.
bool apply(const Conditions& conditions) {
    if (conditions.max_file_bytes > 0) {
        const rlimit limit{conditions.max_file_bytes, conditions.max_file_bytes};
        std::signal(SIGXFSZ, SIG_IGN);
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return false;
    }
    if (conditions.max_cpu_seconds > 0) {
        const rlimit limit{conditions.max_cpu_seconds, conditions.max_cpu_seconds};
        if (::setrlimit(RLIMIT_CPU, &limit) != 0) return false;
    }
    if (::chdir(conditions.folder.c_str()) != 0) return false;
    return !conditions.as_other_user || (::setgid(nobody) == 0 && ::setuid(nobody) == 0);
}

}  // namespace

Child::Child(const std::vector<std::string>& arguments, const Conditions& conditions)
    : input_(unnamed_file(conditions.input)), out_(unnamed_file("")), err_(unnamed_file("")) {
    std::vector<std::string> words{REDSHANK_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    process_ = ::fork();
    if (process_ != 0) return;
    ::dup2(input_, STDIN_FILENO);
    ::dup2(err_, STDERR_FILENO);
    if (redirect_output(conditions, out_) && apply(conditions)) ::execv(REDSHANK_PROGRAM, pointers.data());
    ::_exit(127);
}

Child::~Child() {
    if (process_ > 0) {
        send(SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    for (const int file : {input_, out_, err_}) ::close(file);
}

void Child::send(int signal) const {
    ::kill(process_, signal);
}

Outcome Child::wait() {
    int status = 0;
    rusage used{};
    ::wait4(process_, &status, 0, &used);
    process_ = -1;
    Outcome outcome;
    outcome.peak_bytes = static_cast<uint64_t>(used.ru_maxrss) << 10;
    for (const timeval& part : {used.ru_utime, used.ru_stime})
        outcome.cpu_seconds += static_cast<double>(part.tv_sec) + static_cast<double>(part.tv_usec) / 1e6;
    if (WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
    outcome.out = content_of(out_);
    outcome.err = content_of(err_);
    return outcome;
}

Outcome redshank(const std::vector<std::string>& arguments, const Conditions& conditions) {
    return Child(arguments, conditions).wait();
}

}  // namespace redshank::cli_test
