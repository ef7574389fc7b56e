// The bodies of the functions of execution_outcome.hpp.
#pragma once

#include <eslio/event/execution_outcome.hpp>

namespace eslio::detail {

ESLIO_DECL bool is_among(std::string_view all, std::string_view name) noexcept {
    while (!all.empty())
        if (wire::iequals(wire::next_word(all), name)) return true;
    return false;
}

ESLIO_DECL application_kind kind_of_application(std::string_view name) noexcept {
    for (const known_application& a : telling_applications)
        if (wire::iequals(a.name, name)) return a.kind;
    return is_among(acting_applications, name) ? application_kind::acts : application_kind::other;
}

}  // namespace eslio::detail
