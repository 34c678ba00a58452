// SPDX-License-Identifier: Apache-2.0
// The stack of open elements (HTML Standard 13.2.4.2), as far as it decides what surrounds a thing: which end
// tag closes what, and what start tags close by themselves. No tree, no adoption agency: a formatting element
// whose end tag comes inside a block ends with that block. Every question is answered by links between
// entries, not by a search, so that a million end tags that fit nothing cost nothing.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/limits.h"
#include "html/css.h"
#include "html/names.h"

namespace redshank::html {

/// What an element hands down to what stands in it.
struct Look {
    uint16_t hidden = 0;     // bits of the elements around that hide what they contain
    bool invisible = false;  // visibility, which inner elements may undo
    double font_size = unknown_value;
    double colour = unknown_value;
    double background = unknown_value;
};

struct OpenElement {
    Tag tag = Tag::other;
    bool foreign = false;  // in the SVG or MathML namespace
    bool ended = false;    // its end tag came, but a block in it is open
    uint64_t name = 0;     // name_hash
    Look look;
    int32_t previous_same = -1;  // index of the next outer element with this tag
    int32_t nearest_scope = -1;  // index of the innermost element with trait::scope, this one included
    int32_t nearest_special = -1;
};

class OpenElements {
  public:
    explicit OpenElements(const Limits& limits) : limits_(limits) { last_.fill(-1); }

    /// False when limits.max_open_elements are open; then nothing changed.
    bool push(Tag tag, uint64_t name, bool foreign, const Look& look);
    /// What an end tag closes; it may be nothing.
    void end_tag(Tag tag, uint64_t name);
    /// What a start tag closes before it is pushed: an open p, li, td …
    void close_before(Tag start_tag);
    /// Leaves svg and math.
    void leave_foreign();

    const Look& look() const { return stack_.empty() ? outermost_ : stack_.back().look; }
    bool in_foreign() const { return !stack_.empty() && stack_.back().foreign; }
    Tag current() const { return stack_.empty() ? Tag::other : stack_.back().tag; }
    bool is_open(Tag tag) const { return last(tag) >= 0; }
    size_t size() const { return stack_.size(); }

    /// Nothing below `floor` is closed until it is set back: what is inside a conditional comment stays
    /// inside.
    void set_floor(size_t floor) { floor_ = floor; }
    void pop_to(size_t size);

  private:
    int32_t last(Tag tag) const { return last_[static_cast<size_t>(tag)]; }
    int32_t top_scope() const { return stack_.empty() ? -1 : stack_.back().nearest_scope; }
    int32_t top_special() const { return stack_.empty() ? -1 : stack_.back().nearest_special; }
    int32_t find_unknown(uint64_t name) const;
    void close(int32_t index);
    void close_if_above(Tag tag, int32_t barrier);

    std::vector<OpenElement> stack_;
    std::array<int32_t, static_cast<size_t>(Tag::count)> last_;
    Look outermost_;
    const Limits& limits_;
    size_t floor_ = 0;
};

}  // namespace redshank::html
