// SPDX-License-Identifier: Apache-2.0
// Which end tag reaches how far: a table part up to its table, a block up to a cell or the like (scope), any
// other element up to the next special one (13.2.6.4.7 "any other end tag").
#include "html/open_elements.h"

#include <algorithm>

namespace redshank::html {

bool OpenElements::push(Tag tag, uint64_t name, bool foreign, const Look& look) {
    if (stack_.size() >= limits_.max_open_elements) return false;
    const auto index = static_cast<int32_t>(stack_.size());
    OpenElement element{tag, foreign, false, name, look, last(tag), top_scope(), top_special()};
    if (!foreign && has_trait(tag, trait::scope)) element.nearest_scope = index;
    if (!foreign && has_trait(tag, trait::special)) element.nearest_special = index;
    last_[static_cast<size_t>(tag)] = index;
    stack_.push_back(element);
    return true;
}

void OpenElements::pop_to(size_t size) {
    while (stack_.size() > size) {
        last_[static_cast<size_t>(stack_.back().tag)] = stack_.back().previous_same;
        stack_.pop_back();
    }
}

void OpenElements::close(int32_t index) {
    if (index < static_cast<int32_t>(floor_)) return;
    pop_to(static_cast<size_t>(index));
    while (stack_.size() > floor_ && stack_.back().ended) pop_to(stack_.size() - 1);
}

void OpenElements::close_if_above(Tag tag, int32_t barrier) {
    if (last(tag) > barrier) close(last(tag));
}

// Names we do not know share one chain; it is followed a few steps, since well-nested mail needs one.
int32_t OpenElements::find_unknown(uint64_t name) const {
    int32_t index = last(Tag::other);
    for (int steps = 0; index >= 0 && steps < 16; ++steps) {
        if (stack_[static_cast<size_t>(index)].name == name) return index;
        index = stack_[static_cast<size_t>(index)].previous_same;
    }
    return -1;
}

void OpenElements::end_tag(Tag tag, uint64_t name) {
    if (tag == Tag::body || tag == Tag::html || tag == Tag::head)
        return;  // what follows is still in the body
    const int32_t index = tag == Tag::other ? find_unknown(name) : last(tag);
    if (index < 0) return;
    if (has_trait(tag, trait::table_part)) return close_if_above(tag, last(Tag::table));
    if (tag == Tag::table || tag == Tag::template_) return close(index);
    if (has_trait(tag, trait::special)) {
        if (index >= top_scope()) close(index);
    } else if (index > top_special()) {
        close(index);
    } else if (has_trait(tag, trait::formatting) && index >= top_scope() &&
               index >= static_cast<int32_t>(floor_)) {
        stack_[static_cast<size_t>(index)].ended = true;
    }
}

void OpenElements::close_before(Tag tag) {
    const int32_t table = last(Tag::table);
    switch (tag) {
        case Tag::td:
        case Tag::th:
            close_if_above(Tag::td, std::max(table, last(Tag::tr)));
            close_if_above(Tag::th, std::max(table, last(Tag::tr)));
            return;
        case Tag::tr:
            close_if_above(Tag::tr, table);
            close_if_above(Tag::td, table);
            close_if_above(Tag::th, table);
            return;
        case Tag::tbody:
        case Tag::thead:
        case Tag::tfoot:
            for (const Tag part : {Tag::tbody, Tag::thead, Tag::tfoot, Tag::tr}) close_if_above(part, table);
            return;
        case Tag::li:
            close_if_above(Tag::li, std::max({last(Tag::ul), last(Tag::ol), top_scope()}));
            break;
        case Tag::dd:
        case Tag::dt:
            close_if_above(Tag::dd, std::max(last(Tag::dl), top_scope()));
            close_if_above(Tag::dt, std::max(last(Tag::dl), top_scope()));
            break;
        case Tag::option:
            close_if_above(Tag::option, last(Tag::select));
            return;
        case Tag::a:
            if (last(Tag::a) >= top_scope()) end_tag(Tag::a, 0);
            return;
        default:
            break;
    }
    // Quirks mode, which most mail is in, keeps a table inside the p.
    if (has_trait(tag, trait::closes_p) && tag != Tag::table && last(Tag::p) >= 0 &&
        last(Tag::p) >= top_scope()) {
        close(last(Tag::p));
    }
}

void OpenElements::leave_foreign() {
    size_t size = stack_.size();
    while (size > floor_ && stack_[size - 1].foreign) --size;
    pop_to(size);
}

}  // namespace redshank::html
