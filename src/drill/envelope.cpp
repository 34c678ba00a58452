// SPDX-License-Identifier: Apache-2.0
#include "drill/envelope.h"

#include "base/hash.h"

namespace redshank::drill {

namespace {

std::string domain_of(std::string_view address) {
    return std::string(address.substr(address.find('@') + 1));
}

std::string received(const std::string& from, const std::string& by, std::string_view with,
                     const std::string& reader, Seconds when, Random& random) {
    return "Received: from " + from + "\n\tby " + by + " with " + std::string(with) + " id " +
           random.fill("^^^^^^^^^^") + (reader.empty() ? "" : "\n\tfor <" + reader + ">") + "; " +
           rfc5322_date(when, 0) + "\n";
}

std::string reader_fields(const Mailbox& mailbox) {
    std::string out;
    std::string_view names = mailbox.reader_fields;
    while (!names.empty()) {
        const size_t space = std::min(names.find(' '), names.size());
        const std::string_view name = names.substr(0, space);
        names.remove_prefix(std::min(space + 1, names.size()));
        // With both fields, Delivered-To is the technical account of a hosted mailbox.
        const bool technical = name == "Delivered-To" && mailbox.reader_fields.size() > name.size();
        const std::string account =
            "web" + std::to_string(hash64(mailbox.owner) % 9000 + 1000) + "p1@store.hosting.example";
        out += std::string(name) + ": " + (technical ? account : mailbox.owner) + "\n";
    }
    return out;
}

std::string authentication(const Mail& mail, const std::string& border) {
    const Route& route = mail.route;
    const std::string from = domain_of(mail.from.address);
    return "Authentication-Results: " + border + ";\n\tspf=" + (route.spf_pass ? "pass" : "softfail") +
           " smtp.mailfrom=" + domain_of(route.envelope_from) +
           ";\n\tdkim=" + (route.dkim_domain.empty() ? "none" : "pass header.d=" + route.dkim_domain) +
           ";\n\tdmarc=" + (route.dmarc_pass ? "pass" : "fail") + " header.from=" + from + "\n";
}

std::string signature(const Mail& mail, Random& random) {
    std::string value = base64(random.bytes(128));
    value.insert(110, "\n\t ").insert(55, "\n\t ");
    return "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + mail.route.dkim_domain +
           "; s=" + random.fill("s##") +
           ";\n\th=from:to:subject:date:message-id; bh=" + base64(random.bytes(32)) + ";\n\tb=" + value +
           "\n";
}

}  // namespace

std::string envelope(const Mail& mail, const Mailbox& mailbox, Seconds arrived, Random& random) {
    const Route& route = mail.route;
    const std::string home = mailbox.is_private ? domain_of(mailbox.owner) : std::string(our_domain);
    const std::string border = mailbox.is_private ? "mx.freemail.example" : std::string(our_border);
    std::string out = "Return-Path: <" + route.envelope_from + ">\n" + reader_fields(mailbox);
    if (route.host.empty()) {
        out += received("desk" + random.fill("##") + "." + home + " ([192.0.2." +
                            std::to_string(random.between(1, 254)) + "])",
                        "mail." + home, "ESMTPSA", mailbox.owner, arrived, random);
        return out;
    }
    out += received(border + " ([192.0.2.25])", "store." + home, "LMTP", "", arrived + 2, random);
    out += authentication(mail, border);
    out += received(route.host + " (" + route.host + " [" + route.ip + "])", border, "ESMTPS", mailbox.owner,
                    arrived, random);
    if (random.chance(600) || !route.origin.empty()) {
        const std::string any = invented_ip(random);
        out += received("[" + (route.origin.empty() ? any : route.origin) + "]", route.host, "ESMTPSA", "",
                        arrived - random.between(1, 9), random);
    }
    if (!route.dkim_domain.empty()) out += signature(mail, random);
    return out;
}

}  // namespace redshank::drill
