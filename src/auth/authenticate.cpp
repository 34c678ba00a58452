// SPDX-License-Identifier: Apache-2.0
#include "auth/authenticate.h"

namespace redshank::auth {

Authentication authenticate(std::string_view raw, const std::vector<std::string>& from_domains,
                            const Session& session, const Dns& dns, const Limits& limits) {
    Authentication out;
    const SignedMessage message = split_message(raw, limits);
    if (session.client_ip.empty()) {
        out.spf.verdict = Verdict::not_verifiable;
        out.spf.reason = "nothing says which client handed the message over";
    } else {
        out.spf = check_spf(
            {session.client_ip, session.mail_from, session.helo, session.receiver, session.time}, dns);
    }
    out.dkim = verify_dkim(message, session.time, dns, limits);
    out.arc = verify_arc(message, dns, limits);
    out.dmarc = check_dmarc(from_domains, out.spf, out.dkim, dns, limits);
    return out;
}

}  // namespace redshank::auth
