// SPDX-License-Identifier: Apache-2.0
#include "source/store.h"

#include "source/emlx.h"
#include "source/outlook_item.h"
#include "source/pst.h"

namespace redshank::source {

bool is_store(Kind kind) {
    return kind == Kind::msg || kind == Kind::tnef || kind == Kind::emlx || kind == Kind::pst;
}

StoreResult read_store(Window& window, const Leaf& leaf, const Limits& limits, const StoreVisitor& visitor) {
    switch (leaf.kind) {
        case Kind::emlx:
            return read_emlx(window, leaf, limits, visitor);
        case Kind::pst:
            return read_pst(window, leaf, limits, visitor);
        default:
            return read_outlook_item(window, leaf, limits, visitor);
    }
}

}  // namespace redshank::source
