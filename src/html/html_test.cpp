// SPDX-License-Identifier: Apache-2.0
// read_page by tables. A row's expectation is one line a reference, "kind open|click bits WxH value", in
// document order.
#include "html/html.h"

#include <gtest/gtest.h>

#include <chrono>

#include "base/testing.h"

namespace redshank::html {
namespace {

constexpr std::string_view kind_names[] = {
    "img",           "srcset",     "picture",    "input-image", "css",     "css-import", "css-font",
    "css-image-set", "background", "stylesheet", "link",        "poster",  "video",      "audio",
    "media-source",  "track",      "object",     "embed",       "iframe",  "frame",      "svg-image",
    "svg-use",       "vml-fill",   "vml-image",  "script",      "refresh", "a",          "area",
    "form"};
constexpr std::string_view bit_names[] = {"tiny", "zero",   "none", "visibility", "opacity",     "off",
                                          "max",  "colour", "font", "inside",     "conditional", "attribute"};

std::string bits(uint16_t hidden) {
    std::string out;
    for (size_t i = 0; i < std::size(bit_names); ++i) {
        if ((hidden >> i & 1) != 0) out += (out.empty() ? "" : "+") + std::string(bit_names[i]);
    }
    return out.empty() ? "-" : out;
}

std::string describe(const Page& page) {
    std::string out;
    for (const Reference& r : page.references) {
        if (!out.empty()) out += '\n';
        out += std::string(kind_names[static_cast<size_t>(r.kind)]) + (r.loads ? " open " : " click ") +
               bits(r.hidden);
        const auto side = [](int32_t pixels) {
            return pixels < 0 ? std::string("?") : std::to_string(pixels);
        };
        out += " " + side(r.width) + "x" + side(r.height) + " " + r.value;
    }
    return out;
}

Page read(std::string_view html) {
    const Limits limits;
    AnomalyList anomalies;
    return read_page(ExactBytes(html).view(), limits, anomalies);
}

struct Row {
    const char* name;
    std::string_view html;
    std::string_view expected;
};

void run(std::span<const Row> rows) {
    for (const Row& row : rows)
        EXPECT_EQ(describe(read(row.html)), row.expected) << row.name << ": " << row.html;
}

TEST(ReadPage, ThirteenWaysOfTheFieldResearch) {
    constexpr Row rows[] = {
        {"1x1, width first", R"-(<img src="https://t.example/o?u=1" width="1" height="1">)-",
         "img open tiny 1x1 https://t.example/o?u=1"},
        {"1x1, height first, src last", R"-(<img height=1 width=1 src="https://t.example/p">)-",
         "img open tiny 1x1 https://t.example/p"},
        {"1x1 with style",
         R"-(<img width="1" height="1" style="border:0;display:block" src="https://t.example/p">)-",
         "img open tiny 1x1 https://t.example/p"},
        {"1x1 by CSS only", R"-(<img style="width:1px; height:1px" src="https://t.example/p">)-",
         "img open tiny 1x1 https://t.example/p"},
        {"1x1 by CSS only, through a class",
         R"-(<style>.px{width:1px;height:1px}</style><img class="a px" src="https://t.example/p">)-",
         "img open tiny 1x1 https://t.example/p"},
        {"0x0", R"-(<img src="https://t.example/p" width="0" height="0">)-",
         "img open tiny+zero 0x0 https://t.example/p"},
        {"no dimensions", R"-(<img src="https://t.example/p">)-", "img open - ?x? https://t.example/p"},
        {"display:none", R"-(<img src="https://t.example/p" style="display:none">)-",
         "img open none ?x? https://t.example/p"},
        {"a photo that tracks",
         R"-(<img src="https://n.example/photo/8f3a.jpg" width="600" height="400" alt="The square">)-",
         "img open - 600x400 https://n.example/photo/8f3a.jpg"},
        {"CSS background", R"-(<td style="background-image: url('https://t.example/bg/8f3a.png')">x</td>)-",
         "css open - ?x? https://t.example/bg/8f3a.png"},
        {"token in a plain link's path", R"-(<a href="https://n.example/r/8f3a91c2">Read on</a>)-",
         "a click - ?x? https://n.example/r/8f3a91c2"},
        {"single-quoted attributes", R"-(<img src='https://t.example/p' width='1' height='1'>)-",
         "img open tiny 1x1 https://t.example/p"},
        {"remote stylesheet", R"-(<link rel="stylesheet" href="https://t.example/s.css?u=1">)-",
         "stylesheet open - ?x? https://t.example/s.css?u=1"},
        {"video poster", R"-(<video poster="https://t.example/p.jpg" width="320" height="180"></video>)-",
         "poster open - 320x180 https://t.example/p.jpg"},
    };
    run(rows);
}

TEST(ReadPage, EveryPlaceOfAUrl) {
    constexpr Row rows[] = {
        {"srcset", R"-(<img srcset="a.png 1x, b,c.png 2x,d.png" src=e.png>)-",
         "img open - ?x? e.png\nsrcset open - ?x? a.png\nsrcset open - ?x? b,c.png\nsrcset open - ?x? d.png"},
        {"picture", R"-(<picture><source srcset="p.webp 600w"><img src=i.png></picture>)-",
         "picture open - ?x? p.webp\nimg open - ?x? i.png"},
        {"sources of media",
         R"-(<video><source src=v.mp4><track src=t.vtt></video><audio src=a.mp3 preload=none></audio>)-",
         "media-source open - ?x? v.mp4\ntrack click - ?x? t.vtt\naudio click - ?x? a.mp3"},
        {"input",
         R"-(<form action="/f"><input type=IMAGE src=i.png><button formaction=/g>x</button></form>)-",
         "form click - ?x? /f\ninput-image open - ?x? i.png\nform click - ?x? /g"},
        {"input of another type", R"-(<input type=text src=i.png>)-", ""},
        {"backgrounds",
         R"-(<body background=b.png><table background='t.png'><tr><td background="d.png" width=1 height=1>)-",
         "background open - ?x? b.png\nbackground open - ?x? t.png\nbackground open tiny 1x1 d.png"},
        {"no background there", R"-(<div background=b.png>)-", ""},
        {"link rel",
         R"-(<link rel="shortcut icon" href=i.ico><link rel=dns-prefetch href=//d.example><link rel=canonical href=c>)-",
         "link open - ?x? i.ico\nlink open - ?x? //d.example"},
        {"frames",
         R"-(<iframe src=i width=0 height=0></iframe><frame src=f><object data=o></object><embed src=e>)-",
         "iframe open tiny+zero 0x0 i\nframe open - ?x? f\nobject open - ?x? o\nembed open - ?x? e"},
        {"svg",
         R"-(<svg><image href=a.png /><image xlink:href=b.png /><use href=u.svg#x /><feImage href=f /><a xlink:href=l>t</a></svg>)-",
         "svg-image open - ?x? a.png\nsvg-image open - ?x? b.png\nsvg-use open - ?x? u.svg#x\nsvg-image open "
         "- ?x? f\n"
         "a click - ?x? l"},
        {"image outside svg is img", R"-(<image src=a.png>)-", "img open - ?x? a.png"},
        {"meta refresh", R"-(<meta http-equiv="Refresh" content="5; URL='https://n.example/'">)-",
         "refresh open - ?x? https://n.example/"},
        {"area and script",
         R"-(<map><area href=r alt="a door"></map><script src=s.js>"<img src=no>"</script>)-",
         "area click - ?x? r\nscript open - ?x? s.js"},
        {"VML",
         R"-(<!--[if gte mso 9]><v:rect href="https://l.example/"><v:fill type="frame" src="https://t.example/bg.png" /></v:rect><![endif]-->)-",
         "a click conditional ?x? https://l.example/\nvml-fill open conditional ?x? "
         "https://t.example/bg.png"},
        {"for all but Outlook",
         R"-(<!--[if !mso]><!--><img src=a><!--<![endif]--><![if !mso]><img src=b><![endif]>)-",
         "img open - ?x? a\nimg open - ?x? b"},
        {"nobody reads that", R"-(<!--[if !mso]><img src=a><![endif]--><!-- <img src=b> -->)-", ""},
        {"a comment's table does not close ours",
         R"-(<div style="display:none"><!--[if mso]></div><img src=a><table><tr><td><![endif]--><img src=b>)-",
         "img open inside+conditional ?x? a\nimg open inside ?x? b"},
        {"nested conditional comments", R"-(<!--[if mso]><!--[if mso]><img src=a><![endif]-->)-",
         "img open conditional ?x? a"},
        {"style element",
         R"-(<style>@import "i.css"; @import url(j.css) screen; @font-face{src:url(f.woff) format("woff")}
            .x{background:url( "b.png" )} .y{background:image-set("s.png" 1x, url(r.png) 2x)} @namespace url(n);
            @media print{.z{background:url(paper.png)}}</style>)-",
         "css-import open - ?x? i.css\ncss-import open - ?x? j.css\ncss-font open - ?x? f.woff\ncss open - "
         "?x? b.png\n"
         "css-image-set open - ?x? s.png\ncss-image-set open - ?x? r.png"},
        {"raw text is no markup",
         R"-(<title><img src=a></title><textarea><img src=b></textarea><xmp><img src=c></xmp>)-", ""},
        {"noscript is markup without scripts", R"-(<noscript><img src=a></noscript>)-", "img open - ?x? a"},
    };
    run(rows);
}

TEST(ReadPage, WhatIsHiddenAndHow) {
    constexpr Row rows[] = {
        {"one side, the other by proportion", "<img src=a width=1>", "img open tiny 1x? a"},
        {"a spacer line", R"-(<img src=a height=1 width="100%">)-", "img open - ?x1 a"},
        {"points", R"-(<img src=a style="width:.5pt;height:0.75pt">)-", "img open tiny 1x1 a"},
        {"CSS over attributes", R"-(<img src=a width=600 height=400 style="width:1px;height:1px">)-",
         "img open tiny 1x1 a"},
        {"the attribute does not beat CSS",
         R"-(<img src=a width=1 height=1 style="width:600px;height:auto">)-", "img open - 600x? a"},
        {"visibility", R"-(<img src=a style="VISIBILITY : hidden">)-", "img open visibility ?x? a"},
        {"visibility undone inside",
         R"-(<div style="visibility:hidden"><img src=a><img src=b style="visibility:visible"></div>)-",
         "img open inside ?x? a\nimg open - ?x? b"},
        {"opacity", R"-(<img src=a style="opacity:0.01"><img src=b style="opacity:.5">)-",
         "img open opacity ?x? a\nimg open - ?x? b"},
        {"off screen",
         R"-(<img src=a style="position:absolute;left:-9999px"><img src=b style="left:-9999px">)-",
         "img open off ?x? a\nimg open - ?x? b"},
        {"margins",
         R"-(<div style="margin:0 0 0 -9999px"><img src=a></div><img src=b style="margin-left:-300px">)-",
         "img open inside ?x? a\nimg open - ?x? b"},
        {"max size",
         R"-(<img src=a style="max-height:1px"><div style="max-height:0;overflow:hidden"><img src=b></div>)-",
         "img open max ?x? a\nimg open inside ?x? b"},
        {"max size without clipping shows", R"-(<div style="max-height:0"><img src=b></div>)-",
         "img open - ?x? b"},
        {"the hidden attribute", R"-(<img hidden src=a><p hidden><img src=b>)-",
         "img open attribute ?x? a\nimg open inside ?x? b"},
        {"mso-hide hides in Outlook alone", R"-(<img src=a style="mso-hide:all">)-", "img open - ?x? a"},
        {"around it", R"-(<div style="display:none"><p><img src=a></p></div><img src=b>)-",
         "img open inside ?x? a\nimg open - ?x? b"},
        {"an unclosed p ends with the next block", R"-(<p style="display:none">x<div><img src=a></div>)-",
         "img open - ?x? a"},
        {"a cell ends with the next", R"-(<table><tr><td style="display:none">x<td><img src=a></table>)-",
         "img open - ?x? a"},
        {"a stray end tag closes no cell",
         R"-(<div style="display:none"><table><tr><td></div><img src=a></table></div><img src=b>)-",
         "img open inside ?x? a\nimg open - ?x? b"},
        {"a void element holds nothing", R"-(<br style="display:none"><img src=a>)-", "img open - ?x? a"},
        {"a picture does not shrink with the font", R"-(<td style="font-size:0"><img src=a></td>)-",
         "img open - ?x? a"},
        {"a link does",
         R"-(<a style="font-size:0" href=l>x</a><a style="font-size:0" href=m><b style="font-size:12px">x</b></a>)-",
         "a click font ?x? l\na click - ?x? m"},
        {"same colour", R"-(<td bgcolor="#ffffff"><a style="color:white" href=l>x</a><a href=m>x</a></td>)-",
         "a click colour ?x? l\na click - ?x? m"},
        {"a picture behind makes colours unknown",
         R"-(<td style="background:#fff url(b)"><a style="color:#fff" href=l>x</a>)-",
         "css open - ?x? b\na click - ?x? l"},
        {"selectors",
         R"-(<style>img.x, #y { display:none } td img { display:none } .p:hover{display:none}</style>
            <img class=x src=a><img id=y src=b><b class=x><img src=c></b><td><img src=d><img class=p src=e>)-",
         "img open none ?x? a\nimg open none ?x? b\nimg open - ?x? c\nimg open - ?x? d\nimg open - ?x? e"},
        {"specificity and order",
         R"-(<style>#i{display:inline} .c{display:none} .d{opacity:0} .d{opacity:1} .e{display:none!important}</style>
            <img id=i class=c src=a><img class=d src=b><img class=e style="display:block" src=c>)-",
         "img open - ?x? a\nimg open - ?x? b\nimg open none ?x? c"},
        {"phones and paper hide other things",
         R"-(<style>@media (max-width:480px){.x{display:none}} @media print{.x{display:none}}
            @media screen{.y{display:none}}</style><img class=x src=a><img class=y src=b>)-",
         "img open - ?x? a\nimg open none ?x? b"},
        {"rules after what they hide", R"-(<img class=x src=a><style>.x{display:none}</style>)-",
         "img open none ?x? a"},
        {"escapes and comments",
         R"-(<img src=a style="d\69splay:/**/none"><b style="background:u\72 l(b\2e png)">)-",
         "img open none ?x? a\ncss open - ?x? b.png"},
    };
    run(rows);
}

