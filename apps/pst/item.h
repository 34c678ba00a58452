// SPDX-License-Identifier: Apache-2.0
// One item of a PST as libpff gives it → mapi::Items.
#pragma once

#include <libpff.h>

#include <memory>
#include <string>

#include "base/limits.h"
#include "mapi/item.h"

namespace redshank::pst {

struct FreeItem {
    void operator()(libpff_item_t* item) const { libpff_item_free(&item, nullptr); }
};
using ItemHandle = std::unique_ptr<libpff_item_t, FreeItem>;

/// The item's node id; 0 where libpff does not know it.
uint32_t identifier_of(libpff_item_t* item);

/// Takes `item`. All properties, recipients, attachments and embedded messages; `problem` says in words what
/// of it could not be read, or is left empty.
mapi::Items read_item(ItemHandle item, const Limits& limits, std::string& problem);

}  // namespace redshank::pst
