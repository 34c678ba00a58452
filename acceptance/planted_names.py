# SPDX-License-Identifier: Apache-2.0
"""Planted campaigns that live from a name: a member's, the organisation's own sign-in page, a partner's account, a made-up paper.

Numbered as in the README; `planted.py` has the first four and what all share.
"""

import random
from html import escape

from archive import Archive
from everyday import HTML_PROGRAMS, ordinary
from mail import Letter, Path
from pages import article_html, letter_html, plain
from planted import NOBODYS, Tokens, make_marker
from tokens import CARRIERS
from words import ascii_word
from world import DAY, World, make_contact, workday


# 5. Somebody posing as a member.


def look_alike(world: World, rng: random.Random) -> str:
    label = world.domain.removesuffix(".example")
    forms = [
        label.replace("m", "rn", 1),
        label.replace("l", "1", 1),
        label.replace("-", "", 1),
        label.replace(".", "-", 1),
        label + "-mail",
        label.replace("a", "aa", 1),
        label[:-1] + label[-1] * 2,
    ]
    forms = [f + ".example" for f in forms if f != label] + [label + ".test"]
    return rng.choice(forms)


def posing_as_member(archive: Archive) -> None:
    world = archive.world
    rng = world.rng("planted/posing")
    low = world.start + int((0.35 + 0.5 * rng.random()) * (world.end - world.start))
    settled = world.settled(low)
    member, *readers = rng.sample(settled, 1 + rng.randint(4, 8))
    alike = look_alike(world, rng)
    local = ascii_word(member.first) + "." + ascii_word(member.last)
    accounts = [
        f"{local}@{alike}",
        world.free_address(rng, member.first, member.last),
        f"{ascii_word(member.last)}.office{rng.randint(2, 99)}@{rng.choice(world.freemail)}",
    ]
    shown = [member.name, member.name, f"{member.last}, {member.first}" if rng.random() < 0.5 else member.name]
    entry = archive.entry(
        "posing-as-member", "impersonation", True, [f"display name of {member.address}", *(f"account {a}" for a in accounts)]
    )
    asks = (
        "Are you at your desk? I am in a meeting until {n} and need something done quietly today.",
        "My phone is broken, please write to me here and not to the office.",
        "Could you send me the latest version of the draft? I cannot get into the system from here.",
        "Please keep this between us until the group has met on {day}.",
        "I am using this address while the other one is being repaired.",
        "Send me your mobile number, I have to ask you a favour.",
        "Who of your people works on this? I need names before {day}.",
    )
    for reader in readers:
        choice = rng.randrange(3)
        body = [
            f"{reader.first},",
            " ".join(rng.sample(asks, 2)).format(n=rng.randint(2, 6), day=rng.choice(("Tuesday", "Thursday", "Friday"))),
            rng.choice(("Thanks", "Best", "Many thanks")),
            member.first,
        ]
        sender = (shown[choice], accounts[choice])
        letter = Letter(
            sender,
            ((reader.name, reader.address),),
            rng.choice(("Quick question", "Favour", "Today", "Are you there?", "Draft", "Confidential", "Your number")),
            workday(rng, low, low + 20 * DAY),
            plain(body),
            program=rng.choice(("gmail", "webmail", "apple")),
        )
        path = world.freemail_path(rng, sender[1]) if sender[1].rpartition("@")[2] in world.freemail else world.server_path(rng, sender[1])
        archive.send(entry, letter, [reader.address], path, rng)


# 6. A look-alike of the organisation's own sign-in page.


