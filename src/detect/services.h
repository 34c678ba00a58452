// SPDX-License-Identifier: Apache-2.0
// Commercial services that send mail for others or count who opens it, and shorteners: domains that the
// companies themselves document. Facts about hosts, nothing about who uses them.
#pragma once

#include <string_view>
#include <span>

namespace redshank::detect {

enum class ServiceKind : unsigned char {
    mass_mail,   // newsletters and transactional mail for anybody who signs up
    mail_merge,  // opens and clicks of personal mail: browser add-ons and sales tools
    shortener,
};

struct Service {
    std::string_view domain;  // it or a host below it
    std::string_view name;
    ServiceKind kind;
};

/// Sorted by domain.
std::span<const Service> services();

/// The service that this host belongs to, or null.
const Service* find_service(std::string_view host);

/// "a commercial mass-mail service".
std::string_view service_words(ServiceKind kind);

}  // namespace redshank::detect
