# SPDX-License-Identifier: Apache-2.0
"""Harmless mail from person to person, and what servers write about it.

These are the cases in which an honest sender looks like somebody else: a member at a private or a new address, a namesake, an
assistant, a relayed copy whose SPF fails, a reporter at a free-mail account, and a hundred citizens with one text.
"""

import random
from dataclasses import replace
from html import escape
from urllib.parse import quote
from typing import Any

from archive import Archive
from everyday import charset_for, desk_path, letter_body, pdf, png, quoted, write
from mail import Attachment, Letter, Path, address_ip, mailbox, new_message_id, rfc_date, with_id
from pages import letter_html, plain
from tokens import BASE36, BASE62, hexes, letters
from words import ascii_word, capital, pick
from world import DAY, Person, World, make_contact, workday


def someone(world: World, rng: random.Random, when: int, not_: Person | None = None) -> Person:
    while True:
        person = rng.choice(world.people)
        if person.start <= when and person is not not_:
            return person


def note(
    archive: Archive, rng: random.Random, sender: tuple[str, str], reader: Person, language: str, when: int, program: str, **more: Any
) -> Letter:
    body = letter_body(archive, rng, language, reader.first, reader.last, sender[0])
    return Letter(
        sender,
        ((reader.name, reader.address),),
        archive.world.writer.subject(rng, language),
        when,
        plain(body),
        program=program,
        charset=charset_for(program, rng),
        **more,
    )


def plant_letters(archive: Archive) -> None:
    own_private_address(archive)
    changed_private_address(archive)
    namesake(archive)
    assistant(archive)
    colleagues_abroad(archive)
    mailing_list(archive)
    delivery_reports(archive)
    auto_replies(archive)
    encrypted(archive)
    shared_mailboxes(archive)
    forwarded(archive)
    old_university_address(archive)
    constituent_campaign(archive)
    job_applications(archive)
    embassy_circulars(archive)
    read_receipts(archive)
    real_journalist(archive)
    signature_picture(archive)
    spam(archive)


def own_private_address(archive: Archive) -> None:
    """Members write from the private address that org.toml names for them."""
    world = archive.world
    rng = world.rng("harmless/own-private")
    entry = archive.entry("own-private-address", "none")
    for _ in range(world.scaled(16)):
        member = rng.choice(world.with_private_box())
        when = workday(rng, member.start + 30 * DAY, world.end)
        letter = note(archive, rng, (member.name, member.private), someone(world, rng, when, member), member.language, when, "gmail")
        archive.send(entry, letter, [letter.to[0][1]], world.freemail_path(random.Random(member.private), member.private), rng)


def changed_private_address(archive: Archive) -> None:
    """A member says at the known addresses that there is a new one, and then writes from it, in answers too."""
    world = archive.world
    rng = world.rng("harmless/changed-private")
    entry = archive.entry("changed-private-address", "none")
    for member in rng.sample(world.with_private_box(), 2):
        new = world.free_address(rng, member.first, member.last)
        when = workday(rng, member.start + 250 * DAY, world.end - 300 * DAY)
        friends = rng.sample([p for p in world.people if p.start <= when and p is not member], 4)
        text = plain(
            [
                "Dear all,",
                f"my private address is changing. From now on please write to {new}; {member.private} will be closed at the end of the month.",
                member.name,
            ]
        )
        for sender, path in (
            (member.address, desk_path(archive, rng, member.address)),
            (member.private, world.freemail_path(rng, member.private)),
        ):
            letter = Letter(
                (member.name, sender),
                tuple((p.name, p.address) for p in friends),
                "My new private address",
                when,
                text,
                cc=((member.name, new),),
                program="gmail",
            )
            archive.send(entry, letter, [p.address for p in friends], path, rng)
            when += 3600
        for _ in range(rng.randint(4, 8)):
            friend = rng.choice(friends)
            at = workday(rng, when + DAY, when + 280 * DAY)
            asked = with_id(
                Letter(
                    (friend.name, friend.address),
                    ((member.name, new),),
                    world.writer.subject(rng, member.language),
                    at,
                    plain(letter_body(archive, rng, member.language, member.first, member.last, friend.name)),
                    program="thunderbird",
                ),
                rng,
            )
            archive.sent_by(archive.entry("conversations", "none"), asked, friend, rng)
            letter = note(archive, rng, (member.name, new), friend, member.language, at + 7000, "gmail", in_reply_to=asked.message_id)
            archive.send(
                entry, replace(letter, subject="Re: " + asked.subject), [friend.address], world.freemail_path(random.Random(new), new), rng
            )


