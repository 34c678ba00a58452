// SPDX-License-Identifier: Apache-2.0
// Mail for the benchmarks: made fast, every message unique, sizes and kinds as in real mail, the same bytes
// from the same seed. Bytes are counted by what they are, so that the shares can be checked against real
// mail: headers about a third, base64 a quarter, quoted-printable a fifth. Shares nothing with the practice
// archive (room drill) or with any detector.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"

namespace redshank::bench {

/// splitmix64: a few instructions a number, and good enough for text that nobody reads.
class Dice {
  public:
    explicit Dice(uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 0x632be59bd9b4e019u) {}

    uint64_t next() {
        uint64_t z = state_ += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    uint64_t below(uint64_t n) { return ((next() >> 32) * n) >> 32; }
    uint64_t between(uint64_t low, uint64_t high) { return low + below(high - low + 1); }
    bool chance(uint64_t percent) { return below(100) < percent; }

  private:
    uint64_t state_;
};

enum class Share : uint8_t { header, base64, quoted_printable, other };

class MailMaker {
  public:
    /// `wanted_bytes` only spreads the dates: about five years over so many bytes.
    MailMaker(uint64_t seed, uint64_t wanted_bytes);

    /// Appends the next message with its From_ line and the empty line after it.
    void next(std::string& out);

    uint64_t messages() const { return number_; }
    uint64_t bytes(Share share) const { return shares_[static_cast<size_t>(share)]; }

  private:
    struct Sender {
        std::string name, address, domain;
    };

    // Counts what was appended since the last call as `share`.
    void count(const std::string& out, Share share);

    void header(std::string& out, const Sender& from, std::string_view reader, std::string_view subject,
                bool bulk);
    void transport(std::string& out, const Sender& from, std::string_view reader);
    void plain(std::string& out);
    void newsletter(std::string& out);
    void notification(std::string& out);
    void with_attachments(std::string& out);
    void forwarded(std::string& out);
    void text_part(std::string& out, std::string_view subtype, const std::string& text, int encoding);

    Dice dice_;
    uint64_t seed_;
    uint64_t wanted_bytes_;
    uint64_t number_ = 0;
    uint64_t made_bytes_ = 0;
    size_t counted_ = 0;  // up to here in `out`
    Seconds when_ = 0;
    std::array<uint64_t, 4> shares_{};
};

}  // namespace redshank::bench
