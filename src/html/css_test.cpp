// SPDX-License-Identifier: Apache-2.0
// The CSS tokenizer and what is made of its tokens, by tables.
#include "html/css.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "html/css_tokenizer.h"

namespace redshank::html {
namespace {

std::string dump(std::string_view css) {
    constexpr std::string_view names[] = {
        "end",    "space",   "ident",     "function", "at", "hash", "string", "bad-string", "url",  "bad-url",
        "number", "percent", "dimension", ":",        ";",  ",",    "open",   "close",      "mark", "delim"};
    const ExactBytes exact(css);
    CssTokenizer tokenizer(exact.view());
    std::string out;
    for (CssToken token = tokenizer.next(); token.kind != CssTokenKind::end; token = tokenizer.next()) {
        std::string scratch;
        out += std::string(names[static_cast<size_t>(token.kind)]);
        if (!token.text.empty()) out += "=" + std::string(css_unescape(token.text, scratch));
        if (token.character != '\0' && names[static_cast<size_t>(token.kind)].size() > 1)
            out += token.character;
        out += " ";
    }
    return out;
}

TEST(CssTokenizer, Tokens) {
    constexpr std::pair<std::string_view, std::string_view> rows[] = {
        {"a:b;", "ident=a : ident=b ; "},
        {"-a --b -\\2d _c \\64 e", "ident=-a space ident=--b space ident=--_c space ident=de "},
        {"+1 -.5e3px 1e 100% .",
         "number=+1 space dimension=-.5e3px space dimension=1e space percent=100 space delim. "},
        {"#fff #-a # @media @1", "hash=fff space hash=-a space delim# space at=media space delim@ number=1 "},
        {"'a\\'b' \"c\\\nd\" \"open", "string=a'b space string=cd space string=open "},
        {"'a\nb'", "bad-string=a space ident=b string "},
        {"url( a.png ) url(\\61) url(b", "url=a.png space url=a space url=b "},
        {"url( 'a' ) u\\72 l(a)", "function=url space string=a space close) space url=a "},
        {"url(a b) url(a'b) c", "bad-url=a space bad-url=a space ident=c "},
        {"rgb(1,2)", "function=rgb number=1 , number=2 close) "},
        {"a/**/b/*;*/c/* open", "ident=a ident=b ident=c "},
        {"<!-- a --> <b", "mark space ident=a space mark space delim< ident=b "},
        {"\\26 B \\000026B \\110000 ", "ident=&B space ident=&B space ident=\xEF\xBF\xBD "},
        {"[{()}]", "open[ open{ open( close) close} close] "},
    };
    for (const auto& [css, tokens] : rows) {
        EXPECT_EQ(dump(css), tokens) << css;
    }
}

struct Read {
    std::string urls;
    Style style;
};

Read read_style(std::string_view css) {
    std::vector<Declaration> declarations;
    std::vector<CssUrl> urls;
    bool limit_reached = false;
    const ExactBytes exact(css);
    read_declarations(exact.view(), Limits{}, declarations, urls, limit_reached);
    Read read;
    for (const CssUrl& url : urls) {
        const char* const prefix = url.kind == ResourceKind::css_image_set ? "set:" : "";
        read.urls += (read.urls.empty() ? "" : " ") + std::string(prefix) + url.value;
    }
    for (const Declaration& declaration : declarations) read.style.set(declaration, 0);
    return read;
}

TEST(Css, UrlsOfDeclarations) {
    constexpr std::pair<std::string_view, std::string_view> rows[] = {
        {"background:url(a.png)", "a.png"},
        {"background:URL( \"a b.png\" ) no-repeat, url('c')", "a b.png c"},
        {"content:'no';list-style:square url(l)", "l"},
        {"background:image-set('a' 1x type('image/png'), url(b) 2x)", "set:a set:b"},
        {"background:-webkit-image-set(url(a) 1x)", "set:a"},
        {"background:url(a.png", "a.png"},
        {"background:url('a.png", "a.png"},
        {"background:url(a\\)b\\20 c)", "a)b c"},
        {"/*url(x)*/background:/*;*/url(/*a)", "/*a"},
        {"a:url();b:url('')", ""},
        {"*background:url(hack);_b:url(c)", "hack c"},
        {"a:(url(x);url(y));b:url(z)", "x y z"},
        {"}background:url(a)", "a"},
        {"background:cross-fade(url(a), linear-gradient(red, blue))", "a"},
    };
    for (const auto& [css, urls] : rows) EXPECT_EQ(read_style(css).urls, urls) << css;
}

TEST(Css, ValuesOfProperties) {
    constexpr double none = -12345;
    const struct {
        std::string_view css;
        Property property;
        double value;
    } rows[] = {
        {"width:1px", Property::width, 1},
        {"WIDTH : 1PX !important", Property::width, 1},
        {"width:1.5in", Property::width, 144},
        {"width:50%", Property::width, unknown_value},
        {"width:0%", Property::width, 0},
        {"width:auto", Property::width, unknown_value},
        {"width:calc(1px + 2px)", Property::width, unknown_value},
        {"width:1px;width:2px", Property::width, 2},
        {"width:1px!important;width:2px", Property::width, 1},
        {"width 1px;height:2px", Property::width, none},
        {"left:-100vw", Property::left, -10'000},
        {"display:none", Property::display_none, 1},
        {"display:block;display : NONE", Property::display_none, 1},
        {"display:(none", Property::display_none, 0},
        {"visibility:collapse", Property::invisible, 1},
        {"opacity:0%", Property::opacity, 0},
        {"font:bold 12px/1 Arial", Property::font_size, 12},
        {"font:0/0 a", Property::font_size, 0},
        {"font:700 small Arial", Property::font_size, unknown_value},
        {"margin:1px 2px 3px -999px", Property::margin_left, -999},
        {"margin:1px -999px", Property::margin_left, -999},
        {"color:#FFF", Property::colour, 0xFFFFFF},
        {"color:rgb(255, 0, 10)", Property::colour, 0xFF000A},
        {"color:rgba(0,0,0,0)", Property::colour, colour_transparent},
        {"color:#12345678", Property::colour, 0x123456},
        {"color:White", Property::colour, 0xFFFFFF},
        {"color:inherit", Property::colour, unknown_value},
        {"background:no-repeat #abc", Property::background, 0xAABBCC},
        {"background:#abc url(a)", Property::background, unknown_value},
        {"background:linear-gradient(red,blue)", Property::background, unknown_value},
        {"background:none", Property::background, colour_transparent},
        {"overflow:hidden", Property::clips, 1},
        {"line-height:0", Property::height, none},
    };
    for (const auto& row : rows)
        EXPECT_EQ(read_style(row.css).style.get(row.property, none), row.value) << row.css;
    EXPECT_EQ(read_style("color:rebeccapurple").style.get(Property::colour, none),
              read_style("background-color:RebeccaPurple").style.get(Property::background, none));
}

TEST(Css, CutAnywhereItStillReads) {
    const std::string css =
        "@import url('a') screen;@media screen{.a.b,#c{width:1px!important;background:image-set(\"x\" "
        "1x)}}@font-face"
        "{src:url(f)}/**/d\\65 v{color:rgba(1,2,3,.4)}<!-- .e > f{font:0/0 a} -->";
    for (size_t length = 0; length <= css.size(); ++length) {
        const ExactBytes exact(std::string_view(css).substr(0, length));
        StyleSheet sheet;
        std::vector<CssUrl> urls;
        bool limit_reached = false;
        sheet.add(exact.view(), true, Limits{}, urls, limit_reached);
        EXPECT_LE(urls.size(), 3u);
        EXPECT_FALSE(limit_reached);
    }
}

}  // namespace
}  // namespace redshank::html
