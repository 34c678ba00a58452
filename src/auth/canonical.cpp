// SPDX-License-Identifier: Apache-2.0
#include "auth/canonical.h"

#include "base/ascii.h"
#include "mime/header.h"

namespace redshank::auth {

namespace {

constexpr bool is_wsp(char c) {
    return c == ' ' || c == '\t';
}

// One line without its end, LF or CRLF; `rest` moves behind it.
std::string_view take_line(std::string_view& rest) {
    const size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (line.ends_with('\r') && end != std::string_view::npos) line.remove_suffix(1);
    return line;
}

// White space at the end gone, runs of it one space.
void relax_line(std::string_view line, std::string& out) {
    out.clear();
    for (const char c : line) {
        if (!is_wsp(c)) {
            out += c;
        } else if (!out.ends_with(' ')) {
            out += ' ';
        }
    }
    if (out.ends_with(' ')) out.pop_back();
}

// Hashes up to a length, and counts all.
class BodySink {
  public:
    BodySink(const EVP_MD* kind, std::optional<uint64_t> length)
        : digest_(kind), left_(length.value_or(UINT64_MAX)) {}
    void add(std::string_view bytes) {
        bytes_ += bytes.size();
        const size_t hashed = bytes.size() < left_ ? bytes.size() : static_cast<size_t>(left_);
        digest_.add(bytes.substr(0, hashed));
        left_ -= hashed;
    }
    bool empty() const { return bytes_ == 0; }
    BodyHash finish() { return {digest_.finish(), bytes_}; }

  private:
    Digest digest_;
    uint64_t left_;
    uint64_t bytes_ = 0;
};

}  // namespace

std::string_view SignedField::body() const {
    return raw.substr(raw.find(':') + 1);
}

bool SignedField::is(std::string_view other_name) const {
    return iequals(name, other_name);
}

SignedMessage split_message(std::string_view raw, const Limits& limits) {
    SignedMessage message;
    std::string_view rest = raw.substr(mime::skip_envelope(raw));
    const size_t header_start = raw.size() - rest.size();
    while (!rest.empty()) {
        const size_t start = raw.size() - rest.size();
        std::string_view line = take_line(rest);
        if (line.empty()) break;
        while (!rest.empty() && is_wsp(rest[0])) {
            const std::string_view fold = take_line(rest);
            line = raw.substr(start, static_cast<size_t>(fold.data() + fold.size() - raw.data()) - start);
        }
        const size_t colon = line.find(':');
        if (colon == std::string_view::npos || is_wsp(line[0])) continue;
        if (message.fields.size() == limits.max_header_fields ||
            start - header_start > limits.max_header_bytes) {
            message.cut = true;
            continue;
        }
        message.fields.push_back({trim(line.substr(0, colon)), line});
    }
    message.body = rest;
    return message;
}

Digest::Digest(const EVP_MD* kind) : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), kind, nullptr);
}

void Digest::add(std::string_view bytes) {
    EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
}

std::string Digest::finish() {
    std::string out(EVP_MAX_MD_SIZE, '\0');
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(out.data()), &size);
    out.resize(size);
    return out;
}

std::string canonical_field(std::string_view raw_field, Canonicalization form) {
    std::string unfolded;
    std::string_view rest = raw_field;
    while (!rest.empty()) {
        unfolded += take_line(rest);
        if (form == Canonicalization::simple && !rest.empty()) unfolded += "\r\n";
    }
    if (form == Canonicalization::simple) return unfolded;
    const std::string_view whole = unfolded;
    const size_t colon = whole.find(':');
    std::string value;
    relax_line(whole.substr(colon + 1), value);
    if (value.starts_with(' ')) value.erase(0, 1);
    return ascii_lower(trim(whole.substr(0, colon))) + ":" + value;
}

std::string without_signature(std::string_view raw_field) {
    size_t start = raw_field.find(':') + 1;
    while (start < raw_field.size()) {
        const size_t end = std::min(raw_field.find(';', start), raw_field.size());
        const size_t equals = raw_field.find('=', start);
        if (equals < end && trim(raw_field.substr(start, equals - start)) == "b")
            return std::string(raw_field.substr(0, equals + 1)) + std::string(raw_field.substr(end));
        start = end + 1;
    }
    return std::string(raw_field);
}

BodyHash hash_body(std::string_view body, Canonicalization form, const EVP_MD* kind,
                   std::optional<uint64_t> length) {
    BodySink sink(kind, length);
    std::string relaxed;
    uint64_t empty_lines = 0;
    while (!body.empty()) {
        std::string_view line = take_line(body);
        if (form == Canonicalization::relaxed) {
            relax_line(line, relaxed);
            line = relaxed;
        }
        if (line.empty()) {
            ++empty_lines;
            continue;
        }
        for (; empty_lines > 0; --empty_lines) sink.add("\r\n");
        sink.add(line);
        sink.add("\r\n");
    }
    // A simple body that is empty is one line end (RFC 6376 3.4.3), a relaxed one nothing (3.4.4).
    if (form == Canonicalization::simple && sink.empty()) sink.add("\r\n");
    return sink.finish();
}

}  // namespace redshank::auth
