// The bodies of the functions of event_condition.hpp.
#pragma once

#include <eslio/event/event_condition.hpp>

namespace eslio {

ESLIO_DECL event_condition& event_condition::header(std::string name, std::string value) {
    headers_.emplace_back(std::move(name), std::move(value));
    return *this;
}

ESLIO_DECL bool event_condition::operator()(const event& e) const {
    if (type_ && *type_ != event_name::all && e.type() != *type_) return false;
    const auto has = [&](const auto& h) { return e[h.first] == h.second; };
    return std::all_of(headers_.begin(), headers_.end(), has) && (!accepts_ || accepts_(e));
}

}  // namespace eslio
