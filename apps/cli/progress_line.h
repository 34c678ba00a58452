// SPDX-License-Identifier: Apache-2.0
// How far a long command is: one line on a terminal, with bar, rate and time left; nothing in a pipe.
#pragma once

#include <chrono>
#include <cstdio>
#include <string>

#include "engine/hunt.h"
#include "report/words.h"

namespace redshank::cli {

class ProgressLine {
  public:
    explicit ProgressLine(bool is_shown) : is_shown_(is_shown), started_(std::chrono::steady_clock::now()) {}
    ~ProgressLine() { clear(); }

    void show(const engine::Progress& progress) {
        if (!is_shown_) return;
        const auto now = std::chrono::steady_clock::now();
        if (progress.phase == phase_ && now - last_ < std::chrono::milliseconds(100)) return;
        last_ = now;
        phase_ = progress.phase;
        const double seconds = std::chrono::duration<double>(now - started_).count();
        std::string line = "\r\x1b[K" + std::string(progress.phase);
        if (progress.bytes_total > 0) {
            const double share = std::min(
                1.0, static_cast<double>(progress.bytes_done) / static_cast<double>(progress.bytes_total));
            const auto filled = static_cast<size_t>(share * 30);
            line += " [";
            for (size_t i = 0; i < 30; ++i) line += i < filled ? "█" : "·";
            line += "] " + std::to_string(static_cast<int>(share * 100)) + " %";
            if (seconds > 0.5) {
                line +=
                    "  " +
                    report::bytes(static_cast<uint64_t>(static_cast<double>(progress.bytes_done) / seconds)) +
                    "/s";
                if (share > 0.01)
                    line +=
                        "  " + std::to_string(static_cast<int>(seconds / share - seconds + 0.5)) + " s left";
            }
        }
        line += "  " + report::count(progress.messages, "message", "messages");
        std::fwrite(line.data(), 1, line.size(), stderr);
        shown_ = true;
    }
    void clear() {
        if (shown_) std::fputs("\r\x1b[K", stderr);
        shown_ = false;
    }

  private:
    const bool is_shown_;
    const std::chrono::steady_clock::time_point started_;
    std::chrono::steady_clock::time_point last_;
    std::string phase_;
    bool shown_ = false;
};

}  // namespace redshank::cli
