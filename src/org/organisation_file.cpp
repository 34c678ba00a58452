// SPDX-License-Identifier: Apache-2.0
// The organisation file (interfaces.md) read with toml++. A wrong type is an error, since a list that
// silently stayed empty would look like "nothing is ours"; a key that we do not know, or a value that is no
// address, is a warning.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <system_error>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "org/organisation.h"
#include "text/idna.h"

namespace redshank::org {

namespace {

constexpr std::string_view hash_prefix = "sha256:";

std::string lower_domain(std::string_view domain) {
    domain = trim(domain);
    if (domain.ends_with('.')) domain.remove_suffix(1);
    return text::domain_to_ascii(domain).value_or(ascii_lower(domain));
}

// Walks the tables; the first error stays and ends the reading.
class Reader {
  public:
    explicit Reader(Organisation& organisation) : organisation_(organisation) {}

    std::string error;

    void read(const toml::table& root) {
        warn_of_others(root, {"organisation", "mailbox", "person"}, "");
        if (const toml::node* node = root.get("organisation")) {
            if (const toml::table* table = node->as_table())
                read_organisation(*table);
            else
                fail(*node, "organisation", "a table");
        }
        for_each_table(root, "mailbox", [&](const toml::table& table) { read_mailbox(table); });
        for_each_table(root, "person", [&](const toml::table& table) { read_person(table); });
    }

  private:
    void read_organisation(const toml::table& table) {
        warn_of_others(table,
                       {"name", "domains", "authserv_ids", "link_gateways", "freemail_domains", "own_mailers",
                        "simulations"},
                       "organisation.");
        organisation_.name = text_of(table, "name");
        organisation_.domains = domains_of(table, "domains");
        organisation_.authserv_ids = domains_of(table, "authserv_ids");
        organisation_.link_gateways = domains_of(table, "link_gateways");
        organisation_.freemail_domains = domains_of(table, "freemail_domains");
        organisation_.own_mailers = domains_of(table, "own_mailers");
        organisation_.simulations = domains_of(table, "simulations");
        organisation_.freemail.insert(organisation_.freemail_domains.begin(),
                                      organisation_.freemail_domains.end());
    }

    void read_mailbox(const toml::table& table) {
        warn_of_others(table, {"path", "owner"}, "mailbox.");
        MailboxRule rule{text_of(table, "path"), address(table, text_of(table, "owner"))};
        if (rule.path.empty() || rule.owner.empty() || rule.owner.starts_with(hash_prefix)) {
            warn(table, "a [[mailbox]] needs a path and an owner's address; this one is not used");
            return;
        }
        organisation_.mailboxes.push_back(std::move(rule));
    }

    void read_person(const toml::table& table) {
        warn_of_others(table, {"name", "addresses"}, "person.");
        Person person;
        person.name = text_of(table, "name");
        const int index = static_cast<int>(organisation_.people.size());
        for (const std::string& written : texts_of(table, "addresses")) {
            std::string key = address(table, written);
            if (key.empty()) continue;
            organisation_.has_hashed_addresses |= key.starts_with(hash_prefix);
            if (!organisation_.person_by_address.emplace(key, index).second) {
                warn(table, "the address '" + key + "' stands twice; the first person keeps it");
            }
            person.addresses.push_back(std::move(key));
        }
        if (person.name.empty() && person.addresses.empty())
            warn(table, "a [[person]] without name and address");
        organisation_.people.push_back(std::move(person));
    }

    // Lower case with the domain as A-labels, or "sha256:…"; "" with a warning where it is neither.
    std::string address(const toml::node& where, std::string_view written) {
        written = trim(written);
        if (written.empty()) return {};
        std::string lower = ascii_lower(written);
        if (lower.starts_with(hash_prefix)) {
            if (lower.size() == hash_prefix.size() + 64 && !unhex(lower.substr(hash_prefix.size())).empty())
                return lower;
            warn(where, "'" + lower + "' is no SHA-256 in hex");
            return {};
        }
        const size_t at = lower.rfind('@');
        if (at == std::string::npos || at == 0 || at + 1 == lower.size()) {
            warn(where, "'" + lower + "' is no address");
            return {};
        }
        return lower.substr(0, at + 1) + lower_domain(lower.substr(at + 1));
    }

