// SPDX-License-Identifier: Apache-2.0
// format=flowed (RFC 3676 4): a line that ends in a space goes on in the next line of the same quote depth.
#include <algorithm>

#include "mime/fields.h"

namespace redshank::mime {

namespace {

constexpr std::string_view signature_separator = "-- ";  // RFC 3676 4.3: ends in a space, but is fixed

struct FlowedLine {
    size_t depth = 0;       // of ">" marks
    std::string_view text;  // without marks and stuffing
};

FlowedLine read_line(std::string_view line) {
    FlowedLine out;
    out.depth = std::min(line.find_first_not_of('>'), line.size());
    out.text = line.substr(out.depth);
    if (out.text.starts_with(' ')) out.text.remove_prefix(1);
    return out;
}

}  // namespace

std::string join_flowed(std::string_view utf8_text, bool delsp) {
    std::string out;
    out.reserve(utf8_text.size());
    bool open = false;  // the line before was flowed
    size_t depth = 0;
    for (size_t at = 0; at < utf8_text.size();) {
        const size_t feed = std::min(utf8_text.find('\n', at), utf8_text.size());
        std::string_view raw = utf8_text.substr(at, feed - at);
        at = std::min(feed + 1, utf8_text.size());
        if (raw.ends_with('\r')) raw.remove_suffix(1);
        FlowedLine line = read_line(raw);
        const bool joins = open && line.depth == depth && line.text != signature_separator;
        if (open && !joins) out.push_back('\n');
        if (!joins) {
            out.append(line.depth, '>');
            if (line.depth != 0) out.push_back(' ');
        }
        open = line.text.ends_with(' ') && line.text != signature_separator;
        depth = line.depth;
        if (open && delsp) line.text.remove_suffix(1);
        out += line.text;
        if (!open && (feed < utf8_text.size())) out.push_back('\n');
    }
    return out;
}

}  // namespace redshank::mime