def namesake(archive: Archive) -> None:
    """Somebody else with a member's name, who writes about his own things, for years, from one address."""
    world = archive.world
    rng = world.rng("harmless/namesake")
    entry = archive.entry("namesake", "none", note="same name as a protected person, another person")
    member = rng.choice(world.people)
    domain = world.fresh_domain(rng, "{w}-school")
    address = f"{ascii_word(member.last)}@{domain}"
    path = world.server_path(rng, address)
    begin = workday(rng, world.start + 100 * DAY, world.end - 600 * DAY)
    for number in range(rng.randint(3, 6)):
        when = workday(rng, begin + number * 90 * DAY, begin + number * 90 * DAY + 60 * DAY)
        reader = someone(world, rng, when, member)
        letter = note(archive, rng, (member.name, address), reader, "en", when, "outlook")
        letter = replace(
            letter,
            text=plain(
                [
                    f"Dear {reader.name},",
                    f"our school in {world.writer.places[7]} would like to bring class {rng.randint(5, 12)} for a visit. No, I am not related to your colleague of the same name.",
                    *world.writer.paragraphs(rng, "en", 1),
                    f"{member.name}, teacher",
                ]
            ),
        )
        archive.send(entry, letter, [reader.address], path, rng)


def assistant(archive: Archive) -> None:
    """Sender and From differ: an assistant sends for a member, from inside and through an outside service of the group."""
    world = archive.world
    rng = world.rng("harmless/assistant")
    entry = archive.entry("assistant-on-behalf", "none")
    for _ in range(world.scaled(16)):
        member, helper = rng.choice(world.people), rng.choice(world.staff)
        when = workday(rng, max(member.start, helper.start), world.end)
        reader = someone(world, rng, when, member)
        letter = note(
            archive,
            rng,
            (member.name, member.address),
            reader,
            member.language,
            when,
            "outlook",
            send_as=mailbox(helper.name, helper.address, "b"),
        )
        archive.send(entry, letter, [reader.address], desk_path(archive, rng, helper.address), rng)


def colleagues_abroad(archive: Archive) -> None:
    """On a journey: another time zone, a hotel's wireless network, our own submission server with a password."""
    world = archive.world
    rng = world.rng("harmless/abroad")
    entry = archive.entry("colleagues-abroad", "none")
    for _ in range(world.scaled(14)):
        member = rng.choice(world.people)
        when = workday(rng, member.start, world.end)
        reader = someone(world, rng, when, member)
        letter = note(
            archive, rng, (member.name, member.address), reader, member.language, when, "apple", zone=rng.choice((540, -300, 480, 330))
        )
        inner = (
            f"Received: from [{address_ip(rng)}] (wifi.hotel-{letters(rng, BASE36, 4)}.example [{address_ip(rng)}])\n\tby submit.{world.domain} with ESMTPSA id {hexes(rng, 10).upper()}; {rfc_date(when)}",
        )
        archive.send(entry, letter, [reader.address], Path(member.address, f"submit.{world.domain}", "192.0.2.26", (), "", inner), rng)


