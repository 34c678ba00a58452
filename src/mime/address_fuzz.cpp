// SPDX-License-Identifier: Apache-2.0
// Any field body gives mailboxes of valid UTF-8; an address has a local part and a domain.
#include <cstdlib>

#include "base/safe_text.h"
#include "mime/fields.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    AnomalyList anomalies;
    for (const mime::Mailbox& mailbox : mime::parse_address_list(body, Limits{}, anomalies)) {
        if (!is_utf8(mailbox.name) || !is_utf8(mailbox.address)) std::abort();
        const size_t at = mailbox.address.rfind('@');
        if (!mailbox.address.empty() && (at == std::string::npos || at == 0)) std::abort();
        if (mailbox.name.empty() && mailbox.address.empty()) std::abort();
    }
    for (const Anomaly& anomaly : anomalies.items()) {
        if (anomaly.offset > size) std::abort();
    }
    return 0;
}
