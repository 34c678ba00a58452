// SPDX-License-Identifier: Apache-2.0
// The copies of one URL under one another: each is cut where the template's shape says that copies vary, so that the eye
// falls on what differs. A token in a picture on a page is no open, but in a chat it becomes one: what varies can be
// put as a short hash instead, which still shows equal as equal and different as different.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "facts/campaign.h"
#include "facts/message.h"

namespace redshank::report {

/// How tokens are shown: as they are, or as keyed hashes, the same as in exports (keyed_hash.h).
struct Tokens {
    std::string key;  // the case's own; "": as they are
    bool are_shown() const { return key.empty(); }
};

enum class PieceKind : uint8_t {
    fixed,  // the same in every copy
    other,  // varies, but is not the place in question
    slot,   // the place that the proof is about
};

struct UrlPiece {
    PieceKind kind = PieceKind::fixed;
    std::string text;
    bool operator==(const UrlPiece&) const = default;
};

/// Cuts `url` by a shape as facts::Slot has it ("https://img.example/o/{path[1]}.gif", "*" for what varies without a
/// name). `slot` is the name of the place in question; for "host[k]" it is the k-th label of the host, and for a nested
/// one ("query[url].path[1]") the value of the outer place. Empty where the URL is no copy of that shape.
std::vector<UrlPiece> cut_url(std::string_view url, std::string_view shape, std::string_view slot);

/// One copy: whose, in which message, and the URL's pieces, defanged.
struct UrlCopy {
    std::string message;
    std::string reader;
    Seconds date = 0;
    std::vector<UrlPiece> pieces;
};

/// The proof's URL in each reader's first copy, then in further ones, at most `max_copies`, sorted by reader.
std::vector<UrlCopy> url_copies(const facts::Proof& proof, std::span<const facts::Message> members,
                                const Tokens& tokens, size_t max_copies);

/// Text with defanged hosts ("a[.]b[.]example"), in which each label that may be a token is hashed: all but the last
/// two, of six bytes and more with a digit, or of sixteen. A word too much is lost rather than a token told.
std::string hosts_without_tokens(std::string_view text, const Tokens& tokens);

/// A URL of a message with all that may be a token hashed: scheme and host stay, path and query become one hash.
std::string url_without_tokens(std::string_view url, const Tokens& tokens);

}  // namespace redshank::report
