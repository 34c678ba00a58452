// SPDX-License-Identifier: Apache-2.0
// The From_ line of an mbox (RFC 4155 appendix A): "From " sender date, in the forms that programs have
// written: asctime with one or two blanks, a zone before or after the year or none, RFC 5322 order, a sender
// in quotes, "-" (Thunderbird), MAILER-DAEMON, "a at b" (Pipermail), no sender at all, and "remote from host"
// behind it (UUCP).
#pragma once

#include <string>
#include <string_view>

#include "base/time.h"

namespace redshank::source {

struct FromLine {
    bool dated = false;    // month, day, time and year are there, and nothing that does not belong to a date
    bool weekday = false;  // and the day of the week before them, as asctime has it
    Seconds date = 0;      // taken as UTC where no numeric zone is given
    std::string sender;    // empty for "-"
};

/// `line` starts with "From " and has no line end.
FromLine parse_from_line(std::string_view line);

}  // namespace redshank::source
