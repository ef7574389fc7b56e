// API commands on the legs of calls: uuid_bridge, uuid_transfer, uuid_hold, digits, answers, ...
#pragma once

#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/bridge.hpp>
#include <eslio/testing/fake_switch/call_applications.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

inline std::string answer_uuid_bridge(const api_call& c) {
    const std::vector<std::string> words = c.words(4);
    if (words.size() < 2) return "-USAGE: <uuid> <other_uuid>\n";  // the list has no usage
    return bridge_by_uuid(c.inside, words[0], words[1]) ? "+OK " + words[1] + "\n"
                                                        : "-ERR Invalid uuid\n";
}

inline std::string answer_uuid_transfer(const api_call& c) {
    machine& m = c.inside;
    std::string_view rest = c.arguments;
    call* const of = m.find_live(wire::next_word(rest));
    if (rest.empty()) return c.usage();
    if (of == nullptr) return no_such_channel;
    const auto partner = of->partner.lock();
    const bool both = wire::starts_with(rest, "-both ");
    const bool other = wire::starts_with(rest, "-bleg ");
    if (both || other) wire::next_word(rest);
    const std::string words(rest);
    if (both && partner) {
        unbridge(*of);
        transfer_call(m, *partner, words);
        transfer_call(m, *of, words);
    } else {
        // Without another leg, -bleg means this one (mod_commands.c: transfer_function).
        transfer_alone(m, other && partner ? *partner : *of, words);
    }
    return "+OK\n";
}

/// `exten[/dialplan][/context]` of A, then of B.
inline std::string answer_uuid_dual_transfer(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    if (words.size() < 3) return c.usage();
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return no_such_channel;
    const auto place = [](std::string text) {
        std::replace(text.begin(), text.end(), '/', ' ');
        return text;
    };
    const auto other = of->partner.lock();
    if (other) {
        unbridge(*of);
        transfer_call(c.inside, *other, place(words[2]));
    }
    transfer_call(c.inside, *of, place(words[1]));
    return "+OK\n";
}

/// To hold a call that is not there is a success, to take back one that is not held a failure
/// (switch_ivr_hold_uuid, switch_ivr_unhold_uuid).
inline std::string answer_uuid_hold(const api_call& c) {
    const char* const failed = "-ERR Operation failed\n";
    std::vector<std::string> words = c.words(4);
    if (words.empty()) return c.usage() + failed;
    const bool off = wire::iequals(words[0], "off");
    const bool toggle = wire::iequals(words[0], "toggle");
    if (off || toggle) words.erase(words.begin());
    call* const of = words.empty() ? nullptr : c.inside.find_live(words[0]);
    if (of == nullptr) return "+OK Success\n";
    const bool held = of->leg().is_held();
    return hold_call(*of, toggle ? !held : !off) ? "+OK Success\n" : failed;
}

inline std::string answer_uuid_park(const api_call& c) {
    call* const of = c.inside.find_live(c.arguments);
    if (of == nullptr) return no_such_channel;
    if (const auto other = of->partner.lock()) {
        unbridge(*of);
        other->hang_up("NORMAL_CLEARING");
    }
    of->transfer({{"park", {}}}, false);
    return "+OK\n";
}

inline std::string answer_uuid_answer(const api_call& c) {
    call* const of = c.inside.find_live(c.arguments);
    if (of == nullptr) return "-ERROR\n";
    of->answer_incoming();
    return "+OK\n";
}

inline std::string answer_uuid_outgoing_answer(const api_call& c) {
    if (c.arguments.empty()) return c.usage();
    call* const of = c.inside.find_live(c.arguments);
    if (of == nullptr) return no_such_channel;
    of->answer_incoming();
    return "+OK\n";
}

inline std::string answer_uuid_pre_answer(const api_call& c) {
    call* const of = c.inside.find_live(c.arguments);
    if (of == nullptr) return "-ERROR\n";
    of->leg().mark_early();
    return "+OK\n";
}

inline std::string answer_uuid_early_ok(const api_call& c) {
    return c.inside.find_live(c.arguments) == nullptr ? "-ERROR\n" : "";
}

inline std::string answer_uuid_ring_ready(const api_call& c) {
    std::vector<std::string> words = c.words(3);
    words.resize(std::max<std::size_t>(words.size(), 2));
    if (words[0].empty() || !(words[1].empty() || wire::iequals(words[1], "queued")))
        return c.usage();
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return "-ERROR\n";
    if (!of->leg().is_answered()) of->leg().mark_ringing();
    return "+OK\n";
}

