// SPDX-License-Identifier: Apache-2.0
// A queue of work, not recursion: an item is read by its type, and what it holds goes behind it in the queue,
// one deeper. What comes out is bounded by depth here and by number and bytes in document::read_archive.
#include "extract/attachments.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/safe_text.h"
#include "document/content_lines.h"
#include "document/found_type.h"
#include "document/office_xml.h"
#include "document/ole.h"
#include "document/passwords.h"
#include "document/rtf.h"
#include "document/shortcut.h"
#include "document/zip_names.h"
#include "extract/anomaly_place.h"
#include "html/html.h"
#include "mapi/compound_file.h"

namespace redshank::extract {

namespace {

static_assert(static_cast<int>(document::TraitKind::shortcut) ==
              static_cast<int>(facts::TraitKind::shortcut));
static_assert(static_cast<int>(document::TraitKind::encrypted) ==
              static_cast<int>(facts::TraitKind::encrypted));

const text::Converted as_it_is{};  // of bytes that are read without conversion

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_package(std::string_view type) {
    return type == "ooxml" || type == "odf";
}

// Read by nobody here (document/archive.cpp says why), which is said.
bool is_closed_archive(std::string_view type) {
    return is_one_of(type, {"cab", "iso", "rar"});
}

bool is_page(std::string_view type) {
    return type == "html" || type == "svg";
}

// XML that need not say so: a byte order mark of UTF-16, or a bare first tag.
bool looks_like_xml(std::string_view head) {
    const std::string_view text = trim(head);
    return text.starts_with('<') || head.starts_with("\xFF\xFE<") || head.starts_with("\xFE\xFF") ||
           text.starts_with("\xEF\xBB\xBF<");
}

bool is_office_xml(std::string_view bytes) {
    const std::string_view beginning = bytes.substr(0, 4096);
    return beginning.find("schemas.openxmlformats.org") != std::string_view::npos ||
           beginning.find("schemas.microsoft.com/office/") != std::string_view::npos ||
           beginning.find("urn:oasis:names:tc:opendocument") != std::string_view::npos;
}

// The first line is a header field that messages have.
bool looks_like_mail(std::string_view bytes) {
    constexpr std::array<std::string_view, 9> fields = {
        "Received:", "Return-Path:", "From:",          "Delivered-To:", "MIME-Version:",
        "Date:",     "Subject:",     "X-Original-To:", "Message-ID:"};
    return std::any_of(fields.begin(), fields.end(),
                       [&](std::string_view field) { return istarts_with(bytes, field); });
}

// A page saved whole (RFC 2557) is a message too.
bool is_mail_name(std::string_view name) {
    return iends_with(name, ".eml") || iends_with(name, ".mht") || iends_with(name, ".mhtml");
}

// What an item's type and name promise to this room.
bool reads_type(std::string_view type, std::string_view media_type, std::string_view name) {
    if (document::is_archive(type) || is_closed_archive(type)) return true;
    if (is_one_of(type, {"calendar", "lnk", "ole", "pdf", "rtf", "vcard", "xml"})) return true;
    const auto ends = [&](std::string_view ending) { return iends_with(name, ending); };
    return type == "text" &&
           (is_one_of(media_type, {"text/calendar", "text/vcard", "text/x-vcard"}) || is_mail_name(name) ||
            ends(".url") || ends(".csv") || ends(".ics") || ends(".vcf"));
}

bool is_locked(const document::Contents& contents) {
    return std::any_of(contents.traits.begin(), contents.traits.end(), [](const document::Trait& trait) {
        return trait.kind == document::TraitKind::encrypted;
    });
}

std::string last_name(std::string_view path) {
    return std::string(path.substr(path.rfind('/') + 1));
}

// "report.docx.gz" holds "report.docx"; the name inside a gzip is its writer's word and not asked for.
std::string name_inside(std::string_view compressed) {
    const size_t dot = compressed.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return "content";
    const std::string_view stem = compressed.substr(0, dot);
    return iends_with(compressed, ".tgz") ? std::string(stem) + ".tar" : std::string(stem);
}

std::string type_of(std::string_view bytes, const Limits& limits) {
    const std::string_view type = document::found_type(bytes);
    return std::string(type == "zip" ? document::package_type(document::zip_names(bytes, limits).names)
                                     : type);
}

}  // namespace

bool Attachments::reads(const Attachment& attachment) {
    return reads_type(attachment.found_type, attachment.media_type, attachment.filename);
}

void Attachments::read(const Attachment& attachment, facts::Part& part) {
    part_ = &part;
    body_offset_ = attachment.body_offset;
    Item item;
    item.path = attachment.number;
    item.name = attachment.filename;
    item.media_type = attachment.media_type;
    item.charset = attachment.charset;
    item.bytes = attachment.bytes;
    item.type = attachment.found_type;
    queue_.push_back(std::move(item));
    work_off();
    part_ = nullptr;
}

void Attachments::work_off() {
    while (!queue_.empty()) {
        const Item item = std::move(queue_.front());
        queue_.pop_front();
        read_item(item);
    }
}

PartBytes Attachments::part_of(const Item& item, const text::Converted& converted) const {
    return {item.path, item.bytes, converted, body_offset_};
}

void Attachments::read_item(const Item& item) {
    if (watch_ && item.depth > 0) watch_(item.path, item.bytes);
    if (document::is_archive(item.type)) return unpack(item);
    if (is_closed_archive(item.type))
        return reading_.anomalies.add(AnomalyKind::attachment_not_read, body_offset_, item.path);
    if (item.type == "pdf") return read_pdf(item);
    if (is_mail_name(item.name) && read_mail(item)) return;
    if ((item.in_package && looks_like_xml(item.bytes)) ||
        (item.type == "xml" && is_office_xml(item.bytes))) {
        read_text(item, document::read_office_xml);
        // A page that Word takes in (altChunk), or XML with a comment that makes it look like one.
        return item.type == "html" ? read_page(item) : void();
    }
    if (item.depth > 0 && is_page(item.type)) return read_page(item);
    if (item.type == "calendar" || item.type == "vcard") return read_text(item, document::read_content_lines);
    if (item.type == "rtf") return read_bytes(item, document::read_rtf(item.bytes, reading_.limits));
    if (item.type == "lnk") return read_bytes(item, document::read_shell_link(item.bytes, reading_.limits));
    if (item.type == "ole") {
        // What hangs in a newer document is an object of it; alone it is a document.
        const auto linked = item.in_package ? document::ReferenceKind::object : document::ReferenceKind::link;
        const document::Contents contents = document::read_ole(item.bytes, linked, reading_.limits);
        read_bytes(item, contents);
        return is_locked(contents) ? read_locked_office(item) : void();
    }
    if (item.type == "text") read_by_name(item);
}

// Text that only its name or media type tells.
void Attachments::read_by_name(const Item& item) {
    const bool is_contact = iends_with(item.name, ".ics") || iends_with(item.name, ".vcf");
    if (is_contact || is_one_of(item.media_type, {"text/calendar", "text/vcard", "text/x-vcard"}))
        return read_text(item, document::read_content_lines);
    if (document::is_internet_shortcut(item.bytes)) return read_text(item, document::read_internet_shortcut);
    if (iends_with(item.name, ".csv")) return read_text(item, document::read_csv);
}

void Attachments::read_bytes(const Item& item, const document::Contents& contents) {
    add_contents(contents, part_of(item, as_it_is));
}

void Attachments::read_text(const Item& item,
                            document::Contents (*reader)(std::string_view utf8, const Limits& limits)) {
    const text::Converted converted = text::to_utf8(item.bytes, item.charset);
    add_contents(reader(converted.utf8, reading_.limits), part_of(item, converted));
}

void Attachments::read_page(const Item& item) {
    const AnomalyPlace place(reading_.anomalies, body_offset_, Offsets::replace);
    text::Converted converted = text::to_utf8(item.bytes, "");
    html::Page page = html::read_page(converted.utf8, reading_.limits, reading_.anomalies);
    if (!converted.map.empty() && text::is_known_charset(page.charset)) {
        converted = text::to_utf8(item.bytes, page.charset);  // HTML 13.2.3.2
        page = html::read_page(converted.utf8, reading_.limits, reading_.anomalies);
    }
    const PartBytes part = part_of(item, converted);
    urls_.add_page(page, part, Shown::when_opened);
    if (page.has_script || page.has_password_field) {
        add_trait({document::TraitKind::active_page, 0, 0,
                   page.has_password_field ? "a page that asks for a password" : "a page with script"},
                  part);
    }
}

bool Attachments::read_mail(const Item& item) {
    if (!looks_like_mail(item.bytes)) return false;
    storage_.emplace_back(item.bytes);
    inner_.push_back({storage_.back(), item.path, {}});
    return true;
}

void Attachments::read_pdf(const Item& item) {
    document::PdfReading reading = document::read_pdf(item.bytes, {""}, reading_.limits, unpacked_);
    add_pdf(item, reading);
    if (reading.locked) keep_locked(item);
}

void Attachments::add_pdf(const Item& item, document::PdfReading& reading) {
    for (const document::PdfPart& one : reading.parts) {
        Item part = item;
        if (!one.name.empty()) {
            part.path = unique(item.path + "!/" + one.name);
            part.bytes = one.bytes;
            if (watch_) watch_(part.path, part.bytes);
        }
        add_contents(one.contents, part_of(part, as_it_is));
    }
    std::vector<Member> files;
    for (document::PdfFile& file : reading.files)
        files.push_back({std::move(file.name), std::move(file.bytes)});
    if (item.depth < reading_.limits.max_attachment_depth) enqueue(item, std::move(files));
}

std::string Attachments::unique(const std::string& path) {
    std::string out = path;
    while (!paths_.insert(out).second) out = path + "#" + std::to_string(++copies_[path] + 1);
    return out;
}

void Attachments::unpack(const Item& item) {
    if (item.depth >= reading_.limits.max_attachment_depth) {
        reading_.anomalies.add(AnomalyKind::depth_limit, body_offset_, item.path);
        return;
    }
    std::vector<Member> members;
    const document::ArchiveOutcome outcome = unpack_with(item, "", members);
    list(item, outcome.names);
    if (outcome.cut) reading_.anomalies.add(AnomalyKind::attachment_not_read, body_offset_, item.path);
    if (outcome.encrypted) {
        if (part_ != nullptr) part_->encrypted_members = true;
        keep_locked(item);
    }
    enqueue(item, std::move(members));
}

void Attachments::keep_locked(const Item& item) {
    if (locked_.size() >= reading_.limits.max_locked_archives) return;
    locked_.push_back(item);
    if (item.depth == 0) locked_.back().bytes = held_.emplace_back(item.bytes);
}

document::ArchiveOutcome Attachments::unpack_with(const Item& item, const std::string& password,
                                                  std::vector<Member>& members) {
    const bool in_package = is_package(item.type);
    document::ArchiveVisitor visitor;
    visitor.wants = [&](std::string_view name, std::string_view head) {
        const std::string_view type = document::found_type(head);
        if (in_package && looks_like_xml(head)) return true;
        return is_page(type) || is_mail_name(name) || reads_type(type, "", name);
    };
    visitor.member = [&](std::string name, std::string bytes) {
        members.push_back({std::move(name), std::move(bytes)});
    };
    return document::read_archive(item.bytes, item.type, password, reading_.limits, unpacked_, visitor);
}

// The names of a zip that hangs on the mail itself are known already.
void Attachments::list(const Item& archive, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        if (const auto kind = is_package(archive.type) ? document::trait_of_member(name) : std::nullopt) {
            Item member;
            member.path = archive.path + "!/" + name;
            add_trait({*kind, 0, 0, name}, part_of(member, as_it_is));
        }
    }
    const bool is_known = archive.depth == 0 && (archive.type == "zip" || is_package(archive.type));
    if (part_ == nullptr || is_known || is_package(archive.type)) return;
    const size_t bang = archive.path.find("!/");
    const std::string before = bang == std::string::npos ? "" : archive.path.substr(bang + 2) + "!/";
    for (const std::string& name : names) {
        if (part_->members.size() >= reading_.limits.max_listed_members) return;
        part_->members.push_back(before + (name.empty() ? name_inside(archive.name) : name));
    }
}

