// SPDX-License-Identifier: Apache-2.0
// Any bytes are a message: bodies lie inside it, parents before children, and every body decodes.
#include <cstdlib>

#include "mime/entity.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view raw(reinterpret_cast<const char*>(data), size);
    const Limits limits;
    AnomalyList anomalies(limits);
    const mime::Message message = mime::parse(raw, limits, anomalies);
    if (message.entities.empty() || message.entities.size() > limits.max_parts) std::abort();
    std::string decoded;
    for (size_t i = 0; i < message.entities.size(); ++i) {
        const mime::Entity& entity = message.entities[i];
        if (i != 0 && entity.parent >= i) std::abort();
        if (entity.body_offset + entity.body.size() > size) std::abort();
        if (!entity.body.empty() && entity.body.data() != raw.data() + entity.body_offset) std::abort();
        mime::decode_body(entity, decoded, limits, anomalies);
    }
    for (const Anomaly& anomaly : anomalies.items()) {
        if (anomaly.offset > size) std::abort();
    }
    return 0;
}