TEST(ReadPage, BrokenMarkupOfRealMail) {
    using namespace std::string_view_literals;
    constexpr Row rows[] = {
        {"slash for a space", "<img/src=a/b>", "img open - ?x? a/b"},
        {"upper case and new lines", "<IMG\nSRC\n=\n'a\nb'\n>", "img open - ?x? a\nb"},
        {"no closing bracket", "<img src=a <p>x", "img open - ?x? a"},
        {"first attribute wins", "<img src=a src=b>", "img open - ?x? a"},
        {"references", "<a href='/?a=1&amp;b=2&copy=3&lt=4&#x26;c&#38;d&ampe'>",
         "a click - ?x? /?a=1&b=2&copy=3&lt=4&c&d&ampe"},
        {"undecoded quoted-printable stays", "<img src=3D\"a\">", "img open - ?x? 3D\"a\""},
        {"white space around", "<img src=' \t\n a '>", "img open - ?x? a"},
        {"NUL", "<img s\0rc=a src='b\0'>"sv, "img open - ?x? b\xEF\xBF\xBD"},
        {"no end of the tag", "<img src=a", ""},
        {"no end of the comment", "<!-- <img src=a>", ""},
        {"a quote that never ends", "<img src=\"a><img src=b>", ""},
        {"CDATA is a comment outside svg", "<![CDATA[<img src=a>]]><svg><![CDATA[<img src=b>]]></svg>", ""},
    };
    run(rows);
}

