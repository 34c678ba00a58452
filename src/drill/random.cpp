// SPDX-License-Identifier: Apache-2.0
#include "drill/random.h"

#include <bit>

namespace redshank::drill {

namespace {

uint64_t splitmix(uint64_t& state) {
    state += 0x9e3779b97f4a7c15u;
    uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

}  // namespace

Random::Random(uint64_t seed) {
    for (uint64_t& word : state_) word = splitmix(seed);
}

uint64_t Random::next() {
    const uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

std::string Random::fill(std::string_view pattern) {
    constexpr std::string_view any = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    constexpr std::string_view lower_hex = "0123456789abcdef";
    constexpr std::string_view upper_hex = "0123456789ABCDEF";
    std::string out;
    for (char c : pattern) {
        switch (c) {
            case '#':
                out += static_cast<char>('0' + below(10));
                break;
            case '%':
                out += pick(lower_hex);
                break;
            case '^':
                out += pick(upper_hex);
                break;
            case '*':
                out += pick(any);
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string Random::bytes(size_t count) {
    std::string out;
    while (out.size() < count) {
        uint64_t word = next();
        for (int i = 0; i < 8 && out.size() < count; ++i, word >>= 8) out += static_cast<char>(word & 0xff);
    }
    return out;
}

uint64_t derive(uint64_t seed, uint64_t index) {
    uint64_t state = seed ^ (index + 1) * 0xd1342543de82ef95u;
    splitmix(state);
    return splitmix(state);
}

}  // namespace redshank::drill
