// Makes a switch to play on: a real one by its address, or the fake one.
#pragma once

#include "live/switch.hpp"

#include <memory>
#include <stdexcept>
#include <string>

namespace live {

struct address {
    std::string host = "127.0.0.1";
    std::string port = "8021";
    std::string password = "ClueCon";
};

/// `host:port:password`; the host may stand in brackets. Throws std::invalid_argument.
address parse_address(const std::string& text);

std::unique_ptr<switch_under_test> make_real_switch(const address& where);

/// The fake switch in this process. Time that is not driven passes as it does: for what waits for
/// something outside.
std::unique_ptr<switch_under_test> make_fake_switch(bool driven = true);

/// Thrown where something is waited for.
struct interrupted : std::runtime_error {
    interrupted() : std::runtime_error("interrupted") {}
};

/// The user has pressed Ctrl-C: the next `run_until` of every real switch throws `interrupted`,
/// once; what cleans up then runs normally.
void interrupt() noexcept;
bool was_interrupted() noexcept;

}  // namespace live
