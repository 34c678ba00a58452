// SPDX-License-Identifier: Apache-2.0
// A picture loads nothing, whatever way of loading the mail tries: one row for each kind that the reader of
// pages knows (html.h), and what a sanitiser is usually beaten with.
#include "html/picture.h"

#include <gtest/gtest.h>

#include <set>

#include "html/html.h"
#include "html/picture_for_testing.h"

namespace redshank::html {
namespace {

Picture picture(std::string_view html) {
    return picture_of(html, Limits(), [](std::string_view url) {
        const size_t host = url.find("//") == url.npos ? 0 : url.find("//") + 2;
        return std::string(url.substr(host, url.find('/', host) - host));
    });
}

Page read(std::string_view html) {
    const Limits limits;
    AnomalyList anomalies(limits);
    return read_page(html, limits, anomalies);
}

void expect_harmless(std::string_view html) {
    const Picture made = picture(html);
    EXPECT_EQ(PictureCheck(made).trouble(), "") << html;
    const std::string document = picture_document(made, "0123456789abcdef");
    const Page page = read(document);
    EXPECT_TRUE(page.references.empty()) << html << "\nbecame\n" << document;
    EXPECT_FALSE(page.has_script) << html;
    EXPECT_FALSE(page.has_form) << html;
    EXPECT_EQ(page.base_href, "") << html;
    EXPECT_EQ(document.find("://"), std::string::npos) << document;
}

constexpr std::string_view url = "https://load.test/token";

struct Row {
    ResourceKind kind;
    std::string_view before;
    std::string_view after;
};
constexpr Row rows[] = {
    {ResourceKind::img_src, "<img width=300 height=100 src=\"", "\">"},
    {ResourceKind::img_src, "<image src='", "'>"},
    {ResourceKind::img_srcset, "<img srcset=\"", " 2x\">"},
    {ResourceKind::picture_source, "<picture><source srcset=\"", "\"><img></picture>"},
    {ResourceKind::input_image, "<input type=image src=\"", "\">"},
    {ResourceKind::css_url, "<p style=\"background:url(", ")\">x</p>"},
    {ResourceKind::css_url, "<p style=\"background:u\\72l('", "')\">x</p>"},
    {ResourceKind::css_url, "<p style=\"list-style:square url(&quot;", "&quot;)\">x</p>"},
    {ResourceKind::css_url, "<style>p{background-image:url(", ")}</style><p>x</p>"},
    {ResourceKind::css_import, "<style>@import '", "';</style>"},
    {ResourceKind::css_font_face, "<style>@font-face{font-family:f;src:url(", ")}</style>"},
    {ResourceKind::css_image_set, "<p style=\"background:image-set('", "' 1x)\">x</p>"},
    {ResourceKind::background_attribute, "<table background=\"", "\"><tr><td>x</table>"},
    {ResourceKind::background_attribute, "<body background=", ">"},
    {ResourceKind::link_stylesheet, "<link rel=stylesheet href=\"", "\">"},
    {ResourceKind::link_other, "<link rel=preload href=\"", "\">"},
    {ResourceKind::link_other, "<link rel=dns-prefetch href=\"", "\">"},
    {ResourceKind::video_poster, "<video poster=\"", "\"></video>"},
    {ResourceKind::video_src, "<video src=\"", "\"></video>"},
    {ResourceKind::audio_src, "<audio src=\"", "\"></audio>"},
    {ResourceKind::audio_src, "<bgsound src=\"", "\">"},
    {ResourceKind::media_source, "<video><source src=\"", "\"></video>"},
    {ResourceKind::track, "<video><track default src=\"", "\"></video>"},
    {ResourceKind::object_data, "<object data=\"", "\">x</object>"},
    {ResourceKind::embed_src, "<embed src=\"", "\">"},
    {ResourceKind::iframe_src, "<iframe src=\"", "\"></iframe>"},
    {ResourceKind::frame_src, "<frameset><frame src=\"", "\"></frameset>"},
    {ResourceKind::svg_image, "<svg><image href=\"", "\"/></svg>"},
    {ResourceKind::svg_use, "<svg><use xlink:href=\"", "#a\"/></svg>"},
    {ResourceKind::vml_fill, "<v:fill src=\"", "\"/>"},
    {ResourceKind::vml_image, "<!--[if mso]><v:imagedata src=\"", "\"/><![endif]-->"},
    {ResourceKind::script_src, "<script src=\"", "\"></script>"},
    {ResourceKind::meta_refresh, "<meta http-equiv=refresh content=\"0;url=", "\">"},
    {ResourceKind::anchor, "<a href=\"", "\">x</a>"},
    {ResourceKind::area, "<map><area href=\"", "\"></map>"},
    {ResourceKind::form_action, "<form action=\"", "\"><button>x</button></form>"},
};

TEST(Picture, NoWayOfLoadingOrLeadingIsLeft) {
    std::set<ResourceKind> tried;
    for (const Row& row : rows) {
        const std::string html = std::string(row.before) + std::string(url) + std::string(row.after);
        // What the row claims to be, the reader of pages sees in it.
        bool is_met = false;
        for (const Reference& reference : read(html).references) is_met |= reference.kind == row.kind;
        EXPECT_TRUE(is_met) << html;
        expect_harmless(html);
        EXPECT_EQ(picture_document(picture(html), "0").find("token"), std::string::npos) << html;
        tried.insert(row.kind);
    }
    EXPECT_EQ(tried.size(), static_cast<size_t>(ResourceKind::form_action) + 1);
}

TEST(Picture, WhatSanitisersAreBeatenWith) {
    for (const std::string_view html : {
             "<svg><style><img src=https://load.test/token></style></svg>",
             "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img "
             "src=https://load.test/token&gt;'>",
             "<noscript><p title=\"</noscript><img src=https://load.test/token onerror=x()>\"></noscript>",
             "<textarea><img src=https://load.test/token></textarea>",
             "<title><img src=https://load.test/token></title>",
             "<xmp><img src=https://load.test/token></xmp>",
             "<plaintext><img src=https://load.test/token>",
             "<template><img src=https://load.test/token></template><img src=https://load.test/token>",
             "<p style='color:red;}</style><img src=https://load.test/token>'>x",
             "<style></sty</style><p class='</style><script>'>x",
             "<img src=x alt='\"><script src=https://load.test/token></script>'>",
             "<a href='javascript:x()' onclick=x() onmouseover=x()>x</a>",
             "<table width='1\"><img src=https://load.test/token>' border=\"1 onload=x()\"><tr><td "
             "bgcolor='red\"'>x",
             "<font color='#fff\" style=\"background:url(https://load.test/token)'>x",
             "<p style='width:expression(x());behavior:url(https://load.test/token);-moz-binding:url(x)'>x",
             "<p style='background:\\75\\72\\6c(https://load.test/token)'>x",
             "<p style='color:var(--a);--a:url(https://load.test/token)'>x",
             "<p style='content:\"https://load.test/token\";cursor:url(https://load.test/token),auto'>x",
             "<div style=\"font-family:'x;background:url(https://load.test/token)'\">x",
             "<base href='https://load.test/token'><img src=a>",
             "<html manifest=https://load.test/token><body onload=x()>",
             "<input type=hidden value=token><input name=token><isindex action=https://load.test/token>",
             "<<img src=https://load.test/token>><img/src=https://load.test/token/>",
             "<img src=https://load.test/token\n<p>",
             "<a ping=https://load.test/token href=#>x</a>",
             "<blockquote cite=https://load.test/token>x</blockquote>",
         })
        expect_harmless(html);
    // Text stays text: the address in it cannot be copied and opened.
    const Picture made = picture("<p>Read https://load.test/a?b and HTTP://load.test or www.load.test</p>");
    EXPECT_EQ(made.body, "<p>Read hxxps[:]//load[.]test/a?b and hxxp[:]//load[.]test or www[.]load[.]test</p>");
}

std::string body(std::string_view html) {
    return picture(html).body;
}

TEST(Picture, BoxesSayTheirSizeAndHost) {
    EXPECT_EQ(body("<img src=https://a.test/x width=300 height=120>"),
              "<span class=\"box s0\">picture 300×120 a.test</span>");
    EXPECT_EQ(picture("<img src=https://a.test/x width=300 height=120>").left_out, 1u);
    EXPECT_EQ(body("<img src=https://a.test/x width=1 height=1>"),
              "<span class=\"label\">picture 1×1 a.test</span>");
    EXPECT_EQ(body("<img src=https://a.test/x style='display:none'>"),
              "<span class=\"label\">hidden picture a.test</span>");
    EXPECT_EQ(body("<img src=https://a.test/x alt='Our <logo>'>"),
              "<span class=\"box\">picture a.test: Our &lt;logo&gt;</span>");
    EXPECT_EQ(body("<iframe src=https://a.test/x>inside</iframe>after"),
              "<span class=\"box\">frame a.test</span>after");
    EXPECT_EQ(body("<svg width=200 height=90><text>a</text></svg>b"),
              "<span class=\"box s0\">drawing 200×90</span>b");
}

TEST(Picture, KeepsHowItLooks) {
    const Picture made = picture(
        "<table width=\"100%\" border=0 cellpadding=4><tr><td align=center bgcolor=red "
        "style=\"padding: 4px 8px; font: bold 12px/20px Georgia, serif; color:#0a0b0c "
        "!important\">x</td></tr></table>");
    EXPECT_EQ(made.body,
              "<table width=\"100%\" border=\"0\" cellpadding=\"4\"><tr>"
              "<td class=\"s0\" align=\"center\" bgcolor=\"#ff0000\">x</td></tr></table>");
    for (const char* one : {"padding:4px 8px;", "font-size:12px;", "font-weight:bold;", "line-height:20px;",
                            "font-family:serif;", "color:#0a0b0c;"})
        EXPECT_NE(made.style.find(one), std::string::npos) << one;
    // By a rule, and what a rule hides stays hidden.
    const Picture ruled =
        picture("<style>.n{display:none}.r{color:blue}</style><p class=n>no</p><p class=r>yes</p>");
    EXPECT_EQ(ruled.body, "<p class=\"gone\">no</p><p class=\"s0\">yes</p>");
    EXPECT_NE(ruled.style.find(".s0{color:#0000ff;}"), std::string::npos);
    EXPECT_EQ(body("<a href=https://a.test/>here</a>"), "<span class=\"link\">here</span>");
    EXPECT_EQ(body("<input type=password placeholder=Code>"), "<span class=\"field\">(password) Code</span>");
}

TEST(Picture, IsCutAndSaysSo) {
    const Picture made = picture(std::string(3u << 20, 'x') + "<p>after");
    EXPECT_TRUE(made.is_cut);
    EXPECT_LE(made.body.size(), max_picture_bytes);
    EXPECT_EQ(PictureCheck(made).trouble(), "");
}

}  // namespace
}  // namespace redshank::html
