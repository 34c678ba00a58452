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
     "{paper} on {matter} [is|will be] [ready|finished|with you] {time}.|"
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
    {"dear", "Dear|Hello|Good morning|Good afternoon|Dear colleague"},
    {"introduction",
     "I [report|write] on {matter}. Before we [print|publish] the following, I would value your view.|"
     "[I am preparing|We prepare] a piece on {matter} and your name [came up|was mentioned] [twice|by "
     "{party}].|"
     "[My|Our] editor [suggested|thought] that you [might|would] want to see this [first|before it runs].|"
     "[Following|After] {event} I [wrote|drafted] the text below. [Is it|Would you call it] fair?|"
     "[May|Could] I ask for a short comment on {matter}? [The deadline is|We close on] {day}."},
    {"ask",
     "[Could|Would] you [tell me|let me know] what you think [by|before] {day}?|A [line|word] from you by "
     "{day} "
     "would help.|"
     "I [can|could] call you {time}.|[No need to answer|You need not answer] [at once|today].|"
     "[Anything|Whatever] you say stays [between us|unattributed]."},
    {"read_more", "Read the full story|Continue reading|More on this|Read on|To the article"},
    {"leave", "Unsubscribe|Leave this list|Stop these mails|Manage your subscription"},
    {"away_subject", "Automatic reply|Out of office|Away"},
    {"away",
     "[I am|I will be] [away|out of the office|travelling in {word}] until {day}. [Please ask "
     "{party}|{party} can "
     "help]. [Mail is not forwarded.|]|"
     "Thank you for your [mail|message]. I [am|shall be] back {time}; in urgent cases [call|ring] {party}.|"
     "I [have no|am without] access to mail until {day}. [Your message is kept.|]"},
    {"survey",
     "[You have been|You were] [chosen|selected|invited] to [take part in|answer] our [study|survey] on "
     "{matter}. "
     "It takes {n} minutes.|"
     "[Members|Offices] of {nn} parliaments [answered|took part] last year. The link below is [yours "
     "alone|personal].|"
     "[Answers|Replies] are [kept|stored] without names and [published|printed] as totals only.|"
     "[We close|The study ends] on {day}. [This is a reminder.|If you have answered already, thank you.|]"},
    {"donate",
     "[This winter|This month] {nn} families in {word} [need|wait for] [warm rooms|clean water|school "
     "books].|"
     "With {nn} we [repair|open] [a well|a classroom|a kitchen] in {word}.|"
     "[Last year|In {n} months] [you|our friends] helped us to [plant|rebuild] {nn} [trees|houses] near "
     "{word}.|"
     "[Every|Each] [gift|euro] [counts|helps], and {n} per cent go to [the field|our volunteers in {word}].|"
     "[Nurses|Volunteers|Teachers] from {word} [write|told us] about {matter}: it [cannot|must not] wait."},
    {"conference",
     "[We are pleased to|It is our pleasure to] invite you to the {word} [conference|forum|symposium] on "
     "{matter}.|"
     "[Speakers|Panels] from {n} countries [discuss|debate] {matter} and {matter}.|"
     "[Registration|Your seat] is [free|reserved] until {day}. The link is personal, please do not "
     "[forward|share] it.|"
     "The [reception|dinner] {time} is [hosted|given] by the town of {word}."},
    {"account",
     "[Somebody|You] asked to [reset|change] the password of your account. The link works for {n} hours.|"
     "If [this was not you|you did not ask], [ignore|delete] this mail; nothing [changes|happens].|"
     "[A new device|A new browser] in {word} was used to sign in to your account {time}.|"
     "[Please confirm|Confirm] this address, so that we can [write|reply] to you."},
    {"order",
     "Your order {nn}-{nn} [was|has been] [received|paid|packed]. [It ships|We send it] {time}.|"
     "[Article|Item] {nn}: {word} [lamp|chair|kettle|printer paper], {n} [pieces|units].|"
     "[Thank you for|We received] your order from {word}. The invoice [follows|is attached to your account].|"
     "Track or [change|cancel] order {nn}-{nn} [on our page|below]."},
    {"parcel",
     "Your parcel from {word} [arrives|comes] {time}, between {n} and 21 hours.|"
     "We [missed|did not meet] you. The parcel [waits|is kept] at the shop in {word} for {n} days.|"
     "[Choose|Name] [another day|a neighbour] for parcel {nn} {nn} {nn} [below|here].|"
     "The parcel [left|reached] our centre in {word}."},
    {"ticket",
     "[Here are|These are] your [seats|places] for the {word} [concert|match|play|lecture] {day}.|"
     "[Show|Bring] the code at the [door|gate]; it is [valid|good] once.|Row {n}, seat {nn}, hall of {word}.|"
     "[Doors|Gates] open at {n} minutes past seven. [Tickets|Seats] [cannot be|are not] "
     "[returned|exchanged]."},
    {"pitch",
     "[Following up on|Coming back to] our [talk|call] {time}: {product} [covers|handles] {matter} for "
     "offices like "
     "yours.|"
     "[I have attached no|There is no] [brochure|contract] yet; [first|before that] I would like to "
     "[hear|learn] how "
     "you [handle|deal with] {matter}.|"
     "[Two|{n}] offices in {word} [started|began] with {product} {time}.|"
     "Would {day} [suit|work] for a [short|quick] call about {product}?"},
    {"application",
     "I [apply|am applying] for the [post|place] of [assistant|intern|researcher|clerk] in your office, as "
     "[advertised|announced] {time}.|"
     "[At|From] the university of {word} I [studied|hold a degree in] {matter}.|"
     "For {n} months I [worked|served] at {party} in {word}, mostly on {matter}.|"
     "My [papers|certificates] are attached; I could [start|begin] {time}.|I [speak|write] {n} languages, "
     "some badly."},
    {"constituent",
     "[As a voter|As somebody who lives] in {word}, I [ask|urge] you to vote [against|for] {matter}.|"
     "[My family|My street|Our village] [depends|counts] on {matter}.|"
     "[Please|Kindly] [tell me|write to me] how you [will vote|stand] on {matter}.|"
     "The [plan|bill] on {matter} [harms|forgets|helps] [farmers|nurses|pupils|commuters] in {word}.|"
     "[You promised|Your group promised] {n} years ago to [keep|save] {matter}."},
    {"namesake",
     "[By chance|As it happens] I [have|bear] the [same|very] name [as your colleague|as a member of your "
     "house]; we "
     "are not related.|"
     "[My|Our] [choir|club|firm] in {word} [plans|prepares] {event} on {matter}.|"
     "I [wrote|asked] about {matter} {n} months ago and [thank|would thank] you for [the answer|an answer].|"
     "[The figures|The photographs] from {word} are [at your disposal|yours if you want them]."},
};

}  // namespace

std::span<const Pool> english_pools() {
    return pools;
}

}  // namespace redshank::drill
