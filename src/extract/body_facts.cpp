// SPDX-License-Identifier: Apache-2.0
// One pass over the entities in document order. Each leaf is decoded once; what it is decides what is read
// from it: bodies and HTML attachments for URLs, inline bodies for the visible text, everything else for its
// hash and type.
#include "extract/body_facts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "auth/dmarc_report.h"
#include "base/ascii.h"
#include "base/hash.h"
#include "base/safe_text.h"
#include "document/found_type.h"
#include "document/zip_names.h"
#include "extract/anomaly_place.h"
#include "extract/attachments.h"
#include "extract/forwarded.h"
#include "extract/journal.h"
#include "extract/outlook_part.h"
#include "extract/sketch.h"
#include "extract/url_uses.h"
#include "extract/unpacked.h"
#include "html/html.h"
#include "mime/fields.h"
#include "text/charset.h"

namespace redshank::extract {

namespace {

bool is_html_type(const mime::ContentType& type) {
    return type.is("text/html") || type.is("application/xhtml+xml") || type.is("text/x-amp-html") ||
           type.is("image/svg+xml");
}

bool is_encrypted_type(const mime::ContentType& type) {
    if (type.is("multipart/encrypted")) return true;  // RFC 1847
    if (!type.is("application/pkcs7-mime") && !type.is("application/x-pkcs7-mime")) return false;
    return !iequals(type.parameter("smime-type"), "signed-data");  // RFC 8551 3.2.2
}

class BodyReader {
  public:
    BodyReader(const HeaderReading& reading, std::deque<std::string>& storage, const PartWatch& watch,
               facts::Message& facts)
        : reading_(reading),
          storage_(storage),
          watch_(watch),
          facts_(facts),
          entities_(&reading.message.entities),
          urls_(reading.org, reading.limits, reading.anomalies, facts.urls),
          attachments_(reading, urls_, storage, watch, facts, inner_),
          has_html_(entities_->size(), 0) {}

    std::vector<InnerMessage> read(const HeaderFacts& header) {
        for (const ListUri& uri : header.list_unsubscribe) {
            urls_.add_list_unsubscribe(uri.uri, uri.raw,
                                       static_cast<uint64_t>(uri.raw.data() - reading_.message.raw.data()));
        }
        facts_.is_delivery_report = entities_->front().content_type.is("multipart/report");
        facts_.parts.reserve(entities_->size());
        read_entities();
        attachments_.open_locked(facts_.subject + " \n" + visible_text_);
        const uint64_t structure = facts_.text.structure_hash;
        facts_.text = sketch_text(visible_text_, reader_words(facts_));
        facts_.text.structure_hash = structure;
        facts_.forwarded = find_forwarded(visible_text_, facts_.subject, reading_.limits);
        attach_journal_recipients();
        return std::move(inner_);
    }

  private:
    void read_entities() {
        mark_html_alternatives();
        for (const mime::Entity& entity : *entities_) read_entity(entity);
    }

    // Which entities have HTML below them: the plain text beside it in a multipart/alternative is the same
    // text again.
    void mark_html_alternatives() {
        for (size_t i = entities_->size(); i-- > 0;) {
            const mime::Entity& entity = (*entities_)[i];
            if (is_html_type(entity.content_type) && entity.disposition != "attachment") has_html_[i] = 1;
            if (has_html_[i] != 0 && entity.parent != mime::Entity::none) has_html_[entity.parent] = 1;
        }
    }

    bool html_stands_beside(const mime::Entity& entity) const {
        for (uint32_t up = entity.parent; up != mime::Entity::none; up = (*entities_)[up].parent) {
            if ((*entities_)[up].content_type.is("multipart/alternative") && has_html_[up] != 0) return true;
        }
        return false;
    }

    void read_entity(const mime::Entity& entity) {
        if (in_winmail_ && entity.is_multipart && entity.parent == mime::Entity::none)
            return;  // of our own making
        facts::Part part;
        part.number = entity.number;
        part.media_type = clean(entity.content_type.type + "/" + entity.content_type.subtype);
        part.charset = clean(entity.charset);
        part.disposition = clean(entity.disposition);
        part.filename = clean(entity.filename);
        part.content_id = clean(entity.content_id);
        part.offset = entity.body_offset;
        part.length = entity.body.size();
        facts_.is_encrypted |= is_encrypted_type(entity.content_type);
        if (!entity.is_multipart) read_leaf(entity, part);
        facts_.parts.push_back(std::move(part));
        if (!winmail_.empty()) read_winmail(std::exchange(winmail_, {}), entity);
    }

    std::string_view decode(const mime::Entity& entity) {
        if (decoded_bytes_ >= reading_.limits.max_decoded_message_bytes) {
            reading_.anomalies.add(AnomalyKind::decoded_size_limit, entity.body_offset, entity.number);
            return {};
        }
        const AnomalyPlace place(reading_.anomalies, entity.body_offset);
        const std::string_view bytes =
            mime::decode_body(entity, decoded_, reading_.limits, reading_.anomalies);
        decoded_bytes_ += bytes.size();
        return bytes;
    }

