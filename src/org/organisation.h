// SPDX-License-Identifier: Apache-2.0
// The organisation file (interfaces.md): whose mail this is, whom to protect, what is ours. Read once, then
// constant and shared by all threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.h"

namespace redshank::org {

struct MailboxRule {
    std::string path;   // glob over the source's path: * within a folder name, ** over folders, ?
    std::string owner;  // lower-case address
};

struct Person {
    std::string name;
    std::vector<std::string> addresses;  // lower-case, or "sha256:…" of the lower-case address
};

struct Organisation {
    std::string name;
    std::vector<std::string> domains;  // ours, lower-case A-labels
    std::vector<std::string> authserv_ids;
    std::vector<std::string> link_gateways;     // hosts
    std::vector<std::string> freemail_domains;  // more than the built-in ones
    std::vector<std::string> own_mailers;
    std::vector<std::string> simulations;
    std::vector<MailboxRule> mailboxes;
    std::vector<Person> people;
    std::string digest;                 // SHA-256 hex of the file; "" without one
    std::vector<std::string> warnings;  // what the file says that is not understood

    bool is_ours(std::string_view domain) const;  // one of `domains` or below one
    /// Index into people of who has this address (given plainly or as a hash), or -1.
    int person_with_address(std::string_view lower_case_address) const;
    /// The owner of the first rule whose glob matches this source path, or "".
    std::string mailbox_owner(std::string_view source) const;
    /// The built-in free-mail domains and the file's own.
    bool is_freemail(std::string_view domain) const;

    std::unordered_map<std::string, int> person_by_address;  // filled by parse; keys as in Person::addresses
    bool has_hashed_addresses = false;         // some key is a hash: a plain miss must be hashed too
    std::unordered_set<std::string> freemail;  // filled by parse and by make_default
};

/// Reads the TOML text. Errors: no TOML (with line and column), a wrong type for a known key.
/// Unknown keys become warnings.
Result<Organisation> parse_organisation(std::string_view toml);

/// Reads the file. Warns in `warnings` when others can read it and it holds addresses in the clear.
Result<Organisation> load_organisation(const std::filesystem::path& file);

/// No file: nothing is ours, the built-in free-mail domains.
Organisation default_organisation();

}  // namespace redshank::org
