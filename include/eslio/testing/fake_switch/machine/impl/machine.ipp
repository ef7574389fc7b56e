// The bodies of the functions of machine.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/machine.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void machine::execute_api(std::string_view written, std::string_view rest,
                                     api_done done) {
    const bool stripped = !wire::iequals(written, "console_complete");
    const std::string name(stripped ? strip_blanks(written) : written);
    const std::string arguments(stripped ? strip_blanks(rest) : rest);
    event fired =
        make_event(event_name::api, {"switch_loadable_module.c", "switch_api_execute", 3140});
    if (!name.empty()) fired.add("API-Command", name);
    if (!arguments.empty()) fired.add("API-Command-Argument", arguments);
    // What runs when the switch is restarted goes with it.
    auto finish = [this, run = options.core_uuid, fired = std::move(fired),
                   done = std::move(done)](const api_answer& answer) {
        if (run != options.core_uuid) return;
        fire(fired);
        done(answer);
    };
    const api_function function = api_named(lower(name));
    if (!function) {
        asked_in_vain.insert("api " + name);
        return finish(api_answer::failure());
    }
    function(*this, arguments, [this, finish = std::move(finish)](const api_answer& answer) {
        if (answer.delay() == api_answer::duration::zero()) return finish(answer);
        after(answer.delay(), [finish, answer] { finish(answer); });
    });
}

ESLIO_COLD void machine::run_api(const std::string& name, const std::string& arguments,
                                 detail::shared_function<void(std::string)> done) {
    execute_api(name, arguments, [name, done = std::move(done)](const api_answer& answer) {
        done(answer.failed() ? "-ERR " + name + " Command not found!\n" : answer.text());
    });
}

ESLIO_COLD void machine::run_job(const std::string& job_uuid, std::string_view line,
                                 const std::string& owner_uuid, bool by_api) {
    const std::string name(wire::next_word(line));
    const std::string arguments(line);
    execute_api(name, arguments,
                [this, job_uuid, name, arguments, owner_uuid, by_api](const api_answer& answer) {
                    const std::string failure = by_api ? name + ": Command not found!\n"
                                                       : "-ERR " + name + " Command not found!\n";
                    event e = make_event(event_name::background_job,
                                         {"mod_event_socket.c", "api_exec", 1580});
                    e.add("Job-UUID", job_uuid);
                    if (!owner_uuid.empty()) e.add("Job-Owner-UUID", owner_uuid);
                    e.add("Job-Command", name);
                    if (!arguments.empty()) e.add("Job-Command-Arg", arguments);
                    e.set_body(answer.failed() ? failure : answer.text());
                    const bool empty = !answer.failed() && answer.text().empty();
                    fire(signal{std::move(e), event_name::background_job, {}, empty});
                });
}

ESLIO_COLD call* machine::find_call(std::string_view uuid) const {
    for (const auto& c : calls_)
        if (wire::iequals(c->uuid(), uuid)) return c.get();
    return nullptr;
}

ESLIO_COLD call& machine::originate(const originate_request& wanted,
                                    const std::optional<call_plan>& scripted, call::outcome done,
                                    const detail::shared_function<void(call&)>& prepare) {
    const auto far = scripted ? std::nullopt : far_end_of(wanted);
    const std::shared_ptr<call> c = add_call(scripted ? *scripted
                                             : far    ? testing::call()
                                                      : default_plan);
    if (far)
        c->make_far_end = [this, where = *far, given = wanted.variables](call& near) {
            add_call(testing::call())->start_far_end(near, where, given);
        };
    if (wanted.runs_nothing)
        c->actions.clear();
    else if (!wanted.application.empty())
        c->actions = {{wanted.application, wanted.argument}};
    else
        c->actions = actions_of({wanted.argument, wanted.dialplan, wanted.context});
    if (prepare) prepare(*c);
    c->start(wanted, std::move(done));
    return *c;
}

ESLIO_COLD call& machine::come_in(const incoming_call& wanted, dialplan where) {
    const std::shared_ptr<call> c = add_call(wanted.plan());
    c->actions = std::move(where);
    c->start(wanted);
    return *c;
}

ESLIO_COLD std::size_t machine::hang_up_all(std::string_view cause) {
    const eslio::detail::compact_vector<std::shared_ptr<call>> all = calls_;
    for (const auto& c : all) c->hang_up(cause);
    return all.size();
}

