// SPDX-License-Identifier: Apache-2.0
// The results that other parsers' authors wrote down beside their test files: stalwart's JSON (header fields
// one by one, whole messages with parts and bodies) and mime4j's decoded parts. Where they and we differ, a
// row says why; a row that no longer differs is an error, too.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/ascii.h"
#include "mime/archive_for_testing.h"
#include "mime/entity.h"
#include "mime/fields.h"
#include "text/charset.h"

namespace redshank::mime {
namespace {

using nlohmann::json;

const Limits limits;

/// Why a case is read otherwise; key: "date 7", "eml/rfc/003.json".
using Known = std::map<std::string, std::string>;

// One kind of cases: counts, and holds each miss against its reason.
class Tally {
  public:
    Tally(std::string what, const Known& known) : what_(std::move(what)), known_(known) {}

    void add(const std::string& id, const std::string& got, const std::string& wanted) {
        ++cases_;
        if (got == wanted) {
            ++passed_;
            EXPECT_FALSE(known_.contains(id)) << id << " agrees: no known difference";
            return;
        }
        EXPECT_TRUE(known_.contains(id)) << id << "\n  got    " << got << "\n  wanted " << wanted;
    }
    ~Tally() {
        std::printf("%s: %zu of %zu cases, %zu known differences\n", what_.c_str(), passed_, cases_,
                    cases_ - passed_);
    }

