# SPDX-License-Identifier: Apache-2.0
"""One seed's organisation: its people, their private addresses, who writes to them, and the names of every host.

All domains are reserved ones (.example, .test, .invalid). Every invented domain is used once, so that two things share a host
only where a scenario says so.
"""

import hashlib
import random
from dataclasses import dataclass, field

from mail import Path, address_ip
from words import FIRST_NAMES, SYLLABLES, Writer, ascii_word, capital, pick, place_name, surname

DAY = 86400
PROGRAMS = ("gmail", "outlook", "thunderbird", "apple", "webmail", "outlook-qp", "mutt")


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the organisation or close to it. `private` is empty where none is known; `start` is when the mailbox begins."""

    first: str
    last: str
    address: str
    private: str
    language: str
    start: int
    protected: bool = True

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def slug(self) -> str:
        return ascii_word(self.name).replace(".", "-")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody outside who writes now and then, always with the same program and from the same server."""

    first: str
    last: str
    address: str
    program: str
    language: str
    zone: int
    path: Path

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


@dataclass(slots=True)
class World:
    seed: int
    messages: int
    start: int
    end: int
    word: str
    domain: str
    org_name: str
    freemail: tuple[str, ...]
    gateway: str
    own_mailer: str
    simulation: str
    writer: Writer
    people: list[Person] = field(default_factory=list)
    staff: list[Person] = field(default_factory=list)
    spouses: list[Person] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    outlets: list[tuple[str, str]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def rng(self, name: str) -> random.Random:
        """Seeding by text goes through SHA-512, so it does not depend on the process."""
        return random.Random(f"{self.seed}/{name}")

    @property
    def scale(self) -> float:
        return self.messages / 5000

    def scaled(self, small: int, power: float = 0.75) -> int:
        """`small` is for 5,000 messages; kinds of mail grow slower than the archive."""
        return max(2, round(small * float(self.scale**power)))

    def fresh_domain(self, rng: random.Random, pattern: str = "{w}", tlds: tuple[str, ...] = ("example",)) -> str:
        while True:
            word = "".join(pick(rng, SYLLABLES) for _ in range(3))
            domain = pattern.format(w=word) + "." + pick(rng, tlds)
            if domain not in self.used:
                self.used.add(domain)
                return domain

    def fresh_name(self, rng: random.Random) -> tuple[str, str]:
        while True:
            name = (pick(rng, FIRST_NAMES), surname(rng))
            if str(name) not in self.used:
                self.used.add(str(name))
                return name

    def free_address(self, rng: random.Random, first: str, last: str) -> str:
        """As people get one: the plain form is long taken."""
        f, l = ascii_word(first), ascii_word(last)
        form = pick(rng, (f"{f}.{l}", f"{f}{l}", f"{l}.{f}", f"{f[0]}{l}", f"{f}_{l}", f"{l}{f[0]}"))
        while True:
            address = f"{form}{pick(rng, ('', '', str(int(rng.random() * 98) + 1), '19' + str(50 + int(rng.random() * 49))))}@{pick(rng, self.freemail)}"
            if address not in self.used:
                self.used.add(address)
                return address
            form += str(int(rng.random() * 10))

    def with_private_box(self) -> list[Person]:
        return [p for p in self.people if p.private]

    def settled(self, when: int, days: int = 200) -> list[Person]:
        """People whose mailbox holds enough years at that time to say who is new."""
        return [p for p in self.people if p.start + days * DAY < when]

    def freemail_path(self, rng: random.Random, address: str) -> Path:
        domain = address.rpartition("@")[2]
        return Path(address, f"out-{int(rng.random() * 60):02d}.{domain}", address_ip(rng))

    def server_path(self, rng: random.Random, address: str, results: tuple[str, str, str] = ("pass", "pass", "pass")) -> Path:
        domain = address.rpartition("@")[2]
        return Path(address, pick(rng, ("mail", "smtp", "mx1", "out", "relay")) + "." + domain, address_ip(rng), results)


def make_contact(world: World, rng: random.Random, domain: str = "", free: bool = False) -> Contact:
    first, last = world.fresh_name(rng)
    if free:
        address = world.free_address(rng, first, last)
        path = world.freemail_path(rng, address)
        program = "gmail" if rng.random() < 0.5 else pick(rng, PROGRAMS)
    else:
        domain = domain or world.fresh_domain(rng)
        address = f"{ascii_word(first)}.{ascii_word(last)}@{domain}"
        path = world.server_path(rng, address, pick_results(rng))
        program = pick(rng, PROGRAMS)
    return Contact(first, last, address, program, pick(rng, LANGUAGES), pick_zone(rng), path)


LANGUAGES = ("en", "en", "de", "fr")


def pick_results(rng: random.Random) -> tuple[str, str, str]:
    """Small senders lack DKIM or DMARC as often as not, which shows nothing."""
    return (
        ("pass", "pass", "pass"),
        ("pass", "pass", "pass"),
        ("pass", "none", "pass"),
        ("pass", "none", "none"),
        ("none", "none", "none"),
        ("softfail", "pass", "pass"),
    )[int(rng.random() * 6)]


def pick_zone(rng: random.Random) -> int:
    return (0, 60, 60, 120, 120, 120, -300, 180, 330)[int(rng.random() * 9)]


def workday(rng: random.Random, low: int, high: int) -> int:
    """A time between two, in working hours mostly."""
    when = low + int(rng.random() * max(1, high - low))
    day = when // DAY
    if (day + 3) % 7 > 4 and rng.random() < 0.8:
        day -= 2
    hour = 7 + int(rng.random() * 11) if rng.random() < 0.9 else int(rng.random() * 24)
    return max(low, min(high, day * DAY + hour * 3600 + int(rng.random() * 3600)))


def make_world(seed: int, messages: int) -> World:
    rng = random.Random(f"{seed}/world")
    start = 1_420_070_400 + int(rng.random() * 1100) * DAY
    end = start + int(365.25 * (6.6 + rng.random() * 0.9)) * DAY
    places = [place_name(rng) for _ in range(60)]
    word = "".join(pick(rng, SYLLABLES) for _ in range(2))
    kind = pick(rng, ("assembly", "diet", "chamber", "council", "parliament", "storting"))
    world = World(
        seed,
        messages,
        start,
        end,
        word,
        f"{pick(rng, (kind + '-' + word, kind + '.' + word, word + kind))}.example",
        f"{capital(kind)} of {capital(word)}",
        tuple(dict.fromkeys(f"{pick(rng, SYLLABLES)}{pick(rng, SYLLABLES)}{end_}.example" for end_ in ("mail", "post", "box", "web")))
        + ("freemail.example",),
        "",
        "",
        "",
        Writer(places),
    )
    world.gateway = world.fresh_domain(rng, pick(rng, ("safelinks.{w}-protect", "urldefense.{w}", "linkguard.{w}")))
    world.own_mailer = f"{pick(rng, ('newsletter', 'bulletin', 'info', 'intern'))}.{world.domain}"
    world.simulation = world.fresh_domain(rng, pick(rng, ("phish-training-{w}", "awareness.{w}", "{w}-drill")))
    _add_people(world, rng)
    _add_contacts(world, rng)
    return world


def _add_people(world: World, rng: random.Random) -> None:
    count = max(56, min(470, world.messages // 200))
    with_private = max(40, count // 5)
    for number in range(count + count // 7):
        first, last = world.fresh_name(rng)
        # Most were there before; some came with an election, three years before the end at the latest.
        late = int(rng.random() * (world.end - world.start - 3 * 365 * DAY)) if rng.random() < 0.25 else int(rng.random() * 60) * DAY
        if number < 45:
            late = int(rng.random() * 60) * DAY
        address = f"{ascii_word(first)}.{ascii_word(last)}@{world.domain}"
        private = world.free_address(rng, first, last) if number < with_private else ""
        person = Person(first, last, address, private, pick(rng, LANGUAGES), world.start + late, number < count)
        (world.people if number < count else world.staff).append(person)
    for person in world.people[:: max(1, with_private // 8)][:8]:
        first, _ = world.fresh_name(rng)
        world.spouses.append(Person(first, person.last, world.free_address(rng, first, person.last), "", person.language, world.start))
    rng.shuffle(world.people)


def _add_contacts(world: World, rng: random.Random) -> None:
    for _ in range(max(60, world.messages // 45)):
        world.contacts.append(make_contact(world, rng, free=rng.random() < 0.35))
    for _ in range(6):
        name = f"{capital(pick(rng, SYLLABLES) + pick(rng, SYLLABLES))} {pick(rng, ('Courier', 'Gazette', 'Observer', 'Tagblatt', 'Herald', 'Dépêche', 'Review', 'Standard'))}"
        world.outlets.append((name, world.fresh_domain(rng, pick(rng, ("{w}-courier", "the{w}", "{w}news", "{w}")))))


def org_toml(world: World, mailboxes: list[tuple[str, str]]) -> str:
    lines = [
        "# An organisation that does not exist.",
        "[organisation]",
        f'name = "{world.org_name}"',
        f'domains = ["{world.domain}"]',
        "authserv_ids = [" + ", ".join(f'"mx.{d}"' for d in (world.domain, *world.freemail)) + "]",
        f'link_gateways = ["{world.gateway}"]',
        "freemail_domains = [" + ", ".join(f'"{d}"' for d in world.freemail) + "]",
        f'own_mailers = ["{world.own_mailer}"]',
        f'simulations = ["{world.simulation}"]',
    ]
    for path, owner in mailboxes:
        lines += ["", "[[mailbox]]", f'path = "**/{path}"', f'owner = "{owner}"']
    for number, person in enumerate(world.people + world.spouses):
        addresses = [f'"{person.address}"']
        if person.private:
            # Some organisations keep private addresses only as hashes.
            hashed = "sha256:" + hashlib.sha256(person.private.encode()).hexdigest()
            addresses.append(f'"{hashed if number % 7 == 3 else person.private}"')
        lines += ["", "[[person]]", f'name = "{person.name}"', f"addresses = [{', '.join(addresses)}]"]
    return "\n".join(lines) + "\n"
