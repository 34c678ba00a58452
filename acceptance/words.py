# SPDX-License-Identifier: Apache-2.0
"""Words: sentences, names and places of people and towns that do not exist.

Text is put together from many short lists, so that two unrelated letters share little more than two real ones would, while
a mail merge shares whole paragraphs. Everything is drawn from the given `random.Random`: one seed, one text.
"""

import random
from collections.abc import Sequence
from typing import TypeVar

FIRST_NAMES = (
    "Alma Anton Astrid Aurel Benedikt Birgit Bruno Carla Cecile Clemens Dagny Damir Doreen Edda Egon Elif Emeric Enya Esra Fabio "
    "Frida Gaspar Gerda Gilles Greta Halina Henk Hilda Imre Inga Ivo Jana Jasper Jolanta Kaja Karim Kirsten Lasse Leonie Ludek "
    "Magda Malik Marit Mattis Mireille Nadim Nele Nikola Odile Olaf Orsolya Pavel Petra Quentin Ragna Remy Rosa Sander Selma "
    "Sigrid Silvan Tamsin Teodor Thea Tilda Ulla Urs Valerie Veit Wanda Wiebke Xenia Yannick Ylva Zdenka Zoe Jörg Söhnke Zoé Łucja"
).split()
SYLLABLES = (
    "bar bel bor bren cal cor dal del dor dran el fal fen fir gal gar gol har hel hol il jar jor kal kel kir lan lem lor mar mel "
    "mor nal nor ol ost pel per pol quin ral ren ros sal sel sir tal tar tel tor ul val var ver vin wal wen wil yar zan zel zor"
).split()
NAME_ENDS = "berg dal feld gard holt ik ing kamp lund man nen ov quist rup sen ski sson stad tveit ult vall wick zek ört ász".split()
PLACE_ENDS = "bach by dorf fjord ford heim hafen holm mouth na nia port stad ton ville wik".split()

