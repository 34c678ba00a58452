// SPDX-License-Identifier: Apache-2.0
// Unstructured bodies, parameters and identifiers from any bytes: text comes out as valid UTF-8.
#include <cstdlib>

#include "base/safe_text.h"
#include "mime/fields.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    AnomalyList anomalies;
    if (!is_utf8(mime::decode_unstructured(body, anomalies))) std::abort();
    for (const mime::Parameter& each : mime::parse_content_type(body, Limits{}, anomalies).parameters) {
        if (!is_utf8(each.value)) std::abort();
    }
    mime::parse_disposition(body, Limits{}, anomalies);
    mime::parse_message_id(body);
    mime::parse_message_ids(body, Limits{});
    mime::join_flowed(body, size % 2 == 0);
    return 0;
}
