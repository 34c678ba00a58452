// SPDX-License-Identifier: Apache-2.0
// Findings on one message. One file a family of detectors, one table; each detector is a pure function from
// facts and organisation to findings, so that old mail can be judged anew without being read again.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "facts/finding.h"
#include "facts/message.h"
#include "org/organisation.h"

namespace redshank::detect {

/// Recorded in the case.
constexpr int detectors_version = 8;

/// Every rule there is, sorted by name (`findings --list-rules`).
std::span<const facts::Rule> rules();

class OrgIndex;

/// The detectors with what they need of one organisation worked out once. Constant after construction: many
/// threads may run it at once. The organisation must outlive it.
class Detector {
  public:
    explicit Detector(const org::Organisation& org);
    ~Detector();
    Detector(const Detector&) = delete;
    Detector& operator=(const Detector&) = delete;

    /// Everything that the detectors see in this message, in the order of the table, ids set. At most
    /// limits.max_findings, shared evenly between the rules so that no flood of one hides another.
    std::vector<facts::Finding> run(const facts::Message& message, const Limits& limits) const;

  private:
    std::unique_ptr<const OrgIndex> index_;
};

/// Detector(org).run(message, limits), for a single message.
std::vector<facts::Finding> detect(const facts::Message& message, const org::Organisation& org,
                                   const Limits& limits);

}  // namespace redshank::detect
