# SPDX-License-Identifier: Apache-2.0
"""Harmless mail of one sender to many: newsletters, notifications, surveys, shops.

Nearly all of it tracks its readers as covert mail does; what makes it harmless is that it says who sends it. Nothing here may be
reported as covert, as impersonation or as phishing.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from archive import Archive, Entry
from everyday import invitation_calendar, pdf
from mail import Attachment, Letter, Path, address_ip, new_message_id, stamp
from pages import letter_html, newsletter_html, plain, stories_text
from tokens import BASE36, BASE62, KINDS, hexes, letters, token
from words import ascii_word, capital, pick, surname
from world import DAY, Person, World, workday

Story = tuple[str, str, str]


@dataclass(slots=True)
class Mailer:
    """A sender of bulk mail with its service. `link` and `pixel` make this reader's URLs; None where it does not track."""

    title: str
    domain: str
    address: str
    service: str
    track: str
    program: str
    kind: str
    unsubscribe: bool
    language: str
    style: int


def make_mailer(
    world: World,
    rng: random.Random,
    pattern: str = "{w}",
    title: str = "",
    domain: str = "",
    own_service: bool = False,
    unsubscribe: bool = True,
) -> Mailer:
    domain = domain or world.fresh_domain(rng, pattern)
    title = title or capital(domain.removesuffix(".example").replace("-", " "))
    service = domain if own_service else world.fresh_domain(rng, rng.choice(("{w}send", "mail{w}", "{w}-esp")))
    track = rng.choice(("click.", "links.", "t.", "news.", "go.")) + (domain if own_service or rng.random() < 0.4 else service)
    return Mailer(
        title,
        domain,
        f"{rng.choice(('news', 'newsletter', 'info', 'hello', 'redaktion', 'noreply'))}@{rng.choice(('', '', 'mail.', 'e.'))}{domain}",
        service,
        track,
        rng.choice(("merge", "php", "java")),
        rng.choice(tuple(KINDS)),
        unsubscribe,
        rng.choice(("en", "en", "de", "fr")),
        rng.randint(0, 5),
    )


def stories_for(world: World, rng: random.Random, mailer: Mailer, count: int) -> list[Story]:
    writer = world.writer
    return [
        (
            writer.headline(rng, mailer.language),
            writer.paragraph(rng, mailer.language, rng.randint(1, 3)),
            f"https://{mailer.domain}/{rng.choice(('news', 'a', 'blog', 'post'))}/{letters(rng, BASE36, 8)}",
        )
        for _ in range(count)
    ]


def issue(
    archive: Archive,
    entry: Entry,
    rng: random.Random,
    mailer: Mailer,
    subject: str,
    stories: list[Story],
    readers: list[tuple[str, str]],
    when: int,
    tokens: dict[str, str] | None,
    variant: str = "",
) -> None:
    """Sends one issue. `tokens` holds each reader's own value over all issues; None means that nothing is tracked."""
    world = archive.world
    number = letters(rng, BASE36, 6)
    key = mailer.service
    form = mailer.style % 3
    for name, address in readers:
        if tokens is None:
            wrap: Callable[[str], str] = lambda url: url + variant
            pixel, leave = "", f"https://{mailer.domain}/newsletter"
        else:
            value = tokens.setdefault(address, token(mailer.kind, rng, address, key))
            track = mailer.track
            wrap = (
                (lambda url, v=value: f"https://{track}/c/{number}/{v}/{url[-4:]}"),
                (lambda url, v=value: f"https://{track}/ls/click?upn={v}&amp;c={number}&amp;l={url[-5:]}"),
                (lambda url, v=value: f"https://{track}/r?u={quote(url, safe='')}&amp;m={number}.{v}"),
            )[form]
            pixel = (
                f"https://{track}/o/{number}/{value}.gif",
                f"https://{track}/wf/open?upn={value}&amp;c={number}",
                f"https://{track}/open.php?m={number}.{value}",
            )[form]
            leave = f"https://{track}/unsub/{value}?c={number}"
        footer = f'{mailer.title}, {world.writer.places[len(mailer.domain)]} &middot; <a href="{leave}">unsubscribe</a>'
        html = newsletter_html(mailer.title, mailer.domain, stories, wrap, pixel, footer, mailer.style)
        sent = when + int(rng.random() * 2400)
        mta = f"{rng.choice(('mta', 'out', 'o'))}{rng.randint(1, 30)}.{mailer.service}"
        header = []
        if mailer.unsubscribe:
            header += [f"List-Unsubscribe: <{leave}>, <mailto:leave+{number}@{mailer.service}>"]
            header += ["List-Unsubscribe-Post: List-Unsubscribe=One-Click"] if mailer.style > 2 else []
            header += [f"List-Id: {ascii_word(mailer.title)} <{ascii_word(mailer.title)}.{mailer.service}>"]
        header += ["Precedence: bulk"] if mailer.style % 2 else [f"Feedback-ID: {number}:{mailer.style}:{mailer.service}"]
        letter = Letter(
            (mailer.title, mailer.address),
            ((name if mailer.style % 2 else "", address),),
            subject,
            sent,
            stories_text(mailer.title, stories, lambda u: wrap(u).replace("&amp;", "&"), leave) if mailer.style != 4 else "",
            html,
            program=mailer.program,
            message_id=new_message_id(rng, "merge" if mailer.program == "merge" else "other", mta, sent),
            header=tuple(header),
        )
        path = Path(
            f"bounce-{hexes(rng, 10)}@{rng.choice(('bounce.', 'b.'))}{mailer.service}",
            mta,
            address_ip(rng),
            ("pass", "pass", "pass"),
            mailer.address.rpartition("@")[2],
        )
        archive.send(entry, letter, [address], path, rng)


