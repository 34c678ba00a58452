// SPDX-License-Identifier: Apache-2.0
// The basic URL parser of the URL Standard (4.4), state for state: each function below is a state of the same
// name and calls the next one. The result is written as it will be serialized, so that a path is shortened by
// cutting the string, and no part is ever stored twice.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/byte_set.h"
#include "base/safe_text.h"
#include "url/encode.h"
#include "url/host.h"
#include "url/url.h"

namespace redshank::url {

namespace {

struct SpecialScheme {
    std::string_view name;
    int port;
};
constexpr std::array<SpecialScheme, 6> special_schemes = {
    {{"https", 443}, {"http", 80}, {"ftp", 21}, {"ws", 80}, {"wss", 443}, {"file", -1}}};

const SpecialScheme* special_scheme(std::string_view scheme) {
    for (const SpecialScheme& special : special_schemes) {
        if (special.name == scheme) return &special;
    }
    return nullptr;
}

// --- dot segments and drive letters (4.2) ---

/// Bytes of a "." or "%2e" at the start of `segment`, or 0.
size_t dot_length(std::string_view segment) {
    if (segment.starts_with('.')) return 1;
    return istarts_with(segment, "%2e") ? 3 : 0;
}

/// 1 for ".", 2 for "..", else 0.
int dots(std::string_view segment) {
    const size_t first = dot_length(segment);
    if (first == 0) return 0;
    if (first == segment.size()) return 1;
    const size_t second = dot_length(segment.substr(first));
    return second != 0 && first + second == segment.size() ? 2 : 0;
}

bool is_drive_letter(std::string_view text) {
    return text.size() == 2 && is_alpha(text[0]) && (text[1] == ':' || text[1] == '|');
}

bool starts_with_drive_letter(std::string_view text) {
    return is_drive_letter(text.substr(0, 2)) &&
           (text.size() == 2 || std::string_view("/\\?#").find(text[2]) != std::string_view::npos);
}

bool has_host(const Url& url) {
    return url.host_start > url.scheme_end + 1;
}

// What ends an authority or a path segment; "\" only in special URLs.
constexpr ByteSet special_ends("/\\?#"), other_ends("/?#"), opaque_ends("?#");

class Parser {
  public:
    Parser(std::string_view input, const Url* base, uint64_t offset, AnomalyList& anomalies)
        : input_(input), base_(base), offset_(offset), anomalies_(anomalies) {}

    bool run() {
        out_.href.reserve(input_.size() + 16 + (base_ != nullptr ? base_->href.size() : 0));
        const size_t colon = scheme_length();
        if (colon == 0 ? !no_scheme() : !scheme(colon)) return false;
        // Without a host, a path of two slashes at its start would read as one (4.5, URL serializing).
        if (!has_host(out_) && !out_.opaque_path && out_.path().starts_with("//")) insert_path_guard();
        return true;
    }
    Url take() { return std::move(out_); }

  private:
    // --- scheme ---

    size_t scheme_length() const {
        if (input_.empty() || !is_alpha(input_[0])) return 0;
        size_t at = 1;
        while (at < input_.size() &&
               (is_alnum(input_[at]) || input_[at] == '+' || input_[at] == '-' || input_[at] == '.'))
            ++at;
        return at < input_.size() && input_[at] == ':' ? at : 0;
    }

    bool scheme(size_t length) {
        for (const char c : input_.substr(0, length)) out_.href += to_lower(c);
        at_ = length + 1;
        end_scheme();
        if (out_.scheme() == "file") return file();
        if (out_.is_special) {
            if (base_ != nullptr && base_->scheme() == out_.scheme() && !rest().starts_with("//"))
                return relative();
            return special_authority_ignore_slashes();
        }
        if (rest().starts_with("//")) {
            at_ += 2;
            return authority();
        }
        end_authority_without_host();
        if (rest().starts_with('/')) {
            ++at_;
            return path();
        }
        return opaque_path();
    }

    bool no_scheme() {
        if (base_ == nullptr) return false;
        if (base_->opaque_path) {
            if (!rest().starts_with('#')) return false;
            copy_base_until(base_->fragment_start);
            out_.opaque_path = true;
            return fragment();
        }
        out_.href = base_->scheme();
        end_scheme();
        return base_->scheme() == "file" ? file() : relative();
    }

