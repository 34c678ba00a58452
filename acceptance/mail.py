# SPDX-License-Identifier: Apache-2.0
"""Raw mail as different programs write it, and the trace that servers put on top.

A `Letter` is what its author typed; `compose` turns it into bytes in the manner of one mail program (order of the header
fields, form of Message-ID and boundary, charset, transfer encoding, shape of the HTML); `trace` adds what the way to one
mailbox leaves on top. A list mail is composed once and traced for each reader, a mail merge is composed anew for each.
Everything is text until the end, as this makes most of an archive's bytes.
"""

import base64
import binascii
import random
from dataclasses import dataclass, field, replace

from tokens import BASE36, BASE62, hexes, letters, uuid
from words import pick

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def civil(epoch: int) -> tuple[int, int, int, int, int, int, int]:
    """Year, month, day, hour, minute, second and week day (Monday is 0) in UTC; plain arithmetic, as gmtime is slower."""
    days, rest = divmod(epoch, 86400)
    z = days + 719468
    era, doe = divmod(z, 146097)
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    month = mp + 3 if mp < 10 else mp - 9
    return yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) // 5 + 1, rest // 3600, rest // 60 % 60, rest % 60, (days + 3) % 7


def rfc_date(epoch: int, zone_minutes: int = 0) -> str:
    year, month, day, hour, minute, second, week_day = civil(epoch + 60 * zone_minutes)
    sign, size = ("-", -zone_minutes) if zone_minutes < 0 else ("+", zone_minutes)
    return f"{DAY_NAMES[week_day]}, {day:02d} {MONTH_NAMES[month - 1]} {year} {hour:02d}:{minute:02d}:{second:02d} {sign}{size // 60:02d}{size % 60:02d}"


def encoded_word(text: str, charset: str = "utf-8", how: str = "q") -> str:
    """RFC 2047, cut so that no encoded-word gets longer than 75 characters."""
    if text.isascii():
        return text
    b64 = how == "b" or charset.startswith("iso-2022")
    words, chunk, room = [], "", 74 - len(charset) - 7
    for c in text + "\0":
        size = (
            len((chunk + c).encode(charset)) * 4 // 3 + 3
            if b64
            else sum(1 if 48 <= b <= 57 or 65 <= b <= 90 or 97 <= b <= 122 or b == 32 else 3 for b in (chunk + c).encode(charset))
        )
        if c == "\0" or size > room:
            raw = chunk.encode(charset)
            if b64:
                words.append(f"=?{charset}?B?{base64.b64encode(raw).decode()}?=")
            else:
                coded = "".join(
                    chr(b) if 48 <= b <= 57 or 65 <= b <= 90 or 97 <= b <= 122 else "_" if b == 32 else f"={b:02X}" for b in raw
                )
                words.append(f"=?{charset}?Q?{coded}?=")
            chunk = ""
        chunk += c
    return "\n ".join(words)


def mailbox(name: str, address: str, how: str = "q") -> str:
    if not name:
        return address
    if name.isascii():
        return f'"{name}" <{address}>' if any(c in '.,()@:;"' for c in name) else f"{name} <{address}>"
    return f"{encoded_word(name, 'utf-8', how)} <{address}>"


@dataclass(frozen=True, slots=True)
class Attachment:
    filename: str
    media_type: str
    data: bytes
    inline_id: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """Addresses are (name, address). `html` empty: plain text only; `text` empty: HTML only. `header` are whole lines."""

    sender: tuple[str, str]
    to: tuple[tuple[str, str], ...]
    subject: str
    when: int
    text: str
    html: str = ""
    cc: tuple[tuple[str, str], ...] = ()
    program: str = "gmail"
    zone: int = 0
    charset: str = "utf-8"
    message_id: str = ""
    in_reply_to: str = ""
    reply_to: str = ""
    send_as: str = ""
    header: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """How a message came to our server. `results` are SPF, DKIM, DMARC; empty: no Authentication-Results (mail from inside)."""

    envelope_from: str
    host: str
    ip: str
    results: tuple[str, str, str] | tuple[()] = ("pass", "pass", "pass")
    dkim_domain: str = ""
    inner: tuple[str, ...] = field(default=())


