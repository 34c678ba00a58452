// SPDX-License-Identifier: Apache-2.0
#include "report/url_copies.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/ascii.h"
#include "base/safe_text.h"
#include "report/keyed_hash.h"

namespace redshank::report {

namespace {

using namespace facts;

struct Cut {
    std::string_view before_host, host, after_host;
};

Cut cut_at_host(std::string_view url) {
    const size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return {"", "", url};
    const size_t host = scheme + 3;
    const size_t end = std::min(url.find_first_of("/?#", host), url.size());
    return {url.substr(0, host), url.substr(host, end - host), url.substr(end)};
}

void append(std::vector<UrlPiece>& pieces, PieceKind kind, std::string_view text) {
    if (text.empty()) return;
    if (!pieces.empty() && pieces.back().kind == kind && kind == PieceKind::fixed) {
        pieces.back().text += text;
    } else {
        pieces.push_back({kind, std::string(text)});
    }
}

// "host[2]" → 2; -1 for any other place.
int host_label(std::string_view slot) {
    if (!slot.starts_with("host[")) return -1;
    int label = -1;
    std::from_chars(slot.data() + 5, slot.data() + slot.size(), label);
    return label;
}

// A label that varies stands in the shape as one copy had it, or as "*".
bool append_host(std::vector<UrlPiece>& pieces, std::string_view host, std::string_view shape,
                 int slot_label) {
    for (int label = 0;; ++label) {
        const std::string_view one = host.substr(0, host.find('.'));
        const std::string_view other = shape.substr(0, shape.find('.'));
        if (label == slot_label) {
            append(pieces, PieceKind::slot, one);
        } else if (other.find('*') != std::string_view::npos || other.starts_with('{')) {
            append(pieces, PieceKind::other, one);
        } else if (one == other) {
            append(pieces, PieceKind::fixed, one);
        } else {
            return false;
        }
        const bool ends = one.size() == host.size();
        if (ends != (other.size() == shape.size())) return false;
        if (ends) return true;
        append(pieces, PieceKind::fixed, ".");
        host.remove_prefix(one.size() + 1);
        shape.remove_prefix(other.size() + 1);
    }
}

// The shape's next stretch: its text, or what varies there.
struct Stretch {
    bool varies = false;
    std::string_view text;  // of a varying one its name
};

Stretch take_stretch(std::string_view& shape) {
    Stretch out;
    size_t length = std::min(shape.find_first_of("{*"), shape.size());
    if (length > 0) {
        out.text = shape.substr(0, length);
    } else if (shape.front() == '*') {
        out = {true, ""};
        length = 1;
    } else {
        length = std::min(shape.find('}'), shape.size() - 1) + 1;
        out = {true, shape.substr(1, length - std::min<size_t>(length, 2))};
    }
    shape.remove_prefix(length);
    return out;
}

bool is_place(std::string_view name, std::string_view slot) {
    return !name.empty() && (slot == name || (slot.starts_with(name) && slot[name.size()] == '.'));
}

bool append_rest(std::vector<UrlPiece>& pieces, std::string_view rest, std::string_view shape,
                 std::string_view slot) {
    while (!shape.empty()) {
        const Stretch stretch = take_stretch(shape);
        if (!stretch.varies) {
            if (!rest.starts_with(stretch.text)) return false;
            append(pieces, PieceKind::fixed, stretch.text);
            rest.remove_prefix(stretch.text.size());
            continue;
        }
        const std::string_view next = shape.substr(0, shape.find_first_of("{*"));
        const size_t end = next.empty() ? rest.size() : rest.find(next);
        if (end == std::string_view::npos) return false;
        append(pieces, is_place(stretch.text, slot) ? PieceKind::slot : PieceKind::other,
               rest.substr(0, end));
        rest.remove_prefix(end);
    }
    // What the shape does not know of, as a further query, varies as far as anybody can tell.
    append(pieces, PieceKind::other, rest);
    return true;
}

// The dots of the host, wherever it is cut; safe_text has broken the scheme.
void break_host(std::vector<UrlPiece>& pieces) {
    bool is_behind_scheme = false;
    for (UrlPiece& piece : pieces) {
        size_t at = 0;
        if (!is_behind_scheme) {
            const size_t scheme = piece.text.find("://");
            if (scheme == std::string::npos) return;
            at = scheme + 3;
            is_behind_scheme = true;
        }
        for (; at < piece.text.size(); ++at) {
            if (piece.text.find_first_of("/?#", at) == at) return;
            if (piece.text[at] == '.') piece.text.replace(at, 1, "[.]"), at += 2;
        }
    }
}

void make_safe(std::vector<UrlPiece>& pieces, const Tokens& tokens) {
    for (UrlPiece& piece : pieces) {
        const bool is_hashed = piece.kind != PieceKind::fixed && !tokens.are_shown();
        piece.text = is_hashed ? hidden_token(tokens.key, piece.text) : safe_text(piece.text);
    }
    break_host(pieces);
}

bool has_slot(const std::vector<UrlPiece>& pieces) {
    return std::any_of(pieces.begin(), pieces.end(),
                       [](const UrlPiece& p) { return p.kind == PieceKind::slot; });
}

std::vector<UrlPiece> pieces_in(const Message& message, const Proof& proof) {
    for (const UrlUse& use : message.urls) {
        if (use.trigger != proof.trigger) continue;
        std::vector<UrlPiece> pieces = cut_url(use.url, proof.url_shape, proof.slot);
        if (has_slot(pieces)) return pieces;
    }
    return {};
}

}  // namespace

std::vector<UrlPiece> cut_url(std::string_view url, std::string_view shape, std::string_view slot) {
    const Cut parts = cut_at_host(url), wanted = cut_at_host(shape);
    if (parts.before_host != wanted.before_host) return {};
    std::vector<UrlPiece> pieces;
    append(pieces, PieceKind::fixed, parts.before_host);
    if (!append_host(pieces, parts.host, wanted.host, host_label(slot))) return {};
    if (!append_rest(pieces, parts.after_host, wanted.after_host, slot)) return {};
    return pieces;
}

std::vector<UrlCopy> url_copies(const Proof& proof, std::span<const Message> members, const Tokens& tokens,
                                size_t max_copies) {
    std::map<std::string, std::vector<UrlCopy>> by_reader;
    for (const Message& message : members) {
        if (message.reader.empty()) continue;
        std::vector<UrlPiece> pieces = pieces_in(message, proof);
        if (pieces.empty()) continue;
        make_safe(pieces, tokens);
        by_reader[message.reader].push_back({message.id, message.reader, message.date, std::move(pieces)});
    }
    std::vector<UrlCopy> out;
    for (size_t round = 0; out.size() < max_copies; ++round) {
        const size_t before = out.size();
        for (auto& [reader, copies] : by_reader) {
            if (round < copies.size() && out.size() < max_copies) out.push_back(std::move(copies[round]));
        }
        if (out.size() == before) break;
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const UrlCopy& a, const UrlCopy& b) { return a.reader < b.reader; });
    return out;
}