    void end_scheme() {
        out_.scheme_end = static_cast<uint32_t>(out_.href.size());
        special_ = special_scheme(out_.href);
        out_.is_special = special_ != nullptr;
        out_.href += ':';
    }

    // --- relative URLs ---

    bool relative() {
        if (!is_slash_at(at_)) return relative_to_path(&Parser::shorten_path);
        ++at_;
        if (out_.is_special && is_slash_at(at_)) return special_authority_ignore_slashes();
        if (rest().starts_with('/')) {
            ++at_;
            return authority();
        }
        copy_base_authority();
        return path();
    }

    /// What does not begin with a slash: base's path and query, of which the last segment gives way to a new
    /// path.
    bool relative_to_path(void (Parser::*make_way)()) {
        if (rest().starts_with('?') || at_end()) {
            copy_base_until(rest().starts_with('?') ? std::min(base_->query_start, base_->fragment_start)
                                                    : base_->fragment_start);
            return query_or_fragment();
        }
        if (rest().starts_with('#')) {
            copy_base_until(base_->fragment_start);
            return fragment();
        }
        copy_base_until(std::min(base_->query_start, base_->fragment_start));
        (this->*make_way)();
        return path();
    }

    void copy_base_authority() {
        copy_base_until(has_host(*base_) ? base_->path_start : base_->scheme_end + 1);
    }

    /// Base's serialization up to `end`; offsets beyond it stay unset.
    void copy_base_until(uint32_t end) {
        const bool whole = end == Url::none;
        out_ = *base_;
        if (!whole) out_.href.resize(end);
        out_.fragment_start = Url::none;
        if (!whole && out_.query_start >= end) out_.query_start = Url::none;
        out_.path_start = std::min(out_.path_start, static_cast<uint32_t>(out_.href.size()));
        special_ = special_scheme(out_.scheme());
        // The guard "/." stands between an absent host and the path; it is put in again at the end where it
        // is needed.
        const uint32_t guarded = out_.scheme_end + 1;
        if (!has_host(out_) && out_.path_start > guarded) {
            const uint32_t guard = out_.path_start - guarded;
            out_.href.erase(guarded, guard);
            out_.path_start = guarded;
            if (out_.query_start != Url::none) out_.query_start -= guard;
        }
    }

    void insert_path_guard() {
        out_.href.insert(out_.path_start, "/.");
        out_.path_start += 2;
        if (out_.query_start != Url::none) out_.query_start += 2;
        if (out_.fragment_start != Url::none) out_.fragment_start += 2;
    }

    // --- file ---

    bool file() {
        const bool file_base = base_ != nullptr && base_->scheme() == "file";
        if (is_slash_at(at_)) {
            ++at_;
            return file_slash(file_base);
        }
        if (file_base)
            return relative_to_path(starts_with_drive_letter(rest()) ? &Parser::clear_path
                                                                     : &Parser::shorten_path);
        empty_host();
        return path();
    }

    bool file_slash(bool file_base) {
        if (is_slash_at(at_)) {
            ++at_;
            return file_host();
        }
        if (!file_base) {
            empty_host();
            return path();
        }
        copy_base_authority();
        const std::string_view base_path = base_->path();
        const bool base_has_drive = base_path.size() >= 3 && is_drive_letter(base_path.substr(1, 2)) &&
                                    base_path[2] == ':' && (base_path.size() == 3 || base_path[3] == '/');
        if (base_has_drive && !starts_with_drive_letter(rest())) out_.href += base_path.substr(0, 3);
        return path();
    }

    bool file_host() {
        const size_t end = special_ends.find_in(input_, at_);
        const std::string_view name = input_.substr(at_, end - at_);
        empty_host();
        if (is_drive_letter(name)) return path();  // "file://C:/": a path
        if (!name.empty()) {
            out_.path_start = 0;
            if (!put_host(name)) return false;
            if (out_.host() == "localhost") out_.href.resize(out_.host_start);
            out_.host_end = static_cast<uint32_t>(out_.href.size());
            end_authority();
        }
        at_ = end;
        return path_start();
    }

