#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts real newsletters into a made-up organisation's mailboxes, with three things done to them.

    transplants.py --corpus ../shared/corpus --seed N -o DIR

(a) A covert token in the body of a real newsletter, sent from posing free-mail accounts: to be found as covert.
(b) Copies whose links our own gateway has rewritten differently for each reader: not to be alarmed, and nothing is to be proved
    from what our own gateway wrote.
(c) A/B variants and resends, with no token for a reader: nothing may be said to follow a reader or to differ between readers.

Real pages are far wilder than invented ones, which is why they are used. Their addresses and hosts stay in DIR, which is not to
be committed. Nothing in them is ever fetched.
"""

import argparse
import email
import email.message
import random
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path as FilePath

sys.path.insert(0, str(FilePath(__file__).resolve().parent))

from archive import Archive, Entry  # noqa: E402
from everyday import fill  # noqa: E402
from harmless import gateway_url  # noqa: E402
from mail import Letter, Path, address_ip, encode_text, new_boundary, rfc_date  # noqa: E402
from planted import Tokens, identities, make_marker  # noqa: E402
from tokens import hexes  # noqa: E402
from words import ascii_word  # noqa: E402
from world import DAY, Person, make_world, workday  # noqa: E402

SOURCES = {
    "newsletter-pairs": r"\.u1\.eml$|-u1\.eml$",
    "foff-milter-ham": r"\.eml$",
    "client-fixtures": r"/(unhook|newsletters)/.*\.eml$|client-fixtures/mail/.*newsletter",
    "spamassassin-ham": r"hard-ham-1/",
}
# What servers on the way have written; it is replaced by the way to our readers.
TRACE = re.compile(
    rb"(?i)^(return-path|received|delivered-to|delivery-date|x-original-to|authentication-results|arc-|dkim-filter|x-google-|x-received|x-forwarded-|x-gm-|x-spam|x-greylist|x-kasloop|x-policyd|to|cc|date|message-id|"
    rb"mime-version|content-|lines|status|x-status|x-keywords|envelope-to|from )"
)
LINK = re.compile(r"""(?i)(<a\b[^>]*?\bhref\s*=\s*)(["'])(https?://[^"'<>\s]+)\2""")
ALL_PROOFS = ("names-reader", "follows-reader", "differs-between-readers")
MESSAGES = 4000


@dataclass(frozen=True, slots=True)
class Newsletter:
    """A real one: its header without the trace (whole lines), its sender, and its text as HTML and plain."""

    name: str
    header: bytes
    sender: str
    subject: str
    html: str
    text: str


def packed_files(corpus: FilePath, collection: str) -> Iterator[tuple[str, bytes]]:
    """The standard library reads no zstd yet."""
    data = subprocess.run(["zstd", "-dcq", str(corpus / collection / f"{collection}.tar.zst")], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(data)) as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            file = tar.extractfile(member) if member.isfile() else None
            if file:
                yield f"{collection}/{member.name}", file.read()


def _decoded(part: email.message.Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        return data.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _kept_header(raw: bytes) -> bytes:
    head = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    fields = re.split(rb"\n(?![ \t])", head)
    return b"".join(f + b"\n" for f in fields if b":" in f and not TRACE.match(f) and f.isascii())


def read_newsletter(name: str, raw: bytes) -> Newsletter | None:
    message = email.message_from_bytes(raw.removeprefix(b"From ").partition(b"\n")[2] if raw.startswith(b"From ") else raw)
    parts = [p for p in message.walk() if not p.is_multipart()]
    pages = [_decoded(p) for p in parts if p.get_content_type() == "text/html"]
    texts = [_decoded(p) for p in parts if p.get_content_type() == "text/plain"]
    sender = re.search(r"[\w.+#=-]+@[\w.-]+", str(message.get("From", "")))
    if not pages or not sender:
        return None
    html = max(pages, key=len).replace("\r\n", "\n")
    if not 1500 < len(html) < 160_000 or len(LINK.findall(html)) < 3 or "\0" in html:
        return None
    return Newsletter(
        name,
        _kept_header(raw),
        sender.group(),
        str(message.get("Subject", "")).replace("\n", " ")[:90],
        html,
        texts[0].replace("\r\n", "\n")[:4000] if texts else "",
    )


def newsletters(corpus: FilePath) -> list[Newsletter]:
    """One of each sender's domain, so that no two entries have a host or a template in common by chance."""
    seen: dict[str, Newsletter] = {}
    for collection, pattern in SOURCES.items():
        for name, raw in packed_files(corpus, collection):
            found = read_newsletter(name, raw) if re.search(pattern, name) else None
            if found:
                seen.setdefault(".".join(found.sender.lower().rpartition("@")[2].split(".")[-2:]), found)
    return list(seen.values())


def assemble(
    letter: Newsletter, reader: Person, when: int, message_id: str, html: str, text: str, header: bytes, how: str, boundary: str
) -> bytes:
    """The mail of one copy. The same boundary and transfer encoding for all copies, as a mailing service would."""
    head = header + f"To: {reader.address}\nDate: {rfc_date(when)}\nMessage-ID: {message_id}\nMIME-Version: 1.0\n".encode()

    def part(media_type: str, body: str) -> bytes:
        data, name = encode_text(body, "utf-8", how)
        return (
            f"Content-Type: {media_type}; charset=utf-8\nContent-Transfer-Encoding: {name}\n\n".encode()
            + data
            + (b"" if data.endswith(b"\n") else b"\n")
        )

    if not text:
        return head + part("text/html", html)
    mark = boundary.encode()
    return (
        head
        + b'Content-Type: multipart/alternative; boundary="'
        + mark
        + b'"\n\n--'
        + mark
        + b"\n"
        + part("text/plain", text)
        + b"\n--"
        + mark
        + b"\n"
        + part("text/html", html)
        + b"\n--"
        + mark
        + b"--\n"
    )


def send_original(
    archive: Archive,
    entry: Entry,
    rng: random.Random,
    letter: Newsletter,
    readers: list[Person],
    low: int,
    days: int,
    change: Callable[[str, Person], str],
    text: str,
    subject_mark: bytes = b"",
) -> None:
    """As its real sender sent it: its header, its domain's authentication, `change` for what each copy's page has of its own."""
    domain = letter.sender.rpartition("@")[2].lower()
    how, boundary, host, ip = rng.choice(("qp", "base64", "8bit")), new_boundary(rng, "java"), "mta." + domain, address_ip(rng)
    header = re.sub(rb"(?im)^(subject:)", rb"\1" + subject_mark, letter.header, count=1) if subject_mark else letter.header
    for reader in readers:
        when = workday(rng, low, low + days * DAY)
        mid = f"<{hexes(rng, 20)}.{when}@{domain}>"
        raw = assemble(letter, reader, when, mid, change(letter.html, reader), text, header, how, boundary)
        shell = Letter(("", letter.sender), (), letter.subject, when, "", message_id=mid)
        archive.deliver(entry, raw, shell, reader.address, Path(f"bounce-{hexes(rng, 6)}@{domain}", host, ip), rng)


def covert(archive: Archive, rng: random.Random, letter: Newsletter, number: int) -> None:
    world = archive.world
    host = rng.choice(("", "img.", "cdn.", "static.")) + world.fresh_domain(rng, "{w}", ("example", "test", "invalid"))
    marker = make_marker(world, rng, host)
    tokens = Tokens(rng, marker.kind, True)
    accounts = identities(world, rng, rng.randint(2, 4), lambda f, l: world.free_address(rng, f, l))
    entry = archive.entry(
        f"covert-in-real-newsletter-{number:02d}",
        "covert",
        True,
        [f"host {host}", "one real newsletter's page", "free-mail accounts"],
        tracking=marker.told(),
        note=letter.name,
    )
    low = world.start + int((0.2 + 0.7 * rng.random()) * (world.end - world.start))
    how, boundary, where = rng.choice(("qp", "base64", "8bit")), new_boundary(rng, "gmail"), rng.choice(("start", "end", "middle"))
    for reader in rng.sample(world.settled(low), rng.randint(8, 20)):
        name, address = rng.choice(accounts)
        when = workday(rng, low, low + 6 * DAY)
        mid = f"<CA{hexes(rng, 40)}@mail.{address.rpartition('@')[2]}>"
        html = put_in(letter.html, marker.snippet(tokens.of(reader.address)), where)
        plain_subject = letter.subject if letter.subject.isascii() and "=?" not in letter.subject else "Read this"
        header = f"From: {ascii_word(name.split()[0]).title()} {ascii_word(name.split()[1]).title()} <{address}>\nSubject: {plain_subject}\n".encode()
        raw = assemble(letter, reader, when, mid, html, "", header, how, boundary)
        archive.deliver(
            entry,
            raw,
            Letter((name, address), (), letter.subject, when, "", message_id=mid),
            reader.address,
            world.freemail_path(rng, address),
            rng,
        )


def put_in(html: str, snippet: str, where: str) -> str:
    """Between two elements, so that the page stays what it was."""
    body = re.search(r"(?i)<body\b[^>]*>", html)
    first = body.end() if body else 0
    if where == "start":
        return html[:first] + snippet + html[first:]
    last = html.lower().rfind("</body>")
    if where == "end" or last < 0:
        at = last if last >= 0 else len(html)
        return html[:at] + snippet + html[at:]
    cells = [m.end() for m in re.finditer(r"(?i)<td\b[^>]*>", html) if m.end() > first]
    at = cells[len(cells) // 2] if cells else first
    return html[:at] + snippet + html[at:]


def through_gateway(archive: Archive, rng: random.Random, letter: Newsletter, number: int) -> None:
    world = archive.world
    entry = archive.entry(
        f"real-newsletter-through-gateway-{number:02d}",
        "bulk",
        note=letter.name,
        no_proof=list(ALL_PROOFS),
        tracking={"place": "our gateway's part of each link", "token": "of our gateway"},
    )
    style = number % 3
    low = world.start + int((0.2 + 0.7 * rng.random()) * (world.end - world.start))

    def change(html: str, reader: Person) -> str:
        return LINK.sub(lambda m: f"{m[1]}{m[2]}{gateway_url(world, rng, m[3].replace('&amp;', '&'), reader.address, style)}{m[2]}", html)

    send_original(archive, entry, rng, letter, rng.sample(world.settled(low), rng.randint(8, 16)), low, 1, change, "")


def variants(archive: Archive, rng: random.Random, letter: Newsletter, number: int) -> None:
    world = archive.world
    entry = archive.entry(
        f"real-newsletter-variants-{number:02d}", "bulk", note=letter.name, no_proof=["follows-reader", "differs-between-readers"]
    )
    low = world.start + int((0.2 + 0.7 * rng.random()) * (world.end - world.start))
    readers = rng.sample(world.settled(low), rng.randint(12, 24))
    count, value = rng.choice((2, 2, 3)), [hexes(rng, 10) for _ in range(6)]

    def tagged(name: str, mark: str) -> Callable[[str, Person], str]:
        return lambda html, reader: LINK.sub(lambda m: f"{m[1]}{m[2]}{m[3]}{'&amp;' if '?' in m[3] else '?'}{name}={mark}{m[2]}", html)

    for variant in range(count):
        send_original(
            archive,
            entry,
            rng,
            letter,
            readers[variant::count],
            low,
            1,
            tagged("variant", value[variant]),
            letter.text,
            b" A:" if variant == 0 and number % 2 else b"",
        )
    # Sent again to those who had not opened it: one value for this wave, and the same for all of it.
    send_original(
        archive, entry, rng, letter, rng.sample(readers, len(readers) // 2), low + 4 * DAY, 1, tagged("send", value[5]), letter.text
    )


def make_archive(corpus: FilePath, seed: int) -> Archive:
    archive = Archive(make_world(seed, MESSAGES))
    rng = archive.world.rng("transplants")
    real = newsletters(corpus)
    if len(real) < 30:
        raise SystemExit(f"only {len(real)} newsletters in {corpus}")
    rng.shuffle(real)
    for number in range(10):
        covert(archive, rng, real.pop(), number)
    for number in range(10):
        through_gateway(archive, rng, real.pop(), number)
    for number in range(10):
        variants(archive, rng, real.pop(), number)
    fill(archive)
    return archive


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=FilePath, default=FilePath(__file__).resolve().parents[2] / "shared/corpus")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=FilePath, required=True)
    options = parser.parse_args()
    archive = make_archive(options.corpus, options.seed)
    archive.write(options.output)
    print(f"{archive.count} messages in {sum(1 for b in archive.boxes.values() if b.messages)} mailboxes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