TOPICS: dict[str, tuple[str, ...]] = {
    "en": tuple(
        "coastal defence|school meals|rail fares|rural broadband|fishing quotas|housing benefit|the night trains|water tariffs|the pension gap|"
        "grid fees|court delays|hospital beds|seed imports|the port expansion|forest fires|battery recycling|data retention|asylum places|"
        "vocational training|milk prices|flood maps|river dredging|the ferry contract|air traffic control|public lending|cyber insurance|"
        "museum funding|arms exports|sanctions against shipping|the visa scheme|dual citizenship|satellite pictures|undersea cables".split(
            "|"
        )
    ),
    "de": tuple(
        "Küstenschutz|Schulessen|Fahrpreise|Breitband auf dem Land|Fangquoten|Wohngeld|Nachtzüge|Wasserpreise|Netzentgelte|Gerichtsdauer|"
        "Krankenhausbetten|Saatgut|den Hafenausbau|Waldbrände|Batterierecycling|Asylplätze|Berufsbildung|Milchpreise|Hochwasserkarten|"
        "Flussvertiefung|den Fährvertrag|Flugsicherung|Museumsförderung|Rüstungsexporte|Seekabel|Satellitenbilder".split("|")
    ),
    "fr": tuple(
        "la défense du littoral|les cantines|le prix du rail|le haut débit rural|les quotas de pêche|le logement|les trains de nuit|l'eau potable|"
        "les retraites|les délais de justice|les lits d'hôpital|l'extension du port|les incendies de forêt|le recyclage|la formation|le prix du lait|"
        "les crues|le contrat du bac|le contrôle aérien|les musées|les exportations d'armes|les câbles sous-marins|les visas".split("|")
    ),
}
SUBJECTS: dict[str, tuple[str, ...]] = {
    "en": tuple(
        "the committee|the rapporteur|the ministry|our group|the working party|the secretariat|the mayor of {place}|the court of auditors|"
        "the regional council|the shadow minister|the roads agency|the delegation to {place}|the research service|the chair|the statistics office|"
        "the teachers' union|the harbour authority|a group of residents|the opposition|the press office|the energy regulator|the farmers of {place}|"
        "the school board|the hospital trust|the railway|the legal service|the budget office|the ombudsman|a former minister|the embassy in {place}|"
        "the ferry company|an expert witness|the museum in {place}|my predecessor|the second reading|the land registry|a panel of judges".split(
            "|"
        )
    ),
    "de": tuple(
        "der Ausschuss|die Berichterstatterin|das Ministerium|unsere Fraktion|die Arbeitsgruppe|das Sekretariat|der Bürgermeister von {place}|"
        "der Rechnungshof|der Kreistag|die Straßenbehörde|die Delegation nach {place}|der wissenschaftliche Dienst|der Vorsitzende|das Statistikamt|"
        "die Lehrergewerkschaft|die Hafenbehörde|eine Bürgerinitiative|die Opposition|die Pressestelle|die Bauern aus {place}|der Elternrat|die Bahn|"
        "der Rechtsdienst|das Haushaltsreferat|die Bürgerbeauftragte|ein früherer Minister|das Museum in {place}|mein Vorgänger".split("|")
    ),
    "fr": tuple(
        "la commission|la rapporteure|le ministère|notre groupe|le groupe de travail|le secrétariat|le maire de {place}|la cour des comptes|"
        "le conseil régional|l'agence des routes|la délégation à {place}|le service d'études|le président|l'office de statistique|"
        "le syndicat des enseignants|l'autorité portuaire|un groupe d'habitants|l'opposition|le service de presse|les agriculteurs de {place}|"
        "l'hôpital|la compagnie ferroviaire|le service juridique|la médiatrice|un ancien ministre|le musée de {place}|mon prédécesseur".split(
            "|"
        )
    ),
}
VERBS: dict[str, tuple[str, ...]] = {
    "en": tuple(
        "has postponed|will publish|asked for|has questioned|is preparing|received|wants to see|supports|rejected|has amended|presented|is reviewing|"
        "welcomed|criticised|has agreed to|will discuss|translated|circulated|keeps delaying|is waiting for|put a hold on|has not yet read|wrote about|"
        "sent back|intends to vote on|took over|summarised|found an error in|would like to share|cannot find".split("|")
    ),
    "de": tuple(
        "vertagt|veröffentlicht|verlangt|befürwortet|bespricht|sammelt|vermisst|verspricht|begründet|empfiehlt|bestellte|versandte|wiederholt|kürzt|bezweifelt|erarbeitet|erhielt|unterstützt|verwarf|änderte|präsentierte|prüft|begrüßt|kritisiert|billigte|"
        "übersetzte|verteilte|verzögert|erwartet|stoppte|las|beschrieb|korrigierte|übernahm|sucht|kennt|beantragte".split("|")
    ),
    "fr": tuple(
        "a reporté|publiera|demande|recommande|annonce|redoute|a égaré|complète|promet|a commandé|a envoyé|défend|réduit|discute|conteste|prépare|a reçu|soutient|a rejeté|a modifié|a présenté|examine|salue|critique|a approuvé|a traduit|"
        "a diffusé|retarde|attend|a suspendu|n'a pas lu|a résumé|a repris|cherche|a corrigé|votera".split("|")
    ),
}
OBJECTS: dict[str, tuple[str, ...]] = {
    "en": tuple(
        "the draft on {topic}|the minutes|the amendment on {topic}|the bill about {topic}|the figures for {place}|the report on {topic}|"
        "the letter from {place}|{n} questions about {topic}|the list of speakers|a study of {topic}|the answer on {topic}|the contract with {place}|"
        "the timetable for {month}|all {n} objections|the annex on {topic}|an opinion about {topic}|the map of {place}|the costs of {topic}|"
        "the invitation to {place}|a petition about {topic}|the plan for {n} new posts|paragraph {n}|the notes of {day}|the hearing on {topic}".split(
            "|"
        )
    ),
    "de": tuple(
        "den Entwurf über {topic}|das Protokoll|den Änderungsantrag zu Punkt {n}|die Zahlen für {place}|den Bericht über {topic}|den Brief aus {place}|"
        "{n} Fragen über {topic}|die Rednerliste|eine Studie über {topic}|den Vertrag mit {place}|den Zeitplan für {month}|alle {n} Einwände|"
        "die Anlage {n}|die Kosten im Titel {n}|den Besuch aus {place}|eine Petition über {topic}|den Plan mit {n} neuen Stellen|die Anhörung über {topic}|{n} Anträge aus {place}|die Antwort vom {day}|das Gespräch mit {place}|die Liste aus Raum {n}|ein Gutachten über {topic}|die Karte von {place}|die Einladung nach {place}|Absatz {n}|die Notizen vom {day}".split(
            "|"
        )
    ),
    "fr": tuple(
        "le projet sur {topic}|le procès-verbal|l'amendement {n}|les chiffres de {place}|le rapport sur {topic}|la lettre de {place}|"
        "{n} questions sur {topic}|la liste des orateurs|une étude sur {topic}|le contrat avec {place}|le calendrier de {month}|les {n} objections|"
        "l'annexe {n}|le budget de {place}|{n} demandes de {place}|une pétition sur {topic}|le plan de {n} postes|l'audition sur {topic}|la réponse de {day}|l'entretien avec {place}|la visite de {place}|un avis sur {topic}|la carte de {place}|l'invitation à {place}|le paragraphe {n}|les notes de {day}".split(
            "|"
        )
    ),
}
TAILS: dict[str, tuple[str, ...]] = {
    "en": tuple(
        "before the recess|on {day}|without further comment|at the request of {place}|despite the delay|by the end of {month}|for the {n}th time|"
        "in room {n}|after the vote|as agreed with {place}|although nobody asked|until {day}|during the visit to {place}|in its last session|"
        "with {n} votes against|for reasons of cost|as soon as possible|in plain words|more than {n} weeks late|together with {place}|".split(
            "|"
        )
    ),
    "de": tuple(
        "vor der Sommerpause|am {day}|ohne weitere Bemerkung|auf Wunsch von {place}|trotz der Verzögerung|bis Ende {month}|zum {n}. Mal|in Saal {n}|"
        "nach der Abstimmung|wie mit {place} besprochen|während der Reise nach {place}|mit {n} Gegenstimmen|seit {month}|in {n} Wochen|laut Seite {n}|bei der Sitzung in {place}|nach {n} Jahren|im zweiten Anlauf|aus Kostengründen|gemeinsam mit {place}|".split(
            "|"
        )
    ),
    "fr": tuple(
        "avant les vacances|{day}|sans autre commentaire|à la demande de {place}|malgré le retard|d'ici la fin de {month}|pour la {n}e fois|en salle {n}|"
        "après le vote|comme convenu avec {place}|lors de la visite à {place}|avec {n} voix contre|depuis {month}|dans {n} semaines|selon la page {n}|pendant la séance à {place}|après {n} ans|pour des raisons de coût|".split(
            "|"
        )
    ),
}
DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday".split(),
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag".split(),
    "fr": "lundi mardi mercredi jeudi vendredi".split(),
}
MONTHS = {
    "en": "January February March April May June July September October November".split(),
    "de": "Januar Februar März April Mai Juni Juli September Oktober November".split(),
    "fr": "janvier février mars avril mai juin juillet septembre octobre novembre".split(),
}
LEADS: dict[str, tuple[str, ...]] = {
    "en": (
        "As far as I know, ",
        "By the way, ",
        "In {place}, ",
        "It seems that ",
        "Last {day}, ",
        "Please note that ",
        "Since {month}, ",
        "Between us: ",
    ),
    "de": ("Übrigens: ", "Zur Kenntnis: ", "Laut {place}: ", "Wie berichtet: ", "Noch etwas: "),
    "fr": ("Pour information, ", "À noter : ", "À {place}, ", "Selon nos informations, ", "Depuis {month}, "),
}
GREETINGS = {
    "en": (
        "Dear {name},",
        "Hello {first},",
        "Hi {first},",
        "Good morning,",
        "Dear colleague,",
        "{first},",
        "Dear all,",
        "Dear Mr/Ms {last},",
    ),
    "de": (
        "Guten Tag {name},",
        "Hallo {first},",
        "Liebe Kolleginnen und Kollegen,",
        "Guten Morgen,",
        "Sehr geehrte Damen und Herren,",
        "Moin {first},",
    ),
    "fr": ("Bonjour {first},", "Bonjour à tous,", "Chère collègue, cher collègue,", "Madame, Monsieur,", "Bonjour,"),
}
CLOSINGS = {
    "en": (
        "Best wishes",
        "Kind regards",
        "Many thanks",
        "Yours sincerely",
        "Best",
        "Thanks and see you {day}",
        "Cheers",
        "With kind regards",
    ),
    "de": ("Viele Grüße", "Mit freundlichen Grüßen", "Beste Grüße", "Herzlich", "Danke und bis {day}", "Gruß"),
    "fr": ("Bien cordialement", "Cordialement", "Bien à vous", "Merci et à {day}", "Salutations distinguées", "Amitiés"),
}
# Whole sentences in other scripts: they are there so that charsets and encoded-words are read, not to be varied letter.
OTHER_SCRIPTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ru": (
        "koi8-r",
        (
            "Добрый день.",
            "Направляем вам программу встречи.",
            "Просим подтвердить участие.",
            "Список делегации прилагается.",
            "С уважением",
        ),
    ),
    "uk": (
        "windows-1251",
        ("Добрий день.", "Надсилаємо порядок денний засідання.", "Просимо підтвердити участь.", "Дякуємо за розмову.", "З повагою"),
    ),
    "el": ("iso-8859-7", ("Καλημέρα σας.", "Σας στέλνουμε το πρόγραμμα της επίσκεψης.", "Παρακαλούμε επιβεβαιώστε.", "Με εκτίμηση")),
    "ja": (
        "iso-2022-jp",
        ("お世話になっております。", "次回の会議の議題をお送りします。", "ご確認をお願いいたします。", "よろしくお願いいたします。"),
    ),
    "pl": ("iso-8859-2", ("Dzień dobry.", "Przesyłamy porządek obrad.", "Prosimy o potwierdzenie udziału.", "Łączymy wyrazy szacunku.")),
    "tr": ("iso-8859-9", ("İyi günler.", "Toplantı gündemini gönderiyoruz.", "Katılımınızı bildirmenizi rica ederiz.", "Saygılarımızla")),
}
ASCII_FOLD = str.maketrans("äöüéèáíóúńçßøåæ", "aoueeaiouncsoaa")


