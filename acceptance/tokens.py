# SPDX-License-Identifier: Apache-2.0
"""Tokens, and the places of a mail that can carry one.

A token is what tells one reader's copy from another's. Real ones are random, counted, hashes of the address (plain, salted, cut)
or the address itself, encoded; they stand wherever a URL has room, and any element of a page can carry the URL. The kinds are
listed here once, and each scenario draws from them.
"""

import base64
import binascii
import hashlib
import hmac
import random
from collections.abc import Callable
from urllib.parse import quote

BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
BASE62 = BASE36 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letters(rng: random.Random, alphabet: str, length: int) -> str:
    return "".join([alphabet[int(rng.random() * len(alphabet))] for _ in range(length)])


def hexes(rng: random.Random, length: int) -> str:
    return f"{rng.getrandbits(4 * length):0{length}x}"


def uuid(rng: random.Random) -> str:
    h = hexes(rng, 32)
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _masked(address: str, key: str) -> str:
    pad = hashlib.sha256(key.encode()).digest() * 4
    return bytes(a ^ b for a, b in zip(address.encode(), pad, strict=False)).hex()


Maker = Callable[[random.Random, str, str], str]
# Each: (rng, address, key of this campaign) to text. Those made from the address do not draw, so they follow it over years.
KINDS: dict[str, Maker] = {
    "random hex": lambda r, a, k: hexes(r, 16 + 2 * int(r.random() * 9)),
    "random base62": lambda r, a, k: letters(r, BASE62, 11 + int(r.random() * 12)),
    "random base36, short": lambda r, a, k: letters(r, BASE36, 8),
    "random uuid": lambda r, a, k: uuid(r),
    "random number": lambda r, a, k: str(10_000_000 + int(r.random() * 89_000_000)),
    "md5 of the address": lambda r, a, k: hashlib.md5(a.encode()).hexdigest(),
    "sha1 of the address": lambda r, a, k: hashlib.sha1(a.encode()).hexdigest(),
    "sha256 of the address, cut": lambda r, a, k: hashlib.sha256(a.encode()).hexdigest()[:24],
    "salted hash of the address": lambda r, a, k: hmac.new(k.encode(), a.encode(), "sha1").hexdigest()[:20],
    "base64url of the address": lambda r, a, k: _base64url(a.encode()),
    "hex of the address": lambda r, a, k: a.encode().hex(),
    "base32 of the address": lambda r, a, k: base64.b32encode(a.encode()).decode().rstrip("=").lower(),
    "the address, reversed, base64url": lambda r, a, k: _base64url(a[::-1].encode()),
    "the address, masked": lambda r, a, k: _masked(a, k),
    "the address, percent-encoded": lambda r, a, k: quote(a, safe=""),
    "crc and number": lambda r, a, k: f"{binascii.crc32((k + a).encode()):08x}-{int(r.random() * 9000) + 1000}",
}
FROM_ADDRESS = tuple(name for name in KINDS if "address" in name)
# What a host name can hold: lower case, no padding, at most 63 octets.
FOR_SUBDOMAIN = (
    "random hex",
    "random base36, short",
    "random uuid",
    "md5 of the address",
    "sha1 of the address",
    "sha256 of the address, cut",
    "salted hash of the address",
)


def token(kind: str, rng: random.Random, address: str, key: str) -> str:
    return KINDS[kind](rng, address, key)


URL_SHAPES: dict[str, str] = {
    "query": "https://{host}/{word}/{name}.{ext}?{param}={token}",
    "path": "https://{host}/{word}/{token}/{name}.{ext}",
    "file name": "https://{host}/{word}/{name}/{token}.{ext}",
    "bare path": "https://{host}/{token}",
    "subdomain": "https://{token}.{host}/{word}/{name}.{ext}",
    "nested URL": "https://{host}/{word}?w=600&{param}=https%3A%2F%2F{other}%2F{name}.{ext}%3Fv%3D{token}",
    "second query value": "https://{host}/{word}.php?s={name}&q=80&{param}={token}&e=1",
    "fragmented path": "https://{host}/{word}/{token4}/{token_rest}/{name}.{ext}",
}
# Carriers: an element that loads by itself. `{url}` is filled in; the extension that suits it comes first.
CARRIERS: dict[str, tuple[str, str]] = {
    "visible photo": ("jpg", '<p><img src="{url}" width="560" height="315" alt="" border="0"></p>'),
    "hidden picture": ("gif", '<img src="{url}" width="1" height="1" style="display:none" alt="">'),
    "small logo": ("png", '<img alt="" height="28" src="{url}" width="112">'),
    "CSS background": ("png", "<div style=\"background:#fff url('{url}') no-repeat top left;padding:4px 0\">&nbsp;</div>"),
    "style rule": ("png", '<style>.lead{{background-image:url({url})}}</style><div class="lead">&#8203;</div>'),
    "background attribute": ("gif", '<table width="100%" background="{url}"><tr><td height="6"></td></tr></table>'),
    "srcset": ("jpg", '<img src="https://{plain}/static/blank.png" srcset="{url} 2x" width="480" height="270" alt="">'),
    "picture source": (
        "webp",
        '<picture><source srcset="{url}" type="image/webp"><img src="https://{plain}/static/blank.png" alt="" width="480"></picture>',
    ),
    "stylesheet link": ("css", '<link rel="stylesheet" type="text/css" href="{url}">'),
    "stylesheet import": ("css", '<style type="text/css">@import url("{url}");</style>'),
    "video poster": ("jpg", '<video width="480" height="270" controls poster="{url}"></video>'),
    "audio": ("mp3", '<audio preload="auto" src="{url}"></audio>'),
    "frame": ("html", '<iframe src="{url}" width="1" height="1" frameborder="0"></iframe>'),
    "svg image": ("png", '<svg width="2" height="2"><image href="{url}" width="2" height="2"/></svg>'),
}
WORDS = "img media photo static press files cdn assets view content pics m archive story upload".split()
PARAMS = "id r u ref v key img s t src sid x".split()


def url_with(shape: str, rng: random.Random, host: str, other: str, ext: str) -> Callable[[str], str]:
    """A URL shape with everything drawn but the token, so that all copies of a wave differ in the token alone."""
    word, param, name = rng.choice(WORDS), rng.choice(PARAMS), letters(rng, BASE36[10:], 5)
    pattern = URL_SHAPES[shape]
    return lambda value: pattern.format(
        host=host, other=other, word=word, param=param, name=name, ext=ext, token=value, token4=value[:4], token_rest=value[4:]
    )
