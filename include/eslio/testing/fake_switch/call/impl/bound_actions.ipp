// The bodies of the functions of bound_actions.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/bound_actions.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void bound_actions::run(progress what) {
    const bool has_media = leg_.is_early();
    switch (what) {
        case progress::ringing: return run("ring");
        case progress::early:
            execute("execute_on_pre_answer");
            execute("execute_on_media");
            run_apis("api_on_pre_answer");
            return run_apis("api_on_media");
        case progress::answered:
            execute("execute_on_answer");
            if (!has_media) run("media");
            return run_apis("api_on_answer");
    }
}

ESLIO_COLD void bound_actions::execute(const std::string& variable) {
    for (const std::string& bound : leg_.vars.beginning_with(variable)) {
        const std::size_t end = bound.find_first_of(" :");
        const bool queued = end != std::string::npos && bound.compare(end, 2, "::") == 0;
        const std::string name = bound.substr(0, end);
        const std::string argument =
            end == std::string::npos ? std::string() : bound.substr(end + (queued ? 2 : 1));
        if (queued)
            queue(name, argument);
        else
            running_.run_at_once(name, argument);
    }
}

ESLIO_COLD void bound_actions::run_apis(const std::string& variable) {
    for (const std::string& bound : leg_.vars.beginning_with(variable)) {
        const std::string line = running_.expand(bound);
        std::string_view argument = line;
        const std::string_view name = wire::next_word(argument);
        if (running_.expand.run_api) running_.expand.run_api(name, argument);
    }
}

ESLIO_COLD void bound_actions::queue(std::string_view name, std::string_view argument) {
    request message;
    leg_.inside().add_common(
        message.content, "COMMAND",
        {"switch_core_session.c", "switch_core_session_execute_application_async", 2713});
    message.content.add("call-command", "execute").add("execute-app-name", name);
    if (!argument.empty()) message.content.add("execute-app-arg", argument);
    message.content.add("event-lock", "true");
    running_.queue(message, leg_.inside().options.message_queue);
}

ESLIO_COLD void bound_actions::run_hook(std::string_view variable) {
    const std::string hook(leg_.vars[variable]);
    if (hook.empty() || !running_.expand.run_api) return;
    const std::size_t colons = hook.find(':');
    const bool named = colons != std::string::npos && hook.compare(colons, 2, "::") == 0;
    const std::size_t end = named ? colons : hook.find(' ');
    const std::string argument =
        end == std::string::npos ? std::string() : hook.substr(end + (named ? 2 : 1));
    running_.expand.run_api(hook.substr(0, end), running_.expand(argument));
}

}  // namespace eslio::testing::fake