def address_ip(rng: random.Random) -> str:
    return pick(rng, ("192.0.2.", "198.51.100.", "203.0.113.")) + str(1 + int(rng.random() * 253))


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def new_message_id(rng: random.Random, program: str, domain: str, when: int) -> str:
    if program == "gmail":
        return f"<CA{letters(rng, BASE62, 10)}+{letters(rng, BASE62, 8)}={letters(rng, BASE62, 20)}@mail.{domain}>"
    if program == "outlook":
        return f"<{letters(rng, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 12)}{hexes(rng, 24).upper()}@{letters(rng, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 12)}.outlook.{domain}>"
    if program in ("thunderbird", "webmail"):
        return f"<{uuid(rng)}@{domain}>" if program == "thunderbird" else f"<{hexes(rng, 32)}@{domain}>"
    if program == "apple":
        return f"<{uuid(rng).upper()}@{domain}>"
    if program == "merge":
        return f"<{hexes(rng, 24)}.{hexes(rng, 10)}.{stamp(when)}.{hexes(rng, 10)}.{hexes(rng, 8)}@{domain}>"
    if program == "java":
        return f"<{int(rng.random() * 9e8)}.{int(rng.random() * 9000)}.{when}{int(rng.random() * 900) + 100}@{domain}>"
    return f"<{stamp(when)}.{hexes(rng, 10).upper()}@{domain}>"


def stamp(when: int) -> str:
    year, month, day, hour, minute, second, _ = civil(when)
    return f"{year}{month:02d}{day:02d}{hour:02d}{minute:02d}{second:02d}"


def new_boundary(rng: random.Random, program: str) -> str:
    if program == "gmail":
        return f"000000000000{hexes(rng, 16)}"
    if program == "outlook":
        return f"_000_{letters(rng, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 30)}_"
    if program == "thunderbird":
        return f"------------{letters(rng, BASE62, 24)}"
    if program == "apple":
        return f"Apple-Mail=_{uuid(rng).upper()}"
    if program == "php":
        return f"b1_{hexes(rng, 32)}"
    if program == "merge":
        return f"_----------=_MCPart_{int(rng.random() * 9e8)}"
    if program == "java":
        return f"----=_Part_{int(rng.random() * 9e6)}_{int(rng.random() * 9e8)}.{int(rng.random() * 9e11)}"
    return f"=_{hexes(rng, 32)}"


# Transfer encodings that a program uses for text; what is pure ASCII with short lines may also go as it is.
ENCODINGS = {
    "gmail": "qp",
    "outlook": "base64",
    "thunderbird": "8bit",
    "apple": "qp",
    "webmail": "8bit",
    "php": "base64",
    "merge": "qp",
    "java": "qp",
    "mutt": "8bit",
    "outlook-qp": "qp",
    "plain": "7bit",
}


def encode_text(text: str, charset: str, how: str) -> tuple[bytes, str]:
    """The transfer-encoded bytes and the name of the encoding. Text that the charset lacks turns the part into UTF-8 at the caller."""
    raw = text.encode(charset, "xmlcharrefreplace")
    if how == "base64":
        return base64.encodebytes(raw), "base64"
    longest = max(map(len, raw.split(b"\n")), default=0)
    if how == "qp" or longest > 900:
        return binascii.b2a_qp(raw, istext=True), "quoted-printable"
    return raw, "7bit" if raw.isascii() and not charset.startswith(
        "iso-2022"
    ) else "8bit" if how == "8bit" else "7bit" if charset.startswith("iso-2022") else "8bit"


def _part(media_type: str, text: str, charset: str, how: str, extra: str = "") -> bytes:
    data, name = encode_text(text, charset, how)
    shown = "us-ascii" if name == "7bit" and data.isascii() and charset in ("utf-8", "iso-8859-1") and how == "8bit" else charset
    head = f"Content-Type: {media_type}; charset={shown}{extra}\nContent-Transfer-Encoding: {name}\n\n"
    return head.encode() + data + (b"" if data.endswith(b"\n") else b"\n")


