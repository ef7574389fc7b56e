// The connection of a session as its channels use it: what they say is noted.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/completion_queue.hpp>
#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/link.hpp>
#include <eslio/outbound/detail/own_doing.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/cancellation_type.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

/// Hands everything on to the engine, and notes what tells how to read the call's end.
class session_link final : public link, public std::enable_shared_from_this<session_link> {
public:
    session_link(std::shared_ptr<engine> over, std::string uuid)
        : engine_(std::move(over)), uuid_(std::move(uuid)) {}

    own_doing& doing() noexcept { return doing_; }

    const home& where() const noexcept final { return engine_->where(); }
    completion_queue& completions() const noexcept override { return engine_->completions(); }
    error_code link_state() const noexcept override { return engine_->link_state(); }

    ESLIO_DECL std::uint64_t submit_command(command&& c, reply_handler& handler) override;
    /// The same of a command that was written by the user: what it asks of the call is not read.
    std::uint64_t submit_own(command&& c, reply_handler& handler);
    ESLIO_DECL void cancel_command(std::uint64_t number, asio::cancellation_type_t type) override;
    ESLIO_DECL std::uint64_t submit_job(const api_request& request, job_handler& handler) override;
    ESLIO_DECL void cancel_job(std::uint64_t number, asio::cancellation_type_t type) override;
    ESLIO_DECL bool take_back_job(std::uint64_t number) override;

    event_lease need_events(const event_types& types) override {
        return engine_->need_events(types);
    }
    void always_need_events(const event_types& types) override {
        engine_->always_need_events(types);
    }
    void end_need(std::uint64_t number) noexcept override { engine_->end_need(number); }
    /// In a filter a sign before the UUID would mean something else (mod_event_socket:
    /// event_handler).
    ESLIO_DECL error_code hear_also(std::string_view header, std::string_view uuid,
                                    event_lease& held) override;
    bool hides_events() const noexcept override { return engine_->hides_events(); }
    ESLIO_DECL route_id add_route(std::string unique_id, protocol::route_table::consumer consumer,
                                  protocol::route_table::listener emptied) override;
    ESLIO_DECL route_id add_leg_route(std::string unique_id,
                                      protocol::route_table::consumer consumer) override;
    void remove_route(route_id id) override { engine_->remove_route(id); }
    void watch(std::weak_ptr<link_watcher> watcher) override { engine_->watch(std::move(watcher)); }

private:
    std::shared_ptr<engine> engine_;
    std::string uuid_;  ///< of the session's own call
    own_doing doing_;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/outbound/impl/session_link.ipp>
#endif
