// SPDX-License-Identifier: Apache-2.0
// One pass over the lines. A line that is no field is skipped when the header goes on behind it; otherwise
// the empty line is missing and the body begins there. The three programs asked differ here, so the reading
// that shows more fields is taken.
#include "mime/header.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/ascii.h"

namespace redshank::mime {

namespace {

constexpr size_t npos = std::string_view::npos;
constexpr size_t max_standard_line = 998;  // RFC 5322 2.1.1
// A mangled line end gains a CR on each way through a broken gateway. Longer rows of them are looked at once
// for each CR in them, so they need a bound.
constexpr size_t max_returns = 8;
constexpr size_t first_look = 256;  // most lines are shorter

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/// The colon of a field line, or npos. RFC 5322 4.5 lets white space stand before the colon.
size_t field_colon(std::string_view line) {
    const size_t colon = line.find(':');
    if (colon == npos || colon == 0) return npos;
    size_t end = colon;
    while (end > 0 && is_blank(line[end - 1])) --end;
    const auto is_name = [](char c) { return c > ' ' && c != 0x7F; };
    return end > 0 && std::all_of(line.begin(), line.begin() + static_cast<ptrdiff_t>(end), is_name) ? colon
                                                                                                     : npos;
}

std::string_view line_text(std::string_view raw, size_t at) {
    return raw.substr(at, find_line_end(raw, at).text_end - at);
}

/// The offset of the first byte above 0x7F, or the size; eight bytes a step.
size_t first_8bit(std::string_view text) {
    size_t at = 0;
    for (uint64_t eight; at + 8 <= text.size(); at += 8) {
        std::memcpy(&eight, text.data() + at, 8);
        if ((eight & 0x8080808080808080u) != 0) break;
    }
    while (at < text.size() && (text[at] & 0x80) == 0) ++at;
    return at;
}

/// The line end that begins with the CR at `first`.
LineEnd end_with_return(std::string_view raw, size_t first) {
    size_t after = first + 1;
    while (after < raw.size() && after < first + max_returns && raw[after] == '\r') ++after;
    if (after < raw.size() && raw[after] == '\n') return {first, after + 1, false};
    return {first, first + 1, true};
}

bool is_from_line(std::string_view line) {
    return line.starts_with("From ") || line.starts_with(">From ");
}

// RFC 5322 3.6: fields that a message holds at most once.
constexpr std::array<std::string_view, 12> single_fields = {
    "date", "from",       "sender",      "reply-to",   "to",      "cc",
    "bcc",  "message-id", "in-reply-to", "references", "subject", "mime-version"};

class HeaderReader {
  public:
    HeaderReader(std::string_view raw, size_t at, const Limits& limits, HeaderSection& header,
                 AnomalyList& anomalies)
        : raw_(raw), at_(at), start_(at), limits_(limits), header_(header), anomalies_(anomalies) {}

    size_t run() {
        while (at_ < raw_.size() && read_line()) {
        }
        close_field();
        note_bytes();
        note_duplicates();
        return at_;
    }

  private:
    bool read_line();
    bool odd_line(std::string_view line, const LineEnd& end);
    void note_bare_cr(size_t at);
    void note_hidden_field(std::string_view line);
    bool goes_on_at(size_t next) const;
    void begin_field(std::string_view line, size_t colon);
    void begin_cut_field(std::string_view line);
    void close_field();
    size_t skip_rest() const;
    void note_bytes();
    void note_duplicates();

