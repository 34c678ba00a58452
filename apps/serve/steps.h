// SPDX-License-Identifier: Apache-2.0
// What a page may ask for that is a step of the case: an analyst's mark, and a look at a message's own bytes.
// Each writes its line into the ledger before anything else happens. Who may ask is the server's business
// (server.h).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "serve/answers.h"

namespace redshank::serve {

/// HTTP status, and JSON for 200, else a sentence.
struct Reply {
    int status = 200;
    std::string body;
};

struct StepOptions {
    std::filesystem::path case_folder;
    std::filesystem::path sign_key;
    bool with_bytes = true;  // false: a screen that others see; nothing of a message's bytes
    std::string style_nonce;
};

constexpr size_t max_note_bytes = 2000;

/// Not for several threads at once, as Answers.
class Steps {
  public:
    Steps(Answers& answers, StepOptions options) : answers_(answers), options_(std::move(options)) {}

    /// {"campaign":"C…","state":"confirmed|dismissed|watching","note":"…"}: 200 {"campaign":…,"state":…}, 400
    /// for anything else, 404 where there is no such campaign, 409 where the case cannot be written now.
    Reply mark(std::string_view request);

    /// {"message":"M…","what":"text|bytes|picture"}: 200 with it, 400, 404 where there is none, 403 without
    /// bytes, 409 where the ledger cannot be written: then nothing is shown.
    Reply view(std::string_view request);

  private:
    Answers& answers_;
    StepOptions options_;
};

}  // namespace redshank::serve
