// SPDX-License-Identifier: Apache-2.0
// The facts of one message: a plain record that extraction writes once and everything later reads. It owns
// its strings, needs no bytes of the mail any more, and is the seam between the two halves of a hunt (extract
// | group). All text is valid UTF-8 unless a field says otherwise, decoded (RFC 2047, 2231, charsets);
// addresses and hosts are lower-case; times are seconds UTC.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/anomaly.h"
#include "base/time.h"

namespace redshank::facts {

/// RFC 5322 3.4. `address` is "local@domain" in lower case, the domain in A-label form; empty for a name
/// alone.
struct Mailbox {
    std::string name;
    std::string address;
    bool operator==(const Mailbox&) const = default;
};

/// How the reader of this copy is known (design.md, in this order), or `none`.
enum class ReaderBasis : uint8_t { none, journal, delivered_to, mailbox_owner, sole_to };

/// Where one copy of the bytes lies. A message inside another has the outer's place and its own part number.
struct Place {
    std::string source;   // as named on the command line, "a.tar.zst!/x.mbox" inside archives
    uint64_t offset = 0;  // bytes from the start of that file or member
    uint64_t length = 0;
    std::string part;    // "" or the part number of the message/rfc822 in the outer message, "2.1"
    std::string sha256;  // of those bytes (of the decoded inner message where `part` is set)
    std::string reader;  // who read this copy, or ""
    ReaderBasis basis = ReaderBasis::none;
    bool read = false;  // the store's own flags
    bool replied = false;
    bool operator==(const Place&) const = default;
};

/// What a URL stands in. The names (url_kind_name) are stable. Append, never reorder.
enum class UrlKind : uint8_t {
    img_src,
    img_srcset,
    picture_source,
    input_image,
    css_url,
    css_import,
    css_font_face,
    css_image_set,
    background_attribute,
    link_stylesheet,
    link_other,
    video_poster,
    video_src,
    audio_src,
    media_source,
    track,
    object_data,
    embed_src,
    iframe_src,
    frame_src,
    svg_image,
    svg_use,
    vml_fill,
    vml_image,
    script_src,
    meta_refresh,
    anchor,
    area,
    form_action,
    plain_text,
    list_unsubscribe,
    base_href,
    other,
    // in what is attached; the trigger is click, for opening the mail alone loads none of them
    document_template,  // what the program fetches by itself when the attachment is opened, to
                        // document_action
    document_image,
    document_frame,
    document_object,
    document_resource,
    document_action,
    document_link,  // a person must click in the opened attachment
    document_form,
};
std::string_view url_kind_name(UrlKind kind);

/// Loads when the attachment that it stands in is opened, as far as the program that opens it allows.
constexpr bool loads_with_attachment(UrlKind kind) {
    return kind >= UrlKind::document_template && kind <= UrlKind::document_action;
}
constexpr bool is_in_attachment(UrlKind kind) {
    return kind >= UrlKind::document_template && kind <= UrlKind::document_form;
}

/// What makes the sender learn of the reader: the mail program loads it by itself, or a person must act.
enum class Trigger : uint8_t { open, click };
constexpr std::string_view trigger_name(Trigger trigger) {
    return trigger == Trigger::open ? "open" : "click";
}

/// Why a resource or text cannot be seen (a set of bits).
namespace hidden {
constexpr uint16_t tiny = 1;       // 1x1 or smaller, by attribute or CSS
constexpr uint16_t zero_size = 2;  // 0 width or height
constexpr uint16_t display_none = 4;
constexpr uint16_t visibility = 8;   // visibility: hidden or collapse
constexpr uint16_t opacity = 16;     // opacity below 0.05
constexpr uint16_t off_screen = 32;  // positioned or indented out of view
constexpr uint16_t max_size = 64;    // max-height or max-width of 0 or 1
constexpr uint16_t same_colour = 128;
constexpr uint16_t font_size_zero = 256;
constexpr uint16_t in_hidden_element = 512;     // an element around it is hidden
constexpr uint16_t conditional_comment = 1024;  // only Outlook's Word engine reads it
constexpr uint16_t hidden_attribute = 2048;     // the HTML hidden attribute
}  // namespace hidden

/// One URL of the message, where it stands and what it would do.
struct UrlUse {
    UrlKind kind = UrlKind::anchor;
    Trigger trigger = Trigger::click;
    uint16_t hidden = 0;  // bits of facts::hidden
    int32_t width = -1;   // CSS pixels as stated, -1 not stated
    int32_t height = -1;
    std::string url;          // WHATWG-normalised, after base href; data: and cid: URLs are not kept
    std::string target;       // what a gateway or redirector would lead to, when its URL says so; else ""
    std::string sent;         // behind a receiver's gateway what the sender wrote, where that is not `target`
    std::string host;         // of `url`, A-label form or IP address
    std::string site;         // registrable domain of `host`, or the host itself where it has none
    std::string target_host;  // of `target`
    std::string text;         // what a person sees on a link (alt text of its picture where there is no text)
    std::string part;  // MIME part number, "1.2", with the member's path, "2!/a.docx!/word/document.xml"; ""
                       // for a header field
    uint32_t part_offset = 0;  // bytes into the decoded part or unpacked member, before charset conversion;
                               // for "" into the message
    std::string raw;  // the bytes as written there, when they differ from `url` (entities, spaces …)
};

/// What an attached document holds besides URLs that runs, hides or leads on. Names (trait_kind_name) are
/// stable. Append, never reorder.
enum class TraitKind : uint8_t {
    macro,
    activex,
    dde,
    embedded_object,
    script,
    active_page,
    launch,
    remote_go_to,
    embedded_file,
    encrypted,
    opened_password,
    shortcut,
};
std::string_view trait_kind_name(TraitKind kind);

struct DocumentTrait {
    TraitKind kind = TraitKind::macro;
    std::string detail;  // the command, the name of the member …
    std::string part;    // as UrlUse::part
    uint32_t part_offset = 0;
    std::string bytes;  // there, at most 300; empty: the whole part or member
};

/// One body part. Containers are kept too: the list is the entity tree in document order.
struct Part {
    std::string number;       // IMAP part number (RFC 3501 6.4.5), "" for the message's own multipart
    std::string media_type;   // "text/html", lower-case; what the header says or its default (RFC 2045 5.2)
    std::string charset;      // as declared, lower-case
    std::string disposition;  // "inline", "attachment" or ""
    std::string filename;     // display only: never used as a path
    std::string content_id;
    uint64_t offset = 0;  // of the body, from the message's start
    uint64_t length = 0;  // encoded bytes
    uint64_t decoded_bytes = 0;
    std::string sha256;  // of the decoded bytes; "" for text bodies without a file name and containers
    std::string
        found_type;  // by content: "zip", "pdf", "exe", "html", "ole", "rtf", "png", "text" …; "" unknown
    std::vector<std::string> members;  // names listed in an attached archive; "a.zip!/b.doc" in one inside
    bool encrypted_members = false;
    bool has_script = false;  // HTML: script elements or on… handlers
    bool has_form = false;
    bool has_password_field = false;
};

/// A header field that findings point at (RFC 5322 2.2): where it stands and its bytes.
struct HeaderField {
    std::string name;     // lower-case
    uint64_t offset = 0;  // of its first byte, from the message's start
    std::string bytes;    // as written, from the name on with the folds, at most 400; may be no UTF-8
};

struct ReceivedHop {
    std::string from;       // the name that the client gave
    std::string from_rdns;  // the name that the server looked up, when it says so
    std::string ip;         // of the client
    std::string by;
    std::string with;  // "esmtps"
    std::string for_address;
    Seconds time = 0;      // 0 where there is none
    bool trusted = false;  // above the border: written by the organisation's own servers
};

/// One "method=result" of an Authentication-Results field (RFC 8601).
struct AuthResult {
    std::string method;  // "spf", "dkim", "dmarc", "arc" …
    std::string result;  // "pass", "fail", "softfail", "none" …
    std::string domain;  // smtp.mailfrom's, header.d's or header.from's domain
    std::string authserv_id;
    bool trusted = false;  // design.md, Trust in headers
};

struct DkimSignature {
    std::string domain;
    std::string selector;
    std::string algorithm;
};

/// A DMARC aggregate report in an attachment (RFC 7489 7.2): what its sender says that a receiver saw.
struct DmarcReport {
    std::string part;      // MIME part number
    std::string reporter;  // as it names itself
    std::string domain;    // whose mail it tells of
    Seconds begin = 0;
    Seconds end = 0;
    uint64_t messages = 0;
    uint64_t failed = 0;                // confirmed neither by DKIM nor by SPF
    std::vector<std::string> failures;  // "192.0.2.1 12 from ours.example, none", most mails first
};

/// A mail that this one quotes as forwarded, in its text: what the quoted lines say of it.
struct Forwarded {
    Mailbox from;
    std::string to;
    std::string subject;
    std::string date;  // as written
};

/// What the sending program leaves: equal for mails of one program with one template, hard to vary by hand.
struct Fingerprint {
    std::string mailer;           // X-Mailer or User-Agent
    std::string message_id_form;  // "<hex32@HOST>": runs replaced by class and length
    std::string boundary_form;
    std::string date_zone;      // "+0800" as written
    uint64_t header_order = 0;  // hash of the names and case of the sender's own fields, in order
};

constexpr size_t sketch_size = 32;

/// The body's text as people see it, in forms that can be compared.
struct TextSketch {
    std::array<uint32_t, sketch_size>
        minhash{};             // of 5-word shingles of masked text; all zero when there are none
    uint64_t masked_hash = 0;  // of the whole masked text (names, greetings, numbers, addresses, URLs masked)
    uint64_t structure_hash = 0;  // of the order of tags and attribute names; 0 without HTML
    uint32_t words = 0;           // visible words
    std::string opening;          // the first 160 characters of visible text
};

/// Everything that later stages know of one message.
struct Message {
    std::string id;              // "M" and the first 16 hex digits of content_id
    std::string content_id;      // SHA-256 hex (design.md, Identity)
    std::string sha256;          // of the first place's bytes
    std::vector<Place> places;   // sorted by (source, offset, part); never empty
    std::string inner_of;        // content_id of the message that this one is attached to, or ""
    bool reconstructed = false;  // the store kept no original bytes

