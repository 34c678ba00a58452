// SPDX-License-Identifier: Apache-2.0
// Items are written from the innermost out: an embedded one has a higher index than the item around it, so
// going backwards each finds those inside it done.
#include "mapi/rebuild.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <initializer_list>

#include "base/ascii.h"
#include "base/hash.h"
#include "mapi/rtf.h"

namespace redshank::mapi {

namespace {

constexpr std::string_view crlf = "\r\n";
/// RFC 5322 2.1.1: longer lines do not go as 8bit.
constexpr size_t max_line_bytes = 998;
/// Every boundary begins so; a body that holds this goes as base64 and cannot close one.
constexpr std::string_view boundary_prefix = "=_redshank_";

// --- header fields ---

/// One line, whatever the store held: a line end in a name or subject must not begin a field.
std::string one_line(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < ' ' || c == 0x7F) c = ' ';
    }
    return std::string(trim(out));
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// RFC 2047 in base64, cut between characters so that each word stays within 75 bytes.
std::string encoded_words(std::string_view utf8) {
    constexpr size_t most = 45;
    std::string out;
    while (!utf8.empty()) {
        size_t length = std::min(most, utf8.size());
        while (length < utf8.size() && length > 0 &&
               (static_cast<unsigned char>(utf8[length]) & 0xC0) == 0x80)
            --length;
        if (length == 0) length = std::min(most, utf8.size());
        if (!out.empty()) out += "\r\n ";
        out += "=?utf-8?B?" + base64(utf8.substr(0, length)) + "?=";
        utf8.remove_prefix(length);
    }
    return out;
}

std::string unstructured(std::string_view text) {
    const std::string line = one_line(text);
    return is_ascii(line) && line.size() < max_line_bytes - 80 && line.find("=?") == std::string::npos
               ? line
               : encoded_words(line);
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

void field(std::string& out, std::string_view name, std::string_view body) {
    if (!body.empty()) out.append(name).append(": ").append(body).append(crlf);
}

std::string date(Seconds seconds) {
    constexpr std::array days = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const CivilTime t = to_civil(seconds);
    const int64_t day = days_from_civil(t.year, t.month, t.day);
    char text[64];
    std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d +0000",
                  days[static_cast<size_t>((day % 7 + 7) % 7)], t.day,
                  months[static_cast<size_t>(t.month - 1)], t.year, t.hour, t.minute, t.second);
    return text;
}

/// Whether it can stand between < and > as it is; X.500 names and the like cannot.
bool is_smtp(std::string_view address) {
    const size_t at = address.rfind('@');
    return at != std::string_view::npos && at > 0 && at + 1 < address.size() && address.front() != '/' &&
           std::none_of(address.begin(), address.end(), [](char c) {
               return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == ',' || c == ';' ||
                      c == '"';
           });
}

std::string phrase(std::string_view name) {
    return is_ascii(name) && name.size() < 200 ? quoted(name) : encoded_words(name);
}

/// RFC 5322 3.4. An address that is none on the internet (an X.500 name) is left out: the name stands alone.
std::string mailbox(std::string_view name, std::string_view address) {
    std::string shown = one_line(name);
    if (shown.size() >= 2 && shown.front() == '\'' && shown.back() == '\'')
        shown = shown.substr(1, shown.size() - 2);
    const bool has_address = is_smtp(address);
    const std::string in_brackets = has_address ? "<" + std::string(address) + ">" : std::string();
    if (shown.empty() || (has_address && shown == address)) return in_brackets;
    return has_address ? phrase(shown) + " " + in_brackets : phrase(shown);
}

/// The first of these properties that is an address of the internet.
std::string first_address(const Properties& p, std::string_view charset,
                          std::initializer_list<uint16_t> ids) {
    for (const uint16_t id : ids) {
        std::string text(trim(p.text(id, charset)));
        if (istarts_with(text, "smtp:")) text.erase(0, 5);
        if (is_smtp(text)) return text;
    }
    return {};
}

std::string sender(const Item& item) {
    const std::string charset = item.charset();
    return mailbox(
        item.properties.text(tag::sender_name, charset),
        first_address(item.properties, charset, {tag::sender_smtp, tag::sender_address, tag::sender_name}));
}

std::string author(const Item& item) {
    const std::string charset = item.charset();
    return mailbox(item.properties.text(tag::sent_representing_name, charset),
                   first_address(item.properties, charset,
                                 {tag::sent_representing_smtp, tag::sent_representing_address,
                                  tag::sent_representing_name}));
}

/// Names with ";" between them, as PidTagDisplayTo has them.
std::string shown_recipients(std::string_view names) {
    std::string out;
    for (size_t from = 0; from < names.size();) {
        const size_t end = std::min(names.find(';', from), names.size());
        const std::string_view name = trim(names.substr(from, end - from));
        const std::string one = mailbox(name, name);
        if (!one.empty()) out += (out.empty() ? "" : ",\r\n ") + one;
        from = end + 1;
    }
    return out;
}

/// The recipients of that type (MS-OXOMSG 2.2.3.1), else what the item shows for it.
std::string recipients(const Item& item, int64_t wanted, uint16_t shown) {
    constexpr int64_t type_mask = 0x0F;  // above are flags of resent mail
    const std::string charset = item.charset();
    std::string out;
    for (const Properties& p : item.recipients) {
        if ((p.integer(tag::recipient_type).value_or(1) & type_mask) != wanted) continue;
        const std::string one =
            mailbox(p.text(tag::display_name, charset),
                    first_address(p, charset, {tag::smtp_address, tag::email_address, tag::display_name}));
        if (!one.empty()) out += (out.empty() ? "" : ",\r\n ") + one;
    }
    return item.recipients.empty() ? shown_recipients(item.properties.text(shown, charset)) : out;
}

/// In a PST, U+0001 and a length stand before the subject (MS-PST 2.5.3.1.1.1).
std::string subject_of(const Item& item) {
    std::string text = item.properties.text(tag::subject, item.charset());
    if (!text.empty() && text[0] == '\1') text.erase(0, 2);
    return text;
}

std::string reply_to(const Item& item) {
    const std::string name(trim(item.properties.text(tag::reply_recipient_names, item.charset())));
    return is_smtp(name) ? "<" + name + ">" : std::string();
}

/// "<a@b.example> <c@d.example>", one to a line.
std::string message_ids(const Item& item, uint16_t id) {
    constexpr size_t most = 64u << 10;
    std::string out;
    for (const char c : one_line(item.properties.text(id, item.charset())).substr(0, most)) {
        if (c != ' ') {
            out += c;
        } else if (!out.ends_with(' ')) {
            out += "\r\n ";
        }
    }
    return out;
}

// --- transport headers ---

struct Headers {
    std::string text;
    std::vector<std::string> names;  // lower-case
    bool is_report = false;
    bool has(std::string_view name) const {
        return std::find(names.begin(), names.end(), name) != names.end();
    }
};

bool is_field_name(std::string_view name) {
    return !name.empty() && name.front() != '-' &&
           std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7F && c != ':'; });
}