    void empty_host() {
        out_.href += "//";
        out_.username_end = out_.host_start = out_.host_end = static_cast<uint32_t>(out_.href.size());
        end_authority();
    }

    // --- authority, host, port ---

    bool special_authority_ignore_slashes() {
        while (is_slash_at(at_)) ++at_;
        return authority();
    }

    bool authority() {
        const size_t end = ends().find_in(input_, at_);
        const std::string_view text = input_.substr(at_, end - at_);
        const size_t at_sign = text.rfind('@');
        out_.href += "//";
        out_.username_end = static_cast<uint32_t>(out_.href.size());
        if (at_sign != std::string_view::npos) credentials(text.substr(0, at_sign));
        const std::string_view host_and_port =
            at_sign == std::string_view::npos ? text : text.substr(at_sign + 1);
        if (at_sign != std::string_view::npos && host_and_port.empty()) return false;

        // A colon inside the brackets of an IPv6 address ends no host.
        const size_t bracket = host_and_port.find('[');
        const size_t closed = bracket == std::string_view::npos ? 0 : host_and_port.find(']', bracket);
        const size_t colon =
            host_and_port.substr(0, bracket).find(':') != std::string_view::npos
                ? host_and_port.find(':')
                : (closed == std::string_view::npos ? closed : host_and_port.find(':', closed));
        const std::string_view host = host_and_port.substr(0, colon);
        if (host.empty() && (out_.is_special || colon != std::string_view::npos)) return false;
        if (!put_host(host)) return false;
        if (colon != std::string_view::npos && !port(host_and_port.substr(colon + 1))) return false;
        end_authority();
        at_ = end;
        return path_start();
    }

    void credentials(std::string_view text) {
        anomalies_.add(AnomalyKind::url_credentials, offset_ + at_);
        const size_t colon = text.find(':');
        append_percent_encoded(out_.href, text.substr(0, colon), encode_userinfo);
        const size_t start = out_.username_end;
        out_.username_end = static_cast<uint32_t>(out_.href.size());
        if (colon != std::string_view::npos && colon + 1 < text.size()) {
            out_.href += ':';
            append_percent_encoded(out_.href, text.substr(colon + 1), encode_userinfo);
        }
        out_.has_credentials = out_.href.size() > start;
        if (out_.has_credentials) out_.href += '@';
    }

    bool put_host(std::string_view text) {
        out_.host_start = static_cast<uint32_t>(out_.href.size());
        const HostKind kind = append_host(out_.href, text, out_.is_special);
        out_.host_end = static_cast<uint32_t>(out_.href.size());
        out_.host_is_ip = kind.is_ip;
        if (kind.odd_ipv4) anomalies_.add(AnomalyKind::url_odd_ipv4, offset_ + at_, text.substr(0, 64));
        return kind.valid;
    }

    bool port(std::string_view digits) {
        int value = 0;
        for (const char c : digits) {
            if (!is_digit(c)) return false;
            value = value * 10 + (c - '0');
            if (value > 65535) return false;
        }
        if (digits.empty() || (special_ != nullptr && special_->port == value)) return true;
        out_.port = value;
        out_.href += ':';
        out_.href += std::to_string(value);
        return true;
    }

    void end_authority() { out_.path_start = static_cast<uint32_t>(out_.href.size()); }

    void end_authority_without_host() {
        out_.username_end = out_.host_start = out_.host_end = out_.scheme_end + 1;
        end_authority();
    }

    // --- path, query, fragment ---

    bool path_start() {
        if (!out_.is_special && (at_end() || input_[at_] == '?' || input_[at_] == '#'))
            return query_or_fragment();
        if (is_slash_at(at_)) ++at_;
        return path();
    }

    bool path() {
        while (true) {
            const size_t end = ends().find_in(input_, at_);
            const std::string_view segment = input_.substr(at_, end - at_);
            const bool slash_follows = is_slash_at(end);
            put_segment(segment, slash_follows);
            at_ = end;
            if (!slash_follows) return query_or_fragment();
            ++at_;
        }
    }

