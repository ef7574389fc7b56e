// event_view: the base of typed views, which read an event and copy nothing.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/header_value.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>
#include <utility>

namespace eslio::events {

/// Reads the headers that every event has. A view refers to its event, which must outlive it.
/// `of_type` and `custom_view` are the bases of the others, and of a view of your own.
///
/// What an accessor returns is a `header_value`, which tells absent from malformed; a text is a
/// `std::string_view`, empty if the header is absent.
class event_view {
public:
    /// Of an event, which must outlive the view.
    explicit event_view(const event& e) noexcept : event_(&e) {}
    /// A view of a temporary would dangle.
    explicit event_view(event&&) = delete;

    /// The event itself, with all its headers.
    const event& details() const noexcept { return *event_; }

    /// The run of the switch that it comes from.
    std::string_view core_uuid() const noexcept { return (*event_)["Core-UUID"]; }
    std::string_view hostname() const noexcept { return (*event_)["FreeSWITCH-Hostname"]; }
    std::string_view switchname() const noexcept { return (*event_)["FreeSWITCH-Switchname"]; }

    /// When FreeSWITCH created the event, by its clock.
    header_value<std::chrono::system_clock::time_point> timestamp() const {
        return header<std::chrono::system_clock::time_point>("Event-Date-Timestamp");
    }

    /// FreeSWITCH's counter, drawn when an event is created.
    header_value<std::uint64_t> sequence() const { return header<std::uint64_t>("Event-Sequence"); }

    /// A header read as a `T`: see `header_value`.
    template <class T>
    header_value<T> header(std::string_view name) const {
        return header_value<T>(event_->find(name));
    }

    /// A header or variable by a name that has a type: see `event::get`.
    template <class Name>
    auto get(const Name& name) const -> decltype(name.of(std::declval<const event&>())) {
        return name.of(*event_);
    }

    /// A header's text; empty if it is absent.
    std::string_view text(std::string_view name) const noexcept { return (*event_)[name]; }

    /// The event's body; empty if there is none.
    std::string_view body() const noexcept { return event_->body(); }

private:
    const event* event_;
};

/// A view of the events of one type. `Base` is `event_view` or `channel_view`.
template <event_name Type, class Base = event_view>
class of_type : public Base {
public:
    /// The type of the events that it fits.
    static constexpr event_name type = Type;
    /// Whether the event is of that type.
    static bool fits(const event& e) noexcept { return e.is(Type); }
    using Base::Base;
};

/// A view of the CUSTOM events of one subclass, which `View` names. One for a module of yours:
///
///     class queue_entered : public eslio::events::custom_view<queue_entered> {
///     public:
///         static constexpr std::string_view subclass = "acme::entered";
///         using custom_view::custom_view;
///         eslio::header_value<std::uint32_t> position() const {
///             return header<std::uint32_t>("Position");
///         }
///     };
///
///     if (auto entered = e.as<queue_entered>()) use(entered->position());
///
/// One that fits other events has a `static bool fits(const eslio::event&)` of its own instead.
template <class View, class Base = event_view>
class custom_view : public Base {
public:
    /// Whether the event is CUSTOM of that subclass.
    static bool fits(const event& e) noexcept { return e.subclass() == View::subclass; }
    using Base::Base;
};

}  // namespace eslio::events
