// SPDX-License-Identifier: Apache-2.0
#include "text/fold.h"

#include <cstdint>
#include <cstdlib>

#include "base/safe_text.h"
#include "text/shingles.h"

using namespace redshank;
using namespace redshank::text;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    if (!is_utf8(fold(input)) && !is_ascii(input)) std::abort();
    (void)skeleton(input);
    (void)to_latin(input);
    (void)name_key(input);
    const std::string_view half = input.substr(0, size / 2);
    const std::string_view rest = input.substr(size / 2);
    if (edit_distance(half, rest, 3) != edit_distance(rest, half, 3)) std::abort();
    const std::vector<std::string> names = {"amelia", "okafor"};
    const Shingled shingled = shingle(input, names);
    if (shingled.words != 0 && similarity(shingled.minhash, shingled.minhash) != 1.0) std::abort();
    return 0;
}
