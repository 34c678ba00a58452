// SPDX-License-Identifier: Apache-2.0
// What of one message indicators can be held against, in the normal form of observable.h, and the short keys
// of it that the case keeps: with them a million old messages are held against new indicators without being
// read again.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/finding.h"
#include "facts/message.h"
#include "intel/observable.h"

namespace redshank::intel {

/// Where in the message it stands.
enum class Role : uint8_t {
    from,
    sender,
    reply_to,
    return_path,
    recipient,  // To, Cc, Bcc
    signature,  // the domain of a DKIM signature
    received,   // a Received field: the client
    origin,     // X-Originating-IP, or the client of the border hop
    url,
    target,  // what a redirector's URL leads to
    attachment,
};

struct Observed {
    ObservableType type = ObservableType::domain;
    std::string_view value;  // valid during the call
    Role role = Role::url;
    uint32_t index = 0;  // into urls or parts; else 0
};

/// In a fixed order. A host comes as it is: what is below a listed domain, holds_domain tells.
void each_observed(const facts::Message& message, const std::function<void(const Observed&)>& take);

/// Calls `take` with `host` and each domain above it that has a dot: "a.b.example", "b.example". At most 8.
void each_domain_of(std::string_view host, const std::function<void(std::string_view)>& take);

/// 64 bits of a value of a type.
uint64_t key_of(ObservableType type, std::string_view value);
/// Of the block that an address is listed under when ranges are looked for: its first 16 (IPv4) or 32 (IPv6)
/// bits.
uint64_t block_key(std::string_view ip);

/// Raised with every change of what each_observed gives or of keys: the case works them out anew.
constexpr int keys_version = 1;

/// Sorted keys of everything observed, the domains above hosts, URLs without their query, and the blocks of
/// addresses: eight bytes each, little-endian, as the case keeps them.
std::string match_keys(const facts::Message& message);

/// "in From", "a link", "a Received field" …
std::string role_words(const facts::Message& message, Role role, uint32_t index);
facts::Evidence evidence_of(const facts::Message& message, Role role, uint32_t index, std::string_view value);

/// Whether an address lies in "192.0.2.0/24".
bool range_holds(std::string_view range, std::string_view ip);
/// The keys (block_key) of the blocks that a range touches; empty where it is wider than an eighth (IPv4) or
/// 24 bits (IPv6).
std::vector<uint64_t> range_keys(std::string_view range);

}  // namespace redshank::intel
