#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Hunts a fresh archive of the acceptance set and judges what was found against the key.

    check.py --program build/program/apps/cli/redshank --seed N --messages N [--keep DIR]
    check.py --program … --seed N --transplants --corpus ../shared/corpus

It does its own counting, so that a mistake in the program's scoring cannot hide one in its hunting. Exit 1: a requirement was
missed; 2: the hunt itself failed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ALARMS = ("covert", "impersonation", "phishing")
# Of which at least this share of a planted campaign's messages is to be found, and in how many pieces.
WANTED_SHARE, MOST_PIECES = 0.99, 2
UNSURE = "made-up-news-site"
OPEN_ENDED = ("fake-conference", "draft-with-template", "spouses")
PROOFS_OF_DIFFERENCE = ("follows-reader", "differs-between-readers")


@dataclass(frozen=True, slots=True)
class Found:
    id: str
    class_: str
    score: int
    question: str
    message_ids: frozenset[str]
    proofs: tuple[dict[str, Any], ...]

    @property
    def alarm(self) -> bool:
        return self.class_ in ALARMS


@dataclass(slots=True)
class Row:
    name: str
    wanted: str
    messages: int
    told: str
    misses: list[str] = field(default_factory=list)
    required: bool = True


def run_hunt(program: str, folder: Path, case: Path) -> float:
    sources = [str(folder / name) for name in ("mail", "private") if (folder / name).exists()]
    began = time.monotonic()
    done = subprocess.run(
        [program, "hunt", *sources, "--org", str(folder / "org.toml"), "--case", str(case), "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print(done.stderr, file=sys.stderr)
        raise SystemExit(2)
    summary = json.loads(done.stdout)
    if summary["unread"]:
        print(f"unread sources: {summary['unread']}", file=sys.stderr)
        raise SystemExit(2)
    return time.monotonic() - began


def read_campaigns(program: str, case: Path) -> list[Found]:
    text = subprocess.run(
        [program, "campaigns", "--format", "json", "--case", str(case)], capture_output=True, text=True, check=True
    ).stdout
    out = []
    for line in text.splitlines()[1:]:
        c = json.loads(line)
        out.append(Found(c["id"], c["class"], c["score"], c.get("question") or "", frozenset(c["message_ids"]), tuple(c.get("proofs", ()))))
    return out


def classes_of(found: list[Found], ids: set[str]) -> dict[str, int]:
    """How many of the messages lie in campaigns of each class; what lies in none is `-`."""
    out: dict[str, int] = defaultdict(int)
    rest = set(ids)
    for campaign in found:
        common = campaign.message_ids & ids
        out[campaign.class_] += len(common)
        rest -= common
    out["-"] = len(rest)
    return {k: v for k, v in out.items() if v}


def judge_planted(found: list[Found], planted: list[dict[str, Any]]) -> list[Row]:
    owner = {m: str(c["name"]) for c in planted for m in c["message_ids"]}
    rows = []
    for entry in planted:
        name, wanted, ids = str(entry["name"]), str(entry["class"]), set(entry["message_ids"])
        holding = [f for f in found if f.message_ids & ids]
        if name == UNSURE:
            rows.append(_judge_unsure(name, wanted, ids, holding))
            continue
        accepted = ALARMS if name in OPEN_ENDED else (wanted,)
        pieces = sorted((f for f in holding if f.class_ in accepted), key=lambda f: -len(f.message_ids & ids))
        covered = len(set().union(*(f.message_ids & ids for f in pieces[:MOST_PIECES])) if pieces else set())
        seen = ", ".join(f"{k} {v}" for k, v in sorted(classes_of(found, ids).items()))
        row = Row(
            name,
            wanted,
            len(ids),
            f"{100 * covered / len(ids):.1f} % in {len(pieces)} pieces ({seen}; scores {[f.score for f in holding][:4]})",
            required=name not in OPEN_ENDED,
        )
        if covered < WANTED_SHARE * len(ids):
            row.misses.append("too few found in its class")
        if len(pieces) > MOST_PIECES:
            row.misses.append("in too many pieces")
        others = {owner[m] for f in pieces for m in f.message_ids if owner.get(m, name) != name}
        if others:
            row.misses.append("one campaign with " + ", ".join(sorted(others)))
        rows.append(row)
    return rows


def _judge_unsure(name: str, wanted: str, ids: set[str], holding: list[Found]) -> Row:
    right = [f for f in holding if f.class_ == "covert" or (35 <= f.score <= 65 and f.question)]
    covered = len(set().union(*(f.message_ids & ids for f in right)) if right else set())
    told = f"{100 * covered / len(ids):.1f} % covert or asked about ({[(f.class_, f.score, bool(f.question), len(f.message_ids & ids)) for f in holding][:4]})"
    row = Row(name, wanted, len(ids), told)
    if covered < WANTED_SHARE * len(ids):
        row.misses.append("counted as plain bulk")
    return row


def judge_harmless(found: list[Found], harmless: list[dict[str, Any]]) -> list[Row]:
    rows = []
    for entry in harmless:
        ids = set(entry["message_ids"])
        excused = set(entry.get("excused", ()))
        wrong = [f for f in found if f.alarm and f.class_ not in excused and f.message_ids & ids]
        hit = set().union(*(f.message_ids & ids for f in wrong)) if wrong else set()
        row = Row(
            str(entry["name"]),
            str(entry["class"]),
            len(ids),
            ", ".join(f"{f.id} {f.class_} {f.score} ({len(f.message_ids & ids)} of its {len(f.message_ids)})" for f in wrong[:4]),
        )
        if hit:
            row.misses.append(f"false alarm on {len(hit)} messages")
        _judge_proofs(row, entry, ids, found)
        rows.append(row)
    return rows


def _judge_proofs(row: Row, entry: dict[str, Any], ids: set[str], found: list[Found]) -> None:
    """Some kinds may not be given certain proofs at all (`no_proof`): nothing in them follows a reader."""
    forbidden = set(entry.get("no_proof", ()))
    for campaign in found:
        common = campaign.message_ids & ids
        if not forbidden or 2 * len(common) <= len(campaign.message_ids):
            continue
        for proof in campaign.proofs:
            if proof["kind"] in forbidden:
                row.misses.append(f"false proof {proof['kind']} at {proof.get('slot')} of {proof.get('host')} ({campaign.id})")


def print_rows(title: str, rows: list[Row], only_misses: bool) -> int:
    print(title)
    for row in rows:
        if only_misses and not row.misses:
            continue
        verdict = "ok" if not row.misses else "MISSED" if row.required else "missed, not required"
        print(f"  {row.name:34} {row.wanted:14} {row.messages:5}  {verdict}: {row.told}" + "".join(f"\n      {m}" for m in row.misses))
    missed = sum(1 for r in rows if r.misses and r.required)
    print(f"  {len(rows)} kinds, {missed} missed")
    return missed


def judge(folder: Path, case: Path, program: str) -> int:
    seconds = run_hunt(program, folder, case)
    key = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    found = read_campaigns(program, case)
    print(
        f"{key['messages']} messages, seed {key['seed']}, hunted in {seconds:.1f} s, {sum(f.alarm for f in found)} alarms among {len(found)} campaigns"
    )
    missed = print_rows("planted", judge_planted(found, key["campaigns"]), False)
    missed += print_rows("harmless (only what was missed)", judge_harmless(found, key["harmless"]), True)
    known = {m for part in ("campaigns", "harmless") for entry in key[part] for m in entry["message_ids"]}
    strangers = sum(1 for f in found if f.alarm for m in f.message_ids if m not in known)
    if strangers:
        print(f"{strangers} alarmed messages are not in the key")
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).resolve().parent
    parser.add_argument("--program", default=str(here.parent / "build/program/apps/cli/redshank"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--transplants", action="store_true", help="judge transplants into real newsletters instead")
    parser.add_argument("--corpus", default=str(here.parent.parent / "shared/corpus"))
    parser.add_argument("--keep", type=Path, help="a folder for archive and case; without it they are removed")
    options = parser.parse_args()
    if options.transplants and not Path(options.corpus).is_dir():
        print("SKIPPED: no shared corpora beside the checkout")
        return 0
    with tempfile.TemporaryDirectory(prefix="acceptance-") as temporary:
        base = options.keep or Path(temporary)
        base.mkdir(parents=True, exist_ok=True)
        if options.transplants:
            make = [
                sys.executable,
                str(here / "transplants.py"),
                "--corpus",
                options.corpus,
                "--seed",
                str(options.seed),
                "-o",
                str(base / "archive"),
            ]
        else:
            make = [
                sys.executable,
                str(here / "second_set.py"),
                "--seed",
                str(options.seed),
                "--messages",
                str(options.messages),
                "-o",
                str(base / "archive"),
            ]
        if subprocess.run(make, check=False).returncode != 0:
            return 2
        return 1 if judge(base / "archive", base / "case", options.program) else 0


if __name__ == "__main__":
    sys.exit(main())
