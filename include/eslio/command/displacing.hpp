// displacing: how a file is played into a call beside what that does.
#pragma once

#include <eslio/command/legs.hpp>
#include <eslio/config.hpp>

#include <chrono>
#include <string>

namespace eslio {

/// How a file is played into a call (switch_ivr_displace_session).
class displacing {
public:
    displacing() = default;

    /// What is said is heard as well; else the file alone.
    displacing& mix(bool on = true) { return mix_ = on, *this; }
    /// Again and again.
    displacing& loop(bool on = true) { return loop_ = on, *this; }
    /// Who hears it: this party, the other one in place of what this one says, or both.
    displacing& heard_by(call_legs legs) { return legs_ = legs, *this; }
    /// It ends after that; 0: at the file's end.
    displacing& at_most(std::chrono::seconds limit) { return limit_ = limit, *this; }

    /// The longest time of it.
    std::chrono::seconds limit() const noexcept { return limit_; }
    /// FreeSWITCH's letters, of which `w` alone changes nothing.
    std::string flags() const {
        std::string letters;
        if (mix_) letters.push_back('m');
        if (loop_) letters.push_back('l');
        if (legs_ != call_legs::own) letters.push_back('r');
        if (legs_ == call_legs::both) letters.push_back('w');
        return letters;
    }

private:
    std::chrono::seconds limit_{};
    bool mix_ = false;
    bool loop_ = false;
    call_legs legs_ = call_legs::own;
};

}  // namespace eslio
