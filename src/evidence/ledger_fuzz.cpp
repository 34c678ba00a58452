// SPDX-License-Identifier: Apache-2.0
// Any bytes as a ledger: checked to its end, and a whole chain no longer holds when its first line is gone.
#include "evidence/ledger.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace redshank::evidence;
    const std::string_view ledger(reinterpret_cast<const char*>(data), size);
    const LedgerCheck check = check_ledger(ledger);
    if (check.lines > size || check.signed_lines > check.lines || check.verified_signatures != 0)
        std::abort();
    if (check.lines < 2 || !check.problems.empty()) return 0;
    if (check_ledger(ledger.substr(ledger.find('\n') + 1)).problems.empty()) std::abort();
    return 0;
}