TEST(ReadPage, OffsetsPointAtTheBytes) {
    const std::string html =
        "<style>p{background:url('css.png')}</style><img src = \" img.png \"><a href=x&amp;y "
        "style='background:url(s.png)'>";
    const Page page = read(html);
    ASSERT_EQ(page.references.size(), 4u);
    const char* const written[] = {"css.png", "img.png", "s.png", "x&amp;y"};
    for (size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(html.substr(page.references[i].offset, page.references[i].length), written[i]);
    }
}

TEST(ReadPage, VisibleAndHiddenText) {
    struct {
        std::string_view html;
        std::string_view visible;
        std::string_view hidden;  // bits:text, in brackets
    } const rows[] = {
        {"<p>One  two</p>\n<p>three<br>four&nbsp;&nbsp;five</p>", "One two\nthree\nfour five", ""},
        {"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc", ""},
        {"<b>bo</b><i>ld</i> &lt;tag&gt;", "bold <tag>", ""},
        {"<div style='display:none'>pre<b>header</b></div>Hello", "Hello", "[none:pre][none:header]"},
        {"<span style='font-size:1px'>x</span><span style='color:#fff;background:#fefefe'>y</span>", "",
         "[font:x][colour:y]"},
        {"<div style='max-height:0;overflow:hidden;opacity:0'>x</div>", "", "[opacity+max:x]"},
        {"<!--[if mso]>Outlook<![endif]-->z", "z", "[conditional:Outlook]"},
        {"<title>T</title><style>p{}</style><script>s</script><textarea>w</textarea>", "w", ""},
        {"<td style='font-size:0'>&nbsp;</td>x", "x", ""},
        {"<p>a<p>b<li>c<li>d", "a\nb\nc\nd", ""},
        {"<template>x</template><dialog>y</dialog><dialog open>z</dialog>", "z", "[none:x][attribute:y]"},
    };
    for (const auto& row : rows) {
        const Page page = read(row.html);
        EXPECT_EQ(page.visible_text, row.visible) << row.html;
        std::string got;
        for (const HiddenText& text : page.hidden_text) {
            got +=
                "[" + bits(text.hidden) + ":" + std::string(row.html.substr(text.offset, text.bytes)) + "]";
        }
        EXPECT_EQ(got, row.hidden) << row.html;
    }
}

