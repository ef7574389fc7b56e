// A command of the JSON API of the fake switch: its name, its function, what it answers.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/text/json_text.hpp>

#include <string_view>

namespace eslio::testing::fake {

/// What a JSON command came to, and its answer.
struct json_answer {
    bool good = false;
    json_node response = {};
};

using json_done = detail::shared_function<void(const json_answer&)>;

/// A command of the JSON API. One that this switch does not model has none of both functions;
/// `calls` are those of which it does so for the calls that there are.
struct json_command {
    std::string_view name;
    json_answer (*answer)(machine& m, const json_node& data) = nullptr;
    void (*run)(machine& m, const json_node& data, const json_done& done) = nullptr;
    bool of_call = false;
};

}  // namespace eslio::testing::fake
