# SPDX-License-Identifier: Apache-2.0
"""The planted campaigns of the acceptance set.

Each is written from what governments and reports have described in prose, and each draws its wording, token, token's place, size
and times anew for a seed. What joins the messages of a campaign is told in the key (`links`), in words.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from archive import Archive
from everyday import HTML_PROGRAMS
from mail import Letter, Path, address_ip, new_message_id, rfc_date
from pages import article_html, letter_html, plain
from tokens import BASE36, CARRIERS, FOR_SUBDOMAIN, FROM_ADDRESS, KINDS, URL_SHAPES, hexes, letters, token, url_with
from words import ascii_word
from world import DAY, World, workday

NOBODYS = ("example", "example", "test", "invalid")


@dataclass(frozen=True, slots=True)
class Marker:
    """One campaign's way to tell its readers apart: `snippet(value)` is the element that carries the token."""

    carrier: str
    shape: str
    kind: str
    snippet: Callable[[str], str]

    def told(self) -> dict[str, str]:
        return {"place": f"{self.carrier}, {self.shape}", "token": self.kind}


def make_marker(
    world: World, rng: random.Random, host: str, carriers: tuple[str, ...] = (), shapes: tuple[str, ...] = (), kinds: tuple[str, ...] = ()
) -> Marker:
    carrier = rng.choice(carriers or tuple(CARRIERS))
    shape = rng.choice(shapes or tuple(URL_SHAPES))
    kind = rng.choice(FOR_SUBDOMAIN) if shape == "subdomain" else rng.choice(kinds or tuple(KINDS))
    ext, pattern = CARRIERS[carrier]
    # A document declares no width for hidden pictures only; what is plain in one page is not in another.
    url = url_with(shape, rng, host, rng.choice(world.outlets)[1], ext)
    ampersand = rng.random() < 0.5
    return Marker(carrier, shape, kind, lambda value: pattern.format(url=escape(url(value)) if ampersand else url(value), plain=host))


class Tokens:
    """Per reader or per message, as the campaign does it."""

    def __init__(self, rng: random.Random, kind: str, per_reader: bool) -> None:
        self.rng, self.kind, self.per_reader, self.key = rng, kind, per_reader, hexes(rng, 16)
        self.known: dict[str, str] = {}

    def of(self, address: str) -> str:
        if not self.per_reader:
            return token(self.kind, self.rng, address, self.key)
        if address not in self.known:
            self.known[address] = token(self.kind, self.rng, address, self.key)
        return self.known[address]


def identities(world: World, rng: random.Random, count: int, address: Callable[[str, str], str]) -> list[tuple[str, str]]:
    out = []
    for _ in range(count):
        first, last = world.fresh_name(rng)
        out.append((f"{first} {last}", address(first, last)))
    return out


# 1. Mail merge, posing as one newspaper's reporters.


