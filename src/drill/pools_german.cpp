// SPDX-License-Identifier: Apache-2.0
// German patterns and their slots (language.h). Only a table.
#include "drill/language.h"

namespace redshank::drill {

namespace {

constexpr Pool pools[] = {
    {"greeting",
     "Liebe Kolleginnen und Kollegen,|Guten Tag,|Hallo zusammen,|Guten Morgen,|Liebes Büro,|Hallo,"},
    {"goodbye", "Mit freundlichen Grüßen|Viele Grüße|Herzliche Grüße|Beste Grüße|Freundlich grüßt"},
    {"short",
     "Danke, [passt|erledigt|gern], bis {day}.|Einverstanden, dann {time}.|[Können|Wollen] wir {time} über "
     "{matter} sprechen?|"
     "Ich bin bis {day} in {word}, [bitte|notfalls] im Büro anrufen.|Zu {paper} habe ich [keine|nur kleine] "
     "Anmerkungen."},
    {"sentence",
     "{paper} zu {matter} [ist|wird] {time} [fertig|verschickt|besprochen].|"
     "[Könnten|Würden] Sie mir {paper} bis {day} [schicken|zukommen lassen]?|"
     "{party} [hat|hatte] {time} nach {matter} gefragt.|"
     "Der Termin für {event} [wurde|ist] auf {day} [verschoben|vorgezogen|gelegt] worden.|"
     "Auf Seite {n} von {paper} fehlt [noch|weiterhin|leider] der Hinweis auf {matter}.|"
     "Für {event} sind {n} [Gäste|Plätze|Redner] [gemeldet|vorgesehen].|"
     "[Wer|Welches Büro] [übernimmt|begleitet] {event} {time}?|"
     "Die [Gruppe|Delegation] aus {word} [kommt|reist] {time} [an|ab] und [möchte|will] {party} "
     "[treffen|sprechen].|"
     "Bei {matter} [bleibt|ist] es [beim alten Stand|offen|schwierig], [sagt|meint] {party}.|"
     "Haushaltstitel {nn} [deckt|umfasst] {matter} [nicht|nur zur Hälfte|vollständig].|"
     "[Bitte|Wir bitten Sie,] {paper} [nicht|erst nach {day}] weiterzugeben.|"
     "Über {matter} wird [vermutlich|sicher] {time} [abgestimmt|beraten].|"
     "Die Dolmetscher brauchen {paper} {n} Stunden vor {event}.|"
     "[Entschuldigung|Verzeihung] für die späte Antwort, {event} hat {n} Tage [gekostet|gedauert].|"
     "[Am Ende|Nach {event}] blieben {n} [Fragen|Punkte] zu {matter} offen.|"
     "In {word} [hat man|haben sie] {matter} [anders|ähnlich|gar nicht] geregelt.|"
     "[Anbei|Im Anhang] [liegt|finden Sie] {paper}, die Zahlen aus {word} sind [neu|vorläufig].|"
     "Der Saal in {word} ist {time} [belegt|frei|zu klein].|"
     "{party} [schreibt|teilt mit], dass {matter} [warten kann|drängt|erledigt ist].|"
     "Änderungsantrag {nn} [betrifft|streift] {matter} [nur am Rande|unmittelbar]."},
    {"subject",
     "{matter}|{paper} für {event}|{event} am {day}|Frage zu {matter}|Änderungsantrag {nn}|Besuch aus {word}|"
     "Rückmeldung zu {paper}|Verschiebung: {event}"},
    {"matter",
     "Brückensanierung|Schulessen|Fährbetrieb|Hochwasserschutz|Bücherbussen|Wohngeld|Waldfonds|"
     "Feuerwehrhäusern|"
     "Nachtzügen|Trinkwasser in {word}|Straßenlärm|Sportstätten|Mieten in {word}|Bodenschutz|Lehrwerkstätten|"
     "dem Hafen von {word}|Gebühren für Märkte|Übersetzungen"},
    {"paper",
     "Der Entwurf|Das Protokoll|Die Tabelle|Die Rednerliste|Die Übersicht|Das Gutachten|Die Tagesordnung|"
     "Die Stellungnahme|Die Übersetzung|Die Anlage {n}"},
    {"event",
     "die Anhörung|den Ausschuss|die Haushaltsrunde|das Arbeitsessen|die Plenarwoche|die Reise nach {word}|"
     "das Seminar|die Pressestunde|den Tag der offenen Tür|die Ortsbegehung"},
    {"party",
     "Das Sekretariat|Der Rechtsdienst|Das Ministerium|Die Stadt {word}|Der Berichterstatter|Die Prüfstelle|"
     "Die Gruppe {word}|Der Vorsitz|Das Protokoll"},
    {"day", "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|nächster Woche|Monatsende"},
    {"time", "heute|morgen|diese Woche|in {n} Tagen|kurzfristig|nach der Pause|zum {n}. des Monats|bald"},
    {"news",
     "In {word} [streitet|ringt] man [weiter|wieder] über die Folgen von {matter}.|"
     "Nach [Angaben|Auskunft] aus {word} [kostet|kostete] der Plan {nn} Millionen.|"
     "Die [Bürgermeisterin|Verwaltung] von {word} [äußerte|sprach] sich {time} [dazu|nicht].|"
     "[Fachleute|Beobachter] halten {n} Jahre für [nötig|möglich].|"
     "Zwischen {word} und {word} [fuhr|fuhren] {n} Tage lang kein Zug."},
    {"headline", "{word}: was aus {matter} wird|{n} Fragen zu {matter}|Neues aus {word}|Streit in {word}"},
    {"dear", "Guten Tag|Guten Morgen|Hallo|Liebe Kollegin, lieber Kollege"},
    {"introduction",
     "Ich [schreibe|berichte] über {word}. Bevor wir den folgenden Text [drucken|bringen], [wüsste|erführe] "
     "ich gern "
     "Ihre Meinung.|"
     "[Für|Zu] einem Beitrag aus {word} [fiel|stand] Ihr Name. [Darf|Dürfte] ich Sie um ein Wort dazu "
     "bitten?|"
     "[Meine|Unsere] Redaktion [meint|findet], Sie sollten dies [zuerst|vorab] sehen.|"
     "[Wären|Sind] Sie bereit, den Entwurf unten [zu lesen|durchzusehen]? Wir schließen {time}."},
    {"ask",
     "[Könnten|Würden] Sie mir bis {day} schreiben?|Ein [Satz|Wort] bis {day} genügt.|Ich [rufe|riefe] Sie "
     "{time} gern "
     "an.|"
     "Alles bleibt [unter uns|ohne Namen]."},
    {"read_more", "Weiterlesen|Zum ganzen Text|Mehr dazu|Zum Beitrag"},
    {"leave", "Abmelden|Keine Mails mehr|Abonnement verwalten"},
    {"away_subject", "Automatische Antwort|Abwesenheit|Nicht im Büro"},
    {"away",
     "[Ich bin|Derzeit bin ich] bis {day} [nicht im Büro|auf Reisen in {word}]. [In dringenden Fällen hilft "
     "das "
     "Sekretariat.|]|"
     "Danke für Ihre [Mail|Nachricht]. Ich [lese|beantworte] sie {time}. [Sie wird nicht weitergeleitet.|]"},
    {"survey",
     "[Sie wurden|Wir haben Sie] für unsere [Umfrage|Studie] aus {word} [ausgewählt|ausgelost]. Sie dauert "
     "{n} "
     "Minuten.|"
     "Der Verweis unten ist [persönlich|nur für Sie]. Antworten werden ohne Namen [gespeichert|ausgewertet].|"
     "[Die Befragung|Die Studie] endet {time}. [Dies ist eine Erinnerung.|]"},
    {"donate",
     "In {word} [warten|hoffen] {nn} Familien auf [warme Räume|sauberes Wasser|Schulbücher].|"
     "Mit {nn} Euro [bauen|reparieren] wir [einen Brunnen|eine Küche] in {word}.|"
     "[Jede Gabe|Jeder Euro] [zählt|hilft]; {n} Prozent gehen an die Helfer in {word}."},
    {"conference",
     "[Wir laden Sie herzlich|Wir bitten Sie] zur Tagung in {word} [ein|zu kommen].|"
     "Ihr Platz ist bis {day} [frei gehalten|vorgemerkt]; der Verweis ist persönlich.|"
     "[Gäste|Redner] aus {n} Ländern sprechen über {matter}."},
    {"account",
     "[Für|Zu] Ihrem Konto wurde ein neues Kennwort [verlangt|angefordert]. Der Verweis gilt {n} Stunden.|"
     "Wenn Sie das nicht waren, [löschen|übergehen] Sie diese Mail."},
    {"order",
     "Ihre Bestellung {nn}-{nn} [ist eingegangen|wurde bezahlt|ist verpackt]. Sie geht {time} auf die Reise.|"
     "[Artikel|Posten] {nn}: {n} Stück [Lampe|Stuhl|Papier] aus {word}."},
    {"parcel",
     "Ihr Paket aus {word} [kommt|trifft] {time} [an|ein].|Wir haben Sie [nicht angetroffen|verfehlt]. Das "
     "Paket liegt "
     "{n} Tage im Laden in {word}."},
    {"ticket",
     "[Hier sind|Dies sind] Ihre Karten für {word}, {day}.|[Zeigen|Bringen] Sie den Code am Einlass "
     "[vor|mit].|Reihe "
     "{n}, Platz {nn}."},
    {"constituent",
     "Als [Wählerin|Wähler|Anwohner] aus {word} bitte ich Sie, [gegen|für] die Pläne zu {matter} zu stimmen.|"
     "[Unser Dorf|Meine Familie] [hängt|lebt] von {matter} [ab|mit].|"
     "[Bitte schreiben|Sagen] Sie mir, wie Sie [stimmen|entscheiden] werden.|"
     "Der Plan [schadet|nützt] [den Schülern|den Pendlern|den Höfen] in {word}."},
};

}  // namespace

std::span<const Pool> german_pools() {
    return pools;
}

}  // namespace redshank::drill
