// One command as the switch has read it.
#pragma once

#include <eslio/event/event.hpp>

#include <string>
#include <string_view>

namespace eslio::testing::fake {

struct request {
    /// The header part as it came: command line and header lines.
    std::string text;

    /// First `Command` with the command line, then the client's headers; and the body.
    event content;

    /// The command line: cut at the first CR, or if there is none anywhere, at the first LF.
    std::string_view line() const noexcept { return content["Command"]; }

    std::string_view operator[](std::string_view header) const noexcept { return content[header]; }
};

}  // namespace eslio::testing::fake
