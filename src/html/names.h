// SPDX-License-Identifier: Apache-2.0
// The element and attribute names that mean something to the reader, each tag with what the tree construction
// of the HTML Standard (13.2.6) and its style sheet (15.3) make of it. Every other name is `other`.
#pragma once

#include <cstdint>
#include <string_view>

namespace redshank::html {

/// Bits of what a tag is.
namespace trait {
constexpr uint16_t is_void = 1;      // 13.1.2: has no end tag and no content
constexpr uint16_t block = 2;        // begins and ends a line
constexpr uint16_t special = 4;      // 13.2.4.2: an end tag of an ordinary element does not reach through it
constexpr uint16_t scope = 8;        // 13.2.4.2: nor does one of a block
constexpr uint16_t formatting = 16;  // 13.2.4.3
constexpr uint16_t breakout = 32;    // 13.2.6.5: leaves svg and math
constexpr uint16_t closes_p = 64;    // 13.2.6.4.7
constexpr uint16_t cell = 128;       // parts text as a space does
constexpr uint16_t not_shown = 256;  // 15.3.1: display none by the browser's own style sheet
constexpr uint16_t replaced = 512;   // its content is outside CSS: its size is the size of what is seen
constexpr uint16_t table_part = 1024;
constexpr uint16_t has_background = 2048;  // 15.3: the background attribute loads
constexpr uint16_t common_block = block | special | closes_p | breakout;
constexpr uint16_t plain_block = block | special | closes_p;
}  // namespace trait

// clang-format off
#define REDSHANK_HTML_TAGS(X) \
    X(other, "", 0) \
    X(a, "a", formatting) X(address, "address", plain_block) X(applet, "applet", special | scope) \
    X(area, "area", is_void | special) X(article, "article", plain_block) X(aside, "aside", plain_block) \
    X(audio, "audio", replaced) X(b, "b", formatting | breakout) X(base, "base", is_void | special) \
    X(bgsound, "bgsound", is_void | special) X(big, "big", formatting | breakout) \
    X(blockquote, "blockquote", common_block) X(body, "body", block | special | breakout | has_background) \
    X(br, "br", is_void | special | breakout) X(button, "button", special) \
    X(caption, "caption", block | special | scope | table_part) X(center, "center", common_block) \
    X(code, "code", formatting | breakout) X(col, "col", is_void | special) \
    X(colgroup, "colgroup", special | table_part) X(datalist, "datalist", not_shown) X(dd, "dd", common_block) \
    X(desc, "desc", 0) X(details, "details", plain_block) X(dialog, "dialog", plain_block) \
    X(dir, "dir", plain_block) X(div, "div", common_block) X(dl, "dl", common_block) X(dt, "dt", common_block) \
    X(em, "em", formatting | breakout) X(embed, "embed", is_void | special | breakout | replaced) \
    X(feimage, "feimage", 0) X(fieldset, "fieldset", plain_block) X(figcaption, "figcaption", plain_block) \
    X(figure, "figure", plain_block) X(font, "font", formatting) X(footer, "footer", plain_block) \
    X(foreignobject, "foreignobject", 0) X(form, "form", plain_block) X(frame, "frame", is_void | special | replaced) \
    X(frameset, "frameset", special) X(h1, "h1", common_block) X(h2, "h2", common_block) X(h3, "h3", common_block) \
    X(h4, "h4", common_block) X(h5, "h5", common_block) X(h6, "h6", common_block) \
    X(head, "head", special | breakout) X(header, "header", plain_block) X(hgroup, "hgroup", plain_block) \
    X(hr, "hr", is_void | common_block) X(html, "html", special | scope) X(i, "i", formatting | breakout) \
    X(iframe, "iframe", special | replaced) X(image, "image", replaced) \
    X(img, "img", is_void | special | breakout | replaced) X(input, "input", is_void | special | replaced) \
    X(li, "li", common_block) X(link, "link", is_void | special) X(listing, "listing", common_block) \
    X(main, "main", plain_block) X(map, "map", 0) X(marquee, "marquee", special | scope) X(math, "math", 0) \
    X(menu, "menu", common_block) X(meta, "meta", is_void | special | breakout) X(nav, "nav", plain_block) \
    X(nobr, "nobr", formatting | breakout) X(noembed, "noembed", special) X(noframes, "noframes", special) \
    X(noscript, "noscript", special) X(object, "object", special | scope | replaced) X(ol, "ol", common_block) \
    X(optgroup, "optgroup", block) X(option, "option", block) X(p, "p", common_block) \
    X(param, "param", is_void | special) X(picture, "picture", 0) X(plaintext, "plaintext", plain_block) \
    X(pre, "pre", common_block) X(s, "s", formatting | breakout) X(script, "script", special) \
    X(search, "search", plain_block) X(section, "section", plain_block) X(select, "select", special) \
    X(small, "small", formatting | breakout) X(source, "source", is_void | special) X(span, "span", breakout) \
    X(strike, "strike", formatting | breakout) X(strong, "strong", formatting | breakout) X(style, "style", special) \
    X(sub, "sub", breakout) X(summary, "summary", plain_block) X(sup, "sup", breakout) X(svg, "svg", 0) \
    X(table, "table", block | special | scope | closes_p | breakout | has_background) \
    X(tbody, "tbody", block | special | table_part | has_background) \
    X(td, "td", cell | special | scope | table_part | has_background) \
    X(template_, "template", special | scope | not_shown) X(textarea, "textarea", special) \
    X(tfoot, "tfoot", block | special | table_part | has_background) \
    X(th, "th", cell | special | scope | table_part | has_background) \
    X(thead, "thead", block | special | table_part | has_background) X(title, "title", special) \
    X(tr, "tr", block | special | table_part | has_background) X(track, "track", is_void | special) \
    X(tt, "tt", formatting | breakout) X(u, "u", formatting | breakout) X(ul, "ul", common_block) X(use, "use", 0) \
    X(var, "var", breakout) X(video, "video", replaced) X(wbr, "wbr", is_void | special) \
    X(xmp, "xmp", plain_block) X(v_background, "v:background", 0) X(v_fill, "v:fill", 0) X(v_image, "v:image", 0) \
    X(v_imagedata, "v:imagedata", 0) X(v_stroke, "v:stroke", 0)

/// At most 64 (Token::known), and `other` first.
#define REDSHANK_HTML_ATTRIBUTES(X) \
    X(other, "") X(action, "action") X(alt, "alt") X(autoplay, "autoplay") X(background, "background") \
    X(bgcolor, "bgcolor") X(charset, "charset") X(class_, "class") X(color, "color") X(content, "content") \
    X(data, "data") X(default_, "default") X(formaction, "formaction") X(height, "height") X(hidden, "hidden") \
    X(href, "href") X(http_equiv, "http-equiv") X(id, "id") X(imagesrcset, "imagesrcset") X(media, "media") \
    X(o_href, "o:href") X(open, "open") X(poster, "poster") X(preload, "preload") X(rel, "rel") X(size, "size") \
    X(face, "face") X(src, "src") X(srcset, "srcset") X(style, "style") X(text, "text") X(type, "type") \
    X(width, "width") X(xlink_href, "xlink:href")
// clang-format on

#define REDSHANK_ENUMERATOR(name, ...) name,
enum class Tag : uint8_t { REDSHANK_HTML_TAGS(REDSHANK_ENUMERATOR) count };
enum class Attr : uint8_t { REDSHANK_HTML_ATTRIBUTES(REDSHANK_ENUMERATOR) count };
#undef REDSHANK_ENUMERATOR

/// The tag or attribute of that name in any case; `hash` is its name_hash.
Tag tag_of(std::string_view name, uint64_t hash);
Attr attribute_of(std::string_view name, uint64_t hash);

/// Bits of trait.
uint16_t traits(Tag tag);
inline bool has_trait(Tag tag, uint16_t bits) {
    return (traits(tag) & bits) != 0;
}

}  // namespace redshank::html