void Attachments::enqueue(const Item& archive, std::vector<Member> members) {
    for (Member& member : members) {
        if (member.name.empty()) member.name = name_inside(archive.name);
        Item item;
        item.path = unique(archive.path + "!/" + member.name);
        item.name = last_name(member.name);
        item.bytes = held_.emplace_back(std::move(member.bytes));
        item.type = type_of(item.bytes, reading_.limits);
        item.in_package = is_package(archive.type);
        item.depth = archive.depth + 1;
        queue_.push_back(std::move(item));
    }
}

void Attachments::add_contents(const document::Contents& contents, const PartBytes& part) {
    urls_.add_document(contents, part);
    for (const document::Trait& trait : contents.traits) add_trait(trait, part);
    if (contents.cut) reading_.anomalies.add(AnomalyKind::attachment_not_read, body_offset_, part.number);
}

void Attachments::add_trait(const document::Trait& trait, const PartBytes& part) {
    if (facts_.document_traits.size() >= reading_.limits.max_document_traits) return;
    const BytesThere there = bytes_there(part, trait.offset, trait.length);
    facts::DocumentTrait& out = facts_.document_traits.emplace_back();
    out.kind = static_cast<facts::TraitKind>(trait.kind);
    out.detail = replace_bad_utf8(trait.detail);
    out.part = part.number;
    out.part_offset = there.offset;
    out.bytes = there.bytes.substr(0, document::max_detail_bytes);
}

