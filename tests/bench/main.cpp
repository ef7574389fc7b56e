// Measures, and prints a table: eslio_bench [--svg FILE] [PART...], PART one of memory, loopback,
// commands, many, outbound and headers. Figures with a target are ratios inside this run, or bytes.
// Exit status 0 also where a target is missed.
#include "figures.hpp"

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

int main(int argc, char** argv) {
    std::vector<std::string> parts;
    std::string svg;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--svg" && i + 1 < argc)
            svg = argv[++i];
        else
            parts.push_back(word);
    }
    const auto chosen = [&](const char* part) {
        return parts.empty() || std::find(parts.begin(), parts.end(), part) != parts.end();
    };
    bench::figures all;
    bench::figures::print_head();
    if (chosen("memory")) bench::measure_memory(all);
    if (chosen("loopback")) bench::measure_loopback(all);
    if (chosen("commands")) bench::measure_commands(all);
    if (chosen("many")) bench::measure_many(all);
    if (chosen("outbound")) bench::measure_outbound(all);
    if (chosen("headers")) bench::measure_headers(all);
    if (!svg.empty()) all.write_svg(svg);
    std::cout << (all.all_met() ? "all targets met" : "not all targets met") << "\n";
}
