// What is done on a connection while nothing happens, where the user wants it.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/liveness.hpp>
#include <eslio/protocol/nudging.hpp>

namespace eslio::detail {

struct idle_duties {
    protocol::liveness liveness;
    protocol::nudging nudging;
    bool nudges = false;
};

}  // namespace eslio::detail