std::string url_without_tokens(std::string_view url, const Tokens& tokens) {
    const Cut parts = cut_at_host(url);
    if (parts.host.empty()) {
        // mailto: and the like hold an address, which may be a token too.
        const size_t scheme = std::min(url.find(':'), url.size());
        return safe_text(url.substr(0, scheme)) + ":" + hidden_token(tokens.key, url);
    }
    const std::string shown = defang(url.substr(0, url.size() - parts.after_host.size()));
    return parts.after_host.size() <= 1 ? shown : shown + "/" + hidden_token(tokens.key, parts.after_host);
}

std::string hosts_without_tokens(std::string_view text, const Tokens& tokens) {
    constexpr std::string_view dot = "[.]";
    constexpr size_t shortest = 6, long_enough = 16;
    const auto is_label = [](char c) { return is_alnum(c) || c == '-' || c == '_'; };
    const auto may_be_token = [](std::string_view label) {
        const bool digit = std::any_of(label.begin(), label.end(), is_digit);
        return label.size() >= long_enough || (digit && label.size() >= shortest);
    };
    std::string out;
    size_t copied = 0;
    for (size_t at = text.find(dot); at != std::string_view::npos; at = text.find(dot, at + dot.size())) {
        size_t start = at;
        while (start > copied && is_label(text[start - 1])) --start;
        size_t next = at + dot.size();
        while (next < text.size() && is_label(text[next])) ++next;
        const bool is_last_but_one = !text.substr(next).starts_with(dot);
        if (is_last_but_one || !may_be_token(text.substr(start, at - start))) continue;
        out += text.substr(copied, start - copied);
        out += hidden_token(tokens.key, text.substr(start, at - start));
        copied = at;
    }
    out += text.substr(copied);
    return out;
}

}  // namespace redshank::report
