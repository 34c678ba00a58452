// SPDX-License-Identifier: Apache-2.0
#include "campaign/evidence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "base/hash.h"
#include "campaign/proof.h"

namespace redshank::campaign {

namespace {

using facts::Proof;
using facts::ProofKind;
using facts::SlotClass;

constexpr size_t max_slots = 64;
constexpr size_t max_proofs = 16;
constexpr size_t max_proofs_of_a_kind = 3;
constexpr size_t max_examples = 4;
constexpr uint64_t least_variants = 16;  // K of the null model
constexpr double excluded_from = -2;     // log10 p
constexpr uint32_t readers_worth_telling = 4;

struct Judged {
    Series series;
    std::vector<Copy> copies;  // without resends
    bool resent = false;
    SlotClass slot_class = SlotClass::unclear;
    uint32_t readers = 0;
};

/// A test that was made, before it is corrected for the number of tests.
struct Test {
    const Judged* slot = nullptr;
    ProofKind kind = ProofKind::differs_between_readers;
    double log10_p = 0;
    uint32_t readers = 0;
    uint32_t variants = 0;
};

std::vector<Series> merge_templates(std::vector<Series> all) {
    std::map<uint64_t, size_t> by_key;
    std::vector<Series> out;
    for (Series& series : all) {
        const auto [at, is_new] = by_key.emplace(series.key, out.size());
        if (is_new) {
            out.push_back(std::move(series));
            continue;
        }
        Series& same = out[at->second];
        same.seen.insert(same.seen.end(), series.seen.begin(), series.seen.end());
        same.named.insert(same.named.end(), series.named.begin(), series.named.end());
        if (same.encoding.empty()) same.encoding = series.encoding;
        same.token_like = same.token_like && series.token_like;
        same.clock = same.clock && series.clock;
        if (same.mask != series.mask) same.mask = 0;
        same.wrapped = same.wrapped || series.wrapped;
        same.gateway = same.gateway || series.gateway;
    }
    return out;
}

Judged judge(const Columns& columns, Series series, std::span<const uint32_t> wave_of_row) {
    Judged out;
    std::vector<Copy> copies;
    std::set<uint64_t> values;
    std::set<uint32_t> readers;
    for (const Observation& seen : series.seen) {
        const Row& row = columns.rows[seen.row];
        copies.push_back({wave_of_row[seen.row], row.reader, row.message_id, seen.value});
        values.insert(seen.value);
        if (row.reader != 0) readers.insert(row.reader);
    }
    out.copies = without_resends(copies);
    out.resent = out.copies.size() < copies.size();
    out.slot_class = classify(out.copies);
    out.readers = static_cast<uint32_t>(readers.size());
    series.slot.slot_class = out.slot_class;
    series.slot.copies = static_cast<uint32_t>(copies.size());
    series.slot.readers = out.readers;
    series.slot.values = static_cast<uint32_t>(values.size());
    out.series = std::move(series);
    return out;
}

bool tells_apart(SlotClass c) {
    return c == SlotClass::per_message || c == SlotClass::per_reader;
}

void add_tests(const Columns& columns, const Judged& slot, std::vector<Test>& tests) {
    if (slot.series.gateway || slot.series.clock || slot.readers < 2) return;
    const uint32_t apart = readers_told_apart(slot.copies);
    const uint64_t variants = std::max<uint64_t>(least_variants, apart);
    const double different = apart < 2 ? 0 : log10_all_different(apart, variants);
    double follows = log10_follows_reader(slot.copies);
    // A value like "a" or "2" that stays with its reader may be a variant kept for each reader: then the
    // readers must be too many for that.
    if (!slot.series.token_like && different > excluded_from) follows = 0;
    // With one message a reader there is nothing to follow, whatever the values: no test.
    const auto from_known =
        std::count_if(slot.series.seen.begin(), slot.series.seen.end(),
                      [&](const Observation& seen) { return columns.rows[seen.row].reader != 0; });
    if (from_known > slot.readers) tests.push_back({&slot, ProofKind::follows_reader, follows, apart, 0});
    tests.push_back(
        {&slot, ProofKind::differs_between_readers, different, apart, static_cast<uint32_t>(variants)});
}

bool new_with_each_message(const Judged& slot) {
    return slot.slot_class == SlotClass::per_message && slot.copies.size() > slot.readers;
}

std::vector<std::string> what_remains(const Test& test) {
    std::vector<std::string> out;
    const Judged& slot = *test.slot;
    if (slot.series.wrapped)
        out.emplace_back(
            "a link-rewriting gateway of the readers' own that the organisation file does not name");
    if (test.kind == ProofKind::differs_between_readers) {
        out.emplace_back(
            new_with_each_message(slot)
                ? "new with each message, also to one reader: a random number against caching looks the same"
                : "a random number against caching looks the same: no reader has it in two messages");
        if (!slot.series.token_like) out.emplace_back("the number of what each mail is about");
    }
    if (test.kind == ProofKind::follows_reader && test.readers < 11) {
        out.emplace_back("a variant of the mail that stays with its reader, if there are so many variants");
    }
    if (slot.resent) out.emplace_back("some copies were sent again; each counts once");
    return out;
}

std::string hex16(uint64_t value) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (int shift = 60; shift >= 0; shift -= 4) out += digits[value >> shift & 15];
    return out;
}

// The finding that points at the URL's bytes in that copy; the message where none does.
std::string example_in(const Columns& columns, uint32_t row, const Series& series) {
    for (const FindingRow& finding : columns.findings_of(row)) {
        const std::string_view rule = columns.strings[finding.rule];
        const bool is_tracking = rule.starts_with("tracking/") || rule == "attachment/document-loads" ||
                                 rule == "attachment/remote-template";
        const bool is_there = finding.url != 0 && columns.url_info[finding.url].site == series.site;
        if (is_tracking && is_there) return "F" + hex16(finding.id);
    }
    return message_id_of(columns.rows[row]);
}

std::vector<std::string> examples(const Columns& columns, const Series& series) {
    std::vector<std::string> out;
    std::set<uint64_t> values;
    for (const Observation& observation : series.seen) {
        if (out.size() == max_examples) break;
        if (!values.insert(observation.value).second) continue;
        out.push_back(example_in(columns, observation.row, series));
    }
    return out;
}

Proof proof_of(const Columns& columns, const Series& series) {
    Proof proof;
    proof.trigger = series.slot.trigger;
    proof.url_kind = series.slot.kind;
    proof.slot = series.slot.name;
    proof.host = series.slot.host;
    proof.url_shape = series.slot.url_shape;
    proof.copies = series.slot.copies;
    proof.tested = {"gateway", "cache-buster", "variant", "resend"};
    proof.example = examples(columns, series);
    return proof;
}

Proof named_proof(const Columns& columns, const Series& series) {
    Proof proof = proof_of(columns, series);
    proof.kind = ProofKind::names_reader;
    proof.encoding = series.encoding;
    proof.copies = static_cast<uint32_t>(series.named.size());
    std::set<uint32_t> readers;
    proof.example.clear();
    for (const uint32_t row : series.named) {
        readers.insert(columns.rows[row].reader);
        if (proof.example.size() < max_examples) proof.example.push_back(example_in(columns, row, series));
    }
    proof.readers = static_cast<uint32_t>(readers.size());
    proof.tested = {"gateway"};
    return proof;
}

Proof tested_proof(const Columns& columns, const Test& test, double corrected) {
    Proof proof = proof_of(columns, test.slot->series);
    proof.kind = test.kind;
    proof.copies = static_cast<uint32_t>(test.slot->copies.size());
    proof.readers = test.readers;
    proof.variants_assumed = test.variants;
    proof.log10_p_hundredths = static_cast<int32_t>(std::lround(corrected * 100));
    proof.remaining = what_remains(test);
    return proof;
}

// Every copy has a value of its own: what a mail needs to tell its readers apart, though few copies cannot
// exclude chance.
bool worth_telling(const Test& test) {
    return test.kind == ProofKind::differs_between_readers && test.readers >= readers_worth_telling &&
           test.slot->slot_class == SlotClass::per_message;
}

// Of what chance explains too, the strongest for each trigger that has nothing better.
void keep_best_of_weak(std::vector<Proof>& proofs) {
    std::array<bool, 2> has{};  // by trigger
    std::erase_if(proofs, [&](const Proof& proof) {
        bool& taken = has[static_cast<size_t>(proof.trigger)];
        const bool drop = taken && !excludes_chance(proof);
        taken = true;
        return drop;
    });
}

std::vector<Proof> proofs_of(const Columns& columns, const std::vector<Judged>& slots) {
    std::vector<Proof> proofs;
    std::vector<Test> tests;
    for (const Judged& slot : slots) {
        if (!slot.series.named.empty() && !slot.series.gateway)
            proofs.push_back(named_proof(columns, slot.series));
        add_tests(columns, slot, tests);
    }
    // Bonferroni: every test made counts, whatever came of it.
    const double correction = tests.empty() ? 0 : std::log10(static_cast<double>(tests.size()));
    for (const Test& test : tests) {
        const double corrected = std::min(test.log10_p + correction, 0.0);
        if ((test.readers >= 2 && corrected <= excluded_from) || worth_telling(test))
            proofs.push_back(tested_proof(columns, test, corrected));
    }
    std::stable_sort(proofs.begin(), proofs.end(), [](const Proof& a, const Proof& b) {
        return std::tuple(!excludes_chance(a), a.kind, a.trigger, a.log10_p_hundredths) <
               std::tuple(!excludes_chance(b), b.kind, b.trigger, b.log10_p_hundredths);
    });
    keep_best_of_weak(proofs);
    std::map<std::pair<ProofKind, facts::Trigger>, size_t> listed;
    std::erase_if(proofs, [&](const Proof& proof) {
        return ++listed[{proof.kind, proof.trigger}] > max_proofs_of_a_kind;
    });
    if (proofs.size() > max_proofs) proofs.resize(max_proofs);
    return proofs;
}

int rank(const Judged& slot) {
    const int by_class = tells_apart(slot.slot_class) ? 0 : slot.slot_class == SlotClass::unclear ? 1 : 2;
    return by_class * 2 + (slot.series.slot.trigger == facts::Trigger::open ? 0 : 1);
}

}  // namespace

