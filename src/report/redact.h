// SPDX-License-Identifier: Apache-2.0
// What can be handed to somebody who may know of the campaign and not of the people: every address, name,
// subject, text, file name and URL's path goes, and in its place stands a hash under the case's own key
// (keyed_hash.h). Equal values have equal hashes in all exports of a case, so that it still shows which
// copies went to one person, and that their tokens differ. What stays: hashes of messages, dates, sizes,
// places in the message, registrable domains and plain host labels, verdicts and counts.
//
// Nothing is searched for and blotted out: values are made anew from what may stay, field by field, and
// whatever is not named here is gone. Only our own sentences are kept, without what mail put into them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "report/handout.h"

namespace redshank::report {

/// `people` are those whom the case knows by name or address; words of their names are hidden wherever they
/// stand, in domains too. The result has Handout::is_redacted, and says in its notes what was taken out;
/// exports put its values as they are.
Handout redacted(const Handout& handout, std::span<const facts::Mailbox> people,
                 std::span<const facts::Rule> rules);

/// What was taken out, in a few sentences.
std::string_view redaction_note();

}  // namespace redshank::report
