// The bodies of the functions of command_table.hpp.
#pragma once

#include <eslio/testing/fake_switch/socket/command_table.hpp>

namespace eslio::testing::fake {

ESLIO_COLD bool exists(command_when when, const session_state& state) noexcept {
    switch (when) {
        case command_when::always: return true;
        case command_when::before_login: return !state.authenticated;
        case command_when::logged_in: return state.authenticated;
        case command_when::controlling: return state.authenticated && !state.uuid.empty();
        case command_when::full: return state.authenticated && state.full;
    }
    return false;
}

ESLIO_COLD std::string_view module_verb(std::string_view text) noexcept {
    if (!wire::icontains(text, "mod_event_socket")) return {};
    if (wire::icontains(text, "unload")) return "unload";
    return wire::icontains(text, "reload") ? std::string_view("reload") : std::string_view{};
}

ESLIO_COLD std::string describe(const request& r) {
    std::string text = r.text;
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    if (r.content.has_body()) text.append("\n\n").append(r.content.body());
    return text;
}

ESLIO_COLD void run_module_command(machine& m, session& s, std::string_view verb) {
    request other;
    other.content.add("Command", "api bgapi " + std::string(verb) + " mod_event_socket");
    run_api_command(m, s, other);
    m.after(std::chrono::milliseconds(100), [&m, reload = verb == "reload"] {
        if (m.on_module_end) m.on_module_end(reload);
    });
}

ESLIO_COLD void run_known_command(machine& m, session& s, const request& r) {
    if (const std::string_view verb = module_verb(r.text);
        !verb.empty() && s.state.authenticated && s.state.full)
        return run_module_command(m, s, verb);
    for (const command_entry& entry : commands)
        if (exists(entry.when, s.state) && wire::istarts_with(r.text, entry.prefix))
            return entry.run(m, s, r);
    std::string_view text = r.text;
    std::string_view line = wire::next_word(text, '\n');
    m.asked_in_vain.insert("command " + std::string(wire::next_word(line)));
    s.reply("-ERR command not found");
}

ESLIO_COLD void run_expected(machine& m, session& s, const request& r,
                             const std::shared_ptr<rule>& rule) {
    s.alter = [rule, &m, weak = s.weak_from_this()](packet& p) {
        if (rule->alter) rule->alter(p);
        if (rule->last == rule::ending::none) return;
        m.after({}, [weak, hard = rule->last == rule::ending::reset] {
            if (const auto self = weak.lock()) self->break_off(hard);
        });
    };
    if (!rule->answer) return run_known_command(m, s, r);
    packet p = rule->answer(r.text);
    s.raw(p.header, p.body);
}

ESLIO_COLD void remember(machine& m, const request& r) {
    const std::size_t kept = m.options.commands_kept;
    auto& seen = m.commands_seen;
    if (seen.size() >= 2 * kept)
        seen.erase(seen.begin(), seen.end() - static_cast<std::ptrdiff_t>(kept));
    if (kept != 0) seen.push_back(describe(r));
}

ESLIO_COLD void run_command(machine& m, session& s, const request& r) {
    remember(m, r);
    s.alter = nullptr;
    for (const auto& rule : m.rules) {
        if (!rule->matches(r.text)) continue;
        ++rule->seen;
        if (rule->delay == core::duration::zero()) return run_expected(m, s, r, rule);
        s.wait();
        m.after(rule->delay, [&m, weak = s.weak_from_this(), r, rule] {
            if (const auto self = weak.lock())
                self->run_waiting([&] { run_expected(m, *self, r, rule); });
        });
        return;
    }
    run_known_command(m, s, r);
}

}  // namespace eslio::testing::fake