    void read_leaf(const mime::Entity& entity, facts::Part& part) {
        const std::string_view bytes = decode(entity);
        part.decoded_bytes = bytes.size();
        if (watch_) watch_(entity.number, bytes);
        part.found_type = document::found_type(bytes);
        if (entity.is_message) {
            part.sha256 = sha256_hex(bytes);
            return add_inner(entity, bytes);
        }

        const bool is_attachment = entity.disposition == "attachment";
        const bool is_html =
            is_html_type(entity.content_type) ||
            (entity.content_type.type != "text" && (part.found_type == "html" || part.found_type == "svg"));
        const bool is_text = !is_html && !is_attachment && entity.content_type.is("text/plain");
        const bool is_body = (is_html || is_text) && !is_attachment && entity.content_type.type == "text";
        if (!is_body || !entity.filename.empty()) part.sha256 = sha256_hex(bytes);
        if (is_html) read_html(entity, bytes, is_body, part);
        if (is_text) read_plain(entity, bytes, is_body && !html_stands_beside(entity));
        if (part.found_type == "zip") list_members(bytes, part);
        if (part.found_type == "tnef" && !in_winmail_) winmail_ = message_of_tnef(bytes, reading_.limits);
        if (part.found_type == "ole") read_msg(entity, bytes, part);
        if (part.found_type == "xml" || part.found_type == "zip" || part.found_type == "gzip")
            read_dmarc_report(bytes, part);
        if (!is_html && (!is_text || !entity.filename.empty())) read_attachment(entity, bytes, part);
    }

    // The parts in winmail.dat follow it as its own: "2.1", "2.2" of "2". They stand nowhere in the message,
    // so what is odd in them is told at the place of winmail.dat; one in another stays closed.
    void read_winmail(std::string&& written_down, const mime::Entity& around) {
        const std::string& raw = storage_.emplace_back(std::move(written_down));
        const AnomalyPlace place(reading_.anomalies, around.body_offset, Offsets::replace);
        mime::Message message = mime::parse(raw, reading_.limits, reading_.anomalies);
        for (mime::Entity& entity : message.entities) {
            entity.number = around.number + (entity.number.empty() ? "" : "." + entity.number);
            entity.body_offset = around.body_offset;
        }
        in_winmail_ = true;
        visible_before_winmail_ = !visible_text_.empty();
        const auto outer = std::exchange(entities_, &message.entities);
        auto outer_html = std::exchange(has_html_, std::vector<char>(message.entities.size(), 0));
        read_entities();
        entities_ = outer;
        has_html_ = std::move(outer_html);
        in_winmail_ = visible_before_winmail_ = false;
    }

    // An aggregate report is no body: only what is attached is looked at, and only what names itself one is
    // unpacked whole.
    void read_dmarc_report(std::string_view bytes, const facts::Part& part) {
        constexpr uint64_t enough_to_tell = 4096;
        std::string content;
        if (part.found_type != "xml") {
            if (unpacked(bytes, enough_to_tell).find("<feedback") == std::string::npos) return;
            content = unpacked(bytes, reading_.limits.max_dmarc_bytes);
            bytes = content;
        }
        const auto report = auth::read_dmarc_report(bytes, reading_.limits);
        if (!report) return;
        facts::DmarcReport& out = facts_.dmarc_reports.emplace_back();
        out.part = part.number;
        out.reporter = clean(report->reporter);
        out.domain = clean(report->domain);
        out.begin = report->begin;
        out.end = report->end;
        out.messages = report->messages;
        out.failed = report->failed;
        for (const auth::DmarcFailure& one : report->failures) {
            out.failures.push_back(clean(one.ip + " " + std::to_string(one.messages) + " from " +
                                         one.header_from +
                                         (one.disposition.empty() ? "" : ", " + one.disposition)));
        }
    }

    void read_msg(const mime::Entity& entity, std::string_view bytes, facts::Part& part) {
        std::string message = message_of_msg(bytes, reading_.limits);
        if (message.empty()) return;
        part.found_type = "msg";
        inner_.push_back({storage_.emplace_back(std::move(message)), entity.number, {}, true});
        if (watch_) watch_(entity.number, inner_.back().bytes);
    }

    void read_attachment(const mime::Entity& entity, std::string_view bytes, facts::Part& part) {
        const Attachment attachment{part.number,  part.filename, part.media_type,   part.found_type,
                                    part.charset, bytes,         entity.body_offset};
        if (Attachments::reads(attachment)) attachments_.read(attachment, part);
    }

    text::Converted convert(const mime::Entity& entity, std::string_view bytes) {
        text::Converted converted = text::to_utf8(bytes, entity.charset);
        if (converted.unknown_label && !entity.charset.empty()) {
            reading_.anomalies.add(AnomalyKind::unknown_charset, entity.body_offset, entity.charset);
        } else if (converted.declared_wrong) {
            reading_.anomalies.add(AnomalyKind::charset_mismatch, entity.body_offset, entity.charset);
        } else if (entity.charset.empty() && !converted.map.empty()) {
            reading_.anomalies.add(AnomalyKind::missing_charset, entity.body_offset);
        }
        return converted;
    }

