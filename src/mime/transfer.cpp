// SPDX-License-Identifier: Apache-2.0
// Base64 takes four characters a step from tables of shifted values, whose top byte is set for what is no
// base64; that slow path takes one character at a time until it is back at a group of four. Quoted-printable
// goes line by line and from one "=" to the next.
#include "mime/transfer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/ascii.h"
#include "mime/entity.h"

namespace redshank::mime {

namespace {

constexpr size_t npos = std::string_view::npos;
constexpr std::string_view base64_alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr uint32_t no_base64 = 0xFF000000;

template <int shift>
constexpr std::array<uint32_t, 256> base64_table() {
    std::array<uint32_t, 256> table{};
    for (uint32_t& value : table) value = no_base64;
    for (uint32_t i = 0; i < 64; ++i) table[static_cast<unsigned char>(base64_alphabet[i])] = i << shift;
    return table;
}
constexpr auto sextet0 = base64_table<18>();
constexpr auto sextet1 = base64_table<12>();
constexpr auto sextet2 = base64_table<6>();
constexpr auto sextet3 = base64_table<0>();

/// Mailing lists put footers behind a base64 body: a line after padding that holds anything else is none of
/// it.
bool is_footer(std::string_view rest) {
    const size_t start = rest.find_first_not_of("\r\n \t");
    if (start == npos) return false;
    const std::string_view line = rest.substr(start, rest.find_first_of("\r\n", start) - start);
    return std::any_of(line.begin(), line.end(), [](char c) {
        return sextet3[static_cast<unsigned char>(c)] == no_base64 && c != '=' && !is_space(c);
    });
}

class Base64 {
  public:
    /// `out` has room for max_bytes and one step more.
    Base64(std::string_view in, char* out, uint64_t max_bytes)
        : in_(in), begin_(out), out_(out), stop_(out + max_bytes + 1) {}

    TransferResult run() {
        while (at_ < in_.size() && out_ < stop_) {
            if (held_ == 0) take_groups();
            if (at_ < in_.size() && !take_one()) break;
        }
        if (held_ != 0) damage(in_.size());
        flush();
        return result_;
    }
    size_t written() const { return static_cast<size_t>(out_ - begin_); }

  private:
    void take_groups() {
        const auto* p = reinterpret_cast<const unsigned char*>(in_.data());
        while (at_ + 4 <= in_.size() && out_ < stop_) {
            const uint32_t bits =
                sextet0[p[at_]] | sextet1[p[at_ + 1]] | sextet2[p[at_ + 2]] | sextet3[p[at_ + 3]];
            if (bits >= no_base64) return;
            put(bits, 3);
            at_ += 4;
        }
    }
    bool take_one() {
        const char c = in_[at_++];
        const uint32_t value = sextet3[static_cast<unsigned char>(c)];
        if (value != no_base64) {
            bits_ = bits_ << 6 | value;
            if (++held_ == 4) flush();
        } else if (c == '=') {
            return take_padding();
        } else if (!is_space(c)) {
            damage(at_ - 1);
        }
        return true;
    }
    // Blocks that were encoded one by one stand padded behind each other: after "=" a new group begins.
    bool take_padding() {
        const bool second = padded_ && held_ == 0;
        if (held_ < 2 && !second) damage(at_ - 1);
        padded_ = held_ == 2;
        flush();
        const std::string_view rest = in_.substr(at_);
        if (rest.empty() || (rest.front() != '\r' && rest.front() != '\n')) return true;
        if (!is_footer(rest.substr(0, max_footer_look))) return true;
        damage(at_);
        return false;
    }
    void flush() {
        if (held_ >= 2) put(bits_ << 6 * (4 - held_), held_ - 1);
        held_ = 0;
        bits_ = 0;
    }
    void put(uint32_t bits, unsigned count) {
        *out_++ = static_cast<char>(bits >> 16);
        if (count > 1) *out_++ = static_cast<char>(bits >> 8);
        if (count > 2) *out_++ = static_cast<char>(bits);
    }
    void damage(size_t at) { result_.damage_at = std::min<uint64_t>(result_.damage_at, at); }

