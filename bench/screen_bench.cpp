// SPDX-License-Identifier: Apache-2.0
// Screening over a list of made-up names as large as the real ones: 25,000 entries, 50,000 names. Loading, a
// name that shares no word with the list, and full scoring of names that do. Each checks its answer first.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdlib>
#include <random>

#include "intel/screen.h"

namespace redshank::bench {

namespace {

using namespace redshank::intel;

// Pronounceable words, a fifth of them shared by many as real names are.
class NameMaker {
  public:
    std::string word() {
        static constexpr std::array<const char*, 24> syllables = {
            "ka", "ri",  "mo",  "tel", "van", "sho", "ul",  "der", "bas", "ni",  "gor", "lim",
            "fa", "zen", "quo", "pra", "min", "tor", "hel", "wa",  "yev", "dro", "sin", "che"};
        std::string out;
        const size_t count = 2 + random_() % 3;
        for (size_t i = 0; i < count; ++i) out += syllables[random_() % syllables.size()];
        return out;
    }
    std::string name() {
        static constexpr std::array<const char*, 8> common = {"Mohammad", "Ali",    "Ivan",  "Li",
                                                              "Sergey",   "Hassan", "Maria", "Wang"};
        std::string out = random_() % 5 == 0 ? common[random_() % common.size()] : word();
        const size_t more = 1 + random_() % 3;
        for (size_t i = 0; i < more; ++i) out += " " + word();
        return out;
    }

  private:
    std::mt19937 random_{25};
};

std::vector<CompiledEntry> made_list() {
    NameMaker maker;
    std::vector<ListEntry> entries(25'000);
    for (size_t i = 0; i < entries.size(); ++i) {
        entries[i].list = "made up";
        entries[i].id = std::to_string(i);
        entries[i].type = ListedType::person;
        entries[i].names = {{maker.name(), NameQuality::primary}, {maker.name(), NameQuality::alias}};
    }
    return compile_list(std::move(entries));
}

const std::string& compiled() {
    static const std::string bytes = write_compiled(made_list());
    return bytes;
}

const Screener& screener() {
    static const Screener one(std::move(*read_compiled(compiled())));
    return one;
}

ScreenQuery person(std::string name) {
    ScreenQuery query;
    query.name = std::move(name);
    query.type = ListedType::person;
    return query;
}

void load(benchmark::State& state) {
    for (auto _ : state) {
        auto entries = read_compiled(compiled());
        if (!entries || entries->size() != 25'000) std::abort();
        benchmark::DoNotOptimize(Screener(std::move(*entries)).name_count());
    }
}
BENCHMARK(load)->Unit(benchmark::kMillisecond);

void no_candidate(benchmark::State& state) {
    const ScreenQuery query = person("Xxyzzyx Jjubbjub");
    if (!screener().screen(query).empty()) std::abort();
    for (auto _ : state) benchmark::DoNotOptimize(screener().screen(query).size());
}
BENCHMARK(no_candidate)->Unit(benchmark::kMicrosecond);

// Half the names are listed with one letter changed, half share words only.
void full_scoring(benchmark::State& state) {
    NameMaker listed;
    std::vector<ScreenQuery> queries;
    for (int i = 0; i < 500; ++i) {
        std::string name = listed.name();
        name[name.size() - 1] = name.back() == 'e' ? 'a' : 'e';
        queries.push_back(person(name));
        queries.push_back(person("Mohammad " + name.substr(name.rfind(' ') + 1) + " Ali"));
    }
    size_t found = 0;
    for (const ScreenQuery& query : queries) found += screener().screen(query).empty() ? 0 : 1;
    if (found < 500) std::abort();
    size_t at = 0;
    for (auto _ : state) benchmark::DoNotOptimize(screener().screen(queries[at++ % queries.size()]).size());
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(full_scoring)->Unit(benchmark::kMicrosecond);

}  // namespace

}  // namespace redshank::bench

BENCHMARK_MAIN();
