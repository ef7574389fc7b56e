// The bodies of the functions of calls.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/calls.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void run_originate(const api_call& c) {
    machine& m = c.inside;
    const api_done& done = c.done;
    if (ends_switch(c.arguments)) {
        if (m.on_abort) m.on_abort();
        return;  // no answer comes any more
    }
    const std::optional<originate_request> wanted = parse_originate(c.arguments);
    if (!wanted) return done(c.usage());
    dial_order order;
    order.destinations = wanted->destinations;
    order.common = *wanted;
    order.common.variables = {};
    say_caller(order.common);
    order.done = [done](const call* up, std::string_view cause) {
        done(up != nullptr ? "+OK " + up->uuid() + "\n" : "-ERR " + std::string(cause) + "\n");
    };
    dial(m, order);
}

ESLIO_COLD std::string answer_uuid_kill(const api_call& c) {
    std::string_view rest = c.arguments;
    if (rest.empty()) return c.usage();
    call* const of = c.inside.find_live(wire::next_word(rest));
    if (of == nullptr) return no_such_channel;
    of->hang_up(rest.empty() ? "NORMAL_CLEARING" : rest);
    return "+OK\n";
}

ESLIO_COLD std::string answer_uuid_getvar(const api_call& c) {
    const std::vector<std::string> words = c.words(4);
    if (words.size() < 2) return c.usage();
    const call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return no_such_channel;
    const std::string_view name = words[1];
    if (const std::size_t bracket = name.find('['); bracket != name.npos) {
        const int index = std::atoi(std::string(name.substr(bracket + 1)).c_str());
        const auto element = of->leg().vars.element(name.substr(0, bracket),
                                                    static_cast<std::size_t>(std::max(index, 0)));
        if (!element.empty()) return std::string(element);
    }
    return of->value_of(name).value_or("_undef_");
}

ESLIO_COLD std::string answer_uuid_setvar(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    if (words.size() < 2) return c.usage();
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return no_such_channel;
    if (words[1].empty()) return "-ERR No variable specified\n";
    of->leg().vars.set(words[1],
                       words.size() > 2 ? std::string_view(words[2]) : std::string_view());
    return "+OK\n";
}

ESLIO_COLD std::string answer_uuid_setvar_multi(const api_call& c) {
    std::string_view rest = c.arguments;
    if (rest.empty()) return c.usage();
    if (rest.find(' ') == rest.npos) return {};
    call* const of = c.inside.find_live(wire::next_word(rest));
    if (of == nullptr) return no_such_channel + c.usage();
    std::string refused;
    bool any = false;
    for (const std::string& one : separate(rest, ';', 64)) {
        std::string_view value = one;
        const std::string_view name = wire::next_word(value, '=');
        if (name.empty()) {
            refused += "-ERR No variable specified\n";
            continue;
        }
        of->leg().vars.set_checked(name, value);
        any = true;
    }
    return refused + (any ? "+OK\n" : c.usage());
}

ESLIO_COLD std::string answer_uuid_dump(const api_call& c) {
    std::string_view rest = c.arguments;
    if (rest.empty()) return c.usage();
    call* const of = c.inside.find_live(wire::next_word(rest));
    if (of == nullptr) return no_such_channel;
    const event e = of->leg().full_event(event_name::channel_data,
                                         {"mod_commands.c", "uuid_dump_function", 6495});
    return serialise(e, parse_format(rest).value_or(format::plain));
}

ESLIO_COLD std::string answer_uuid_broadcast(const api_call& c) {
    const std::vector<std::string> words = c.words(4);
    if (words.size() < 2) return c.usage();
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return "-ERR invalid uuid\n";
    broadcast(*of, words[1], broadcast_legs::of(words.size() > 2 ? words[2] : std::string()));
    return "+OK Message sent\n";
}

ESLIO_COLD std::string answer_hupall(const api_call& c) {
    const std::vector<std::string> words = c.words(11);
    const std::string_view named = words.empty() ? std::string_view() : words[0];
    const std::string_view known = find_cause(named).name;
    const std::string cause(known == "NONE" || named.empty() ? "MANAGER_REQUEST" : known);
    std::vector<std::pair<std::string, std::string>> wanted;
    for (std::size_t i = 1; i + 1 < words.size(); i += 2)
        if (!words[i].empty() && !words[i + 1].empty()) wanted.emplace_back(words[i], words[i + 1]);
    if (wanted.empty()) {
        c.inside.hang_up_all(cause);
        return "+OK hangup all channels with cause " + cause + "\n";
    }
    // Every variable has to match (switch_core_session_hupall_matching_vars_ans).
    const eslio::detail::compact_vector<std::shared_ptr<call>> all = c.inside.calls();
    for (const auto& one : all)
        if (std::all_of(wanted.begin(), wanted.end(),
                        [&](const auto& v) { return one->leg().vars[v.first] == v.second; }))
            one->hang_up(cause);
    return "+OK hangup all channels matching [" + words[1] + "]=[" + words[2] + "]" +
           (wanted.size() > 1 ? "..." : "") + " with cause: " + cause + "\n";
}

}  // namespace eslio::testing::fake
