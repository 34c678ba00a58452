// SPDX-License-Identifier: Apache-2.0
// Only results that the organisation's own servers wrote count (design.md, Trust in headers). Alone it says
// little: forwarding breaks SPF. That the domain passes otherwise is for a view over the archive, which needs
// the domain.
#include "detect/detectors.h"

#include "base/time.h"

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

std::string joined(const std::vector<std::string>& lines) {
    constexpr size_t most = 10;
    std::string out;
    for (size_t i = 0; i < lines.size() && i < most; ++i) out += (i == 0 ? "" : "; ") + lines[i];
    return out + (lines.size() > most ? "; and others" : "");
}

}  // namespace

void dmarc_report(const MessageView& view, FindingList& out) {
    for (const facts::DmarcReport& report : view.message.dmarc_reports) {
        if (!view.org.is_ours(report.domain)) continue;
        const bool has_failures = report.failed > 0;
        out.add(has_failures ? facts::Severity::low : facts::Severity::info,
                has_failures ? "A receiver reports mail in our name that it could not confirm"
                             : "A receiver reports mail in our name, all of it confirmed",
                {report.part, 0, ""},
                {{"domain", report.domain},
                 {"reporter", report.reporter},
                 {"from", report.begin > 0 ? rfc3339(report.begin) : ""},
                 {"until", report.end > 0 ? rfc3339(report.end) : ""},
                 {"mails", std::to_string(report.messages)},
                 {"unconfirmed", std::to_string(report.failed)},
                 {"senders", joined(report.failures)}});
    }
}

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
