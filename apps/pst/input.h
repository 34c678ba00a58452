// SPDX-License-Identifier: Apache-2.0
// Standard input as libpff wants it: an open file that is read at any place (libbfio), and never by a name.
#pragma once

#include <libbfio.h>

namespace redshank::pst {

/// The handle to give to libpff_file_open_file_io_handle; null where there is no memory. Lives as long as the
/// process.
libbfio_handle_t* standard_input();

}  // namespace redshank::pst
