// SPDX-License-Identifier: Apache-2.0
#include "auth/dmarc_report.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    Limits limits;
    limits.max_dmarc_failures = 3;
    const auto report = auth::read_dmarc_report({reinterpret_cast<const char*>(data), size}, limits);
    if (report && (report->failures.size() > 3 || report->failed > report->messages)) std::abort();
    return 0;
}
