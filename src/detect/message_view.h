// SPDX-License-Identifier: Apache-2.0
// One message as several detectors need to see it, worked out once: its URLs taken apart, seen through link
// gateways, and whether it is bulk mail or our own. Views into the message, which must outlive it.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "detect/finding_list.h"
#include "detect/org_index.h"
#include "detect/services.h"
#include "facts/evidence.h"
#include "facts/message.h"
#include "url/url.h"

namespace redshank::detect {

/// A distinct URL of the message. Where a receiver's own gateway rewrote it, `url`, `host` and `site` are
/// those of its target: what the gateway added is not the sender's doing.
struct ParsedUrl {
    url::Url url;
    std::string_view host;  // "" for mailto and the like
    std::string_view site;
    std::vector<url::Piece> pieces;
    const Service* service = nullptr;
    bool is_ours = false;        // on a host of the organisation
    std::string redirector;      // url::Unwrapped::by, where a redirector's URL names its target
    std::string_view final_url;  // what it leads to as far as its text says; else the URL itself
    std::string_view final_host;
    std::string_view final_site;
};

struct UrlView {
    const facts::UrlUse* use;
    const ParsedUrl* parsed;

    const ParsedUrl* operator->() const { return parsed; }
    bool loads() const { return use->trigger == facts::Trigger::open; }
    bool loads_with_attachment() const { return facts::loads_with_attachment(use->kind); }
    bool is_link() const {
        return use->kind == facts::UrlKind::anchor || use->kind == facts::UrlKind::area ||
               use->kind == facts::UrlKind::plain_text || use->kind == facts::UrlKind::document_link;
    }
    bool is_form() const {
        return use->kind == facts::UrlKind::form_action || use->kind == facts::UrlKind::document_form;
    }
};

class MessageView {
  public:
    MessageView(const facts::Message& message, const OrgIndex& index, const Limits& limits);
    MessageView(const MessageView&) = delete;
    MessageView& operator=(const MessageView&) = delete;

    const facts::Message& message;
    const OrgIndex& index;
    const org::Organisation& org;
    std::vector<ParsedUrl> parsed;  // distinct
    std::vector<UrlView> urls;      // those of message.urls that name a host, in order
    std::string_view from_domain;   // of the first From
    std::string_view from_site;
    bool is_bulk = false;              // says so itself: List-*, Precedence, Feedback-ID
    bool is_accountable_bulk = false;  // bulk, signed for the domain in From, which is no free-mail
    bool from_freemail = false;
    bool reply_to_elsewhere = false;     // Reply-To at another registrable domain than From
    bool failed_authentication = false;  // a trusted result says so
    bool is_from_ours = false;           // domain of ours or own mailer, unless authentication failed
    bool is_own_mailer = false;
    bool is_simulation = false;

    facts::Severity unless_bulk(facts::Severity severity, facts::Severity bulk) const {
        return is_bulk ? bulk : severity;
    }

  private:
    void judge_sender();
    void parse_urls(const Limits& limits);
    ParsedUrl parse_one(const facts::UrlUse& use, const Limits& limits) const;
};

using facts::evidence_of;
using facts::header_evidence;
/// "host", "kind", "trigger", "url" and, seen through a gateway, "target".
Facts facts_of(const UrlView& view);

/// The first URL of those that are alike, and how many there are.
struct UrlGroup {
    const UrlView* first;
    uint32_t count = 0;
};

/// Groups the URLs for which `key` gives a value, in order of the first of each.
std::vector<UrlGroup> group_urls(const MessageView& view,
                                 const std::function<std::optional<uint64_t>(const UrlView&)>& key);

}  // namespace redshank::detect
