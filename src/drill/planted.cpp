// SPDX-License-Identifier: Apache-2.0
#include "drill/planted.h"

namespace redshank::drill {

Story make_story(Random& random, Language language, size_t count) {
    Story story;
    story.headline = say(random, language, "{headline}");
    story.text = paragraphs(random, language, count, "{news}");
    return story;
}

std::string outlet_name(Random& random) {
    constexpr std::string_view kinds[] = {"Courier", "Monitor",         "Gazette",      "Dispatch",
                                          "Wire",    "Observer Weekly", "Evening Post", "Review"};
    const std::string word = invented_word(random);
    return word + " " + std::string(random.pick(kinds));
}

const Program& page_program(Random& random) {
    const Program* program = &random.pick(personal_programs());
    while (!program->html || program->html_open.empty()) program = &random.pick(personal_programs());
    return *program;
}

Address freemail_account(Random& random, const std::string& name) {
    constexpr std::string_view forms[] = {"#", ".##", "###", ".19##", "_#", ""};
    std::string local = local_part(name, random.chance(700) ? '.' : '_');
    local += random.fill(random.pick(forms));
    return {name, local + "@" + std::string(freemail_domain(random))};
}

std::string_view keeping_name(Keeping keeping) {
    constexpr std::string_view names[] = {"one a reader", "one a reader, new with each wave",
                                          "new with each mail"};
    return names[static_cast<size_t>(keeping)];
}

std::string planted_token(const Beacon& beacon, Keeping keeping, std::string_view reader, uint64_t wave,
                          uint64_t message) {
    if (is_of_address(beacon.kind) || keeping == Keeping::always)
        return make_token(beacon.kind, reader, beacon.salt);
    const uint64_t number = keeping == Keeping::wave ? wave : message;
    // One form over all mails: the form hangs on the salt, the value on the reader.
    return make_token(beacon.kind, std::string(reader) + " " + std::to_string(number), beacon.salt);
}

void describe(KeyEntry& entry, const Beacon& beacon, Keeping keeping) {
    entry.place = describe_place(beacon);
    entry.token = std::string(token_name(beacon.kind)) + ", " +
                  std::string(keeping_name(is_of_address(beacon.kind) ? Keeping::always : keeping));
}

Mail beacon_letter(const Program& program, Language language, const Address& from, const Address& to,
                   const std::vector<std::string>& paragraphs, const Beacon& beacon, std::string_view token,
                   Random& random) {
    Mail mail;
    mail.program = &program;
    mail.language = language;
    mail.from = from;
    mail.to = {to};
    std::vector<std::string> all = {say(random, language, "{dear}") + " " + to.name + ","};
    all.insert(all.end(), paragraphs.begin(), paragraphs.end());
    all.push_back(from.name);
    set_body(mail, all);
    load(mail.html, beacon, beacon_url(beacon, token));
    return mail;
}

}  // namespace redshank::drill