/// The fields of `kept` up to its first empty line, without those of MIME: they tell of a body that is no
/// more.
Headers transport_headers(std::string_view kept) {
    Headers headers;
    bool keeping = false;
    while (!kept.empty()) {
        const size_t end = kept.find('\n');
        std::string line(kept.substr(0, end));
        kept = end == std::string_view::npos ? std::string_view() : kept.substr(end + 1);
        line.erase(std::remove_if(line.begin(), line.end(), [](char c) { return c == '\r' || c == '\0'; }),
                   line.end());
        if (line.empty()) {
            if (headers.text.empty()) continue;
            break;
        }
        if (line.front() != ' ' && line.front() != '\t') {
            const std::string name = ascii_lower(trim(line.substr(0, std::min(line.find(':'), line.size()))));
            const bool is_field = line.find(':') != std::string::npos && is_field_name(name);
            keeping = is_field && !name.starts_with("content-") && name != "mime-version";
            if (name == "content-type" && ascii_lower(line).find("multipart/report") != std::string::npos)
                headers.is_report = true;
            if (keeping) headers.names.push_back(name);
        }
        if (keeping) headers.text.append(line).append(crlf);
    }
    return headers;
}

Headers header_of(const Item& item) {
    Headers headers = transport_headers(item.properties.text(tag::transport_headers, item.charset()));
    const bool has_transport = headers.has("from");
    const auto add = [&](std::string_view name, const std::string& body) {
        if (!headers.has(ascii_lower(name))) field(headers.text, name, body);
    };
    const std::string from = author(item), by = sender(item);
    add("From", from.empty() ? by : from);
    if (!has_transport && !from.empty() && by != from) add("Sender", by);
    if (!has_transport) add("Reply-To", reply_to(item));
    add("To", recipients(item, 1, tag::display_to));
    add("Cc", recipients(item, 2, tag::display_cc));
    add("Bcc", recipients(item, 3, tag::display_bcc));
    add("Subject", unstructured(subject_of(item)));
    auto when = item.properties.time(tag::client_submit_time);
    if (!when) when = item.properties.time(tag::delivery_time);
    if (when) add("Date", date(*when));
    add("Message-ID", message_ids(item, tag::internet_message_id));
    add("In-Reply-To", message_ids(item, tag::in_reply_to));
    add("References", message_ids(item, tag::internet_references));
    return headers;
}

