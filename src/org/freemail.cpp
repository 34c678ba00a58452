// SPDX-License-Identifier: Apache-2.0
// Names as their operators publish them; freemail.example serves the tests and the practice archive.
#include "org/freemail.h"

#include <array>

namespace redshank::org {

namespace {

// clang-format off
constexpr auto domains = std::to_array<std::string_view>({
    "126.com", "163.com", "21cn.com", "abv.bg", "aim.com", "aol.co.uk", "aol.com", "aol.de", "aol.fr",
    "arcor.de", "att.net", "bigpond.com", "bk.ru", "bluewin.ch", "bol.com.br", "btinternet.com",
    "centrum.cz", "comcast.net", "daum.net", "disroot.org", "duck.com", "email.com", "email.cz",
    "fastmail.com", "fastmail.fm", "foxmail.com", "free.fr", "freemail.example", "freemail.hu",
    "freenet.de", "gmail.com", "gmx.at", "gmx.ch", "gmx.co.uk", "gmx.com", "gmx.de", "gmx.es", "gmx.eu",
    "gmx.fr", "gmx.net", "gmx.org", "gmx.us", "googlemail.com", "hanmail.net", "hey.com", "hotmail.be",
    "hotmail.ca", "hotmail.ch", "hotmail.co.jp", "hotmail.co.uk", "hotmail.com", "hotmail.com.ar",
    "hotmail.com.br", "hotmail.de", "hotmail.es", "hotmail.fr", "hotmail.it", "hotmail.nl", "hotmail.se",
    "hush.com", "hushmail.com", "i.ua", "icloud.com", "ig.com.br", "in.com", "inbox.com", "inbox.lv",
    "inbox.ru", "interia.pl", "internode.on.net", "keemail.me", "kolabnow.com", "laposte.net", "libero.it",
    "list.ru", "live.be", "live.ca", "live.cn", "live.co.uk", "live.com", "live.com.au", "live.de",
    "live.fr", "live.it", "live.nl", "live.se", "mac.com", "mail.bg", "mail.com", "mail.de", "mail.ee",
    "mail.ru", "mailbox.org", "mailfence.com", "me.com", "msn.com", "nate.com", "naver.com", "net.hr",
    "netscape.net", "o2.pl", "ok.de", "onet.eu", "onet.pl", "op.pl", "orange.fr", "outlook.at",
    "outlook.be", "outlook.co.id", "outlook.co.th", "outlook.com", "outlook.com.ar", "outlook.com.au",
    "outlook.com.br", "outlook.cz", "outlook.de", "outlook.dk", "outlook.es", "outlook.fr", "outlook.hu",
    "outlook.ie", "outlook.in", "outlook.it", "outlook.jp", "outlook.kr", "outlook.lv", "outlook.pt",
    "outlook.sa", "outlook.sg", "outlook.sk", "passport.com", "pm.me", "posteo.de", "posteo.net",
    "proton.me", "protonmail.ch", "protonmail.com", "qq.com", "rambler.ru", "rediffmail.com", "riseup.net",
    "rocketmail.com", "sapo.pt", "seznam.cz", "sfr.fr", "shaw.ca", "sina.cn", "sina.com", "sky.com",
    "sohu.com", "swissmail.org", "t-online.de", "talktalk.net", "telenet.be", "terra.com.br", "tin.it",
    "tiscali.it", "tom.com", "tuta.com", "tuta.io", "tutamail.com", "tutanota.com", "tutanota.de",
    "ukr.net", "uol.com.br", "usa.net", "verizon.net", "vfemail.net", "virgilio.it", "virginmedia.com",
    "vodafone.de", "volny.cz", "walla.co.il", "walla.com", "wanadoo.fr", "web.de", "windowslive.com",
    "wp.pl", "ya.ru", "yahoo.ca", "yahoo.cn", "yahoo.co.id", "yahoo.co.in", "yahoo.co.jp", "yahoo.co.kr",
    "yahoo.co.nz", "yahoo.co.th", "yahoo.co.uk", "yahoo.co.za", "yahoo.com", "yahoo.com.ar", "yahoo.com.au",
    "yahoo.com.br", "yahoo.com.cn", "yahoo.com.hk", "yahoo.com.mx", "yahoo.com.my", "yahoo.com.ph",
    "yahoo.com.sg", "yahoo.com.tr", "yahoo.com.tw", "yahoo.com.vn", "yahoo.de", "yahoo.dk", "yahoo.es",
    "yahoo.fr", "yahoo.gr", "yahoo.ie", "yahoo.in", "yahoo.it", "yahoo.jp", "yahoo.no", "yahoo.pl",
    "yahoo.ro", "yahoo.se", "yandex.by", "yandex.com", "yandex.kz", "yandex.ru", "yandex.ua", "yeah.net",
    "ymail.com", "zoho.com", "zoho.eu", "zohomail.com",
});
// clang-format on

}  // namespace

std::span<const std::string_view> built_in_freemail_domains() {
    return domains;
}

}  // namespace redshank::org
