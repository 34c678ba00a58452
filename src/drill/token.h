// SPDX-License-Identifier: Apache-2.0
// How a sender tells his readers apart: what the token is made of, where it stands in a URL, and what in the
// page loads that URL. The three are drawn apart from each other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "drill/random.h"

namespace redshank::drill {

enum class TokenKind : uint8_t { random, number, md5, sha1, sha256, base64, base64_url, hex, percent };

std::string_view token_name(TokenKind kind);
TokenKind any_token_kind(Random& random);
/// Whether the token is made of the address alone.
bool is_of_address(TokenKind kind);
/// The reader's token in the campaign with this salt, always the same, fit to stand in a URL. The salt also
/// chooses between the forms of one kind (hex digits, letters, a UUID; so many digits).
std::string make_token(TokenKind kind, std::string_view reader, uint64_t salt);

enum class TokenPlace : uint8_t { query, path, file_name, subdomain, nested_url, encoded_path };

std::string_view place_name(TokenPlace place);
TokenPlace any_place(Random& random);

enum class Loader : uint8_t {
    picture,
    hidden_picture,
    srcset,
    style_attribute,
    style_element,
    background_attribute,
    stylesheet,
    video_poster,
    audio_source
};

std::string_view loader_name(Loader loader);
Loader any_loader(Random& random);

/// How one campaign counts: one shape for all its mail, drawn from the salt.
struct Beacon {
    std::string host;
    TokenKind kind = TokenKind::random;
    TokenPlace place = TokenPlace::query;
    Loader loader = Loader::picture;
    uint64_t salt = 0;
};

/// Any kind, place and loader that go together: a subdomain takes no token that needs capital letters or is
/// longer than a label.
Beacon any_beacon(Random& random, std::string host);

/// "https://HOST/…" with the token in its place.
std::string beacon_url(const Beacon& beacon, std::string_view token);

/// Puts what loads the URL into the page, at its start or end as the salt has it.
void load(std::string& page, const Beacon& beacon, std::string_view url);

/// "srcset, query value" and "md5 of the address", for the key.
std::string describe_place(const Beacon& beacon);

/// Every byte but letters, digits, '-', '.', '_' and '~' as %XX (RFC 3986 2.1).
std::string percent_encode(std::string_view text);

}  // namespace redshank::drill
