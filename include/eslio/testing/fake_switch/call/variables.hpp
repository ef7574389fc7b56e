// The variables of a channel, in FreeSWITCH's order.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/testing/fake_switch/facts/ignored_variables.hpp>
#include <eslio/testing/fake_switch/text/expand.hpp>
#include <eslio/testing/fake_switch/text/indexed_header.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// Names are case-insensitive. A variable that is set anew moves to the end.
class variables {
public:
    /// Those that nothing comes of are told there, as asked for in vain.
    void tell_ignored(std::set<std::string>& to) noexcept { ignored_ = &to; }

    void set(std::string_view name, std::string_view value);
    /// A value that holds a variable is not set, which only FreeSWITCH's log tells
    /// (switch_channel.c: switch_channel_set_variable_var_check).
    void set_checked(std::string_view name, std::string_view value) {
        if (!refers_to_variable(value)) set(name, value);
    }
    /// The values of all whose names begin so.
    std::vector<std::string> beginning_with(std::string_view front) const {
        std::vector<std::string> all;
        for (const event_header h : list_.headers())
            if (wire::istarts_with(h.name(), front)) all.emplace_back(h.value());
        return all;
    }
    void push(std::string_view name, std::string_view value) {
        redraw(name);
        list_.push(name, value);
    }
    void unshift(std::string_view name, std::string_view value) {
        redraw(name);
        list_.unshift(name, value);
    }

    /// Empty if it is not set.
    std::string_view operator[](std::string_view name) const noexcept { return list_[name]; }
    bool contains(std::string_view name) const noexcept { return list_.contains(name); }
    /// The element of an array.
    std::string_view element(std::string_view name, std::size_t index) const;

    void write(event& e) const {
        for (const event_header h : list_.headers())
            e.add(std::string("variable_").append(h.name()), h.value());
    }

    const event& list() const noexcept { return list_; }

private:
    /// Elements are parted by `|:`; empty ones at the front are not kept, and one alone is no array
    /// (switch_event.c: switch_event_add_array, switch_event_base_add_header).
    void set_array(const std::string& name, std::string_view elements);

    /// An element that is set is read by its index alone, until the array is written anew because
    /// it grows (switch_event.c: switch_event_base_add_header).
    void set_element(std::string_view name, std::string_view value);
    /// Elements that were set are the array's from now on.
    void redraw(std::string_view name);
    void forget_elements(std::string_view name);

    struct changed_element {
        std::string name;
        std::size_t index;
        std::string value;
    };

    event list_;
    std::vector<changed_element> changed_;
    std::set<std::string>* ignored_ = nullptr;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/call/impl/variables.ipp>
#endif