    static constexpr size_t max_footer_look = 256;  // bounds what each "=" may cost
    std::string_view in_;
    char* begin_;
    char* out_;
    char* stop_;
    size_t at_ = 0;
    uint32_t bits_ = 0;
    unsigned held_ = 0;
    bool padded_ = false;
    TransferResult result_;
};

int hex_pair(std::string_view two) {
    if (two.size() < 2 || !is_hex_digit(two[0]) || !is_hex_digit(two[1])) return -1;
    return hex_value(two[0]) * 16 + hex_value(two[1]);
}

/// Where the line at `at` ends and the next begins; LF, CRLF, and CR only before LF.
struct Line {
    std::string_view text;  // without its end
    std::string_view end;
};
Line line_at(std::string_view in, size_t at) {
    const size_t feed = in.find('\n', at);
    const size_t next = feed == npos ? in.size() : feed + 1;
    size_t stop = feed == npos ? in.size() : feed;
    if (feed != npos && stop > at && in[stop - 1] == '\r') --stop;
    return {in.substr(at, stop - at), in.substr(stop, next - stop)};
}

std::string_view without_trailing_blanks(std::string_view line) {
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r'))
        line.remove_suffix(1);
    return line;
}

/// Decodes into room that the caller made: no line grows.
class QuotedPrintable {
  public:
    QuotedPrintable(std::string_view in, char* out) : in_(in), begin_(out), out_(out) {}

    TransferResult run(uint64_t max_bytes) {
        for (size_t at = 0; at < in_.size() && written() <= max_bytes;) {
            const Line line = line_at(in_, at);
            const bool soft = take_line(without_trailing_blanks(line.text), at);
            if (!soft) put(line.end);
            at += line.text.size() + line.end.size();
        }
        result_.cut = written() > max_bytes;
        return result_;
    }
    size_t written() const { return static_cast<size_t>(out_ - begin_); }

  private:
    /// True where the line ends in a soft break.
    bool take_line(std::string_view line, size_t offset) {
        for (size_t at = 0; at < line.size();) {
            const size_t equals = std::min(line.find('=', at), line.size());
            put(line.substr(at, equals - at));
            if (equals == line.size()) break;
            if (equals + 1 == line.size()) return true;
            const int byte = hex_pair(line.substr(equals + 1));
            if (byte < 0) result_.damage_at = std::min<uint64_t>(result_.damage_at, offset + equals);
            *out_++ = byte < 0 ? '=' : static_cast<char>(byte);
            at = equals + (byte < 0 ? 1 : 3);
        }
        return false;
    }
    void put(std::string_view text) {
        std::memcpy(out_, text.data(), text.size());
        out_ += text.size();
    }