void Attachments::open_locked(std::string_view text) {
    if (locked_.empty()) return;
    const std::vector<std::string> words = document::password_candidates(text, reading_.limits);
    // An opened archive may hold a further one, which joins the end.
    for (size_t i = 0; i < locked_.size(); ++i) {
        const Item item = locked_[i];
        const std::string_view number = std::string_view(item.path).substr(0, item.path.find("!/"));
        for (facts::Part& part : facts_.parts) {
            if (part.number != number) continue;
            part_ = &part;
            body_offset_ = part.offset;
        }
        open_with_words(item, words);
        part_ = nullptr;
    }
}

void Attachments::open_with_words(const Item& item, const std::vector<std::string>& words) {
    const std::optional<std::string> word = item.type == "pdf"   ? open_pdf(item, words)
                                            : item.type == "ole" ? open_office(item, words)
                                                                 : open_archive(item, words);
    if (!word) return;
    tell_opened(item, *word);
    work_off();
}

void Attachments::tell_opened(const Item& item, const std::string& word) {
    // What was said when it was still closed.
    std::erase_if(facts_.document_traits, [&](const facts::DocumentTrait& trait) {
        return trait.kind == facts::TraitKind::encrypted && trait.part == item.path;
    });
    add_trait({document::TraitKind::opened_password, 0, 0, word}, part_of(item, as_it_is));
}

