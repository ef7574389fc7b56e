// The bodies of the functions of pattern_reader.hpp.
#pragma once

#include <eslio/command/pattern_reader.hpp>

namespace eslio::detail {

ESLIO_DECL std::shared_ptr<const pattern> pattern::read(std::string_view text, options with) {
    return pattern_reader(text, with).read();
}

}  // namespace eslio::detail
