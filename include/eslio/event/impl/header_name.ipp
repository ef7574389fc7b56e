// The bodies of the functions of header_name.hpp.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/header_name.hpp>

#include <string>

namespace eslio {

ESLIO_DECL std::vector<std::string_view> list_name::of(const event& e) const {
    return e.values(std::string("variable_").append(text_));
}

}  // namespace eslio
