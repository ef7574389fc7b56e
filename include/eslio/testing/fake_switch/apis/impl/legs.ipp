// The bodies of the functions of legs.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/legs.hpp>
#include <eslio/testing/fake_switch/machine/uuid_bridge.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string answer_uuid_bridge(const api_call& c) {
    const std::vector<std::string> words = c.words(4);
    if (words.size() < 2) return "-USAGE: <uuid> <other_uuid>\n";  // the list has no usage
    return bridge_by_uuid(c.inside, words[0], words[1]) ? "+OK " + words[1] + "\n"
                                                        : "-ERR Invalid uuid\n";
}

ESLIO_COLD std::string answer_uuid_transfer(const api_call& c) {
    machine& m = c.inside;
    std::string_view rest = c.arguments;
    call* const of = m.find_live(wire::next_word(rest));
    if (rest.empty()) return c.usage();
    if (of == nullptr) return no_such_channel;
    const auto partner = of->partner.lock();
    // Any word with a dash is no extension; one that is unknown changes nothing.
    const bool dashed = rest.front() == '-';
    const std::string_view legs = dashed ? wire::next_word(rest) : std::string_view();
    const bool both = wire::iequals(legs, "-both");
    const bool other = wire::iequals(legs, "-bleg");
    const std::string words(rest);
    if (both && partner)
        transfer_calls(m, {{partner.get(), words}, {of, words}});
    else  // without another leg, -bleg means this one (mod_commands.c: transfer_function)
        transfer_call(m, other && partner ? *partner : *of, words);
    return "+OK\n";
}

ESLIO_COLD std::string answer_uuid_dual_transfer(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    if (words.size() < 3) return c.usage();
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return no_such_channel;
    const auto place = [](std::string text) {
        std::replace(text.begin(), text.end(), '/', ' ');
        return text;
    };
    const auto other = of->partner.lock();
    if (other)
        transfer_calls(c.inside, {{other.get(), place(words[2])}, {of, place(words[1])}});
    else
        transfer_call(c.inside, *of, place(words[1]));
    return "+OK\n";
}

ESLIO_COLD std::string answer_uuid_hold(const api_call& c) {
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

ESLIO_COLD std::string answer_uuid_park(const api_call& c) {
    call* const of = c.inside.find_live(c.arguments);
    if (of == nullptr) return no_such_channel;
    if (const auto other = of->partner.lock()) {
        const bool parks = is_true(other->leg().vars["park_after_bridge"]);
        if (!other->leads_bridge && !parks && place_after_bridge(*other, true).empty())
            of->leg().vars.set("bridge_hangup_cause", "NORMAL_CLEARING");
        unbridge(*of);
        go_on_without_other(*other);
    }
    park_without_application(*of);
    return "+OK\n";
}

ESLIO_COLD std::string answer_uuid_answer(const api_call& c) {
    call* const of = c.inside.find_live(c.arguments);
    if (of == nullptr) return "-ERROR\n";
    of->answer_incoming();
    return "+OK\n";
}

ESLIO_COLD std::string answer_uuid_outgoing_answer(const api_call& c) {
    if (c.arguments.empty()) return c.usage();
    call* const of = c.inside.find_live(c.arguments);
    if (of == nullptr) return no_such_channel;
    if (of->leg().profile.direction != "outbound") return "-ERR Not an outbound channel!\n";
    of->answer_outgoing();
    return "+OK\n";
}

ESLIO_COLD std::string answer_uuid_pre_answer(const api_call& c) {
    call* const of = c.inside.find_live(c.arguments);
    if (of == nullptr) return "-ERROR\n";
    of->leg().mark_early();
    return "+OK\n";
}

ESLIO_COLD std::string answer_uuid_ring_ready(const api_call& c) {
    std::vector<std::string> words = c.words(3);
    words.resize(std::max<std::size_t>(words.size(), 2));
    if (words[0].empty() || !(words[1].empty() || wire::iequals(words[1], "queued")))
        return c.usage();
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return "-ERROR\n";
    if (!of->leg().is_answered()) of->leg().mark_ringing();
    return "+OK\n";
}

ESLIO_COLD std::string answer_uuid_break(const api_call& c) {
    std::string_view rest = c.arguments;
    if (rest.empty()) return c.usage();
    call* const of = c.inside.find_live(wire::next_word(rest));
    if (of == nullptr) return no_such_channel;
    if (rest.find("all") != rest.npos) of->running().forget_messages();
    of->running().stop_playing();
    return "+OK\n";
}

ESLIO_COLD std::string answer_uuid_flush_dtmf(const api_call& c) {
    call* const of = c.inside.find_live(c.arguments);
    if (of == nullptr) return "-ERR No such session\n";
    of->running().forget_digits();
    return "+OK\n";
}

ESLIO_COLD void run_uuid_send_dtmf(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    if (words.size() < 2) return c.done(c.usage());
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return c.done(no_session);
    if (!names_keys(words[1])) return c.done("-ERR Operation failed\n");
    const auto pauses = send_digits(c.inside, *of, words[1]);
    c.done(answer_after(pauses, "+OK " + words[0] + " sent DTMF " + words[1] + ".\n"));
}

ESLIO_COLD std::string answer_uuid_recv_dtmf(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    if (words.size() < 2) return c.usage();
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return no_session;
    if (!names_keys(words[1])) return c.usage();
    queue_digits(*of, words[1]);
    return "+OK " + words[0] + " received DTMF " + words[1] + ".\n";
}

ESLIO_COLD std::string answer_uuid_drop_dtmf(const api_call& c) {
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

}  // namespace eslio::testing::fake
