// Joining a call to another that is there already: uuid_bridge and intercept, until they are
// bridged.
#pragma once

#include <eslio/channel/detail/call.hpp>
#include <eslio/channel/detail/composed_operations.hpp>
#include <eslio/channel/detail/leg_wait.hpp>
#include <eslio/command/application.hpp>
#include <eslio/config.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace eslio::detail {

/// FreeSWITCH agrees first; both calls leave what they do, and CHANNEL_BRIDGE tells when they talk
/// (switch_ivr_bridge.c: switch_ivr_uuid_bridge). That is listened for before the command is sent.
class joining : public std::enable_shared_from_this<joining> {
public:
    joining(call_ptr c, bridge_handler user) : call_(std::move(c)), user_(std::move(user)) {}

    /// By `uuid_bridge`.
    call::operation with(const std::string& other);
    /// By the application `intercept`, which says whom in the variable `uuid_bridge`.
    call::operation by(const application& intercept);
    void fail(error_code why) noexcept { give_up(why, bridge_result()); }

private:
    /// From FreeSWITCH's consent on.
    static constexpr std::chrono::seconds patience{10};

    void listen(std::string other);
    void on_bridge(error_code ec, const wait_result& r);
    void on_consent(error_code ec, const reply& r);
    void on_intercepted(error_code ec, execution_result r);
    void agreed();
    void give_up(error_code ec, bridge_result r);

    call_ptr call_;
    bridge_handler user_;
    std::weak_ptr<leg_wait> wait_;  ///< which owns this one
    call::operation steps_;
};

inline call::operation bridge_with(const call_ptr& c, const std::string& other,
                                   bridge_handler& handler) {
    return std::shared_ptr<joining>(new joining(c, std::move(handler)))->with(other);
}

inline call::operation pick_up(const call_ptr& c, const application& intercept,
                               bridge_handler& handler) {
    return std::shared_ptr<joining>(new joining(c, std::move(handler)))->by(intercept);
}

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/channel/impl/joining.ipp>
#endif
