// SPDX-License-Identifier: Apache-2.0
// The URLs of copies laid beside each other and cut into slots: for every place that could hold a token,
// which copy had which value. Places that are the same in all copies are left out, and places that carry the
// same values are one.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "campaign/columns.h"
#include "campaign/traits.h"

namespace redshank::campaign {

struct Observation {
    uint32_t row = 0;    // of Columns::rows
    uint64_t value = 0;  // hash of the value
};

/// One slot over the copies of a template.
struct Series {
    facts::Slot slot;         // all but class and counts
    uint64_t key = 0;         // equal for the same slot in another template of the same sender's system
    uint64_t scheme = 0;      // equal for any host: the skeleton of the URL and the name of the slot
    uint32_t site = 0;        // registrable domain of the URLs, 0 where it varies
    uint32_t places = 1;      // how many places carry these values
    bool gateway = false;     // written by a receiver's own gateway
    bool wrapped = false;     // inside a link that leads on to another host
    bool token_like = false;  // nearly all values look like identifiers, not like words or small numbers
    bool clock = false;       // every value is about the time of its message
    uint32_t token_form = 0;  // length and alphabet, where all values are alike in them; else 0
    uint64_t mask = 0;        // that every value hides its reader's address under (text::address_mask)
    std::vector<Observation> seen;
    std::vector<uint32_t> named;  // rows whose value names their own reader
    std::string encoding;         // how, of the first of them
};

/// The slots of one template's copies (rows in order), those that load by themselves first. Of very large
/// groups the first 20,000 copies are laid out. A single message gives its places that look like tokens.
std::vector<Series> align(const Columns& columns, std::span<const UrlTraits> traits,
                          std::span<const uint32_t> rows);

}  // namespace redshank::campaign