    std::string message_id;  // "<…>" as written, without comments
    std::string in_reply_to;
    std::vector<std::string> references;
    Seconds date = 0;      // Date field; where it is missing or absurd the topmost trusted Received; else 0
    Seconds received = 0;  // topmost Received with a date, or the mbox From_ line; 0 unknown
    std::string subject;

    std::vector<Mailbox> from;
    Mailbox sender;
    std::vector<Mailbox> reply_to;
    std::vector<Mailbox> to;
    std::vector<Mailbox> cc;
    std::vector<Mailbox> bcc;
    std::string return_path;                // envelope sender; "" for none or <>
    std::vector<std::string> delivered_to;  // X-Original-To and Delivered-To, topmost first
    std::string reader;                     // the copy's reader, lower-case address, or ""
    ReaderBasis reader_basis = ReaderBasis::none;

    std::string list_id;
    std::vector<std::string> list_unsubscribe;  // URIs of RFC 2369, as written
    bool one_click_unsubscribe = false;         // RFC 8058
    std::string precedence;
    std::string auto_submitted;
    std::string feedback_id;
    std::vector<std::string>
        receipt_to;  // Disposition-Notification-To, Return-Receipt-To, X-Confirm-Reading-To
    std::vector<HeaderField> header_fields;  // the few that findings point at, at most three of a name
    std::vector<ReceivedHop> received_hops;  // topmost first
    std::string origin_ip;                   // client of the border hop, or X-Originating-IP
    std::vector<AuthResult> auth;
    std::vector<DkimSignature> dkim;
    uint32_t arc_sets = 0;
    Fingerprint fingerprint;

    std::vector<Part> parts;
    std::vector<UrlUse> urls;
    std::vector<DocumentTrait> document_traits;  // of what is attached, in the order it was read
    TextSketch text;
    std::vector<DmarcReport> dmarc_reports;
    std::vector<Forwarded> forwarded;
    bool is_delivery_report = false;  // multipart/report
    bool is_encrypted = false;        // PGP or S/MIME: bodies were not read
    std::vector<Anomaly> anomalies;
};

/// The mailbox that the message claims to come from: the first From, or an empty one.
const Mailbox& author(const Message& message);

/// "local@domain" → "domain"; "" when there is none.
std::string_view domain_of(std::string_view address);

std::string_view reader_basis_name(ReaderBasis basis);

/// Whether that place's reader is better known than the other's (design.md, Reader).
bool better_reader(const Place& a, const Place& b);

/// Puts the places in order (source, offset, part), doubles out (the first given stays), and takes sha256 and
/// reader from them: the message's reader is that of the best known place, the earliest of equals.
void settle_places(Message& message);

}  // namespace redshank::facts