  private:
    std::string what_;
    const Known& known_;
    size_t cases_ = 0;
    size_t passed_ = 0;
};

// A header field body as the parser would hand it on: up to the line end that no fold follows.
std::string_view first_field(std::string_view text) {
    for (size_t at = 0; (at = text.find('\n', at)) != text.npos; ++at) {
        if (at + 1 >= text.size() || (text[at + 1] != ' ' && text[at + 1] != '\t')) {
            text = text.substr(0, at);
            break;
        }
    }
    return text;
}

// White space runs become one space: stalwart folds them so, we keep what was written.
std::string one_space(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (!is_space(c)) {
            out += c;
        } else if (!out.empty() && !out.ends_with(' ')) {
            out += ' ';
        }
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

std::string text_of(const json& value) {
    return value.is_string() ? value.get<std::string>() : "";
}

// {"List": [{name, address}]} or {"Group": [{name, addresses}]} as "name <address>, …"; groups flattened, as
// ours are.
std::string addresses(const json& value) {
    std::string out;
    const auto add = [&](const json& one) {
        out += (out.empty() ? "" : ", ") + text_of(one.at("name")) + " <" +
               ascii_lower(text_of(one.at("address"))) + ">";
    };
    if (value.is_object() && value.contains("List")) {
        for (const json& one : value.at("List")) add(one);
    } else if (value.is_object() && value.contains("Group")) {
        for (const json& group : value.at("Group")) {
            for (const json& one : group.at("addresses")) add(one);
        }
    }
    return out;
}

std::string our_addresses(std::string_view body) {
    AnomalyList anomalies;
    std::string out;
    for (const Mailbox& mailbox : parse_address_list(body, limits, anomalies))
        out += (out.empty() ? "" : ", ") + mailbox.name + " <" + mailbox.address + ">";
    return out;
}

std::string date(const json& value) {
    if (!value.is_object() || value.at("year") == 0) return "none";
    const int64_t zone =
        value.at("tz_hour").get<int64_t>() * 3600 + value.at("tz_minute").get<int64_t>() * 60;
    const CivilTime civil{value.at("year"), value.at("month"),  value.at("day"),
                          value.at("hour"), value.at("minute"), value.at("second")};
    return rfc3339(to_seconds(civil) + (value.at("tz_before_gmt").get<bool>() ? zone : -zone));
}

std::string our_date(std::string_view body) {
    AnomalyList anomalies;
    const auto found = parse_date(body, anomalies);
    return found ? rfc3339(found->seconds) : "none";
}

// A type that is none: stalwart gives what stands there, RFC 2045 5.2 says text/plain.
bool is_media_type(const json& value) {
    return value.is_object() && value.contains("c_subtype") && !text_of(value.at("c_type")).empty() &&
           !text_of(value.at("c_subtype")).empty();
}

std::string content_type(const json& value) {
    std::string out = is_media_type(value) ? ascii_lower(text_of(value.at("c_type"))) + "/" +
                                                 ascii_lower(text_of(value.at("c_subtype")))
                                           : "text/plain";
    if (!value.is_object() || !value.contains("attributes") || !value.at("attributes").is_array()) return out;
    for (const json& one : value.at("attributes")) {
        const bool pair = one.is_array();
        const std::string name = text_of(pair ? one.at(0) : one.at("name"));
        if (name.ends_with("-language")) continue;  // of RFC 2231, which we do not keep
        out += "; " + name + "=" + text_of(pair ? one.at(1) : one.at("value"));
    }
    return out;
}

std::string our_content_type(std::string_view body) {
    AnomalyList anomalies;
    const ContentType found = parse_content_type(body, limits, anomalies);
    std::string out = found.type + "/" + found.subtype;
    for (const Parameter& one : found.parameters) out += "; " + one.name + "=" + one.value;
    return out;
}

std::string our_unstructured(std::string_view body) {
    AnomalyList anomalies;
    return one_space(decode_unstructured(body, anomalies));
}

std::string unstructured(const json& value) {
    return one_space(text_of(value));
}

std::string our_ids(std::string_view body) {
    std::string out;
    for (const std::string& id : parse_message_ids(body, limits)) out += id;
    if (!out.empty()) return out;
    const std::string bare = parse_message_id(body);  // as the Message-ID field is read
    return bare.empty() || bare == "<>" ? "" : "<" + bare + ">";
}

std::string ids(const json& value) {
    std::string out;
    for (const json& id : value.is_array() ? value : json::array({value})) out += "<" + text_of(id) + ">";
    return value.is_null() ? "" : out;
}

std::map<std::string, std::string> members(const std::string& project) {
    std::map<std::string, std::string> out;
    for_each_member(shared_dir() / "corpus/malformed" / (project + ".tar.zst"),
                    [&](const std::string& name, const std::string& bytes) { out[name] = bytes; });
    return out;
}

void run_fields(const std::string& file, const std::string& bytes,
                std::function<std::string(const json&)> wanted, std::string (*ours)(std::string_view),
                const Known& known) {
    Tally tally("stalwart " + file, known);
    size_t index = 0;
    for (const json& one : json::parse(bytes)) {
        const std::string header = one.at("header").get<std::string>();
        std::string got = ours(first_field(header));
        // Not even a type: the parameters behind it are not asked about.
        if (one.at("expected").is_null()) got = got.substr(0, got.find(';'));
        tally.add(file + " " + std::to_string(index++), got, wanted(one.at("expected")));
    }
    EXPECT_GT(index, 0u);
}

constexpr const char* no_space =
    "no white space stands between the text and the encoded-word, so none is added";
constexpr const char* comment = "a comment is no part of a name (RFC 5322 3.2.2)";
constexpr const char* list_field = "a List-… field (RFC 2369) is no address list; extract reads its URIs";
constexpr const char* empty_value = "blanks are no value; a parameter without one is kept all the same";
constexpr const char* odd_stars = "stars that RFC 2231 does not allow stay in the name";
constexpr const char* no_message = "a message without a body has one empty part";
constexpr const char* empty_part = "an empty part counts";
constexpr const char* prefixes =
    "a line that only begins with a boundary, or is one of a multipart that has ended";
constexpr const char* damaged = "damaged transfer encoding: we decode what can be decoded";

TEST(ExpectedCorpus, StalwartFields) {
    REDSHANK_NEEDS_SHARED();
    const Known known = {
        {"unstructured 21", no_space},
        {"unstructured 27", no_space},
        {"unstructured 28", no_space},
        {"address 8", comment},
        {"address 9", comment},
        {"address 10", comment},
        {"address 13", "an obsolete route and blanks are no part of an addr-spec (RFC 5322 4.4)"},
        {"address 14", comment},
        {"address 22", comment},
        {"address 33", "white space at the ends of a name is dropped"},
        {"address 37", list_field},
        {"address 38", list_field},
        {"address 39", list_field},
        {"address 40", list_field},
        {"address 41", list_field},
        {"address 42", list_field},
        {"address 43", list_field},
        {"address 44", list_field},
        {"address 45", list_field},
        {"address 46", list_field},
        {"address 47", list_field},
        {"address 56", comment},
        {"date 10", "a month in digits behind the day, which RFC 5322 never had"},
        {"date 12", "a row of numbers is no date"},
        {"date 14", "a comment without an end hides the time: the day is still a date"},
        {"date 28", "a Received field, which auth reads"},
        {"content_type 31", "charset'language' in a later piece is text (RFC 2231 4.1)"},
        {"content_type 34", "white space between encoded-words is dropped (RFC 2047 6.2)"},
        {"content_type 49", empty_value},
        {"content_type 55", empty_value},
        {"content_type 56", empty_value},
        {"content_type 59", odd_stars},
        {"content_type 61", odd_stars},
        {"content_type 76", "a subtype is a token: it ends at the second slash"},
        {"content_type 77", "a subtype is a token: it ends at the second slash"},
        {"content_type 78", "a subtype is a token: it ends at the second slash"},
        {"id 6", "comments and blanks are no part of an identifier"},
        {"date 30", "EST5EDT is no zone of RFC 5322: read as UTC, and called a guess"},
    };
    auto files = members("stalwart-mail-parser");
    run_fields("unstructured", files["unstructured.json"], unstructured, our_unstructured, known);
    run_fields("address", files["address.json"], addresses, our_addresses, known);
    run_fields("date", files["date.json"], date, our_date, known);
    run_fields("content_type", files["content_type.json"], content_type, our_content_type, known);
    run_fields("id", files["id.json"], ids, our_ids, known);
}

// --- whole messages ---

std::string unix_line_ends(std::string_view text) {
    std::string out(text);
    std::erase(out, '\r');
    return out;
}

struct Flat {
    std::vector<std::string> bodies;  // of leaves in document order, messages in messages too
    std::string header;
};

void add_expected(const json& message, Flat& out) {
    for (const json& part : message.at("parts")) {
        const auto& body = part.at("body");
        if (!body.is_object()) continue;
        const std::string kind = body.begin().key();
        const json& value = body.begin().value();
        if (kind == "Multipart") continue;
        if (kind == "Message") {
            add_expected(value, out);
        } else if (value.is_string()) {
            out.bodies.push_back(unix_line_ends(value.get<std::string>()));
        } else {
            std::string bytes;
            for (const json& byte : value) bytes += static_cast<char>(byte.get<int>());
            out.bodies.push_back(unix_line_ends(bytes));
        }
    }
}

void add_ours(std::string raw, int depth, Flat& out) {
    AnomalyList anomalies;
    const Message message = parse(raw, limits, anomalies);
    for (const Entity& entity : message.entities) {
        if (entity.is_multipart) continue;
        std::string decoded;
        const std::string_view body = decode_body(entity, decoded, limits, anomalies);
        if (entity.is_message && depth > 0) {
            add_ours(std::string(body), depth - 1, out);
        } else if (entity.content_type.type == "text") {
            out.bodies.push_back(unix_line_ends(text::to_utf8(body, entity.charset).utf8));
        } else {
            out.bodies.push_back(unix_line_ends(body));
        }
    }
}

std::string shown(const std::vector<std::string>& bodies) {
    std::string out = std::to_string(bodies.size()) + " leaves";
    for (const std::string& body : bodies) out += "\n    |" + body.substr(0, 2000);
    return out;
}

const json* header_value(const json& message, const std::string& name, const std::string& kind) {
    for (const json& field : message.at("parts").at(0).at("headers")) {
        if (field.at("name") == name && field.at("value").is_object() && field.at("value").contains(kind))
            return &field.at("value").at(kind);
    }
    return nullptr;
}

// Bytes without a charset: stalwart shows U+FFFD, we read windows-1252 as mail programs do.
std::string without_letters(const std::string& text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if ((text[i] & 0x80) != 0) {
            if (!out.ends_with('?')) out += '?';
        } else {
            out += text[i];
        }
    }
    return out;
}

void add_text(Tally& tally, const std::string& id, const std::string& got, const std::string& wanted) {
    const bool undeclared = wanted.find("\xEF\xBF\xBD") != wanted.npos;
    tally.add(id, undeclared ? without_letters(got) : got, undeclared ? without_letters(wanted) : wanted);
}

void compare_header(const std::string& id, const json& wanted, const std::string& raw, Tally& tally) {
    AnomalyList anomalies;
    const Message message = parse(raw, limits, anomalies);
    const auto body = [&](std::string_view name) {
        const HeaderField* field = message.header.find(name);
        return field == nullptr ? std::string_view() : field->body;
    };
    if (const json* value = header_value(wanted, "from", "Address"))
        add_text(tally, id + " from", our_addresses(body("From")), addresses(*value));
    if (const json* value = header_value(wanted, "to", "Address"))
        add_text(tally, id + " to", our_addresses(body("To")), addresses(*value));
    if (const json* value = header_value(wanted, "subject", "Text"))
        add_text(tally, id + " subject", our_unstructured(body("Subject")), unstructured(*value));
    if (const json* value = header_value(wanted, "date", "DateTime"))
        tally.add(id + " date", our_date(body("Date")), date(*value));
    if (const json* value = header_value(wanted, "content_type", "ContentType"))
        tally.add(id + " content-type", our_content_type(body("Content-Type")), content_type(*value));
}

TEST(ExpectedCorpus, StalwartMessages) {
    REDSHANK_NEEDS_SHARED();
    const Known known = {
        {"eml/legacy/048.crlf.json", damaged},       {"eml/malformed/000.crlf.json", no_message},
        {"eml/malformed/000.json", no_message},      {"eml/malformed/009.crlf.json", prefixes},
        {"eml/malformed/009.json", prefixes},        {"eml/malformed/013.crlf.json", empty_part},
        {"eml/malformed/014.crlf.json", empty_part}, {"eml/malformed/014.json", empty_part},
        {"eml/malformed/016.crlf.json", prefixes},   {"eml/malformed/016.json", prefixes},
        {"eml/malformed/020.crlf.json", empty_part}, {"eml/malformed/020.json", empty_part},
        {"eml/malformed/021.crlf.json", empty_part}, {"eml/malformed/021.json", empty_part},
        {"eml/rfc/000.crlf.json", damaged},          {"eml/rfc/000.json", damaged},
    };
    const Known known_fields = {
        {"eml/malformed/019.crlf.json date", "two Date fields, the first one broken: the first counts"},
        {"eml/malformed/019.json date", "two Date fields, the first one broken: the first counts"},
        {"eml/thirdparty/007.json from", "a name without a domain is no address"},
        {"eml/thirdparty/010.crlf.json content-type",
         "an empty and a full parameter of one name: both are kept"},
        {"eml/thirdparty/010.json content-type", "an empty and a full parameter of one name: both are kept"},
    };
    const auto files = members("stalwart-mail-parser");
    Tally bodies("stalwart messages, decoded leaves", known);
    Tally headers("stalwart messages, header fields", known_fields);
    size_t without_message = 0;
    for (const auto& [name, bytes] : files) {
        if (!name.starts_with("eml/") || !name.ends_with(".json")) continue;
        const bool crlf = name.ends_with(".crlf.json");
        const std::string stem = name.substr(0, name.size() - (crlf ? 10 : 5));
        const auto message = files.find(stem + ".eml");
        if (message == files.end()) {
            ++without_message;
            continue;
        }
        std::string raw = unix_line_ends(message->second);
        if (crlf) {
            std::string converted;
            for (const char c : raw) {
                if (c == '\n') converted += '\r';
                converted += c;
            }
            raw = std::move(converted);
        }
        const json wanted = json::parse(bytes);
        Flat expected;
        Flat got;
        add_expected(wanted, expected);
        add_ours(raw, 16, got);
        add_text(bodies, name, shown(got.bodies), shown(expected.bodies));
        compare_header(name, wanted, raw, headers);
    }
    std::printf("%zu results whose message is not in the corpus\n", without_message);
}

TEST(ExpectedCorpus, Mime4jDecodedParts) {
    REDSHANK_NEEDS_SHARED();
    const char* const trailing_blanks =
        "a delimiter with other blanks at its end is one (RFC 2046 5.1.1: transport padding)";
    const Known known = {
        {"mimetools-testmsgs/multi-frag_decoded_1_3_2.bin", damaged},
        {"testmsgs/very-long-boundary_decoded_1_1.txt", trailing_blanks},
        {"testmsgs/very-very-long-boundary_decoded_1_1.txt", trailing_blanks},
    };
    const auto files = members("mime4j");
    Tally tally("mime4j decoded parts", known);
    for (const auto& [name, bytes] : files) {
        const size_t mark = name.find("_decoded_");
        if (mark == name.npos) continue;
        const auto message = files.find(name.substr(0, mark) + ".msg");
        if (message == files.end()) continue;
        Flat got;
        const std::string raw = message->second;
        std::vector<std::string> pending = {raw};
        bool found = false;
        std::string sizes;
        for (size_t i = 0; i < pending.size() && i < 50; ++i) {
            const std::string current = pending[i];
            AnomalyList anomalies;
            const Message parsed = parse(current, limits, anomalies);
            for (const Entity& entity : parsed.entities) {
                if (entity.is_multipart) continue;
                std::string decoded;
                const std::string body(decode_body(entity, decoded, limits, anomalies));
                found = found || unix_line_ends(body) == unix_line_ends(bytes);
                sizes += " " + std::to_string(body.size());
                if (entity.is_message) pending.push_back(body);
            }
        }
        tally.add(name, found ? "found" : "not among" + sizes + ", wanted " + std::to_string(bytes.size()),
                  "found");
    }
}

}  // namespace
}  // namespace redshank::mime
