// The bodies of the functions of dialling.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/confirmation.hpp>
#include <eslio/testing/fake_switch/machine/dialling.hpp>
#include <eslio/testing/fake_switch/machine/leg_settings.hpp>
#include <eslio/testing/fake_switch/machine/pickup.hpp>

#include <cstdint>
#include <vector>

namespace eslio::testing::fake {

ESLIO_COLD bool is_known_endpoint(std::string_view endpoint) noexcept {
    return endpoint == "user" || endpoint == "loopback" || endpoint == "null" ||
           endpoint == "sofia" || endpoint == "group" || endpoint == "pickup";
}

ESLIO_COLD std::string dial_string_of(const fake_user& user) {
    for (const auto& [name, value] : user.params)
        if (wire::iequals(name, "dial-string")) return value;
    return {};
}

ESLIO_COLD const fake_user* find_dialled_user(const machine& m, std::string_view name) {
    const std::string_view user = wire::next_word(name, '@');
    for (const fake_user& u : m.options.users)
        if (u.name == user && (name.empty() || u.domain == name)) return &u;
    return nullptr;
}

ESLIO_COLD eslio::detail::compact_vector<const fake_user*> members_of(const machine& m,
                                                                      std::string_view group) {
    eslio::detail::compact_vector<const fake_user*> all;
    const std::string_view wanted = wire::next_word(group, '@');
    for (const fake_user& u : m.options.users)
        for (const std::string& one : u.groups)
            if (one == wanted && (group.empty() || u.domain == group)) all.push_back(&u);
    return all;
}

inline constexpr std::string_view front_of_group = "group/";

ESLIO_COLD dial_group legs_to(const machine& m, const originate_request& group) {
    const std::string_view name = std::string_view(group.destination).substr(front_of_group.size());
    dial_group all;
    for (const fake_user* const u : members_of(m, name.substr(0, name.find('+')))) {
        if (dial_string_of(*u).empty()) continue;
        all.push_back(group);
        all.back().destination = "user/" + u->name + "@" + u->domain;
    }
    if (all.empty()) all.push_back(group);
    return all;
}

ESLIO_COLD eslio::detail::compact_vector<dial_group> with_members(
    machine& m, const eslio::detail::compact_vector<dial_group>& groups) {
    eslio::detail::compact_vector<dial_group> out;
    for (const dial_group& legs : groups) {
        dial_group all;
        for (const originate_request& leg : legs) {
            const bool is_group = wire::starts_with(leg.destination, front_of_group);
            const std::size_t flags = is_group ? leg.destination.find('+') : std::string::npos;
            // The last of the flags that there are counts.
            const std::size_t last = leg.destination.find_last_of("FAE");
            const bool in_turn =
                flags < last && last != std::string::npos && leg.destination[last] == 'F';
            if (!is_group) {
                all.push_back(leg);
                continue;
            }
            if (in_turn && legs.size() > 1)
                m.asked_in_vain.insert("dial string " + leg.destination);
            for (originate_request& one : legs_to(m, leg)) {
                all.push_back(std::move(one));
                if (in_turn && legs.size() == 1) out.push_back(std::exchange(all, {}));
            }
        }
        if (!all.empty()) out.push_back(std::move(all));
    }
    return out;
}

ESLIO_COLD bool is_user_there(machine& m, std::string_view name) {
    if (find_dialled_user(m, name) != nullptr) return true;
    const bool is_plain = name.find('@') == std::string_view::npos;
    for (const registration& r : m.registrations)
        if (is_plain && r.user == name) return true;
    if (name.empty() || !is_plain || !m.options.users.empty()) return false;
    m.asked_in_vain.insert("user " + std::string(name));
    return true;
}

ESLIO_COLD std::string_view cannot_dial(machine& m, const originate_request& wanted,
                                        bool scripted) {
    const std::string_view endpoint = endpoint_of(wanted);
    std::string_view rest = wanted.destination;
    wire::next_word(rest, '/');
    if (endpoint == "error") return find_cause(rest).name;
    if (!is_known_endpoint(endpoint)) return "CHAN_NOT_IMPLEMENTED";
    // mod_loopback sets the UUID afterwards, and goes on with its own if that fails.
    const std::string_view own = wanted.variables["origination_uuid"];
    const bool taken = !own.empty() && m.find_call(own) != nullptr;
    if (taken && endpoint != "loopback" && endpoint != "null") return "CALL_REJECTED";
    if (scripted) return {};
    if (endpoint == "group" || (endpoint == "loopback" && loopback_place(wanted).extension.empty()))
        return "NO_ROUTE_DESTINATION";
    if (endpoint == "user" && !is_user_there(m, rest)) return "SUBSCRIBER_ABSENT";
    if (endpoint != "sofia") return {};
    if (rest.find('/') == rest.npos) return "INVALID_URL";
    const std::string_view profile = wire::next_word(rest, '/');
    if (profile == "gateway") return "INVALID_GATEWAY";
    return profile == "internal" ? "" : "INVALID_PROFILE";
}

ESLIO_COLD void dialling::cancel(std::string_view cause) {
    if (is_over()) return;
    cancelled_ = true;
    hang_up_all(cause);
    // Legs that are not called yet, and those of the next round, never are.
    const auto is_called = [](const leg& l) { return !l.over && !l.who.expired(); };
    if (!is_over() && !detail::any_where(legs_, is_called)) finish(nullptr, std::string(cause));
}

ESLIO_COLD std::string_view dialling::said(std::string_view name) const {
    const bool has_legs = !groups_.empty() && !groups_[0].empty();
    const std::string_view own = has_legs ? groups_[0][0].variables[name] : std::string_view();
    return own.empty() ? order_.common.variables[name] : own;
}

ESLIO_COLD int dialling::said_number(std::string_view name, int least, int most,
                                     int otherwise) const {
    const std::string_view text = said(name);
    const int number = is_true(text) ? std::atoi(std::string(text).c_str()) : 0;
    return number < least || number > most ? otherwise : number;
}

ESLIO_COLD bool dialling::begins_again() {
    if (groups_.empty()) return false;
    const int limit = said_number("originate_retry_timeout", 1, INT_MAX, 0);
    if (tries_ >= said_number("originate_retries", 1, limit == 0 ? 100 : INT_MAX, 1)) return false;
    if (limit != 0 && machine_.now() - began_ >= std::chrono::seconds(std::int64_t{limit} + 1))
        return false;
    ++tries_;
    next_ = 0;
    return true;
}

ESLIO_COLD core::duration dialling::pause_before(std::size_t number) const {
    using std::chrono::milliseconds;
    const milliseconds sleep(said_number("originate_retry_sleep_ms", 500, 60000, 1000));
    const milliseconds period(said_number("originate_retry_min_period_ms", 500, 300000, 1000));
    if (number != 0 || period <= sleep) return sleep;
    const core::duration rest = period - sleep - (machine_.now() - round_began_);
    return sleep + std::max(rest, core::duration::zero());
}

ESLIO_COLD void dialling::next_group(const std::string& cause) {
    if (next_ == groups_.size() && !begins_again()) return finish(nullptr, cause);
    const std::size_t number = next_++;
    for (const leg& failed : legs_)
        if (const auto c = failed.who.lock()) {
            c->let_go();
            if (order_.note) order_.note(*c, c->leg().cause());
        }
    legs_.clear();
    if (tries_ == 1) return call_group(number);
    machine_.after(pause_before(number), [self = shared_from_this(), number] {
        if (!self->is_over()) self->call_group(number);
    });
}

ESLIO_COLD void dialling::call_group(std::size_t number) {
    const dial_group group = groups_[number];
    if (number == 0) round_began_ = machine_.now();
    legs_.clear();
    legs_.resize(group.size());
    made_none_.clear();
    ++round_;
    busy_ = true;
    // What is bound to the making of a leg may end all of this.
    for (std::size_t i = 0; i < group.size() && !rejected_ && !is_over(); ++i)
        start_leg(group[i], i);
    busy_ = false;
    if (!is_over() && (rejected_ || !is_calling())) all_failed();
}

ESLIO_COLD void dialling::start_leg(const originate_request& of, std::size_t number) {
    const std::string_view own_delay = of.variables["leg_delay_start"];
    const int delay =
        std::atoi(std::string(own_delay.empty() ? said("leg_delay_start") : own_delay).c_str());
    if (delay <= 0) return dial_leg(of, number);
    legs_[number].held_back = true;
    const auto call_now = [self = shared_from_this(), of, number, round = round_] {
        if (self->is_over() || self->rejected_ || self->round_ != round) return;
        if (std::exchange(self->legs_[number].held_back, false)) self->dial_leg(of, number);
    };
    machine_.after(std::chrono::seconds(delay), call_now);
}

ESLIO_COLD void dialling::start_held_legs() {
    const dial_group group = groups_[next_ - 1];
    busy_ = true;
    for (std::size_t i = 0; i < legs_.size() && !rejected_; ++i)
        if (std::exchange(legs_[i].held_back, false)) dial_leg(group[i], i);
    busy_ = false;
    if (!is_over() && !is_calling()) group_failed();
}

ESLIO_COLD void dialling::dial_leg(const originate_request& of, std::size_t number) {
    originate_request wanted = order_.common;
    wanted.destination = of.destination;
    for (const event_header h : of.variables.headers()) {
        wanted.variables.remove(h.name());
        wanted.variables.add(h.name(), h.value());
    }
    auto scripted = machine_.plan_for(wanted);
    const bool is_pickup = endpoint_of(wanted) == "pickup";
    if (is_pickup && !scripted) scripted = plan_of_pickup();
    if (endpoint_of(wanted) == "user" && !scripted) {
        const fake_user* const u = find_dialled_user(machine_, of.destination.substr(5));
        const std::string to = u == nullptr ? "" : dial_string_of(*u);
        legs_[number].is_user = !to.empty();
        if (!to.empty() && order_.about_to_call) order_.about_to_call(*u);
        if (!to.empty()) call_by_dial_string(*u, to, wanted);
    }
    const std::string_view own = wanted.variables["origination_uuid"];
    if (const std::string_view why = cannot_dial(machine_, wanted, scripted.has_value());
        !why.empty()) {
        if (endpoint_of(wanted) == "sofia" && why != "CALL_REJECTED")
            fire_aborted_session(machine_, own);
        made_none_ = why;
        return on_leg(number, why);
    }
    const bool taken = !own.empty() && machine_.find_call(own) != nullptr;
    if (order_.about_to_make) order_.about_to_make(endpoint_of(wanted));
    machine_.originate(
        wanted, scripted,
        [self = shared_from_this(), number](std::string_view cause) {
            self->on_leg(number, cause);
        },
        [&](call& c) {
            legs_[number].who = c.weak_from_this();
            c.kept = true;
            c.uuid_taken = taken;
            if (order_.prepare) order_.prepare(c);
            ask_for_confirmation(c, wanted.variables);
            if (!is_pickup) return;
            legs_[number].is_pickup = wanted.variables["leg_timeout"].empty();
            c.picked_up = [self = shared_from_this(), number](call& by) {
                self->on_picked_up(number, by);
            };
            offer_pickup(machine_, c, std::string_view(wanted.destination).substr(7),
                         wanted.variables);
        });
}

ESLIO_COLD void dialling::on_leg(std::size_t number, std::string_view cause) {
    if (is_over() || legs_[number].over) return;
    leg& of = legs_[number];
    of.over = true;
    of.cause = cause;
    const auto who = of.who.lock();
    if (cause.empty()) {
        for (leg& other : legs_) other.over = true;
        finish(who.get(), {});
        return;
    }
    if (who && who->timed_out && !std::exchange(timed_out_, true)) end_legs();
    if (!rejected_ && ends_all(cause)) {
        rejected_ = true;
        end_legs();
    }
    if (!busy_ && !is_calling()) all_failed();
}

ESLIO_COLD void dialling::on_picked_up(std::size_t number, call& by) {
    const auto who = legs_.size() > number ? legs_[number].who.lock() : nullptr;
    if (is_over() || !who || legs_[number].over) return;
    for (leg& one : legs_) one.over = true;
    const bool alone = !who->leg().other_leg;
    const dialplan actions = who->actions;
    who->hang_up("PICKED_OFF");
    finish(&by, {});
    if (alone) by.transfer(actions, false);
}

ESLIO_COLD bool dialling::is_calling() const {
    const bool failed = detail::any_where(legs_, [](const leg& l) { return l.over; });
    return detail::any_where(
        legs_, [&](const leg& l) { return !l.over && !l.held_back && !(failed && l.is_pickup); });
}

/// Who is held back is called now, unless the time of all is up, or one leg has ended all.
ESLIO_COLD void dialling::all_failed() {
    const bool is_held = detail::any_where(legs_, [](const leg& l) { return l.held_back; });
    if (is_held && !rejected_ && !timed_out_ && !cancelled_) return start_held_legs();
    group_failed();
}

ESLIO_COLD void dialling::end_legs() {
    const bool was_busy = std::exchange(busy_, true);
    hang_up_all("NO_ANSWER");
    busy_ = was_busy;
}

ESLIO_COLD void dialling::hang_up_all(std::string_view cause) {
    const eslio::detail::compact_vector<leg> all = legs_;
    for (const leg& one : all)
        if (const auto c = one.who.lock(); c && !one.over) c->hang_up(cause);
}

ESLIO_COLD bool dialling::ends_all(std::string_view cause) const {
    const std::string_view wish = said("fail_on_single_reject");
    if (wish.empty()) return false;
    if (is_true(wish)) return true;
    const bool named = wire::icontains(wish, cause);
    return wish.front() == '!' ? !named : named;
}

ESLIO_COLD void dialling::group_failed() {
    const bool was_busy = std::exchange(busy_, true);
    hang_up_all("NO_PICKUP");
    busy_ = was_busy;
    std::string cause = made_none_;
    for (const leg& one : legs_)
        if (cause.empty()) cause = one.cause;
    if (rejected_ && made_none_.empty()) cause = "NO_ANSWER";
    const bool stops = timed_out_ && !is_true(said("originate_continue_on_timeout"));
    if (cancelled_ || rejected_ || stops) return finish(nullptr, cause);
    timed_out_ = false;
    next_group(cause);
}

/// (switch_ivr_originate.c: switch_ivr_originate, enterprise_originate_thread)
inline void lose(call& c) {
    c.leg().vars.set("group_dial_status", "loser");
    c.hang_up("LOSE_RACE");
}

ESLIO_COLD void dialling::finish(call* winner, const std::string& cause) {
    const auto done = std::exchange(order_.done, nullptr);
    const eslio::detail::compact_vector<leg> all = std::exchange(legs_, {});
    // The dial string of a user has an originate of its own, nested, which was answered first.
    for (const leg& one : all)
        if (const auto c = one.who.lock(); c && c.get() == winner && one.is_user && order_.note)
            order_.note(*c, "NONE");
    for (const leg& one : all) {
        const auto c = one.who.lock();
        if (!c) continue;
        if (winner != nullptr && c.get() != winner) lose(*c);
        c->let_go();
        const std::string_view why = c->leg().cause();
        if (order_.note) order_.note(*c, why.empty() ? "NONE" : why);
    }
    if (done) done(winner, cause);
}

ESLIO_COLD detail::shared_function<void(std::string_view cause)> dial(machine& m,
                                                                      const dial_order& order) {
    struct race {
        eslio::detail::compact_vector<std::weak_ptr<dialling>> all;  // their legs keep them
        std::size_t open = 0;
        bool won = false;

        void cancel(std::string_view cause) const {
            for (const auto& known : eslio::detail::compact_vector<std::weak_ptr<dialling>>(all))
                if (const auto one = known.lock()) one->cancel(cause);
        }
    };
    const auto all = std::make_shared<race>();
    const std::vector<std::string> parts = parse_enterprise(order.destinations);
    all->open = parts.size();
    const bool is_enterprise = parts.size() > 1;
    eslio::detail::compact_vector<std::shared_ptr<dialling>> started;
    for (const std::string& part : parts) {
        dial_order one = order;
        one.destinations = part;
        // None is taken before it is answered (switch_ivr_enterprise_originate).
        if (is_enterprise) one.common.variables.add("ignore_early_media", "true");
        one.done = [all, done = order.done](call* winner, std::string_view cause) {
            --all->open;
            if (all->won) {
                if (winner != nullptr) lose(*winner);
                return;
            }
            all->won = winner != nullptr;
            if (!all->won && all->open != 0) return;
            all->cancel("LOSE_RACE");
            done(winner, cause);
        };
        started.push_back(std::make_shared<dialling>(m, std::move(one)));
        all->all.push_back(started.back());
    }
    for (const auto& one : started)
        if (!all->won) one->start();
    return [all](std::string_view cause) { all->cancel(cause); };
}

}  // namespace eslio::testing::fake
