// SPDX-License-Identifier: Apache-2.0
#include "extract/url_uses.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/safe_text.h"
#include "document/target.h"
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

constexpr facts::UrlKind kind_of(document::ReferenceKind kind) {
    return static_cast<facts::UrlKind>(static_cast<int>(facts::UrlKind::document_template) +
                                       static_cast<int>(kind));
}
static_assert(kind_of(document::ReferenceKind::template_document) == facts::UrlKind::document_template);
static_assert(kind_of(document::ReferenceKind::resource) == facts::UrlKind::document_resource);
static_assert(kind_of(document::ReferenceKind::action) == facts::UrlKind::document_action);
static_assert(kind_of(document::ReferenceKind::form) == facts::UrlKind::document_form);

// A browser that opens an attached page loads what mail programs refuse, scripts too.
facts::UrlKind kind_in_attachment(html::ResourceKind kind) {
    using K = html::ResourceKind;
    switch (kind) {
        case K::anchor:
        case K::area:
            return facts::UrlKind::document_link;
        case K::form_action:
            return facts::UrlKind::document_form;
        case K::iframe_src:
        case K::frame_src:
        case K::meta_refresh:
            return facts::UrlKind::document_frame;
        case K::img_src:
        case K::img_srcset:
        case K::picture_source:
        case K::input_image:
        case K::svg_image:
        case K::vml_image:
        case K::vml_fill:
        case K::css_url:
        case K::css_image_set:
        case K::background_attribute:
            return facts::UrlKind::document_image;
        case K::object_data:
        case K::embed_src:
        case K::video_src:
        case K::audio_src:
        case K::media_source:
            return facts::UrlKind::document_object;
        default:
            return facts::UrlKind::document_resource;
    }
}

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

void UrlUses::add(facts::UrlUse&& use, const Written& written, const url::Url* base, const PartBytes& part,
                  HostNeeded host_needed) {
    if (full_) return;
    if (out_.size() >= limits_.max_resources + limits_.max_links) {
        anomalies_.add(AnomalyKind::url_limit, part.body_offset, "too many URLs");
        full_ = true;
        return;
    }
    if (!fill(use, written.value, base, part.body_offset)) return;
    if (host_needed == HostNeeded::yes && use.host.empty()) return;
    use.part = part.number;
    const BytesThere there = bytes_there(part, written.offset, written.length);
    use.part_offset = there.offset;
    if (there.bytes != use.url) use.raw = there.bytes;
    out_.push_back(std::move(use));
}

BytesThere bytes_there(const PartBytes& part, uint32_t offset, uint32_t length) {
    const uint32_t begin = text::original_offset(part.converted, offset);
    const size_t end = text::original_offset(part.converted, offset + length);
    if (begin > end || end > part.bytes.size()) return {begin, {}};
    return {begin, part.bytes.substr(begin, end - begin)};
}

void UrlUses::add_page(const html::Page& page, const PartBytes& part, Shown shown) {
    AnomalyList ignored;
    std::optional<url::Url> base;
    if (!page.base_href.empty()) base = url::parse(page.base_href, nullptr, limits_, ignored);
    for (const html::Reference& reference : page.references) {
        facts::UrlUse use;
        if (shown == Shown::in_mail) {
            use.kind = static_cast<facts::UrlKind>(reference.kind);
            use.trigger = reference.loads ? facts::Trigger::open : facts::Trigger::click;
        } else {
            use.kind = kind_in_attachment(reference.kind);
        }
        use.hidden = reference.hidden;
        use.width = reference.width;
        use.height = reference.height;
        use.text = reference.text;
        add(std::move(use), {reference.value, reference.offset, reference.length}, base ? &*base : nullptr,
            part);
    }
}

void UrlUses::add_document(const document::Contents& contents, const PartBytes& part) {
    for (const document::Reference& reference : contents.references) {
        const std::string target = document::complete_target(reference.value);
        if (target.empty()) continue;
        facts::UrlUse use;
        use.kind = kind_of(reference.kind);
        use.text = replace_bad_utf8(reference.text);
        add(std::move(use), {target, reference.offset, reference.length}, nullptr, part, HostNeeded::yes);
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