ESLIO_COLD api_function machine::api_named(const std::string& name) const {
    const auto* const found = apis.find(name);
    if (found != nullptr) return *found;
    return find_api ? find_api(name) : nullptr;
}

ESLIO_COLD std::shared_ptr<call> machine::add_call(call_plan plan) {
    auto c = std::make_shared<call>(*this, applications, std::move(plan));
    c->on_down.push_back([this](call& gone) { note_hangup(gone); });
    c->on_gone = [this](const call& gone) { remove(gone); };
    c->on_application = [this](call& of, const running_app& app) {
        const auto* const found = handlers.find(app.name);
        if (found != nullptr) return (*found)(*this, of, app);
        const auto known = find_handler == nullptr ? nullptr : find_handler(app.name);
        if (known != nullptr) known(*this, of, app);
    };
    c->running().transfer = [this, weak = std::weak_ptr<call>(c)](const std::string& where) {
        after({}, [this, weak, where] {
            const auto alive = weak.lock();
            if (alive && !alive->leg().is_down() && on_transfer) on_transfer(*alive, where);
        });
    };
    c->global = [this](std::string_view name) {
        const auto* const found = globals.find(name);
        return found == nullptr ? std::string() : *found;
    };
    c->running().expand.run_api = [this](std::string_view name, std::string_view arguments) {
        const auto output = std::make_shared<std::string>();
        // What fails leaves nothing (switch_channel.c: switch_channel_expand_variables_check).
        execute_api(name, arguments, [output](const api_answer& answer) {
            if (!answer.failed()) *output = answer.text();
        });
        return *output;
    };
    calls_.push_back(c);
    most_calls_ = std::max(most_calls_, calls_.size());
    return c;
}

ESLIO_COLD std::optional<call_plan> machine::plan_for(const originate_request& wanted) const {
    if (on_originate)
        if (auto chosen = on_originate(wanted)) return chosen;
    const auto* const found = plans.find(wanted.destination);
    if (found == nullptr) return std::nullopt;
    return *found;
}

ESLIO_COLD std::string machine::extension_key(std::string_view number, std::string_view context) {
    std::string key(number);
    if (!context.empty() && context != "default") key.insert(0, 1, '\n').insert(0, context);
    return key;
}

ESLIO_COLD dialplan machine::extension(std::string_view number, std::string_view context) const {
    const auto* const found = extensions.find(extension_key(number, context));
    return found == nullptr ? dialplan() : *found;
}

ESLIO_COLD dialplan machine::actions_of(const dialplan_place& place) const {
    if (place.is_inline()) return parse_dialplan(place.extension);
    return place.is_xml() ? extension(place.extension, place.context) : dialplan();
}

ESLIO_COLD std::optional<dialplan> machine::far_end_of(const originate_request& wanted) const {
    if (endpoint_of(wanted) != "loopback") return std::nullopt;
    const dialplan_place to = loopback_place(wanted);
    const bool is_known =
        to.is_xml() && extensions.contains(extension_key(to.extension, to.context));
    if (is_known || to.is_inline()) return actions_of(to);
    // A number that the default context has is not one that nothing was said of.
    if (!extensions.contains(to.extension)) return std::nullopt;
    return dialplan{{"hangup", "NO_ROUTE_DESTINATION"}};
}

ESLIO_COLD void machine::remove(const call& gone) {
    auto* const found = detail::find_where(calls_, [&](const auto& c) { return c.get() == &gone; });
    if (found == nullptr) return;
    const std::shared_ptr<call> last = *found;  // it is still running
    calls_.erase(found);
    if (options.table_delay <= core::duration::zero()) return (void)after({}, [last] {});
    still_listed_.push_back(last);
    after(options.table_delay, [this, last] {
        detail::erase_where(still_listed_, [&](const auto& c) { return c == last; });
    });
}

ESLIO_COLD void machine::note_hangup(const call& gone) const {
    std::string_view with = gone.leg().vars["signal_bond"];
    if (with.empty()) with = gone.leg().vars["originate_signal_bond"];
    call* const other = with.empty() ? nullptr : find_live(with);
    if (other != nullptr) other->leg().vars.set("last_bridge_hangup_cause", gone.leg().cause());
}

ESLIO_COLD std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = wire::to_lower(c);
    return out;
}

ESLIO_COLD std::string_view strip_blanks(std::string_view text) noexcept {
    static constexpr std::string_view blanks = " \t\r\n\v";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

}  // namespace eslio::testing::fake
