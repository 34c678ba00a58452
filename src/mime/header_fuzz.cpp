// SPDX-License-Identifier: Apache-2.0
// Any bytes as a header section: fields lie in it, in order, and reading on from where it ends moves forward.
#include "mime/header.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view raw(reinterpret_cast<const char*>(data), size);
    Limits limits;
    limits.max_header_bytes = size % 2 == 0 ? 300 : limits.max_header_bytes;
    AnomalyList anomalies(limits);
    mime::HeaderSection header;
    const size_t begin = mime::skip_envelope(raw);
    const size_t end = mime::read_header(raw, begin, limits, header, anomalies);
    if (begin > size || end < begin || end > size) std::abort();
    size_t before = begin;
    for (const mime::HeaderField& field : header.fields) {
        if (field.offset < before || field.name.data() != raw.data() + field.offset) std::abort();
        if (field.body.data() < field.name.data() + field.name.size()) std::abort();
        if (field.body.data() + field.body.size() > raw.data() + end) std::abort();
        before = static_cast<size_t>(field.body.data() - raw.data()) + field.body.size();
        if (header.find(field.name) == nullptr || header.find_all(field.name).empty()) std::abort();
    }
    for (const Anomaly& anomaly : anomalies.items()) {
        if (anomaly.offset > size) std::abort();
    }
    for (size_t at = 0; at < size;) {
        const mime::LineEnd line = mime::find_line_end(raw, at);
        if (line.text_end < at || line.next < line.text_end || line.next > size) std::abort();
        if (line.next == at) std::abort();
        at = line.next;
    }
    return 0;
}