    std::string_view raw_;
    size_t at_;
    size_t start_;
    const Limits& limits_;
    HeaderSection& header_;
    AnomalyList& anomalies_;
    HeaderField field_;
    size_t body_start_ = 0;
    size_t body_end_ = 0;
    bool open_ = false;
    bool long_line_ = false;
    bool bare_cr_ = false;
};

/// False where the section ends; at_ is then where the body begins.
bool HeaderReader::read_line() {
    const LineEnd end = find_line_end(raw_, at_);
    const std::string_view line = raw_.substr(at_, end.text_end - at_);
    if (line.empty()) {
        const bool stray_cr = end.bare_cr && at_ > 0 && raw_[at_ - 1] == '\n' && end.next < raw_.size() &&
                              field_colon(line_text(raw_, end.next)) != npos;
        if (stray_cr) note_bare_cr(at_);  // "\n\rName: …": some programs go on with the header
        at_ = end.next;
        return stray_cr;
    }
    if (at_ - start_ + line.size() > limits_.max_header_bytes) {
        anomalies_.add(AnomalyKind::header_limit, at_);
        begin_cut_field(line.substr(
            0, limits_.max_header_bytes - std::min<size_t>(at_ - start_, limits_.max_header_bytes)));
        at_ = skip_rest();
        return false;
    }
    if (line.size() > max_standard_line && !long_line_) {
        anomalies_.add(AnomalyKind::long_line, at_);
        long_line_ = true;
    }
    if (end.bare_cr) note_bare_cr(end.text_end);
    if (is_blank(line[0])) {
        // A line of blanks goes on with the field (RFC 5322 4.2), unless a body follows.
        const bool only_blanks = line.find_first_not_of(" \t") == npos;
        if (only_blanks && !goes_on_at(end.next)) {
            anomalies_.add(AnomalyKind::missing_header_body_separator, at_, "line of blanks");
            at_ = end.next;
            return false;
        }
        if (open_) note_hidden_field(line);
        if (open_) body_end_ = end.text_end;
        at_ = end.next;
        return true;
    }
    const size_t colon = field_colon(line);
    if (colon == npos) return odd_line(line, end);
    close_field();
    begin_field(line, colon);
    body_end_ = end.text_end;
    at_ = end.next;
    return true;
}

void HeaderReader::note_bare_cr(size_t at) {
    if (!bare_cr_) anomalies_.add(AnomalyKind::bare_cr, at);
    bare_cr_ = true;
}

/// "Name : body\n Content-Type: …": who takes "Name :" for no field reads another one in its continuation.
void HeaderReader::note_hidden_field(std::string_view line) {
    const bool odd_name = is_blank(raw_[body_start_ - 2]);
    if (odd_name && istarts_with(trim(line), "Content-"))
        anomalies_.add(AnomalyKind::malformed_header_line, at_, "a field inside a field");
}

bool HeaderReader::odd_line(std::string_view line, const LineEnd& end) {
    // Behind a bare CR: the field's body was broken there.
    const bool after_cr = at_ > 0 && raw_[at_ - 1] == '\r' && open_;
    const bool skip = !line.starts_with("--") && (is_from_line(line) || after_cr || goes_on_at(end.next));
    if (!skip) {
        anomalies_.add(AnomalyKind::missing_header_body_separator, at_);
        return false;
    }
    anomalies_.add(AnomalyKind::malformed_header_line, at_);
    if (after_cr) body_end_ = end.text_end;
    at_ = end.next;
    return true;
}

bool HeaderReader::goes_on_at(size_t next) const {
    if (next >= raw_.size()) return true;
    const std::string_view line = line_text(raw_, next);
    return line.empty() || is_blank(line[0]) || field_colon(line) != npos;
}

void HeaderReader::begin_field(std::string_view line, size_t colon) {
    field_.name = line.substr(0, colon);
    while (is_blank(field_.name.back())) field_.name.remove_suffix(1);
    field_.offset = at_;
    body_start_ = at_ + colon + 1;
    open_ = true;
}

/// What the limit leaves of a line.
void HeaderReader::begin_cut_field(std::string_view line) {
    const size_t colon = field_colon(line);
    if (colon == npos) return;
    close_field();
    begin_field(line, colon);
    body_end_ = at_ + line.size();
}

void HeaderReader::close_field() {
    if (!open_) return;
    open_ = false;
    if (header_.fields.size() >= limits_.max_header_fields) {
        if (header_.fields.size() == limits_.max_header_fields) {
            anomalies_.add(AnomalyKind::header_limit, field_.offset);
        }
        return;
    }
    field_.body = raw_.substr(body_start_, body_end_ - body_start_);
    if (field_.body.starts_with(' ')) field_.body.remove_prefix(1);
    header_.fields.push_back(field_);
}

/// The first empty line behind an overlong header.
size_t HeaderReader::skip_rest() const {
    size_t at = at_;
    while (at < raw_.size()) {
        const LineEnd end = find_line_end(raw_, at);
        if (end.text_end == at) return end.next;
        at = end.next;
    }
    return at;
}

void HeaderReader::note_bytes() {
    const std::string_view section = raw_.substr(start_, at_ - start_);
    if (const size_t nul = section.find('\0'); nul != npos)
        anomalies_.add(AnomalyKind::nul_byte, start_ + nul);
    for (const HeaderField& field : header_.fields) {
        const size_t high = first_8bit(field.body);
        if (high == field.body.size()) continue;
        const auto body = static_cast<size_t>(field.body.data() - raw_.data());
        anomalies_.add(AnomalyKind::raw_8bit_header, body + high, field.name);
        break;
    }
}

void HeaderReader::note_duplicates() {
    uint32_t seen = 0;
    for (const HeaderField& field : header_.fields) {
        for (size_t i = 0; i < single_fields.size(); ++i) {
            if (!iequals(field.name, single_fields[i])) continue;
            if ((seen >> i & 1) != 0)
                anomalies_.add(AnomalyKind::duplicate_header_field, field.offset, field.name);
            seen |= 1u << i;
        }
    }
}

}  // namespace

LineEnd find_line_end(std::string_view raw, size_t at) {
    // Looked for in steps, for behind a bare CR there may be no LF in all of the message, and it is asked for
    // each line.
    for (size_t step = first_look;; step *= 2) {
        const std::string_view ahead = raw.substr(at, step);
        const size_t feed = std::min(ahead.find('\n'), ahead.size());
        const size_t first = ahead.substr(0, feed).find('\r');
        if (first != npos) return end_with_return(raw, at + first);
        if (feed < ahead.size()) return {at + feed, at + feed + 1, false};
        if (ahead.size() < step) return {raw.size(), raw.size(), false};
    }
}

size_t read_header(std::string_view raw, size_t at, const Limits& limits, HeaderSection& header,
                   AnomalyList& anomalies) {
    return HeaderReader(raw, at, limits, header, anomalies).run();
}

size_t skip_envelope(std::string_view raw) {
    size_t at = 0;
    const auto skip_empty_lines = [&] {
        const size_t text = raw.find_first_not_of("\r\n", at);
        if (text != npos) at = text;
    };
    skip_empty_lines();
    while (at < raw.size() && is_from_line(line_text(raw, at))) at = find_line_end(raw, at).next;
    return at;
}

const HeaderField* HeaderSection::find(std::string_view name) const {
    for (const HeaderField& field : fields) {
        if (iequals(field.name, name)) return &field;
    }
    return nullptr;
}

std::vector<const HeaderField*> HeaderSection::find_all(std::string_view name) const {
    std::vector<const HeaderField*> out;
    for (const HeaderField& field : fields) {
        if (iequals(field.name, name)) out.push_back(&field);
    }
    return out;
}

}  // namespace redshank::mime
