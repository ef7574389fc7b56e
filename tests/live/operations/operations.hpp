// Every operation of the library, tried on a switch: success, and each failure that can be
// provoked.
#pragma once

#include "live/switches.hpp"
#include "live/transcript.hpp"

#include <optional>
#include <string>
#include <vector>

namespace live {

/// Names of groups of operations: `connection`, `channel.bridges`, `session_async_full.digits` ...
std::vector<std::string> operation_groups();

/// What the switch lacks for a group; empty if it has all. Without an address it is the fake one.
std::string missing_for_operations(const std::string& group, const std::optional<address>& where);

/// Tries those of a group, each on a call of its own.
transcript try_operations(const std::string& group, const std::optional<address>& where);

}  // namespace live
