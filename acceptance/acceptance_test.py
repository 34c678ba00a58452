#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of the acceptance set itself: same seed same bytes, reserved domains only, and a key that covers every message.

They read the written archive with the standard library's mail reader, as the generator must not be its own witness.
"""

import email
import email.message
import gzip
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from archive import Archive  # noqa: E402
from check import Found, judge_harmless, judge_planted  # noqa: E402
from mail import civil, encoded_word, rfc_date  # noqa: E402
from world import make_world  # noqa: E402

MESSAGES = 4200
RESERVED = re.compile(r"(?:^|\.)(?:example|test|invalid)$")
HOST = re.compile(r"(?:https?://|@)([A-Za-z0-9.-]+\.[A-Za-z]+)")
REAL_TLD = re.compile(r"\b[a-z0-9-]+\.(?:com|org|net|de|fr|eu|uk|io|gov|info|biz|ru|cn)(?![a-z0-9-]|\.[a-z0-9])", re.I)


def write(seed: int, folder: Path) -> None:
    subprocess.run(
        [sys.executable, str(HERE / "second_set.py"), "--seed", str(seed), "--messages", str(MESSAGES), "-o", str(folder)],
        check=True,
        capture_output=True,
    )


def split_mbox(data: bytes) -> list[bytes]:
    items = re.split(rb"(?m)^From [^\n]*\n", data)[1:]
    return [i.replace(b"\n>From ", b"\nFrom ") for i in items]


def mailboxes(folder: Path) -> Iterator[tuple[str, list[bytes]]]:
    """Each mailbox and the messages in it, in whatever form it lies there."""
    loose: dict[str, list[bytes]] = {}
    for path in sorted(p for part in ("mail", "private") for p in (folder / part).rglob("*") if p.is_file()):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as packed:
                for name in packed.namelist():
                    yield f"{path.name}!/{name}", split_mbox(packed.read(name))
        elif path.name.endswith(".mbox.gz"):
            yield path.name, split_mbox(gzip.decompress(path.read_bytes()))
        elif path.suffix == ".mbox":
            yield f"{path.parent.name}/{path.name}", split_mbox(path.read_bytes())
        else:
            box = path.parent.parent.name if path.parent.name in ("cur", "new") else path.parent.name
            loose.setdefault(box, []).append(path.read_bytes())
    yield from loose.items()


def digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        total.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def texts(message: email.message.Message) -> Iterator[str]:
    yield "\n".join(f"{k}: {v}" for k, v in message.items())
    for part in message.walk():
        if part.get_content_maintype() == "text":
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                yield data.decode("utf-8", "replace")


class SecondSet(unittest.TestCase):
    folder: Path
    boxes: list[tuple[str, list[email.message.Message]]]
    key: dict[str, Any]
    entries: list[dict[str, Any]]
    temporary: tempfile.TemporaryDirectory[str]

    @classmethod
    def setUpClass(cls) -> None:
        cls.temporary = tempfile.TemporaryDirectory(prefix="acceptance-test-")
        cls.folder = Path(cls.temporary.name) / "a"
        write(7, cls.folder)
        cls.boxes = [(name, [email.message_from_bytes(raw) for raw in raws]) for name, raws in mailboxes(cls.folder)]
        cls.key = json.loads((cls.folder / "truth.json").read_text(encoding="utf-8"))
        cls.entries = cls.key["campaigns"] + cls.key["harmless"]

    @classmethod
    def tearDownClass(cls) -> None:
        cls.temporary.cleanup()

    def test_same_seed_same_bytes(self) -> None:
        again, other = Path(self.temporary.name) / "b", Path(self.temporary.name) / "c"
        write(7, again)
        write(8, other)
        self.assertEqual(digest(self.folder), digest(again))
        self.assertNotEqual(digest(self.folder), digest(other))

    def test_holds_as_many_messages_as_asked_for(self) -> None:
        self.assertEqual(sum(len(m) for _, m in self.boxes), MESSAGES)
        self.assertEqual(self.key["messages"], MESSAGES)

    def test_key_covers_every_message_once(self) -> None:
        in_mail = {str(m["Message-ID"]) for _, box in self.boxes for m in box}
        listed = Counter(i for entry in self.entries for i in entry["message_ids"])
        self.assertEqual({i for i, n in listed.items() if n > 1}, set())
        self.assertEqual(in_mail, set(listed))

    def test_no_mailbox_holds_a_message_twice(self) -> None:
        for name, box in self.boxes:
            twice = [i for i, n in Counter(str(m["Message-ID"]) for m in box).items() if n > 1]
            self.assertEqual(twice, [], name)

    def test_only_reserved_domains(self) -> None:
        for name, box in self.boxes:
            for message in box:
                for text in texts(message):
                    wrong = [h for h in HOST.findall(text) if not RESERVED.search(h.lower().rstrip("."))] + REAL_TLD.findall(text)
                    self.assertEqual(wrong, [], f"{name} {message['Message-ID']}")
        self.assertEqual(REAL_TLD.findall((self.folder / "org.toml").read_text(encoding="utf-8")), [])

    def test_mail_is_well_formed(self) -> None:
        for name, box in self.boxes:
            for message in box:
                self.assertTrue(all(message[f] for f in ("From", "Date", "Message-ID", "MIME-Version")), f"{name}: {message.items()[:6]}")
                defects = [d for part in message.walk() for d in part.defects]
                self.assertEqual(defects, [], f"{name} {message['Message-ID']}")

    def test_every_case_is_planted(self) -> None:
        names = {e["name"] for e in self.key["campaigns"]}
        for name in (
            "mail-merge-reporters",
            "free-mail-journalists-1",
            "low-and-slow",
            "eight-mails",
            "posing-as-member",
            "sign-in-page",
            "partner-taken-over",
            "made-up-news-site",
        ):
            self.assertIn(name, names)
        eight = next(e for e in self.key["campaigns"] if e["name"] == "eight-mails")
        self.assertEqual(len(eight["message_ids"]), 8)
        self.assertTrue(all(e.get("links") for e in self.key["campaigns"]))


class Pieces(unittest.TestCase):
    def test_people_of_one_name_have_a_file_each(self) -> None:
        archive = Archive(make_world(7, 1000))
        for owner in ("one@a.example", "two@a.example", "three@a.example"):
            archive._box(owner, "private/same-name", "mbox", "none")
        names = [archive.boxes[owner].name for owner in ("one@a.example", "two@a.example", "three@a.example")]
        self.assertEqual(len(set(names)), 3, names)

    def test_dates(self) -> None:
        self.assertEqual(civil(951_782_400), (2000, 2, 29, 0, 0, 0, 1))
        self.assertEqual(rfc_date(1_709_210_096, -90), "Thu, 29 Feb 2024 11:04:56 -0130")

    def test_encoded_words_hold_at_most_75_characters(self) -> None:
        for charset, how in (("utf-8", "q"), ("utf-8", "b"), ("iso-8859-1", "q")):
            folded = encoded_word("Änderungsantrag über die Brückensanierung in Köln und größere Straßen " * 2, charset, how)
            self.assertLessEqual(max(map(len, folded.split("\n"))), 76)

    def test_judges(self) -> None:
        covert = Found("C1", "covert", 90, "", frozenset("abcd"), ())
        second = {"name": "two", "class": "covert", "message_ids": ["d"]}
        rows = judge_planted([covert], [{"name": "one", "class": "covert", "message_ids": list("abc")}, second])
        self.assertIn("one campaign with two", rows[0].misses)
        unsure = Found("C2", "bulk", 50, "Who runs it?", frozenset("xy"), ())
        self.assertEqual(
            judge_planted([unsure], [{"name": "made-up-news-site", "class": "covert", "message_ids": list("xy")}])[0].misses, []
        )
        bulk = Found("C3", "bulk", 50, "", frozenset("xy"), ({"kind": "follows-reader"},))
        self.assertNotEqual(
            judge_planted([bulk], [{"name": "made-up-news-site", "class": "covert", "message_ids": list("xy")}])[0].misses, []
        )
        proofs = judge_harmless([bulk], [{"name": "variants", "class": "bulk", "message_ids": list("xy"), "no_proof": ["follows-reader"]}])
        self.assertEqual(len(proofs[0].misses), 1)
        phishing = Found("C4", "phishing", 50, "", frozenset("s"), ())
        self.assertEqual(
            judge_harmless([phishing], [{"name": "spam", "class": "none", "excused": ["phishing"], "message_ids": ["s"]}])[0].misses, []
        )


if __name__ == "__main__":
    unittest.main()
