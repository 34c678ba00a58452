# SPDX-License-Identifier: Apache-2.0
"""Where the mail ends up: mailboxes in several forms, and the key that says what every message is.

Messages are kept in memory until the end, since a mailbox is in order of time and scenarios are written one after another.
"""

import gzip
import io
import json
import random
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from mail import DAY_NAMES, MONTH_NAMES, Letter, Path, civil, compose, trace, with_id
from words import pick
from world import Person, World, org_toml


@dataclass(slots=True)
class Box:
    """`form` is mbox, maildir, folder (of .eml), gzip or zip (an mbox within the archive that several people share)."""

    name: str
    owner: str
    form: str
    marks: str
    account: str
    messages: list[tuple[int, int, bytes, str]] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """One campaign or harmless kind of the key."""

    name: str
    class_: str
    planted: bool
    links: list[str] = field(default_factory=list)
    tracking: dict[str, str] = field(default_factory=dict)
    excused: list[str] = field(default_factory=list)
    note: str = ""
    no_proof: list[str] = field(default_factory=list)
    message_ids: dict[str, None] = field(default_factory=dict)


class Archive:
    """Boxes and key of one archive. Mail to an address without a mailbox is not there, as in life."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.boxes: dict[str, Box] = {}
        self.entries: dict[str, Entry] = {}
        self.count = 0
        rng = world.rng("boxes")
        self.hoster = "dd20708." + world.fresh_domain(rng, "{w}-hosting")
        style = pick(rng, ("original", "delivered", "both"))
        for number, person in enumerate(world.people + world.staff):
            form = (
                "maildir"
                if number % 7 == 2
                else "folder"
                if number % 19 == 5
                else "zip"
                if number % 11 == 4
                else "gzip"
                if number % 23 == 9
                else "mbox"
            )
            # Exports of groupware keep no delivery fields: there the mailbox's owner tells the reader.
            marks = style if form == "zip" or rng.random() < 0.85 else "none"
            self._box(person.address, f"mail/{person.slug}", form, marks)
            if person.private:
                self._box(person.private, f"private/{person.slug}", "mbox", "delivered")
        for person in world.spouses:
            self._box(person.address, f"private/{person.slug}", "mbox", "delivered")
        for role in ("office", "press", "petitions"):
            self._box(f"{role}@{world.domain}", f"mail/shared-{role}", "zip", style)

    def _box(self, owner: str, name: str, form: str, marks: str) -> None:
        # People of one name have a file each.
        taken = sum(1 for box in self.boxes.values() if box.name == name or box.name.startswith(name + "~"))
        if taken:
            name += f"~{taken + 1}"
        # A hoster's own name for the account, as real archives have it in Delivered-To beside X-Original-To.
        self.boxes[owner] = Box(name, owner, form, marks, f"m{660_000 + len(self.boxes)}@{self.hoster}")

    def entry(self, name: str, class_: str, planted: bool = False, links: list[str] | None = None, **more: Any) -> Entry:
        if name not in self.entries:
            self.entries[name] = Entry(name, class_, planted, links or [], **more)
        return self.entries[name]

    def put(self, entry: Entry, owner: str, when: int, raw: bytes, message_id: str, flags: str = "S") -> None:
        box = self.boxes[owner]
        box.messages.append((when, self.count, raw, flags))
        self.count += 1
        entry.message_ids[message_id] = None

    def room(self) -> int:
        return self.world.messages - self.count

    def deliver(
        self, entry: Entry, raw: bytes, letter: Letter, owner: str, path: Path, rng: random.Random, flags: str = "", via: str = ""
    ) -> None:
        """Puts one copy into the mailbox of `owner`. `via` is the address it was sent to, where that is another of the same person."""
        if owner not in self.boxes:
            raise KeyError(f"no mailbox for {owner}")
        domain = owner.rpartition("@")[2]
        store = "store." + domain if domain == self.world.domain else "imap." + domain
        marks = self.boxes[owner].marks
        original = (via or owner) if marks in ("original", "both") else ""
        delivered = (via or owner) if marks == "delivered" else self.boxes[owner].account if marks == "both" else ""
        delay = 2 + int(rng.random() * 20)
        head = trace(rng, path, delivered, original, "mx." + domain, store, letter.when + delay, letter.sender[1])
        if not original and not delivered:
            head = re.sub(rb"\n\tfor <[^>]*>", b"", head)
        self.put(entry, owner, letter.when + delay, head + raw, letter.message_id, flags or pick(rng, ("S", "S", "S", "", "S")))

    def send(self, entry: Entry, letter: Letter, owners: list[str], path: Path, rng: random.Random) -> Letter:
        """One message to several people: composed once, one copy each. Gives the letter back with its message_id."""
        letter = with_id(letter, rng)
        raw = compose(letter, rng)
        for owner in owners:
            self.deliver(entry, raw, letter, owner, path, rng)
        return letter

    def sent_by(self, entry: Entry, letter: Letter, person: Person, rng: random.Random) -> Letter:
        """The sender's own copy."""
        letter = with_id(letter, rng)
        key = "sent:" + person.address
        if key not in self.boxes:
            self.boxes[key] = Box(f"mail/{person.slug}-sent", person.address, "mbox", "none", "")
        self.put(entry, key, letter.when, compose(letter, rng), letter.message_id)
        return letter

    def answer(self, entry: Entry, letter: Letter, person: Person, text: str, rng: random.Random, when: int) -> None:
        """The person's reply to a letter from outside, as the folder of sent mail holds it."""
        reply = Letter(
            (person.name, person.address),
            (letter.sender,),
            "Re: " + letter.subject,
            when,
            text,
            program=pick(rng, ("thunderbird", "outlook-qp")),
            in_reply_to=letter.message_id,
        )
        self.sent_by(entry, reply, person, rng)

    # Writing.

    def write(self, folder: FilePath) -> None:
        shared = io.BytesIO()
        mailboxes: list[tuple[str, str]] = []
        with zipfile.ZipFile(shared, "w", zipfile.ZIP_DEFLATED) as packed:
            for box in self.boxes.values():
                box.messages.sort(key=lambda m: (m[0], m[1]))
                if box.messages:
                    mailboxes.append((self._write_box(folder, box, packed), box.owner))
        (folder / "mail").mkdir(parents=True, exist_ok=True)
        (folder / "mail" / "shared.zip").write_bytes(shared.getvalue())
        (folder / "org.toml").write_text(org_toml(self.world, mailboxes), encoding="utf-8")
        (folder / "truth.json").write_text(json.dumps(self.key(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    def _write_box(self, folder: FilePath, box: Box, packed: zipfile.ZipFile) -> str:
        path = folder / box.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if box.form == "maildir":
            _write_maildir(path, box)
            return box.name + "/*/*"
        if box.form == "folder":
            path.mkdir(exist_ok=True)
            for number, (_, _, raw, _) in enumerate(box.messages):
                (path / f"{number + 1:05d}.eml").write_bytes(raw)
            return box.name + "/*"
        data = b"".join([_mbox_item(when, raw, flags) for when, _, raw, flags in box.messages])
        if box.form == "zip":
            inner = box.name.removeprefix("mail/") + ".mbox"
            packed.writestr(zipfile.ZipInfo(inner, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, 1)
            return "mail/shared.zip!/" + inner
        if box.form == "gzip":
            path.with_name(path.name + ".mbox.gz").write_bytes(gzip.compress(data, 1, mtime=0))
            return box.name + ".mbox.gz"
        path.with_name(path.name + ".mbox").write_bytes(data)
        return box.name + ".mbox"

    def key(self) -> dict[str, object]:
        def row(entry: Entry) -> dict[str, object]:
            out: dict[str, object] = {"name": entry.name, "class": entry.class_}
            for name in ("links", "tracking", "excused", "note", "no_proof"):
                if getattr(entry, name):
                    out[name] = getattr(entry, name)
            out["message_ids"] = sorted(entry.message_ids)
            return out

        entries = [e for e in self.entries.values() if e.message_ids]
        return {
            "schema": "redshank/1",
            "seed": self.world.seed,
            "messages": self.count,
            "campaigns": [row(e) for e in entries if e.planted],
            "harmless": [row(e) for e in entries if not e.planted],
        }


def _mbox_item(when: int, raw: bytes, flags: str) -> bytes:
    year, month, day, hour, minute, second, week_day = civil(when)
    sender = raw[14 : raw.find(b">", 14)] if raw.startswith(b"Return-Path: <") else b"MAILER-DAEMON"
    line = f" {DAY_NAMES[week_day]} {MONTH_NAMES[month - 1]} {day:2d} {hour:02d}:{minute:02d}:{second:02d} {year}\n".encode()
    if b"\nFrom " in raw:
        raw = raw.replace(b"\nFrom ", b"\n>From ")
    head, mark, body = raw.partition(b"\n\n")
    status = b"\nStatus: " + (b"RO" if "S" in flags else b"O") + (b"\nX-Status: A" if "R" in flags else b"")
    return b"From " + (sender or b"MAILER-DAEMON") + line + head + status + mark + body + (b"\n" if body.endswith(b"\n") else b"\n\n")


def _write_maildir(path: FilePath, box: Box) -> None:
    for sub in ("cur", "new", "tmp"):
        (path / sub).mkdir(parents=True, exist_ok=True)
    for number, (when, _, raw, flags) in enumerate(box.messages):
        name = f"{when}.M{number:06d}P7.store"
        (path / ("cur" if flags else "new") / (name + (":2," + "".join(sorted(flags)) if flags else ""))).write_bytes(raw)