def mailing_list(archive: Archive) -> None:
    """A discussion list outside: From is kept or rewritten, SPF is the list's, DKIM is broken by the footer."""
    world = archive.world
    rng = world.rng("harmless/list")
    host = world.fresh_domain(rng, "lists.{w}")
    name = rng.choice(("open-data", "rail-policy", "coast", "pensions"))
    entry = archive.entry("mailing-list", "none", links=[f"list {name}@{host}"])
    authors = [make_contact(world, rng, free=rng.random() < 0.5) for _ in range(8)]
    rewritten = rng.random() < 0.5
    subject, previous = world.writer.subject(rng, "en"), ""
    subscribers = rng.sample(world.people, world.scaled(5, 0.4))
    for number in range(world.scaled(9, 0.5)):
        when = workday(
            rng,
            world.start + (number * (world.end - world.start)) // world.scaled(9, 0.5),
            world.start + ((number + 1) * (world.end - world.start)) // world.scaled(9, 0.5),
        )
        author = rng.choice(authors)
        if rng.random() < 0.4:
            subject, previous = world.writer.subject(rng, "en"), ""
        text = (
            plain(letter_body(archive, rng, "en", "all", "", author.name))
            + f"_______________________________________________\n{name} mailing list\nhttps://{host}/listinfo/{name}\n"
        )
        sender = (f"{author.name} via {name}", f"{name}@{host}") if rewritten else (author.name, author.address)
        letter = Letter(
            sender,
            ((name, f"{name}@{host}"),),
            f"{'Re: ' if previous else ''}[{name}] {subject}",
            when,
            text,
            program="mutt",
            in_reply_to=previous,
            message_id=new_message_id(rng, author.program, author.address.rpartition("@")[2], when),
            header=(
                f"List-Id: <{name}.{host}>",
                f"List-Unsubscribe: <https://{host}/options/{name}>, <mailto:{name}-request@{host}?subject=unsubscribe>",
                f"List-Post: <mailto:{name}@{host}>",
                "Precedence: list",
                f"X-Mailman-Version: 2.1.{rng.randint(20, 39)}",
            ),
        )
        there = [p.address for p in subscribers if p.start <= when]
        previous = archive.send(
            entry,
            letter,
            there,
            Path(
                f"{name}-bounces@{host}", host, "198.51.100.9", ("pass", "pass" if rewritten else "fail", "pass" if rewritten else "fail")
            ),
            rng,
        ).message_id


def delivery_reports(archive: Archive) -> None:
    world = archive.world
    rng = world.rng("harmless/reports")
    entry = archive.entry("delivery-reports", "none")
    for _ in range(world.scaled(10)):
        when = workday(rng, world.start + 10 * DAY, world.end)
        person = someone(world, rng, when)
        gone = f"{letters(rng, BASE36, 7)}@{rng.choice(world.contacts).path.host}"
        inner = quoted(note(archive, rng, (person.name, person.address), person, "en", when - 60, "thunderbird"), rng)
        mark = f"{hexes(rng, 10).upper()}.{when}/mx.{world.domain}"
        mid = f"<{rfc_date(when).replace(' ', '')[:10].replace(',', '.')}{hexes(rng, 8).upper()}@mx.{world.domain}>"
        raw = (
            (
                f"From: MAILER-DAEMON@mx.{world.domain} (Mail Delivery System)\nSubject: Undelivered Mail Returned to Sender\nTo: {person.address}\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\n"
                f'Content-Type: multipart/report; report-type=delivery-status;\n\tboundary="{mark}"\nDate: {rfc_date(when)}\nMessage-Id: {mid}\n\nThis is a MIME-encapsulated message.\n\n--{mark}\nContent-Description: Notification\n'
                f"Content-Type: text/plain; charset=us-ascii\n\nThis is the mail system at host mx.{world.domain}.\n\n<{gone}>: host said: 550 5.1.1 user unknown\n\n--{mark}\nContent-Type: message/delivery-status\n\n"
                f"Reporting-MTA: dns; mx.{world.domain}\n\nFinal-Recipient: rfc822; {gone}\nAction: failed\nStatus: 5.1.1\n\n--{mark}\nContent-Type: message/rfc822\n\n"
            ).encode()
            + inner
            + f"\n--{mark}--\n".encode()
        )
        letter = Letter(("", f"MAILER-DAEMON@mx.{world.domain}"), (), "", when, "", message_id=mid)
        archive.deliver(entry, raw, letter, person.address, Path("", f"mx.{world.domain}", "192.0.2.25", ()), rng)


def auto_replies(archive: Archive) -> None:
    world = archive.world
    rng = world.rng("harmless/auto")
    entry = archive.entry("auto-replies", "none")
    texts = (
        "I am out of the office until {d} and read my mail from time to time.",
        "Thank you for your message. I am away until {d}; my office will help you.",
        "Ich bin bis {d} nicht im Haus.",
        "Je suis absente jusqu'au {d}.",
    )
    for _ in range(world.scaled(22)):
        contact = rng.choice(world.contacts)
        when = workday(rng, world.start + 40 * DAY, world.end)
        person = someone(world, rng, when)
        letter = Letter(
            (contact.name, contact.address),
            ((person.name, person.address),),
            pick(rng, ("Automatic reply: ", "Out of office: ", "Abwesenheit: ")) + world.writer.subject(rng, "en"),
            when,
            rng.choice(texts).format(d=world.writer.fill(rng, "en", "{n} {month}")) + f"\n\n{contact.name}\n",
            program=contact.program,
            zone=contact.zone,
            header=("Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All"),
        )
        archive.send(entry, letter, [person.address], replace(contact.path, envelope_from=""), rng)