def merge_wave(archive: Archive) -> None:
    world = archive.world
    rng = world.rng("planted/merge")
    outlet, outlet_domain = world.outlets[0]
    mails = max(44, world.messages * rng.randint(105, 118) // 10_000)
    service = world.fresh_domain(rng, rng.choice(("{w}-mailer", "merge{w}", "send.{w}")))
    spread = rng.choice(("one domain", "two domains", "service"))
    domains = [
        world.fresh_domain(rng, rng.choice(("{w}-press", "{w}media", "{w}-desk", "{w}")))
        for _ in range(2 if spread == "two domains" else 1)
    ]
    if spread == "service":
        domains = ["users." + service]
    accounts = identities(world, rng, rng.randint(8, 12), lambda f, l: f"{ascii_word(f)}.{ascii_word(l)}@{rng.choice(domains)}")
    tracker = world.fresh_domain(rng, "{w}", NOBODYS)
    marker = make_marker(
        world,
        rng,
        rng.choice(("img.", "pics.", "static.", "")) + tracker,
        ("visible photo",),
        ("path", "file name", "query", "nested URL", "second query value"),
    )
    link_word = rng.choice(("c", "go", "r", "l", "click"))
    link_form = rng.choice(("https://{host}/{w}/{t}?u={u}", "https://{host}/{w}?x={t}&url={u}", "https://{host}/{w}/{t}/{u64}"))
    link_host = rng.choice(("click.", "go.", "")) + tracker
    tokens = Tokens(rng, marker.kind, rng.random() < 0.6)
    entry = archive.entry(
        "mail-merge-reporters",
        "covert",
        True,
        [
            f"posing as reporters of {outlet}",
            f"mailing service {service}",
            f"tracking host {tracker}",
            "one template and one kind of token in three waves",
        ],
        tracking=marker.told(),
    )
    language = rng.choice(("en", "en", "de", "fr"))
    first_day = world.start + int((0.35 + 0.3 * rng.random()) * (world.end - world.start))
    people = rng.sample(world.settled(first_day), min(len(world.settled(first_day)), max(18, mails * 40 // 100)))
    program = rng.choice(("merge", "php", "java"))
    colour, more = (
        rng.choice(("#8b0000", "#123456", "#222", "#00594c")),
        rng.choice(("Read the full story", "Continue reading", "The whole article", "Weiterlesen", "Lire la suite")),
    )
    gaps = [0, rng.randint(20, 200), rng.randint(230, 420)]
    for wave, gap in enumerate(gaps):
        low = first_day + gap * DAY
        headline = world.writer.headline(rng, language)
        body = world.writer.paragraphs(rng, language, rng.randint(4, 7), 3, 5)
        page = f"https://{outlet_domain}/{rng.randint(2015, 2023)}/{ascii_word(headline)[:40].replace('.', '-')}"
        take = mails // 3 if wave < 2 else mails - 2 * (mails // 3)
        for reader in (rng.sample(people, min(take, len(people))) + rng.choices(people, k=max(0, take - len(people))))[:take]:
            sender = rng.choice(accounts)
            value = tokens.of(reader.address)
            link = link_form.format(
                host=link_host, w=link_word, t=value, u=quote(page, safe=""), u64=quote(page, safe="").replace("%", "_")
            )
            hello = world.writer.greeting(rng, language, reader.first, reader.last)
            html = article_html(outlet, headline, [hello, *body, sender[0] + ", " + outlet], marker.snippet(value), link, more, colour)
            when = workday(rng, low, low + rng.randint(2, 6) * DAY)
            leave = f"https://{link_host}/unsubscribe/{letters(rng, BASE36, 12)}"
            mta = f"mta{rng.randint(1, 9)}.{service}"
            letter = Letter(
                (f"{sender[0]} | {outlet}" if rng.random() < 0.3 else sender[0], sender[1]),
                ((reader.name, reader.address),),
                headline,
                when,
                plain([hello, *body, link, f"{sender[0]}, {outlet}"]) if program != "java" else "",
                html,
                program=program,
                message_id=new_message_id(rng, "merge", mta, when),
                header=(
                    f"List-Unsubscribe: <{leave}>",
                    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
                    f"Feedback-ID: {rng.randint(1000, 9999)}:{wave}:{service}",
                ),
            )
            inner = (f"Received: by {mta} id {letters(rng, BASE36, 12)}; {rfc_date(when)}",)
            path = Path(
                f"bounce+{hexes(rng, 8)}@bounce.{service}",
                mta,
                address_ip(rng),
                ("pass", "pass", "pass"),
                sender[1].rpartition("@")[2],
                inner,
            )
            archive.send(entry, letter, [reader.address], path, rng)


# 2. Free-mail accounts posing as journalists; the token anywhere.


def free_mail_wave(archive: Archive, number: int) -> None:
    world = archive.world
    rng = world.rng(f"planted/free-mail/{number}")
    outlet, outlet_domain = world.outlets[1 + number]
    # Three waves of one archive take carriers and shapes from three different thirds, so that every archive has some rare ones.
    order = world.rng("planted/free-mail/order")
    carriers, shapes = list(CARRIERS), list(URL_SHAPES)
    order.shuffle(carriers)
    order.shuffle(shapes)
    host = rng.choice(("", "cdn.", "img.", "static.")) + world.fresh_domain(rng, "{w}", NOBODYS)
    marker = make_marker(world, rng, host, tuple(carriers[number::3]), tuple(shapes[number::3]))
    accounts = identities(world, rng, rng.randint(2, 4), lambda f, l: world.free_address(rng, f, l))
    tokens = Tokens(rng, marker.kind, rng.random() < 0.7)
    entry = archive.entry(
        f"free-mail-journalists-{number + 1}",
        "covert",
        True,
        [f"posing as journalists of {outlet}", f"host {host}", "free-mail accounts", "near-same text"],
        tracking=marker.told(),
    )
    program = rng.choice(("gmail", "gmail", "outlook", "apple", "webmail"))
    low = world.start + int((0.2 + 0.25 * number + 0.2 * rng.random()) * (world.end - world.start))
    people = rng.sample(world.settled(low), min(len(world.settled(low)), world.scaled(rng.randint(7, 13), 0.6)))
    language = rng.choice(("en", "en", "de", "fr"))
    for _ in range(rng.choice((1, 2, 2))):
        subject, body = world.writer.subject(rng, language), world.writer.paragraphs(rng, language, rng.randint(2, 4), 2, 4)
        ask = {
            "en": "Would you comment on this for {o}?",
            "de": "Würden Sie das für {o} kommentieren?",
            "fr": "Accepteriez-vous de commenter cela pour {o} ?",
        }[language].format(o=outlet)
        for reader in people:
            sender = rng.choice(accounts)
            own = world.writer.sentence(rng, language)
            paragraphs = [
                world.writer.greeting(rng, language, reader.first, reader.last),
                *body,
                *([own] if rng.random() < 0.4 else []),
                ask,
                f"{sender[0]}, {outlet}",
            ]
            link = f'<p><a href="https://{outlet_domain}/">{outlet_domain}</a></p>' if rng.random() < 0.3 else ""
            html = letter_html(program, paragraphs, marker.snippet(tokens.of(reader.address)), link)
            letter = Letter(
                sender,
                ((reader.name, reader.address),),
                subject,
                workday(rng, low, low + rng.randint(1, 9) * DAY),
                plain(paragraphs),
                html,
                program=program,
                zone=rng.choice((0, 60, 480)),
            )
            archive.send(entry, letter, [reader.address], world.freemail_path(rng, sender[1]), rng)
        low += rng.randint(25, 160) * DAY


# 3. Low and slow: five people, six years, another host and sender each time.


def low_and_slow(archive: Archive) -> None:
    world = archive.world
    rng = world.rng("planted/low-and-slow")
    thread = rng.choice(("opening words", "address token", "page and URL form"))
    key = hexes(rng, 16)
    kind = rng.choice(FROM_ADDRESS) if thread == "address token" else ""
    early = [p for p in world.with_private_box() if p.start < world.start + 61 * DAY]
    people = rng.sample(early, 5)
    addresses = [a for p in people for a in (p.address, p.private)]
    language = rng.choice(("en", "de", "fr"))
    opening = world.writer.paragraph(rng, language, 2)
    carrier, shape = (
        rng.choice(("visible photo", "hidden picture", "small logo", "CSS background")),
        rng.choice(("path", "query", "file name", "bare path")),
    )
    fixed = url_with(shape, rng, "{host}", world.outlets[0][1], "png")
    said = {
        "opening words": "the same opening sentences; hosts, senders, texts and tokens are new each time",
        "address token": f"the token made from the address in the same way ({kind}); hosts, senders and texts are new each time",
        "page and URL form": "the same page skeleton and the same form of the picture's URL; hosts, senders, texts and tokens are new each time",
    }[thread]
    entry = archive.entry(
        "low-and-slow",
        "covert",
        True,
        [said, "five people at their work and private addresses"],
        tracking={
            "place": f"{carrier}, {shape}" if thread == "page and URL form" else "another element and URL form each time",
            "token": kind or "random, one a message",
        },
    )
    when = workday(rng, world.start + 205 * DAY, world.start + 240 * DAY)
    last = when + int(6 * 365.25) * DAY
    turn = 0
    program = rng.choice(HTML_PROGRAMS)
    while when < min(last, world.end):
        person = people[turn % 5]
        target = addresses[2 * (turn % 5) + (rng.random() < 0.5)]
        host = rng.choice(("", "img.", "cdn.", "www.")) + world.fresh_domain(rng, "{w}", NOBODYS)
        first, last_name = world.fresh_name(rng)
        free = rng.random() < 0.7
        sender = (
            f"{first} {last_name}",
            world.free_address(rng, first, last_name) if free else f"{ascii_word(first)}.{ascii_word(last_name)}@{world.fresh_domain(rng)}",
        )
        body = world.writer.paragraphs(rng, language, rng.randint(2, 3), 2, 4)
        if thread == "opening words":
            body = [opening, *body]
            element = make_marker(world, rng, host).snippet(letters(rng, BASE36, 16))
        elif thread == "address token":
            marker = make_marker(world, rng, host, kinds=(kind,), shapes=("path", "query", "file name", "bare path"))
            element = marker.snippet(token(kind, rng, target, key))
        else:
            element = CARRIERS[carrier][1].format(url=fixed(letters(rng, BASE36, 16)).replace("{host}", host), plain=host)
        if thread != "page and URL form":
            program = rng.choice(HTML_PROGRAMS)
        hello = [] if thread == "opening words" else [world.writer.greeting(rng, language, person.first, person.last)]
        paragraphs = [*hello, *body, world.writer.closing(rng, language), sender[0]]
        letter = Letter(
            sender,
            ((person.name, target),),
            world.writer.subject(rng, language),
            when,
            plain(paragraphs),
            letter_html(program, paragraphs, element),
            program=program,
            zone=rng.choice((0, 60, 120, 480)),
        )
        archive.send(entry, letter, [target], world.freemail_path(rng, sender[1]) if free else world.server_path(rng, sender[1]), rng)
        when = workday(rng, when + 58 * DAY, when + 95 * DAY)
        turn += 1


# 4. Eight people, eight mails, once.


def eight(archive: Archive) -> None:
    world = archive.world
    rng = world.rng("planted/eight")
    host = rng.choice(("", "media.", "i.")) + world.fresh_domain(rng, "{w}", NOBODYS)
    marker = make_marker(world, rng, host, shapes=("path", "query", "file name", "subdomain", "bare path"))
    accounts = identities(world, rng, rng.randint(1, 3), lambda f, l: world.free_address(rng, f, l))
    role = rng.choice(("correspondent of {o}", "producer at {o}", "fact-checker, {o}", "editor, {o}")).format(o=world.outlets[4][0])
    tokens = Tokens(rng, marker.kind, True)
    entry = archive.entry(
        "eight-mails", "covert", True, [f"host {host}", "one text within three days", "free-mail accounts"], tracking=marker.told()
    )
    low = world.start + int((0.3 + 0.6 * rng.random()) * (world.end - world.start))
    language = rng.choice(("en", "de", "fr"))
    subject, body = world.writer.subject(rng, language), world.writer.paragraphs(rng, language, rng.randint(2, 4), 2, 4)
    program = rng.choice(HTML_PROGRAMS)
    for reader in rng.sample(world.settled(low), 8):
        sender = rng.choice(accounts)
        paragraphs = [world.writer.greeting(rng, language, reader.first, reader.last), *body, f"{sender[0]}, {role}"]
        letter = Letter(
            sender,
            ((reader.name, reader.address),),
            subject,
            workday(rng, low, low + 3 * DAY),
            plain(paragraphs),
            letter_html(program, paragraphs, marker.snippet(tokens.of(reader.address))),
            program=program,
        )
        archive.send(entry, letter, [reader.address], world.freemail_path(rng, sender[1]), rng)
