// What happens to calls, one line each: a table of time, caller, step and what came of it.
#pragma once

#include "terminal.hpp"

#include <chrono>
#include <iostream>
#include <string>
#include <string_view>

namespace support {

class call_log {
public:
    /// `what` heads the last column.
    void head(std::string_view what = "what came of it") const {
        std::cout << "\n"
                  << paint(bold, "  seconds  caller    step          " + std::string(what))
                  << std::endl;
    }

    void operator()(std::string_view caller, std::string_view step, std::string_view what,
                    std::string_view colour = {}) const {
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
        std::cout << "  " << column(seconds_text(passed.count()), 9) << column(caller, 10)
                  << paint(colour, column(step, 14)) << what << std::endl;
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace support
