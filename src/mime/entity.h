// SPDX-License-Identifier: Apache-2.0
// A message as header fields and a flat tree of entities (RFC 5322, RFC 2045-2049). Views point into the raw
// bytes, which the caller keeps; nothing is decoded before somebody asks. No recursion: the tree is a vector
// in document order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/anomaly.h"
#include "base/limits.h"

namespace redshank::mime {

/// RFC 5322 2.2, as written.
///     Subject: Hello\r\n  world\r\n
///     ^offset  ^body..........^      (without the last line end; folds kept)
struct HeaderField {
    std::string_view name;
    std::string_view body;  // after the colon and one optional space; still folded
    uint64_t offset = 0;    // of the name, from the start of the message
};

struct HeaderSection {
    std::vector<HeaderField> fields;
    /// The first field of that name (any case), or nothing. Where RFC 5322 3.6 allows one, programs differ on
    /// which of several they read; the parser has recorded duplicate_header_field then.
    const HeaderField* find(std::string_view name) const;
    std::vector<const HeaderField*> find_all(std::string_view name) const;
};

enum class TransferEncoding : uint8_t { identity, base64, quoted_printable, uuencode, unknown };

/// RFC 2045 5.1 and RFC 2231; names lower-case, values decoded to UTF-8 (2231 and, as clients do, 2047).
struct Parameter {
    std::string name;
    std::string value;
};
struct ContentType {
    std::string type = "text";  // lower-case
    std::string subtype = "plain";
    std::vector<Parameter> parameters;
    bool present =
        false;  // false: the default of RFC 2045 5.2 (or message/rfc822 in a digest, RFC 2046 5.1.5)
    bool is(std::string_view media_type) const;               // "text/html"
    std::string_view parameter(std::string_view name) const;  // "" when missing
};

struct Entity {
    static constexpr uint32_t none = 0xFFFFFFFF;
    uint32_t parent = none;  // index in Message::entities
    std::string number;      // IMAP part number (RFC 3501 6.4.5); "" for a top-level multipart, "1" for a
                         // single-part body; the inside of a message/rfc822 part "2" continues "2.1", "2.2"
    HeaderSection header;  // empty for the parts of a plain message; MIME fields of the part
    ContentType content_type;
    TransferEncoding encoding = TransferEncoding::identity;
    std::string charset;              // declared, lower-case, or ""
    std::string disposition;          // lower-case "inline", "attachment", or ""
    std::string filename;             // RFC 2183 filename, else name parameter; decoded
    std::string content_id;           // without <>
    std::string_view body;            // raw, encoded
    uint64_t body_offset = 0;         // from the start of the message
    bool is_multipart = false;        // has children
    bool is_message = false;          // message/rfc822 or message/global: `body`, once decoded, is a message
    std::string alternative_reading;  // why another program may read this entity otherwise, or ""
};

struct Message {
    std::string_view raw;
    HeaderSection header;
    std::vector<Entity> entities;  // [0] is the message's own body; parents stand before children
    uint64_t body_offset = 0;
};

/// Never fails: bytes without any header field are a body. Accepts LF, CRLF and bare CR line ends mixed, a
/// leading mbox From_ line or blank lines. message/rfc822 is not descended into (extract does, as a message
/// of its own), but takes its number; multiparts are, up to limits.max_mime_depth. Where an entity can be
/// read in two ways that show different content (duplicate Content-Type, a boundary ambiguous between two
/// parameters, …) the reading that reveals more parts is taken and hidden_alternative is recorded.
Message parse(std::string_view raw, const Limits& limits, AnomalyList& anomalies);

/// Body after transfer decoding (RFC 2045 6), damage skipped and recorded. `decoded` is used only when bytes
/// change; the result views `entity.body` or `decoded`. Stops at limits.max_decoded_part_bytes
/// (decoded_size_limit).
std::string_view decode_body(const Entity& entity, std::string& decoded, const Limits& limits,
                             AnomalyList& anomalies);

}  // namespace redshank::mime
