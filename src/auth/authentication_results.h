// SPDX-License-Identifier: Apache-2.0
// Authentication-Results (RFC 8601), also in the forms of servers that leave out the authserv-id or quote
// oddly. What a field says is worth only as much as who wrote it: trust.h decides that.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/anomaly.h"
#include "base/limits.h"

namespace redshank::auth {

/// resinfo (RFC 8601 2.2).
struct MethodResult {
    std::string method;  // "spf", lower-case, without its version
    std::string result;  // "pass", lower-case
    std::vector<std::pair<std::string, std::string>>
        properties;  // "smtp.mailfrom", value; also "reason"; in order

    std::string_view property(std::string_view name) const;  // "" when missing
    /// The domain that the result is about: of smtp.mailfrom (else smtp.helo) for SPF, header.d (else
    /// header.i) for DKIM, header.from for DMARC; lower-case; "" when none is named.
    std::string domain() const;
};

struct AuthenticationResults {
    std::string authserv_id;            // lower-case; "" where the field has none (Exchange Online)
    std::vector<MethodResult> results;  // empty for "none"
};

/// Linear; never fails. Anomaly: parameter_limit (limits.max_parameters results, or properties of one).
AuthenticationResults parse_authentication_results(std::string_view body, const Limits& limits,
                                                   AnomalyList& anomalies);

}  // namespace redshank::auth
