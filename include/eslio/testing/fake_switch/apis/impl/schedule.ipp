// The bodies of the functions of schedule.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/schedule.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string answer_sched_api(const api_call& c) {
    std::string_view rest = c.arguments;
    const std::string_view time = wire::next_word(rest);
    const bool grouped = rest.find(' ') != rest.npos;
    const std::string group(wire::next_word(rest));
    if (!grouped) return "-ERR Invalid syntax. USAGE: " + std::string(c.syntax) + "\n";
    std::string line(rest);
    if (!line.empty() && line.back() == '&') line.pop_back();
    const auto id =
        schedule(c.inside, schedule_time::of(c.inside, time), "sched_api_function", group,
                 [line](machine& then) { then.run_api_line(line, [](const std::string&) {}); });
    return "+OK Added: " + std::to_string(id) + "\n";
}

ESLIO_COLD std::string answer_unsched_api(const api_call& c) {
    const auto id = wire::parse_number(c.arguments);
    if (!id || *id == 0) return {};
    return forget_tasks_of(c.inside, c.arguments) != 0 ? "+OK\n" : "-ERR No such id\n";
}

ESLIO_COLD std::string answer_sched_hangup(const api_call& c) {
    const std::vector<std::string> words = c.words(4);
    if (words.empty()) return c.usage();
    call* const of = words.size() > 1 ? c.inside.find_live(words[1]) : nullptr;
    if (of == nullptr) return no_such_channel;
    const std::string cause = words.size() > 2 ? words[2] : "ALLOTTED_TIMEOUT";
    if (names_no_seconds(words[0]))
        of->hang_up(cause);
    else
        schedule_hangup(c.inside, *of, words[0], cause);
    return "+OK\n";
}

ESLIO_COLD std::string answer_sched_transfer(const api_call& c) {
    std::string_view rest = c.arguments;
    const std::string_view time = wire::next_word(rest);
    if (rest.empty()) return c.usage();
    call* const of = c.inside.find_live(wire::next_word(rest));
    if (of == nullptr) return no_such_channel;
    schedule_transfer(c.inside, *of, time, std::string(rest));
    return "+OK\n";
}

ESLIO_COLD std::string answer_sched_broadcast(const api_call& c) {
    std::vector<std::string> words = c.words(4);
    if (words.size() < 3) return c.usage();
    if (words.size() > 3) words[3] = lower(words[3]);
    const broadcast_legs legs = broadcast_legs::of_schedule(words, 3);
    schedule_for_call(c.inside, schedule_time::of(c.inside, words[0]),
                      "switch_ivr_schedule_broadcast", words[1],
                      [path = words[2], legs](machine&, call& of) { broadcast(of, path, legs); });
    return "+OK Message scheduled\n";
}

}  // namespace eslio::testing::fake
