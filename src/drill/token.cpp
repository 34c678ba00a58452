// SPDX-License-Identifier: Apache-2.0
#include "drill/token.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "drill/encoding.h"

namespace redshank::drill {

namespace {

std::string escape_byte(char c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<uint8_t>(c);
    return {'%', digits[byte >> 4], digits[byte & 15]};
}

// Dice for the shape of a campaign's URLs, apart from those for its tokens.
Random shape_of(const Beacon& beacon) {
    return Random(derive(beacon.salt, 4001));
}

std::string_view ending(Loader loader, Random& shape) {
    constexpr std::string_view pictures[] = {".jpg", ".png", ".gif", ".jpeg", ".webp"};
    constexpr std::string_view sounds[] = {".mp3", ".ogg", ".m4a"};
    if (loader == Loader::stylesheet) return ".css";
    return loader == Loader::audio_source ? shape.pick(sounds) : shape.pick(pictures);
}

// The page is HTML: "&" of a URL is written out in attributes.
std::string in_attribute(std::string_view url) {
    return escape_html(url);
}

std::string hidden_picture(std::string_view url, Random& shape) {
    const std::string source(url);
    switch (shape.below(4)) {
        case 0:
            return "<img src=\"" + source + "\" width=\"1\" height=\"1\">";
        case 1:
            return "<img height=1 width=1 alt='' src='" + source + "'>";
        case 2:
            return "<img src=\"" + source + "\" style=\"width:1px;height:1px;border:0\">";
        default:
            return "<img style=\"display:none\" src=\"" + source + "\">";
    }
}

std::string loading(const Beacon& beacon, std::string_view url, Random& shape) {
    const std::string source = in_attribute(url);
    const std::string still = "https://" + beacon.host + "/" + shape.fill("s%%%.jpg");
    const bool other_form = shape.chance(500);
    const std::string name = shape.fill("b%%%");
    switch (beacon.loader) {
        case Loader::picture:
            return "<p><img src=\"" + source + "\" width=\"" + shape.fill("5#0") +
                   "\" alt=\"\" border=\"0\"></p>";
        case Loader::hidden_picture:
            return hidden_picture(source, shape);
        case Loader::srcset:
            return other_form
                       ? "<img src=\"" + still + "\" srcset=\"" + source + " 2x\" width=\"480\" alt=\"\">"
                       : "<picture><source media=\"(min-width: 1px)\" srcset=\"" + source + "\"><img src=\"" +
                             still + "\" alt=\"\"></picture>";
        case Loader::style_attribute:
            return "<div style=\"height:" + shape.fill("##px;") +
                   (other_form ? "background:#fff " : "background-image:") + "url('" + source +
                   "')\">&nbsp;</div>";
        case Loader::style_element:
            return "<style>." + name + (other_form ? "{background:" : "{background-image:") + "url(" +
                   std::string(url) + ")}</style><div class=\"" + name + "\">&nbsp;</div>";
        case Loader::background_attribute:
            return "<table background=\"" + source + "\" width=\"100%\"><tr><td>&nbsp;</td></tr></table>";
        case Loader::stylesheet:
            return "<link rel=\"stylesheet\" type=\"text/css\" href=\"" + source + "\">";
        case Loader::video_poster:
            return "<video poster=\"" + source + "\" width=\"480\" height=\"270\" controls></video>";
        case Loader::audio_source:
            break;
    }
    return other_form ? "<audio src=\"" + source + "\" controls preload=\"auto\"></audio>"
                      : "<audio controls><source src=\"" + source + "\" type=\"audio/mpeg\"></audio>";
}

}  // namespace

std::string_view token_name(TokenKind kind) {
    constexpr std::string_view names[] = {"random",
                                          "number",
                                          "md5 of the address",
                                          "sha1 of the address",
                                          "sha256 of the address",
                                          "base64 of the address",
                                          "base64url of the address",
                                          "hex of the address",
                                          "the address, percent-encoded"};
    return names[static_cast<size_t>(kind)];
}

TokenKind any_token_kind(Random& random) {
    // Most ways to write an address are alike: half of all tokens have nothing to do with it.
    return static_cast<TokenKind>(random.chance(500) ? random.below(2) : 2 + random.below(7));
}

bool is_of_address(TokenKind kind) {
    return kind != TokenKind::random && kind != TokenKind::number;
}

std::string make_token(TokenKind kind, std::string_view reader, uint64_t salt) {
    constexpr std::string_view forms[] = {"%%%%%%%%%%%%%%%%", "**********************", "^^^^^^^^^^^^",
                                          "%%%%%%%%-%%%%-4%%%-a%%%-%%%%%%%%%%%%"};
    constexpr std::string_view numbers[] = {"1########", "7##########", "4#########"};
    Random form(salt);
    Random dice(derive(salt, hash64(reader)));
    switch (kind) {
        case TokenKind::random:
            return dice.fill(form.pick(forms));
        case TokenKind::number:
            return dice.fill(form.pick(numbers));
        case TokenKind::md5:
            return md5_hex(reader);
        case TokenKind::sha1:
            return sha1_hex(reader);
        case TokenKind::sha256:
            return sha256_hex(reader);
        case TokenKind::base64:
            return percent_encode(base64(reader));
        case TokenKind::base64_url:
            return base64_url(reader);
        case TokenKind::hex:
            return hex(reader);
        case TokenKind::percent:
            break;
    }
    if (form.chance(500)) return percent_encode(reader);
    std::string all;
    for (char c : reader) all += escape_byte(c);
    return all;
}

std::string_view place_name(TokenPlace place) {
    constexpr std::string_view names[] = {"query value", "path segment", "file name",
                                          "subdomain",   "nested URL",   "encoded in the path"};
    return names[static_cast<size_t>(place)];
}

TokenPlace any_place(Random& random) {
    return static_cast<TokenPlace>(random.below(6));
}

std::string_view loader_name(Loader loader) {
    constexpr std::string_view names[] = {
        "picture",       "hidden picture",       "srcset",          "CSS background in a style attribute",
        "style element", "background attribute", "stylesheet link", "video poster",
        "audio source"};
    return names[static_cast<size_t>(loader)];
}

Loader any_loader(Random& random) {
    return static_cast<Loader>(random.below(9));
}

Beacon any_beacon(Random& random, std::string host) {
    Beacon beacon{std::move(host), any_token_kind(random), any_place(random), any_loader(random),
                  random.next()};
    if (beacon.place == TokenPlace::subdomain) {
        constexpr TokenKind of_label[] = {TokenKind::random, TokenKind::number, TokenKind::md5,
                                          TokenKind::sha1};
        beacon.kind = random.pick(of_label);
    }
    return beacon;
}

std::string beacon_url(const Beacon& beacon, std::string_view token) {
    constexpr std::string_view folders[] = {"img", "media",     "static", "assets/v2",
                                            "p",   "content/2", "i",      "files"};
    constexpr std::string_view stems[] = {"photo", "header", "view", "cover", "main", "lead", "title"};
    constexpr std::string_view names[] = {"id", "ref", "u", "s", "k", "r", "uid", "sub"};
    Random shape = shape_of(beacon);
    const std::string value(token), folder(shape.pick(folders)), stem(shape.pick(stems)),
        name(shape.pick(names));
    const std::string extension(ending(beacon.loader, shape));
    const std::string base = "https://" + beacon.host + "/" + folder + "/";
    const bool other_form = shape.chance(500);
    switch (beacon.place) {
        case TokenPlace::query:
            return base + stem + extension + (other_form ? "?w=600&" : "?") + name + "=" + value;
        case TokenPlace::path:
            return base + value + (other_form ? "/" + stem + extension : "");
        case TokenPlace::file_name:
            return base + (other_form ? stem + "-" : "") + value + extension;
        case TokenPlace::subdomain:
            return "https://" + (other_form ? name + "-" : "") + ascii_lower(value) + "." + beacon.host +
                   "/" + folder + "/" + stem + extension;
        case TokenPlace::nested_url:
            return base + (other_form ? "fit" : "") + "?url=" +
                   percent_encode("https://www." + beacon.host + "/" + stem + extension + "?" + name + "=" +
                                  value);
        case TokenPlace::encoded_path:
            break;
    }
    const std::string inside =
        other_form ? "{\"" + name + "\":\"" + value + "\",\"c\":7}" : name + "=" + value + "&c=7";
    return base + base64_url(inside) + "/" + stem + extension;
}

void load(std::string& page, const Beacon& beacon, std::string_view url) {
    Random shape = shape_of(beacon);
    const std::string what = loading(beacon, url, shape) + "\n";
    if (beacon.salt % 2 == 0) {
        page.insert(page.rfind("</"), what);
        return;
    }
    const size_t body = page.find("<body");
    page.insert(page.find('>', body == std::string::npos ? 0 : body) + 1, what);
}

std::string describe_place(const Beacon& beacon) {
    return std::string(loader_name(beacon.loader)) + ", " + std::string(place_name(beacon.place));
}

std::string percent_encode(std::string_view text) {
    std::string out;
    for (char c : text) {
        const bool plain = is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
        out += plain ? std::string(1, c) : escape_byte(c);
    }
    return out;
}

}  // namespace redshank::drill
