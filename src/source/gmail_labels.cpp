// SPDX-License-Identifier: Apache-2.0
// "Opened" is written since 2022; before, what had been opened lacked "Unread". What is missing says
// something only where the language's word for it is known: where Unread, Inbox and Archived were seen in
// exports (English, German, French, Czech). Of the others, only what a label states is believed.
#include "source/gmail_labels.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"

namespace redshank::source {

namespace {

using namespace std::string_view_literals;

constexpr std::array opened = {"Opened"sv,  "Geöffnet"sv, "Ouvert"sv, "Abierto"sv,  "Aperto"sv,
                               "Geopend"sv, "Otwarte"sv,  "Aberto"sv, "Otevřené"sv, "Otevřeno"sv};
constexpr std::array unread = {"Unread"sv, "Ungelesen"sv, "Non lus"sv, "Nepřečtené"sv};
constexpr std::array received = {
    "Inbox"sv,    "Archived"sv,          "Posteingang"sv, "Archiviert"sv, "Boîte de réception"sv,
    "Archivés"sv, "Messages archivés"sv, "Doručené"sv,    "Archivováno"sv};
constexpr std::array starred = {"Starred"sv,  "Markiert"sv,    "Suivis"sv,  "Destacados"sv,
                                "Speciali"sv, "Com estrela"sv, "Met ster"sv};
constexpr std::array trash = {"Trash"sv,   "Papierkorb"sv, "Corbeille"sv, "Papelera"sv, "Cestino"sv,
                              "Lixeira"sv, "Prullenbak"sv, "Kosz"sv,      "Koš"sv};

template <size_t N>
bool is_in(const std::array<std::string_view, N>& words, std::string_view label) {
    return std::find(words.begin(), words.end(), label) != words.end();
}

std::string from_q(std::string_view text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '=' && i + 2 < text.size() && is_hex_digit(text[i + 1]) && is_hex_digit(text[i + 2])) {
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '_' ? ' ' : text[i];
        }
    }
    return out;
}

/// Encoded-words (RFC 2047) in UTF-8 and "Q", as Google writes them, decoded; blanks between two of them, and
/// line ends, are none.
std::string decoded(std::string_view body) {
    constexpr std::string_view start = "=?utf-8?q?", end = "?=";
    std::string out;
    while (!body.empty()) {
        const size_t text = body.find("?=", std::min(start.size(), body.size()));
        if (istarts_with(body, start) && text != std::string_view::npos) {
            out += from_q(body.substr(start.size(), text - start.size()));
            body.remove_prefix(text + end.size());
            const std::string_view behind = trim(body);
            if (istarts_with(behind, start)) body = behind;
            continue;
        }
        if (body.front() != '\r' && body.front() != '\n') out += body.front();
        body.remove_prefix(1);
    }
    return out;
}

}  // namespace

StoreFlags gmail_flags(std::string_view body) {
    const std::string text = decoded(body);
    bool is_opened = false, is_unread = false, is_received = false;
    StoreFlags flags;
    for (std::string_view labels = text; !labels.empty();) {
        const size_t end = std::min(labels.find(','), labels.size());
        const std::string_view label = trim(labels.substr(0, end));
        labels.remove_prefix(std::min(end + 1, labels.size()));
        is_opened = is_opened || is_in(opened, label);
        is_unread = is_unread || is_in(unread, label);
        is_received = is_received || is_in(received, label);
        flags.flagged = flags.flagged || is_in(starred, label);
        flags.deleted = flags.deleted || is_in(trash, label);
    }
    flags.read = is_opened || (is_received && !is_unread);
    return flags;
}

}  // namespace redshank::source
