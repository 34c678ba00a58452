// SPDX-License-Identifier: Apache-2.0
// All checks of one message together: what an inspection shows and a live filter would ask.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "auth/arc.h"
#include "auth/dkim.h"
#include "auth/dmarc.h"
#include "auth/dns.h"
#include "auth/spf.h"

namespace redshank::auth {

/// What the message itself does not hold. A live filter knows it from the SMTP session; an inspection takes
/// it from trace fields that the reader's own servers wrote.
struct Session {
    std::string client_ip;  // canonical; "" where nobody knows: SPF is not asked then
    std::string helo;
    std::string mail_from;  // "" for the null reverse-path
    std::string receiver;
    Seconds time = 0;  // of receipt; 0 unknown
};

struct Authentication {
    SpfOutcome spf;  // not_verifiable where the client is unknown
    std::vector<DkimOutcome> dkim;
    ArcOutcome arc;
    DmarcOutcome dmarc;
};

/// `raw` is the message as it was sent, line ends LF or CRLF. `from_domains` as check_dmarc wants them.
Authentication authenticate(std::string_view raw, const std::vector<std::string>& from_domains,
                            const Session& session, const Dns& dns, const Limits& limits);

}  // namespace redshank::auth
