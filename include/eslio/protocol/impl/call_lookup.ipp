// The bodies of the functions of call_lookup.hpp.
#pragma once

#include <eslio/protocol/call_lookup.hpp>

namespace eslio::protocol {

ESLIO_DECL void call_lookup::begin() noexcept {
    asked_again_ = found_none_;
    found_none_ = false;
    next_ = step::data;
}

ESLIO_DECL void call_lookup::on_data(answer a, time_point now) noexcept {
    if (next_ != step::data) return;
    if (a != answer::not_there)
        next_ = step::nothing;
    else if (asked_again_)
        next_ = step::table;
    else
        pause(now);
}

ESLIO_DECL void call_lookup::on_table(answer a, time_point now) noexcept {
    if (next_ != step::table) return;
    if (a == answer::known) return pause(now);
    next_ = step::nothing;
    found_none_ = true;
}

ESLIO_DECL void call_lookup::on_time(time_point now) noexcept {
    if (now < deadline()) return;
    asked_again_ = true;
    next_ = step::data;
}

}  // namespace eslio::protocol
