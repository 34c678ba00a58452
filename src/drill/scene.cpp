// SPDX-License-Identifier: Apache-2.0
#include "drill/scene.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "drill/encoding.h"

namespace redshank::drill {

std::string domain_of(std::string_view address) {
    return std::string(address.substr(address.find('@') + 1));
}

std::string first_name(std::string_view name) {
    return std::string(name.substr(0, name.find(' ')));
}

Route firm_route(const Firm& firm, const std::string& from_address, Random& random) {
    Route route{"mail." + firm.domain, firm.ip, from_address, "", true, true, 60 * random.between(0, 3)};
    if (random.chance(700)) route.dkim_domain = firm.domain;
    return route;
}

Route freemail_route(const std::string& from_address, Random& random) {
    const std::string domain = domain_of(from_address);
    return {random.fill("out-##.") + domain,
            "203.0.113." + std::to_string(random.between(10, 30)),
            from_address,
            domain,
            true,
            true,
            60 * random.between(-5, 8)};
}

Route service_route(const std::string& service, const std::string& ip, Random& random) {
    const std::string host = random.fill("mta#.") + service;
    return {host, ip, "bounce-" + random.fill("########@") + service, service, true, true, 0};
}

void set_body(Mail& mail, const std::vector<std::string>& paragraphs) {
    for (const std::string& text : paragraphs) mail.text += wrapped(text, 72) + "\n\n";
    if (mail.program->html) mail.html = page(*mail.program, paragraphs);
}

std::vector<std::string> letter(Random& random, Language language, std::string_view name, size_t count) {
    std::vector<std::string> out = paragraphs(random, language, count);
    out.insert(out.begin(), say(random, language, "{greeting}"));
    out.push_back(say(random, language, "{goodbye}"));
    out.emplace_back(name);
    return out;
}

Mail office_mail(const Person& from) {
    Mail mail;
    mail.program = from.program;
    mail.from = {from.name, from.address};
    mail.language = from.language;
    mail.route.zone_minutes = 60;
    return mail;
}

Mail firm_mail(const Firm& firm, uint64_t employee, Random& random) {
    Random who(derive(hash64(firm.domain), employee));
    Mail mail;
    mail.program = firm.program;
    mail.language = who.chance(500) ? Language::english : firm.language;
    const std::string name = invented_name(who, mail.language);
    mail.from = {name, local_part(name) + "@" + firm.domain};
    mail.route = firm_route(firm, mail.from.address, random);
    return mail;
}

std::string invented_domain(Random& random, std::string_view before) {
    std::string out(before);
    out += ascii_lower(invented_word(random));
    if (random.chance(500)) out += "-" + ascii_lower(invented_word(random));
    return out + ".example";
}

std::string rare_domain(Random& random, std::string_view before) {
    std::string out(before);
    out += ascii_lower(invented_word(random));
    constexpr std::string_view joints[] = {"-", "", "-"};
    out += random.pick(joints);
    out += ascii_lower(invented_word(random));
    if (random.chance(300)) out += random.fill("##");
    return out + ".example";
}

Language letter_language(Random& random) {
    constexpr Language languages[] = {Language::english, Language::english, Language::english,
                                      Language::english, Language::german,  Language::german,
                                      Language::french,  Language::russian};
    return random.pick(languages);
}

Seconds moment(Random& random, Seconds start, int64_t days) {
    const Seconds on = start + random.between(0, days - 1) * day;
    return on + random.between(6 * hour, 20 * hour);
}

}  // namespace redshank::drill
