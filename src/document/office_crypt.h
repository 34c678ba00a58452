// SPDX-License-Identifier: Apache-2.0
// Office documents with a password since 2007 (MS-OFFCRYPTO 2.3.4): the package, a ZIP, lies encrypted in a
// stream of a compound file, with what its key is made of in another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"

namespace redshank::document {

/// Excel opens what this locks without asking (MS-OFFCRYPTO calls it the default password), and so do other
/// programs: whoever wants to hide from filters alone takes it.
constexpr std::string_view office_default_password = "VelvetSweatshop";

/// What passwords of one message may cost, in digests: twelve at the 100,000 that Office asks for, which is
/// half a second.
constexpr uint64_t password_digests(const Limits& limits) {
    return uint64_t{limits.max_passwords} * 30'000;
}

struct OpenedPackage {
    std::string password;
    std::string bytes;
};

/// `info` and `package` are the streams EncryptionInfo and EncryptedPackage. The package under the first of
/// `passwords` (UTF-8) that fits; nothing where none does, the form is another one (RC4, before 2007), or a
/// try would cost more than `digests_left`, which each takes from. Agile and standard encryption, with AES.
std::optional<OpenedPackage> open_office_package(std::string_view info, std::string_view package,
                                                 const std::vector<std::string>& passwords,
                                                 const Limits& limits, uint64_t& digests_left);

}  // namespace redshank::document
