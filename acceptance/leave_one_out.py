#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What each reason of the campaign engine is worth: the verdicts with every reason, then with each left out in turn.

    leave_one_out.py --program build/program/apps/cli/redshank --seeds 101 102 --messages 5000

Mail is read once an archive (`redshank extract`) and grouped anew for each reason (`redshank group --without`). Judged as in
check.py. Prints a Markdown table: planted campaigns lost, harmless kinds alarmed, and scores that moved, over all seeds.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from check import Found, judge_harmless, judge_planted

HERE = Path(__file__).resolve().parent


def reasons() -> list[str]:
    """The names in the table of reasons, in its order."""
    text = (HERE.parent / "src/campaign/reasons.cpp").read_text(encoding="utf-8")
    return re.findall(r'\{\{"([a-z-]+)", -?\d+,', text)


def prepare(program: str, seed: int, messages: int, folder: Path) -> tuple[Path, Path, dict[str, Any]]:
    """Records, organisation file and key of one archive."""
    make = [sys.executable, str(HERE / "second_set.py"), "--seed", str(seed), "--messages", str(messages), "-o", str(folder)]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
    records = folder / "records.jsonl"
    org = folder / "org.toml"
    sources = [str(folder / name) for name in ("mail", "private") if (folder / name).exists()]
    with records.open("wb") as out:
        subprocess.run([program, "extract", *sources, "--org", str(org)], check=True, stdout=out)
    return records, org, json.loads((folder / "truth.json").read_text(encoding="utf-8"))


def group(program: str, records: Path, org: Path, without: str | None) -> list[Found]:
    command = [program, "group", str(records), "--org", str(org)] + (["--without", without] if without else [])
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    out = []
    for line in text.splitlines()[1:]:
        c = json.loads(line)
        out.append(Found(c["id"], c["class"], c["score"], c.get("question") or "", frozenset(c["message_ids"]), tuple(c["proofs"])))
    return out


def misses(found: list[Found], key: dict[str, Any]) -> tuple[int, int]:
    """Planted campaigns lost, harmless kinds alarmed."""
    planted = sum(1 for row in judge_planted(found, key["campaigns"]) if row.required and row.misses)
    return planted, sum(1 for row in judge_harmless(found, key["harmless"]) if row.misses)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(HERE.parent / "build/program/apps/cli/redshank"))
    parser.add_argument("--seeds", type=int, nargs="+", default=[101, 102, 103])
    parser.add_argument("--messages", type=int, default=5000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="leave-one-out-") as temporary:
        archives = [prepare(options.program, s, options.messages, Path(temporary) / str(s)) for s in options.seeds]
        everything = [group(options.program, records, org, None) for records, org, _ in archives]
        scores = [{f.id: f.score for f in found} for found in everything]
        base = [misses(found, key) for found, (_, _, key) in zip(everything, archives)]
        planted = sum(len(key["campaigns"]) for _, _, key in archives)
        print(f"{len(archives)} archives of {options.messages} messages, {planted} planted campaigns")
        print(f"with every reason: {sum(p for p, _ in base)} planted lost, {sum(h for _, h in base)} harmless kinds alarmed\n")
        print("| without | planted lost | harmless kinds alarmed | campaigns whose class or score moved |\n|---|---|---|---|")
        for name in reasons():
            lost = alarmed = moved = 0
            for (records, org, key), before in zip(archives, scores):
                found = group(options.program, records, org, name)
                p, h = misses(found, key)
                lost, alarmed = lost + p, alarmed + h
                moved += sum(1 for f in found if before.get(f.id) != f.score)
            print(f"| {name} | {lost} | {alarmed} | {moved} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
