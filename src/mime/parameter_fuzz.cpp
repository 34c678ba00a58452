// SPDX-License-Identifier: Apache-2.0
// Any field body as a media type and as a disposition (RFC 2045 5.1, RFC 2183, RFC 2231): parameters are
// valid UTF-8 with names in lower case, and no more than the limits (a repeated one stays in the list). Small
// limits, so that they are reached.
#include <cstdint>
#include <cstdlib>

#include "base/safe_text.h"
#include "mime/fields.h"

using namespace redshank;

namespace {

void check(const std::vector<mime::Parameter>& parameters, const Limits& limits) {
    if (parameters.size() > limits.max_parameters + limits.max_parameter_pieces) std::abort();
    for (const mime::Parameter& one : parameters) {
        if (!is_utf8(one.value)) std::abort();
        for (const char c : one.name) {
            if (c >= 'A' && c <= 'Z') std::abort();
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    Limits limits;
    limits.max_parameters = 8;
    limits.max_parameter_pieces = 20;
    for (const Limits& one : {Limits{}, limits}) {
        AnomalyList anomalies(one);
        check(mime::parse_content_type(body, one, anomalies).parameters, one);
        check(mime::parse_disposition(body, one, anomalies).parameters, one);
        for (const Anomaly& anomaly : anomalies.items()) {
            if (anomaly.offset > size) std::abort();
        }
    }
    return 0;
}
