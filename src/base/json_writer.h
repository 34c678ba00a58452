// SPDX-License-Identifier: Apache-2.0
// Writes JSON (RFC 8259) straight into a string: no tree, no second copy. Commas are its own business; that
// keys and values alternate is the caller's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace redshank {

class JsonWriter {
  public:
    JsonWriter& begin_object() { return open('{'); }
    JsonWriter& end_object() { return close('}'); }
    JsonWriter& begin_array() { return open('['); }
    JsonWriter& end_array() { return close(']'); }

    /// `name` is one of ours: plain ASCII without quotes.
    JsonWriter& key(std::string_view name);
    /// Valid UTF-8 as a string; anything else as {"base64": "…"} (interfaces.md).
    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(bool flag) { return literal(flag ? "true" : "false"); }
    JsonWriter& value(int64_t number);
    JsonWriter& value(uint64_t number);
    JsonWriter& value(int32_t number) { return value(static_cast<int64_t>(number)); }
    JsonWriter& value(uint32_t number) { return value(static_cast<uint64_t>(number)); }
    /// A decimal fraction from an integer in units of 10^-digits: decimal(-152713, 2) is -1527.13,
    /// decimal(3100, 3) is 3.1. Exact on every machine.
    JsonWriter& decimal(int64_t units, int digits);
    JsonWriter& null() { return literal("null"); }
    /// JSON made elsewhere.
    JsonWriter& raw(std::string_view json) { return literal(json); }

    const std::string& text() const { return out_; }
    std::string take() { return std::move(out_); }

  private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    JsonWriter& literal(std::string_view text);
    void separate();
    void quote(std::string_view text);

    std::string out_;
    bool need_comma_ = false;
};

}  // namespace redshank
