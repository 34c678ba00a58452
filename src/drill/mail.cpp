// SPDX-License-Identifier: Apache-2.0
#include "drill/mail.h"

#include <algorithm>

#include "base/ascii.h"
#include "drill/encoding.h"

namespace redshank::drill {

namespace {

using Field = std::pair<std::string, std::string>;

std::string two_digits(int64_t value) {
    return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

std::string digits_of(Seconds time) {
    const CivilTime t = to_civil(time);
    std::string out = std::to_string(t.year);
    for (int value : {t.month, t.day, t.hour, t.minute, t.second}) out += two_digits(value);
    return out;
}

// Folded at spaces (RFC 5322 2.2.3); what is folded already (encoded-words) keeps its breaks.
std::string field_line(const Field& field) {
    std::string out = field.first + ":";
    size_t line = out.size();
    std::string_view rest = field.second;
    while (!rest.empty()) {
        const size_t space = std::min(rest.find(' '), rest.size());
        const std::string_view word = rest.substr(0, space);
        if (line + 1 + word.size() > 78 && line > field.first.size() + 1) {
            out += '\n';
            line = 0;
        }
        out += ' ';
        out += word;
        line = word.ends_with('\n') ? 0 : line + 1 + word.size();
        rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    return out + "\n";
}

std::string address_list(std::span<const Address> list, std::string_view charset, bool base64_form) {
    std::string out;
    for (const Address& address : list) {
        if (!out.empty()) out += ", ";
        out += mailbox_text(address, charset, base64_form);
    }
    return out;
}

std::string_view host_of(std::string_view address) {
    return address.substr(address.find('@') + 1);
}

// In the program's order, the unnamed ones behind in the order they came.
std::string header_of(std::vector<Field> fields, std::string_view order) {
    std::string out;
    while (!order.empty()) {
        const size_t space = std::min(order.find(' '), order.size());
        const std::string_view name = order.substr(0, space);
        order.remove_prefix(std::min(space + 1, order.size()));
        for (Field& field : fields) {
            if (!iequals(field.first, name)) continue;
            out += field_line(field);
            field.first.clear();
        }
    }
    for (const Field& field : fields) {
        if (!field.first.empty()) out += field_line(field);
    }
    return out;
}

Part text_part(const Program& program, std::string_view subtype, std::string_view charset,
               std::string_view utf8) {
    const std::string bytes = to_charset(utf8, charset).value_or(std::string(utf8));
    const bool seven_bit =
        is_ascii(bytes) && std::none_of(bytes.begin(), bytes.end(), [](char c) { return c == '='; });
    const bool base64_form = program.base64_text && !seven_bit;
    const std::string_view encoding = seven_bit || charset == "iso-2022-jp" ? "7bit"
                                      : base64_form                         ? "base64"
                                                                            : "quoted-printable";
    Part part;
    part.header = "Content-Type: text/" + std::string(subtype) + "; charset=" + std::string(charset) + "\n" +
                  "Content-Transfer-Encoding: " + std::string(encoding) + "\n";
    part.body = encoding == "7bit" ? bytes : base64_form ? base64_lines(bytes) : quoted_printable(bytes);
    return part;
}

Part join(std::string_view multipart, std::span<const Part> parts, const std::string& boundary) {
    Part out;
    const size_t semicolon = std::min(multipart.find(';'), multipart.size());
    out.header = "Content-Type: multipart/" + std::string(multipart.substr(0, semicolon)) + "; boundary=\"" +
                 boundary + "\"" + std::string(multipart.substr(semicolon)) + "\n";
    for (const Part& part : parts) out.body += "--" + boundary + "\n" + part.header + "\n" + part.body + "\n";
    out.body += "--" + boundary + "--\n";
    return out;
}

Part body_of(const Mail& mail, Random& random) {
    const Program& program = *mail.program;
    const auto new_boundary = [&] { return random.fill(program.boundary); };
    std::vector<Part> all;
    if (!mail.only_attached) {
        const std::string_view charset = charset_for(program, mail.language, mail.text + mail.html);
        Part body = text_part(program, "plain", charset, mail.text);
        if (!mail.html.empty()) {
            const Part parts[] = {body, text_part(program, "html", charset, mail.html)};
            body = join("alternative", parts, new_boundary());
        }
        if (mail.attached.empty()) return body;
        all.push_back(std::move(body));
    }
    all.insert(all.end(), mail.attached.begin(), mail.attached.end());
    return join(mail.multipart, all, new_boundary());
}

}  // namespace

std::string_view charset_for(const Program& program, Language language, std::string_view text) {
    constexpr std::string_view older[] = {"iso-8859-1", "iso-8859-1", "iso-8859-1", "koi8-r", "iso-2022-jp"};
    if (is_ascii(text)) return program.utf8 ? "utf-8" : "us-ascii";
    const std::string_view charset = older[static_cast<size_t>(language)];
    return !program.utf8 && to_charset(text, charset) ? charset : "utf-8";
}

std::string mailbox_text(const Address& address, std::string_view charset, bool base64_form) {
    if (address.name.empty()) return address.address;
    // A comma or a dot makes the phrase a quoted-string (RFC 5322 3.2.5).
    const bool quoted = is_ascii(address.name) && address.name.find_first_of(",.()@") != std::string::npos;
    const std::string name =
        quoted ? "\"" + address.name + "\"" : encoded_words(address.name, charset, base64_form);
    return name + " <" + address.address + ">";
}

std::string rfc5322_date(Seconds time, int64_t zone_minutes) {
    constexpr std::string_view weekdays[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const Seconds local = time + zone_minutes * 60;
    const CivilTime t = to_civil(local);
    const int64_t zone = zone_minutes < 0 ? -zone_minutes : zone_minutes;
    return std::string(weekdays[static_cast<size_t>(local / 86400 % 7)]) + ", " + two_digits(t.day) + " " +
           std::string(months[static_cast<size_t>(t.month - 1)]) + " " + std::to_string(t.year) + " " +
           two_digits(t.hour) + ":" + two_digits(t.minute) + ":" + two_digits(t.second) +
           (zone_minutes < 0 ? " -" : " +") + two_digits(zone / 60) + two_digits(zone % 60);
}

std::string make_message_id(const Program& program, std::string_view host, Seconds date, Random& random) {
    std::string id = "<";
    for (char c : random.fill(program.message_id)) {
        if (c == '~') {
            id += digits_of(date);
        } else {
            id += c;
        }
    }
    return id + "@" + std::string(host) + ">";
}

Part attachment(std::string_view media_type, std::string_view filename, std::string_view bytes) {
    const std::string name(filename);
    return {"Content-Type: " + std::string(media_type) + "; name=\"" + name +
                "\"\nContent-Transfer-Encoding: base64\n" + "Content-Disposition: attachment; filename=\"" +
                name + "\"\n",
            base64_lines(bytes)};
}

std::string page(const Program& program, std::span<const std::string> paragraphs) {
    std::string out(program.html_open);
    for (const std::string& text : paragraphs) {
        out += program.paragraph_open;
        out += escape_html(text);
        out += program.paragraph_close;
    }
    return out += program.html_close;
}

std::string compose(Mail& mail, Random& random) {
    const Program& program = *mail.program;
    const std::string_view charset = charset_for(program, mail.language, mail.subject + mail.from.name);
    if (mail.message_id.empty()) {
        const std::string_view host =
            mail.route.host.empty() ? host_of(mail.from.address) : std::string_view(mail.route.host);
        mail.message_id = make_message_id(program, host, mail.date, random);
    }
    const bool b = program.base64_text;
    std::vector<Field> fields = {{"From", mailbox_text(mail.from, charset, b)},
                                 {"To", address_list(mail.to, charset, b)}};
    const auto add = [&](std::string_view name, std::string value) {
        if (!value.empty() && !name.empty()) fields.emplace_back(name, std::move(value));
    };
    add("Cc", address_list(mail.cc, charset, b));
    add("Subject", encoded_words(mail.subject, charset, b));
    add("Date", rfc5322_date(mail.date, mail.route.zone_minutes));
    add("Message-ID", mail.message_id);
    add("In-Reply-To", mail.in_reply_to);
    add("References", mail.references);
    add("MIME-Version", "1.0");
    add(program.mailer_field, std::string(program.mailer));
    for (const auto& [name, value] : mail.fields) add(name, value);
    const Part body = body_of(mail, random);
    return header_of(std::move(fields), program.order) + body.header + "\n" + body.body;
}

}  // namespace redshank::drill
