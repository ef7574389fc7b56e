// The list of differences between the fake switch and a real one that are known and accepted.
//
// A line names the script, the place and the reason: `bridge/busy | fs $a: CHANNEL_PARK | why`.
// A place may hold `*`. A reason that begins with `told otherwise:` is the difference itself, and
// covers no other. Lines that begin with # are comments.
#pragma once

#include "live/expected.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace live {

class accepted_differences {
public:
    accepted_differences() = default;
    /// Throws std::runtime_error, which names the line.
    explicit accepted_differences(std::string_view text);

    /// Whether a line covers it; that line then is in use.
    bool covers(const std::string& script, const difference& d);

    /// Of these scripts, the lines that covered nothing.
    std::vector<std::string> unused(const std::set<std::string>& scripts) const;

    /// The lines of other scripts than these.
    std::vector<std::string> unknown(const std::set<std::string>& scripts) const;

    /// The text without the unused lines.
    std::string without_unused(const std::set<std::string>& scripts) const;

private:
    struct known {
        std::string text() const {
            return "line " + std::to_string(number) + ": " + script + " | " + place;
        }
        bool explains(const std::string& difference) const;
        std::size_t number;
        std::string script;
        std::string place;
        std::string reason;
        bool used = false;
    };
    bool is_unused(const known& k, const std::set<std::string>& scripts) const {
        return !k.used && scripts.count(k.script) != 0;
    }

    std::string text_;
    std::vector<known> all_;
};

}  // namespace live
