// What API commands were heard to answer by a FreeSWITCH 1.11.3.
#pragma once

#include "catch.hpp"
#include "fake_client.hpp"

#include <cstddef>
#include <string>

namespace testing_tests {

struct heard {
    const char* command;
    const char* answer;
};

/// The fake switch answers them so, one after the other.
template <std::size_t N>
void check_answers(fake_client& c, const heard (&all)[N]) {
    c.login();
    for (const heard& h : all) {
        INFO(h.command);
        CHECK(c.ask(std::string("api ") + h.command) == h.answer);
    }
}

}  // namespace testing_tests
