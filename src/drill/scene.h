// SPDX-License-Identifier: Apache-2.0
// What several families of scenarios need: routes, letters between people, tokens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "drill/stage.h"

namespace redshank::drill {

Route firm_route(const Firm& firm, const std::string& from_address, Random& random);
/// From a free-mail account: its provider signs, everything passes.
Route freemail_route(const std::string& from_address, Random& random);

/// The text between greeting and goodbye, as plain text and, where the program writes it, as a page.
void set_body(Mail& mail, const std::vector<std::string>& paragraphs);
/// Greeting, paragraphs, goodbye and name in the mail's language.
std::vector<std::string> letter(Random& random, Language language, std::string_view name, size_t count);

/// A mail of one colleague to others, without a body.
Mail office_mail(const Person& from);
/// A mail of somebody at a firm, without a body. The name and the address hang on the firm alone.
Mail firm_mail(const Firm& firm, uint64_t employee, Random& random);

/// How a sender tells readers apart.
enum class TokenKind : uint8_t { random, number, md5, sha256, base64 };
std::string_view token_name(TokenKind kind);
TokenKind any_token_kind(Random& random);
/// The reader's token in the campaign with this salt: always the same.
std::string make_token(TokenKind kind, std::string_view reader, uint64_t salt);

/// Where the token stands in a URL of a picture or page.
enum class TokenPlace : uint8_t { path, file_name, query, folder_in_name };
std::string_view place_name(TokenPlace place);
TokenPlace any_place(Random& random);
/// "https://HOST/…" with the token in its place; `extension` with its dot.
std::string tracked_url(TokenPlace place, std::string_view host, std::string_view folder,
                        std::string_view token, std::string_view extension);

/// A domain of one or two invented words: "velmora-osdal.example".
std::string invented_domain(Random& random, std::string_view before = "");

}  // namespace redshank::drill
