// API commands that make calls and change them: originate, uuid_..., show, hupall.
#pragma once

#include <eslio/event/format.hpp>
#include <eslio/event/serialise.hpp>
#include <eslio/testing/fake_switch/bridge.hpp>
#include <eslio/testing/fake_switch/cause.hpp>
#include <eslio/testing/fake_switch/machine.hpp>
#include <eslio/testing/fake_switch/separate.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

inline constexpr const char* no_such_channel = "-ERR No such channel!\n";

inline void run_originate(machine& m, std::string_view arguments, const api_done& done) {
    if (ends_switch(arguments)) {
        if (m.on_abort) m.on_abort();
        return;  // nobody answers any more
    }
    const std::optional<originate_request> wanted = parse_originate(arguments);
    if (!wanted)
        return done("-USAGE: <call url> <exten>|&<application_name>(<app_args>) [<dialplan>] "
                    "[<context>] [<cid_name>] [<cid_num>] [<timeout_sec>]\n");
    const std::string_view target = wanted->destination;
    const std::string_view endpoint = target.substr(0, target.find('/'));
    if (endpoint == "error")
        return done("-ERR " + std::string(find_cause(target.substr(6)).name) + "\n");
    if (!is_known_endpoint(endpoint)) return done("-ERR CHAN_NOT_IMPLEMENTED\n");
    const std::string own(wanted->variables["origination_uuid"]);
    const bool taken = !own.empty() && m.find_call(own) != nullptr;
    originate_request request = *wanted;
    // mod_loopback sets the UUID afterwards, and goes on with its own if that fails.
    if (taken && (endpoint == "loopback" || endpoint == "null"))
        request.variables.remove("origination_uuid");
    else if (taken)
        return done("-ERR CALL_REJECTED\n");
    const auto uuid = std::make_shared<std::string>();
    call& c = m.originate(request, [uuid, done](std::string_view cause) {
        done(cause.empty() ? "+OK " + *uuid + "\n" : "-ERR " + std::string(cause) + "\n");
    });
    *uuid = c.uuid();
}

inline void run_uuid_kill(machine& m, std::string_view arguments, const api_done& done) {
    if (arguments.empty()) return done("-USAGE: <uuid> [cause]\n");
    call* const c = m.find_live(wire::next_word(arguments));
    if (c == nullptr) return done(no_such_channel);
    c->hang_up(arguments.empty() ? "NORMAL_CLEARING" : arguments);
    done("+OK\n");
}

inline void run_uuid_getvar(machine& m, std::string_view arguments, const api_done& done) {
    if (arguments.find(' ') == std::string_view::npos) return done("-USAGE: <uuid> <var>\n");
    const call* const c = m.find_live(wire::next_word(arguments));
    if (c == nullptr) return done(no_such_channel);
    const auto value = c->value_of(arguments);
    done(value ? *value : std::string("_undef_"));
}

inline void run_uuid_setvar(machine& m, std::string_view arguments, const api_done& done) {
    const std::vector<std::string> words = separate(arguments, ' ', 3);
    if (words.size() < 2) return done("-USAGE: <uuid> <var> [value]\n");
    call* const c = m.find_live(words[0]);
    if (c == nullptr) return done(no_such_channel);
    if (words[1].empty()) return done("-ERR No variable specified\n");
    c->leg().vars.set(words[1], words.size() > 2 ? std::string_view(words[2]) : std::string_view());
    done("+OK\n");
}

inline void run_uuid_setvar_multi(machine& m, std::string_view arguments, const api_done& done) {
    const char* const usage = "-USAGE: <uuid> <var>=<value>;<var>=<value>...\n";
    const std::string_view uuid = wire::next_word(arguments);
    if (arguments.empty()) return done(usage);
    call* const c = m.find_live(uuid);
    if (c == nullptr) return done(no_such_channel);
    bool any = false;
    for (const std::string& one : separate(arguments, ';', 64)) {
        std::string_view value = one;
        const std::string_view name = wire::next_word(value, '=');
        if (name.empty()) continue;
        c->leg().vars.set_checked(name, value);
        any = true;
    }
    done(any ? "+OK\n" : usage);
}

inline void run_uuid_dump(machine& m, std::string_view arguments, const api_done& done) {
    if (arguments.empty()) return done("-USAGE: <uuid> [format]\n");
    call* const c = m.find_live(wire::next_word(arguments));
    if (c == nullptr) return done(no_such_channel);
    const event e = c->leg().full_event(event_name::channel_data,
                                        {"mod_commands.c", "uuid_dump_function", 6495});
    done(serialise(e, parse_format(arguments).value_or(format::plain)));
}

inline void run_uuid_broadcast(machine& m, std::string_view arguments, const api_done& done) {
    call* const c = m.find_live(wire::next_word(arguments));
    if (arguments.empty()) return done("-USAGE: <uuid> <path> [aleg|bleg|holdb|both]\n");
    if (c == nullptr) return done("-ERR invalid uuid\n");
    // A path to be played, or `app::argument`.
    const std::string_view path = wire::next_word(arguments);
    const std::size_t colons = path.find("::");
    const bool named = colons != std::string_view::npos;
    request message;
    message.content.add("call-command", "execute");
    message.content.add("execute-app-name", named ? path.substr(0, colons) : "playback");
    message.content.add("execute-app-arg", named ? path.substr(colons + 2) : path);
    c->queue_message(message);
    done("+OK Message sent\n");
}

inline void run_hupall(machine& m, std::string_view arguments, const api_done& done) {
    const std::string_view word = wire::next_word(arguments);
    const std::string_view cause = word.empty() ? std::string_view("MANAGER_REQUEST") : word;
    m.hang_up_all(cause);
    done("+OK hangup all channels with cause " + std::string(find_cause(cause).name) + "\n");
}

inline void install_call_apis(machine& m) {
    m.apis["originate"] = run_originate;
    m.apis["uuid_kill"] = run_uuid_kill;
    m.apis["uuid_exists"] = [](machine& self, std::string_view a, const api_done& done) {
        done(self.find_live(a) != nullptr ? "true" : "false");
    };
    m.apis["uuid_getvar"] = run_uuid_getvar;
    m.apis["uuid_setvar"] = run_uuid_setvar;
    m.apis["uuid_setvar_multi"] = run_uuid_setvar_multi;
    m.apis["uuid_dump"] = run_uuid_dump;
    m.apis["uuid_broadcast"] = run_uuid_broadcast;
    m.apis["hupall"] = run_hupall;
}

}  // namespace eslio::testing::fake
