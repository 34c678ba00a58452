// SPDX-License-Identifier: Apache-2.0
// English patterns and their slots (language.h). Only a table.
#include "drill/language.h"

namespace redshank::drill {

namespace {

constexpr Pool pools[] = {
    {"greeting",
     "Dear colleagues,|Hello all,|Hi,|Good morning,|Dear both,|Hello,|Good afternoon,|Dear team,"},
    {"goodbye", "Best regards|Kind regards|Many thanks|Best wishes|Regards|Cheers|With thanks|Yours"},
    {"short",
     "Thanks, [got it|that works|will do|perfect], see you {day}.|Fine with me, {time} then.|"
     "[Can we|Could we|Shall we] talk about {matter} {time}?|I am in {place} until {day}, please [call|ring] "
     "the office.|"
     "[Agreed|Yes|Good], but {party} should see {paper} first.|No objection to {paper} from [our|my] side."},
    {"sentence",
     "The {paper} on {matter} [is|will be] [ready|finished|with you] {time}.|"
     "[Could|Can|Would] you [send|forward|give] me {paper} [before|by] {day}?|"
     "{party} [has|have] asked for [more detail|another round|a short note] on {matter}.|"
     "We [moved|shifted|brought forward] {event} to {day}, {place}.|"
     "Please [note|bear in mind] that {event} [clashes|overlaps] with {event}.|"
     "I [spoke|talked] with {party} [about|on] {matter} and [they|both] [agree|hesitate|want to wait].|"
     "Page {n} of {paper} [still|again] [says|mentions] {matter}, which [is wrong|we had agreed to "
     "drop|needs a source].|"
     "{matter} [was|came] up [twice|again|only briefly] at {event}.|"
     "If [nothing|no more] comes from {party} [until|by] {day}, we [go ahead|vote|close the file].|"
     "The [vote|decision] on amendment {nn} [was|is] [postponed|carried with {n} votes|expected] {time}.|"
     "[My|Our] [notes|remarks] [are|stand] in the margin, mostly on {matter}.|"
     "There [were|are] {n} [people|guests|names] on the list for {event}, and room for {n} more.|"
     "[Who|Which of us] [takes|can take] {event} {time}?|"
     "The [visitors|delegation] from {word} [arrive|leave] {time} and [want to|would like to] see {party}.|"
     "[Budget|Cost] line {nn} [covers|does not cover] {matter}, so [ask|check with] {party}.|"
     "[Nobody|Hardly anybody] at {place} [knew|had heard] of {paper}, [oddly enough|I am afraid|to my "
     "surprise].|"
     "The interpreters need {paper} [at least|no later than] {n} hours before {event}.|"
     "[As far as I know|From what I hear], {party} [will|may] [table|withdraw] {paper} {time}.|"
     "Let us keep {matter} [for|until] {event}, there is [too little|no] time {day}.|"
     "The [committee on|working group for] {matter} [meets|sits] in {place} {time}.|"
     "I [attach|enclose|will bring] {paper}; the [figures|tables] for {word} are "
     "[new|unchanged|provisional].|"
     "[Thank you|Thanks] for {paper}, [it helps|very clear|I learned a lot about {matter}].|"
     "{party} [wrote|said] that {matter} [can wait|is settled|must not wait].|"
     "[Sorry|Apologies] for the [delay|silence], {event} [took|cost] me {n} days.|"
     "The room [in|at] {place} is [booked|free|too small] {time}.|"
     "[Remember|Do not forget] the [form|receipt|badge] for {event}, desk {n} closes {day}.|"
     "In {word} the [same|opposite] was tried with {matter} and [given up|kept] after {n} months.|"
     "We [count|reckon] with {n} [replies|questions] on {matter}, [most|some] from {party}.|"
     "A [second|third] reading of {paper} [brought|showed] [nothing new|{n} open points].|"
     "[The train|My flight] from {word} [was|is] late, [start|begin] {event} without me.|"
     "Our [intern|archivist|driver] [found|has] the [old|first] version of {paper} in {place}.|"
     "[Either|Perhaps] {party} or the office in {word} [pays|signs], I [will ask|asked] {time}.|"
     "The [minutes|record] of {event} [lack|leave out] {matter}.|"
     "After {day} I [shall|will] be in {word} for {event}.|"
     "It [would be|is] [useful|good] to have {party} [there|on the line] when we discuss {matter}.|"
     "{paper} [grew|shrank] to {n} pages, [half|most] of [it|them] about {matter}."},
    {"subject",
     "{matter}|{paper} for {event}|{event} {day}|Question on {matter}|{matter}: next steps|Draft of {paper}|"
     "Change to {event}|Visit from {word}|Room for {event}|Amendment {nn}|{matter} in {word}|Notes of "
     "{event}|"
     "Comments on {paper}|Who goes to {event}?"},
    {"matter",
     "the fishing quota|river transport|school meals|the harbour tunnel|seed law|bus timetables|night trains|"
     "the forest fund|library hours|roof repairs in the east wing|grid fees|nurses' pay|the dairy "
     "scheme|lift safety|"
     "drinking water in {word}|court interpreters|the {word} bridge|sports halls|insurance for volunteers|"
     "rent in {word}|export of timber|the archive move|cycle lanes|the pension gap|wolves near {word}|dust "
     "limits|"
     "apprentice housing|data on soil|the {word} ferry|flood walls|village shops|the audit of {word}"},
    {"paper",
     "the draft|the second draft|the report|my summary|the memo|the annex|the list of speakers|the table|the "
     "letter|"
     "the agenda|the opinion|the briefing|the translation|the cost sheet|the minutes|the programme|the "
     "{word} study"},
    {"event",
     "the hearing|the committee|the budget round|the working lunch|the site visit|the plenary|the delegation "
     "to {word}|"
     "the seminar|the coordinators' meeting|the press briefing|the {word} conference|the open day|the "
     "training|"
     "the second reading|the round table on {matter}"},
    {"party",
     "the secretariat|the legal service|the ministry|our neighbours in {word}|the rapporteur|the audit "
     "office|"
     "the finance people|the whips|the town of {word}|the union|the {word} group|the translators|the chair|"
     "the protocol office|the research unit"},
    {"place",
     "room {nn}|the small hall|{word}|the west wing|the library|building {n}|the annex in {word}|the canteen|"
     "the committee room|the press centre"},
    {"day", "Monday|Tuesday|Wednesday|Thursday|Friday|the {n}th|next week|month's end|tomorrow noon"},
    {"time",
     "on {day}|this week|next week|after lunch|at {n} minutes past nine|before the recess|in {n} "
     "days|tonight|"
     "at short notice|early next month|by {day}"},
    {"news",
     "[Officials|Observers|Residents] in {word} [say|said] {matter} [divides|has split|unites] the town.|"
     "The [mayor|governor|council] of {word} [announced|denied|confirmed] [plans|talks] on {matter}.|"
     "[According to|In] [papers|documents] seen by this newsroom, {matter} [cost|costs] {nn} million.|"
     "[Thousands|Hundreds] [marched|gathered] in {word} [on {day}|this week] over {matter}.|"
     "[Analysts|Scholars] [doubt|believe] that {matter} will [decide|shape] the vote.|"
     "[A spokesman|A lawyer] for the {word} group [declined|refused] to comment on {matter}.|"
     "The [dispute|quarrel] over {matter} [began|started] {n} years ago in {word}.|"
     "[Few|Not many] [expected|foresaw] that {word} would [sign|leave] the treaty after {n} rounds.|"
     "[Prices|Wages] in {word} [rose|fell] by {n} per cent, [more|less] than in {word}.|"
     "[Envoys|Ministers] meet in {word} {time} to speak about {matter}.|"
     "[Rain|Snow|A strike] [closed|stopped] the {word} line for {n} days.|"
     "[Satellite|Newly released] pictures show [work|new sheds] at the port of {word}.|"
     "[Workers|Farmers] at {word} [want|demand] a say in {matter}.|"
     "The court in {word} [heard|will hear] {n} witnesses on {matter}."},
    {"headline",
     "{word}: what {matter} tells us|The quiet fight over {matter}|Why {word} looks again at {matter}|"
     "{n} questions on {matter}|Inside the {word} talks|After {word}, {matter}|A year of {matter} in {word}"},
    {"offer",
     "[Win|Claim|Collect] your [prize|voucher|reward] of {nn} today.|[Cheap|Discount] [watches|pills|loans] "
     "for {n} days only.|"
     "Our [investors|partners] in {word} made {nn} per cent in {n} weeks.|[Act|Order] [now|today], [no "
     "questions|no forms] asked.|"
     "You were [chosen|selected] out of {nn} [buyers|winners].|[Lose|Shed] {n} kilos with the {word} method.|"
     "[Dear friend|Esteemed beneficiary], a sum of {nn} thousand waits in {word}.|Refinance at {n} per cent, "
     "[bad credit|old debts] welcome."},
    {"release",
     "[Fixed|Reworked|Removed] the {word} [module|parser|cache] ({nn}).|Tests [pass|fail] on builder {n}.|"
     "[Please|Could somebody] review [change|patch] {nn} in {word}.|The {word} branch [is|was] merged "
     "{time}.|"
     "[This|It] breaks [when|if] the list holds more than {n} entries, see issue {nn}.|"
     "I [prefer|like] the [first|second] variant, [it|that] saves {n} lines in {word}."},
    {"product",
     "{word} Planner|{word} Archive|{word} Desk|{word} Voting|{word} Maps|{word} Signage|{word} "
     "Catering|{word} Print"},
};

}  // namespace

std::span<const Pool> english_pools() {
    return pools;
}

}  // namespace redshank::drill