// --- entities ---

bool goes_as_it_is(std::string_view bytes) {
    if (bytes.find('\0') != std::string_view::npos || bytes.find(boundary_prefix) != std::string_view::npos)
        return false;
    for (size_t at = 0; at < bytes.size();) {
        const size_t end = std::min(bytes.find('\n', at), bytes.size());
        if (end - at > max_line_bytes) return false;
        at = end + 1;
    }
    return true;
}

std::string base64_lines(std::string_view bytes) {
    constexpr size_t in_line = 57;  // 76 characters, RFC 2045 6.8
    std::string out;
    out.reserve(bytes.size() / 3 * 4 + bytes.size() / in_line * 2 + 8);
    for (; !bytes.empty(); bytes.remove_prefix(std::min(in_line, bytes.size()))) {
        out.append(base64(bytes.substr(0, in_line))).append(crlf);
    }
    return out;
}

/// Header fields of a part, an empty line, its body and a line end that belongs to the boundary behind it.
std::string text_entity(std::string_view media_type, std::string_view charset, std::string_view bytes) {
    std::string out = "Content-Type: " + std::string(media_type);
    if (!charset.empty()) out.append("; charset=").append(charset);
    out += crlf;
    if (goes_as_it_is(bytes))
        return out.append("Content-Transfer-Encoding: 8bit\r\n\r\n").append(bytes).append(crlf);
    return out + "Content-Transfer-Encoding: base64\r\n\r\n" + base64_lines(bytes);
}

std::string multipart(std::string_view subtype, const std::vector<std::string>& parts) {
    uint64_t hash = hash64(subtype);
    for (const std::string& part : parts) hash = hash64(part, hash);
    char digits[20];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
    const std::string boundary = std::string(boundary_prefix) + digits;
    std::string out =
        "Content-Type: multipart/" + std::string(subtype) + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    for (const std::string& part : parts) out.append("--").append(boundary).append(crlf).append(part);
    return out.append("--").append(boundary).append("--\r\n");
}

/// RFC 2231 where it is not plain ASCII.
std::string parameter(std::string_view name, std::string_view value) {
    if (is_ascii(value) && value.size() < 200) return ";\r\n " + std::string(name) + "=" + quoted(value);
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out = ";\r\n " + std::string(name) + "*=utf-8''";
    for (const char c : value) {
        if (is_alnum(c) || c == '.' || c == '-' || c == '_') {
            out += c;
        } else {
            out += '%';
            out += digits[static_cast<unsigned char>(c) >> 4];
            out += digits[static_cast<unsigned char>(c) & 15];
        }
    }
    return out;
}

bool is_media_type(std::string_view text) {
    const size_t slash = text.find('/');
    return slash != std::string_view::npos && slash > 0 && slash + 1 < text.size() && text.size() < 128 &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_alnum(c) || c == '/' || c == '-' || c == '+' || c == '.' || c == '_';
           });
}

class Rebuilder {
  public:
    Rebuilder(const Items& items, const Limits& limits)
        : items_(items), limits_(limits), rebuilt_(items.size()) {}

    std::string run() {
        for (size_t i = items_.size(); i-- > 0;) rebuilt_[i] = message(items_[i]);
        return items_.empty() ? std::string() : std::move(rebuilt_.front());
    }

  private:
    std::string message(const Item& item) {
        const Headers headers = header_of(item);
        const std::string message_class = item.properties.text(tag::message_class, item.charset());
        const bool is_report = headers.is_report || istarts_with(message_class, "REPORT.");
        return headers.text + "MIME-Version: 1.0\r\n" + entity(item, message_class, is_report);
    }

    std::string entity(const Item& item, std::string_view message_class, bool is_report) {
        if (istarts_with(message_class, "IPM.Note.SMIME.MultipartSigned") && item.attachments.size() == 1) {
            // MS-OXOSMIME 2.1.2: the attachment is the whole MIME entity as it came.
            const std::string_view whole = item.attachments[0].properties.bytes(tag::attach_data);
            if (istarts_with(whole, "Content-Type:") && whole.size() < limits_.max_message_bytes)
                return std::string(whole);
        }
        std::vector<std::string> parts = bodies(item);
        for (const Attachment& attachment : item.attachments)
            parts.push_back(this->attachment(attachment, item));
        return parts.size() == 1 && !is_report ? parts.front()
                                               : multipart(is_report ? "report" : "mixed", parts);
    }