TEST(ReadPage, AnchorText) {
    const Page page = read(
        "<a href=1> Read <b>more</b>\n here</a><a href=2><img src=i alt='a  picture'></a><a href=3>"
        "<span style='display:none'>no</span>yes</a><p><a href=4>open <div>block</div></a><a href=5>x</a>"
        "<table><td><a href=6>cell<td>next</table>");
    std::vector<std::string> texts;
    for (const Reference& r : page.references) {
        if (r.kind == ResourceKind::anchor) texts.push_back(r.value + "=" + r.text);
    }
    EXPECT_EQ(texts, (std::vector<std::string>{"1=Read more here", "2=a picture", "3=yes", "4=open", "5=x",
                                               "6=cell"}));
}

TEST(ReadPage, ThePageItself) {
    const Page page = read(
        "<meta charset=utf-8><base href='https://b.example/'><base href=c><title> A\n title</title>"
        "<form><input type=password></form><p onclick=x()>");
    EXPECT_EQ(page.base_href, "https://b.example/");
    EXPECT_EQ(page.charset, "utf-8");
    EXPECT_EQ(page.title, "A title");
    EXPECT_TRUE(page.has_form);
    EXPECT_TRUE(page.has_password_field);
    EXPECT_TRUE(page.has_script);
    EXPECT_EQ(page.elements, 7u);
    EXPECT_EQ(read("<meta http-equiv=content-type content='text/html; charset=koi8-r'>").charset, "koi8-r");
    EXPECT_TRUE(read("<a href=' java\nscript:x'>").has_script);
    EXPECT_FALSE(read("<a href='javascripts.html'>").has_script);
}

