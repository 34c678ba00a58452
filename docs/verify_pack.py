#!/usr/bin/env python3
"""python3 verify_pack.py FOLDER: checks a Redshank evidence pack with nothing but Python. SPDX-License-Identifier: Apache-2.0"""
import base64, email, hashlib, json, pathlib, sys

pack, wrong, seen, elsewhere = pathlib.Path(sys.argv[1]), [], 0, 0
sha256 = lambda data: hashlib.sha256(data).hexdigest()
raw = lambda value: base64.b64decode(value["base64"]) if isinstance(value, dict) else value.encode()

def part(message, number):  # the decoded part of that number (RFC 3501 6.4.5); None: not with this script
    entity = email.message_from_bytes(message)
    for step in number.split("."):
        if not step.isdigit(): return None  # inside an attached document
        if entity.is_multipart(): entity = dict(enumerate(entity.get_payload(), 1)).get(int(step), entity)
    return None if entity.is_multipart() else entity.get_payload(decode=True)

files = {p.relative_to(pack).as_posix(): p for p in pack.rglob("*") if p.is_file()}
for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):  # BagIt, RFC 8493
    named = dict(reversed(line.split("  ", 1)) for line in (pack / manifest).read_text().splitlines())
    wrong += [f"{name} was changed or is missing" for name, want in named.items()
              if name not in files or sha256(files[name].read_bytes()) != want]
    if not manifest.startswith("tag"):
        wrong += [f"{name} is in no manifest" for name in files if name.startswith("data/") and name not in named]
        bound = sha256("".join(f"{named[n]}  {n}\n" for n in sorted(named) if n != "data/ledger.jsonl").encode())
previous, redacted, line = "0" * 64, False, {"details": {}}
for number, text in enumerate((pack / "data/ledger.jsonl").read_bytes().splitlines(), 1):  # each line holds the last one's hash
    line, before = json.loads(text), text.rpartition(b',"hash":"')[0]
    redacted = "details" not in line  # then only that each line names the hash of the one before
    if (line["n"], line["previous"]) != (number, previous) or not redacted and line["hash"] != sha256(before): wrong.append(f"ledger: line {number}")
    previous = line["hash"]
if redacted: print("Redacted: no message is in this pack, and of the ledger only its chain. Findings cannot be checked with it alone.")
elif line["details"].get("payload_sha256") != bound: wrong.append("ledger: its last line is of another pack")
for text in [] if redacted else (pack / "data/findings.jsonl").read_text().splitlines()[1:]:
    finding = json.loads(text)
    message = (files.get(f"data/messages/{finding['message']}.mail.bin") or pathlib.Path("/dev/null")).read_bytes()
    if sha256(message) != finding["sha256"]: wrong.append(f"{finding['id']}: its message is another or missing")
    for one in finding["evidence"]:
        data, bytes_, at = part(message, one["part"]) if one["part"] else message, raw(one["bytes"]), one["part_offset"]
        seen, elsewhere = seen + 1, elsewhere + (data is None)
        whole = one["part"] and not bytes_ and not at and finding["facts"].get("sha256")  # told by its hash alone
        if data is not None and (data[at:at + len(bytes_)] != bytes_ or whole and sha256(data) != whole): wrong.append(f"{finding['id']}: not at byte {at} of part {one['part']}")
print(*wrong, f"{seen} places of findings, {elsewhere} of them inside attachments (redshank verify checks those); {len(wrong)} wrong; last hash {previous}", sep="\n")
sys.exit(1 if wrong else 0)
