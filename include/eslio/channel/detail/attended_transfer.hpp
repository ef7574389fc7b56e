// An attended transfer: from the question whom the call talks to, over the application att_xfer, to
// the bridge of the other two.
#pragma once

#include <eslio/channel/detail/call.hpp>
#include <eslio/channel/verb_results.hpp>
#include <eslio/command/application.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/alarm.hpp>
#include <eslio/connection/event_lease.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

using attended_handler = any_handler<void(error_code, attended_transfer_result)>;

/// The application runs until this call is done with both (mod_dptools: att_xfer_function,
/// att_thread_run). That the others were joined, when it has hung up, is told by CHANNEL_BRIDGE of
/// the third leg alone, some moments after this call's end.
class attended_transfer_steps : public std::enable_shared_from_this<attended_transfer_steps> {
    using outcome = attended_transfer_result::outcome;

public:
    attended_transfer_steps(call_ptr c, application a, attended_handler user)
        : alarm_(c->executor()), call_(std::move(c)), app_(std::move(a)), user_(std::move(user)) {}

    call::operation begin();
    void fail(error_code why) noexcept { finish(why, outcome::failed); }
    completion_queue& completions() const noexcept { return call_->completions(); }
    void on_alarm(protocol::time_point now);

private:
    friend class alarm<attended_transfer_steps>;

    /// So long after this call's end the bridge of the others is waited for.
    static constexpr std::chrono::seconds patience{3};

    void on_partner(error_code ec, const reply& r);
    void follow(const std::string& leg);
    void note_target(std::string_view uuid);
    call::operation execute();
    protocol::route_table::verdict on_event(const event& e);
    void on_ended(error_code ec, execution_result r);
    outcome read(const execution_result& r) const;
    void finish(error_code ec, outcome how);

    alarm<attended_transfer_steps> alarm_;
    call_ptr call_;
    application app_;
    attended_handler user_;
    call::operation steps_;
    std::string partner_;
    std::string target_;
    std::optional<execution_result> ended_;
    compact_vector<link::route_id> routes_;  ///< if the partner is followed
    event_lease hears_partner_;
    event_lease hears_target_;
    bool others_joined_ = false;
    bool other_left_ = false;  ///< one of them, so they will not be joined
};

inline call::operation transfer_attended(const call_ptr& c, application a,
                                         attended_handler& handler) {
    return std::shared_ptr<attended_transfer_steps>(
               new attended_transfer_steps(c, std::move(a), std::move(handler)))
        ->begin();
}

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/channel/impl/attended_transfer.ipp>
#endif
