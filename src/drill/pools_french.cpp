// SPDX-License-Identifier: Apache-2.0
// French patterns and their slots (language.h). Only a table.
#include "drill/language.h"

namespace redshank::drill {

namespace {

constexpr Pool pools[] = {
    {"greeting", "Bonjour,|Bonjour à tous,|Chers collègues,|Chère équipe,|Bonsoir,"},
    {"goodbye", "Bien à vous|Cordialement|Bien cordialement|Merci et à bientôt|Avec mes salutations"},
    {"short",
     "Merci, [c'est noté|parfait|bien reçu], à {day}.|D'accord pour {time}.|[Peut-on|Pourrions-nous] parler "
     "de {matter} {time} ?|"
     "Je suis à {word} jusqu'à {day}.|Rien à ajouter sur {paper}."},
    {"sentence",
     "[Pourriez-vous|Pouvez-vous] m'[envoyer|adresser] {paper} avant {day} ?|"
     "{party} [demande|a demandé] une [note|précision] sur {matter}.|"
     "{paper} [est|sera] [prêt|à relire|disponible] {time}.|"
     "Nous avons [déplacé|avancé] {event} à {day}.|"
     "À la page {n}, {paper} [oublie|cite mal|répète] {matter}.|"
     "Il [reste|manque] {n} [places|réponses] pour {event}.|"
     "La délégation de {word} [arrive|repart] {time} et [souhaite|voudrait] voir {party}.|"
     "La ligne {nn} du budget [couvre|ne couvre pas] {matter}.|"
     "[Désolé|Pardon] pour le retard, {event} a [pris|duré] {n} jours.|"
     "Les interprètes ont besoin de {paper} {n} heures avant {event}.|"
     "L'amendement {nn} [touche|modifie] {matter} [à la marge|en profondeur].|"
     "[Qui|Lequel d'entre nous] [suit|prend] {event} {time} ?|"
     "À {word}, on a [réglé|traité] {matter} [autrement|de la même façon|en {n} mois].|"
     "{party} [pense|écrit] que {matter} [peut attendre|presse].|"
     "Vous trouverez [ci-joint|en annexe] {paper}, les chiffres de {word} sont [provisoires|nouveaux].|"
     "La salle de {word} est [prise|libre|trop petite] {time}."},
    {"subject",
     "{matter}|{paper} pour {event}|Question sur {matter}|Amendement {nn}|Visite de {word}|{event}, {day}"},
    {"matter",
     "la pêche côtière|les cantines|le tunnel du port|les trains de nuit|l'eau à {word}|la forêt|les loyers "
     "à {word}|"
     "les écoles rurales|la digue de {word}|les bibliothèques|le bruit|les marchés couverts|la sécurité des "
     "élèves"},
    {"paper",
     "le projet|le compte rendu|le tableau|la note|l'ordre du jour|l'avis|la traduction|l'annexe {n}|la "
     "liste"},
    {"event",
     "l'audition|la commission|la séance|le déjeuner de travail|la visite à {word}|le séminaire|la table "
     "ronde|"
     "la conférence de {word}"},
    {"party",
     "le secrétariat|le service juridique|le ministère|la ville de {word}|le rapporteur|la présidence|le "
     "groupe {word}"},
    {"day", "lundi|mardi|mercredi|jeudi|vendredi|demain|la fin du mois"},
    {"time", "cette semaine|demain matin|dans {n} jours|après la pause|en début de mois|ce soir|le {n}"},
    {"news",
     "À {word}, {matter} [divise|inquiète] [encore|toujours] les habitants.|"
     "Selon {n} [témoins|élus], le plan [coûte|coûterait] {nn} millions.|"
     "Le maire de {word} [promet|annonce] une décision {time}.|"
     "Entre {word} et {word}, la ligne est restée fermée {n} jours."},
    {"headline", "{word} : {matter} en question|{n} idées pour {word}|Ce que dit {word} sur {matter}"},
    {"dear", "Bonjour|Bonsoir|Chère collègue, cher collègue"},
    {"introduction",
     "[J'écris|Je prépare] un article sur {matter}. Avant de [publier|paraître], je [voudrais|souhaite] "
     "votre avis.|"
     "[Ma rédaction|Notre rédaction] [pense|estime] que vous [devriez|pourriez] lire ce texte [d'abord|en "
     "premier].|"
     "Votre nom [revient|figure] dans nos notes de {word}. [Un mot|Une phrase] de vous nous aiderait."},
    {"ask",
     "[Pourriez-vous|Pouvez-vous] me répondre avant {day} ?|Une [ligne|phrase] suffit d'ici {day}.|Je peux "
     "vous "
     "appeler {time}."},
    {"read_more", "Lire la suite|L'article entier|En savoir plus"},
    {"leave", "Se désabonner|Ne plus recevoir|Gérer l'abonnement"},
    {"away_subject", "Réponse automatique|Absence du bureau"},
    {"away",
     "Je suis [absente|absent|en déplacement à {word}] jusqu'à {day}. [{party} peut vous aider.|]|"
     "Merci de votre message, je le lirai {time}. [Il n'est pas transmis.|]"},
    {"survey",
     "[Vous avez été|Votre bureau a été] [choisi|tiré au sort] pour notre [enquête|étude] sur {matter} : {n} "
     "minutes.|"
     "Le lien est [personnel|à vous seul]. Les réponses restent sans nom.|[L'enquête|L'étude] s'achève "
     "{time}."},
    {"donate",
     "À {word}, {nn} familles [attendent|espèrent] [de l'eau|des livres|un toit].|Avec {nn} euros nous "
     "[réparons|ouvrons] une [salle|cuisine] à {word}."},
    {"constituent",
     "[Habitante|Habitant] de {word}, je vous [demande|prie] de voter [contre|pour] le plan sur {matter}.|"
     "[Notre village|Ma famille] [tient à|vit de] {matter}.|Dites-moi comment vous [voterez|déciderez]."},
};

}  // namespace

std::span<const Pool> french_pools() {
    return pools;
}

}  // namespace redshank::drill