bool excludes_chance(const Proof& proof) {
    return proof.kind == ProofKind::names_reader || proof.log10_p_hundredths <= excluded_from * 100;
}

std::string message_id_of(const Row& row) {
    return "M" + hex16(row.key.high);
}

SlotEvidence weigh_slots(const Columns& columns, std::vector<Series> series,
                         std::span<const uint32_t> wave_of_row) {
    std::vector<Judged> slots;
    for (Series& merged : merge_templates(std::move(series))) {
        slots.push_back(judge(columns, std::move(merged), wave_of_row));
    }
    SlotEvidence out;
    out.proofs = proofs_of(columns, slots);
    std::stable_sort(slots.begin(), slots.end(),
                     [](const Judged& a, const Judged& b) { return rank(a) < rank(b); });
    for (const Judged& slot : slots) {
        if (slot.slot_class == SlotClass::constant && slot.series.named.empty()) continue;
        if (out.slots.size() < max_slots) out.slots.push_back(slot.series.slot);
        const bool apart = slot.readers >= 2 && tells_apart(slot.slot_class) && !slot.series.clock;
        if (slot.series.gateway || !(apart || !slot.series.named.empty())) continue;
        (slot.series.slot.trigger == facts::Trigger::open ? out.open_tells_apart : out.click_tells_apart) =
            true;
        out.attachment_tells_apart |= facts::loads_with_attachment(slot.series.slot.kind);
        if (std::find(out.sites.begin(), out.sites.end(), slot.series.site) == out.sites.end()) {
            out.sites.push_back(slot.series.site);
        }
    }
    return out;
}

}  // namespace redshank::campaign
