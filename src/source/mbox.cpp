// SPDX-License-Identifier: Apache-2.0
// The search is for "\nFrom " (or the MMDF line) over the window; only a hit is looked at closely, and
// what is looked at around it is bounded, so that a file of nothing but "From " lines stays linear. A message
// that exceeds the limit is given out cut, and the search for its end goes on without keeping what it passes.
#include "source/mbox.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "source/find_mark.h"
#include "source/from_line.h"
#include "source/kind.h"
#include "source/store_fields.h"

namespace redshank::source {

namespace {

/// A line looked at is a From_ line or a field; nothing longer is either.
constexpr size_t max_line = 4096;
/// How far a Content-Length may lead over lines that would split: beyond, a false one would make us hold too
/// much.
constexpr uint64_t max_content_length_reach = 64u << 20;

constexpr std::string_view from_mark = "\nFrom ";
constexpr std::string_view mmdf_mark = "\n\1\1\1\1";

/// Offsets in the view: the message is [0, end), the next one's separator starts at `next`.
struct Boundary {
    size_t end = 0;
    size_t next = 0;
};

/// A line of the window at `at`, without its end; `next` is where the one after it starts. Reads on where it
/// must.
struct Line {
    std::string_view text;  // valid until the window reads again
    size_t next = 0;
    bool at_end = false;  // nothing is there
};

Line line_at(Window& window, size_t at) {
    for (;;) {
        const std::string_view rest = window.view().substr(std::min(at, window.view().size()));
        const size_t end = rest.substr(0, max_line).find('\n');
        if (end == std::string_view::npos && rest.size() < max_line && window.more()) continue;
        std::string_view text = rest.substr(0, std::min(end, max_line));
        const size_t next = at + text.size() + (end == std::string_view::npos ? 0 : 1);
        // A bare CR ends a From_ line only where the file has no LF at all: cut there, so that the header is
        // kept.
        if (end == std::string_view::npos && text.find('\r') != std::string_view::npos) {
            text = text.substr(0, text.find('\r'));
            return {text, at + text.size() + 1, false};
        }
        if (text.ends_with('\r')) text.remove_suffix(1);
        return {text, next, rest.empty()};
    }
}

/// Whether the line that ends at `newline` (its LF) is empty; the start of the view counts as the start of a
/// line.
bool empty_line_before(std::string_view view, size_t newline) {
    if (newline > 0 && view[newline - 1] == '\r') --newline;
    return newline == 0 || view[newline - 1] == '\n';
}

/// Rule 2: can what starts at `at` be the inside of a message?
bool can_begin_message(Window& window, size_t at) {
    const Line line = line_at(window, at);
    if (line.at_end || line.text.empty() || is_field_line(line.text)) return true;
    if (line.text.starts_with(">From ") || line.text.starts_with("From ")) return true;
    return is_known_field_line(line_at(window, line.next).text);
}

/// The rules of mbox.h for the "From " line at `at`, the line before it ending at at-1.
bool starts_message(Window& window, size_t at) {
    const bool after_empty = empty_line_before(window.view(), at - 1);
    const Line line = line_at(window, at);
    if (is_field_line(line.text)) return false;
    const FromLine from = parse_from_line(line.text);
    const bool bare = trim(line.text.substr(5)) == "-";
    const size_t next = line.next;
    if (after_empty && from.dated) return can_begin_message(window, next);
    if (!after_empty && !from.weekday && !bare) return false;
    return is_known_field_line(line_at(window, next).text);
}

/// Takes From_ lines off the front; the last one's data count.
void take_from_lines(Window& window, RawMessage& message) {
    for (bool first = true; window.fill(5) && window.view().starts_with("From "); first = false) {
        const Line line = line_at(window, 0);
        const FromLine from = parse_from_line(line.text);
        if (!first && !from.dated) return;
        message.delivered = from.date;
        message.envelope_from = from.sender;
        window.consume(line.next);
    }
}

/// The first hit of `mark` that `accept` takes, at or after `from`; nothing at the end or when the limit is
/// passed.
template <typename Accept>
std::optional<size_t> next_mark(Window& window, std::string_view mark, size_t from, uint64_t limit,
                                Accept accept) {
    for (;;) {
        const size_t hit = find_mark(window.view(), mark, from);
        if (hit == std::string_view::npos) {
            const size_t size = window.view().size();
            from = std::max(from, size - std::min(size, mark.size() - 1));
            if (size >= limit || !window.more()) return std::nullopt;
        } else if (accept(hit)) {
            return hit;
        } else {
            from = hit + 1;
        }
    }
}

/// The end of a message whose last line end is at `newline`, without the separating empty line.
size_t end_before_separator(std::string_view view, size_t newline) {
    if (!empty_line_before(view, newline)) return newline + 1;
    return newline > 0 && view[newline - 1] == '\r' ? newline - 1 : newline;
}

/// The end of the last message: one empty line there is the store's.
size_t end_at_end(std::string_view view) {
    return view.ends_with('\n') && view.size() > 1 ? end_before_separator(view, view.size() - 1)
                                                   : view.size();
}

/// Where an honoured Content-Length ends the message.
std::optional<Boundary> boundary_by_length(Window& window, const StoreFields& fields, size_t beyond) {
    if (!fields.content_length || *fields.content_length > max_content_length_reach) return std::nullopt;
    const size_t end = fields.body + static_cast<size_t>(*fields.content_length);
    if (end <= beyond || !window.fill(end)) return std::nullopt;
    size_t next = end;
    for (int lines = 0; lines < 2; ++lines) {
        const Line line = line_at(window, next);
        if (line.at_end) return Boundary{end, next};
        if (line.text.starts_with("From ") && window.view()[next - 1] == '\n') {
            return parse_from_line(line.text).dated ? std::optional(Boundary{end, next}) : std::nullopt;
        }
        if (!line.text.empty()) return std::nullopt;
        next = line.next;
    }
    return line_at(window, next).at_end ? std::optional(Boundary{end, next}) : std::nullopt;
}

/// What the two splitters share: giving out what was found and going on behind it.
class Splitter {
  public:
    Splitter(Window& window, const Limits& limits, const std::function<bool(RawMessage&&)>& emit)
        : window_(window), limits_(limits), emit_(emit) {
        window_.fill(head_bytes);
        window_.consume(preamble_length(window_.view()));
    }

