#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes an archive of made-up mail with planted campaigns, and the key to it.

    second_set.py --seed N --messages N -o DIR

DIR/mail and DIR/private hold the mailboxes, DIR/org.toml the organisation, DIR/truth.json the key. The same seed and number
give the same bytes. Nobody in it lives, and every domain is a reserved one.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from archive import Archive  # noqa: E402
from everyday import fill  # noqa: E402
from harmless import plant_many  # noqa: E402
from letters_harmless import plant_letters  # noqa: E402
from planted import eight, free_mail_wave, low_and_slow, merge_wave  # noqa: E402
from planted_names import made_up_news_site, partner_taken_over, posing_as_member, sign_in_page  # noqa: E402
from planted_ours import conference, draft_with_template, spouses  # noqa: E402
from world import make_world  # noqa: E402

FEWEST = 4000


def plant_all(archive: Archive) -> None:
    merge_wave(archive)
    for number in range(archive.world.rng("planted/how-many").choice((2, 3, 3))):
        free_mail_wave(archive, number)
    low_and_slow(archive)
    eight(archive)
    posing_as_member(archive)
    sign_in_page(archive)
    partner_taken_over(archive)
    made_up_news_site(archive)
    conference(archive)
    draft_with_template(archive)
    spouses(archive)


def make_archive(seed: int, messages: int) -> Archive:
    archive = Archive(make_world(seed, messages))
    plant_all(archive)
    plant_many(archive)
    plant_letters(archive)
    if archive.room() < 0:
        raise SystemExit(f"{messages} messages have no room for the scenarios; take {FEWEST} or more")
    fill(archive)
    return archive


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    if options.output.exists() and any(options.output.iterdir()):
        parser.error(f"{options.output} is not empty")
    archive = make_archive(options.seed, options.messages)
    archive.write(options.output)
    planted = sum(len(e.message_ids) for e in archive.entries.values() if e.planted)
    print(
        f"{archive.count} messages, {planted} of them planted, in {sum(1 for b in archive.boxes.values() if b.messages)} mailboxes",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