    std::string text_of(const toml::table& table, std::string_view key) {
        const toml::node* node = table.get(key);
        if (node == nullptr) return {};
        if (const auto* value = node->as_string()) return value->get();
        fail(*node, key, "a string");
        return {};
    }

    std::vector<std::string> texts_of(const toml::table& table, std::string_view key) {
        std::vector<std::string> texts;
        const toml::node* node = table.get(key);
        if (node == nullptr) return texts;
        const toml::array* array = node->as_array();
        if (array == nullptr) {
            fail(*node, key, "a list of strings");
            return texts;
        }
        for (const toml::node& item : *array) {
            if (const auto* value = item.as_string())
                texts.push_back(value->get());
            else
                fail(item, key, "a list of strings");
        }
        return texts;
    }

    std::vector<std::string> domains_of(const toml::table& table, std::string_view key) {
        std::vector<std::string> names = texts_of(table, key);
        for (std::string& name : names) name = lower_domain(name);
        std::erase(names, std::string());
        return names;
    }

    template <typename Use>
    void for_each_table(const toml::table& root, std::string_view key, Use use) {
        const toml::node* node = root.get(key);
        if (node == nullptr) return;
        const toml::array* array = node->as_array();
        if (array == nullptr) return fail(*node, key, "written [[" + std::string(key) + "]]");
        for (const toml::node& item : *array) {
            if (const toml::table* table = item.as_table())
                use(*table);
            else
                fail(item, key, "a table");
        }
    }

    void warn_of_others(const toml::table& table, std::initializer_list<std::string_view> known,
                        std::string_view prefix) {
        for (const auto& [key, node] : table) {
            if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
                warn(node, "unknown key '" + std::string(prefix) + std::string(key.str()) + "'");
            }
        }
    }

    static std::string line_of(const toml::node& node) {
        return "line " + std::to_string(node.source().begin.line) + ": ";
    }
    void warn(const toml::node& node, const std::string& what) {
        organisation_.warnings.push_back(line_of(node) + what);
    }
    void fail(const toml::node& node, std::string_view key, std::string_view wanted) {
        if (!error.empty()) return;
        error = line_of(node) + "'" + std::string(key) + "' must be " + std::string(wanted);
    }

    Organisation& organisation_;
};

// Names under the domains that RFC 2606 keeps for examples are nobody's.
bool is_somebodys(std::string_view address) {
    const std::string_view top = address.substr(address.rfind('.') + 1);
    return top != "example" && top != "test" && top != "invalid";
}

bool has_plain_address(const Organisation& organisation) {
    for (const auto& [address, person] : organisation.person_by_address) {
        if (!address.starts_with(hash_prefix) && is_somebodys(address)) return true;
    }
    return std::any_of(organisation.mailboxes.begin(), organisation.mailboxes.end(),
                       [](const MailboxRule& rule) { return is_somebodys(rule.owner); });
}

}  // namespace

Result<Organisation> parse_organisation(std::string_view toml_text) {
    const toml::parse_result parsed = toml::parse(toml_text);
    if (!parsed) {
        const toml::parse_error& error = parsed.error();
        return Error{"line " + std::to_string(error.source().begin.line) + ", column " +
                     std::to_string(error.source().begin.column) + ": " + std::string(error.description())};
    }
    Organisation organisation = default_organisation();
    Reader reader(organisation);
    reader.read(parsed.table());
    if (!reader.error.empty()) return Error{reader.error};
    organisation.digest = sha256_hex(toml_text);
    return organisation;
}

Result<Organisation> load_organisation(const std::filesystem::path& file) {
    const std::string name = "organisation file " + file.string();
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(file, error);
    if (error) return Error{name + " cannot be read: " + error.message()};
    if (std::filesystem::is_directory(status)) return Error{name + " cannot be read: it is a folder"};
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Error{name + " cannot be opened"};
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};

    Result<Organisation> organisation = parse_organisation(text);
    if (!organisation) return Error{name + ": " + organisation.error().message};
    for (std::string& warning : organisation->warnings) warning.insert(0, name + ": ");
    const bool others_read =
        (status.permissions() & std::filesystem::perms::others_read) != std::filesystem::perms::none;
    if (others_read && has_plain_address(*organisation)) {
        organisation->warnings.push_back(
            name +
            ": everyone on this machine can read it and the addresses in it (chmod "
            "o-r, or write them as sha256:…)");
    }
    return organisation;
}

}  // namespace redshank::org
