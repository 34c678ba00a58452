// SPDX-License-Identifier: Apache-2.0
// Which attribute of which element holds a URL, and whether it loads by itself. Where programs differ
// (script, refresh, frames: most mail programs refuse them) it counts as loading, since an HTML attachment
// opens in a browser.
#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "html/attribute_values.h"
#include "html/page_reader.h"

namespace redshank::html {

namespace {

// "java\tscript:" is one too: the URL parser drops tabs, line ends and what stands before.
bool is_script_url(std::string_view value) {
    constexpr std::string_view scheme = "javascript:";
    size_t matched = 0;
    for (const char c : value) {
        if (static_cast<uint8_t>(c) <= ' ') continue;
        if (to_lower(c) != scheme[matched]) return false;
        if (++matched == scheme.size()) return true;
    }
    return false;
}

bool loads_by_rel(std::string_view word) {
    for (const std::string_view rel :
         {"icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "preload", "modulepreload",
          "prefetch", "prerender", "dns-prefetch", "preconnect", "manifest", "import"}) {
        if (iequals(word, rel)) return true;
    }
    return false;
}

bool is_resource(ResourceKind kind) {
    return kind != ResourceKind::anchor && kind != ResourceKind::area && kind != ResourceKind::form_action;
}

}  // namespace

void PageReader::references(const Token& token, Tag tag, const Seen& seen) {
    style_references(token, seen);
    if (has_trait(tag, trait::has_background)) {
        add_attribute(token, Attr::background, ResourceKind::background_attribute, true, seen);
    }
    switch (tag) {
        case Tag::a:
            return open_anchor(token, seen);
        case Tag::img:
            add_attribute(token, Attr::src, ResourceKind::img_src, true, seen);
            add_srcset(token, Attr::srcset, ResourceKind::img_srcset, seen);
            if (anchor_.reference != Anchor::npos) {
                anchor_.shows_something |= seen.own == 0;
                const std::string_view alt = attribute_value(token.raw(Attr::alt), decoded_);
                if (anchor_.alt.size() < limits_.max_anchor_text_bytes)
                    anchor_.alt.append(alt).push_back(' ');
            }
            return;
        case Tag::area:
            add_attribute(token, Attr::href, ResourceKind::area, false, seen);
            if (token.has(Attr::href) && !page_.references.empty()) {
                page_.references.back().text =
                    collapse(attribute_value(token.raw(Attr::alt), decoded_), limits_.max_anchor_text_bytes);
            }
            return;
        case Tag::input:
            if (iequals(trim_html(token.raw(Attr::type)), "image")) {
                add_attribute(token, Attr::src, ResourceKind::input_image, true, seen);
            }
            page_.has_password_field |= iequals(trim_html(token.raw(Attr::type)), "password");
            return add_attribute(token, Attr::formaction, ResourceKind::form_action, false, seen);
        case Tag::button:
            return add_attribute(token, Attr::formaction, ResourceKind::form_action, false, seen);
        case Tag::form:
            page_.has_form = true;
            return add_attribute(token, Attr::action, ResourceKind::form_action, false, seen);
        case Tag::link:
            return link_element(token, seen);
        case Tag::meta:
            return meta_element(token, seen);
        case Tag::base:
            if (page_.base_href.empty() && !conditional_) {
                page_.base_href = trim_html(attribute_value(token.raw(Attr::href), decoded_));
            }
            return;
        case Tag::script:
            page_.has_script = true;
            add_attribute(token, Attr::src, ResourceKind::script_src, true, seen);
            return vector_references(token, tag, seen);
        default:
            media_references(token, tag, seen);
            vector_references(token, tag, seen);
    }
}

void PageReader::media_references(const Token& token, Tag tag, const Seen& seen) {
    switch (tag) {
        case Tag::video:
        case Tag::audio:
            media_waits_ = iequals(token.raw(Attr::preload), "none") && !token.has(Attr::autoplay);
            add_attribute(token, Attr::poster, ResourceKind::video_poster, true, seen);
            return add_attribute(token, Attr::src,
                                 tag == Tag::video ? ResourceKind::video_src : ResourceKind::audio_src,
                                 !media_waits_, seen);
        case Tag::bgsound:
            return add_attribute(token, Attr::src, ResourceKind::audio_src, true, seen);
        case Tag::source:
            if (open_.is_open(Tag::picture)) {
                return add_srcset(token, Attr::srcset, ResourceKind::picture_source, seen);
            }
            return add_attribute(token, Attr::src, ResourceKind::media_source, !media_waits_, seen);
        case Tag::track:
            return add_attribute(token, Attr::src, ResourceKind::track, token.has(Attr::default_), seen);
        case Tag::object:
            return add_attribute(token, Attr::data, ResourceKind::object_data, true, seen);
        case Tag::embed:
            return add_attribute(token, Attr::src, ResourceKind::embed_src, true, seen);
        case Tag::iframe:
            return add_attribute(token, Attr::src, ResourceKind::iframe_src, true, seen);
        case Tag::frame:
            return add_attribute(token, Attr::src, ResourceKind::frame_src, true, seen);
        default:
            return;
    }
}

// SVG, and VML as Outlook's Word engine reads it: shapes are links by their href.
void PageReader::vector_references(const Token& token, Tag tag, const Seen& seen) {
    const auto add_hrefs = [&](ResourceKind kind) {
        add_attribute(token, Attr::href, kind, true, seen);
        add_attribute(token, Attr::xlink_href, kind, true, seen);
    };
    switch (tag) {
        case Tag::image:
        case Tag::feimage:
            return add_hrefs(ResourceKind::svg_image);
        case Tag::use:
            return add_hrefs(ResourceKind::svg_use);
        case Tag::script:
            return add_hrefs(ResourceKind::script_src);
        case Tag::v_fill:
        case Tag::v_stroke:
        case Tag::v_background:
            add_attribute(token, Attr::src, ResourceKind::vml_fill, true, seen);
            return add_attribute(token, Attr::o_href, ResourceKind::vml_fill, true, seen);
        case Tag::v_image:
        case Tag::v_imagedata:
            add_attribute(token, Attr::src, ResourceKind::vml_image, true, seen);
            return add_attribute(token, Attr::o_href, ResourceKind::vml_image, true, seen);
        default:
            if (istarts_with(token.name, "v:") && token.has(Attr::href)) open_anchor(token, seen);
    }
}

void PageReader::link_element(const Token& token, const Seen& seen) {
    bool stylesheet = false;
    bool other = false;
    for_each_word(attribute_value(token.raw(Attr::rel), decoded_), [&](std::string_view word) {
        stylesheet = stylesheet || iequals(word, "stylesheet");
        other = other || loads_by_rel(word);
    });
    // canonical, alternate and the like are neither loaded nor clicked.
    if (stylesheet) return add_attribute(token, Attr::href, ResourceKind::link_stylesheet, true, seen);
    if (!other) return;
    add_attribute(token, Attr::href, ResourceKind::link_other, true, seen);
    add_srcset(token, Attr::imagesrcset, ResourceKind::link_other, seen);
}

void PageReader::meta_element(const Token& token, const Seen& seen) {
    if (page_.charset.empty() && token.has(Attr::charset))
        page_.charset = trim_html(token.raw(Attr::charset));
    const std::string_view purpose = trim_html(token.raw(Attr::http_equiv));
    const std::string_view content = attribute_value(token.raw(Attr::content), decoded_);
    if (iequals(purpose, "content-type") && page_.charset.empty()) {
        const size_t at = ascii_lower(content).find("charset=");
        if (at == content.npos) return;
        const std::string_view rest = content.substr(at + 8);
        page_.charset = rest.substr(0, std::min(rest.find_first_of("; \t\r\n\"'"), rest.size()));
    } else if (iequals(purpose, "refresh")) {
        const std::string url(parse_refresh(content));
        if (!url.empty()) add(ResourceKind::meta_refresh, true, url, token.raw(Attr::content), seen);
    }
}

void PageReader::style_references(const Token& token, const Seen& seen) {
    for (const CssUrl& url : css_urls_) add_css(url, token.raw(Attr::style), seen);
}

void PageReader::add_attribute(const Token& token, Attr attribute, ResourceKind kind, bool loads,
                               const Seen& seen) {
    if (!token.has(attribute)) return;
    const std::string_view raw = token.raw(attribute);
    add(kind, loads, attribute_value(raw, decoded_), raw, seen);
}

void PageReader::add_srcset(const Token& token, Attr attribute, ResourceKind kind, const Seen& seen) {
    if (!token.has(attribute)) return;
    const std::string_view raw = token.raw(attribute);
    const std::string_view value = attribute_value(raw, decoded_);
    for (const std::string_view url : parse_srcset(value, limits_.max_resources)) {
        add(kind, true, url, value.data() == raw.data() ? url : raw, seen);
    }
}

// Where references were decoded, the CSS is no part of the source any more: then the whole attribute is
// named.
void PageReader::add_css(const CssUrl& url, std::string_view within, const Seen& seen) {
    const auto in = [](std::string_view view, std::string_view whole) {
        return view.data() >= whole.data() && view.data() + view.size() <= whole.data() + whole.size();
    };
    const std::string_view place = in(url.written, source_) ? url.written
                                   : in(within, source_)    ? within
                                                            : source_;
    add(url.kind, true, url.value, place, seen);
}

void PageReader::add(ResourceKind kind, bool loads, std::string_view value, std::string_view written,
                     const Seen& seen) {
    value = trim_html(value);
    if (is_script_url(value)) page_.has_script = true;
    if (value.empty()) return;
    uint32_t& count = is_resource(kind) ? resources_ : links_;
    if (count++ >= (is_resource(kind) ? limits_.max_resources : limits_.max_links)) {
        if (!std::exchange(noted_limit_, true)) note(AnomalyKind::html_limit, written, "references");
        return;
    }
    const std::string_view place = trim_html(written);
    Reference reference;
    reference.kind = kind;
    reference.loads = loads;
    reference.hidden = seen.own | (conditional_ ? hidden::conditional_comment : 0);
    reference.width = seen.width;
    reference.height = seen.height;
    reference.value = value;
    reference.offset = static_cast<uint32_t>(place.data() - source_.data());
    reference.length = static_cast<uint32_t>(place.size());
    page_.references.push_back(std::move(reference));
}

void PageReader::open_anchor(const Token& token, const Seen& seen) {
    close_anchor();
    const size_t before = page_.references.size();
    Seen as_link = seen;
    // A link has no size of its own; what it shows is text or a picture.
    as_link.own &= static_cast<uint16_t>(~(hidden::tiny | hidden::zero_size | hidden::max_size));
    as_link.own |= ink_hidden(seen.look);
    as_link.width = as_link.height = -1;
    add_attribute(token, token.has(Attr::href) ? Attr::href : Attr::xlink_href, ResourceKind::anchor, false,
                  as_link);
    if (page_.references.size() == before) return;
    anchor_.reference = before;
    anchor_.depth = open_.size();
}

void PageReader::close_anchor_if_popped() {
    if (anchor_.reference != Anchor::npos && open_.size() <= anchor_.depth) close_anchor();
}

void PageReader::close_anchor() {
    if (anchor_.reference == Anchor::npos) return;
    Reference& reference = page_.references[anchor_.reference];
    reference.text = collapse(anchor_.text, limits_.max_anchor_text_bytes);
    // Font and colour hide a link only as long as nothing in it undoes them or shows a picture.
    if (anchor_.shows_something || !reference.text.empty()) {
        reference.hidden &= static_cast<uint16_t>(~(hidden::font_size_zero | hidden::same_colour));
    }
    if (reference.text.empty()) reference.text = collapse(anchor_.alt, limits_.max_anchor_text_bytes);
    anchor_ = Anchor();
    anchor_gap_ = false;
}

}  // namespace redshank::html
