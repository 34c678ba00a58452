// SPDX-License-Identifier: Apache-2.0
// Whether a value out of a URL names a mail address: written plainly, encoded, turned round or hashed, alone
// or within something larger. Pure string logic, so that one message and a whole archive ask the same
// question in the same way.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace redshank::text {

/// Which hashes a value could be, by its length (a set of bits).
namespace digests {
constexpr unsigned none = 0;
constexpr unsigned md5 = 1;
constexpr unsigned sha1 = 2;
constexpr unsigned sha256 = 4;
constexpr unsigned all = md5 | sha1 | sha256;
}  // namespace digests

/// One address in every form that is looked for. Made once, then only read.
struct AddressForms {
    struct Digest {
        std::string bytes;
        std::string_view name;  // "md5"
        bool local_part_only = false;
    };
    std::string address;  // lower-case "local@domain"
    std::string local;
    std::string domain;
    std::string reversed;  // of `address`
    std::string rot13;
    std::vector<Digest> digests;
};

/// `which`: the digests to work out (each costs about a microsecond a spelling). An address without '@', or
/// too short to be told from chance (local-part or domain below 1 and 3 bytes), gives forms that match
/// nothing.
AddressForms address_forms(std::string_view address, unsigned which = digests::all);

/// A value and what it decodes to, outermost encoding first. Bounded: at most 16 readings, four encodings
/// deep.
struct Reading {
    std::string text;
    std::string encoding;  // "" as it stands; "base64", "base64, percent"
};
std::vector<Reading> readings(std::string_view value);

/// Which digests of addresses some reading could be.
unsigned possible_digests(std::span<const Reading> readings);

struct AddressToken {
    size_t index = 0;  // of the address in the span
    std::string
        encoding;  // "plain", "base64", "reversed", "md5", "base64, sha256", "sha256 cut to 12 bytes" …
    bool local_part_only = false;  // weaker: others may have the same local-part, and it may be a plain word
};

/// The first whole address found, else a local-part alone (at least 6 bytes; as plain text only when it holds
/// a digit, a dot, a hyphen or an underscore, so that it is no plain word).
std::optional<AddressToken> find_address(std::span<const Reading> readings,
                                         std::span<const AddressForms> addresses);
std::optional<AddressToken> find_address(std::string_view value, std::span<const AddressForms> addresses);

/// What an address was combined with, bit by bit (XOR), if `value` hides it so: the first eight bytes of that
/// mask, of a hex or base64 run that decodes to as many bytes as `address` (lower case, at least 8) has.
/// Values that one key made for two addresses give the same mask, others but once in 2^64. 0: no such run, or
/// no mask.
uint64_t address_mask(std::string_view value, std::string_view address);

}  // namespace redshank::text
