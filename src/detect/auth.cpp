// SPDX-License-Identifier: Apache-2.0
// Only results that the organisation's own servers wrote count (design.md, Trust in headers). Alone it says
// little: forwarding breaks SPF. That the domain passes otherwise is for a view over the archive, which needs
// the domain.
#include "detect/detectors.h"

namespace redshank::detect::auth {

namespace {

std::string trusted_result(const facts::Message& message, std::string_view method) {
    for (const facts::AuthResult& result : message.auth) {
        if (result.trusted && result.method == method) return result.result;
    }
    return {};
}

// As the field writes it (RFC 8601 2.2).
std::string failing_result(const facts::Message& message) {
    const std::string dmarc = trusted_result(message, "dmarc");
    return dmarc == "fail" ? "dmarc=fail" : "spf=" + trusted_result(message, "spf");
}

}  // namespace

void failed(const MessageView& view, FindingList& out) {
    if (!view.failed_authentication || view.from_domain.empty()) return;
    const facts::Message& message = view.message;
    out.add("Our server could not confirm that this came from the domain it names",
            header_evidence(message, {"Authentication-Results"}, failing_result(message)),
            {{"address", facts::author(message).address},
             {"domain", std::string(view.from_domain)},
             {"dkim", trusted_result(message, "dkim")},
             {"dmarc", trusted_result(message, "dmarc")},
             {"spf", trusted_result(message, "spf")}});
}

}  // namespace redshank::detect::auth
