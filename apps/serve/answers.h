// SPDX-License-Identifier: Apache-2.0
// The case as answers to the pages: a path and parameters in, one JSON object out (docs/formats.md, "The
// pages"). Both lives of the pages read the same answers: `redshank serve` gives them one by one, the offline
// file carries some. A path is looked up in the case's own ids and never touches a file. Not for several
// threads at once.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "engine/actor.h"
#include "evidence/case.h"
#include "report/pages.h"

namespace redshank::serve {

using Parameters = std::map<std::string, std::string>;

struct AnswerOptions {
    std::string scratch_folder;  // of the case, for large stores inside archives
    report::Tokens tokens;
    bool with_bytes = true;  // messages with their text and bytes, from case or source
    std::vector<std::string> notes =
        {};                      // sentences that the overview begins its list of what is left out with
    report::Tokens hidden = {};  // for pictures of mail, in which tokens of hosts never stand
};

/// What of a message's own bytes a person can ask for.
enum class View { text, bytes, picture };
std::string_view view_name(View what);
std::optional<View> view_by_name(std::string_view name);

/// A message's bytes, ready to be shown and not yet shown: the ledger comes first.
struct Viewed {
    std::string sha256;
    std::string json;     // "" where there are no bytes
    std::string trouble;  // then why, a sentence
};

class Answers {
  public:
    Answers(std::unique_ptr<evidence::Case> opened, AnswerOptions options);

    /// "/api/overview", "/api/campaigns", "/api/campaign/C…", "/api/messages", "/api/message/M…",
    /// "/api/people",
    /// "/api/person/ADDRESS", "/api/actor/NAME", "/api/search". Lists take `offset`, and give at most
    /// `page_size`. Nothing where the case holds no such thing. Throws evidence::DatabaseError.
    std::optional<std::string> answer(std::string_view path, const Parameters& parameters);

    /// Text, bytes or picture of a message. Nothing where the case holds no such message. `style_nonce` is
    /// what the style element of a picture carries.
    std::optional<Viewed> view(const std::string& id, View what, std::string_view style_nonce);

    /// What the offline file says it leaves out, shown on its overview.
    std::string overview(const std::vector<std::string>& left_out);
    const std::vector<facts::ListedCampaign>& campaigns();
    const std::vector<facts::Target>& people();

    static constexpr size_t page_size = 50;

  private:
    void renew();
    std::optional<std::string> as_it_is(std::string_view path, const Parameters& parameters);
    std::string campaign_list(const Parameters& parameters);
    std::optional<std::string> campaign(const std::string& id);
    std::string message_list(const Parameters& parameters);
    std::optional<std::string> message(const std::string& id);
    std::string people_list(const Parameters& parameters);
    std::optional<std::string> person(const std::string& address);
    std::optional<std::string> actor(const std::string& name);
    std::string search(const Parameters& parameters);

    std::vector<facts::Message> members(const std::vector<std::string>& ids, size_t offset,
                                        size_t most) const;
    const facts::ListedCampaign* find_campaign(const std::string& id) const;
    struct Bytes {
        std::string bytes;
        std::string origin;  // where they came from, a sentence
    };
    Result<Bytes> bytes_of(const facts::Message& message, int64_t row) const;
    std::string text_json(std::string_view bytes, int64_t row) const;
    report::CaseFigures figures() const;
    std::vector<std::string> not_covered() const;

    std::unique_ptr<evidence::Case> case_;
    AnswerOptions options_;
    Limits limits_;
    int64_t version_ = -1;
    std::vector<facts::ListedCampaign> campaigns_;  // by score down
    std::vector<facts::Target> people_;
    std::unordered_map<std::string, std::vector<size_t>> campaigns_of_message_;
    std::unordered_map<std::string, size_t> person_by_address_;
    std::vector<std::pair<std::string, uint64_t>> months_;
    std::string overview_;
    std::optional<std::vector<intel::Claim>> claims_;  // read when first asked for
};

}  // namespace redshank::serve
