// SPDX-License-Identifier: Apache-2.0
// A plain main for a fuzz target: runs every seed of a folder (earlier finds among them), each seed cut at up to 256
// lengths, and seeded byte flips of it, so that the target cannot rot and old finds stay found.
// Usage: TARGET FOLDER. A missing folder runs the built-in seeds only.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

// An exact-size heap copy, so that a sanitizer sees a read past the end.
void run(std::string_view bytes) {
    std::vector<uint8_t> exact(bytes.begin(), bytes.end());
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

void run_with_damage(const std::string& seed) {
    run(seed);
    const size_t step = seed.size() / 256 + 1;
    for (size_t length = 0; length < seed.size(); length += step) run(std::string_view(seed).substr(0, length));
    std::mt19937 random(static_cast<unsigned>(seed.size()) + 1);
    for (int round = 0; round < 256 && !seed.empty(); ++round) {
        std::string damaged = seed;
        for (int flips = 1 + round % 4; flips > 0; --flips) {
            damaged[random() % damaged.size()] = static_cast<char>(random());
        }
        run(damaged);
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> seeds = {"", "\n", std::string(1, '\0'), std::string(4096, '<'), std::string(4096, '('),
                                      "From a@b.example\r\nTo: c@d.example\r\n\r\nhello\r\n"};
    if (argc > 1 && std::filesystem::is_directory(argv[1])) {
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(argv[1])) files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        for (const auto& file : files) {
            std::ifstream stream(file, std::ios::binary);
            seeds.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
        }
    }
    for (const std::string& seed : seeds) run_with_damage(seed);
    std::cout << seeds.size() << " seeds replayed, cut and damaged\n";
    return 0;
}
