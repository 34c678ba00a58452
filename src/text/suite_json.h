// SPDX-License-Identifier: Apache-2.0
// For tests only: reads a file of the web-platform-tests. Their JSON holds lone surrogates, which nlohmann's
// reader refuses; a browser turns them into U+FFFD before its URL parser sees them, and so does this.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <nlohmann/json.hpp>

namespace redshank::text {

inline nlohmann::json read_suite_json(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string json((std::istreambuf_iterator<char>(in)), {});
    const auto unit_at = [&](size_t i) {
        return json.compare(i, 2, "\\u") == 0 && i + 6 <= json.size()
                   ? std::stoul(json.substr(i + 2, 4), nullptr, 16)
                   : 0ul;
    };
    for (size_t i = 0; i < json.size(); ++i) {
        if (json[i] != '\\') continue;
        const unsigned long unit = unit_at(i);
        if (unit < 0xD800 || unit > 0xDFFF) {
            ++i;  // over the escaped character, so that "\\u" is not read as an escape
            continue;
        }
        const unsigned long next = unit_at(i + 6);
        const bool pair = unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF;
        if (!pair) json.replace(i, 6, "\\ufffd");
        i += pair ? 11 : 5;
    }
    return nlohmann::json::parse(json, nullptr, false);
}

}  // namespace redshank::text
