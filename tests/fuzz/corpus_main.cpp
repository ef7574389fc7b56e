// Runs a target on every file of the folders and files it is given: the fuzzers' corpora as tests.
#include "fuzz/target.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace {

std::vector<std::filesystem::path> files_of(int count, char** names) {
    std::vector<std::filesystem::path> files;
    for (int i = 1; i < count; ++i) {
        if (!std::filesystem::is_directory(names[i])) {
            files.emplace_back(names[i]);
            continue;
        }
        for (const auto& entry : std::filesystem::directory_iterator(names[i]))
            if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// The bytes in memory of just their size, so that a sanitizer sees a read past their end.
void run_on(const std::string& bytes, std::size_t size) {
    const auto copy = std::make_unique<std::uint8_t[]>(size);
    if (size != 0) std::memcpy(copy.get(), bytes.data(), size);
    run(copy.get(), size);
}

}  // namespace

int main(int argc, char** argv) {
    const auto files = files_of(argc, argv);
    for (const auto& file : files) {
        std::printf("%s\n", file.c_str());
        std::fflush(stdout);  // the last line names the culprit
        std::ifstream in(file, std::ios::binary);
        if (!in) return 1;
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        run_on(bytes, bytes.size());
        run_on(bytes, bytes.size() / 2);
    }
    run(nullptr, 0);
    std::printf("%zu inputs\n", files.size());
    return files.empty() ? 1 : 0;
}
