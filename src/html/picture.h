// SPDX-License-Identifier: Apache-2.0
// A picture of an HTML body: what its reader saw, as markup that loads nothing, runs nothing and leads
// nowhere. Nothing of the source is copied into it but text, escaped. Every tag, attribute name, property and
// keyword in it is one of ours, every value a number or colour that was read and written anew; so there is no
// place in it where a URL could stand. What would load is a box that says its size and host.
//
// It is made for a frame that may run and load nothing anyway (sandbox, Content-Security-Policy): three
// walls, each of which would do alone.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/limits.h"

namespace redshank::html {

/// What a box says of the thing that it stands for, from its URL as written; "" for nothing. It is escaped.
using BoxLabel = std::function<std::string(std::string_view url)>;

/// Of `body`: as much as a frame shows fluently, and more than mail programs show of one message.
constexpr size_t max_picture_bytes = 2u << 20;

struct Picture {
    std::string body;       // elements and text; classes are those of `style`
    std::string style;      // rules for classes
    uint32_t left_out = 0;  // things that would load: boxes, backgrounds, style sheets, scripts
    uint32_t links = 0;     // underlined text that leads nowhere
    bool is_cut = false;    // there was more than max_picture_bytes
};

/// Linear in the input; never fails. Conditional comments for Outlook are left out: other programs show what
/// is between them.
Picture picture_of(std::string_view utf8, const Limits& limits, const BoxLabel& label);

/// The picture as a document of its own for an iframe's srcdoc, with a policy that lets nothing load or run.
/// Its style element carries `nonce`, which the policy of the page around it must allow too; plain ASCII.
std::string picture_document(const Picture& picture, std::string_view nonce);

}  // namespace redshank::html
