// What a real switch answers to a script: one or several transcripts of it, made one. Where they
// differ it says so: values one of which it is, entries that may be missing, entries in any order.
#pragma once

#include "live/transcript.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace live {

/// A detail and the values that it may have.
struct expected_detail {
    std::string name;
    std::vector<std::string> values;
    bool may_be_absent = false;
};

struct expected_entry {
    std::string what;
    std::size_t number = 1;  ///< the how manieth of that name in its section
    double earliest = 0;     ///< of the transcripts
    double latest = 0;
    std::vector<expected_detail> details;
    bool may_be_absent = false;
    std::size_t group = 0;  ///< entries of one group come in any order, groups one after the other
};

struct expected_section {
    std::string title;
    std::vector<expected_entry> entries;
};

struct expected {
    std::string origin;     ///< the switch's version
    std::size_t plays = 0;  ///< how many transcripts it was made of
    std::vector<expected_section> sections;
};

/// Makes the transcripts one; those that `before` was made of are kept.
expected merge(const expected& before, const std::vector<transcript>& plays);

/// Something that a transcript has otherwise.
struct difference {
    std::string place;  ///< `fs $a: CHANNEL_ANSWER: state`
    std::string text;   ///< what was expected, and what came
    bool lost = false;  ///< FreeSWITCH may drop that, see leeway.hpp
};

/// `untold`: operations on sessions that may not be told why their call ended.
std::vector<difference> compare(const expected& wanted, const transcript& got, bool untold = false);

/// Times are the same if they differ by less than this: what is measured includes the 20 ms in
/// which the switch sends events (mod_event_socket.c: listener_run) and a machine that is busy.
inline double tolerance(double seconds) {
    return 0.4 + seconds / 5;
}

// ---- as text ---------------------------------------------------------------------------------

std::string to_text(const expected& e);

/// Throws std::runtime_error, which names the line.
expected parse_expected(std::string_view text);

}  // namespace live
