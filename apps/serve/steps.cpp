// SPDX-License-Identifier: Apache-2.0
#include "serve/steps.h"

#include <simdjson.h>

#include <ctime>

#include "base/json_writer.h"
#include "evidence/ledger.h"
#include "evidence/marking.h"

namespace redshank::serve {

namespace {

Seconds now() {
    return static_cast<Seconds>(std::time(nullptr));
}

// A flat object of texts; what is not asked for is not looked at.
class Request {
  public:
    explicit Request(std::string_view json) : text_(json) { is_object_ = !parser_.parse(text_).get(object_); }
    /// Nothing where it is missing or no text.
    std::optional<std::string> text(std::string_view key) {
        std::string_view value;
        if (!is_object_ || object_[key].get(value)) return std::nullopt;
        return std::string(value);
    }

  private:
    simdjson::padded_string text_;
    simdjson::dom::parser parser_;
    simdjson::dom::object object_;
    bool is_object_ = false;
};

}  // namespace

Reply Steps::mark(std::string_view json) {
    Request request(json);
    const auto id = request.text("campaign");
    const auto word = request.text("state");
    const auto state = word ? facts::mark_state_from(*word) : std::nullopt;
    const std::string note = request.text("note").value_or("");
    if (!id || !state) return {400, "A mark names a campaign, and confirmed, dismissed or watching."};
    if (note.size() > max_note_bytes) return {400, "A note holds at most 2000 bytes."};
    const auto marked =
        evidence::mark_campaign(options_.case_folder, *id, {*state, note, now()}, options_.sign_key);
    if (!marked) return {409, "The mark was not set: " + marked.error().message + "."};
    if (!*marked) return {404, "The case holds no such campaign."};
    JsonWriter out;
    out.begin_object().key("schema").value("redshank/1").key("campaign").value(**marked);
    out.key("state").value(*word).end_object();
    return {200, out.take()};
}

Reply Steps::view(std::string_view json) {
    if (!options_.with_bytes) return {403, "This server shows no bytes of mail."};
    Request request(json);
    const auto id = request.text("message");
    const auto word = request.text("what");
    const auto what = word ? view_by_name(*word) : std::nullopt;
    if (!id || !what) return {400, "A view names a message, and text, bytes or picture."};
    auto viewed = answers_.view(*id, *what, options_.style_nonce);
    if (!viewed) return {404, "The case holds no such message."};
    if (!viewed->trouble.empty()) return {404, viewed->trouble};
    JsonWriter details;
    details.begin_object().key("message").value(*id).key("sha256").value(viewed->sha256);
    details.key("shown").value(view_name(*what)).end_object();
    const auto logged =
        evidence::append(options_.case_folder, {"view", details.take(), now(), options_.sign_key});
    if (!logged)
        return {409, "Nothing is shown that the ledger does not hold: " + logged.error().message + "."};
    return {200, std::move(viewed->json)};
}

}  // namespace redshank::serve
