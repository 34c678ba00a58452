// SPDX-License-Identifier: Apache-2.0
// The tokenizer from every state that content can begin in: it ends, and never without taking a byte.
#include <cstdlib>

#include "html/tokenizer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Limits limits;
    for (int content = 0; content <= static_cast<int>(html::Content::cdata_section); ++content) {
        html::Tokenizer tokenizer(text, limits);
        tokenizer.set_content(static_cast<html::Content>(content), "script");
        tokenizer.set_foreign(content % 2 == 0);
        html::Token token;
        std::string scratch;
        for (size_t tokens = 0; tokenizer.next(token); ++tokens) {
            if (tokens > size) std::abort();  // each token takes at least one byte
            // A tag has no text of its own; what stands there is of the token before.
            const bool is_tag =
                token.kind == html::TokenKind::start_tag || token.kind == html::TokenKind::end_tag;
            if (!is_tag) html::token_text(token, scratch);
            if (token.kind == html::TokenKind::doctype) html::parse_doctype(token);
        }
    }
    return 0;
}
