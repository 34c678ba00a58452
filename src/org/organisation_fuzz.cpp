// SPDX-License-Identifier: Apache-2.0
// Any bytes as an organisation file, and its first two lines as a glob and a path.
#include "org/organisation.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "org/glob.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank::org;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto org = parse_organisation(text)) {
        for (const auto& [address, person] : org->person_by_address) {
            if (person < 0 || static_cast<size_t>(person) >= org->people.size()) std::abort();
        }
        org->mailbox_owner("exports/a.mbox");
        org->is_ours("a.example");
    }
    const std::string_view pattern = text.substr(0, text.find('\n'));
    const std::string_view rest = text.substr(std::min(pattern.size() + 1, size));
    const std::string_view path = rest.substr(0, rest.find('\n'));
    if (!glob_matches("**", path) && !path.empty()) std::abort();
    glob_matches(pattern, path);
    return 0;
}
