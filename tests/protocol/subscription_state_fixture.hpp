// Lines planned by class subscription_state, for its tests.
#pragma once

#include "catch.hpp"

#include <eslio/command/command.hpp>
#include <eslio/command/detail/heard_change.hpp>
#include <eslio/protocol/subscription_state.hpp>
#include <eslio/protocol/wanted.hpp>

#include <memory>
#include <string>
#include <vector>

namespace test {

using texts = std::vector<std::string>;

struct owner_of_wanted {
    std::unique_ptr<eslio::protocol::wanted> of = std::make_unique<eslio::protocol::wanted>();
};

/// One connection, and what is wanted on it.
class subscription_state : owner_of_wanted, public eslio::protocol::subscription_state {
public:
    using base = eslio::protocol::subscription_state;

    subscription_state() : base(*of) {}

    static bool concerns(const std::string& bytes) {
        return eslio::detail::read_heard_change(bytes) != nullptr;
    }
    steps plan(const std::string& bytes) {
        return base::plan(*eslio::detail::read_heard_change(bytes), bytes);
    }
    eslio::error_code check(const std::string& bytes) const {
        return base::check(*eslio::detail::read_heard_change(bytes));
    }
    steps need(const types& needed) {
        held = take(needed);
        return ask(needed);
    }

    lease held = 0;  ///< the last one
};

inline const std::string cover = "own: filter add Event-Name BACKGROUND_JOB";
inline const std::string other_cover = "own: filter add Core-UUID /./";
inline const std::string jobs = "own: event BACKGROUND_JOB";

/// The lines of steps, each a whole command; the library's own are marked.
inline texts lines(const subscription_state::steps& steps) {
    texts all;
    for (const subscription_state::step& s : steps) {
        const std::string line = s.bytes.substr(0, s.bytes.find('\n'));
        CHECK(s.bytes == line + "\n\n");
        all.push_back((s.internal ? "own: " : "") + line);
    }
    return all;
}

inline texts plan(subscription_state& l, const std::string& line) {
    REQUIRE(subscription_state::concerns(line));
    return lines(l.plan(line + "\n\n"));
}

/// Told each of these, in order, before or after jobs are needed.
inline subscription_state after(const texts& said, bool needed = true) {
    subscription_state l;
    for (const std::string& line : said) plan(l, line);
    if (needed) l.need(eslio::detail::types_of({eslio::event_name::background_job}));
    return l;
}

inline eslio::event job() {
    eslio::event e(eslio::event_name::background_job);
    e.add("Job-UUID", "1");
    return e;
}

}  // namespace test
