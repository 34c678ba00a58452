// SPDX-License-Identifier: Apache-2.0
// For tests only: where the shared corpora are, and input copied to an exact size so that sanitizers see
// over-reads.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace redshank {

/// REDSHANK_SHARED of the environment, else the folder that the build names; empty when it is not there.
inline std::filesystem::path shared_dir() {
    const char* from_environment = std::getenv("REDSHANK_SHARED");
    std::filesystem::path folder = from_environment != nullptr ? from_environment : "";
#ifdef REDSHANK_SHARED
    if (folder.empty()) folder = REDSHANK_SHARED;
#endif
    return std::filesystem::is_directory(folder) ? folder : std::filesystem::path();
}

/// Bytes on the heap with nothing behind them.
class ExactBytes {
  public:
    explicit ExactBytes(std::string_view bytes) : bytes_(bytes.begin(), bytes.end()) {}
    std::string_view view() const { return {bytes_.data(), bytes_.size()}; }

  private:
    std::vector<char> bytes_;
};

}  // namespace redshank

/// First line of a test that needs ../shared: says aloud that it did not run.
#define REDSHANK_NEEDS_SHARED()           \
    if (::redshank::shared_dir().empty()) \
    GTEST_SKIP() << "no shared corpora beside the checkout: this test did not run"
