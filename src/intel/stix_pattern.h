// SPDX-License-Identifier: Apache-2.0
// The STIX patterning language (STIX 2.1 Part 9; 2.0 Part 5), read whole by its grammar: observation
// expressions with AND, OR, FOLLOWEDBY and the qualifiers START … STOP, WITHIN and REPEATS; in brackets
// comparison expressions over object paths. What comes out is flat: both kinds of expression are in postfix
// order, so that neither reading nor matching recurses.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "base/time.h"

namespace redshank::intel {

struct Literal {
    enum class Type : uint8_t { string, integer, real, boolean, timestamp, hex, binary };
    Type type = Type::string;
    std::string text;   // unescaped; of hex and binary the bytes
    double number = 0;  // of integer and real
    Seconds time = 0;   // of timestamp
};

enum class Comparator : uint8_t { eq, ne, gt, lt, ge, le, in, like, matches, is_subset, is_superset, exists };

/// propTest: `email-message:from_ref.value NOT = 'x'`.
struct Comparison {
    std::string object_type;
    std::string path;  // "from_ref.value", "hashes.SHA-256", "to_refs[*].value"
    bool negated = false;
    Comparator comparator = Comparator::eq;
    std::vector<Literal> literals;  // several only behind IN, none behind EXISTS
};

/// One step of a postfix expression. A comparison expression has test, both and either; an observation
/// expression leaf, both, either, followed_by and the qualifiers, which apply to what stands before.
struct Step {
    enum class Op : uint8_t { test, leaf, both, either, followed_by, start_stop, within, repeats };
    Op op = Op::test;
    uint32_t index = 0;  // test: into comparisons; leaf: into leaves
    double number = 0;   // within: seconds; repeats: times
    Seconds start = 0;   // start_stop: from start to before stop
    Seconds stop = 0;
};

struct Pattern {
    std::vector<Comparison> comparisons;
    std::vector<std::vector<Step>> leaves;  // what stands in each pair of square brackets
    std::vector<Step> steps;                // over the leaves
    bool is_one_leaf() const { return steps.size() == 1; }
};

/// Error: what is wrong and at which byte; a pattern above max_pattern_bytes, _comparisons or _depth.
Result<Pattern> parse_pattern(std::string_view text, const Limits& limits);

/// One line a pattern, for tests: "[url:value = 'x'] [..] AND" in postfix order.
std::string dump(const Pattern& pattern);

}  // namespace redshank::intel
