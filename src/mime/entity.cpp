// SPDX-License-Identifier: Apache-2.0
// One walk over the delimiter lines builds the tree; open multiparts stand on a stack. Where programs read a
// boundary differently (two parameters, two Content-Types, text behind it) every reading counts as a
// delimiter, so that no part stays hidden. A multipart whose boundary never came is walked once more with the
// boundary that its body shows; each entity at most once, so the whole stays within depth times size.
#include "mime/entity.h"

#include <algorithm>

#include "base/ascii.h"
#include "mime/boundary.h"
#include "mime/fields.h"
#include "mime/header.h"
#include "mime/lexer.h"

namespace redshank::mime {

namespace {

constexpr size_t npos = std::string_view::npos;
constexpr size_t max_boundary_readings = 8;

struct EncodingName {
    std::string_view name;
    TransferEncoding encoding;
};
constexpr EncodingName encoding_names[] = {
    {"7bit", TransferEncoding::identity},
    {"8bit", TransferEncoding::identity},
    {"binary", TransferEncoding::identity},
    {"none", TransferEncoding::identity},
    {"base64", TransferEncoding::base64},
    {"quoted-printable", TransferEncoding::quoted_printable},
    {"x-uuencode", TransferEncoding::uuencode},
    {"x-uue", TransferEncoding::uuencode},
    {"uuencode", TransferEncoding::uuencode},
    {"x-uu", TransferEncoding::uuencode},
    {"uue", TransferEncoding::uuencode},
    // Not of the RFC, but old programs wrote them.
    {"7-bit", TransferEncoding::identity},
    {"8-bit", TransferEncoding::identity},
    {"7bits", TransferEncoding::identity},
    {"8bits", TransferEncoding::identity},
};

/// Programs that look for the name anywhere find it in these.
TransferEncoding encoding_inside(std::string_view value) {
    if (value.find("base64") != npos) return TransferEncoding::base64;
    if (value.find("quoted-printable") != npos) return TransferEncoding::quoted_printable;
    if (value.find("uue") != npos) return TransferEncoding::uuencode;
    return TransferEncoding::unknown;
}

struct EncodingReading {
    TransferEncoding encoding = TransferEncoding::identity;
    bool odd = false;  // the name is not the whole value
};

EncodingReading read_encoding(std::string_view body) {
    const std::string value = ascii_lower(trim(without_comments(body)));
    for (const EncodingName& each : encoding_names) {
        if (value == each.name) return {each.encoding, false};
    }
    return {value.empty() ? TransferEncoding::identity : encoding_inside(value), true};
}

bool is_identity(TransferEncoding e) {
    return e == TransferEncoding::identity || e == TransferEncoding::unknown;
}

class MessageReader {
  public:
    MessageReader(std::string_view raw, const Limits& limits, AnomalyList& anomalies)
        : raw_(raw), limits_(limits), anomalies_(anomalies), lines_(raw) {
        message_.raw = raw;
    }
    Message run();

  private:
    void walk();
    void take(const DashLine& line, const Delimiter& delimiter);
    uint32_t add_entity(size_t header_at, uint32_t parent, bool in_digest);
    void read_fields(Entity& entity, bool in_digest);
    void read_content_type(Entity& entity, bool in_digest);
    void read_encodings(Entity& entity);
    void read_disposition(Entity& entity);
    void open_multipart(uint32_t index);
    void end_leaf(size_t end);
    bool pop_above(size_t level, size_t end);
    bool pop(size_t end);
    bool retry(OpenMultipart& open, size_t end);
    void finish_multipart(const OpenMultipart& open, size_t end);
    void move_anomalies(AnomalyList& from, const HeaderField& field);
    void note_bytes(const Entity& entity);
    void hidden(Entity& entity, uint64_t offset, std::string_view why);
    size_t before_line_end(size_t line_start) const;
    void set_body_end(Entity& entity, size_t end);