def sign_in_page(archive: Archive) -> None:
    world = archive.world
    rng = world.rng("planted/sign-in")
    where = rng.choice(("our name below another domain", "look-alike domain", "our name in the path"))
    nobody = world.fresh_domain(rng, "{w}", NOBODYS)
    alike = world.domain.removesuffix(".example").replace(".", "-") + rng.choice(("-login", "-sso", "-webmail", "-portal")) + ".example"
    host, path_start = {
        "our name below another domain": (f"{rng.choice(('webmail', 'login', 'sso'))}.{world.domain}.{nobody}", ""),
        "look-alike domain": (alike, ""),
        "our name in the path": (nobody, f"{world.domain}/"),
    }[where]
    kind = rng.choice(("base64url of the address", "the address, percent-encoded", "random hex", "hex of the address"))
    page = rng.choice(("signin", "owa/auth/logon.php", "login.html", "session/renew"))
    param = rng.choice(("u", "login_hint", "e", "id"))
    tokens = Tokens(rng, kind, True)
    sender = (
        rng.choice(("IT Service Desk", f"{world.org_name} IT", "Webmail Administrator", "Mailbox Team")),
        f"{rng.choice(('it-service', 'helpdesk', 'no-reply', 'postmaster'))}@{rng.choice((alike, world.fresh_domain(rng)))}",
    )
    entry = archive.entry(
        "sign-in-page",
        "phishing",
        True,
        [f"host {host}", f"sender {sender[1]}", "near-same text"],
        tracking={"place": f"link, query value {param}", "token": kind},
    )
    low = world.start + int((0.3 + 0.55 * rng.random()) * (world.end - world.start))
    people = rng.sample(world.settled(low), min(len(world.settled(low)), world.scaled(rng.randint(8, 16), 0.5)))
    reason = rng.choice(
        (
            "Your mailbox has reached 98 % of its size.",
            "Your password expires in {n} hours.",
            "{n} messages to you are held back.",
            "The webmail moves to a new server on Monday.",
        )
    ).format(n=rng.randint(2, 48))
    action = rng.choice(
        ("Please sign in to keep your access.", "Sign in to confirm your account.", "Confirm with your usual password to release them.")
    )
    shown = rng.choice((f"https://webmail.{world.domain}/", "Sign in", f"{world.domain} webmail"))
    program = rng.choice(("php", "outlook", "java"))
    for reader in people:
        url = f"https://{host}/{path_start}{page}?{param}={tokens.of(reader.address)}"
        paragraphs = [rng.choice(("Dear user,", f"Dear {reader.name},", f"{reader.address},")), reason, action, sender[0]]
        html = letter_html(program, paragraphs, f'<p><a href="{escape(url)}">{shown}</a></p>')
        letter = Letter(
            sender,
            ((reader.name if rng.random() < 0.5 else "", reader.address),),
            rng.choice(("Action required: your mailbox", "Mailbox notice", f"{world.org_name}: sign in again")),
            workday(rng, low, low + rng.randint(2, 40) * DAY),
            plain([*paragraphs[:3], url, paragraphs[3]]),
            html,
            program=program,
        )
        archive.send(
            entry,
            letter,
            [reader.address],
            world.server_path(rng, sender[1], rng.choice((("pass", "pass", "pass"), ("pass", "none", "none")))),
            rng,
        )


# 7. A partner's real account, taken over.


def partner_taken_over(archive: Archive) -> None:
    world = archive.world
    rng = world.rng("planted/partner")
    partner = make_contact(
        world, rng, domain=world.fresh_domain(rng, rng.choice(("{w}-institute", "embassy-{w}", "{w}-foundation", "uni-{w}")))
    )
    # A partner of some standing: all of its authentication passes, before and in the wave.
    path = Path(partner.path.envelope_from, partner.path.host, partner.path.ip)
    program = rng.choice(HTML_PROGRAMS)
    partner = type(partner)(partner.first, partner.last, partner.address, program, partner.language, partner.zone, path)
    wave = world.start + int((0.6 + 0.3 * rng.random()) * (world.end - world.start))
    friends = rng.sample(world.settled(wave, 900), min(6, len(world.settled(wave, 900))))
    for friend in friends:
        when = friend.start + rng.randint(20, 150) * DAY
        while when < world.end:
            if not wave - 3 * DAY < when < wave + 12 * DAY:
                ordinary(archive, rng, partner, friend, when, "letters-from-outside", 0.6)
            when += rng.randint(70, 260) * DAY
    host = rng.choice(("", "img.", "s3.")) + world.fresh_domain(rng, "{w}", NOBODYS)
    marker = make_marker(world, rng, host, tuple(c for c in CARRIERS if c not in ("frame", "svg image")))
    tokens = Tokens(rng, marker.kind, True)
    entry = archive.entry(
        "partner-taken-over",
        "covert",
        True,
        [f"account {partner.address}", f"host {host}, in this wave only", "one text within ten days"],
        tracking=marker.told(),
        note="the partner's mail before and after is ordinary and not in this entry",
    )
    others = [p for p in world.settled(wave) if p not in friends]
    people = friends + rng.sample(others, min(len(others), world.scaled(rng.randint(8, 16), 0.5)))
    subject, body = world.writer.subject(rng, partner.language), world.writer.paragraphs(rng, partner.language, rng.randint(2, 4), 2, 4)
    for reader in people:
        paragraphs = [
            world.writer.greeting(rng, partner.language, reader.first, reader.last),
            *body,
            world.writer.closing(rng, partner.language),
            partner.name,
        ]
        html = letter_html(program, paragraphs, marker.snippet(tokens.of(reader.address)))
        letter = Letter(
            (partner.name, partner.address),
            ((reader.name, reader.address),),
            subject,
            workday(rng, wave, wave + rng.randint(1, 9) * DAY),
            plain(paragraphs),
            html,
            program=program,
            zone=partner.zone,
        )
        archive.send(entry, letter, [reader.address], path, rng)


