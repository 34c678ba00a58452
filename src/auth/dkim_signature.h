// SPDX-License-Identifier: Apache-2.0
// Who says to have signed: three tags of a DKIM-Signature field (RFC 6376 3.5). Nothing is verified here.
#pragma once

#include <string>
#include <string_view>

namespace redshank::auth {

struct DkimSignature {
    std::string domain;     // d=, lower-case
    std::string selector;   // s=, lower-case
    std::string algorithm;  // a=, lower-case
};

/// tag-list (RFC 6376 3.2); the first of a repeated tag counts, white space inside a value is dropped. Never
/// fails.
DkimSignature parse_dkim_signature(std::string_view body);

}  // namespace redshank::auth
