// SPDX-License-Identifier: Apache-2.0
#include "mail_maker.h"

#include <iterator>

#include "base/hash.h"

namespace redshank::bench {

namespace {

constexpr Seconds first_day = 1'577'836'800;  // 2020-01-01
constexpr Seconds five_years = 5 * 365 * 86'400;
constexpr uint64_t readers = 400;
constexpr uint64_t senders = 3000;
constexpr uint64_t newsletters = 60;
constexpr uint64_t messages_of_an_issue = 8000;  // of all kinds while it goes out: some forty copies each

constexpr char base64_alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char token_alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// A thousand words: some that hold English together, the others invented.
class Words {
  public:
    Words() {
        constexpr std::string_view common[] = {
            "the",  "of",   "and", "to",   "in",   "a",  "is",   "that", "for",   "it",  "was",
            "on",   "are",  "as",  "with", "they", "at", "be",   "this", "from",  "or",  "had",
            "by",   "word", "but", "what", "some", "we", "can",  "out",  "were",  "all", "your",
            "when", "up",   "use", "how",  "said", "an", "each", "she",  "which", "do",  "their"};
        constexpr std::string_view first[] = {"ba", "ce", "dor", "fi", "gra", "hu",  "jel", "ko",
                                              "lu", "mi", "nor", "pa", "ris", "sta", "te",  "vo"};
        constexpr std::string_view second[] = {"la", "ner", "ti", "mo", "sel", "ra", "ken", "du"};
        constexpr std::string_view third[] = {"", "n", "st", "ring", "ment", "ly", "s", "d"};
        for (size_t i = 0; i < words_.size(); ++i) {
            if (i % 2 == 0) {
                words_[i] = common[i / 2 % std::size(common)];
            } else {
                words_[i].append(first[i % 16]).append(second[i / 16 % 8]).append(third[i / 128 % 8]);
            }
        }
    }
    const std::string& operator[](uint64_t i) const { return words_[i & 1023]; }

