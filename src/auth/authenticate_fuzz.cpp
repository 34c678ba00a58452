// SPDX-License-Identifier: Apache-2.0
// A zone file, a NUL, a message: every check of it. Names in the zone decide how far each one gets.
#include "auth/authenticate.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "auth/zone.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const size_t nul = input.find('\0');
    std::vector<auth::ZoneProblem> problems;
    const auth::Zone zone = auth::Zone::parse(input.substr(0, nul), problems);
    const std::string_view message =
        nul == std::string_view::npos ? std::string_view() : input.substr(nul + 1);
    auth::authenticate(message, {"news.example"},
                       {"192.0.2.7", "mail.news.example", "editor@news.example", "mx.example", 1'600'000'000},
                       zone, Limits{});
    return 0;
}
