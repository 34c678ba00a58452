// SPDX-License-Identifier: Apache-2.0
// One mail as its sender's program writes it: a value that scenarios fill and compose() turns into bytes.
// What differs between programs (order and names of fields, forms of Message-ID and boundary, encodings) is a
// row of a table.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "drill/language.h"
#include "drill/random.h"

namespace redshank::drill {

/// A mail program or mass mailer; patterns as in Random::fill, '~' is the time as digits.
struct Program {
    std::string_view mailer_field;  // "X-Mailer", "User-Agent" or ""
    std::string_view mailer;
    std::string_view order;       // of its fields; those not named follow
    std::string_view message_id;  // before the '@'
    std::string_view boundary;
    bool base64_text = false;  // else quoted-printable
    bool utf8 = true;          // else the language's older charset
    bool html = true;          // writes text and HTML, else text alone
    std::string_view html_open, paragraph_open, paragraph_close, html_close;
};

/// Programs of persons, and of services that send to many.
std::span<const Program> personal_programs();
std::span<const Program> bulk_programs();

struct Address {
    std::string name;
    std::string address;
};

/// A body part: its own header fields (with line ends) and its encoded body.
struct Part {
    std::string header;
    std::string body;
};

/// Where the mail entered the net, and what the border's checks say of it.
struct Route {
    std::string host;  // "" for mail that never left the organisation
    std::string ip;
    std::string envelope_from;
    std::string dkim_domain;  // "" unsigned
    bool spf_pass = true;
    bool dmarc_pass = true;
    int64_t zone_minutes = 0;  // east of UTC
    std::string origin = {};   // the address it was handed in from; "" for any or none
};

struct Mail {
    const Program* program = nullptr;
    Route route;
    Address from;
    std::vector<Address> to, cc;
    std::string subject;
    Language language = Language::english;
    Seconds date = 0;
    std::string message_id;  // with brackets; compose() makes one when empty
    std::string in_reply_to, references;
    std::vector<std::pair<std::string, std::string>> fields;  // further ones: Reply-To, List-Unsubscribe …

    std::string text;                 // plain text
    std::string html;                 // a whole page, or "" for text alone
    std::vector<Part> attached;       // behind the text
    std::string multipart = "mixed";  // how text and `attached` are joined: "report; report-type=…"
    bool only_attached = false;       // no text part of its own (PGP/MIME)

    bool read = true;  // the store's flags
    bool replied = false;
};

/// The whole message with '\n' line ends. Fills mail.message_id.
std::string compose(Mail& mail, Random& random);

/// The Message-ID that a program would make.
std::string make_message_id(const Program& program, std::string_view host, Seconds date, Random& random);

Part attachment(std::string_view media_type, std::string_view filename, std::string_view bytes);

/// A page in the program's manner. The paragraphs are text, not HTML.
std::string page(const Program& program, std::span<const std::string> paragraphs);

/// "Tue, 05 Jan 2021 09:12:33 +0100" (RFC 5322 3.3).
std::string rfc5322_date(Seconds time, int64_t zone_minutes);

/// "Olga Tarvik <olga.tarvik@…>", the name encoded where it must be.
std::string mailbox_text(const Address& address, std::string_view charset, bool base64);

/// The charset that the program would use for this text in this language.
std::string_view charset_for(const Program& program, Language language, std::string_view text);

}  // namespace redshank::drill
