// SPDX-License-Identifier: Apache-2.0
#include "engine/intel.h"

#include <algorithm>
#include <system_error>

#include "base/hash.h"
#include "engine/screening.h"

namespace redshank::engine {

namespace {

// Files as given; of a folder those in it and below, by name.
std::vector<std::string> files_of(const std::vector<std::string>& given) {
    std::vector<std::string> files;
    for (const std::string& path : given) {
        std::error_code error;
        if (!std::filesystem::is_directory(path, error)) {
            files.push_back(path);
            continue;
        }
        std::vector<std::string> inside;
        for (auto at = std::filesystem::recursive_directory_iterator(
                 path, std::filesystem::directory_options::skip_permission_denied, error);
             !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
            if (at->is_regular_file(error)) inside.push_back(at->path().string());
        }
        std::sort(inside.begin(), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

std::string place_words(const intel::FileProblem& problem) {
    return problem.line == 0 ? problem.what : "line " + std::to_string(problem.line) + ": " + problem.what;
}

class Adder {
  public:
    Adder(evidence::Case& c, const IntelAddOptions& options, intel::Kind kind)
        : case_(c), options_(options), kind_(kind) {}

    void add(const std::string& file) {
        auto bytes = read_intel_file(file, options_.limits);
        if (!bytes) return tell(file, {0, 0, bytes.error().message});
        std::vector<intel::FileProblem> problems;
        const std::string text = intel::as_text(std::move(*bytes), problems);
        const intel::Kind kind = kind_ == intel::Kind::unknown ? intel::tell_kind(text) : kind_;
        if (kind == intel::Kind::unknown)
            return tell(file,
                        {0, 0,
                         "this is no kind of published knowledge that Redshank knows; if it is a list, say "
                         "which: intel add --as KIND"});
        for (const intel::FileProblem& problem : problems) tell(file, problem);
        keep(file, kind, text);
    }

    IntelAddOutcome take() { return std::move(outcome_); }

  private:
    void keep(const std::string& file, intel::Kind kind, const std::string& text) {
        IntelAdded added;
        const std::string sha256 = sha256_hex(text);
        if (const auto there = case_.intel().import_with(sha256)) {
            added.import = *there;
            added.was_there = true;
            outcome_.files.push_back(std::move(added));
            return;
        }
        const intel::ReadOptions how{file, options_.source, options_.date, options_.columns};
        std::string compiled;
        intel::Knowledge said;
        if (intel::is_sanctions(kind)) {
            ListImport list = read_list_import(kind, text, how, options_.limits);
            said = std::move(list.said);
            compiled = std::move(list.compiled);
        } else {
            said = intel::read_knowledge(kind, text, how, options_.limits);
        }
        for (const intel::FileProblem& problem : said.problems) tell(file, problem);
        if (said.further_problems > 0)
            tell(file, {0, 0, std::to_string(said.further_problems) + " further problems of this kind"});
        evidence::IntelImport& import = added.import;
        import.name = file;
        import.kind = intel::kind_name(kind);
        import.source = said.source;
        import.date = said.date;
        import.licence = options_.licence.empty() ? said.licence : options_.licence;
        import.sha256 = sha256;
        import.added = options_.now;
        import.bytes = text.size();
        import.counts = intel::counts_text(said.counts);
        import.columns = options_.columns;
        added.notes = said.notes;
        import.number = record_import(import, text, compiled);
        outcome_.files.push_back(std::move(added));
    }

    // The one place where an import enters the case.
    int64_t record_import(const evidence::IntelImport& import, const std::string& text,
                          const std::string& compiled) {
        case_.begin();
        const int64_t number = case_.intel().add(import, text);
        if (!compiled.empty()) case_.intel().set_compiled(number, compiled);
        case_.commit();
        return number;
    }

    void tell(const std::string& file, const intel::FileProblem& problem) {
        ++outcome_.problems;
        if (options_.unread) options_.unread({file, problem.offset, place_words(problem)});
    }

    evidence::Case& case_;
    const IntelAddOptions& options_;
    const intel::Kind kind_;
    IntelAddOutcome outcome_;
};

}  // namespace

Result<IntelAddOutcome> add_intel(evidence::Case& c, const IntelAddOptions& options) {
    intel::Kind kind = intel::Kind::unknown;
    if (!options.kind.empty()) {
        const auto named = intel::kind_by_name(options.kind);
        if (!named) return Error{"there is no kind of published knowledge \"" + options.kind + "\""};
        kind = *named;
    }
    if (!options.date.empty() && !parse_rfc3339(options.date))
        return Error{"\"" + options.date + "\" is no date; write it as 2024-03-25"};
    Adder adder(c, options, kind);
    for (const std::string& file : files_of(options.files)) adder.add(file);
    return adder.take();
}

// The one place where an import leaves the case.
bool remove_intel(evidence::Case& c, int64_t number) {
    c.begin();
    const bool was_there = c.intel().remove(number);
    c.commit();
    return was_there;
}

std::vector<intel::Knowledge> load_intel(const evidence::Case& c, const Limits& limits) {
    std::vector<intel::Knowledge> all;
    for (const evidence::IntelImport& import : c.intel().imports()) {
        const auto kind = intel::kind_by_name(import.kind);
        if (!kind || intel::is_sanctions(*kind)) continue;
        all.push_back(intel::read_knowledge(*kind, c.intel().bytes(import.number),
                                            {import.name, import.source, import.date, import.columns},
                                            limits));
    }
    return all;
}

}  // namespace redshank::engine