def encrypted(archive: Archive) -> None:
    world = archive.world
    rng = world.rng("harmless/encrypted")
    entry = archive.entry("encrypted", "none")
    for _ in range(world.scaled(9)):
        contact = rng.choice(world.contacts)
        when = workday(rng, world.start + 40 * DAY, world.end)
        person = someone(world, rng, when)
        armoured = (
            "-----BEGIN PGP MESSAGE-----\n\n"
            + "\n".join(letters(rng, BASE62 + "+/", 64) for _ in range(12))
            + "\n="
            + letters(rng, BASE62, 4)
            + "\n-----END PGP MESSAGE-----\n"
        )
        mid = new_message_id(rng, "thunderbird", contact.address.rpartition("@")[2], when)
        mark = "------------" + letters(rng, BASE62, 24)
        if rng.random() < 0.6:
            raw = (
                f'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted";\n boundary="{mark}"\nMessage-ID: {mid}\nDate: {rfc_date(when, contact.zone)}\nMIME-Version: 1.0\nFrom: {ascii_word(contact.first)} <{contact.address}>\n'
                f"To: <{person.address}>\nSubject: ...\n\nThis is an OpenPGP/MIME encrypted message (RFC 4880 and 3156)\n--{mark}\nContent-Type: application/pgp-encrypted\nContent-Description: PGP/MIME version identification\n\nVersion: 1\n\n--{mark}\n"
                f'Content-Type: application/octet-stream; name="encrypted.asc"\nContent-Disposition: inline; filename="encrypted.asc"\n\n{armoured}\n--{mark}--\n'
            ).encode()
            archive.deliver(
                entry, raw, Letter((contact.name, contact.address), (), "", when, "", message_id=mid), person.address, contact.path, rng
            )
        else:
            letter = Letter(
                (contact.name, contact.address),
                ((person.name, person.address),),
                "Encrypted Message",
                when,
                "",
                program="outlook",
                message_id=mid,
                attachments=(Attachment("smime.p7m", "application/pkcs7-mime", rng.getrandbits(8 * 700).to_bytes(700, "big")),),
            )
            archive.send(entry, replace(letter, text="\n"), [person.address], contact.path, rng)


def shared_mailboxes(archive: Archive) -> None:
    """Citizens write to the office, and some of it is handed on to a member."""
    world = archive.world
    rng = world.rng("harmless/shared")
    entry = archive.entry("shared-mailboxes", "none")
    for _ in range(world.scaled(34)):
        box = f"{rng.choice(('office', 'press', 'petitions'))}@{world.domain}"
        when = workday(rng, world.start, world.end)
        writer = make_contact(world, rng, free=rng.random() < 0.7)
        body = letter_body(archive, rng, writer.language, "all", "", writer.name)
        letter = Letter(
            (writer.name, writer.address),
            (("", box),),
            world.writer.subject(rng, writer.language),
            when,
            plain(body),
            program=writer.program,
            charset=charset_for(writer.program, rng),
            zone=writer.zone,
        )
        archive.send(entry, letter, [box], writer.path, rng)


def forwarded(archive: Archive) -> None:
    """A colleague hands on what came from outside: inline, or as an attached message."""
    world = archive.world
    rng = world.rng("harmless/forwarded")
    entry = archive.entry("forwarded-copies", "none")
    for _ in range(world.scaled(16)):
        when = workday(rng, world.start + 60 * DAY, world.end)
        giver = someone(world, rng, when)
        reader = someone(world, rng, when, giver)
        contact = rng.choice(world.contacts)
        first = write(archive, rng, (contact.name, contact.address), [giver], contact.program, contact.language, when - 4000, contact.zone)
        letter = Letter(
            (giver.name, giver.address),
            ((reader.name, reader.address),),
            pick(rng, ("Fwd: ", "WG: ", "TR: ", "FW: ")) + first.subject,
            when,
            "FYI\n",
            program="thunderbird",
        )
        if rng.random() < 0.5:
            letter = replace(letter, attachments=(Attachment("forwarded.eml", "message/rfc822", quoted(first, rng)),))
        else:
            letter = replace(
                letter,
                text=f"FYI\n\n-------- Forwarded Message --------\nSubject: {first.subject}\nDate: {rfc_date(first.when)}\nFrom: {contact.name} <{contact.address}>\nTo: {giver.address}\n\n{first.text}",
            )
        archive.send(entry, letter, [reader.address], desk_path(archive, rng, giver.address), rng)


