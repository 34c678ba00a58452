// SPDX-License-Identifier: Apache-2.0
// A date that is read lies within the years that mail may have.
#include <cstdlib>

#include "mime/fields.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank;
    AnomalyList anomalies;
    const auto date = mime::parse_date({reinterpret_cast<const char*>(data), size}, anomalies);
    if (!date) return 0;
    const int year = to_civil(date->seconds).year;
    if (year < 1899 || year > 2200) std::abort();
    return 0;
}
