# SPDX-License-Identifier: Apache-2.0
"""Everyday mail: colleagues among themselves, people outside who write for years, and letters from citizens who write once.

It fills an archive up to the wished number of messages. Most is what a parliament's mail is: plain, short, answered.
"""

import random
from typing import Any

from archive import Archive
from mail import Attachment, Letter, Path, compose, stamp, with_id
from pages import letter_html, plain
from tokens import hexes, uuid
from words import OTHER_SCRIPTS, pick
from world import DAY, Contact, Person, make_contact, workday

HTML_PROGRAMS = ("gmail", "outlook", "apple", "outlook-qp", "thunderbird")


def pdf(rng: random.Random) -> bytes:
    return f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n% {hexes(rng, 600)}\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode()


def png(rng: random.Random) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x40\x00\x00\x00\x10\x08\x02" + rng.getrandbits(8 * 220).to_bytes(220, "big")


def charset_for(program: str, rng: random.Random) -> str:
    if program in ("gmail", "webmail"):
        return "utf-8"
    return pick(rng, ("utf-8", "utf-8", "iso-8859-1", "windows-1252"))


def desk_path(archive: Archive, rng: random.Random, address: str) -> Path:
    """From a desk inside: our server writes no Authentication-Results for its own users."""
    return Path(address, f"desk{int(rng.random() * 90):02d}.{archive.world.domain}", f"192.0.2.{int(rng.random() * 200) + 30}", ())


