// The bodies of the functions of menu_run.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/application_media.hpp>
#include <eslio/testing/fake_switch/call/menu_run.hpp>
#include <eslio/testing/fake_switch/text/pattern_groups.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace eslio::testing::fake {

ESLIO_COLD void menu_run::start(const std::string& name) {
    eslio::detail::compact_vector<std::string> seen;
    if (!find(name)) around_.leg.inside().asked_in_vain.insert("menu " + name);
    if (!can_be_made(name, seen) || !enter(name)) finish();
}

ESLIO_COLD std::shared_ptr<const fake_menu> menu_run::find(std::string_view name) const {
    const auto* const found = all_.find(name);
    return found == nullptr ? nullptr : *found;
}

ESLIO_COLD bool menu_run::can_be_made(const std::string& name,
                                      eslio::detail::compact_vector<std::string>& seen) const {
    static constexpr std::string_view actions[] = {"menu-exit",       "menu-sub",  "menu-exec-app",
                                                   "menu-play-sound", "menu-back", "menu-top"};
    const auto menu = find(name);
    if (!menu) return !seen.empty();  // one that is missing does not hinder those that lead to it
    if (std::find(seen.begin(), seen.end(), name) != seen.end()) return true;
    seen.push_back(name);
    for (const menu_entry& e : menu->entries()) {
        const bool known =
            std::find(std::begin(actions), std::end(actions), e.action) != std::end(actions);
        if (!known || e.digits.empty()) return false;
        if (e.action == "menu-sub" && !can_be_made(e.param, seen)) return false;
    }
    return true;
}

ESLIO_COLD void menu_run::tell(const char* what, const level& of) const {
    core& inside = around_.leg.inside();
    event e = inside.make_event(event_name::custom, {"switch_ivr_menu.c", "ivr_send_event", 84});
    e.add("Menu-Name", of.name);
    around_.leg.add_basic(e);
    around_.leg.vars.write(e);
    inside.fire(signal{std::move(e), event_name::custom, what});
}

ESLIO_COLD bool menu_run::play(std::string_view file, phase in) {
    if (file.empty() || !start_file(around_.leg, frame_, file)) return false;
    phase_ = in;
    frame_.rest = frame_.time_of(file);
    return true;
}

ESLIO_COLD void menu_run::finish() {
    finished_ = true;
    frame_.rest = core::duration::zero();
}

ESLIO_COLD bool menu_run::enter(const std::string& name) {
    constexpr std::size_t most_inside = 12;
    auto menu = find(name);
    status_ = status::failure;
    if (!menu || levels_.size() == most_inside) return false;
    level next;
    next.name = name;
    next.menu = std::move(menu);
    levels_.push_back(std::move(next));
    status_ = status::success;
    around_.leg.vars.set("ivr_menu_status", "success");
    tell("menu::enter", top());
    next_round();
    return true;
}

ESLIO_COLD void menu_run::next_round() {
    level& l = top();
    const fake_menu& m = *l.menu;
    if (!l.running || status_ != status::success || around_.is_leaving()) return leave_loop();
    if (l.failures == m.max_failures()) return give_up("failure", m.exec_on_max_failures());
    if (l.timeouts == m.max_timeouts()) return give_up("timeout", m.exec_on_max_timeouts());
    const bool again = l.rounds > 0 && !m.greet_short().empty();
    const std::string& greeting = again ? m.greet_short() : m.greet_long();
    ++l.rounds;
    l.matched = false;
    l.next_entry = 0;
    l.keys.clear();
    if (greeting.empty()) return take_input(false);
    if (!play(around_.expand(greeting), phase::greeting)) wait();
}

ESLIO_COLD void menu_run::give_up(const char* why, const std::string& application) {
    around_.leg.vars.set("ivr_menu_status", why);
    if (application.empty()) return leave_loop();
    giving_up_ = true;
    execute(application);
}

ESLIO_COLD void menu_run::wait() {
    const fake_menu& m = *top().menu;
    if (top().keys.size() >= m.digit_len()) return take_input(false);
    phase_ = phase::waiting;
    deadline_ = around_.leg.inside().now() + m.timeout();
    wait_on(top().keys.empty() ? m.timeout() : m.inter_digit_timeout());
}

ESLIO_COLD void menu_run::wait_on(core::duration longest) {
    frame_.rest = std::min(longest, deadline_ - around_.leg.inside().now());
}

ESLIO_COLD bool menu_run::goes_on(bool broken) {
    if (finished_) return false;
    if (phase_ == phase::waiting && broken) {
        frame_.stand_still(around_.leg.inside().now());
        return true;
    }
    stop_file(around_.leg, frame_, broken ? "break" : "done");
    switch (phase_) {
        case phase::greeting: wait(); break;
        case phase::waiting: take_input(true); break;
        case phase::sound:
            status_ = broken ? status::broken : status::success;
            next_entry();
            break;
        case phase::invalid_sound: take_mistake(); break;
        case phase::transfer_sound: execute(line_); break;
        case phase::exit_sound: leave_level(); break;
        case phase::inside: return false;
    }
    return !finished_;
}

