// The bodies of the functions of fake_switch.hpp.
#pragma once

#include <eslio/testing/fake_switch.hpp>

namespace eslio::testing {

ESLIO_COLD fake_switch& fake_switch::operator=(fake_switch&& other) noexcept {
    if (this == &other) return *this;
    if (runtime_) runtime_->stop();
    runtime_ = std::move(other.runtime_);
    return *this;
}

ESLIO_COLD fake_switch& fake_switch::on_api(
    std::string_view name, std::function<api_answer(std::string_view arguments)> answer) {
    machine().apis[fake::lower(name)] =
        [answer = std::move(answer)](fake::machine&, std::string_view arguments,
                                     const fake::api_done& done) { done(answer(arguments)); };
    return *this;
}

ESLIO_COLD fake_switch& fake_switch::on_command(
    std::string prefix, std::function<std::string(std::string_view command)> answer) {
    new_rule(std::move(prefix))->answer = [answer = std::move(answer)](std::string_view command) {
        return fake::packet{answer(command), {}};
    };
    return *this;
}

ESLIO_COLD std::vector<std::string> fake_switch::unmet() const {
    std::vector<std::string> all;
    for (const auto& rule : machine().rules)
        if (rule->seen == 0) all.push_back(rule->prefix);
    return all;
}

ESLIO_COLD void fake_switch::fire_log(int level, std::string text) {
    fake::log_line line;
    line.level = level;
    line.text = std::move(text);
    machine().fire_log(line);
}

ESLIO_COLD event fake_switch::make_custom(std::string_view subclass) {
    event e = make_event(event_name::custom);
    e.add_front("Event-Subclass", subclass);
    return e;
}

ESLIO_COLD std::string fake_switch::originate(std::string_view arguments) {
    if (const auto wanted = fake::parse_originate(arguments))
        return machine().originate(*wanted, {}).uuid();
    machine().asked_in_vain.insert("originate " + std::string(arguments));
    return {};
}

ESLIO_COLD std::string fake_switch::call_in(const incoming_call& wanted) {
    dialplan where = machine().extension(wanted.destination());
    if (where.empty()) where = {{"hangup", "NO_ROUTE_DESTINATION"}};
    return machine().come_in(wanted, std::move(where)).uuid();
}

ESLIO_COLD bool fake_switch::press(std::string_view uuid, std::string_view digits) {
    fake::call* const c = machine().find_call(uuid);
    if (c == nullptr) return false;
    for (const char key : digits) c->running().press({key, 2000, "RTP"});
    return true;
}

ESLIO_COLD std::vector<std::string> fake_switch::calls() const {
    std::vector<std::string> all;
    for (const auto& c : machine().calls())
        if (c->leg().state() != channel_state::reporting) all.push_back(c->uuid());
    return all;
}

ESLIO_COLD void fake_switch::shutdown() {
    event e =
        machine().make_event(event_name::shutdown, {"switch_core.c", "switch_core_destroy", 3033});
    e.add("Event-Info", "System Shutting Down");
    machine().fire(std::move(e));
    runtime_->for_each_connection(
        [](fake::any_connection& c) { c.state().kill("The system is being shut down.\n"); });
    runtime_->go_down();
}

ESLIO_COLD void fake_switch::restart() {
    drop_all();
    machine().forget_calls();
    machine().reboot();
    runtime_->come_up();
}

ESLIO_COLD bool fake_switch::drop_one(std::size_t number) {
    std::size_t seen = 0;
    runtime_->for_each_connection([&](fake::any_connection& c) {
        if (seen++ == number) c.drop();
    });
    return seen > number;
}

ESLIO_COLD std::shared_ptr<fake::rule> fake_switch::new_rule(std::string prefix) {
    auto rule = std::make_shared<fake::rule>();
    rule->prefix = std::move(prefix);
    auto& all = machine().rules;
    all.insert(all.begin(), rule);
    return rule;
}

ESLIO_COLD void fake_switch::register_user(const std::string& user,
                                           const std::string& contact_host) {
    unregister_user(user);
    fake::machine& m = machine();
    const std::int64_t hour = 3'600'000'000;
    m.registrations.push_back(
        {user, m.options.ipv4, "sip:" + user + "@" + contact_host, m.date() + hour, m.new_uuid()});
    fake::fire_registration(m, m.registrations.back(), true);
}

ESLIO_COLD void fake_switch::unregister_user(std::string_view user) {
    auto& all = machine().registrations;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].user != user) continue;
        const fake::registration gone = all[i];
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
        return fake::fire_registration(machine(), gone, false);
    }
}

}  // namespace eslio::testing
