// SPDX-License-Identifier: Apache-2.0
#include "base/safe_text.h"

#include <cstdint>
#include <cstdio>

#include "base/ascii.h"

namespace redshank {

namespace {

struct Decoded {
    char32_t code_point;
    size_t length;  // bytes taken; for a malformed sequence its maximal subpart
    bool valid;
};

bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

// Unicode 15, table 3-7: which second byte each first byte allows.
Decoded decode(std::string_view text, size_t at) {
    const auto byte = [&](size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
    };
    const unsigned first = byte(0);
    if (first < 0x80) return {first, 1, true};
    if (first < 0xC2 || first > 0xF4) return {0xFFFD, 1, false};
    const size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (byte(1) < low || byte(1) > high) return {0xFFFD, 1, false};
    char32_t code_point = first & (0xFFu >> (length + 1));
    code_point = code_point << 6 | (byte(1) & 0x3F);
    for (size_t i = 2; i < length; ++i) {
        if (!is_continuation(static_cast<unsigned char>(byte(i)))) return {0xFFFD, i, false};
        code_point = code_point << 6 | (byte(i) & 0x3F);
    }
    return {code_point, length, true};
}

// What a terminal obeys or an eye cannot see: C0, DEL, C1, bidi controls and isolates, zero-width characters,
// variation selectors' tag block, line and paragraph separators, interlinear annotation.
bool is_dangerous(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || c == 0x180E ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

bool is_wide(char32_t c) {
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) || (c >= 0x3041 && c <= 0xA4CF) ||
           (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) ||
           (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1F64F) ||
           (c >= 0x1F900 && c <= 0x1F9FF) || (c >= 0x20000 && c <= 0x3FFFD);
}

bool is_combining(char32_t c) {
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5BD) ||
           (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
           (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0xFE20 && c <= 0xFE2F);
}

void append_byte(std::string& out, unsigned char byte) {
    char buffer[8];
    std::snprintf(buffer, sizeof buffer, "\\x%02X", static_cast<unsigned>(byte));
    out += buffer;
}

void append_code_point(std::string& out, char32_t code_point) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "\\u{%X}", static_cast<unsigned>(code_point));
    out += buffer;
}

// The scheme of a web address at `at`, "http" or "https", when "://" follows; else 0. Terminals and chats
// make such text a link by themselves.
size_t web_scheme_at(std::string_view text, size_t at) {
    if ((text[at] | 0x20) != 'h') return 0;
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (istarts_with(text.substr(at), scheme)) return scheme.size() - 3;
    }
    return 0;
}

}  // namespace

std::string safe_text(std::string_view text, size_t max_columns) {
    std::string out;
    out.reserve(text.size());
    size_t columns = 0;
    for (size_t at = 0; at < text.size();) {
        if (max_columns != 0 && columns >= max_columns) {
            // The last column makes room for the sign that there is more.
            while (!out.empty() && is_continuation(static_cast<unsigned char>(out.back()))) out.pop_back();
            if (!out.empty()) out.pop_back();
            return out + "…";
        }
        const Decoded c = decode(text, at);
        if (!c.valid) {
            for (size_t i = 0; i < c.length; ++i)
                append_byte(out, static_cast<unsigned char>(text[at + i]));
        } else if (c.code_point == '\n' || c.code_point == '\t' || c.code_point == '\r') {
            out += ' ';
        } else if (is_dangerous(c.code_point)) {
            append_code_point(out, c.code_point);
        } else if (web_scheme_at(text, at) != 0) {
            // "ttp" becomes "xxp"; the rest of the scheme follows as it is.
            out += "hxx";
            at += 3;
            columns += 3;
            continue;
        } else {
            out += text.substr(at, c.length);
        }
        at += c.length;
        ++columns;
    }
    return out;
}

std::string defang(std::string_view url) {
    std::string out;
    const size_t colon = url.find(':');
    size_t rest = 0;
    const auto scheme_is = [&](std::string_view name) {
        if (colon != name.size()) return false;
        for (size_t i = 0; i < name.size(); ++i) {
            if ((url[i] | 0x20) != name[i]) return false;
        }
        return true;
    };
    if (scheme_is("http")) {
        out = "hxxp";
        rest = colon;
    } else if (scheme_is("https")) {
        out = "hxxps";
        rest = colon;
    } else if (scheme_is("ftp")) {
        out = "fxp";
        rest = colon;
    }
    // The dots of the host: up to the end of the authority, or of all of a bare host name.
    size_t host_end = url.size();
    size_t authority = url.find("//", rest);
    if (authority != std::string_view::npos) {
        host_end = url.find_first_of("/?#\\", authority + 2);
    } else {
        host_end = url.find_first_of("/?#\\", rest);
    }
    if (host_end == std::string_view::npos) host_end = url.size();
    for (size_t i = rest; i < url.size(); ++i) {
        if (url[i] == '.' && i < host_end) {
            out += "[.]";
        } else {
            out += url[i];
        }
    }
    return safe_text(out);
}

bool is_utf8(std::string_view text) {
    size_t at = 0;
    while (at < text.size()) {
        // Eight ASCII bytes at a time: most text is.
        uint64_t eight;
        if (at + 8 <= text.size()) {
            std::memcpy(&eight, text.data() + at, 8);
            if ((eight & 0x8080808080808080ull) == 0) {
                at += 8;
                continue;
            }
        }
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const Decoded c = decode(text, at);
        if (!c.valid) return false;
        at += c.length;
    }
    return true;
}

std::string replace_bad_utf8(std::string_view text) {
    if (is_utf8(text)) return std::string(text);
    std::string out;
    out.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        const Decoded c = decode(text, at);
        if (c.valid) {
            out += text.substr(at, c.length);
        } else {
            out += "\xEF\xBF\xBD";
        }
        at += c.length;
    }
    return out;
}

size_t display_width(std::string_view text) {
    size_t width = 0;
    for (size_t at = 0; at < text.size();) {
        const Decoded c = decode(text, at);
        at += c.length;
        if (is_combining(c.code_point)) continue;
        width += is_wide(c.code_point) ? 2 : 1;
    }
    return width;
}

}  // namespace redshank