ESLIO_COLD void menu_run::take(char key) {
    if (phase_ == phase::greeting) top().keys.push_back(key);
    if (phase_ != phase::waiting) return (void)goes_on(true);
    std::string_view terminators = around_.leg.vars["ivr_menu_terminator"];
    if (terminators.empty()) terminators = "#";
    if (terminators.find(key) != std::string_view::npos) return take_input(false);
    top().keys.push_back(key);
    if (top().keys.size() >= top().menu->digit_len()) return take_input(false);
    wait_on(top().menu->inter_digit_timeout());
}

ESLIO_COLD void menu_run::take_input(bool timed_out) {
    if (!top().keys.empty()) return next_entry();
    if (!timed_out) return take_mistake();
    ++top().timeouts;
    next_round();
}

ESLIO_COLD void menu_run::take_mistake() {
    ++top().failures;
    if (status_ == status::broken) status_ = status::success;
    next_round();
}

ESLIO_COLD bool menu_run::fits(const menu_entry& e, std::string& argument) const {
    if (e.digits.front() != '/') {
        argument = e.param;
        return e.digits == levels_.back().keys;
    }
    const auto parts =
        pattern_groups::find(read_dialplan_expression(e.digits), levels_.back().keys);
    if (!parts.empty()) argument = substitute(e.param, parts);
    return !parts.empty();
}

ESLIO_COLD void menu_run::next_entry() {
    const std::shared_ptr<const fake_menu> menu = top().menu;
    while (top().next_entry < menu->entries().size()) {
        const menu_entry& e = menu->entries()[top().next_entry++];
        std::string argument;
        if (!fits(e, argument)) continue;
        top().matched = true;
        top().failures = 0;
        if (begin_entry(e, argument)) return;
    }
    if (to_the_top_ && menu == levels_.front().menu) {
        to_the_top_ = false;
        status_ = status::success;
        top().running = true;
        return next_round();
    }
    if (top().matched) return next_round();
    if (!play(around_.expand(menu->invalid_sound()), phase::invalid_sound)) take_mistake();
}

ESLIO_COLD bool menu_run::begin_entry(const menu_entry& e, const std::string& argument) {
    if (e.action == "menu-exec-app") return begin_application(argument);
    status_ = e.action == "menu-exit"  ? status::failure
              : e.action == "menu-top" ? status::broken
                                       : status::success;
    if (e.action == "menu-top") to_the_top_ = true;
    if (e.action == "menu-back") top().running = false;
    if (e.action == "menu-play-sound") {
        if (play(argument, phase::sound)) return true;
        status_ = status::failure;
    }
    if (e.action != "menu-sub" || argument == top().name) return false;
    top().rounds = 0;
    tell("menu::exit", top());
    if (enter(argument)) return true;
    tell("menu::enter", top());
    return false;
}

ESLIO_COLD bool menu_run::begin_application(const std::string& line) {
    std::string_view rest = line;
    const std::string name(wire::next_word(rest));
    status_ = status::failure;
    if (name.empty()) return false;
    if (!around_.known.find(name)) {
        around_.leg.inside().asked_in_vain.insert("application " + name);
        return false;
    }
    status_ = status::success;
    line_ = line;
    if (name == "transfer" && !top().menu->transfer_sound().empty()) {
        top().keys.clear();
        if (play(around_.expand(top().menu->transfer_sound()), phase::transfer_sound)) return true;
    }
    execute(line);
    return true;
}

ESLIO_COLD void menu_run::execute(const std::string& line) {
    std::string_view rest = line;
    std::string name(wire::next_word(rest));
    phase_ = phase::inside;
    frame_.rest.reset();
    around_.execute(std::move(name), std::string(rest), [weak = weak_from_this()] {
        const auto alive = weak.lock();
        if (!alive || alive->finished_) return;
        alive->status_ = status::success;
        if (std::exchange(alive->giving_up_, false)) return alive->leave_loop();
        alive->next_entry();
    });
}

ESLIO_COLD void menu_run::leave_loop() {
    const bool first = levels_.size() == 1 && !around_.is_leaving();
    if (!first || !play(around_.expand(top().menu->exit_sound()), phase::exit_sound)) leave_level();
}

ESLIO_COLD void menu_run::leave_level() {
    tell("menu::exit", top());
    levels_.pop_back();
    if (levels_.empty()) return finish();
    tell("menu::enter", top());
    next_entry();
}

ESLIO_COLD void menu_run::cut() {
    if (finished_) return;
    stop_file(around_.leg, frame_, "done");
    finish();
    while (!levels_.empty()) {
        tell("menu::exit", top());
        levels_.pop_back();
        if (!levels_.empty()) tell("menu::enter", top());
    }
}

}  // namespace eslio::testing::fake
