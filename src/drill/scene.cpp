// SPDX-License-Identifier: Apache-2.0
#include "drill/scene.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "drill/encoding.h"

namespace redshank::drill {

namespace {

std::string domain_of(std::string_view address) {
    return std::string(address.substr(address.find('@') + 1));
}

}  // namespace

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

std::string_view token_name(TokenKind kind) {
    constexpr std::string_view names[] = {"random", "number", "md5 of the address", "sha256 of the address",
                                          "base64url of the address"};
    return names[static_cast<size_t>(kind)];
}

TokenKind any_token_kind(Random& random) {
    return static_cast<TokenKind>(random.below(5));
}

std::string make_token(TokenKind kind, std::string_view reader, uint64_t salt) {
    Random dice(derive(salt, hash64(reader)));
    switch (kind) {
        case TokenKind::random:
            return dice.fill("%%%%%%%%%%%%%%%%");
        case TokenKind::number:
            return std::to_string(dice.between(100'000'000, 999'999'999));
        case TokenKind::md5:
            return md5_hex(reader);
        case TokenKind::sha256:
            return sha256_hex(reader);
        case TokenKind::base64:
            break;
    }
    return base64_url(reader);
}

std::string_view place_name(TokenPlace place) {
    constexpr std::string_view names[] = {"last path segment", "file name", "query value",
                                          "path segment before the file"};
    return names[static_cast<size_t>(place)];
}

TokenPlace any_place(Random& random) {
    return static_cast<TokenPlace>(random.below(4));
}

std::string tracked_url(TokenPlace place, std::string_view host, std::string_view folder,
                        std::string_view token, std::string_view extension) {
    std::string out = "https://" + std::string(host) + "/" + std::string(folder);
    const std::string value(token), ending(extension);
    switch (place) {
        case TokenPlace::path:
            return out + "/" + value;
        case TokenPlace::file_name:
            return out + "/" + value + ending;
        case TokenPlace::query:
            return out + "/view" + ending + "?ref=" + value;
        case TokenPlace::folder_in_name:
            break;
    }
    return out + "/" + value + "/1" + ending;
}

std::string invented_domain(Random& random, std::string_view before) {
    std::string out(before);
    out += ascii_lower(invented_word(random));
    if (random.chance(500)) out += "-" + ascii_lower(invented_word(random));
    return out + ".example";
}

}  // namespace redshank::drill
