// What this side has said that tells how to read FreeSWITCH's goodbye to a session.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

/// Without `full` the last events of a call are mostly lost, and all that comes is the notice. The
/// orderly one means that the call is over, unless this side has brought it about with the call
/// alive (mod_event_socket: listener_run, parse_command): by `exit`, by a message too many for the
/// call's queue, or by a body past FreeSWITCH's limit. A reload of the module, the only other
/// cause, is refused while an application `socket` runs (switch_loadable_module.c: "Module in
/// use").
class own_doing {
public:
    /// What commands can do to the connection, since the session began.
    struct deeds {
        std::size_t messages = 0;  ///< whose end is not told: all of them may still be queued
        std::size_t exits = 0;
        bool too_large = false;
    };

    /// A command that is to be sent, on whatever call. Returned is what stood before, for `restore`
    /// if it was not.
    deeds note(std::string_view bytes);
    void restore(const deeds& before) noexcept { done_ = before; }
    /// An `exit` that was noted is not written after all.
    void take_back_exit() noexcept { --done_.exits; }

    static bool is_exit(std::string_view bytes) noexcept {
        return wire::istarts_with(bytes, "exit") || wire::starts_with(bytes, "...");
    }

    /// FreeSWITCH has agreed to a hang-up of the session's own call.
    void note_hangup(std::string cause) { requested_ = std::move(cause); }

    /// The cause of the hang-up of the session's own call that the command asks for, as it is named
    /// there.
    static std::optional<std::string> asked_hangup(std::string_view bytes, std::string_view uuid);

    /// Whether it explains an orderly goodbye. `executions`: how many FreeSWITCH may still have in
    /// the queues of the calls.
    bool explains_goodbye(std::size_t executions) const noexcept {
        return done_.exits != 0 || done_.too_large || done_.messages + executions >= longest_queue;
    }

    /// Of the last hang-up that FreeSWITCH agreed to; empty if there is none.
    const std::string& requested_cause() const noexcept { return requested_; }

private:
    static constexpr std::size_t longest_queue = 256;  ///< SWITCH_EVENT_QUEUE_LEN
    static constexpr std::size_t largest_body = std::size_t{16} << 20;

    static std::string usual_if_empty(std::string_view cause) {
        return std::string(cause.empty() ? "NORMAL_CLEARING" : cause);
    }

    static std::string_view header(std::string_view bytes, std::string_view name) noexcept;

    std::string requested_;
    deeds done_;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/outbound/impl/own_doing.ipp>
#endif