Item = TypeVar("Item")


def pick(rng: random.Random, items: Sequence[Item]) -> Item:
    """As random.choice, at a third of its cost: the bulk of an archive is made of such draws."""
    return items[int(rng.random() * len(items))]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def surname(rng: random.Random) -> str:
    return capital(pick(rng, SYLLABLES) + pick(rng, SYLLABLES) + pick(rng, NAME_ENDS))


def place_name(rng: random.Random) -> str:
    return capital(pick(rng, SYLLABLES) + pick(rng, SYLLABLES) + pick(rng, PLACE_ENDS))


def ascii_word(text: str) -> str:
    """As people spell a name in an address: lower-case a-z and dots."""
    folded = text.lower().replace("ł", "l").translate(ASCII_FOLD)
    return "".join(c if c.isascii() and c.isalnum() else "." for c in folded).strip(".")


class Writer:
    """Writes sentences about this archive's places. Holds the lists of one seed, no state between calls."""

    def __init__(self, places: Sequence[str]) -> None:
        self.places = places

    def fill(self, rng: random.Random, language: str, pattern: str) -> str:
        if "{" not in pattern:
            return pattern
        return pattern.format(
            place=pick(rng, self.places),
            topic=pick(rng, TOPICS[language]),
            n=2 + int(rng.random() * 96),
            day=pick(rng, DAYS[language]),
            month=pick(rng, MONTHS[language]),
        )

    def sentence(self, rng: random.Random, language: str) -> str:
        """Lead, subject, verb, object and tail are filled one by one, so that a place comes back by chance alone."""
        main = pick(rng, SUBJECTS[language]) + " " + pick(rng, VERBS[language])
        lead = pick(rng, LEADS[language]) if rng.random() < 0.3 else ""
        text = lead + main if lead else capital(main)
        text = self.fill(rng, language, text) + " " + self.fill(rng, language, pick(rng, OBJECTS[language]))
        tail = pick(rng, TAILS[language])
        return text + " " + self.fill(rng, language, tail) + "." if tail else text + "."

    def paragraph(self, rng: random.Random, language: str, sentences: int) -> str:
        return " ".join([self.sentence(rng, language) for _ in range(sentences)])

    def paragraphs(self, rng: random.Random, language: str, count: int, low: int = 2, high: int = 4) -> list[str]:
        return [self.paragraph(rng, language, low + int(rng.random() * (high - low + 1))) for _ in range(count)]

    def headline(self, rng: random.Random, language: str) -> str:
        return self.sentence(rng, language).rstrip(".")

    def subject(self, rng: random.Random, language: str) -> str:
        if rng.random() < 0.3:
            return self.headline(rng, language)
        return capital(self.fill(rng, language, pick(rng, OBJECTS[language])))

    def greeting(self, rng: random.Random, language: str, first: str, last: str) -> str:
        return pick(rng, GREETINGS[language]).format(name=f"{first} {last}", first=first, last=last)

    def closing(self, rng: random.Random, language: str) -> str:
        return self.fill(rng, language, pick(rng, CLOSINGS[language]))