# 8. A made-up news site of the sender's own.


def made_up_news_site(archive: Archive) -> None:
    world = archive.world
    rng = world.rng("planted/news-site")
    domain = world.fresh_domain(rng, rng.choice(("{w}-observer", "{w}times", "the-{w}-brief", "{w}-monitor")))
    title = domain.removesuffix(".example").replace("-", " ").title()
    per_message = rng.random() < 0.5
    entry = archive.entry(
        "made-up-news-site",
        "covert",
        True,
        [
            f"domain {domain}",
            "numbered links, one number a " + ("message" if per_message else "reader"),
            "private addresses of the same people",
        ],
        tracking={"place": "links, query value p", "token": "number, one a " + ("message" if per_message else "reader")},
        note="may stay unsure: a finding with a middle score and a question is right, plain bulk is not",
    )
    low = world.start + int((0.4 + 0.45 * rng.random()) * (world.end - world.start))
    owners = [p for p in world.with_private_box() if p in world.settled(low, 30)]
    people = rng.sample(owners, min(40, len(owners)))
    language = rng.choice(("en", "de", "fr"))
    issues = [(world.writer.headline(rng, language), world.writer.paragraphs(rng, language, 3, 2, 4)) for _ in range(rng.choice((1, 2)))]
    numbers = iter(rng.sample(range(11, 9000), 200 * len(issues)))
    fixed = {a: next(numbers) for p in people for a in (p.address, p.private)}
    program = rng.choice(("php", "merge", "java"))
    for number, (headline, body) in enumerate(issues):
        for person in people:
            for address in (person.address, person.private):
                value = next(numbers) if per_message else fixed[address]
                when = workday(rng, low + number * 7 * DAY, low + (number + 1) * 14 * DAY // len(issues) - DAY)
                html = article_html(
                    title,
                    headline,
                    body,
                    f'<img src="https://{domain}/wp-content/themes/news/logo.png" width="200" alt="{title}">',
                    f"https://{domain}/?p={value}",
                    "Read more",
                    "#1a5276",
                )
                html = html.replace(
                    "</td></tr></table></body>",
                    f'<p style="font-size:11px"><a href="https://{domain}/?unsubscribe={value}">Unsubscribe</a></p></td></tr></table></body>',
                )
                letter = Letter(
                    (title, f"news@{domain}"),
                    (("", address),),
                    headline,
                    when,
                    plain([title, *body, f"https://{domain}/?p={value}"]),
                    html,
                    program=program,
                    header=(
                        f"List-Unsubscribe: <https://{domain}/?unsubscribe={value}>, <mailto:unsubscribe@{domain}>",
                        f"List-Id: {title} <news.{domain}>",
                    ),
                )
                archive.send(entry, letter, [address], Path(f"bounce@{domain}", "mail." + domain, "203.0.113." + str(1 + len(domain))), rng)
