// SPDX-License-Identifier: Apache-2.0
// The built program as a child, for tests of whole commands: what it is given, what it says, how it ends.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace redshank::cli_test {

struct Outcome {
    int exit_code = -1;  // -1: ended by `signal`
    int signal = 0;
    std::string out, err;
    uint64_t peak_bytes = 0;  // memory that was resident at once
    double cpu_seconds = 0;
};

struct Conditions {
    std::string input;                                   // standard input
    std::filesystem::path folder = REDSHANK_SOURCE_DIR;  // so that paths in results are the same everywhere
    uint64_t max_file_bytes = 0;                         // above which writing fails, as on a full disk
    uint64_t max_cpu_seconds = 0;                        // of work, after which the program is ended
    bool as_other_user = false;                          // one whom file modes bind; needs root
    bool nobody_reads = false;                           // stdout is a pipe whose reader has gone
    std::string out_file;                                // stdout goes there instead of into Outcome::out
};

/// A running child; what still runs at the end of its life is killed.
class Child {
  public:
    explicit Child(const std::vector<std::string>& arguments, const Conditions& conditions = {});
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    void send(int signal) const;
    Outcome wait();

  private:
    pid_t process_ = -1;
    int input_ = -1, out_ = -1, err_ = -1;  // unnamed files: nobody has to drain a pipe
};

/// Runs the program to its end.
Outcome redshank(const std::vector<std::string>& arguments, const Conditions& conditions = {});

}  // namespace redshank::cli_test
