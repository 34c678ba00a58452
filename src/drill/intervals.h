// SPDX-License-Identifier: Apache-2.0
// 95 % intervals for a share and for a count.
#pragma once

#include <cstdint>

#include "drill/drill.h"

namespace redshank::drill {

/// Wilson's score interval for `hits` out of `tries`; 0 to 1 without tries.
Share wilson(uint64_t hits, uint64_t tries);

/// Garwood's exact interval for the mean of a Poisson variable seen once as `count`.
Share poisson(uint64_t count);

}  // namespace redshank::drill
