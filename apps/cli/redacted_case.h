// SPDX-License-Identifier: Apache-2.0
// report --format html --redact: the pages read a case, so they get one that holds nothing but what is left
// after redaction. Whatever they show or will show, they cannot show more.
#pragma once

#include <filesystem>

#include "report/handout.h"

namespace redshank::cli {

/// A case in a folder of its own (0700) below the system's, gone with the object.
class RedactedCase {
  public:
    /// `handout` as report::redacted gives it. Throws std::runtime_error where nothing can be written there.
    explicit RedactedCase(const report::Handout& handout);
    ~RedactedCase();
    RedactedCase(const RedactedCase&) = delete;
    RedactedCase& operator=(const RedactedCase&) = delete;

    const std::filesystem::path& folder() const { return folder_; }

  private:
    std::filesystem::path folder_;
};

}  // namespace redshank::cli