TEST(ReadPage, StructureIsNamesInOrder) {
    const uint64_t one = read("<p class=a>Dear Ann<img src=1>").structure_hash;
    EXPECT_EQ(one, read("<P CLASS='b'>Dear Bob<img src=2></p>").structure_hash);
    EXPECT_NE(one, read("<p>Dear Ann<img src=1>").structure_hash);
    EXPECT_NE(one, read("<img src=1><p class=a>").structure_hash);
    EXPECT_EQ(read("text").structure_hash, 0u);
}

TEST(ReadPage, LineEndsDoNotMatter) {
    const std::string lf =
        "<p\nclass=a>x\ny</p>\n<style>\n.b{display:none}\n</style>\n<img\nclass=b\nsrc=c>\n";
    std::string crlf;
    for (const char c : lf) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    EXPECT_EQ(describe(read(lf)), describe(read(crlf)));
    EXPECT_EQ(read(lf).visible_text, read(crlf).visible_text);
    EXPECT_EQ(read(lf).structure_hash, read(crlf).structure_hash);
}

TEST(ReadPage, LimitsAndAnomalies) {
    Limits limits;
    limits.max_resources = 2;
    limits.max_links = 1;
    limits.max_open_elements = 4;
    limits.max_css_depth = 3;
    limits.max_attributes = 2;
    const auto anomalies_of = [&](std::string_view html, size_t references) {
        AnomalyList anomalies(limits);
        EXPECT_EQ(read_page(html, limits, anomalies).references.size(), references) << html;
        std::string names;
        for (const Anomaly& anomaly : anomalies.items()) {
            names += std::string(anomaly_name(anomaly.kind)) + "@" + std::to_string(anomaly.offset) + " ";
        }
        return names;
    };
    EXPECT_EQ(anomalies_of("<img src=a><img src=b><img src=c><a href=d><a href=e>", 3), "html-limit@31 ");
    EXPECT_EQ(anomalies_of("<b><b><b><b><i><img src=a>", 1), "html-limit@13 ");
    EXPECT_EQ(anomalies_of("<p q w e r t src=b><img q w e r t src=a>", 1), "html-limit@1 ");
    EXPECT_EQ(anomalies_of("<p style='a:((((url(b)))))'>", 1), "css-limit@0 ");
    EXPECT_EQ(anomalies_of("<p a=1 b=2 a=3>x\0y", 0), "html-duplicate-attribute@11 ");
    EXPECT_EQ(anomalies_of(std::string_view("x\0y", 3), 0), "html-null-character@1 ");
}

