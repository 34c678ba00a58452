// SPDX-License-Identifier: Apache-2.0
#include "drill/intervals.h"

#include <algorithm>
#include <cmath>

namespace redshank::drill {

namespace {

constexpr double z = 1.959963984540054;  // the standard normal's 97.5 % point

// log(n!), by summing below a hundred and by Stirling's series above: lgamma is not thread-safe everywhere.
double log_factorial(uint64_t n) {
    if (n < 100) {
        double sum = 0;
        for (uint64_t i = 2; i <= n; ++i) sum += std::log(static_cast<double>(i));
        return sum;
    }
    constexpr double half_log_two_pi = 0.918938533204672742;
    const double x = static_cast<double>(n) + 1;
    return (x - 0.5) * std::log(x) - x + half_log_two_pi + 1 / (12 * x) - 1 / (360 * x * x * x);
}

// P(X <= count) for a Poisson X: the terms of the smaller tail, from the one next to `count` outward, so that
// they only shrink and none underflows that matters.
double poisson_at_most(uint64_t count, double mean) {
    if (mean <= 0) return 1;
    const auto k = static_cast<double>(count);
    const double at_count = std::exp(k * std::log(mean) - mean - log_factorial(count));
    double sum = 0;
    if (mean > k) {
        for (double term = at_count, i = k; term > sum * 1e-17 && i >= 0; term *= i / mean, --i) sum += term;
        return sum;
    }
    double i = k + 1;
    for (double term = at_count * mean / i; term > sum * 1e-17; term *= mean / ++i) sum += term;
    return 1 - sum;
}

// The mean at which P(X <= count) falls to `probability`, by bisection.
double mean_where(uint64_t count, double probability) {
    double low = 0, high = 10 + 2 * static_cast<double>(count);
    for (int i = 0; i < 200; ++i) {
        const double middle = (low + high) / 2;
        (poisson_at_most(count, middle) > probability ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace

Share wilson(uint64_t hits, uint64_t tries) {
    if (tries == 0) return {0, 0, 1};
    const auto n = static_cast<double>(tries);
    const double p = static_cast<double>(hits) / n;
    const double centre = p + z * z / (2 * n);
    const double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    return {p, std::max(0.0, (centre - spread) / scale), std::min(1.0, (centre + spread) / scale)};
}

Share poisson(uint64_t count) {
    Share out;
    out.value = static_cast<double>(count);
    out.low = count == 0 ? 0 : mean_where(count - 1, 0.975);
    out.high = mean_where(count, 0.025);
    return out;
}

}  // namespace redshank::drill
