// SPDX-License-Identifier: Apache-2.0
// The trace field Received (RFC 5321 4.4) in the forms that servers really write: Postfix, Exim, Sendmail,
// qmail, Exchange, Gmail and their kin put the client's looked-up name and address into comments, each in its
// own way.
#pragma once

#include <string>
#include <string_view>

#include "base/anomaly.h"
#include "base/time.h"

namespace redshank::auth {

struct Received {
    std::string from;           // what the client called itself (EHLO), lower-case; "" without a from clause
    std::string from_rdns;      // the client's name as the server looked it up; "" where it says none
    bool rdns_unknown = false;  // the server says that the lookup gave nothing
    std::string ip;             // of the client, in canonical form (RFC 5952 for IPv6)
    std::string by;             // lower-case, without a trailing dot; an IP address in Gmail's internal hops
    std::string with;           // "esmtps", "microsoft smtp server"; lower-case
    std::string for_address;    // lower-case; "" where it is no address
    Seconds time = 0;           // 0 where there is none
};

/// Linear; never fails. Anomalies, offsets from the body's start: malformed_received (neither from nor by nor
/// a date), and those of mime::parse_date.
Received parse_received(std::string_view body, AnomalyList& anomalies);

}  // namespace redshank::auth