def old_university_address(archive: Archive) -> None:
    """Mail to a member's old university address is relayed unchanged, so that SPF fails and DKIM may hold."""
    world = archive.world
    rng = world.rng("harmless/university")
    entry = archive.entry("relayed-by-old-university", "none")
    university = world.fresh_domain(rng, "uni-{w}")
    for _ in range(world.scaled(14)):
        contact = rng.choice(world.contacts)
        person = rng.choice(world.people[:9])
        when = workday(rng, person.start, world.end)
        letter = note(archive, rng, (contact.name, contact.address), person, contact.language, when, contact.program, zone=contact.zone)
        letter = replace(letter, to=((person.name, f"{ascii_word(person.last)}@alumni.{university}"),))
        inner = (
            f"Received: from {contact.path.host} ({contact.path.host} [{contact.path.ip}])\n\tby relay.{university} with ESMTPS id {hexes(rng, 8)}\n\tfor <{ascii_word(person.last)}@alumni.{university}>; {rfc_date(when + 1)}",
        )
        dkim = rng.choice(("pass", "none", "fail"))
        archive.send(
            entry,
            letter,
            [person.address],
            Path(
                contact.address,
                f"relay.{university}",
                "203.0.113.200",
                ("fail", dkim, "pass" if dkim == "pass" else "fail"),
                contact.address.rpartition("@")[2],
                inner,
            ),
            rng,
        )


def constituent_campaign(archive: Archive) -> None:
    """An advocacy site sends one text for many citizens to a few members; each has the citizen's own name and town."""
    world = archive.world
    rng = world.rng("harmless/constituents")
    site = world.fresh_domain(rng, "act-{w}")
    entry = archive.entry("constituent-campaign", "none", links=[f"site {site}", "one text for many citizens"])
    language = rng.choice(("en", "de", "fr"))
    subject, body = world.writer.subject(rng, language), world.writer.paragraphs(rng, language, 3)
    when = world.start + int((0.3 + 0.6 * rng.random()) * (world.end - world.start))
    members = [someone(world, rng, when) for _ in range(3)]
    own_reply = rng.random() < 0.5
    for _ in range(world.scaled(36)):
        first, last = world.fresh_name(rng)
        member = rng.choice(members)
        address = world.free_address(rng, first, last)
        sender = (
            (f"{first} {last}", f"noreply@{site}")
            if own_reply
            else (f"{first} {last}", f"{ascii_word(first)}.{ascii_word(last)}.{hexes(rng, 6)}@mail.{site}")
        )
        text = (
            plain(
                [f"Dear {member.name},", *body, f"{first} {last}, {rng.randint(1000, 9999)} {world.writer.fill(rng, language, '{place}')}"]
            )
            + f"\nSent by {first} {last} through https://{site}/\n"
        )
        letter = Letter(
            sender, ((member.name, member.address),), subject, workday(rng, when, when + 25 * DAY), text, program="php", reply_to=address
        )
        archive.send(entry, letter, [member.address], Path(f"bounce@{site}", f"out.{site}", "198.51.100.210"), rng)