    std::string_view in_;
    char* begin_;
    char* out_;
    TransferResult result_;
};

/// Characters of a uuencoded line stand for (c - 32) mod 64; lines lose trailing spaces (zeros) on the way.
uint32_t uu_value(std::string_view line, size_t at) {
    return at < line.size() ? (static_cast<unsigned char>(line[at]) - 32u) & 63u : 0;
}

bool uu_line(std::string_view line, std::string& out) {
    const uint32_t count = uu_value(line, 0);
    for (uint32_t done = 0, at = 1; done < count; done += 3, at += 4) {
        const uint32_t bits = uu_value(line, at) << 18 | uu_value(line, at + 1) << 12 |
                              uu_value(line, at + 2) << 6 | uu_value(line, at + 3);
        for (uint32_t i = 0; i < 3 && done + i < count; ++i)
            out.push_back(static_cast<char>(bits >> (16 - 8 * i)));
    }
    const size_t wanted = 1 + (count + 2) / 3 * 4;
    return line.size() >= wanted - std::min<size_t>(wanted, 3) && line.size() <= wanted + 2;
}

bool is_uu_begin(std::string_view line) {
    return line.starts_with("begin ") && line.size() > 9 && is_digit(line[6]) && is_digit(line[7]) &&
           is_digit(line[8]);
}

/// The offset behind the "begin" line; 0 where there is none (some programs leave it out).
size_t uu_start(std::string_view in) {
    for (size_t at = 0; at < in.size();) {
        const Line line = line_at(in, at);
        at += line.text.size() + line.end.size();
        if (is_uu_begin(line.text)) return at;
    }
    return 0;
}

}  // namespace

TransferResult decode_base64(std::string_view in, std::string& out, uint64_t max_bytes) {
    const size_t old = out.size();
    max_bytes = std::min<uint64_t>(max_bytes, in.size());
    out.resize(old + max_bytes + 8);
    Base64 decoder(in, out.data() + old, max_bytes);
    TransferResult result = decoder.run();
    result.cut = decoder.written() > max_bytes;
    out.resize(old + std::min<uint64_t>(decoder.written(), max_bytes));
    return result;
}

TransferResult decode_quoted_printable(std::string_view in, std::string& out, uint64_t max_bytes) {
    const size_t old = out.size();
    out.resize(old + in.size());
    QuotedPrintable decoder(in, out.data() + old);
    const TransferResult result = decoder.run(max_bytes);
    out.resize(old + std::min<uint64_t>(decoder.written(), max_bytes));
    return result;
}

TransferResult decode_uuencode(std::string_view in, std::string& out, uint64_t max_bytes) {
    TransferResult result;
    const size_t old = out.size();
    bool ended = false;
    for (size_t at = uu_start(in); at < in.size() && !ended && out.size() - old <= max_bytes;) {
        const Line line = line_at(in, at);
        ended = line.text.starts_with("end") || (!line.text.empty() && uu_value(line.text, 0) == 0);
        if (!ended && !line.text.empty() && !uu_line(line.text, out)) {
            result.damage_at = std::min<uint64_t>(result.damage_at, at);
        }
        at += line.text.size() + line.end.size();
    }
    if (!ended && !in.empty()) result.damage_at = std::min<uint64_t>(result.damage_at, in.size());
    result.cut = out.size() - old > max_bytes;
    if (result.cut) out.resize(old + max_bytes);
    return result;
}

void decode_base64_word(std::string_view in, std::string& out) {
    decode_base64(in, out, in.size());
}

void decode_q_word(std::string_view in, std::string& out) {
    for (size_t at = 0; at < in.size(); ++at) {
        const int byte = in[at] == '=' ? hex_pair(in.substr(at + 1)) : -1;
        if (byte >= 0) {
            out.push_back(static_cast<char>(byte));
            at += 2;
        } else {
            out.push_back(in[at] == '_' ? ' ' : in[at]);
        }
    }
}

std::string_view decode_body(const Entity& entity, std::string& decoded, const Limits& limits,
                             AnomalyList& anomalies) {
    const uint64_t max = limits.max_decoded_part_bytes;
    const std::string_view body = entity.body;
    TransferResult result;
    AnomalyKind kind = AnomalyKind::malformed_base64;
    std::string_view view;
    decoded.clear();
    if (entity.encoding == TransferEncoding::base64) {
        result = decode_base64(body, decoded, max);
        view = decoded;
    } else if (entity.encoding == TransferEncoding::quoted_printable && body.find('=') != npos) {
        result = decode_quoted_printable(body, decoded, max);
        kind = AnomalyKind::malformed_quoted_printable;
        view = decoded;
    } else if (entity.encoding == TransferEncoding::uuencode) {
        result = decode_uuencode(body, decoded, max);
        kind = AnomalyKind::malformed_uuencode;
        view = decoded;
    } else {
        view = body.substr(0, max);
        result.cut = body.size() > max;
    }
    if (result.damage_at != TransferResult::intact)
        anomalies.add(kind, entity.body_offset + result.damage_at, entity.number);
    if (result.cut) anomalies.add(AnomalyKind::decoded_size_limit, entity.body_offset, entity.number);
    return view;
}

}  // namespace redshank::mime
