// SPDX-License-Identifier: Apache-2.0
// JSON (RFC 8259) of strangers, read piece by piece: a scanner that knows only strings and brackets cuts out
// the elements of one array, and simdjson reads each by itself, with a low bound on depth. So a broken object
// is told with its place and the others load, a file that was cut loads up to there, and memory is that of
// the largest object.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "intel/knowledge.h"

namespace redshank::intel {

using JsonElement = simdjson::dom::element;

/// A parser with room for the largest piece so far; reads one value.
class JsonReader {
  public:
    explicit JsonReader(const Limits& limits);
    /// Valid until the next call. Nothing, and why in `error`, where it is no JSON.
    std::optional<JsonElement> read(std::string_view json, std::string& error);

  private:
    simdjson::dom::parser parser_;
    std::string padded_;
    size_t max_depth_;
};

/// Cuts the elements of the array under `key` of the outermost object, or of the outermost array where `key`
/// is "": `take` gets each element's bytes and their offset, and returns false to stop. Elements may be
/// broken inside. False where there is no such array, or it does not end.
bool each_element(std::string_view json, std::string_view key,
                  const std::function<bool(std::string_view element, size_t offset)>& take);

/// The outermost object without the array under `key`, for its other members: that array is replaced by [].
std::string without_array(std::string_view json, std::string_view key);

/// Strings of an array of strings; a problem for what is none.
void read_strings(std::string_view json, const Limits& limits, Knowledge& out,
                  const std::function<void(std::string_view value, size_t offset)>& take);

/// A member that is a string; "" for anything else. Valid while the element is.
std::string_view string_at(const JsonElement& object, std::string_view key);
/// The strings of a member that is an array, or the one that it is.
std::vector<std::string_view> strings_at(const JsonElement& object, std::string_view key);
/// A member that is an array; empty for anything else.
simdjson::dom::array array_at(const JsonElement& object, std::string_view key);
bool has_true(const JsonElement& object, std::string_view key);

}  // namespace redshank::intel
