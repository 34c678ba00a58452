// SPDX-License-Identifier: Apache-2.0
// Fields that some fifty providers really wrote.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "auth/authentication_results.h"
#include "base/ascii.h"
#include "base/testing.h"

namespace redshank::auth {
namespace {

std::vector<std::string> fields_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    std::vector<std::string> fields;
    bool inside = false;
    for (size_t start = 0; start < bytes.size();) {
        const size_t end = std::min(bytes.find('\n', start), bytes.size());
        const std::string_view line = std::string_view(bytes).substr(start, end - start);
        if (line.empty() || line == "\r") break;
        constexpr std::string_view name = "Authentication-Results:";
        if (istarts_with(line, name))
            fields.emplace_back(line.substr(name.size()));
        else if (inside && is_space(line[0]))
            (fields.back() += '\n') += line;
        inside = istarts_with(line, name) || (inside && is_space(line[0]));
        start = end + 1;
    }
    return fields;
}

TEST(AuthenticationResultsCorpus, FieldsOfManyProvidersParseWithAResult) {
    REDSHANK_NEEDS_SHARED();
    namespace fs = std::filesystem;
    const fs::path packed =
        shared_dir() / "suites/authentication-results-samples/authentication-results-samples.tar.zst";
    const fs::path folder = fs::temp_directory_path() / "redshank_auth_corpus_test";
    fs::create_directories(folder);
    ASSERT_EQ(std::system(("tar --zstd -xf '" + packed.string() + "' -C '" + folder.string() + "'").c_str()),
              0);

    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    size_t fields = 0;
    size_t with_result = 0;
    size_t with_domain = 0;
    for (const fs::path& file : files) {
        for (const std::string& body : fields_of(file)) {
            AnomalyList anomalies;
            const AuthenticationResults parsed = parse_authentication_results(body, Limits{}, anomalies);
            const bool says_nothing = parsed.results.empty() && body.find('=') == std::string::npos;
            ++fields;
            with_result += !parsed.results.empty() || says_nothing;
            with_domain += !parsed.results.empty() && !parsed.results.front().domain().empty();
            EXPECT_TRUE(!parsed.results.empty() || says_nothing) << file << ": " << body;
        }
    }
    std::cout << files.size() << " messages, " << fields << " fields, " << with_result
              << " with a result or rightly none, " << with_domain << " whose first result names a domain\n";
    EXPECT_GT(fields, 0u);
    fs::remove_all(folder);
}

}  // namespace
}  // namespace redshank::auth