def letter_body(archive: Archive, rng: random.Random, language: str, first: str, last: str, signed: str, sentences: int = 0) -> list[str]:
    writer = archive.world.writer
    count = 1 + int(rng.random() * 3)
    low = max(1, sentences // count) if sentences else 1
    return [
        writer.greeting(rng, language, first, last),
        *writer.paragraphs(rng, language, count, low, low + 2),
        writer.closing(rng, language),
        signed,
    ]


def write(
    archive: Archive,
    rng: random.Random,
    sender: tuple[str, str],
    to: list[Person],
    program: str,
    language: str,
    when: int,
    zone: int,
    **more: Any,
) -> Letter:
    """An ordinary letter in one language; HTML where the program writes it, now and then with something attached."""
    body = letter_body(archive, rng, language, to[0].first, to[0].last, sender[0])
    html = letter_html(program, body) if program in HTML_PROGRAMS and rng.random() < 0.6 else ""
    attachments: tuple[Attachment, ...] = ()
    draw = rng.random()
    if draw < 0.07:
        attachments = (
            Attachment(
                f"{pick(rng, ('agenda', 'note', 'report', 'annex', 'scan'))}-{int(rng.random() * 900)}.pdf", "application/pdf", pdf(rng)
            ),
        )
    elif draw < 0.11 and html:
        cid = f"image001.{hexes(rng, 8)}@{sender[1].rpartition('@')[2]}"
        html = html.replace("</body>", f'<img src="cid:{cid}" width="64" height="16" alt="logo"></body>')
        attachments = (Attachment("image001.png", "image/png", png(rng), cid),)
    return Letter(
        sender,
        tuple((p.name, p.address) for p in to),
        archive.world.writer.subject(rng, language),
        when,
        plain(body),
        html,
        program=program,
        zone=zone,
        charset=charset_for(program, rng),
        attachments=attachments,
        **more,
    )


def conversation(archive: Archive, rng: random.Random) -> None:
    """Colleagues: one message to a few of them, with the sender's own copy, and sometimes an answer."""
    world = archive.world
    entry = archive.entry("conversations", "none")
    when = workday(rng, world.start, world.end)
    author, *readers = rng.sample(world.people + world.staff, 2 + (rng.random() < 0.3) + (rng.random() < 0.1))
    readers = [r for r in readers if r.start <= when]
    if not readers or author.start > when or archive.room() < len(readers) + 2:
        return
    program = PROGRAM_OF[len(author.address) % len(PROGRAM_OF)]
    letter = write(archive, rng, (author.name, author.address), readers, program, author.language, when, 60)
    letter = archive.send(entry, letter, [r.address for r in readers], desk_path(archive, rng, author.address), rng)
    if rng.random() < 0.3:
        archive.sent_by(entry, letter, author, rng)


PROGRAM_OF = ("thunderbird", "outlook", "outlook-qp", "apple", "webmail")


def from_outside(archive: Archive, rng: random.Random) -> None:
    """A contact who writes to the same few people again and again; one letter in three is answered."""
    world = archive.world
    contact = pick(rng, world.contacts)
    circle = random.Random(contact.address).sample(world.people, 3)
    reader = pick(rng, circle)
    when = workday(rng, reader.start, world.end)
    ordinary(archive, rng, contact, reader, when, "letters-from-outside", 0.33)


def ordinary(archive: Archive, rng: random.Random, contact: Contact, reader: Person, when: int, kind: str, answered: float) -> None:
    entry = archive.entry(kind, "none")
    if archive.room() < 2:
        return
    letter = write(archive, rng, (contact.name, contact.address), [reader], contact.program, contact.language, when, contact.zone)
    letter = archive.send(entry, letter, [reader.address], contact.path, rng)
    if rng.random() < answered and archive.room() > 0:
        body = letter_body(archive, rng, contact.language, contact.first, contact.last, reader.name)
        archive.answer(entry, letter, reader, plain(body), rng, workday(rng, when + 600, when + 3 * DAY))


def citizen(archive: Archive, rng: random.Random) -> None:
    """Somebody new who writes once; now and then in another script and an older charset."""
    world = archive.world
    entry = archive.entry("arrivals", "none")
    reader = pick(rng, world.people)
    when = workday(rng, reader.start, world.end)
    contact = make_contact(world, rng, free=rng.random() < 0.7)
    if rng.random() < 0.08:
        charset, sentences = OTHER_SCRIPTS[pick(rng, tuple(OTHER_SCRIPTS))]
        lines = [s for s in sentences] + [f"{contact.name}, {int(rng.random() * 90000)}"]
        letter = Letter(
            (contact.name, contact.address),
            ((reader.name, reader.address),),
            sentences[1],
            when,
            "\n".join(lines).encode(charset, "replace").decode(charset) + "\n",
            program=pick(rng, ("outlook", "mutt", "php")),
            charset=charset,
            zone=contact.zone,
        )
    else:
        letter = write(archive, rng, (contact.name, contact.address), [reader], contact.program, contact.language, when, contact.zone)
    archive.send(entry, letter, [reader.address], contact.path, rng)


def private_life(archive: Archive, rng: random.Random) -> None:
    """Friends, clubs and shops at private addresses."""
    world = archive.world
    owners = world.with_private_box() + world.spouses
    person = pick(rng, owners)
    address = person.private or person.address
    friend = pick(rng, world.contacts)
    circle = random.Random("friends" + address).sample(world.contacts, 4)
    friend = pick(rng, circle)
    when = workday(rng, person.start, world.end)
    body = letter_body(archive, rng, person.language, person.first, person.last, friend.first)
    html = letter_html(friend.program, body) if friend.program in HTML_PROGRAMS and rng.random() < 0.5 else ""
    letter = Letter(
        (friend.name, friend.address),
        ((person.name, address),),
        world.writer.subject(rng, person.language),
        when,
        plain(body),
        html,
        program=friend.program,
        zone=friend.zone,
        charset=charset_for(friend.program, rng),
    )
    archive.send(archive.entry("private-life", "none"), letter, [address], friend.path, rng)


def fill(archive: Archive) -> None:
    """Until the archive has its number of messages."""
    rng = archive.world.rng("everyday")
    share_private = min(0.12, 25 * len(archive.world.with_private_box()) / max(1, archive.room()))
    while archive.room() > 0:
        draw = rng.random()
        if draw < share_private or archive.room() < 6:
            private_life(archive, rng)
        elif draw < 0.52:
            conversation(archive, rng)
        elif draw < 0.86:
            from_outside(archive, rng)
        else:
            citizen(archive, rng)


def quoted(letter: Letter, rng: random.Random) -> bytes:
    """A letter as somebody else's attachment."""
    return compose(with_id(letter, rng), rng)


def invitation_calendar(letter_when: int, summary: str, organizer: str, attendee: str, rng: random.Random) -> str:
    start = letter_when + (2 + int(rng.random() * 20)) * DAY
    text = stamp(start)
    return (
        "BEGIN:VCALENDAR\nPRODID:-//Calendar//EN\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\n"
        f"UID:{uuid(rng)}\nDTSTAMP:{stamp(letter_when)[:8]}T{stamp(letter_when)[8:]}Z\nDTSTART:{text[:8]}T{text[8:12]}00Z\nSUMMARY:{summary}\n"
        f"ORGANIZER:mailto:{organizer}\nATTENDEE;RSVP=TRUE:mailto:{attendee}\nEND:VEVENT\nEND:VCALENDAR\n"
    )