// Each would take minutes if any step looked back or ahead over the input.
TEST(ReadPage, HostileInputStaysLinear) {
    const auto repeat = [](std::string_view unit, size_t bytes) {
        std::string out;
        while (out.size() < bytes) out += unit;
        return out;
    };
    std::string classes;
    for (int i = 0; i < 2000; ++i) classes += ".a.b" + std::to_string(i) + "{width:1px}";
    const std::string many_classes =
        "<style>" + classes + "</style>" + repeat("<p class='a b1 b2 b3 b4 b5'>", 1 << 20);
    const std::string opened = repeat("<i>", 6000) + repeat("<td></b></x>", 1 << 20);
    const std::string inputs[] = {repeat("<", 4 << 20),
                                  repeat("<!--", 4 << 20),
                                  repeat("<!--[if mso]>", 4 << 20),
                                  repeat("</p>", 4 << 20),
                                  repeat("<a ", 4 << 20),
                                  repeat("<div>", 4 << 20),
                                  repeat("&", 4 << 20),
                                  repeat("&amp", 4 << 20),
                                  repeat("<b></i>", 4 << 20),
                                  opened,
                                  many_classes,
                                  "<style>" + repeat("{", 2 << 20),
                                  "<style>" + repeat("@media a{", 2 << 20),
                                  "<style>" + repeat("url(", 2 << 20),
                                  "<style>" + repeat("/*", 2 << 20),
                                  "<style>" + repeat("'\n", 2 << 20),
                                  "<p style=\"" + repeat("a:(", 2 << 20) + "\">",
                                  "<img srcset=\"" + repeat(",a(", 2 << 20) + "\">",
                                  "<script>" + repeat("<!--<script>", 2 << 20),
                                  "<title>" + repeat("</titl", 2 << 20),
                                  repeat("<a b='", 4 << 20),
                                  repeat("<svg><![CDATA[", 4 << 20),
                                  "<style>" + repeat("a,", 2 << 20) + "b{}"};
    for (const std::string& input : inputs) {
        const auto start = std::chrono::steady_clock::now();
        read(input);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        EXPECT_LT(took.count(), 5) << input.substr(0, 40);
    }
}

TEST(FindLinks, AsMailProgramsMakeThem) {
    struct {
        std::string_view text;
        std::vector<std::string> links;
    } const rows[] = {
        {"See http://a.example/x.", {"http://a.example/x"}},
        {"(https://a.example/x_(y)) and <ftp://b.example/>", {"https://a.example/x_(y)", "ftp://b.example/"}},
        {"www.a.example, WWW.B.example!", {"http://www.a.example", "http://WWW.B.example"}},
        {"mailto:ann@a.example?subject=x;", {"mailto:ann@a.example?subject=x"}},
        {"xhttp://a.example http:// www. mailto: awww.x.example", {}},
        {"\"http://a.example/\" 'http://b.example/'", {"http://a.example/", "http://b.example/"}},
        {"\xE2\x80\x9Chttp://a.example/\xE2\x80\x9D", {"http://a.example/"}},
        {"[1] http://a.example/[2]]", {"http://a.example/[2]"}},
        {"http://a.example/?u=http://b.example/", {"http://a.example/?u=http://b.example/"}},
        {"HTTPS://\xD0\xB4.example/\r\nnext", {"HTTPS://\xD0\xB4.example/"}},
        {"http://a.example/...)))", {"http://a.example/"}},
        {"Note: see www.b.example. Or http://www.a.example:8080/, www.c.example: all",
         {"http://www.b.example", "http://www.a.example:8080/", "http://www.c.example"}},
        {"www.http://a.example", {"http://www.http://a.example"}},
    };
    for (const auto& row : rows) {
        AnomalyList anomalies;
        std::vector<std::string> got;
        for (const TextLink& link : find_links(ExactBytes(row.text).view(), Limits{}, anomalies)) {
            got.push_back(link.value);
            EXPECT_TRUE(link.value.ends_with(row.text.substr(link.offset, link.length))) << row.text;
        }
        EXPECT_EQ(got, row.links) << row.text;
    }
    AnomalyList anomalies;
    EXPECT_EQ(find_links("http://a" + std::string(4 << 20, ')'), Limits{}, anomalies).size(), 1u);
}

}  // namespace
}  // namespace redshank::html
