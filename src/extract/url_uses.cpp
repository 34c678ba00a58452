// SPDX-License-Identifier: Apache-2.0
#include "extract/url_uses.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/safe_text.h"
#include "extract/anomaly_place.h"
#include "text/idna.h"

namespace redshank::extract {

namespace {

// facts and html know nothing of each other; their kinds and bits are the same numbers.
constexpr bool same_kind(html::ResourceKind a, facts::UrlKind b) {
    return static_cast<int>(a) == static_cast<int>(b);
}
static_assert(same_kind(html::ResourceKind::img_src, facts::UrlKind::img_src));
static_assert(same_kind(html::ResourceKind::css_url, facts::UrlKind::css_url));
static_assert(same_kind(html::ResourceKind::background_attribute, facts::UrlKind::background_attribute));
static_assert(same_kind(html::ResourceKind::video_poster, facts::UrlKind::video_poster));
static_assert(same_kind(html::ResourceKind::object_data, facts::UrlKind::object_data));
static_assert(same_kind(html::ResourceKind::vml_fill, facts::UrlKind::vml_fill));
static_assert(same_kind(html::ResourceKind::anchor, facts::UrlKind::anchor));
static_assert(same_kind(html::ResourceKind::form_action, facts::UrlKind::form_action));

// Schemes that ask no server for anything, or only open another program.
constexpr std::array<std::string_view, 13> silent_schemes = {
    "data", "cid", "mid",      "mailto", "javascript", "about", "blob",
    "tel",  "sms", "vbscript", "callto", "x-msg",      "skype"};

bool is_silent(std::string_view scheme) {
    return std::find(silent_schemes.begin(), silent_schemes.end(), scheme) != silent_schemes.end();
}

// Before parsing: embedded pictures are long, and a fragment stays in the page.
bool is_silent_text(std::string_view value) {
    value = trim(value);
    return value.empty() || value[0] == '#' || istarts_with(value, "data:") || istarts_with(value, "cid:");
}

// Without a base, mail programs open these as web addresses.
std::string_view assumed_prefix(std::string_view value) {
    value = trim(value);
    if (value.starts_with("//")) return "https:";
    return istarts_with(value, "www.") ? "http://" : "";
}

}  // namespace

std::string_view UrlUses::site_of(const std::string& host) {
    if (host != last_host_) {
        last_host_ = host;
        last_site_ = text::registrable_domain(host);
    }
    return last_site_;
}

bool UrlUses::fill(facts::UrlUse& use, std::string_view value, const url::Url* base,
                   uint64_t anomaly_offset) {
    if (is_silent_text(value)) return false;
    const AnomalyPlace place(anomalies_, anomaly_offset, Offsets::replace);
    std::string completed;
    if (base == nullptr) {
        const std::string_view prefix = assumed_prefix(value);
        if (!prefix.empty()) value = completed.append(prefix).append(trim(value));
    }
    std::optional<url::Url> parsed = url::parse(value, base, limits_, anomalies_);
    if (!parsed || is_silent(parsed->scheme())) return false;
    use.host = parsed->host();
    use.site = site_of(use.host);
    if (const auto unwrapped = url::unwrap(*parsed, org_.link_gateways, limits_)) {
        use.target = unwrapped->target.href;
        use.target_host = unwrapped->target.host();
        if (unwrapped->as_sent && unwrapped->as_sent->href != use.target) use.sent = unwrapped->as_sent->href;
    }
    use.url = std::move(parsed->href);
    return true;
}

void UrlUses::add(facts::UrlUse&& use, const Written& written, const url::Url* base, const PartBytes& part) {
    if (full_) return;
    if (out_.size() >= limits_.max_resources + limits_.max_links) {
        anomalies_.add(AnomalyKind::url_limit, part.body_offset, "too many URLs");
        full_ = true;
        return;
    }
    if (!fill(use, written.value, base, part.body_offset)) return;
    use.part = part.number;
    use.part_offset = text::original_offset(part.converted, written.offset);
    const size_t end = text::original_offset(part.converted, written.offset + written.length);
    if (use.part_offset <= end && end <= part.bytes.size()) {
        const std::string_view raw = part.bytes.substr(use.part_offset, end - use.part_offset);
        if (raw != use.url) use.raw = raw;
    }
    out_.push_back(std::move(use));
}

void UrlUses::add_page(const html::Page& page, const PartBytes& part) {
    AnomalyList ignored;
    std::optional<url::Url> base;
    if (!page.base_href.empty()) base = url::parse(page.base_href, nullptr, limits_, ignored);
    for (const html::Reference& reference : page.references) {
        facts::UrlUse use;
        use.kind = static_cast<facts::UrlKind>(reference.kind);
        use.trigger = reference.loads ? facts::Trigger::open : facts::Trigger::click;
        use.hidden = reference.hidden;
        use.width = reference.width;
        use.height = reference.height;
        use.text = reference.text;
        add(std::move(use), {reference.value, reference.offset, reference.length}, base ? &*base : nullptr,
            part);
    }
}

void UrlUses::add_links(const std::vector<html::TextLink>& links, const PartBytes& part) {
    for (const html::TextLink& link : links) {
        facts::UrlUse use;
        use.kind = facts::UrlKind::plain_text;
        add(std::move(use), {link.value, link.offset, link.length}, nullptr, part);
    }
}

void UrlUses::add_list_unsubscribe(std::string_view uri, std::string_view raw, uint64_t offset) {
    facts::UrlUse use;
    use.kind = facts::UrlKind::list_unsubscribe;
    if (!fill(use, uri, nullptr, offset)) return;
    use.part_offset = static_cast<uint32_t>(offset);
    if (raw != use.url) use.raw = raw;
    out_.push_back(std::move(use));
}

}  // namespace redshank::extract
