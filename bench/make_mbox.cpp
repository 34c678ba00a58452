// SPDX-License-Identifier: Apache-2.0
// Writes the mbox that the benchmarks read: make_mbox FILE [MEGABYTES [SEED]], 500 MB and seed 1 unless told
// otherwise. Prints the number of messages; on stderr what the bytes are, in per cent.
#include <charconv>
#include <cstdio>
#include <cstring>

#include "mail_maker.h"

using redshank::bench::MailMaker;
using redshank::bench::Share;

namespace {

bool read_number(const char* text, uint64_t& out) {
    const char* end = text + std::strlen(text);
    const auto [stop, error] = std::from_chars(text, end, out);
    return error == std::errc() && stop == end && out > 0;
}

bool write_mbox(std::FILE* file, MailMaker& maker, uint64_t wanted_bytes) {
    std::string buffer;
    for (uint64_t written = 0; written < wanted_bytes; buffer.clear()) {
        while (buffer.size() < 4'000'000 && written + buffer.size() < wanted_bytes) maker.next(buffer);
        if (std::fwrite(buffer.data(), 1, buffer.size(), file) != buffer.size()) return false;
        written += buffer.size();
    }
    return true;
}

void print_shares(const MailMaker& maker) {
    constexpr const char* names[] = {"headers", "base64", "quoted-printable", "other"};
    double all = 0;
    for (int i = 0; i < 4; ++i) all += static_cast<double>(maker.bytes(static_cast<Share>(i)));
    for (int i = 0; i < 4; ++i) {
        std::fprintf(stderr, "%-16s %5.1f %%\n", names[i],
                     100 * static_cast<double>(maker.bytes(static_cast<Share>(i))) / all);
    }
    std::fprintf(stderr, "%-16s %5.0f bytes\n", "mean message", all / static_cast<double>(maker.messages()));
}

}  // namespace

int main(int argc, char** argv) {
    uint64_t megabytes = 500, seed = 1;
    if (argc < 2 || argc > 4 || (argc > 2 && !read_number(argv[2], megabytes)) ||
        (argc > 3 && !read_number(argv[3], seed))) {
        std::fprintf(stderr, "usage: make_mbox FILE [MEGABYTES [SEED]]\n");
        return 2;
    }
    std::FILE* file = std::fopen(argv[1], "wb");
    MailMaker maker(seed, megabytes * 1'000'000);
    const bool written = file != nullptr && write_mbox(file, maker, megabytes * 1'000'000);
    if (file == nullptr || std::fclose(file) != 0 || !written) {
        std::perror(argv[1]);
        return 2;
    }
    std::printf("%llu\n", static_cast<unsigned long long>(maker.messages()));
    print_shares(maker);
    return 0;
}
