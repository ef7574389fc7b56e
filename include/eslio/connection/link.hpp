// What the upper floors need of a connection, whatever its stream.
#pragma once

#include <eslio/command/api.hpp>
#include <eslio/command/command.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/completion_queue.hpp>
#include <eslio/connection/detail/home.hpp>
#include <eslio/connection/detail/registry.hpp>
#include <eslio/connection/event_lease.hpp>
#include <eslio/event/gap.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/route_table.hpp>
#include <eslio/protocol/subscription_state.hpp>

#include <asio/cancellation_type.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// Told what becomes of a link. Called from inside it: must not block, and calls nothing of it but
/// `remove_route`. It watches one link.
class link_watcher {
public:
    /// The connection has ended, and why.
    virtual void on_link_end(error_code why) noexcept = 0;

    /// Memory ran out while there is no connection that would end by that: what waits ends.
    virtual void on_link_failed(error_code) noexcept {}

    /// The link goes on over another connection, but from now on events may be missing.
    /// `of_new_run`: what was heard last was of a run of the switch of which `on_link_restored` has
    /// not told yet.
    virtual void on_link_interrupted([[maybe_unused]] bool of_new_run) noexcept {}
    /// They come again, from that run of the switch, and commands are written.
    virtual void on_link_restored(switch_run) noexcept {}

    /// FreeSWITCH refused events that were needed: what waits for them waits in vain.
    virtual void on_events_refused() noexcept = 0;

    /// The call that the connection belongs to is over, and FreeSWITCH keeps the connection open
    /// for its last events (mod_event_socket: linger).
    virtual void on_linger() noexcept {}

    /// A filter of the user's goes out that may keep events from the routes.
    virtual void on_events_hidden() noexcept {}

protected:
    link_watcher() = default;
    ~link_watcher() = default;

private:
    friend detail::registry<link_watcher>;
    detail::registry<link_watcher>::entry registration;
};

/// Commands can be submitted and events seen before the queue. Used on its executor only.
class link {
public:
    /// What is called with the answer to a command, with a job's result.
    using reply_handler = detail::any_handler<void(error_code, reply)>;
    using job_handler = detail::any_handler<void(error_code, job_result)>;
    /// The number of a route, of a call's events, and the types that a lease may name.
    using route_id = protocol::route_table::id;
    using event_types = protocol::subscription_state::types;

    /// Where it lives: it is used there only.
    virtual const detail::home& where() const noexcept = 0;

    /// Where the handlers of its operations have their turns, in the order of the wire.
    virtual detail::completion_queue& completions() const noexcept = 0;

    /// No error while it is open, or between two connections of a link that outlives them; else why
    /// it is not.
    virtual error_code link_state() const noexcept = 0;

    /// Sends a command; the handler is completed exactly once. The number is for
    /// `cancel_command`; 0 if it is done already.
    virtual std::uint64_t submit_command(command&& c, reply_handler& handler) = 0;
    virtual void cancel_command(std::uint64_t number, asio::cancellation_type_t type) = 0;
    void submit(command c, reply_handler handler) { submit_command(std::move(c), handler); }

    /// Starts a job and waits for its result.
    virtual std::uint64_t submit_job(const api_request& request, job_handler& handler) = 0;
    virtual void cancel_job(std::uint64_t number, asio::cancellation_type_t type) = 0;
    /// Gives it up if its command is not written yet; false if FreeSWITCH may have heard of it.
    virtual bool take_back_job(std::uint64_t number) = 0;

    /// The routes are to see these events while the lease is held, whatever the user subscribes or
    /// filters; the user gets only those asked for. Written when first needed.
    [[nodiscard]] virtual event_lease need_events(const event_types& types) = 0;
    /// The same as long as the connection.
    virtual void always_need_events(const event_types& types) = 0;
    /// For `event_lease`.
    virtual void end_need(std::uint64_t number) noexcept = 0;

    /// The routes are to see events that have `uuid` in `header` (`Unique-ID`: those of that
    /// channel), on a connection that else hears one call's only, as a session does. An error,
    /// at once, where nothing can bring them: `not_allowed`, as without `full` FreeSWITCH sends
    /// those of the connection's own call for ever (mod_event_socket: event_handler). They are
    /// heard while `held` is.
    virtual error_code hear_also(std::string_view header, std::string_view uuid,
                                 event_lease& held) = 0;

    /// Whether a filter of the user's may keep events that are needed from the routes: a negative
    /// one may, whatever other filters let through (mod_event_socket: event_handler).
    virtual bool hides_events() const noexcept = 0;

    /// `consumer` sees the events of that channel (all, if empty) before they are queued. It is
    /// called while bytes are being read and must not block. `emptied` is called when
    /// FreeSWITCH has agreed to a command that empties the queue of that channel.
    virtual route_id add_route(std::string unique_id, protocol::route_table::consumer consumer,
                               protocol::route_table::listener emptied = {}) = 0;
    /// The same of what other legs' events tell of that channel, where they are heard: its other
    /// legs' answers, and the bridges that it is in.
    virtual route_id add_leg_route(std::string unique_id,
                                   protocol::route_table::consumer consumer) = 0;
    virtual void remove_route(route_id id) = 0;

    /// `watcher` is told from now on, until it is destroyed.
    virtual void watch(std::weak_ptr<link_watcher> watcher) = 0;

protected:
    ~link() = default;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/event_lease.ipp>
#endif
