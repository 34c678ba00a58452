// SPDX-License-Identifier: Apache-2.0
// The pages' bundle (web/dist), inside the program.
#pragma once

#include "report/pages.h"

namespace redshank::serve {

report::Bundle bundle();

}  // namespace redshank::serve
