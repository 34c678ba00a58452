#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What each reason of the campaign engine is worth: the verdicts with every reason, then with each left out in turn.

    leave_one_out.py --program build/program/apps/cli/redshank --seeds 101 102 --drills 11 12 --messages 20000 --corpus ../shared/corpus

Each archive is read and grouped once: `redshank group --leave-one-out` tells what each verdict would be without each of its reasons,
and a reason that does not hold changes nothing when it is left out. Archives of both
made-up sets are judged as in check.py. Of real mail there is no key of campaigns, but it is known which collection a mail is from:
there, mails of the phishing sets that are in no alarm any more are lost, and wanted mails that are in one are alarmed.
Prints a Markdown table.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from check import ALARMS, Found, judge_harmless, judge_planted

LEAST_QUESTION, MOST_QUESTION = 35, 65  # scores that come with a question, src/campaign/reasons.cpp
HERE = Path(__file__).resolve().parent
PHISHING = ("nazario", "phishing-pot")
WANTED = ("csdmc2010-ham", "enron-skilling", "foff-milter-ham", "list-archives", "newsletter-pairs", "spamassassin-ham")


def reasons() -> list[str]:
    """The names in the table of reasons, in its order."""
    text = (HERE.parent / "src/campaign/reasons.cpp").read_text(encoding="utf-8")
    return re.findall(r'\{\{"([a-z-]+)", -?\d+,', text)


def extract(program: str, sources: list[Path], org: Path | None, records: Path) -> None:
    more = ["--org", str(org)] if org else []
    with records.open("wb") as out:
        done = subprocess.run([program, "extract", *map(str, sources), *more], stdout=out, stderr=subprocess.DEVNULL, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"extract failed on {sources}")


@dataclass(frozen=True, slots=True)
class Judged:
    found: Found
    without: dict[str, tuple[str, int]]  # reason: the class and score that would be


def group(program: str, records: list[Path], org: Path | None) -> list[Judged]:
    command = [program, "group", "--leave-one-out", *map(str, records)] + (["--org", str(org)] if org else [])
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    out = []
    for line in text.splitlines()[1:]:
        c = json.loads(line)
        # A corpus holds one Message-ID in many places; the ids of messages are by content.
        ids = c["message_ids"] if org else c["messages"]
        found = Found(c["id"], c["class"], c["score"], c.get("question") or "", frozenset(ids), tuple(c["proofs"]))
        names = {reason["text"]: reason["name"] for reason in c["reasons"]}
        out.append(Judged(found, {names[turn["without"]]: (turn["class"], turn["score"]) for turn in c["would_change"]}))
    return out


def left_out(judged: list[Judged], reason: str | None) -> list[Found]:
    out = []
    for j in judged:
        class_, score = j.without.get(reason or "", (j.found.class_, j.found.score))
        question = "asked" if LEAST_QUESTION <= score <= MOST_QUESTION else ""
        out.append(replace(j.found, class_=class_, score=score, question=question))
    return out


@dataclass(frozen=True, slots=True)
class Archive:
    """Made up, with a key."""

    judged: list[Judged]
    key: dict[str, Any]

    def asked(self, found: list[Found]) -> int:
        """Harmless kinds with a campaign that comes with a question."""
        asked = set().union(*(f.message_ids for f in found if f.question and not f.alarm))
        return sum(1 for entry in self.key["harmless"] if asked & set(entry["message_ids"]))

    def misses(self, found: list[Found]) -> tuple[int, int]:
        """Planted campaigns lost, harmless kinds alarmed."""
        planted = sum(1 for row in judge_planted(found, self.key["campaigns"]) if row.required and row.misses)
        return planted, sum(1 for row in judge_harmless(found, self.key["harmless"]) if row.misses)


def prepare(program: str, make: list[str], folder: Path) -> Archive:
    subprocess.run([*make, "-o", str(folder)], check=True, stdout=subprocess.DEVNULL)
    records, org = folder / "records.jsonl", folder / "org.toml"
    extract(program, [folder / name for name in ("mail", "private") if (folder / name).exists()], org, records)
    archive = Archive(group(program, [records], org), json.loads((folder / "truth.json").read_text(encoding="utf-8")))
    shutil.rmtree(folder)
    return archive


@dataclass(frozen=True, slots=True)
class Corpus:
    """Real, with the collection of each message."""

    judged: list[Judged]
    phishing: frozenset[str]
    wanted: frozenset[str]

    def misses(self, found: list[Found]) -> tuple[int, int]:
        """Mails of the phishing sets in no alarm, wanted mails in one."""
        alarmed = set().union(*(f.message_ids for f in found if f.class_ in ALARMS))
        return len(self.phishing - alarmed), len(self.wanted & alarmed)


def prepare_corpus(program: str, corpus: Path, folder: Path) -> Corpus:
    records, ids = [], {}
    for name in PHISHING + WANTED:
        records.append(folder / f"{name}.jsonl")
        extract(program, [corpus / name], None, records[-1])
        lines = records[-1].read_text(encoding="utf-8").splitlines()[1:]
        ids[name] = {json.loads(line)["id"] for line in lines}
    wanted = frozenset().union(*(ids[n] for n in WANTED))
    return Corpus(group(program, records, None), frozenset().union(*(ids[n] for n in PHISHING)) - wanted, wanted)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(HERE.parent / "build/program/apps/cli/redshank"))
    parser.add_argument("--seeds", type=int, nargs="*", default=[101, 102, 103], help="of the acceptance set")
    parser.add_argument("--drills", type=int, nargs="*", default=[], help="seeds of redshank drill")
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--corpus", type=Path)
    options = parser.parse_args()
    program, size = options.program, str(options.messages)
    with tempfile.TemporaryDirectory(prefix="leave-one-out-") as temporary:
        folder = Path(temporary)
        made = [
            prepare(program, [sys.executable, str(HERE / "second_set.py"), "--seed", str(s), "--messages", size], folder / f"a{s}")
            for s in options.seeds
        ]
        made += [prepare(program, [program, "drill", "--seed", str(s), "--messages", size], folder / f"d{s}") for s in options.drills]
        corpora = [prepare_corpus(program, options.corpus, folder)] if options.corpus else []
        planted = sum(len(a.key["campaigns"]) for a in made)
        print(f"{len(made)} archives of {size} messages, {planted} planted campaigns")
        for corpus in corpora:
            print(f"{len(corpus.phishing)} real mails of phishing sets, {len(corpus.wanted)} wanted ones")
        print("\n| without | planted lost | harmless kinds alarmed | asked about | of real phishing in no alarm | real wanted mails alarmed | classes changed | scores moved |")
        print("|---|---|---|---|---|---|---|---|")
        for name in [None, *reasons()]:
            found = [left_out(archive.judged, name) for archive in made + corpora]
            counts = [archive.misses(f) for archive, f in zip(made + corpora, found)]
            lost, alarmed = (sum(c[i] for c in counts[: len(made)]) for i in (0, 1))
            asked = sum(archive.asked(f) for archive, f in zip(made, found))
            real_lost, real_alarmed = (sum(c[i] for c in counts[len(made) :]) for i in (0, 1))
            pairs = [(j.found, f) for archive, fs in zip(made + corpora, found) for j, f in zip(archive.judged, fs)]
            classes = sum(before.class_ != after.class_ for before, after in pairs)
            scores = sum(before.score != after.score for before, after in pairs)
            print(f"| {name or '(nothing)'} | {lost} | {alarmed} | {asked} | {real_lost} | {real_alarmed} | {classes} | {scores} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