void Attachments::read_locked_office(const Item& item) {
    if (item.depth >= reading_.limits.max_attachment_depth) {
        reading_.anomalies.add(AnomalyKind::depth_limit, body_offset_, item.path);
        return;
    }
    const std::string usual(document::office_default_password);
    if (open_office(item, {usual})) return tell_opened(item, usual);
    keep_locked(item);
}

std::optional<std::string> Attachments::open_office(const Item& item, const std::vector<std::string>& words) {
    const auto file = mapi::CompoundFile::open(item.bytes, reading_.limits);
    if (!file) return std::nullopt;
    const auto stream = [&](std::string_view name) {
        const auto* entry = file->child(file->entries().front(), name);
        return entry == nullptr ? std::string() : file->read(*entry);
    };
    auto package = document::open_office_package(stream("EncryptionInfo"), stream("EncryptedPackage"), words,
                                                 reading_.limits, digests_left_);
    if (!package) return std::nullopt;
    unpacked_.bytes += package->bytes.size();
    if (unpacked_.bytes > reading_.limits.max_unpacked_bytes) {
        reading_.anomalies.add(AnomalyKind::attachment_not_read, body_offset_, item.path);
        return std::nullopt;
    }
    std::vector<Member> members;
    members.push_back({"EncryptedPackage", std::move(package->bytes)});
    enqueue(item, std::move(members));
    return package->password;
}

std::optional<std::string> Attachments::open_archive(const Item& item,
                                                     const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        std::vector<Member> members;
        if (!unpack_with(item, word, members).opened) continue;
        enqueue(item, std::move(members));
        return word;
    }
    return std::nullopt;
}

std::optional<std::string> Attachments::open_pdf(const Item& item, const std::vector<std::string>& words) {
    document::PdfReading reading = document::read_pdf(item.bytes, words, reading_.limits, unpacked_);
    if (!reading.locked) add_pdf(item, reading);
    return reading.password;
}

}  // namespace redshank::extract
