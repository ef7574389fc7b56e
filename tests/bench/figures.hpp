// The figures that were measured: a table for humans, and a plot.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace bench {

/// Which way a figure is good.
enum class wanted { at_most, at_least, told };

struct figure {
    std::string name;
    double value;
    wanted how;
    double target;
    std::string detail;  ///< what it was made of

    bool met() const {
        return how == wanted::told || (how == wanted::at_most ? value <= target : value >= target);
    }
};

/// What half of the rounds were above: one lucky round, or one disturbed, changes little.
inline double median(std::vector<double> rounds) {
    const auto middle = rounds.begin() + static_cast<std::ptrdiff_t>(rounds.size() / 2);
    std::nth_element(rounds.begin(), middle, rounds.end());
    return *middle;
}

inline std::string number(double value) {
    std::ostringstream out;
    out << std::fixed << std::setprecision(value < 100 ? 2 : 0) << value;
    return out.str();
}

class figures {
public:
    void add(std::string name, double value, wanted how, double target, std::string detail) {
        all_.push_back({std::move(name), value, how, target, std::move(detail)});
        print(all_.back());
    }
    void tell(std::string name, double value, std::string detail) {
        add(std::move(name), value, wanted::told, 0, std::move(detail));
    }

    static void print_head() {
        std::cout << std::left << std::setw(44) << "figure" << std::right << std::setw(10)
                  << "measured" << std::setw(12) << "target"
                  << "  met   of what\n";
    }

    bool all_met() const {
        return std::all_of(all_.begin(), all_.end(), [](const figure& f) { return f.met(); });
    }

    /// Bars of the ratios, with a line at each target.
    void write_svg(const std::string& path) const {
        std::ofstream out(path);
        const int row = 22;
        const int left = 330;
        std::vector<figure> ratios;
        for (const figure& f : all_)
            if (f.how != wanted::told && f.target < 100) ratios.push_back(f);
        out << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\""
            << ratios.size() * row + 30 << "\" font-family=\"sans-serif\" font-size=\"12\">\n"
            << "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n";
        int y = 20;
        for (const figure& f : ratios) {
            const double scale = 250.0 / f.target;  // all targets stand on one line
            const double width = std::min(f.value * scale, 480.0);
            out << "<text x=\"" << left - 8 << "\" y=\"" << y + 12 << "\" text-anchor=\"end\">"
                << f.name << "</text><rect x=\"" << left << "\" y=\"" << y << "\" width=\"" << width
                << "\" height=\"15\" fill=\"" << (f.met() ? "#4a8" : "#c66") << "\"/><text x=\""
                << left + width + 6 << "\" y=\"" << y + 12 << "\">" << number(f.value) << " ("
                << (f.how == wanted::at_most ? "at most " : "at least ") << number(f.target)
                << ")</text>\n";
            y += row;
        }
        out << "<line x1=\"" << left + 250 << "\" x2=\"" << left + 250 << "\" y1=\"10\" y2=\"" << y
            << "\" stroke=\"#333\" stroke-dasharray=\"4\"/>\n</svg>\n";
    }

private:
    static void print(const figure& f) {
        const std::string target =
            f.how == wanted::told ? std::string("-")
                                  : (f.how == wanted::at_most ? "<= " : ">= ") + number(f.target);
        std::cout << std::left << std::setw(44) << f.name << std::right << std::setw(10)
                  << number(f.value) << std::setw(12) << target << "  "
                  << (f.how == wanted::told ? "     "
                      : f.met()             ? "yes  "
                                            : "NO   ")
                  << " " << f.detail << std::endl;
    }

    std::vector<figure> all_;
};

void measure_memory(figures& out);
void measure_loopback(figures& out);
void measure_commands(figures& out);
void measure_many(figures& out);
void measure_outbound(figures& out);
void measure_headers(figures& out);

}  // namespace bench
