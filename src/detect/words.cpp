// SPDX-License-Identifier: Apache-2.0
#include "detect/words.h"

#include <algorithm>

#include "base/ascii.h"

namespace redshank::detect {

namespace {

// clang-format off
constexpr std::string_view office_words[] = {
    "abgeordnete", "abgeordneter", "ambasada", "ambasador", "ambasciata", "ambasciatore", "ambassad",
    "ambassade", "ambassaden", "ambassadeur", "ambassador", "bakanlıgı", "botschaft", "botschafter",
    "botschafterin", "broadcasting", "bureau", "buro", "buyukelcilik", "cabinet", "chancellery",
    "chancellor", "columnist", "consolato", "consul", "consulado", "consulat", "consulate",
    "correspondante", "correspondent", "correspondente", "correspondents", "corresponsal", "corrispondente",
    "delegation", "departementet", "desk", "diario", "dziennikarka", "dziennikarz", "editor", "editorial",
    "editors", "elciligi", "embaixada", "embaixador", "embajada", "embajador", "embassy", "foundation",
    "gazeteci", "gazette", "giornale", "giornalista", "gobierno", "gouvernement", "government", "governo",
    "guardian", "haber", "herald", "imprensa", "institute", "jornal", "jornalista", "journalist",
    "journaliste", "journalistin", "journalists", "kanzlei", "konsulat", "korrespondent", "korrespondentin",
    "krant", "magazine", "minister", "ministere", "ministerie", "ministerio", "ministerium", "ministero",
    "ministerstvo", "ministerstwo", "ministre", "ministro", "ministry", "miniszterium", "nachrichten",
    "nagykovetseg", "news", "newsdesk", "newspaper", "newsroom", "noticias", "notizie", "novinar",
    "observer", "parlament", "parlamento", "parlement", "parliament", "periodista", "persbureau", "prasa",
    "prensa", "presidency", "press", "presse", "pressestelle", "radio", "redacao", "redaccion", "redacteur",
    "redactie", "redaction", "redactrice", "redakce", "redakcja", "redakteur", "redakteurin", "redaktion",
    "redaktionen", "redaktor", "redazione", "regierung", "reporter", "reporterin", "reporters",
    "secretariat", "sekretariat", "senado", "senat", "senate", "speaker", "spokesman", "spokesperson",
    "spokeswoman", "stampa", "szerkesztoseg", "telegraph", "television", "tidning", "times", "tribune",
    "ujsagiro", "velvyslanectvi", "zeitung", "газета", "журналист", "журналистка", "журналістка",
    "кореспондент", "корреспондент", "министерство", "міністерство", "новини", "новости", "парламент",
    "посольство", "правительство", "прес", "пресс", "редактор", "редакция", "редакція", "уряд", "اخبار",
    "سفارة", "صحفي", "صحيفة", "وزارة", "기자", "뉴스", "대사관", "外交部", "大使館", "大使馆", "报社", "新聞", "新闻",
    "編輯", "编辑", "記者", "记者",
};

// Also what is put before or behind a name to make it look like one of its services.
constexpr std::string_view sign_in_words[] = {
    "2fa", "acceso", "access", "accesso", "account", "accounts", "admin", "anmelden", "anmeldung", "auth",
    "authenticate", "cloud", "compte", "connexion", "conto", "credentials", "cuenta", "email", "helpdesk", "id", "identity", "idp", "it",
    "konto", "login", "logon", "mail", "mailbox", "mfa", "my", "oauth", "office", "online", "owa",
    "password", "passwort", "portal", "quota", "remote", "renew", "reset", "secure", "security", "service",
    "services", "session", "share", "signin", "signon", "sso", "support", "update", "validate", "verification", "verify", "vhod",
    "vpn", "web", "webmail",
};

constexpr std::string_view sign_in_phrases[] = {
    "accedi", "anmelden", "confirm your account", "confirm your password", "connectez", "contrasena",
    "einloggen", "iniciar sesion", "log in", "log on", "login", "logon", "mailbox is full", "mot de passe",
    "password expires", "passwort", "reset your password", "sign in", "signin", "update your password",
    "verify your", "zaloguj", "воидите", "воити", "пароль", "увіити", "로그인", "登录",
};

constexpr std::string_view password_words[] = {
    "contrasena", "hasło", "kennwort", "losenord", "mot de passe", "passcode", "password", "passwort",
    "senha", "wachtwoord", "пароль", "비밀번호", "ハスワート", "密码",
};
// clang-format on

template <size_t N>
bool is_in(const std::string_view (&sorted)[N], std::string_view word) {
    return std::binary_search(std::begin(sorted), std::end(sorted), word);
}

bool is_word_byte(char c) {
    return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
}

// As a whole word: "log in" is not in "blog index". Scripts without spaces have no word ends to look for.
bool holds_phrase(std::string_view text, std::string_view phrase) {
    const bool has_word_ends = static_cast<unsigned char>(phrase.front()) < 0x80;
    for (size_t at = text.find(phrase); at != std::string_view::npos; at = text.find(phrase, at + 1)) {
        const size_t end = at + phrase.size();
        if (!has_word_ends) return true;
        if ((at == 0 || !is_word_byte(text[at - 1])) && (end == text.size() || !is_word_byte(text[end])))
            return true;
    }
    return false;
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view folded) {
    std::vector<std::string_view> words;
    for (size_t i = 0; i < folded.size();) {
        const size_t start = i;
        while (i < folded.size() && is_word_byte(folded[i])) ++i;
        if (i > start) words.push_back(folded.substr(start, i - start));
        if (i < folded.size()) ++i;
    }
    return words;
}

std::string_view office_word(std::string_view folded) {
    for (const std::string_view word : words_of(folded)) {
        if (is_in(office_words, word)) return word;
    }
    return {};
}

bool is_sign_in_word(std::string_view word) {
    return is_in(sign_in_words, word);
}

bool asks_to_sign_in(std::string_view folded) {
    return std::any_of(std::begin(sign_in_phrases), std::end(sign_in_phrases),
                       [&](std::string_view phrase) { return holds_phrase(folded, phrase); });
}

bool mentions_password(std::string_view folded) {
    return std::any_of(std::begin(password_words), std::end(password_words),
                       [&](std::string_view word) { return holds_phrase(folded, word); });
}

}  // namespace redshank::detect