    std::string_view raw_;
    const Limits& limits_;
    AnomalyList& anomalies_;
    DashLines lines_;
    Message message_;
    std::vector<OpenMultipart> stack_;
    uint32_t leaf_ = Entity::none;  // the part whose body is being passed
    size_t at_ = 0;
    bool full_ = false;  // limits.max_parts reached
};

Message MessageReader::run() {
    add_entity(skip_envelope(raw_), Entity::none, false);
    message_.header = message_.entities[0].header;
    message_.body_offset = message_.entities[0].body_offset;
    walk();
    for (const Entity& entity : message_.entities) note_bytes(entity);
    Entity& top = message_.entities[0];
    if (!top.is_multipart) top.number = "1";
    return std::move(message_);
}

void MessageReader::walk() {
    while (!stack_.empty()) {
        DashLine line;
        const bool more = !full_ && lines_.next(at_, line);
        if (!more) {
            end_leaf(raw_.size());
            pop(raw_.size());
            continue;
        }
        at_ = line.next;
        Delimiter delimiter;
        if (!find_delimiter(stack_, line.text, delimiter)) continue;
        if (delimiter.prefix_only) {
            anomalies_.add(AnomalyKind::boundary_prefix_of_another, line.at, line.text);
            // A message inside has boundaries of its own.
            const bool inside_message = leaf_ != Entity::none && message_.entities[leaf_].is_message;
            if (inside_message || !is_part_header(raw_, line.next)) continue;
        }
        take(line, delimiter);
    }
}

void MessageReader::take(const DashLine& line, const Delimiter& delimiter) {
    const size_t end = before_line_end(line.at);
    end_leaf(end);
    if (!pop_above(delimiter.level, end)) return;
    OpenMultipart& open = stack_.back();
    Entity& entity = message_.entities[open.entity];
    open.met = true;
    if (delimiter.prefix_only) hidden(entity, line.at, "text behind the boundary");
    if (delimiter.closes) {
        open.closed = true;
        open.epilogue = line.next;
        return;
    }
    if (open.closed) hidden(entity, line.at, "parts behind the closing delimiter");
    open.closed = false;
    if (message_.entities.size() >= limits_.max_parts) {
        anomalies_.add(AnomalyKind::part_limit, line.at);
        full_ = true;
        return;
    }
    ++open.children;
    entity.is_multipart = true;
    const uint32_t parent = open.entity;
    const bool in_digest = open.is_digest;
    const std::string number =
        (entity.number.empty() ? "" : entity.number + ".") + std::to_string(open.children);
    const uint32_t index = add_entity(line.next, parent, in_digest);
    message_.entities[index].number = number;
}

/// Reads the header at `header_at` and leaves at_ behind it.
uint32_t MessageReader::add_entity(size_t header_at, uint32_t parent, bool in_digest) {
    const auto index = static_cast<uint32_t>(message_.entities.size());
    Entity& entity = message_.entities.emplace_back();
    entity.parent = parent;
    at_ = read_header(raw_, header_at, limits_, entity.header, anomalies_);
    // A top level without any field is no header at all: the bytes are a body.
    if (parent == Entity::none && entity.header.fields.empty()) at_ = header_at;
    // Some programs skip an empty line behind the delimiter, and read as header what others read as text.
    if (parent != Entity::none && !in_digest && entity.header.fields.empty() && at_ > header_at &&
        is_part_header(raw_, at_)) {
        hidden(entity, at_, "a header behind an empty line");
        at_ = read_header(raw_, at_, limits_, entity.header, anomalies_);
    }
    entity.body_offset = at_;
    set_body_end(entity, raw_.size());
    read_fields(entity, in_digest);
    leaf_ = index;
    open_multipart(index);
    return index;
}

void MessageReader::read_fields(Entity& entity, bool in_digest) {
    read_content_type(entity, in_digest);
    read_encodings(entity);
    read_disposition(entity);
    entity.charset = ascii_lower(trim(entity.content_type.parameter("charset")));
    entity.is_message = entity.content_type.is("message/rfc822") || entity.content_type.is("message/global");
    if (const HeaderField* id = entity.header.find("Content-ID")) {
        entity.content_id = parse_message_id(id->body);
        if (entity.content_id.starts_with('<') && entity.content_id.ends_with('>')) {
            entity.content_id = entity.content_id.substr(1, entity.content_id.size() - 2);
        }
    }
}

/// Anomalies of a field count from the start of the message.
void MessageReader::move_anomalies(AnomalyList& from, const HeaderField& field) {
    const auto offset = static_cast<uint64_t>(field.body.data() - raw_.data());
    for (const Anomaly& each : from.items()) anomalies_.add(each.kind, offset + each.offset, each.detail);
    from.items().clear();
}

bool claims_multipart(const ContentType& type) {
    return type.type == "multipart";
}

void MessageReader::read_content_type(Entity& entity, bool in_digest) {
    if (in_digest) entity.content_type.type = "message", entity.content_type.subtype = "rfc822";
    AnomalyList own(limits_);
    bool first = true;
    for (const HeaderField* field : entity.header.find_all("Content-Type")) {
        ContentType type = parse_content_type(field->body, limits_, own);
        move_anomalies(own, *field);
        if (first) {
            if (type.present) entity.content_type = std::move(type);
            first = false;
            continue;
        }
        anomalies_.add(AnomalyKind::duplicate_content_type, field->offset);
        const bool differs = type.type != entity.content_type.type ||
                             type.subtype != entity.content_type.subtype ||
                             type.parameter("boundary") != entity.content_type.parameter("boundary");
        if (!differs) continue;
        hidden(entity, field->offset, "several Content-Type fields");
        std::vector<Parameter>& parameters = entity.content_type.parameters;
        if (claims_multipart(type) && !claims_multipart(entity.content_type)) {
            entity.content_type.type = type.type;
            entity.content_type.subtype = type.subtype;
        }
        parameters.insert(parameters.end(), type.parameters.begin(), type.parameters.end());
        if (parameters.size() > limits_.max_parameters) break;
    }
}

void MessageReader::read_encodings(Entity& entity) {
    bool first = true;
    for (const HeaderField* field : entity.header.find_all("Content-Transfer-Encoding")) {
        const EncodingReading reading = read_encoding(field->body);
        if (reading.odd) {
            anomalies_.add(AnomalyKind::unknown_transfer_encoding, field->offset, trim(field->body));
            if (!is_identity(reading.encoding))
                hidden(entity, field->offset, "odd Content-Transfer-Encoding");
        }
        if (!first) anomalies_.add(AnomalyKind::duplicate_transfer_encoding, field->offset);
        if (!first && reading.encoding != entity.encoding) {
            hidden(entity, field->offset, "several Content-Transfer-Encoding fields");
        }
        if (first || is_identity(entity.encoding)) entity.encoding = reading.encoding;
        first = false;
    }
}

std::string_view extension(std::string_view name) {
    const size_t dot = name.rfind('.');
    return dot == npos ? std::string_view() : name.substr(dot);
}

// RFC 2183 filename before the older name parameter; programs differ where both or two of one kind stand.
void MessageReader::read_disposition(Entity& entity) {
    Disposition disposition;
    uint64_t offset = entity.body_offset;
    if (const HeaderField* field = entity.header.find("Content-Disposition")) {
        AnomalyList own(limits_);
        disposition = parse_disposition(field->body, limits_, own);
        move_anomalies(own, *field);
        offset = field->offset;
    }
    entity.disposition = disposition.value;
    const auto take = [&](const std::vector<Parameter>& parameters, std::string_view key) {
        for (const Parameter& each : parameters) {
            if (each.name != key || each.value.empty()) continue;
            if (entity.filename.empty()) entity.filename = each.value;
            if (!iequals(extension(each.value), extension(entity.filename))) {
                hidden(entity, offset, "another file name: " + each.value);
            }
        }
    };
    take(disposition.parameters, "filename");
    take(entity.content_type.parameters, "name");
}

/// In text that is not encoded: some programs stop at a NUL, some take a bare CR for a line end.
void MessageReader::note_bytes(const Entity& entity) {
    if (entity.is_multipart || entity.content_type.type != "text" ||
        entity.encoding != TransferEncoding::identity)
        return;
    const size_t nul = entity.body.find('\0');
    if (nul != npos) anomalies_.add(AnomalyKind::nul_byte, entity.body_offset + nul);
    for (size_t cr = entity.body.find('\r'); cr != npos; cr = entity.body.find('\r', cr + 1)) {
        const char next = cr + 1 < entity.body.size() ? entity.body[cr + 1] : '\n';
        if (next == '\n' || next == '\r') continue;
        anomalies_.add(AnomalyKind::bare_cr, entity.body_offset + cr);
        break;
    }
}

void MessageReader::hidden(Entity& entity, uint64_t offset, std::string_view why) {
    if (entity.alternative_reading.empty()) {
        entity.alternative_reading = why;
        anomalies_.add(AnomalyKind::hidden_alternative, offset, why);
    }
}

/// Quotes that belong to no quoted-string, as some programs take them off.
std::string_view without_single_quotes(std::string_view boundary) {
    const bool quoted = boundary.size() > 2 && boundary.front() == '\'' && boundary.back() == '\'';
    return quoted ? boundary.substr(1, boundary.size() - 2) : boundary;
}

/// A multipart, or anything else with a boundary: whether it has parts shows in its body.
void MessageReader::open_multipart(uint32_t index) {
    const Entity& entity = message_.entities[index];
    OpenMultipart open;
    open.entity = index;
    open.declared = claims_multipart(entity.content_type);
    open.is_digest = entity.content_type.is("multipart/digest");
    const auto add = [&](std::string_view boundary) {
        const auto known = std::find(open.boundaries.begin(), open.boundaries.end(), boundary);
        if (!trim(boundary).empty() && known == open.boundaries.end() &&
            open.boundaries.size() < max_boundary_readings) {
            open.boundaries.emplace_back(boundary);
        }
    };
    for (const Parameter& parameter : entity.content_type.parameters) {
        if (parameter.name == "boundary") add(parameter.value), add(without_single_quotes(parameter.value));
    }
    if (index == 0 && !entity.content_type.present && entity.header.find("MIME-Version") != nullptr)
        add(first_boundary(raw_, entity.body_offset));
    if (!open.declared && open.boundaries.empty()) return;
    if (stack_.size() >= static_cast<size_t>(limits_.max_mime_depth)) {
        anomalies_.add(AnomalyKind::depth_limit, entity.body_offset);
        return;
    }
    if (open.declared && !is_identity(entity.encoding)) {
        anomalies_.add(AnomalyKind::encoding_on_multipart, entity.body_offset);
    }
    leaf_ = Entity::none;
    stack_.push_back(std::move(open));
}

void MessageReader::set_body_end(Entity& entity, size_t end) {
    const size_t start = entity.body_offset;
    entity.body =
        end > start ? raw_.substr(start, end - start) : raw_.substr(std::min(start, raw_.size()), 0);
}

/// RFC 2046 5.1.1: the line end before a delimiter belongs to the delimiter.
size_t MessageReader::before_line_end(size_t line_start) const {
    size_t end = line_start;
    if (end > 0 && raw_[end - 1] == '\n') --end;
    if (end > 0 && raw_[end - 1] == '\r' && (end == line_start || end + 1 == line_start)) --end;
    return end;
}

void MessageReader::end_leaf(size_t end) {
    if (leaf_ == Entity::none) return;
    set_body_end(message_.entities[leaf_], end);
    leaf_ = Entity::none;
}

/// False when a multipart on the way is to be walked again.
bool MessageReader::pop_above(size_t level, size_t end) {
    while (stack_.size() > level + 1) {
        if (!pop(end)) return false;
    }
    return true;
}

bool MessageReader::pop(size_t end) {
    if (!stack_.back().met && retry(stack_.back(), end)) return false;
    finish_multipart(stack_.back(), end);
    stack_.pop_back();
    return true;
}

bool MessageReader::retry(OpenMultipart& open, size_t end) {
    if (!open.declared || open.guessed || full_) return false;
    Entity& entity = message_.entities[open.entity];
    const std::string_view boundary = guess_boundary(raw_, entity.body_offset, end);
    if (boundary.empty()) return false;
    anomalies_.add(
        open.boundaries.empty() ? AnomalyKind::missing_boundary : AnomalyKind::boundary_never_found,
        entity.body_offset);
    hidden(entity, entity.body_offset, "boundary taken from the body");
    open.guessed = true;
    open.boundaries = {std::string(boundary)};
    at_ = entity.body_offset;
    return true;
}

void MessageReader::finish_multipart(const OpenMultipart& open, size_t end) {
    Entity& entity = message_.entities[open.entity];
    set_body_end(entity, end);
    if (!open.met) {
        if (!open.declared) return;
        anomalies_.add(
            open.boundaries.empty() ? AnomalyKind::missing_boundary : AnomalyKind::boundary_never_found,
            entity.body_offset);
        return;
    }
    if (open.boundaries.size() > 1) hidden(entity, entity.body_offset, "several readings of the boundary");
    if (!open.declared) hidden(entity, entity.body_offset, "parts in what is declared to be no multipart");
    if (open.children == 0) anomalies_.add(AnomalyKind::empty_multipart, entity.body_offset);
    if (!open.closed) {
        anomalies_.add(AnomalyKind::boundary_not_closed, end);
    } else if (open.epilogue < end && !trim(raw_.substr(open.epilogue, end - open.epilogue)).empty()) {
        anomalies_.add(AnomalyKind::text_after_last_boundary, open.epilogue);
    }
}

}  // namespace

Message parse(std::string_view raw, const Limits& limits, AnomalyList& anomalies) {
    return MessageReader(raw, limits, anomalies).run();
}

}  // namespace redshank::mime