def _multi(subtype: str, boundary: str, parts: list[bytes], preamble: bool = False) -> bytes:
    mark = b"--" + boundary.encode()
    head = f'Content-Type: multipart/{subtype}; boundary="{boundary}"\n\n'.encode()
    if preamble:
        head += b"This is a multi-part message in MIME format.\n\n"
    return head + b"".join(mark + b"\n" + part + b"\n" for part in parts) + mark + b"--\n"


def _attached(item: Attachment) -> bytes:
    if item.media_type == "message/rfc822":
        return b"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n" + item.data
    how = "inline" if item.inline_id else "attachment"
    head = f'Content-Type: {item.media_type}; name="{item.filename}"\nContent-Transfer-Encoding: base64\nContent-Disposition: {how}; filename="{item.filename}"\n'
    if item.inline_id:
        head += f"Content-ID: <{item.inline_id}>\n"
    return head.encode() + b"\n" + base64.encodebytes(item.data)


def _content(letter: Letter, rng: random.Random) -> bytes:
    """From Content-Type on: the text alone, an alternative, and around it what is shown in it and what is attached."""
    program = letter.program
    how = ENCODINGS.get(program, "qp")
    parts = []
    if letter.text:
        flowed = "; format=flowed" if program in ("thunderbird", "webmail") and not letter.html else ""
        parts.append(_part("text/plain", letter.text, letter.charset, how, flowed))
    if letter.html:
        parts.append(_part("text/html", letter.html, letter.charset, how))
    if letter.calendar:
        parts.append(_part("text/calendar", letter.calendar, "utf-8", how, "; method=REQUEST"))
    body = parts[0] if len(parts) == 1 else _multi("alternative", new_boundary(rng, program), parts, program in ("php", "merge"))
    inline = [_attached(a) for a in letter.attachments if a.inline_id]
    loose = [_attached(a) for a in letter.attachments if not a.inline_id]
    if inline:
        body = _multi("related", new_boundary(rng, program), [body, *inline])
    if loose:
        body = _multi("mixed", new_boundary(rng, program), [body, *loose])
    return body


# Header fields in the order in which a program writes them; C is the content's own field, X what the letter brings along.
ORDERS = {
    "gmail": "MIME References From Date ID Subject To Cc ReplyTo Sender X C",
    "outlook": "From To Cc Subject Topic Date ID References Language ReplyTo Sender X MIME C",
    "outlook-qp": "From To Cc Subject Date ID MIME Mailer Language References ReplyTo Sender X C",
    "thunderbird": "ID Date MIME Agent Subject To Cc References From ReplyTo Sender X C",
    "apple": "From MIME Subject ID Date Cc To References Mailer ReplyTo Sender X C",
    "webmail": "MIME Date From To Cc Subject References ReplyTo Agent ID Sender X C",
    "php": "Date To Cc From ReplyTo Subject ID Mailer References Sender X MIME C",
    "merge": "Subject From ReplyTo To Cc Date ID Mailer Sender X References C MIME",
    "java": "Date From Sender ReplyTo To Cc ID Subject MIME References X C",
    "mutt": "Date From To Cc Subject ID References ReplyTo Sender X MIME C",
    "plain": "Date From To Cc Subject ID References ReplyTo Sender X MIME C",
}
MAILERS = {
    "apple": "X-Mailer: Apple Mail (2.3608.120)",
    "php": "X-Mailer: PHPMailer 6.1.8",
    "merge": "X-Mailer: Postwagon Sender 4",
    "outlook-qp": "X-Mailer: Microsoft Outlook 16.0",
}
AGENTS = {"thunderbird": "User-Agent: Mozilla Thunderbird", "webmail": "User-Agent: Roundcube Webmail/1.4.11"}


def with_id(letter: Letter, rng: random.Random) -> Letter:
    if letter.message_id:
        return letter
    return replace(letter, message_id=new_message_id(rng, letter.program, _domain(letter.sender[1]), letter.when))


