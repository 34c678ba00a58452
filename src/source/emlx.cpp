// SPDX-License-Identifier: Apache-2.0
// Flags of the list are a bit field: 0 read, 1 deleted, 2 answered, 4 flagged. Parts are found with a stack
// of boundaries (RFC 2046 5.1): this room sees no MIME parser, and needs no more of one.
#include "source/emlx.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "base/ascii.h"
#include "base/hash.h"
#include "source/kind.h"

namespace redshank::source {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view list_start = "<?xml";

/// The integer behind <key>name</key>; 0 where there is none.
int64_t list_integer(std::string_view list, std::string_view name) {
    const size_t key = list.find("<key>" + std::string(name) + "</key>");
    if (key == std::string_view::npos) return 0;
    const size_t start = list.find("<integer>", key);
    if (start == std::string_view::npos || list.find("<key>", key + 5) < start) return 0;
    int64_t value = 0;
    const std::string_view digits = list.substr(start + 9);
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

/// Where the property list begins: where the length says, else the last one of the file. npos: there is none.
size_t find_list(std::string_view file, size_t start, uint64_t length) {
    if (length <= file.size() - start &&
        file.substr(start + static_cast<size_t>(length)).starts_with(list_start))
        return start + static_cast<size_t>(length);
    const size_t last = file.rfind(list_start);
    const bool is_list = last != std::string_view::npos && last >= start &&
                         file.substr(last, 512).find("<plist") != std::string_view::npos;
    return is_list ? last : std::string_view::npos;
}

std::string_view take_line(std::string_view text, size_t& at) {
    const size_t start = at;
    const size_t end = text.find('\n', at);
    at = end == std::string_view::npos ? text.size() : end + 1;
    std::string_view line = text.substr(start, at - start);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    return line;
}

std::string boundary_of(std::string_view content_type) {
    const std::string lower = ascii_lower(content_type);
    size_t at = lower.find("boundary=");
    if (at == std::string::npos) return {};
    std::string_view value = content_type.substr(at + 9);
    if (value.starts_with('"')) return std::string(value.substr(1, value.find('"', 1) - 1));
    return std::string(value.substr(0, std::min(value.find_first_of("; \t"), value.size())));
}

/// Header fields of a part, unfolded as far as this needs.
struct PartHeader {
    std::string boundary;
    bool is_missing = false;
    bool base64 = false;
    bool quoted_printable = false;
};

PartHeader read_part_header(std::string_view text, size_t& at) {
    PartHeader header;
    std::string field;
    const auto finish = [&] {
        if (istarts_with(field, "Content-Type:")) header.boundary = boundary_of(field);
        if (istarts_with(field, "X-Apple-Content-Length:")) header.is_missing = true;
        if (istarts_with(field, "Content-Transfer-Encoding:")) {
            const std::string_view value = trim(std::string_view(field).substr(26));
            header.base64 = iequals(value, "base64");
            header.quoted_printable = iequals(value, "quoted-printable");
        }
        field.clear();
    };
    while (at < text.size()) {
        const std::string_view line = take_line(text, at);
        if (line.empty()) break;
        if (line.front() != ' ' && line.front() != '\t') finish();
        field += line;
    }
    finish();
    return header;
}

std::string quoted_printable(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    size_t column = 0;
    for (const char c : bytes) {
        if (column >= 72) {
            out += "=\n";
            column = 0;
        }
        if (c > ' ' && c < 0x7F && c != '=') {
            out += c;
            ++column;
        } else {
            out += '=';
            out += digits[static_cast<unsigned char>(c) >> 4];
            out += digits[static_cast<unsigned char>(c) & 15];
            column += 3;
        }
    }
    return out;
}

std::string encoded(const MissingPart& part, std::string_view bytes) {
    if (part.quoted_printable) return quoted_printable(bytes);
    if (!part.base64) return std::string(bytes);
    std::string out;
    for (; !bytes.empty(); bytes.remove_prefix(std::min<size_t>(57, bytes.size())))
        out += base64(bytes.substr(0, 57)) + '\n';
    return out;
}

/// ../Attachments/<number>/ of a message file on disk; empty where there is none.
fs::path attachment_folder(const std::string& source) {
    if (source.find("!/") != std::string::npos) return {};
    const fs::path file(source);
    const std::string name = file.filename().native();
    const fs::path folder = file.parent_path() / ".." / "Attachments" / name.substr(0, name.find('.'));
    std::error_code ignored;
    return fs::is_directory(folder, ignored) ? folder : fs::path();
}

/// The content of the part's file (the first by name), at most `room` bytes; nothing where there is none.
std::optional<std::string> attachment_content(const fs::path& folder, const std::string& number,
                                              uint64_t room) {
    std::error_code error;
    std::vector<std::string> files;
    for (fs::directory_iterator at(folder / number, error), end; !error && at != end; at.increment(error)) {
        if (at->is_regular_file(error) && !at->is_symlink(error)) files.push_back(at->path().native());
    }
    if (files.empty()) return std::nullopt;
    std::sort(files.begin(), files.end());
    std::string why;
    const auto stream = open_file(files.front(), {}, why);
    if (!stream || stream->size().value_or(0) > room) return std::nullopt;
    Window window(*stream, stream->size());
    window.fill(static_cast<size_t>(room));
    return std::string(window.view());
}

/// The message with what could be put back; empty where nothing was. `whole`: nothing is missing any more.
std::string put_back(const std::string& source, std::string_view message,
                     const std::vector<MissingPart>& missing, const Limits& limits, bool& whole) {
    const fs::path folder = attachment_folder(source);
    std::string out;
    size_t copied = 0;
    whole = true;
    for (const MissingPart& part : missing) {
        std::optional<std::string> content;
        const uint64_t used = out.size() + message.size();
        if (!folder.empty() && used < limits.max_message_bytes)
            content = attachment_content(folder, part.number, (limits.max_message_bytes - used) / 3);
        if (!content) {
            whole = false;
            continue;
        }
        out += message.substr(copied, part.at - copied);
        out += encoded(part, *content);
        copied = part.at;
    }
    if (copied > 0) out += message.substr(copied);
    return out;
}

}  // namespace

std::optional<Emlx> take_emlx_apart(std::string_view file) {
    Emlx emlx;
    const std::string_view line = first_line(file);
    const std::string_view digits = trim(line);
    uint64_t length = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), length);
    size_t start = std::min(line.size() + 1, file.size());
    if (line.size() + 1 < file.size() && file[line.size()] == '\r' && file[line.size() + 1] == '\n') ++start;
    const size_t list = find_list(file, start, length);
    if (list == std::string_view::npos) return std::nullopt;
    emlx.offset = start;
    emlx.message = file.substr(start, list - start);
    const std::string_view properties = file.substr(list);
    const auto flags = static_cast<uint64_t>(list_integer(properties, "flags"));
    emlx.flags = {.read = (flags & 1) != 0,
                  .replied = (flags & 4) != 0,
                  .flagged = (flags & 16) != 0,
                  .deleted = (flags & 2) != 0};
    emlx.received = std::max<int64_t>(list_integer(properties, "date-received"), 0);
    return emlx;
}

