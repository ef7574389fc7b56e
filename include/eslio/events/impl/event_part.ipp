// The bodies of the functions of event_part.hpp.
#pragma once

#include <eslio/events/event_part.hpp>

#include <array>

namespace eslio::events {

ESLIO_DECL std::optional<std::string_view> event_part::find(std::string_view name) const noexcept {
    std::array<char, 128> whole;
    if (prefix_.size() > whole.size() || name.size() > whole.size() - prefix_.size()) return {};
    prefix_.copy(whole.data(), prefix_.size());
    name.copy(whole.data() + prefix_.size(), name.size());
    return event_->find(std::string_view(whole.data(), prefix_.size() + name.size()));
}

}  // namespace eslio::events