def job_applications(archive: Archive) -> None:
    world = archive.world
    rng = world.rng("harmless/jobs")
    entry = archive.entry("job-applications", "none")
    for _ in range(world.scaled(12)):
        writer = make_contact(world, rng, free=rng.random() < 0.8)
        when = workday(rng, world.start, world.end)
        reader = someone(world, rng, when)
        body = [
            f"Dear {reader.name},",
            f"please find attached my application for the {rng.choice(('internship', 'post in your office', 'traineeship', 'research post'))} from {world.writer.fill(rng, 'en', '{month}')}.",
            *world.writer.paragraphs(rng, "en", 1),
            writer.name,
        ]
        files = (Attachment("cv.pdf", "application/pdf", pdf(rng)), Attachment("photo.png", "image/png", png(rng)))
        letter = Letter(
            (writer.name, writer.address),
            ((reader.name, reader.address),),
            "Application",
            when,
            plain(body),
            letter_html(writer.program, body) if writer.program in ("gmail", "apple", "outlook") else "",
            program=writer.program,
            attachments=files,
            zone=writer.zone,
        )
        archive.send(entry, letter, [reader.address], writer.path, rng)


def embassy_circulars(archive: Archive) -> None:
    """A note to many members, each copy with the member's own name, from an embassy's server with no DKIM."""
    world = archive.world
    rng = world.rng("harmless/embassy")
    domain = world.fresh_domain(rng, "{w}-embassy")
    entry = archive.entry("embassy-circulars", "none", links=[f"sender embassy@{domain}"])
    path = Path(f"embassy@{domain}", f"mail.{domain}", "192.0.2.140", ("pass", "none", "none"))
    for _ in range(world.scaled(3, 0.4)):
        when = workday(rng, world.start + 60 * DAY, world.end)
        body = world.writer.paragraphs(rng, "en", 2)
        for person in rng.sample([p for p in world.people if p.start <= when], world.scaled(8, 0.4)):
            text = [
                "The Embassy presents its compliments to " + person.name + " and has the honour to inform:",
                *body,
                f"{world.writer.places[11]}, {rfc_date(when)[5:16]}",
            ]
            letter = Letter(
                (f"Embassy of {capital(domain.partition('-')[0])}", f"embassy@{domain}"),
                ((person.name, person.address),),
                "Note verbale " + text[3][-11:],
                when,
                plain(text),
                letter_html("outlook-qp", text),
                program="outlook-qp",
                attachments=(Attachment("note.pdf", "application/pdf", pdf(rng)),),
            )
            archive.send(entry, letter, [person.address], path, rng)


def read_receipts(archive: Archive) -> None:
    """Letters that ask for a receipt, and a receipt that came."""
    world = archive.world
    rng = world.rng("harmless/receipts")
    entry = archive.entry("read-receipt-requests", "none")
    for _ in range(world.scaled(12)):
        contact = rng.choice(world.contacts)
        when = workday(rng, world.start + 50 * DAY, world.end)
        reader = someone(world, rng, when)
        letter = note(
            archive,
            rng,
            (contact.name, contact.address),
            reader,
            contact.language,
            when,
            contact.program,
            zone=contact.zone,
            header=(f"Disposition-Notification-To: {contact.address}", f"Return-Receipt-To: {contact.address}"),
        )
        archive.send(entry, letter, [reader.address], contact.path, rng)


def real_journalist(archive: Archive) -> None:
    """A freelance reporter at a free-mail account asks several members one question; years of letters, answered."""
    world = archive.world
    rng = world.rng("harmless/journalist")
    entry = archive.entry("real-freelance-journalist", "none")
    reporter = make_contact(world, rng, free=True)
    signature = f"{reporter.name}, freelance reporter, member of the press club in {world.writer.places[5]}"
    for _ in range(world.scaled(5, 0.4)):
        when = workday(rng, world.start + 20 * DAY, world.end)
        subject, question = world.writer.subject(rng, reporter.language), world.writer.paragraphs(rng, reporter.language, 2)
        for person in rng.sample([p for p in world.people if p.start <= when], 4):
            text = [world.writer.greeting(rng, reporter.language, person.first, person.last), *question, signature]
            letter = Letter(
                (reporter.name, reporter.address),
                ((person.name, person.address),),
                subject,
                when + rng.randint(0, 5000),
                plain(text),
                letter_html("gmail", text),
                program="gmail",
                zone=reporter.zone,
            )
            letter = archive.send(entry, letter, [person.address], reporter.path, rng)
            if rng.random() < 0.4:
                archive.answer(
                    entry,
                    letter,
                    person,
                    plain(letter_body(archive, rng, reporter.language, reporter.first, reporter.last, person.name)),
                    rng,
                    letter.when + 9000,
                )


