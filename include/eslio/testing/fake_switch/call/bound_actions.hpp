// What the variables of a channel bind to moments of its life: applications and API commands.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/channel.hpp>
#include <eslio/testing/fake_switch/call/execution.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

class bound_actions {
public:
    bound_actions(channel& leg, execution& running) : leg_(leg), running_(running) {}

    /// `execute_on_answer='app argument'` and its like, of all variables whose names begin so; with
    /// `app::argument` it is queued (switch_channel.c: switch_channel_execute_on).
    void execute(const std::string& variable);

    /// `api_on_answer`, `api_after_bridge` and their like (switch_channel.c:
    /// switch_channel_api_on).
    void run_apis(const std::string& variable);

    /// Both, of a moment: `post_originate`, `record_start`.
    void run(const std::string& moment) {
        execute("execute_on_" + moment);
        run_apis("api_on_" + moment);
    }

    /// Of a step towards the answer. That there is media is told once (switch_channel.c:
    /// switch_channel_perform_mark_answered and its like).
    void run(progress what);

    /// `api_hangup_hook` and `api_reporting_hook`, as `command argument` or `command::argument`
    /// (switch_core_state_machine.c: api_hook).
    void run_hook(std::string_view variable);

    /// Queues an application as FreeSWITCH itself does (switch_core_session.c:
    /// switch_core_session_execute_application_async).
    void queue(std::string_view name, std::string_view argument);

private:
    channel& leg_;
    execution& running_;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/call/impl/bound_actions.ipp>
#endif