    // Where the text is the message's bytes as they are, so are its offsets.
    AnomalyPlace place_in(const mime::Entity& entity, std::string_view bytes,
                          const text::Converted& converted) {
        const bool as_it_is = bytes.data() == entity.body.data() && converted.map.empty();
        return {reading_.anomalies, entity.body_offset, as_it_is ? Offsets::shift : Offsets::replace};
    }

    void read_html(const mime::Entity& entity, std::string_view bytes, bool is_body, facts::Part& part) {
        text::Converted converted = convert(entity, bytes);
        html::Page page = read_page(entity, bytes, converted);
        if (entity.charset.empty() && !converted.map.empty() && text::is_known_charset(page.charset)) {
            converted =
                text::to_utf8(bytes, page.charset);  // only the page says how to read it (HTML 13.2.3.2)
            page = read_page(entity, bytes, converted);
        }
        urls_.add_page(page, {entity.number, bytes, converted, entity.body_offset},
                       entity.disposition == "attachment" ? Shown::when_opened : Shown::in_mail);
        part.has_script = page.has_script;
        part.has_form = page.has_form;
        part.has_password_field = page.has_password_field;
        if (!is_body) return;
        add_visible(page.visible_text);
        uint64_t& structure = facts_.text.structure_hash;
        structure = structure == 0 ? page.structure_hash : hash_combine(structure, page.structure_hash);
    }

    html::Page read_page(const mime::Entity& entity, std::string_view bytes,
                         const text::Converted& converted) {
        const AnomalyPlace place = place_in(entity, bytes, converted);
        return html::read_page(converted.utf8, reading_.limits, reading_.anomalies);
    }

    void read_plain(const mime::Entity& entity, std::string_view bytes, bool is_seen) {
        const text::Converted converted = convert(entity, bytes);
        facts_.is_encrypted |= converted.utf8.find("-----BEGIN PGP MESSAGE-----") != std::string::npos;
        {
            const AnomalyPlace place = place_in(entity, bytes, converted);
            const auto links = html::find_links(converted.utf8, reading_.limits, reading_.anomalies);
            urls_.add_links(links, {entity.number, bytes, converted, entity.body_offset});
        }
        if (journal_text_.empty()) journal_text_ = converted.utf8;
        if (!is_seen) return;
        const bool flowed = iequals(entity.content_type.parameter("format"), "flowed");
        const bool delsp = iequals(entity.content_type.parameter("delsp"), "yes");
        add_visible(flowed ? mime::join_flowed(converted.utf8, delsp) : converted.utf8);
    }

    void add_visible(std::string_view text) {
        if (visible_before_winmail_) return;  // Outlook's own form of the same text
        const size_t room = reading_.limits.max_text_bytes -
                            std::min<size_t>(reading_.limits.max_text_bytes, visible_text_.size());
        if (room == 0) return;
        if (!visible_text_.empty()) visible_text_ += '\n';
        size_t length = std::min(room, text.size());
        while (length < text.size() && length > 0 &&
               (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
            --length;
        visible_text_ += text.substr(0, length);
    }

    void list_members(std::string_view bytes, facts::Part& part) {
        document::ZipNames listed = document::zip_names(bytes, reading_.limits);
        part.found_type = document::package_type(listed.names);
        part.members = std::move(listed.names);
        part.encrypted_members = listed.encrypted;
    }

    void add_inner(const mime::Entity& entity, std::string_view bytes) {
        if (bytes.empty()) return;
        if (bytes.data() == decoded_.data()) {
            storage_.push_back(std::move(decoded_));
            decoded_ = std::string();
            bytes = storage_.back();
        }
        // A file attached to an item keeps its bytes, which go as base64; an embedded item was written down.
        const bool written_down = in_winmail_ || facts_.reconstructed;
        inner_.push_back(
            {bytes, entity.number, {}, written_down && entity.encoding != mime::TransferEncoding::base64});
    }

    void attach_journal_recipients() {
        if (inner_.empty() || !is_journal_report(reading_.message)) return;
        inner_.front().journal = journal_recipients(journal_text_, reading_.limits);
    }

    const HeaderReading& reading_;
    std::deque<std::string>& storage_;
    const PartWatch& watch_;
    facts::Message& facts_;
    const std::vector<mime::Entity>* entities_;  // of the message, or of the winmail.dat being read
    UrlUses urls_;
    std::vector<InnerMessage> inner_;
    Attachments attachments_;
    std::vector<char> has_html_;
    std::string decoded_;  // of the part being read
    uint64_t decoded_bytes_ = 0;
    std::string visible_text_;
    std::string journal_text_;  // the first text body
    std::string winmail_;       // written down, to be read when its own part is told
    bool in_winmail_ = false;
    bool visible_before_winmail_ = false;
};

}  // namespace

std::vector<InnerMessage> read_body(const HeaderReading& reading, const HeaderFacts& header,
                                    std::deque<std::string>& storage, const PartWatch& watch,
                                    facts::Message& facts) {
    return BodyReader(reading, storage, watch, facts).read(header);
}

}  // namespace redshank::extract