    /// Reads the header section of the message that ends at `end` of the view. Only now, for without an empty
    /// line it would go on through all messages behind it, each time.
    StoreFields read_header(RawMessage& message, size_t end) {
        const StoreFields fields =
            read_store_fields(window_, std::min<size_t>(limits_.max_header_bytes, end));
        message.flags = fields.flags;
        return fields;
    }

    /// Looks far enough beyond the largest message that a missing mark means: it is larger.
    template <typename Accept>
    std::optional<size_t> find_end(std::string_view mark, Accept accept) {
        return next_mark(window_, mark, 0, search_limit(), accept);
    }

    /// Gives out [0, end) of the view and consumes [0, next).
    bool give(RawMessage&& message, size_t end, size_t next) {
        message.truncated = end > limits_.max_message_bytes;
        end = static_cast<size_t>(std::min<uint64_t>(end, limits_.max_message_bytes));
        message.offset = window_.offset();
        message.owner = window_.owner();
        message.bytes = window_.view().substr(0, end);
        if (!emit_(std::move(message))) return false;
        window_.consume(next);
        return true;
    }

    /// The last message, or one above the limit: its rest is passed over without keeping it.
    template <typename Accept>
    bool give_without_mark(RawMessage&& message, size_t end, std::string_view mark, Accept accept) {
        const size_t seen = window_.view().size();
        const size_t look_back =
            std::min(seen, mark.size() + 1);  // a mark not yet whole, and two bytes before it
        if (!give(std::move(message), end, seen - look_back)) return false;
        while (seen >= search_limit() && window_.more()) {
            const size_t size = window_.view().size();
            if (const auto hit = next_mark(window_, mark, 2, size, accept)) {
                window_.consume(*hit + 1);
                return true;
            }
            window_.consume(window_.view().size() - look_back);
        }
        window_.consume(window_.view().size());
        return true;
    }

  private:
    uint64_t search_limit() const { return limits_.max_message_bytes + max_line; }

    Window& window_;
    const Limits& limits_;
    const std::function<bool(RawMessage&&)>& emit_;
};

}  // namespace

bool split_mbox(Window& window, const Limits& limits, const std::function<bool(RawMessage&&)>& emit) {
    const auto accept = [&](size_t hit) { return starts_message(window, hit + 1); };
    Splitter splitter(window, limits, emit);
    bool go_on = true;
    while (go_on && window.fill(1)) {
        RawMessage message;
        take_from_lines(window, message);
        message.from_quoting = true;
        const auto hit = splitter.find_end(from_mark, accept);
        const StoreFields fields = splitter.read_header(message, hit ? *hit + 1 : window.view().size());
        if (!hit) {
            go_on =
                splitter.give_without_mark(std::move(message), end_at_end(window.view()), from_mark, accept);
        } else if (const auto by_length = boundary_by_length(window, fields, *hit + 1)) {
            message.from_quoting = false;  // it holds what other mboxes would have quoted: mboxcl2
            go_on = splitter.give(std::move(message), by_length->end, by_length->next);
        } else {
            go_on = splitter.give(std::move(message), end_before_separator(window.view(), *hit), *hit + 1);
        }
    }
    return go_on;
}

bool split_mmdf(Window& window, const Limits& limits, const std::function<bool(RawMessage&&)>& emit) {
    const std::string_view separator = mmdf_mark.substr(1);
    const auto accept = [&](size_t hit) { return line_at(window, hit + 1).text == separator; };
    Splitter splitter(window, limits, emit);
    bool go_on = true;
    while (go_on && window.fill(1)) {
        if (const Line line = line_at(window, 0); line.text.empty() || line.text == separator) {
            window.consume(std::max<size_t>(line.next, 1));
            continue;
        }
        RawMessage message;
        take_from_lines(window, message);
        const auto hit = splitter.find_end(mmdf_mark, accept);
        splitter.read_header(message, hit ? *hit + 1 : window.view().size());
        go_on = hit ? splitter.give(std::move(message), *hit + 1, *hit + 1)
                    : splitter.give_without_mark(std::move(message), window.view().size(), mmdf_mark, accept);
    }
    return go_on;
}

}  // namespace redshank::source