    /// The body as one part, and RTF of its own making as another.
    std::vector<std::string> bodies(const Item& item) {
        const Properties& p = item.properties;
        std::string text = p.text(tag::body, item.charset());
        std::string html, html_charset, rtf;
        if (const auto* kept = p.find(tag::html); kept != nullptr && !kept->bytes.empty()) {
            const bool is_binary = kept->type == type::binary;
            html = is_binary ? kept->bytes : p.text(tag::html, item.charset());
            html_charset =
                is_binary ? codepage_label(p.integer(tag::internet_codepage).value_or(0)) : "utf-8";
        } else if (p.has(tag::rtf_compressed)) {
            rtf = decompress_rtf(p.bytes(tag::rtf_compressed), limits_.max_decoded_part_bytes);
            Unwrapped unwrapped = unwrap_rtf(rtf, limits_.max_decoded_part_bytes);
            html_charset = "utf-8";
            if (unwrapped.kind == Unwrapped::Kind::html)
                html = std::move(unwrapped.utf8);
            else if (text.empty())
                text = std::move(unwrapped.utf8);
            if (unwrapped.kind != Unwrapped::Kind::none) rtf.clear();
        }
        std::vector<std::string> parts;
        if (!text.empty() || html.empty()) parts.push_back(text_entity("text/plain", "utf-8", text));
        if (!html.empty()) parts.push_back(text_entity("text/html", html_charset, html));
        if (parts.size() > 1) parts = {multipart("alternative", parts)};
        if (!rtf.empty()) parts.push_back(file("text/rtf", "inline", "body.rtf", "", rtf));
        return parts;
    }

    std::string file(std::string_view media_type, std::string_view disposition, std::string_view filename,
                     std::string_view more_fields, std::string_view bytes) {
        std::string out = "Content-Type: " + std::string(media_type) +
                          "\r\nContent-Disposition: " + std::string(disposition);
        if (!filename.empty()) out += parameter("filename", filename);
        out.append(crlf).append(more_fields);
        if (bytes.size() > limits_.max_message_bytes - std::min(written_, limits_.max_message_bytes)) {
            return out +
                   "Content-Description: left out, for the message would be larger than Redshank "
                   "reads\r\n\r\n";
        }
        written_ += bytes.size();
        return out + "Content-Transfer-Encoding: base64\r\n\r\n" + base64_lines(bytes);
    }

    std::string attachment(const Attachment& attachment, const Item& item) {
        const std::string charset = item.charset();
        const Properties& p = attachment.properties;
        std::string name = one_line(p.text(tag::attach_long_filename, charset));
        if (name.empty()) name = one_line(p.text(tag::attach_filename, charset));
        if (name.empty()) name = one_line(p.text(tag::display_name, charset));
        if (attachment.item < items_.size()) return embedded(name, attachment.item);
        if (p.bytes(tag::attach_data).empty()) {
            std::string path = one_line(p.text(tag::attach_long_pathname, charset));
            if (path.empty()) path = one_line(p.text(tag::attach_pathname, charset));
            if (!path.empty()) return external(path);
        }
        std::string media_type = ascii_lower(p.text(tag::attach_mime_type, charset));
        if (!is_media_type(media_type) || media_type.starts_with("multipart/"))
            media_type = "application/octet-stream";
        std::string fields;
        const std::string id = one_line(p.text(tag::attach_content_id, charset));
        if (!id.empty() && is_ascii(id))
            field(fields, "Content-ID", "<" + id.substr(0, max_line_bytes / 2) + ">");
        const std::string location = one_line(p.text(tag::attach_content_location, charset));
        if (!location.empty() && is_ascii(location))
            field(fields, "Content-Location", location.substr(0, max_line_bytes / 2));
        return file(media_type, id.empty() ? "attachment" : "inline", name, fields,
                    p.bytes(tag::attach_data));
    }

    std::string embedded(std::string_view name, size_t index) {
        std::string out = "Content-Type: message/rfc822\r\nContent-Disposition: attachment";
        if (!name.empty()) out += parameter("filename", name);
        std::string inner = std::move(rebuilt_[index]);
        if (!inner.ends_with('\n')) inner += crlf;
        return out + "\r\n\r\n" + inner;
    }

    /// An attachment that the item only points to (RFC 2046 5.2.3, RFC 2017).
    static std::string external(std::string_view path) {
        const bool is_url = path.find("://") != std::string_view::npos;
        return "Content-Type: message/external-body; access-type=" +
               std::string(is_url ? "URL" : "local-file") + parameter(is_url ? "URL" : "name", path) +
               "\r\n\r\nContent-Type: application/octet-stream\r\n\r\n";
    }

    const Items& items_;
    const Limits& limits_;
    std::vector<std::string> rebuilt_;
    uint64_t written_ = 0;
};

}  // namespace

std::string rebuild(const Items& items, const Limits& limits) {
    return Rebuilder(items, limits).run();
}

}  // namespace redshank::mapi