def compose(letter: Letter, rng: random.Random) -> bytes:
    """The message as its sender's program submits it. The letter must have its message_id (`with_id`)."""
    how = "b" if letter.program.startswith("outlook") or letter.program == "php" else "q"
    content = _content(letter, rng)
    content_field, _, rest = content.partition(b"\n\n")
    charset = letter.charset if not letter.charset.startswith("us-") else "utf-8"
    try:
        subject = encoded_word(letter.subject, charset, how)
    except UnicodeEncodeError:
        subject = encoded_word(letter.subject, "utf-8", how)
    fields = {
        "From": f"From: {mailbox(*letter.sender, how)}",
        "To": "To: " + ",\n\t".join([mailbox(n, a, how) for n, a in letter.to]) if letter.to else "To: undisclosed-recipients:;",
        "Cc": "Cc: " + ",\n\t".join([mailbox(n, a, how) for n, a in letter.cc]) if letter.cc else "",
        "Subject": f"Subject: {subject}",
        "Date": f"Date: {rfc_date(letter.when, letter.zone)}",
        "ID": f"Message-ID: {letter.message_id}",
        "References": f"In-Reply-To: {letter.in_reply_to}\nReferences: {letter.in_reply_to}" if letter.in_reply_to else "",
        "ReplyTo": f"Reply-To: {letter.reply_to}" if letter.reply_to else "",
        "Sender": f"Sender: {letter.send_as}" if letter.send_as else "",
        "MIME": "MIME-Version: 1.0",
        "Topic": f"Thread-Topic: {subject}\nThread-Index: {letters(rng, BASE62, 30)}==" if letter.program == "outlook" else "",
        "Language": "Accept-Language: en-GB, en-US\nContent-Language: en-GB",
        "Mailer": MAILERS.get(letter.program, ""),
        "Agent": AGENTS.get(letter.program, ""),
        "X": "\n".join(letter.header),
        "C": content_field.decode("ascii"),
    }
    head = "\n".join([fields[key] for key in ORDERS[letter.program].split() if fields[key]])
    return head.encode("ascii") + b"\n\n" + rest


def dkim_signature(rng: random.Random, domain: str) -> str:
    lines = "\n\t ".join([letters(rng, BASE62 + "+/", 68) for _ in range(2)])
    return (
        f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s={letters(rng, BASE36, 4)};\n\th=from:to:subject:date:message-id;\n"
        f"\tbh={letters(rng, BASE62 + '+/', 43)}=;\n\tb={lines}=\n"
    )


def trace(rng: random.Random, path: Path, delivered_to: str, original_to: str, mx: str, store: str, when: int, header_from: str) -> bytes:
    """What the way to the mailbox adds, topmost the last hop. `mx` writes the Authentication-Results that the organisation believes."""
    spf, dkim, dmarc = path.results if path.results else ("", "", "")
    lines = [f"Return-Path: <{path.envelope_from}>"]
    if delivered_to:
        lines.append(f"Delivered-To: {delivered_to}")
    if original_to:
        lines.append(f"X-Original-To: {original_to}")
    lines.append(f"Received: from {mx} ([192.0.2.25])\n\tby {store} with LMTP id {hexes(rng, 10).upper()};\n\t{rfc_date(when + 3)}")
    if path.results:
        domain = path.dkim_domain or _domain(header_from)
        signed = f"dkim={dkim} header.d={domain}" if dkim in ("pass", "fail") else f"dkim={dkim}"
        lines.append(
            f"Authentication-Results: {mx};\n\tspf={spf} smtp.mailfrom={_domain(path.envelope_from) or path.host};\n\t{signed};\n\tdmarc={dmarc} header.from={_domain(header_from)}"
        )
    lines.append(
        f"Received: from {path.host} ({path.host} [{path.ip}])\n\tby {mx} with ESMTPS id {hexes(rng, 10).upper()}\n\tfor <{original_to or delivered_to}>; {rfc_date(when + 2)}"
    )
    lines.extend(path.inner)
    text = "\n".join(lines) + "\n"
    if path.results and dkim == "pass":
        text += dkim_signature(rng, path.dkim_domain or _domain(header_from))
    return text.encode("ascii")
