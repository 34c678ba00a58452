// SPDX-License-Identifier: Apache-2.0
#include "campaign/proof.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <tuple>

#include "base/hash.h"

namespace redshank::campaign {

namespace {

using facts::SlotClass;

// A mail that nobody varies for each reader comes in a handful of variants.
constexpr size_t max_variants = 16;

std::vector<Copy> known(std::span<const Copy> copies) {
    std::vector<Copy> out;
    std::copy_if(copies.begin(), copies.end(), std::back_inserter(out),
                 [](const Copy& c) { return c.reader != 0; });
    return out;
}

/// What the copies say about readers and values; sorted containers, so that no outcome depends on hashing.
struct Relation {
    std::map<uint32_t, std::set<uint64_t>> values_of_reader;
    std::map<uint64_t, std::set<uint32_t>> readers_of_value;

    explicit Relation(std::span<const Copy> copies) {
        for (const Copy& copy : copies) {
            values_of_reader[copy.reader].insert(copy.value);
            readers_of_value[copy.value].insert(copy.reader);
        }
    }
    bool stable() const {
        return std::all_of(values_of_reader.begin(), values_of_reader.end(),
                           [](const auto& entry) { return entry.second.size() == 1; });
    }
    bool exclusive() const {
        return std::all_of(readers_of_value.begin(), readers_of_value.end(),
                           [](const auto& entry) { return entry.second.size() == 1; });
    }
    size_t readers() const { return values_of_reader.size(); }
};

bool one_value_a_wave(std::span<const Copy> copies) {
    std::map<uint32_t, std::set<uint64_t>> waves;
    for (const Copy& copy : copies) waves[copy.wave].insert(copy.value);
    return waves.size() > 1 && waves.size() < copies.size() &&
           std::all_of(waves.begin(), waves.end(), [](const auto& wave) { return wave.second.size() == 1; });
}

}  // namespace

double log10_factorial(uint64_t n) {
    if (n < 32) {
        double sum = 0;
        for (uint64_t i = 2; i <= n; ++i) sum += std::log10(static_cast<double>(i));
        return sum;
    }
    // Stirling's series; the next term is below 1e-10 from 32 on.
    const auto x = static_cast<double>(n);
    const double natural =
        x * std::log(x) - x + 0.5 * std::log(2 * std::numbers::pi * x) + 1 / (12 * x) - 1 / (360 * x * x * x);
    return natural / std::numbers::ln10;
}

std::vector<Copy> without_resends(std::span<const Copy> copies) {
    std::set<std::pair<uint32_t, uint32_t>> ids;
    std::set<std::tuple<uint32_t, uint32_t, uint64_t>> values;
    std::vector<Copy> out;
    for (const Copy& copy : copies) {
        if (copy.reader != 0) {
            const bool new_id = copy.message_id == 0 || ids.emplace(copy.reader, copy.message_id).second;
            const bool new_value = values.emplace(copy.reader, copy.wave, copy.value).second;
            if (!new_id || !new_value) continue;
        }
        out.push_back(copy);
    }
    return out;
}

SlotClass classify(std::span<const Copy> copies) {
    std::set<uint64_t> values;
    for (const Copy& copy : copies) values.insert(copy.value);
    if (values.size() <= 1) return SlotClass::constant;
    if (one_value_a_wave(copies)) return SlotClass::per_wave;
    const std::vector<Copy> with_reader = known(copies);
    const Relation relation(with_reader);
    if (relation.readers() >= 2 && relation.readers() < with_reader.size() && relation.stable() &&
        relation.exclusive()) {
        return SlotClass::per_reader;
    }
    if (values.size() == copies.size()) return SlotClass::per_message;
    if (values.size() <= max_variants && values.size() * 2 <= copies.size()) return SlotClass::few_variants;
    return SlotClass::unclear;
}

double log10_follows_reader(std::span<const Copy> copies) {
    const std::vector<Copy> with_reader = known(copies);
    const Relation relation(with_reader);
    if (relation.readers() < 2 || relation.readers() == with_reader.size()) return 0;
    if (!relation.stable() || !relation.exclusive()) return 0;
    // Values and readers are one to one, so a reader's copies in a wave count the value's too.
    std::map<uint32_t, std::map<uint32_t, uint64_t>> copies_of_reader;  // reader, wave
    std::map<uint32_t, uint64_t> wave_sizes;
    for (const Copy& copy : with_reader) {
        ++copies_of_reader[copy.reader][copy.wave];
        ++wave_sizes[copy.wave];
    }
    double log10_p = 0;
    std::map<std::map<uint32_t, uint64_t>, uint64_t> signatures;
    for (const auto& [reader, counts] : copies_of_reader) {
        for (const auto& [wave, count] : counts) log10_p += log10_factorial(count);
        ++signatures[counts];
    }
    for (const auto& [wave, size] : wave_sizes) log10_p -= log10_factorial(size);
    for (const auto& [signature, readers] : signatures) log10_p += log10_factorial(readers);
    return std::min(log10_p, 0.0);
}

double log10_all_different(uint64_t n, uint64_t k) {
    return std::min(log10_factorial(k) - log10_factorial(k - n) - static_cast<double>(n) * std::log10(k),
                    0.0);
}

uint32_t readers_told_apart(std::span<const Copy> copies) {
    const Relation relation(known(copies));
    return relation.exclusive() ? static_cast<uint32_t>(relation.readers()) : 0;
}

}  // namespace redshank::campaign