  private:
    std::array<std::string, 1024> words_;
};

const Words& words() {
    static const Words list;
    return list;
}

// Characters of a 64-character alphabet, ten from each number.
void random_characters(std::string& out, Dice& dice, size_t count, const char* alphabet) {
    const size_t begin = out.size();
    out.resize(begin + count);
    char* at = out.data() + begin;
    for (size_t i = 0; i < count;) {
        uint64_t bits = dice.next();
        for (int k = 0; k < 10 && i < count; ++k, bits >>= 6) at[i++] = alphabet[bits & 63];
    }
}

std::string token(Dice& dice, size_t length) {
    std::string out;
    random_characters(out, dice, length, token_alphabet);
    return out;
}

void base64_block(std::string& out, Dice& dice, size_t characters) {
    for (size_t done = 0; done < characters; done += 76) {
        random_characters(out, dice, std::min<size_t>(76, characters - done), base64_alphabet);
        out += '\n';
    }
}

// Running text of about so many bytes, in lines of about `width` (0: one line), with now and then a letter
// beyond ASCII.
void running_text(std::string& out, Dice& dice, size_t bytes, size_t width,
                  std::string_view line_start = "") {
    const size_t end = out.size() + bytes;
    size_t line = out.size();
    out += line_start;
    while (out.size() < end) {
        uint64_t bits = dice.next();
        for (int i = 0; i < 5; ++i, bits >>= 12) {
            out += words()[bits];
            if ((bits & 0xc00) == 0 && width == 0) out += (bits & 0x200) != 0 ? "ü" : ",";
            out += ' ';
        }
        out.back() = '.';
        out += ' ';
        if (width != 0 && out.size() - line > width) {
            out.back() = '\n';
            line = out.size();
            out += line_start;
        }
    }
    out += '\n';
}

void quoted_printable(std::string& out, std::string_view text) {
    constexpr char digits[] = "0123456789ABCDEF";
    size_t line = 0;
    for (char c : text) {
        if (line >= 73 && c != '\n') {
            out += "=\n";
            line = 0;
        }
        if (c == '\n') {
            if (!out.empty() && out.back() == ' ') out.replace(out.size() - 1, 1, "=20");
            out += c;
            line = 0;
        } else if (c == '=' || (c & 0x80) != 0) {
            const auto byte = static_cast<uint8_t>(c);
            out += '=';
            out += digits[byte >> 4];
            out += digits[byte & 15];
            line += 3;
        } else {
            out += c;
            ++line;
        }
    }
}

std::string two(int value) {
    return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

struct Date {
    std::string weekday, day, month, year, clock;
};

Date date_of(Seconds time) {
    constexpr std::string_view weekdays[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const CivilTime t = to_civil(time);
    return {std::string(weekdays[static_cast<size_t>(time / 86'400 % 7)]), two(t.day),
            std::string(months[static_cast<size_t>(t.month - 1)]), std::to_string(t.year),
            two(t.hour) + ":" + two(t.minute) + ":" + two(t.second)};
}

std::string header_date(Seconds time) {
    const Date d = date_of(time);
    return d.weekday + ", " + d.day + " " + d.month + " " + d.year + " " + d.clock + " +0000";
}

std::string ip(Dice& dice) {
    constexpr std::string_view ranges[] = {"192.0.2.", "198.51.100.", "203.0.113."};
    return std::string(ranges[dice.below(3)]) + std::to_string(dice.between(1, 254));
}

std::string title(Dice& dice, size_t count) {
    std::string out;
    for (size_t i = 0; i < count; ++i) out += (i > 0 ? " " : "") + words()[dice.next()];
    out[0] = static_cast<char>(out[0] & ~0x20);
    return out;
}

std::string reader_address(uint64_t reader) {
    return words()[reader * 2 + 1] + "." + words()[reader * 7 + 3] + std::to_string(reader) +
           "@parliament.example";
}

void signature(std::string& out, Dice& dice, std::string_view name, std::string_view domain, size_t length) {
    out.append(name)
        .append(" a=rsa-sha256; c=relaxed/relaxed; d=")
        .append(domain)
        .append("; s=s")
        .append(std::to_string(dice.below(99)));
    out += "; t=" + std::to_string(dice.between(1'577'836'800, 1'735'000'000)) +
           ";\n\th=from:to:subject:date:message-id:mime-version; bh=";
    random_characters(out, dice, 43, base64_alphabet);
    out += "=;\n\tb=";
    for (size_t done = 0; done < length; done += 64) {
        random_characters(out, dice, 64, base64_alphabet);
        out += done + 64 < length ? "\n\t " : "==\n";
    }
}

void authentication(std::string& out, Dice& dice, std::string_view name, std::string_view domain) {
    out.append(name)
        .append(" mx.parliament.example;\n\tdkim=pass header.d=")
        .append(domain)
        .append(" header.s=s1 header.b=");
    random_characters(out, dice, 8, token_alphabet);
    out.append(";\n\tspf=pass (mx.parliament.example: domain of bounce@")
        .append(domain)
        .append(" designates ");
    out.append(ip(dice)).append(" as permitted sender) smtp.mailfrom=bounce@").append(domain);
    out.append(";\n\tdmarc=pass (p=reject sp=reject dis=none) header.from=").append(domain).append("\n");
}

// A page of articles, the same for every reader of an issue but for the reader's token in each link and in
// the last picture.
std::string newsletter_page(Dice issue, const std::string& domain, const std::string& reader_token) {
    std::string out =
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><style>body{margin:0;font-family:sans-serif}"
        " .a{color:#223344;padding:4px}</style></head><body>\n<table width=\"600\" cellpadding=\"0\" "
        "cellspacing=\"0\">\n";
    const uint64_t articles = issue.between(10, 30);  // two URLs each
    for (uint64_t i = 0; i < articles; ++i) {
        const std::string link = "https://click." + domain + "/l/" + reader_token + "/" +
                                 std::to_string(issue.below(1'000'000)) + "?s=news&p=" + std::to_string(i);
        out += "<tr><td class=\"a\" style=\"padding:8px 12px\"><a href=\"" + link + "\" target=\"_blank\">" +
               title(issue, 6) + "</a></td></tr>\n";
        out += "<tr><td><img src=\"https://img." + domain + "/" + std::to_string(issue.below(1'000'000)) +
               ".jpg\" width=\"280\" height=\"160\" alt=\"\"><p>";
        running_text(out, issue, issue.between(60, 510), 0);
        out += "</p></td></tr>\n";
    }
    return out + "</table><img src=\"https://img." + domain + "/o/" + reader_token +
           ".gif\" width=\"1\" height=\"1\" alt=\"\"></body></html>\n";
}

}  // namespace

MailMaker::MailMaker(uint64_t seed, uint64_t wanted_bytes)
    : dice_(seed), seed_(seed), wanted_bytes_(wanted_bytes) {}

void MailMaker::count(const std::string& out, Share share) {
    shares_[static_cast<size_t>(share)] += out.size() - counted_;
    counted_ = out.size();
}

void MailMaker::next(std::string& out) {
    const size_t begin = counted_ = out.size();
    // In the order of arrival, as a mailbox is.
    const auto share = static_cast<double>(made_bytes_) / static_cast<double>(wanted_bytes_);
    when_ = first_day + static_cast<Seconds>(share * static_cast<double>(five_years)) +
            static_cast<Seconds>(dice_.below(600));
    const uint64_t kind = dice_.below(100);
    if (kind < 30) {
        newsletter(out);
    } else if (kind < 52) {
        notification(out);
    } else if (kind < 60) {
        with_attachments(out);
    } else if (kind < 65) {
        forwarded(out);
    } else {
        plain(out);
    }
    out += '\n';
    count(out, Share::other);
    ++number_;
    made_bytes_ += out.size() - begin;
}

void MailMaker::transport(std::string& out, const Sender& from, std::string_view reader) {
    const Date d = date_of(when_);
    const std::string_view day =
        d.day[0] == '0' ? std::string_view(d.day).substr(1) : std::string_view(d.day);
    out += "From bounce@" + from.domain + " " + d.weekday + " " + d.month + (day.size() == 1 ? "  " : " ");
    out.append(day).append(" ").append(d.clock).append(" ").append(d.year).append("\n");
    count(out, Share::other);
    out.append("Return-Path: <bounce@")
        .append(from.domain)
        .append(">\nDelivered-To: ")
        .append(reader)
        .append("\n");
    const uint64_t hops = dice_.between(3, 8);
    for (uint64_t i = 0; i < hops; ++i) {
        const std::string by = i == 0   ? "store.parliament.example"
                               : i == 1 ? "mx.parliament.example"
                                        : "relay" + std::to_string(i) + "." + from.domain;
        const std::string sender =
            i == 0 ? "mx.parliament.example" : "relay" + std::to_string(i + 1) + "." + from.domain;
        out.append("Received: from ")
            .append(sender)
            .append(" (")
            .append(sender)
            .append(" [")
            .append(ip(dice_));
        out.append("])\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n\tby ")
            .append(by)
            .append(" (Postbox) with ESMTPS id ");
        random_characters(out, dice_, 16, token_alphabet);
        out.append("\n\tfor <")
            .append(reader)
            .append(">; ")
            .append(header_date(when_ - static_cast<Seconds>(i * 2)))
            .append("\n");
    }
    for (uint64_t set = dice_.below(3); set > 0; --set) {
        const std::string instance = " i=" + std::to_string(set) + ";";
        signature(out, dice_, "ARC-Seal:" + instance + " cv=none;", "relay.example", 344);
        signature(out, dice_, "ARC-Message-Signature:" + instance, "relay.example", 344);
        authentication(out, dice_, "ARC-Authentication-Results:" + instance, from.domain);
    }
    authentication(out, dice_, "Authentication-Results:", from.domain);
    for (uint64_t i = dice_.between(1, 2); i > 0; --i)
        signature(out, dice_, "DKIM-Signature: v=1;", from.domain, 344);
}

void MailMaker::header(std::string& out, const Sender& from, std::string_view reader,
                       std::string_view subject, bool bulk) {
    transport(out, from, reader);
    out.append("From: ")
        .append(from.name)
        .append(" <")
        .append(from.address)
        .append(">\nTo: <")
        .append(reader)
        .append(">\nSubject: ");
    out.append(subject)
        .append("\nDate: ")
        .append(header_date(when_))
        .append("\nMessage-ID: <")
        .append(token(dice_, 22));
    out.append("@").append(from.domain).append(">\n");
    if (bulk) {
        out.append("List-ID: <news.")
            .append(from.domain)
            .append(">\nList-Unsubscribe: <https://click.")
            .append(from.domain)
            .append("/u/");
        out.append(token(dice_, 32))
            .append(">\nPrecedence: bulk\nX-Campaign: ")
            .append(token(dice_, 40))
            .append("\n");
    }
    out += "X-Border-Spam-Report: CAT:NONE; SCL:1; RULES:";
    random_characters(out, dice_, 60, base64_alphabet);
    // What large filters leave in a header: a few kilobytes that only they can read.
    out += "\nX-Border-Filter-Data: ";
    for (uint64_t lines = dice_.between(4, 39); lines > 0; --lines) {
        out += "\n ";
        random_characters(out, dice_, 74, base64_alphabet);
    }
    out += "\nMIME-Version: 1.0\n";
}

void MailMaker::text_part(std::string& out, std::string_view subtype, const std::string& text, int encoding) {
    constexpr std::string_view names[] = {"8bit", "quoted-printable", "base64"};
    out.append("Content-Type: text/")
        .append(subtype)
        .append("; charset=\"utf-8\"\nContent-Transfer-Encoding: ");
    out.append(names[encoding]).append("\n\n");
    count(out, Share::other);
    if (encoding == 0) out += text;
    if (encoding == 1) quoted_printable(out, text);
    if (encoding == 2) {
        const std::string all = base64(text);
        for (size_t i = 0; i < all.size(); i += 76) out.append(all, i, 76).append("\n");
    }
    count(out, encoding == 0 ? Share::other : encoding == 1 ? Share::quoted_printable : Share::base64);
}

void MailMaker::newsletter(std::string& out) {
    // Issue after issue, each to its readers, the newsletters taking turns.
    const uint64_t which = number_ % newsletters;
    const uint64_t issue = number_ / messages_of_an_issue;
    Dice content(seed_ ^ (which * 1'000'003 + issue));
    const std::string domain = words()[which * 2 + 1] + "-" + std::to_string(which) + ".example";
    const uint64_t reader_number = dice_.below(readers);
    const std::string reader = reader_address(reader_number);
    // Half of them know a reader by one token for ever, the others by a new one each time.
    Dice token_dice(which % 2 == 0 ? seed_ ^ (which * readers + reader_number) : dice_.next());
    const Sender from{words()[which * 2 + 1] + " News", "news@" + domain, domain};
    header(out, from, reader, title(content, 7), true);
    const std::string boundary = "_alt_" + token(dice_, 24);
    out += "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\n\n";
    count(out, Share::header);
    const int encoding = content.chance(78) ? 1 : 2;
    std::string text;
    running_text(text, content, content.between(1000, 7600), 72);
    out += "--" + boundary + "\n";
    text_part(out, "plain", text, 0);
    out += "\n--" + boundary + "\n";
    text_part(out, "html", newsletter_page(content, domain, token(token_dice, 24)), encoding);
    out += "\n--" + boundary + "--\n";
}

void MailMaker::notification(std::string& out) {
    const std::string domain = "app" + std::to_string(dice_.below(25)) + ".example";
    const Sender from{title(dice_, 2), "notify@" + domain, domain};
    const std::string subject = title(dice_, 5);
    header(out, from, reader_address(dice_.below(readers)), subject, true);
    count(out, Share::header);
    std::string text = "<html><body><p>" + subject + "</p><p>";
    running_text(text, dice_, dice_.between(300, 4600), 0);
    text += "</p><a href=\"https://" + domain + "/n/" + token(dice_, 20) + "\">open</a><img src=\"https://" +
            domain + "/b/" + token(dice_, 30) + "\" width=\"1\" height=\"1\"></body></html>\n";
    text_part(out, "html", text, 1);
}

void MailMaker::plain(std::string& out) {
    const uint64_t who = dice_.below(senders);
    const std::string domain = words()[who * 2 + 1] + std::to_string(who % 300) + ".example";
    const Sender from{title(dice_, 2), words()[who] + std::to_string(who) + "@" + domain, domain};
    header(out, from, reader_address(dice_.below(readers)), title(dice_, 4), false);
    count(out, Share::header);
    std::string text;
    running_text(text, dice_, dice_.between(100, 5600), 72);
    // An answer carries what it answers, and that what it answered.
    if (dice_.chance(60)) running_text(text, dice_, dice_.between(200, 7000), 72, "> ");
    if (dice_.chance(30)) running_text(text, dice_, dice_.between(200, 6000), 70, "> > ");
    if (dice_.chance(40)) text += "https://" + domain + "/" + token(dice_, 12) + "\n";
    text_part(out, "plain", text, 0);
}

// mixed(related(alternative(plain, html), picture), attachment …)
void MailMaker::with_attachments(std::string& out) {
    const std::string domain = "office" + std::to_string(dice_.below(200)) + ".example";
    const Sender from{title(dice_, 2), words()[dice_.next()] + "@" + domain, domain};
    header(out, from, reader_address(dice_.below(readers)), title(dice_, 5), false);
    const std::string boundaries[] = {"mix_" + token(dice_, 20), "rel_" + token(dice_, 20),
                                      "alt_" + token(dice_, 20)};
    out += "Content-Type: multipart/mixed; boundary=\"" + boundaries[0] + "\"\n\n";
    count(out, Share::header);
    out += "--" + boundaries[0] + "\nContent-Type: multipart/related; boundary=\"" + boundaries[1] +
           "\"\n\n--" + boundaries[1] + "\nContent-Type: multipart/alternative; boundary=\"" + boundaries[2] +
           "\"\n\n--" + boundaries[2] + "\n";
    std::string text;
    running_text(text, dice_, dice_.between(200, 2000), 72);
    text_part(out, "plain", text, 0);
    out += "\n--" + boundaries[2] + "\n";
    text_part(out, "html",
              "<html><body><p>" + text + "</p><img src=\"cid:logo@" + domain + "\"></body></html>\n", 1);
    out += "\n--" + boundaries[2] + "--\n\n--" + boundaries[1] +
           "\nContent-Type: image/png\nContent-ID: <logo@" + domain +
           ">\nContent-Transfer-Encoding: base64\n\n";
    count(out, Share::other);
    base64_block(out, dice_, dice_.between(20, 80) * 76);
    count(out, Share::base64);
    out += "\n--" + boundaries[1] + "--\n";
    for (uint64_t i = dice_.between(1, 2); i > 0; --i) {
        const std::string name = words()[dice_.next()] + (dice_.chance(60) ? ".pdf" : ".docx");
        out += "\n--" + boundaries[0] + "\nContent-Type: application/octet-stream; name=\"" + name +
               "\"\nContent-Disposition: attachment; filename=\"" + name +
               "\"\nContent-Transfer-Encoding: base64\n\n";
        count(out, Share::other);
        // Mostly small, now and then large.
        base64_block(out, dice_,
                     dice_.chance(85) ? dice_.between(20, 430) * 76 : dice_.between(430, 2100) * 76);
        count(out, Share::base64);
    }
    out += "\n--" + boundaries[0] + "--\n";
}

void MailMaker::forwarded(std::string& out) {
    const std::string domain = "desk" + std::to_string(dice_.below(90)) + ".example";
    const Sender from{title(dice_, 2), words()[dice_.next()] + "@" + domain, domain};
    header(out, from, reader_address(dice_.below(readers)), "Fwd: " + title(dice_, 4), false);
    const std::string boundary = "fwd_" + token(dice_, 20);
    out += "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n\n";
    count(out, Share::header);
    std::string text;
    running_text(text, dice_, dice_.between(40, 400), 72);
    out += "--" + boundary + "\n";
    text_part(out, "plain", text, 0);
    out += "\n--" + boundary + "\nContent-Type: message/rfc822\n\nFrom: " + title(dice_, 2) + " <" +
           words()[dice_.next()] + "@" + domain + ">\nTo: <" + from.address +
           ">\nSubject: " + title(dice_, 4) + "\nDate: " + header_date(when_ - 86'400) + "\nMessage-ID: <" +
           token(dice_, 20) + "@" + domain + ">\nMIME-Version: 1.0\n";
    text.clear();
    running_text(text, dice_, dice_.between(500, 14000), 72);
    text_part(out, "plain", text, 0);
    out += "\n--" + boundary + "--\n";
}

}  // namespace redshank::bench
