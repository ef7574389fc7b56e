// What the operations of a call complete with, beside execution_result.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/event/execution.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// What a prompt or a reading came to.
class [[nodiscard]] digits_result {
public:
    digits_result() = default;
    digits_result(execution_result how, std::string digits)
        : how_(std::move(how)), digits_(std::move(digits)) {}

    /// The caller pressed what was asked for: enough digits, and such as the pattern accepts.
    explicit operator bool() const noexcept { return !digits_.empty(); }
    /// Empty if not.
    const std::string& digits() const noexcept { return digits_; }

    /// FreeSWITCH's `read_result`, of an execution that completed: `success`, `timeout` (also of
    /// digits that were enough, but no key ended them), `failure` (too few, or none).
    std::string_view why() const noexcept { return how_.variable("read_result"); }

    /// How the execution ended: completed without digits, hung up, refused.
    const execution_result& execution() const noexcept { return how_; }

private:
    execution_result how_;
    std::string digits_;
};

/// What a bridge came to.
class [[nodiscard]] bridge_result {
public:
    bridge_result() = default;
    /// Connected: `bridged` is CHANNEL_BRIDGE, or the channel's data once it is over.
    explicit bridge_result(event bridged) : connected_(true), bridged_(std::move(bridged)) {}
    /// Not connected.
    explicit bridge_result(execution_result how) : how_(std::move(how)) {}

    /// The other leg answered and both hear each other. The end of the bridge is not waited for but
    /// in static mode, in which FreeSWITCH tells nothing before.
    explicit operator bool() const noexcept { return connected_; }

    /// UUID of the other leg.
    std::string_view other() const noexcept {
        const std::string_view b = bridged_["Bridge-B-Unique-ID"];
        return b.empty() ? bridged_["Other-Leg-Unique-ID"] : b;
    }

    /// Why it is not connected, as `USER_BUSY`; of a call that hung up, its own.
    std::string_view cause() const noexcept {
        if (!how_.cause().empty()) return how_.cause();
        const std::string_view text = how_.variable("originate_disposition");
        return !text.empty() && text != "SUCCESS" ? text
                                                  : how_.variable("last_bridge_hangup_cause");
    }

    /// How the execution ended, if that came before a connection.
    const execution_result& execution() const noexcept { return how_; }
    const event& details() const noexcept { return bridged_; }

private:
    bool connected_ = false;
    event bridged_;
    execution_result how_;
};

}  // namespace eslio
