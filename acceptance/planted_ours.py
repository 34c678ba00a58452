# SPDX-License-Identifier: Apache-2.0
"""Planted campaigns of our own invention, after what such operators have also been reported to do. Reported, not required."""

import io
import zipfile

from archive import Archive
from everyday import ordinary
from mail import Attachment, Letter
from pages import letter_html, plain
from planted import NOBODYS, Tokens, identities, make_marker
from tokens import KINDS
from words import ascii_word
from world import DAY, make_contact, workday


# Of our own: what such operators have also been reported to do.


def conference(archive: Archive) -> None:
    """An invitation in the name of an institute that really writes now and then, with a registration link for each reader."""
    world = archive.world
    rng = world.rng("planted/conference")
    institute = world.fresh_domain(rng, rng.choice(("{w}-forum", "{w}-institute", "centre-{w}")))
    real = make_contact(world, rng, domain=institute)
    low = world.start + int((0.45 + 0.45 * rng.random()) * (world.end - world.start))
    for _ in range(8):
        reader = rng.choice(world.settled(low))
        ordinary(archive, rng, real, reader, workday(rng, reader.start, low - 30 * DAY), "letters-from-outside", 0.4)
    host = rng.choice(("", "register.", "events.")) + world.fresh_domain(rng, "{w}-events", NOBODYS)
    kind = rng.choice(tuple(KINDS))
    tokens = Tokens(rng, kind, True)
    address = f"{ascii_word(real.first)}.{ascii_word(real.last)}.{rng.choice(('events', 'forum', 'office'))}@{rng.choice(world.freemail)}"
    entry = archive.entry(
        "fake-conference",
        "covert",
        True,
        [f"posing as {real.name} of {institute}", f"registration host {host}", f"account {address}"],
        tracking={"place": "link, path", "token": kind},
        note="of our own invention: reported, not required",
    )
    language = rng.choice(("en", "en", "fr", "de"))
    body = world.writer.paragraphs(rng, language, 3, 2, 3)
    town = rng.choice(world.writer.places)
    for reader in rng.sample(world.settled(low), min(len(world.settled(low)), world.scaled(rng.randint(9, 18), 0.5))):
        paragraphs = [
            f"Dear {reader.name},",
            f"{institute.partition('.')[0].title()} would be honoured to have you on the panel in {town}.",
            *body,
            f"{real.name}",
        ]
        link = f"https://{host}/{rng.choice(('rsvp', 'register'))}/{tokens.of(reader.address)}"
        letter = Letter(
            (real.name, address),
            ((reader.name, reader.address),),
            f"Invitation: panel in {town}",
            workday(rng, low, low + 10 * DAY),
            plain([*paragraphs, link]),
            letter_html("gmail", paragraphs, f'<div><a href="{link}">Confirm your place</a></div>'),
            program="gmail",
        )
        archive.send(entry, letter, [reader.address], world.freemail_path(rng, address), rng)


def _docx(url: str) -> bytes:
    """A word processor's file whose template lies elsewhere: it is fetched when the draft is opened."""
    files = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Draft</w:t></w:r></w:p></w:body></w:document>',
        "word/settings.xml": '<?xml version="1.0"?><w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:attachedTemplate r:id="rId1"/></w:settings>',
        "word/_rels/settings.xml.rels": f'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="{url}" TargetMode="External"/></Relationships>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, (2019, 1, 1, 0, 0, 0)), text)
    return out.getvalue()


def draft_with_template(archive: Archive) -> None:
    """An article's draft for comment, sent as a document whose remote template names the reader."""
    world = archive.world
    rng = world.rng("planted/draft")
    host = world.fresh_domain(rng, "{w}-docs", NOBODYS)
    kind = rng.choice(("random hex", "random base36, short", "md5 of the address", "salted hash of the address"))
    tokens = Tokens(rng, kind, True)
    accounts = identities(world, rng, 2, lambda f, l: world.free_address(rng, f, l))
    entry = archive.entry(
        "draft-with-template",
        "covert",
        True,
        [f"template host {host} within the document", "near-same text", "free-mail accounts"],
        tracking={"place": "attached document, address of its template", "token": kind},
        note="of our own invention: reported, not required",
    )
    low = world.start + int((0.5 + 0.4 * rng.random()) * (world.end - world.start))
    language = rng.choice(("en", "de", "fr"))
    subject, body = world.writer.subject(rng, language), world.writer.paragraphs(rng, language, 2, 2, 3)
    for reader in rng.sample(world.settled(low), min(len(world.settled(low)), world.scaled(rng.randint(7, 12), 0.5))):
        sender = rng.choice(accounts)
        paragraphs = [world.writer.greeting(rng, language, reader.first, reader.last), *body, sender[0]]
        item = Attachment(
            "draft.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _docx(f"https://{host}/t/{tokens.of(reader.address)}/normal.dotm"),
        )
        letter = Letter(
            sender,
            ((reader.name, reader.address),),
            subject,
            workday(rng, low, low + 5 * DAY),
            plain(paragraphs),
            program="gmail",
            attachments=(item,),
        )
        archive.send(entry, letter, [reader.address], world.freemail_path(rng, sender[1]), rng)


def spouses(archive: Archive) -> None:
    """Pictures of an evening out, for the spouses of members at their private addresses."""
    world = archive.world
    rng = world.rng("planted/spouses")
    host = rng.choice(("", "photos.", "album.")) + world.fresh_domain(rng, "{w}", NOBODYS)
    marker = make_marker(world, rng, host, ("visible photo", "small logo", "srcset"))
    tokens = Tokens(rng, marker.kind, True)
    entry = archive.entry(
        "spouses",
        "covert",
        True,
        [f"host {host}", "private addresses of members' spouses", "near-same text"],
        tracking=marker.told(),
        note="of our own invention: reported, not required",
    )
    low = world.start + int((0.4 + 0.5 * rng.random()) * (world.end - world.start))
    accounts = identities(world, rng, 2, lambda f, l: world.free_address(rng, f, l))
    language = rng.choice(("en", "de", "fr"))
    body = world.writer.paragraphs(rng, language, 2, 2, 3)
    for person in world.spouses:
        sender = rng.choice(accounts)
        paragraphs = [f"{person.first},", *body, sender[0]]
        letter = Letter(
            sender,
            ((person.name, person.address),),
            rng.choice(("Photos", "Pictures from the evening")),
            workday(rng, low, low + 6 * DAY),
            plain(paragraphs),
            letter_html("apple", paragraphs, marker.snippet(tokens.of(person.address))),
            program="apple",
        )
        archive.send(entry, letter, [person.address], world.freemail_path(rng, sender[1]), rng)
