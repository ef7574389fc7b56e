// API commands on the legs of calls: uuid_bridge, uuid_transfer, uuid_hold, digits, recording, ...
#pragma once

#include <eslio/testing/fake_switch/apis_call.hpp>
#include <eslio/testing/fake_switch/bridge.hpp>
#include <eslio/testing/fake_switch/call_applications.hpp>
#include <eslio/testing/fake_switch/machine.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

inline void run_uuid_bridge(machine& m, std::string_view arguments, const api_done& done) {
    const std::string_view first = wire::next_word(arguments);
    const std::string second(wire::next_word(arguments));
    if (second.empty()) return done("-USAGE: <uuid> <other_uuid>\n");
    done(bridge_by_uuid(m, first, second) ? "+OK " + second + "\n" : "-ERR Invalid uuid\n");
}

inline void run_uuid_transfer(machine& m, std::string_view arguments, const api_done& done) {
    call* c = m.find_live(wire::next_word(arguments));
    if (wire::trim(arguments).empty())
        return done("-USAGE: <uuid> [-bleg|-both] <dest-exten> [<dialplan>] [<context>]\n");
    if (c == nullptr) return done(no_such_channel);
    const auto partner = c->partner.lock();
    const bool both = wire::starts_with(arguments, "-both ");
    const bool other = wire::starts_with(arguments, "-bleg ");
    if (both || other) wire::next_word(arguments);
    if (other && !partner) return done("-ERR No bridged channel\n");
    const std::string words(arguments);
    if (both && partner) {
        unbridge(*c);
        transfer_call(m, *partner, words);
        transfer_call(m, *c, words);
    } else {
        transfer_alone(m, other ? *partner : *c, words);
    }
    done("+OK\n");
}

inline void run_uuid_hold(machine& m, std::string_view arguments, const api_done& done) {
    std::string_view word = wire::next_word(arguments);
    if (word.empty()) return done("-USAGE: [off|toggle] <uuid> [<display>]\n");
    const bool off = wire::iequals(word, "off");
    const bool toggle = wire::iequals(word, "toggle");
    if (off || toggle) word = wire::next_word(arguments);
    call* const c = m.find_live(word);
    const bool hold = toggle && c != nullptr ? !c->leg().is_held() : !off;
    done(c != nullptr && c->leg().mark_held(hold) ? "+OK Success\n" : "-ERR Operation failed\n");
}

/// Does something with a call that is up, and says `+OK`.
template <class Function>
api_function on_call(const char* usage, Function what) {
    return [usage = std::string(usage), what](machine& m, std::string_view arguments,
                                              const api_done& done) {
        if (arguments.empty()) return done("-USAGE: " + usage + "\n");
        call* const c = m.find_live(wire::next_word(arguments));
        if (c == nullptr) return done(no_such_channel);
        what(m, *c, arguments);
        done("+OK\n");
    };
}

/// The digits are sent to the other side: the other leg of a bridge hears them.
inline void run_uuid_send_dtmf(machine& m, std::string_view arguments, const api_done& done) {
    const std::string uuid(wire::next_word(arguments));
    if (arguments.empty()) return done("-USAGE: <uuid> <dtmf_data>\n");
    call* const c = m.find_live(uuid);
    if (c == nullptr) return done(no_such_channel);
    send_digits(m, *c, arguments);
    done("+OK " + uuid + " sent DTMF " + std::string(arguments) + ".\n");
}

/// As if the caller had pressed the digits.
inline void run_uuid_recv_dtmf(machine& m, std::string_view arguments, const api_done& done) {
    const std::string uuid(wire::next_word(arguments));
    if (arguments.empty()) return done("-USAGE: <uuid> <dtmf_data>\n");
    call* const c = m.find_live(uuid);
    if (c == nullptr) return done(no_such_channel);
    queue_digits(*c, arguments);
    done("+OK " + uuid + " received DTMF " + std::string(arguments) + ".\n");
}

inline void run_uuid_record(machine& m, std::string_view arguments, const api_done& done) {
    const std::string_view uuid = wire::next_word(arguments);
    const std::string_view action = wire::next_word(arguments);
    const std::string_view path = wire::next_word(arguments);
    const bool start = wire::iequals(action, "start");
    if (path.empty() || (!start && !wire::iequals(action, "stop")))
        return done("-USAGE: <uuid> [start|stop|mask|unmask] <path> [<limit>] "
                    "[<recording_vars>]\n");
    call* const c = m.find_live(uuid);
    if (c == nullptr) return done("-ERR Cannot locate session!\n");
    fire_record(*c, start, path);
    done("+OK Success\n");
}

inline void install_leg_apis(machine& m) {
    m.apis["uuid_bridge"] = run_uuid_bridge;
    m.apis["uuid_transfer"] = run_uuid_transfer;
    m.apis["uuid_hold"] = run_uuid_hold;
    m.apis["uuid_send_dtmf"] = run_uuid_send_dtmf;
    m.apis["uuid_recv_dtmf"] = run_uuid_recv_dtmf;
    m.apis["uuid_record"] = run_uuid_record;
    m.apis["uuid_park"] = on_call("<uuid>", [](machine&, call& c, std::string_view) {
        if (const auto other = c.partner.lock()) {
            unbridge(c);
            other->hang_up("NORMAL_CLEARING");
        }
        c.transfer({{"park", {}}}, false);
    });
    m.apis["uuid_answer"] =
        on_call("<uuid>", [](machine&, call& c, std::string_view) { c.answer_incoming(); });
    m.apis["uuid_pre_answer"] =
        on_call("<uuid>", [](machine&, call& c, std::string_view) { c.leg().mark_early(); });
    m.apis["uuid_break"] = on_call("<uuid> [all]", [](machine&, call& c, std::string_view flags) {
        if (flags.find("all") != std::string_view::npos) c.running().forget_messages();
        c.running().stop_playing();
    });
    m.apis["uuid_flush_dtmf"] =
        on_call("<uuid>", [](machine&, call& c, std::string_view) { c.running().forget_digits(); });
}

}  // namespace eslio::testing::fake
