// SPDX-License-Identifier: Apache-2.0
// What others published, in the case: each imported file whole (packed), with who says so, when and under
// which licence, so that mail read years ago can be held against it and every match names its source. Beside
// it what of each message can be matched (keys), and the findings that the last matching made; they are kept
// apart from those of detectors, for they come and go with what is imported.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "evidence/sqlite.h"
#include "facts/finding.h"

namespace redshank::evidence {

/// One imported file, without its bytes.
struct IntelImport {
    int64_t number = 0;   // in the case, from 1; never used again
    std::string name;     // of the file, as given
    std::string kind;     // intel::kind_name
    std::string source;   // who publishes it, as the file or its user says
    std::string date;     // of its content, RFC 3339 or a date alone; "" unknown
    std::string licence;  // as the file or its user states; "" none stated
    std::string sha256;   // of the file's bytes, decompressed
    Seconds added = 0;
    uint64_t bytes = 0;
    std::string counts;   // "53 ipv4-addr, 43 domain-name, 6 file"
    std::string columns;  // for tables: what the user said of their columns; else ""
};

/// Looks into a case that is open (Case::intel); the case must outlive it. In a case of an older Redshank
/// that was opened for reading there is nothing.
class IntelStore {
  public:
    explicit IntelStore(const Database& database) : database_(database) {}
    /// Makes the tables where they are missing.
    static void create_tables(Database& database);

    /// By number.
    std::vector<IntelImport> imports() const;
    std::optional<IntelImport> import_with(std::string_view sha256) const;
    /// The file's bytes, decompressed; "" where there is no such import.
    std::string bytes(int64_t number) const;
    /// What a reader made of the bytes, to load faster than by reading them again; "" where there is none.
    std::string compiled(int64_t number) const;

    int64_t add(const IntelImport& import, std::string_view bytes);
    void set_compiled(int64_t number, std::string_view compiled);
    /// False where there is no such import.
    bool remove(int64_t number);

    /// Replaces the keys of a message (intel/match_keys.h).
    void set_keys(int64_t message, std::string_view keys);
    /// By message; `keys` is valid during the call.
    void clear_keys();
    void each_keys(const std::function<void(int64_t message, std::string_view keys)>& take) const;
    /// Messages whose keys nobody has worked out: of a case made before there was intel.
    std::vector<int64_t> rows_without_keys() const;

    void clear_findings();
    void add_findings(int64_t message, const std::vector<facts::Finding>& findings);
    std::vector<facts::Finding> findings_of(int64_t message) const;
    std::optional<facts::Finding> finding_by_id(std::string_view id) const;
    void each_finding(const std::function<void(const facts::Finding&)>& take) const;

  private:
    bool exists() const;
    const Database& database_;
    std::optional<Statement> set_keys_;  // prepared once: a hunt sets those of every message
};

}  // namespace redshank::evidence
