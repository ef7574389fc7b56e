// event_view: the base of typed views, which read an event and copy nothing.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/header_value.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio::events {

/// Reads the headers that every event has. A view refers to its event, which must outlive it.
///
/// A view of your own, for a module of yours, is a class like this:
///
///     class queue_entered : public eslio::events::event_view {
///     public:
///         static bool fits(const eslio::event& e) { return e.subclass() == "acme::entered"; }
///         using event_view::event_view;
///         eslio::header_value<std::uint32_t> position() const {
///             return header<std::uint32_t>("Position");
///         }
///     };
///
///     if (auto entered = e.as<queue_entered>()) use(entered->position());
class event_view {
public:
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

    /// A header's text; empty if it is absent.
    std::string_view text(std::string_view name) const noexcept { return (*event_)[name]; }

    std::string_view body() const noexcept { return event_->body(); }

private:
    const event* event_;
};

}  // namespace eslio::events