    void put_segment(std::string_view segment, bool slash_follows) {
        const int dot_count = dots(segment);
        if (dot_count == 2) shorten_path();
        if (dot_count != 0) {
            if (!slash_follows) out_.href += '/';
            return;
        }
        const bool path_is_empty = out_.href.size() == out_.path_start;
        out_.href += '/';
        append_percent_encoded(out_.href, segment, encode_path);
        if (path_is_empty && is_drive_letter(segment) && out_.scheme() == "file") out_.href.back() = ':';
    }

    void shorten_path() {
        const std::string_view path = out_.path();
        const bool only_drive = path.size() == 3 && is_drive_letter(path.substr(1)) && path[2] == ':';
        if (path.empty() || (only_drive && out_.scheme() == "file")) return;
        out_.href.resize(out_.path_start + path.rfind('/'));
    }

    void clear_path() { out_.href.resize(out_.path_start); }

    bool opaque_path() {
        out_.opaque_path = true;
        const size_t end = opaque_ends.find_in(input_, at_);
        const std::string_view text = input_.substr(at_, end - at_);
        const bool trailing_space = end < input_.size() && text.ends_with(' ');
        append_percent_encoded(out_.href, text.substr(0, text.size() - trailing_space), encode_c0_control);
        if (trailing_space) out_.href += "%20";
        at_ = end;
        return query_or_fragment();
    }

    bool query_or_fragment() {
        if (!rest().starts_with('?')) return fragment();
        const size_t end = std::min(input_.find('#', at_), input_.size());
        out_.query_start = static_cast<uint32_t>(out_.href.size());
        out_.href += '?';
        append_percent_encoded(out_.href, input_.substr(at_ + 1, end - at_ - 1),
                               out_.is_special ? encode_special_query : encode_query);
        at_ = end;
        return fragment();
    }

    bool fragment() {
        if (!rest().starts_with('#')) return true;
        out_.fragment_start = static_cast<uint32_t>(out_.href.size());
        out_.href += '#';
        append_percent_encoded(out_.href, input_.substr(at_ + 1), encode_fragment);
        return true;
    }

    // --- the input ---

    const ByteSet& ends() const { return out_.is_special ? special_ends : other_ends; }
    std::string_view rest() const { return input_.substr(at_); }
    bool at_end() const { return at_ >= input_.size(); }

    /// Browsers read "\" as "/" in special URLs, most filters do not.
    bool is_slash_at(size_t at) {
        if (at >= input_.size()) return false;
        if (input_[at] == '/') return true;
        if (input_[at] != '\\' || !out_.is_special) return false;
        if (!backslash_seen_) anomalies_.add(AnomalyKind::url_backslash, offset_ + at);
        backslash_seen_ = true;
        return true;
    }

    std::string_view input_;
    size_t at_ = 0;
    const Url* base_;
    const SpecialScheme* special_ = nullptr;
    uint64_t offset_;  // of input_ in what the caller gave, for anomalies
    bool backslash_seen_ = false;
    AnomalyList& anomalies_;
    Url out_;
};

bool is_c0_or_space(char c) {
    return static_cast<unsigned char>(c) <= 0x20;
}

constexpr ByteSet tabs_and_newlines("\t\n\r");

}  // namespace

std::optional<Url> parse(std::string_view input, const Url* base, const Limits& limits,
                         AnomalyList& anomalies) {
    if (input.size() > limits.max_url_bytes) {
        anomalies.add(AnomalyKind::url_limit, 0);
        return {};
    }
    size_t trimmed = 0;
    while (trimmed < input.size() && is_c0_or_space(input[trimmed])) ++trimmed;
    std::string_view text = input.substr(trimmed);
    while (!text.empty() && is_c0_or_space(text.back())) text.remove_suffix(1);

    std::string cleaned;  // `text` views it where the input had to be changed
    const size_t odd = tabs_and_newlines.find_in(text);
    if (odd < text.size()) {
        anomalies.add(AnomalyKind::url_tab_or_newline, trimmed + odd);
        std::copy_if(text.begin(), text.end(), std::back_inserter(cleaned),
                     [](char c) { return !tabs_and_newlines.has(c); });
        text = cleaned;
    }
    if (!is_utf8(text)) {
        cleaned = replace_bad_utf8(text);
        text = cleaned;
    }
    Parser parser(text, base, trimmed, anomalies);
    if (!parser.run()) return {};
    return parser.take();
}

}  // namespace redshank::url
