// SPDX-License-Identifier: Apache-2.0
// What an HTML body would load when it is shown, what a person could click, and what can be seen: from the
// WHATWG tokenizer (HTML Standard 13.2.5), not a tree, with the CSS that loads or hides. Input is UTF-8;
// offsets are bytes of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/anomaly.h"
#include "base/limits.h"

namespace redshank::html {

/// Where a URL stands. In the order of facts::UrlKind from img_src to base_href; extract asserts it.
enum class ResourceKind : uint8_t {
    img_src,
    img_srcset,
    picture_source,
    input_image,
    css_url,
    css_import,
    css_font_face,
    css_image_set,
    background_attribute,
    link_stylesheet,
    link_other,
    video_poster,
    video_src,
    audio_src,
    media_source,
    track,
    object_data,
    embed_src,
    iframe_src,
    frame_src,
    svg_image,
    svg_use,
    vml_fill,
    vml_image,
    script_src,
    meta_refresh,
    anchor,
    area,
    form_action,
};

/// Why a thing cannot be seen: the bits of facts::hidden (extract asserts that they are equal).
namespace hidden {
constexpr uint16_t tiny = 1;       // at most 1x1; one side of 1 and the other left to the picture too
constexpr uint16_t zero_size = 2;  // width or height 0 (0x0 is tiny as well)
constexpr uint16_t display_none = 4;
constexpr uint16_t visibility = 8;
constexpr uint16_t opacity = 16;
constexpr uint16_t off_screen = 32;
constexpr uint16_t max_size = 64;
constexpr uint16_t same_colour = 128;        // of text and links
constexpr uint16_t font_size_zero = 256;     // of text and links: a picture does not shrink with the font
constexpr uint16_t in_hidden_element = 512;  // of references
constexpr uint16_t conditional_comment = 1024;
constexpr uint16_t hidden_attribute = 2048;
}  // namespace hidden

/// One URL as written. `value` has character references decoded (13.2.5.72) and CSS escapes resolved, is not
/// yet resolved against the base, and is trimmed of HTML white space only.
struct Reference {
    ResourceKind kind = ResourceKind::img_src;
    bool loads = false;   // fetched when the mail is shown with remote content on; else a person must click
    uint16_t hidden = 0;  // bits of facts::hidden (same values; extract asserts it)
    int32_t width = -1;   // as stated by attribute or inline CSS, CSS pixels; -1 unknown
    int32_t height = -1;
    std::string value;
    std::string text;  // visible text inside an anchor or area (its alt texts where there is none), collapsed
    uint32_t offset = 0;  // of the value as written, quotes excluded
    uint32_t length = 0;
    /// What the element loads when it is not `value`: a lazy-load attribute (data-src …) is no reference.
};

struct HiddenText {
    uint16_t hidden = 0;
    uint32_t offset = 0;
    uint32_t bytes = 0;  // of text
};

struct Page {
    std::vector<Reference> references;  // document order
    std::string base_href;     // of the first base element with one (13.2: only the first counts), or ""
    std::string visible_text;  // white space collapsed, block elements and br as one newline
    std::vector<HiddenText> hidden_text;
    std::string title;
    std::string charset;  // of a meta element, or ""
    uint64_t structure_hash =
        0;                    // of tag names and attribute names in order, references' values not included
    bool has_script = false;  // script elements, on… handlers, javascript: URLs
    bool has_form = false;
    bool has_password_field = false;
    uint32_t elements = 0;
};

/// Linear in the input; never fails. Reads as mail programs do: conditional comments for Outlook count as
/// markup and carry hidden::conditional_comment; raw text elements, comments, CDATA, templates and noscript
/// as the tokenizer and mail programs (no scripting) see them. References within limits; anomalies:
/// html_limit, html_null_character, html_duplicate_attribute, css_limit.
Page read_page(std::string_view utf8, const Limits& limits, AnomalyList& anomalies);

/// One URL found in plain text: http, https, ftp with "//", "www." and mailto, bounded as mail programs make
/// links of them (trailing punctuation and unbalanced brackets out).
struct TextLink {
    std::string value;  // "http://" put before "www."
    uint32_t offset = 0;
    uint32_t length = 0;
};
std::vector<TextLink> find_links(std::string_view utf8_text, const Limits& limits, AnomalyList& anomalies);

}  // namespace redshank::html