/// With any second word, as `all`, what waits is forgotten too (break_function).
inline std::string answer_uuid_break(const api_call& c) {
    std::string_view rest = c.arguments;
    if (rest.empty()) return c.usage();
    call* const of = c.inside.find_live(wire::next_word(rest));
    if (of == nullptr) return no_such_channel;
    if (rest.find("all") != rest.npos) of->running().forget_messages();
    of->running().stop_playing();
    return "+OK\n";
}

inline std::string answer_uuid_flush_dtmf(const api_call& c) {
    call* const of = c.inside.find_live(c.arguments);
    if (of == nullptr) return "-ERR No such session\n";
    of->running().forget_digits();
    return "+OK\n";
}

/// Whether a text holds a key at all.
inline bool names_keys(std::string_view text) noexcept {
    return text.find_first_of("0123456789*#ABCDFWabcdfw") != std::string_view::npos;
}

/// The digits are sent to the other side: the other leg of a bridge hears them.
inline std::string answer_uuid_send_dtmf(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    if (words.size() < 2) return c.usage();
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return no_session;
    if (!names_keys(words[1])) return "-ERR Operation failed\n";
    send_digits(c.inside, *of, words[1]);
    return "+OK " + words[0] + " sent DTMF " + words[1] + ".\n";
}

/// As if the caller had pressed the digits.
inline std::string answer_uuid_recv_dtmf(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    if (words.size() < 2) return c.usage();
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return no_session;
    if (!names_keys(words[1])) return c.usage();
    queue_digits(*of, words[1]);
    return "+OK " + words[0] + " received DTMF " + words[1] + ".\n";
}

/// Four words or more are wanted, whatever the usage says (uuid_drop_dtmf).
inline std::string answer_uuid_drop_dtmf(const api_call& c) {
    const std::vector<std::string> words = c.words(5);
    if (words.size() < 4) return c.usage();
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return no_channel_of(words[0]);
    const bool digits = wire::iequals(words[2], "mask_digits");
    if (!digits && !wire::iequals(words[2], "mask_file")) return c.usage();
    variables& vars = of->leg().vars;
    vars.set("drop_dtmf_masking_digits", digits ? words[3] : std::string());
    vars.set("drop_dtmf_masking_file", digits ? std::string() : words[3]);
    vars.set("drop_dtmf", is_on(words[1]) ? "true" : "false");
    return "+OK " + words[0] + " is " + (is_on(words[1]) ? "" : "not ") +
           "dropping DTMF. mask_file: " + (digits ? "NONE" : words[3]) +
           " mask_digits: " + (digits ? words[3] : "NONE") + "\n";
}

inline constexpr api_entry leg_apis[] = {
    {"break", "<uuid> [all]", "uuid_break", answer_uuid_break},
    {"uuid_answer", "<uuid>", "answer", answer_uuid_answer},
    {"uuid_break", "<uuid> [all]", "Break out of media sent to channel", answer_uuid_break},
    {"uuid_bridge", "", "Bridge call legs", answer_uuid_bridge},
    {"uuid_drop_dtmf", "<uuid> [on | off ] [ mask_digits <digits> | mask_file <file>]",
     "Drop all DTMF or replace it with a mask", answer_uuid_drop_dtmf},
    {"uuid_dual_transfer",
     "<uuid> <A-dest-exten>[/<A-dialplan>][/<A-context>] "
     "<B-dest-exten>[/<B-dialplan>][/<B-context>]",
     "Transfer a session and its partner", answer_uuid_dual_transfer},
    {"uuid_early_ok", "<uuid>", "stop ignoring early media", answer_uuid_early_ok},
    {"uuid_flush_dtmf", "<uuid>", "Flush dtmf on a given uuid", answer_uuid_flush_dtmf},
    {"uuid_hold", "[off|toggle] <uuid> [<display>]", "Place call on hold", answer_uuid_hold},
    {"uuid_outgoing_answer", "<uuid>", "Answer outgoing channel", answer_uuid_outgoing_answer},
    {"uuid_park", "<uuid>", "Park channel", answer_uuid_park},
    {"uuid_pre_answer", "<uuid>", "pre_answer", answer_uuid_pre_answer},
    {"uuid_recv_dtmf", "<uuid> <dtmf_data>", "Receive dtmf digits", answer_uuid_recv_dtmf},
    {"uuid_ring_ready", "<uuid> [queued]", "Sending ringing to a channel", answer_uuid_ring_ready},
    {"uuid_send_dtmf", "<uuid> <dtmf_data>", "Send dtmf digits", answer_uuid_send_dtmf},
    {"uuid_transfer", "<uuid> [-bleg|-both] <dest-exten> [<dialplan>] [<context>]",
     "Transfer a session", answer_uuid_transfer},
};

}  // namespace eslio::testing::fake
