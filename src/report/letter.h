// SPDX-License-Identifier: Apache-2.0
// A letter to each person who was aimed at, in plain words: what was sent and when, what it would have told
// the sender, what is not known, what to do. It claims what was seen and no more, names no other target, and
// carries no link. An organisation edits and translates the template; the facts are filled in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "report/handout.h"

namespace redshank::report {

struct Letter {
    std::string name;  // of the file, without ending: "letter-" and a keyed hash of the address
    std::string markdown;
    std::string html;
};

/// English, compiled in.
std::string_view default_letter_template();

/// One for each address that read a mail of a campaign marked confirmed, by address. None is marked: none.
/// Template (docs/exports.md): Markdown of headings, paragraphs and "- " lists; {{name}} is filled in;
/// "{{#if state}}" … "{{/if}}" on lines of their own keep what is between for that state only. Error: an
/// unknown name or a condition without its end, with the line.
Result<std::vector<Letter>> letters(const Handout& handout, std::string_view form);

}  // namespace redshank::report
