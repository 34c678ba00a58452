// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>

#include "url/url.h"

using namespace redshank;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    AnomalyList anomalies;
    const Limits limits;
    const auto parsed = url::parse(input, nullptr, limits, anomalies);
    if (!parsed) return 0;
    const std::string shape = url::shape(*parsed, limits);
    for (const url::Piece& piece : url::pieces(*parsed, limits)) {
        if (piece.name.empty()) std::abort();
        // Whatever looks like a token stands in the shape by its name.
        if (url::looks_like_token(piece.value) && shape.find("{" + piece.name + "}") == std::string::npos)
            std::abort();
    }
    const auto out = url::unwrap(*parsed, {"gate.example"}, limits);
    if (out && out->target.href.empty()) std::abort();
    return 0;
}