def signature_picture(archive: Archive) -> None:
    """An association's people have a logo in their signature that lies on its own site: one address for every reader."""
    world = archive.world
    rng = world.rng("harmless/signature")
    domain = world.fresh_domain(rng, "{w}-chamber-of-trade")
    entry = archive.entry("remote-signature-logo", "none", links=[f"logo at https://{domain}"])
    staff = [make_contact(world, rng, domain=domain) for _ in range(3)]
    for _ in range(world.scaled(18)):
        writer = rng.choice(staff)
        when = workday(rng, world.start + 20 * DAY, world.end)
        reader = someone(world, rng, when)
        body = letter_body(archive, rng, writer.language, reader.first, reader.last, writer.name)
        html = letter_html("outlook", body, "", f'<img src="https://www.{domain}/signature/logo.png" width="140" height="40" alt="">')
        letter = Letter(
            (writer.name, writer.address),
            ((reader.name, reader.address),),
            world.writer.subject(rng, writer.language),
            when,
            plain(body),
            html,
            program="outlook",
        )
        archive.send(entry, letter, [reader.address], writer.path, rng)


def spam(archive: Archive) -> None:
    """Ordinary junk: pills, inheritances, and banks' look-alikes, which may be called phishing; half of it knows whom it reached."""
    world = archive.world
    rng = world.rng("harmless/spam")
    blind = archive.entry("spam", "none", excused=["phishing"])
    tracked = archive.entry(
        "spam-that-tracks",
        "none",
        excused=["phishing"],
        tracking={"place": "link, query or path", "token": "the address, or random, one a message"},
    )
    for _ in range(world.scaled(9, 0.5)):
        host = world.fresh_domain(rng, "{w}", ("example", "test"))
        kind = rng.choice(("pills", "inheritance", "bank", "prize", "crypto"))
        subject = {
            "pills": "Best prices online",
            "inheritance": "Urgent business proposal",
            "bank": "Your account is limited",
            "prize": "You have won",
            "crypto": "Earn from home",
        }[kind] + rng.choice(("", "!", "!!", " - " + letters(rng, BASE36, 5)))
        text = (
            {
                "pills": "Save up to {n}% on all products. Discreet shipping.",
                "inheritance": "I am the lawyer of a late client who left {n} million. Reply with your full name.",
                "bank": "We noticed an unusual sign-in. Verify your card within {n} hours.",
                "prize": "Your address was drawn from {n} thousand others. Claim today.",
                "crypto": "Our members make {n} thousand a week.",
            }[kind].format(n=rng.randint(12, 90))
            + " "
            + world.writer.sentence(rng, "en")
        )
        when = workday(rng, world.start, world.end - 9 * DAY)
        page = f"http://{host}/{letters(rng, BASE36, 5)}"
        how = rng.choice(("none", "none", "address", "random"))
        for person in rng.sample(world.people, min(len(world.people), rng.randint(2, 5) + int(world.scale / 4))):
            at = max(when, person.start) + rng.randint(0, 6 * DAY)
            url = {"none": page, "address": f"{page}?e={quote(person.address)}", "random": f"{page}/{letters(rng, BASE62, 9)}"}[how]
            name = capital(letters(rng, "abcdefghilmnoprstuv", 6))
            html = (
                ""
                if kind == "inheritance"
                else f'<html><body bgcolor="#ffffff"><center><font size="4">{escape(text)}</font><br><a href="{escape(url)}">Click here</a><br><font color="#fefefe" size="1">{world.writer.sentence(rng, "en")}</font></center></body></html>\n'
            )
            letter = Letter(
                (f"{name} {rng.choice(('Support', 'Team', 'Shop', 'Bank', ''))}".strip(), f"{letters(rng, BASE36, 8)}@{host}"),
                (("", person.address),),
                subject,
                min(at, world.end),
                text + "\n" + ("" if kind == "inheritance" else url + "\n"),
                html,
                program=rng.choice(("php", "plain", "java")),
            )
            entry = blind if how == "none" or kind == "inheritance" else tracked
            archive.send(
                entry,
                letter,
                [person.address],
                Path(
                    letter.sender[1],
                    f"{letters(rng, BASE36, 5)}.{host}",
                    address_ip(rng),
                    rng.choice((("none", "none", "none"), ("fail", "none", "fail"), ("pass", "none", "none"))),
                ),
                rng,
            )