std::vector<MissingPart> missing_parts(std::string_view message, const Limits& limits) {
    struct Level {
        std::string boundary;
        int parts = 0;
    };
    std::vector<Level> levels;
    std::vector<MissingPart> missing;
    const auto begin_part = [&](size_t& at) {
        const PartHeader header = read_part_header(message, at);
        if (!header.boundary.empty() && levels.size() < static_cast<size_t>(limits.max_mime_depth)) {
            levels.push_back({header.boundary});
        } else if (header.is_missing && missing.size() < limits.max_parts) {
            std::string number;
            for (const Level& level : levels)
                number += (number.empty() ? "" : ".") + std::to_string(level.parts);
            missing.push_back({number.empty() ? "1" : number, at, header.base64, header.quoted_printable});
        }
    };
    size_t at = 0;
    begin_part(at);
    while (at < message.size()) {
        const std::string_view line = take_line(message, at);
        if (!line.starts_with("--")) continue;
        const std::string_view rest = trim(line.substr(2));
        for (size_t i = levels.size(); i-- > 0;) {
            if (rest == levels[i].boundary) {
                levels.resize(i + 1);
                ++levels[i].parts;
                begin_part(at);
                break;
            }
            if (rest.size() == levels[i].boundary.size() + 2 && rest.starts_with(levels[i].boundary) &&
                rest.ends_with("--")) {
                levels.resize(i);
                break;
            }
        }
    }
    return missing;
}

StoreResult read_emlx(Window& window, const Leaf& leaf, const Limits& limits, const StoreVisitor& visitor) {
    const size_t preamble = preamble_length(window.view());
    const bool longer = window.fill(static_cast<size_t>(limits.max_message_bytes) + 1);
    const std::string_view file =
        window.view().substr(preamble, static_cast<size_t>(limits.max_message_bytes));
    const auto emlx = take_emlx_apart(file);
    RawMessage message;
    message.truncated = longer;
    message.source = leaf.source;
    message.offset = window.offset() + preamble;
    message.owner = window.owner();
    message.bytes = file;
    if (!emlx) return {Kind::message, visitor.message(std::move(message))};
    message.flags = emlx->flags;
    message.delivered = emlx->received;
    message.offset += emlx->offset;
    message.bytes = emlx->message;
    const std::vector<MissingPart> missing = missing_parts(emlx->message, limits);
    if (!missing.empty()) {
        bool whole = false;
        auto bytes =
            std::make_shared<const std::string>(put_back(leaf.source, emlx->message, missing, limits, whole));
        message.truncated = message.truncated || !whole;
        if (!bytes->empty()) {
            message.source += "!/message";
            message.offset = 0;
            message.bytes = *bytes;
            message.owner = std::move(bytes);
            message.reconstructed = true;
        }
    }
    return {leaf.kind, visitor.message(std::move(message))};
}

}  // namespace redshank::source