def named(people: list[Person]) -> list[tuple[str, str]]:
    return [(p.name, p.address) for p in people]


def some(world: World, rng: random.Random, when: int, small: int, power: float = 0.6) -> list[Person]:
    there = [p for p in world.people if p.start <= when]
    return rng.sample(there, max(1, min(len(there), world.scaled(small, power))))


def subscription(
    archive: Archive,
    name: str,
    class_: str,
    small_readers: int,
    small_issues: int,
    pattern: str = "{w}",
    tracked: bool = True,
    title: str = "",
    domain: str = "",
    own_service: bool = False,
    unsubscribe: bool = True,
    span: tuple[float, float] = (0.02, 0.98),
    private_too: float = 0.1,
    fresh: bool = False,
    stories: int = 4,
) -> None:
    """Issues of one newsletter to readers who stay the same over the years, with a few coming and going."""
    world = archive.world
    rng = world.rng("harmless/" + name)
    mailer = make_mailer(world, rng, pattern, title, domain, own_service, unsubscribe)
    entry = archive.entry(
        name,
        class_,
        links=[f"sender {mailer.address}"] + ([f"host {mailer.track}"] if tracked else []),
        tracking={"place": "counting picture and links", "token": mailer.kind} if tracked else {},
    )
    low, high = (world.start + int(share * (world.end - world.start)) for share in span)
    readers = named(some(world, rng, low + 30 * DAY, small_readers))
    readers += [(p.name, p.private) for p in world.with_private_box() if rng.random() < private_too * small_readers / 40]
    tokens: dict[str, str] | None = {} if tracked else None
    count = world.scaled(small_issues, 0.3) if not fresh else small_issues
    for number in range(count):
        when = workday(rng, low + number * (high - low) // count, low + (number + 1) * (high - low) // count - DAY)
        content = stories_for(world, rng, mailer, stories)
        present = [r for r in readers if rng.random() < 0.9]
        issue(
            archive,
            entry,
            rng,
            mailer,
            content[0][0] if mailer.style % 2 else f"{mailer.title}: {content[0][0]}",
            content,
            present,
            when,
            tokens,
        )


def notify(
    archive: Archive,
    name: str,
    class_: str,
    small: int,
    pattern: str,
    sender_name: str,
    local: str,
    subject: Callable[[random.Random], str],
    lines: Callable[[random.Random, Person, str, str], list[str]],
    place: str = "links",
    program: str = "java",
    header: Callable[[random.Random, str], tuple[str, ...]] = lambda r, d: (),
    pixel: bool = False,
    domain: str = "",
) -> None:
    """Single notices of one service, each with its own token: no two have one text."""
    world = archive.world
    rng = world.rng("harmless/" + name)
    domain = domain or world.fresh_domain(rng, pattern)
    entry = archive.entry(
        name,
        class_,
        links=[f"sender {local}@{domain}"],
        tracking={"place": place + (", counting picture" if pixel else ""), "token": "random, one a message"},
    )
    users = some(world, rng, world.end, 14, 0.7)
    ip = address_ip(rng)
    for _ in range(world.scaled(small)):
        person = rng.choice(users)
        when = workday(rng, person.start, world.end)
        url = f"https://{domain}/{rng.choice(('n', 'e', 'x', 'view'))}/{letters(rng, BASE62, 22)}"
        text = lines(rng, person, url, domain)
        html = letter_html(
            "php",
            [t for t in text if t != url],
            f'<p><a href="{url}">View</a></p>'
            + (f'<img src="https://{domain}/beacon/{letters(rng, BASE62, 20)}.gif" width="1" height="1" alt="">' if pixel else ""),
        )
        letter = Letter(
            (sender_name.format(word=capital(domain.partition(".")[0])), f"{local}@{domain}"),
            ((person.name, person.address),),
            subject(rng),
            when,
            plain(text),
            html,
            program=program,
            header=header(rng, domain),
        )
        archive.send(entry, letter, [person.address], Path(f"bounces+{hexes(rng, 6)}@{domain}", f"mail.{domain}", ip), rng)


def code_header(rng: random.Random, domain: str) -> tuple[str, ...]:
    return (
        f"List-Id: project <project.{domain}>",
        "Precedence: list",
        "X-Auto-Response-Suppress: All",
        f"List-Unsubscribe: <https://{domain}/unsubscribe/{letters(rng, BASE62, 20)}>",
    )


def plant_many(archive: Archive) -> None:
    """All kinds that go from one sender to many readers."""
    world = archive.world
    writer = world.writer
    order = world.rng("harmless/order")
    subscription(archive, "newsletter-by-service", "bulk", 12, 9)
    subscription(archive, "newsletter-no-unsubscribe", "bulk", 11, 8, "{w}-verlag", own_service=True, unsubscribe=False)
    subscription(archive, "newsletter-of-a-party-foundation", "bulk", 10, 6, "{w}-stiftung", private_too=0.5)
    subscription(archive, "newsletter-without-tracking", "none", 10, 6, "{w}-verein", tracked=False)
    outlet, outlet_domain = order.choice(world.outlets)
    subscription(archive, "news-outlet-newsletter", "bulk", 13, 10, title=outlet, domain=outlet_domain, own_service=order.random() < 0.5)
    outlet, outlet_domain = world.outlets[0]
    if (
        "news-outlet-newsletter" in archive.entries
        and f"@{outlet_domain}" not in str(archive.entries["news-outlet-newsletter"].links)
        and order.random() < 0.6
    ):
        subscription(archive, "news-of-the-outlet-that-others-pose-as", "bulk", 8, 5, title=outlet, domain=outlet_domain)
    subscription(
        archive,
        "own-bulletin",
        "bulk",
        24,
        5,
        domain=world.own_mailer,
        title=f"{world.org_name} bulletin",
        own_service=True,
        unsubscribe=False,
        private_too=0.0,
    )
    subscription(archive, "digest", "bulk", 7, 9, "{w}-social", own_service=True, stories=6)
    subscription(archive, "survey-invitation", "bulk", 14, 2, "{w}-surveys", stories=1)
    subscription(archive, "donation-appeal", "bulk", 9, 4, "{w}-relief", stories=2)
    subscription(archive, "shop", "bulk", 6, 6, "{w}-shop", private_too=0.8, stories=5)
    at = 0.35 + 0.5 * order.random()
    subscription(archive, "new-newsletter-first-week", "bulk", 16, 2, "{w}-initiative", span=(at, at + 0.0027), fresh=True, stories=3)
    at = 0.35 + 0.5 * order.random()
    subscription(archive, "charity-first-appeal", "bulk", 30, 1, "{w}-children-aid", span=(at, at + 0.0015), fresh=True, stories=1)
    at = 0.3 + 0.5 * order.random()
    subscription(archive, "webinar-invitation", "bulk", 12, 3, "{w}-academy", span=(at, at + 0.01), fresh=True, stories=1)
    subscription(archive, "embassy-cultural-programme", "bulk", 9, 4, "embassy-of-{w}", own_service=True, unsubscribe=False, stories=3)

    notify(
        archive,
        "code-host",
        "bulk",
        45,
        "{w}hub",
        "{word}",
        "notifications",
        lambda r: f"[{pick(r, ('tools', 'website', 'open-data'))}] {writer.headline(r, 'en')} (#{r.randint(1, 900)})",
        lambda r, p, u, d: [
            writer.sentence(r, "en"),
            writer.sentence(r, "en"),
            u,
            "You are receiving this because you are subscribed to this thread.",
        ],
        header=code_header,
        pixel=True,
        program="mutt",
    )
    notify(
        archive,
        "parcel-notice",
        "none",
        20,
        "{w}-parcel",
        "{word}",
        "tracking",
        lambda r: f"Your parcel {r.randint(10**9, 10**10)}",
        lambda r, p, u, d: [
            f"Hello {p.first},",
            f"your parcel arrives on {writer.fill(r, 'en', '{day}')} between {r.randint(8, 12)} and {r.randint(13, 18)}.",
            u,
        ],
        pixel=True,
    )
    notify(
        archive,
        "event-ticket",
        "none",
        10,
        "{w}-tickets",
        "{word} Tickets",
        "orders",
        lambda r: f"Your order {letters(r, BASE36, 7).upper()}",
        lambda r, p, u, d: [
            f"Hello {p.name},",
            f"thank you for booking {r.randint(1, 4)} seats in {writer.fill(r, 'en', '{place}')}.",
            u,
            "Please show the code at the entrance.",
        ],
    )
    notify(
        archive,
        "password-reset",
        "none",
        12,
        "{w}-accounts",
        "{word}",
        "no-reply",
        lambda r: pick(r, ("Reset your password", "Confirm your address", "New sign-in to your account")),
        lambda r, p, u, d: [
            f"Hello {p.first},",
            "somebody asked to reset the password of your account. If it was not you, ignore this mail.",
            u,
            f"This link works for {r.randint(1, 24)} hours.",
        ],
    )
    notify(
        archive,
        "invoice",
        "none",
        18,
        "{w}-telecom",
        "{word} Billing",
        "billing",
        lambda r: f"Invoice {r.randint(10**6, 10**7)}",
        lambda r, p, u, d: [f"Dear {p.name},", f"your invoice over EUR {r.randint(9, 400)}.{r.randint(10, 99)} is ready.", u, "Thank you."],
    )
    notify(
        archive,
        "document-shared",
        "bulk",
        14,
        "{w}-drive",
        "{word}",
        "share",
        lambda r: f"{capital(surname(r))} shared a document: {writer.subject(r, 'en')}",
        lambda r, p, u, d: [f"{writer.subject(r, 'en')} was shared with you.", u, "Open it with your account."],
        pixel=True,
    )
    notify(
        archive,
        "social-network",
        "bulk",
        16,
        "{w}-people",
        "{word}",
        "updates",
        lambda r: f"{r.randint(2, 9)} people looked at your profile",
        lambda r, p, u, d: [f"{p.first}, see who looked at your profile this week.", writer.sentence(r, "en"), u],
        pixel=True,
    )
    notify(
        archive,
        "travel-booking",
        "none",
        10,
        "{w}-rail",
        "{word}",
        "booking",
        lambda r: f"Booking {letters(r, BASE36, 6).upper()}: {writer.fill(r, 'en', '{place}')}",
        lambda r, p, u, d: [
            f"{p.name}",
            f"Coach {r.randint(1, 20)}, seat {r.randint(1, 90)}, {writer.fill(r, 'en', '{place} to {place}')}",
            u,
        ],
    )
    calendar(archive)
    sales(archive, "sales-tracked", 3)
    sales(archive, "crm-follow-up", 4)
    press_release(archive)
    link_gateway(archive)
    phishing_exercise(archive)
    variants(archive)


def calendar(archive: Archive) -> None:
    """Invitations with an answer link that names the reader by a token, as calendar services send them."""
    world = archive.world
    rng = world.rng("harmless/calendar")
    domain = world.fresh_domain(rng, "{w}-calendar")
    entry = archive.entry(
        "calendar",
        "bulk",
        links=[f"sender calendar-notification@{domain}"],
        tracking={"place": "links, query value", "token": "random, one a reader and event"},
    )
    for _ in range(world.scaled(14)):
        when = workday(rng, world.start + 20 * DAY, world.end)
        there = [p for p in world.people if p.start <= when]
        host, *guests = rng.sample(there, rng.randint(2, 5))
        title, event = world.writer.subject(rng, host.language), letters(rng, BASE36, 26)
        for guest in guests:
            url = f"https://{domain}/event?action=RESPOND&eid={event}&tok={letters(rng, BASE62, 40)}"
            letter = Letter(
                (host.name, f"calendar-notification@{domain}"),
                ((guest.name, guest.address),),
                f"Invitation: {title}",
                when,
                plain([title, url]),
                letter_html("gmail", [f"{host.name} invites you.", title], f'<a href="{url.replace("&", "&amp;")}">Yes</a>'),
                program="gmail",
                reply_to=host.address,
                send_as=f"calendar-notification@{domain}",
                calendar=invitation_calendar(when, title, host.address, guest.address, rng),
            )
            archive.send(
                entry,
                letter,
                [guest.address],
                Path(f"{hexes(rng, 12)}@{domain}", f"mail-{rng.randint(10, 90)}.{domain}", address_ip(rng)),
                rng,
            )


def sales(archive: Archive, name: str, follow_ups: int) -> None:
    """A named seller of a company with a real domain: letters that look typed, a pixel of the company's CRM, and reminders."""
    world = archive.world
    rng = world.rng("harmless/" + name)
    domain = world.fresh_domain(rng, "{w}-software")
    crm = world.fresh_domain(rng, "{w}crm")
    first, last = world.fresh_name(rng)
    entry = archive.entry(
        name,
        "bulk",
        links=[f"sender domain {domain}", f"tracking by {crm} under t.{domain}"],
        tracking={"place": "hidden picture and links", "token": "random, one a message"},
    )
    sender = (f"{first} {last}", f"{ascii_word(first)}.{ascii_word(last)}@{domain}")
    offer = world.writer.paragraph(rng, "en", 3)
    ip = address_ip(rng)
    for person in some(world, rng, world.start + (world.end - world.start) // 2, 6):
        when = workday(rng, person.start, world.end - 60 * DAY)
        previous = ""
        for number in range(rng.randint(1, follow_ups)):
            own = letters(rng, BASE62, 24)
            text = [
                f"Hi {person.first},",
                offer
                if not number
                else rng.choice(
                    ("Just floating this to the top of your inbox.", "Did you have a chance to look at this?", "Should I stop writing?")
                ),
                world.writer.sentence(rng, "en"),
                sender[0],
                f"{capital(domain.partition('.')[0])}, {world.writer.places[3]}",
            ]
            html = letter_html(
                "gmail",
                text,
                f'<div><a href="https://t.{domain}/Ctc/{own}/{hexes(rng, 8)}">Book a call</a></div>',
                f'<img src="https://t.{domain}/Cto/{own}" width="1" height="1" style="display:none" alt="">',
            )
            letter = Letter(
                sender,
                ((person.name, person.address),),
                ("Re: " if previous else "") + f"{capital(domain.partition('-')[0])} for {world.org_name}",
                when,
                plain(text),
                html,
                program="gmail",
                in_reply_to=previous,
            )
            previous = archive.send(entry, letter, [person.address], Path(sender[1], f"mail.{domain}", ip), rng).message_id
            when += rng.randint(3, 12) * DAY


def press_release(archive: Archive) -> None:
    """One text, a Cc list too long or undisclosed recipients, a document attached, nothing tracked."""
    world = archive.world
    rng = world.rng("harmless/press-release")
    domain = world.fresh_domain(rng, "{w}-ministry")
    first, last = world.fresh_name(rng)
    entry = archive.entry("press-release", "none", links=[f"sender press@{domain}"])
    for _ in range(world.scaled(5, 0.4)):
        when = workday(rng, world.start + 10 * DAY, world.end)
        text = [world.writer.headline(rng, "en"), *world.writer.paragraphs(rng, "en", 3), f"{first} {last}, press office"]
        letter = Letter(
            (f"Press office, {capital(domain.partition('-')[0])}", f"press@{domain}"),
            (),
            text[0],
            when,
            plain(text),
            program="outlook-qp",
            attachments=(Attachment("release.pdf", "application/pdf", pdf(rng)),),
        )
        archive.send(
            entry, letter, [p.address for p in some(world, rng, when, 7)], Path(f"press@{domain}", f"smtp.{domain}", "192.0.2.77"), rng
        )


def gateway_url(world: World, rng: random.Random, url: str, reader: str, style: int) -> str:
    """As gateways rewrite: the whole old address in it, the reader's too or a value of their own for each copy."""
    if style == 0:
        return f"https://{world.gateway}/?url={quote(url, safe='')}&amp;data=05%7C02%7C{quote(reader, safe='')}%7C{hexes(rng, 40)}%7C0&amp;sdata={quote(letters(rng, BASE62, 43), safe='')}%3D&amp;reserved=0"
    if style == 1:
        return f"https://{world.gateway}/v2/url?u={quote(url, safe='/').replace('%', '-').replace('/', '_')}&amp;d=DwMFaQ&amp;c={letters(rng, BASE62, 43)}&amp;r={hexes(rng, 32)}&amp;m={letters(rng, BASE62, 43)}"
    return f"https://{world.gateway}/v3/__{url}__;!!{letters(rng, BASE62, 14)}!{letters(rng, BASE62, 60)}$"


def link_gateway(archive: Archive) -> None:
    """A circular whose plain links our own gateway has rewritten, differently in each copy."""
    world = archive.world
    rng = world.rng("harmless/link-gateway")
    domain = world.fresh_domain(rng, "{w}-association")
    style = rng.randrange(3)
    entry = archive.entry(
        "link-gateway",
        "none",
        links=[f"sender office@{domain}"],
        tracking={"place": f"links at our own gateway {world.gateway}", "token": "of the gateway"},
    )
    for _ in range(world.scaled(4, 0.4)):
        when = workday(rng, world.start + 30 * DAY, world.end)
        text = [
            world.writer.greeting(rng, "de", "Alle", "Alle"),
            *world.writer.paragraphs(rng, "en", 3),
            f"The office of {capital(domain.partition('-')[0])}",
        ]
        urls = [f"https://{domain}/{letters(rng, BASE36, 6)}" for _ in range(3)]
        mid = new_message_id(rng, "outlook", domain, when)
        for person in some(world, rng, when, 9):
            links = "".join(f'<p><a href="{gateway_url(world, rng, u, person.address, style)}">{u}</a></p>' for u in urls)
            letter = Letter(
                (f"Office, {capital(domain.partition('-')[0])}", f"office@{domain}"),
                (("Members", f"members@{domain}"),),
                text[1][:60],
                when,
                plain([*text, *urls]),
                letter_html("outlook", text, links),
                program="outlook",
                message_id=mid,
            )
            archive.send(entry, letter, [person.address], Path(f"office@{domain}", f"mail.{domain}", "198.51.100.44"), rng)


def phishing_exercise(archive: Archive) -> None:
    """The organisation's own exercise: it looks as bad as it should, and org.toml names its domain."""
    world = archive.world
    rng = world.rng("harmless/phishing-exercise")
    entry = archive.entry(
        "phishing-exercise",
        "none",
        links=[f"domain {world.simulation}, named as simulation"],
        tracking={"place": "link and picture, path", "token": "random, one a reader"},
    )
    when = world.start + int((0.5 + 0.4 * rng.random()) * (world.end - world.start))
    lure = rng.choice(
        ("Your parcel could not be delivered.", "Your mailbox is full.", "A document was shared with you by the accounts office.")
    )
    for person in some(world, rng, when, 22, 0.8):
        value = letters(rng, BASE62, 12)
        text = [f"Dear {person.name},", lure, "Please sign in to see the details."]
        html = letter_html(
            "php",
            text,
            f'<p><a href="https://{world.simulation}/l/{value}">Sign in</a></p><img src="https://{world.simulation}/o/{value}.png" width="1" height="1" alt="">',
        )
        letter = Letter(
            ("Service Centre", f"service@{world.simulation}"),
            ((person.name, person.address),),
            "Please act today",
            workday(rng, when, when + 3 * DAY),
            plain(text),
            html,
            program="php",
        )
        archive.send(entry, letter, [person.address], Path(f"bounce@{world.simulation}", f"mail.{world.simulation}", "203.0.113.90"), rng)


def variants(archive: Archive) -> None:
    """A newsletter that does not track but tries two subjects and pictures, and sends again to some."""
    world = archive.world
    rng = world.rng("harmless/variants")
    mailer = make_mailer(world, rng, "{w}-magazin")
    entry = archive.entry("ab-variants-and-resends", "none", links=[f"sender {mailer.address}"])
    low = world.start + 300 * DAY
    for number in range(world.scaled(3, 0.3)):
        when = workday(rng, low, world.end - 10 * DAY)
        content = stories_for(world, rng, mailer, 4)
        readers = named(some(world, rng, when, 14))
        rng.shuffle(readers)
        half = len(readers) // 2
        issue(archive, entry, rng, mailer, content[0][0], content, readers[:half], when, None, "?utm_content=a")
        issue(archive, entry, rng, mailer, content[1][0], content, readers[half:], when, None, "?utm_content=b")
        issue(
            archive,
            entry,
            rng,
            mailer,
            content[0][0],
            content,
            readers[: half // 2],
            when + 4 * DAY,
            None,
            f"?utm_content=a&amp;again={stamp(when)[:8]}{number}",
        )
