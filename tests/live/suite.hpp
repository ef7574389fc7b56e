// Plays scripts, tries operations, and holds what comes against what is expected, or records that.
#pragma once

#include "live/switches.hpp"

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace live {

struct suite_options {
    std::filesystem::path folder;    ///< tests/live
    std::vector<std::string> names;  ///< of scripts, or `operations/...`, with `*`; empty: all
    std::optional<address> where;    ///< a real switch; else the fake
    std::size_t jobs = 1;            ///< scripts at once
    std::size_t rounds = 1;          ///< how often each is played
    bool record = false;             ///< write what is expected, from all rounds
    bool widen = false;              ///< record, and keep what is expected already
    bool show = false;               ///< print what came
    bool tidy = false;               ///< take off the list what differs no longer
    bool list = false;               ///< print differences as lines for the list of accepted ones
};

/// Writes a line for each script and each group of operations, and a total; true if nothing differs
/// but what is accepted.
bool run_suite(const suite_options& o, std::ostream& out);

}  // namespace live
