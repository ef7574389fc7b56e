// Which of two connections whose events are one stream.
#pragma once

#include <eslio/config.hpp>

namespace eslio::protocol {

/// The first has the user's operations; the second only brings events.
enum class connection_side : unsigned char { first, second };

}  // namespace eslio::protocol
