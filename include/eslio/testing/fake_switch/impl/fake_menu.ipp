// The bodies of the functions of fake_menu.hpp.
#pragma once

#include <eslio/testing/fake_switch/fake_menu.hpp>

#include <algorithm>

namespace eslio::testing {

ESLIO_COLD fake_menu::duration fake_menu::inter_digit_timeout() const noexcept {
    const duration time =
        inter_digit_timeout_ > duration::zero() ? inter_digit_timeout_ : timeout_ / 2;
    return time > duration::zero() ? time : timeout();
}

ESLIO_COLD std::size_t fake_menu::digit_len() const noexcept {
    std::size_t keys = digit_len_;
    for (const menu_entry& e : entries_)
        if (e.digits.substr(0, 1) != "/") keys = std::max(keys, e.digits.size());
    return keys;
}

}  // namespace eslio::testing
