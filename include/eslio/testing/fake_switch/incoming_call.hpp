// A call that comes into a fake switch: who calls whom, and what the dialplan does with it.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/socket_mode.hpp>
#include <eslio/testing/fake_switch/call_plan.hpp>
#include <eslio/testing/fake_switch/text/separate.hpp>
#include <eslio/wire/ascii.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing {

using eslio::socket_mode;

/// What follows the address in the argument of `socket`.
constexpr std::string_view keywords(socket_mode mode) noexcept {
    if (mode == socket_mode::async_full) return " async full";
    if (mode.async) return " async";
    return mode.full ? " full" : "";
}

/// One line of a dialplan.
struct dialplan_action {
    /// Its name.
    std::string application;
    /// Its argument, as the dialplan has it.
    std::string argument;
};
/// What an extension does, in order.
using dialplan = std::vector<dialplan_action>;

/// `answer,playback:x.wav,hangup:USER_BUSY`: FreeSWITCH's dialplan in one argument. A beginning
/// `m:^:` says what separates instead of the comma; quotes keep a comma together
/// (mod_dptools.c: inline_dialplan_hunt).
ESLIO_DECL dialplan parse_dialplan(std::string_view text);

///     incoming_call().from("1001", "Ann").to("5000").caller(call().presses("12#").hangs_up())
class incoming_call {
public:
    /// The caller's number, and their name.
    incoming_call& from(std::string number, std::string name = {});
    /// The number that was dialled.
    incoming_call& to(std::string destination) {
        destination_ = std::move(destination);
        return *this;
    }
    incoming_call& uuid(std::string chosen) {
        uuid_ = std::move(chosen);
        return *this;
    }
    incoming_call& variable(std::string name, std::string value) {
        variables_.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    /// What the caller does: the steps begin at the answer.
    incoming_call& caller(call_plan what) {
        plan_ = std::move(what);
        return *this;
    }

    /// What was set.
    const std::string& number() const noexcept { return number_; }
    const std::string& name() const noexcept { return name_; }
    const std::string& destination() const noexcept { return destination_; }
    const std::string& wanted_uuid() const noexcept { return uuid_; }
    const std::vector<std::pair<std::string, std::string>>& variables() const noexcept {
        return variables_;
    }
    /// What the caller will do.
    const call_plan& plan() const noexcept { return plan_; }

private:
    std::string number_ = "1000";
    std::string name_;
    std::string destination_ = "5000";
    std::string uuid_;
    std::vector<std::pair<std::string, std::string>> variables_;
    call_plan plan_ = testing::call();
};

}  // namespace eslio::testing

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/impl/incoming_call.ipp>
#endif
