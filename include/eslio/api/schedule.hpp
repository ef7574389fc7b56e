// Tasks for later: sched_api, sched_hangup, sched_transfer, sched_broadcast, and their end.
#pragma once

#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/request.hpp>
#include <eslio/api/uuid_control.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/event/hangup_cause.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace eslio::api {

/// When a task is due, in whole seconds by FreeSWITCH's clock.
class due {
public:
    /// So long after FreeSWITCH has read the command.
    static due in(std::chrono::seconds delay) { return {delay.count(), way::later}; }
    /// At that moment, by FreeSWITCH's clock, in whole seconds.
    static due at(std::chrono::system_clock::time_point when) {
        return {std::chrono::duration_cast<std::chrono::seconds>(when.time_since_epoch()).count(),
                way::absolute};
    }

    /// Again and again; for `sched_api` alone.
    static due every(std::chrono::seconds interval) { return {interval.count(), way::repeated}; }

    /// The number that FreeSWITCH is given, in seconds.
    std::int64_t seconds() const noexcept { return seconds_; }
    /// Whether it comes again and again.
    bool is_repeated() const noexcept { return way_ == way::repeated; }

    /// `+30`, `1764444000`, `@60`.
    std::string text() const;

private:
    enum class way : unsigned char { later, absolute, repeated };

    due(std::int64_t seconds, way how) noexcept : seconds_(seconds), way_(how) {}

    std::int64_t seconds_;
    way way_;
};

/// Executes an API command later. The answer is the task's id. `group` is what `sched_del` ends
/// several tasks by; FreeSWITCH has calls' own tasks under their UUIDs. With `in_thread` the
/// command does not hold up other tasks; a command that ends in `&` is refused, as FreeSWITCH takes
/// that for the same. Nobody hears its answer (mod_commands: sched_api_function).
ESLIO_DECL request<std::uint64_t> sched_api(const due& when, const any_text& group,
                                            const api_request& command, bool in_thread = false);

/// Hangs a call up later; with a cause by its name, ALLOTTED_TIMEOUT if none is given
/// (mod_commands: sched_hangup_function). A time whose digits after the first are zeros, as
/// 2000000000, is refused: FreeSWITCH would hang up at once.
ESLIO_DECL api_request sched_hangup(const due& when, const any_text& uuid,
                                    const any_text& cause = "");
/// The same by a value; `none` leaves it to FreeSWITCH. `unknown` is refused.
ESLIO_DECL api_request sched_hangup(const due& when, const any_text& uuid, hangup_cause cause);

/// Sends a call elsewhere later (mod_commands: sched_transfer_function).
ESLIO_DECL api_request sched_transfer(const due& when, const any_text& uuid, const extension& to);

/// Plays a file to a call later (mod_commands: sched_broadcast_function). Of a stranger it is a
/// path alone.
ESLIO_DECL request<confirmation> sched_broadcast(const due& when, const any_text& uuid,
                                                 const any_text& file,
                                                 call_legs to = call_legs::own);

/// Ends the tasks of a group, as those of a call by its UUID; or the one of that id. The answer is
/// how many those were. A group of digits alone is refused, which FreeSWITCH would take for an id
/// (mod_commands: sched_del_function).
ESLIO_DECL request<std::uint64_t> sched_del(const any_text& group);
ESLIO_DECL request<std::uint64_t> sched_del(std::uint32_t id);

/// Ends one task; refused if there is none of that id.
inline api_request unsched_api(std::uint32_t id) {
    return detail::api_writer("unsched_api").number(id).request();
}

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/schedule.ipp>
#endif
