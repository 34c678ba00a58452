// SPDX-License-Identifier: Apache-2.0
// What one file of published knowledge says, whatever its format: indicators, claims about actors, what
// speaks against an indicator, and what domains are. Every statement carries who made it and when. A reader
// is a pure function from bytes to Knowledge; what it cannot read is a problem with its
// place, and the rest loads.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/time.h"
#include "intel/claim.h"
#include "intel/kind.h"
#include "intel/observable.h"

namespace redshank::intel {

struct Pattern;  // stix_pattern.h

/// Something to look for, and who says so.
struct Indicator {
    Observable observable;                   // where `pattern` is null
    std::shared_ptr<const Pattern> pattern;  // a STIX pattern that is more than one comparison
    std::string text;                        // as published: the value, or the pattern
    std::string id;                          // its publisher's: "indicator--…", a MISP UUID; "" none
    std::string published_for;               // actor, campaign or malware; else what the publisher calls it
    std::string source;
    std::string date;         // of publication, a date alone; "" unknown
    Seconds valid_from = 0;   // 0: not said
    Seconds valid_until = 0;  // 0: not said
    std::string note;         // a comment, at most some 200 bytes
    std::string against;  // what the file itself says against it: "revoked", "marked as benign"; "" nothing
    std::string tlp;      // "clear", "green", "amber", "amber+strict", "red"; "" not marked
};

/// A list whose entries are reasons against an indicator, or a role of domains (MISP warninglists; the kinds
/// freemail to government).
struct Warninglist {
    std::string name;
    std::string words;                 // "is a known shortener": completes "NAME …"
    bool is_hub = false;               // what so many use that meeting it says nothing
    std::vector<std::string> domains;  // they and what is below them
    std::vector<std::string> hosts;    // they alone
    std::vector<std::string> ranges;   // IP ranges and addresses
};

struct FileProblem {
    uint64_t offset = 0;  // bytes from the start of the (decompressed) text
    uint64_t line = 0;    // from 1; 0 where it is the file as a whole
    std::string what;
};

struct Knowledge {
    std::string source;  // as the file says it, else ""
    std::string date;
    std::string licence;
    std::vector<Indicator> indicators;
    std::vector<Claim> claims;
    std::vector<Warninglist> warninglists;
    std::map<std::string, uint64_t> counts;  // "domain-name" → 43
    std::vector<std::string> notes;          // what was guessed or left out, for the user
    std::vector<FileProblem> problems;       // at most limits.max_intel_problems
    uint64_t further_problems = 0;
};

struct ReadOptions {
    std::string name;    // the file's, for notes
    std::string source;  // stated by the user: goes before what the file says
    std::string date;
    std::string columns;  // "value=2,type=entity_type": for tables (indicator_csv.h)
};

/// Reads the text of a file (as_text) of that kind. Sanctions lists give nothing here: they are read for
/// screening, not for hunting.
Knowledge read_knowledge(Kind kind, std::string_view text, const ReadOptions& options, const Limits& limits);

/// What we wrote ourselves about the case that this program began with: a STIX 2.1 bundle whose every
/// statement names who made it and when. It holds no indicators.
Knowledge built_in_knowledge(const Limits& limits);

/// UTF-8 of a file: UTF-16 with a byte order mark is converted, a UTF-8 mark taken off, and text that is no
/// UTF-8 read as windows-1252 with a note in `problems`. Spreadsheets (ZIP) stay as they are.
std::string as_text(std::string bytes, std::vector<FileProblem>& problems);

/// "53 ipv4-addr, 43 domain-name, 6 file", most first.
std::string counts_text(const std::map<std::string, uint64_t>& counts);

/// For readers: counts the problem, and keeps it while there is room.
void add_problem(Knowledge& out, const Limits& limits, std::string_view text, uint64_t offset,
                 std::string what);
/// For readers: source and date of a statement that names none itself.
void fill_defaults(Knowledge& out, const ReadOptions& options);

}  // namespace redshank::intel
