// The dialplan applications that calls of a fake switch know, and how long they take.
#pragma once

#include <eslio/config.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing {

/// How an application behaves when it is executed.
class fake_application {
public:
    using duration = std::chrono::steady_clock::duration;

    fake_application() = default;
    explicit fake_application(duration time, std::string response = "_none_")
        : time_(time), response_(std::move(response)) {}

    /// It lasts until the call ends.
    static fake_application endless() {
        fake_application a;
        a.time_.reset();
        return a;
    }

    const std::optional<duration>& time() const noexcept { return time_; }
    const std::string& response() const noexcept { return response_; }

private:
    std::optional<duration> time_ = duration::zero();
    std::string response_ = "_none_";
};

namespace fake {

/// What FreeSWITCH executes also on a call that is down (SAF_ZOMBIE_EXEC).
inline bool runs_on_dead_call(std::string_view name) noexcept {
    static constexpr std::string_view all[] = {"set",
                                               "multiset",
                                               "unset",
                                               "multiunset",
                                               "export",
                                               "bridge_export",
                                               "push",
                                               "unshift",
                                               "set_global",
                                               "set_profile_var",
                                               "eval",
                                               "log",
                                               "info",
                                               "event",
                                               "set_media_stats",
                                               "rename",
                                               "mkdir",
                                               "transfer_vars",
                                               "system",
                                               "bgsystem",
                                               "db",
                                               "group",
                                               "hash"};
    for (const std::string_view known : all)
        if (known == name) return true;
    return false;
}

using application_table = std::map<std::string, fake_application, std::less<>>;

/// An application that is not here hangs the call up, as in FreeSWITCH.
inline application_table known_applications() {
    application_table table;
    for (const char* name : {"answer",
                             "pre_answer",
                             "ring_ready",
                             "set",
                             "unset",
                             "multiset",
                             "export",
                             "push",
                             "unshift",
                             "eval",
                             "log",
                             "info",
                             "hangup",
                             "event",
                             "start_dtmf",
                             "stop_dtmf",
                             "record_session",
                             "stop_record_session",
                             "send_dtmf",
                             "flush_dtmf",
                             "hash",
                             "limit",
                             "db",
                             "bind_meta_app",
                             "sched_hangup",
                             "break",
                             "transfer",
                             "respond",
                             "eval",
                             "wait_for_answer",
                             "verbose_events",
                             "sleep"})
        table.emplace(name, fake_application());
    for (const char* name : {"playback", "say", "speak", "record", "play_and_get_digits", "read"})
        table.emplace(name, fake_application(std::chrono::seconds(1)));
    for (const char* name :
         {"park", "echo", "conference", "endless_playback", "loop_playback", "gentones",
          "wait_for_silence", "fifo", "bridge", "socket", "execute_extension"})
        table.emplace(name, fake_application::endless());
    return table;
}

}  // namespace fake
}  // namespace eslio::testing
