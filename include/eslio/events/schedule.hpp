// Views of the events of FreeSWITCH's scheduler.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/events/event_view.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio::events {

/// What all events of a task tell (switch_scheduler.c).
class task_view : public event_view {
public:
    using event_view::event_view;

    header_value<std::uint32_t> task_id() const { return header<std::uint32_t>("Task-ID"); }
    std::string_view description() const noexcept { return text("Task-Desc"); }
    /// Of `sched_hangup` and its kin the UUID of the call.
    std::string_view group() const noexcept { return text("Task-Group"); }
    /// When it will run, or ran.
    header_value<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    run_time() const {
        return header<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>(
            "Task-Runtime");
    }
};

/// A task was added (switch_scheduler_add_task_ex).
class add_schedule : public of_type<event_name::add_schedule, task_view> {
public:
    using of_type::of_type;
};

/// A task runs again later (switch_scheduler_execute).
class re_schedule : public of_type<event_name::re_schedule, task_view> {
public:
    using of_type::of_type;
};

/// A task is gone (task_thread_loop).
class del_schedule : public of_type<event_name::del_schedule, task_view> {
public:
    using of_type::of_type;
};

/// A task runs. FreeSWITCH declares this event and fires it nowhere.
class exe_schedule : public of_type<event_name::exe_schedule, task_view> {
public:
    using of_type::of_type;
};

}  // namespace eslio::events
