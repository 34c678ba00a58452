// SPDX-License-Identifier: Apache-2.0
// Known redirectors and link gateways whose URLs name their target.
#pragma once

#include <cstdint>
#include <string_view>

namespace redshank::url {

enum class TargetIn : uint8_t {
    parameter,      // the named query parameter, in any encoding that nested_url knows
    anywhere,       // any parameter or path segment, or appended to the path
    proofpoint_v2,  // "u", with "-" for "%" and "_" for "/"
    proofpoint_v3,  // "/v3/__URL__;replaced!…"
    underscores,    // "/___URL___.key"
};

struct Gateway {
    std::string_view host;  // it and what is under it; "google.*": in every country; "": any
    std::string_view path;  // prefix
    TargetIn where;
    std::string_view parameter;  // for TargetIn::parameter
    std::string_view name;
    bool is_gateway;  // a receiver's security product
};

/// The first row that fits, or nullptr.
const Gateway* find_gateway(std::string_view host, std::string_view path);

}  // namespace redshank::url
