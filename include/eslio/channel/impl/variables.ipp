// The bodies of the functions of variables.hpp.
#pragma once

#include <eslio/api/text.hpp>
#include <eslio/api/uuid.hpp>
#include <eslio/channel/detail/call_operations.hpp>
#include <eslio/channel/detail/variables.hpp>
#include <eslio/channel/detail/verbs.hpp>

namespace eslio::detail {

ESLIO_DECL call::operation variable_reading::begin() {
    // Of an array one element may be asked for, `name[1]`, which is no name to api::uuid_getvar.
    steps_ = call_->begin_steps(
        call_->ask(asked_once(api_request("uuid_getvar " + call_->uuid() + " " + name_)),
                   step_of(shared_from_this(), &variable_reading::on_value)));
    return steps_;
}

ESLIO_DECL void variable_reading::on_value(error_code ec, const reply& r) {
    if (!ec && !r.has_body()) ec = error::not_allowed;
    if (!came(ec)) return;
    first_ = r.silent() ? no_output : r.body();
    if (first_ != undefined && first_ != no_output && first_ != no_such_channel)
        return done(error_code(), std::move(first_));
    const auto framed = api::eval("<${variable_" + name_ + "}>", call_->uuid());
    if (framed.error()) return on_framed(error_code(), reply());
    call_->next_step(steps_, call_->ask(asked_once(framed),
                                        step_of(shared_from_this(), &variable_reading::on_framed)));
}

ESLIO_DECL void variable_reading::on_framed(error_code ec, const reply& framed) {
    if (!came(ec)) return;
    if (framed.body() == "<" + first_ + ">") return done(error_code(), std::move(first_));
    if (first_ != no_such_channel) return done(error_code(), std::nullopt);
    // It is about to end, or was never there: that is heard, or found out. Where a filter of
    // the user's hides its end, neither is.
    auto ended = call::wait_handler::of_own(
        call_->completions(),
        step_of(shared_from_this(), [](variable_reading& self, error_code why, const wait_result&) {
            if (why == error::timeout) why = error::no_such_call;
            self.done(why, why ? std::nullopt : self.value_at_end());
        }));
    call_->next_step(steps_, call_->wait_for_end(last_events, ended));
}

ESLIO_DECL bool variable_reading::came(error_code ec) {
    if (ec == condition::disconnected)
        call_->when_settled(ec, [self = shared_from_this()](error_code why) {
            ends_if_failed<variable_reading> otherwise(*self);
            self->done(why, why ? std::nullopt : self->value_at_end());
            otherwise.done();
        });
    else if (ec)
        done(ec, std::nullopt);
    return !ec;
}

ESLIO_DECL std::optional<std::string> variable_in(const event& data, const std::string& name) {
    const auto found = data.find("variable_" + name);
    return found ? std::optional<std::string>(*found) : std::nullopt;
}

ESLIO_DECL call::operation read_from_data(const call_ptr& c, const std::string& name,
                                          variable_handler& handler) {
    return c->ask(cmd::connect(), [c, name = std::string(name), user = std::move(handler)](
                                      error_code ec, const reply& r) mutable {
        if (!ec && r.data() == nullptr) ec = error::not_allowed;
        if (!ec) return user.complete(ec, variable_in(*r.data(), name));
        if (ec != condition::disconnected) return user.complete(ec, std::nullopt);
        auto shared = std::shared_ptr<variable_handler>(new variable_handler(std::move(user)));
        c->when_settled(ec, [c, name, shared](error_code why) {
            shared->complete(why, why ? std::nullopt : variable_in(c->hangup()->details(), name));
        });
    });
}

ESLIO_DECL call::operation get_variable(const call_ptr& c, const std::string& name,
                                        variable_handler& handler) {
    error_code why = cmd::getvar(name).error();
    if (!why && c->uuid().empty()) why = error::empty_argument;
    if (why) return handler.complete(why, std::nullopt), call::operation{};
    if (c->over()) {
        handler.complete(error_code(), variable_in(c->hangup()->details(), name));
        return {};
    }
    if (!c->mode().full) return read_from_data(c, name, handler);
    return std::shared_ptr<variable_reading>(new variable_reading(c, name, std::move(handler)))
        ->begin();
}

ESLIO_DECL call::operation set_variable(const call_ptr& c, const std::string& name,
                                        const std::string& value, call::reply_handler& handler) {
    const bool by_api = c->mode().full;
    argument_error wrong = check_variable_name(name);
    wrong.note(check_variable_value(name, value));
    if (is_refused(wrong, handler)) return {};
    if (c->over()) return handler.complete(error_code(), c->ended_reply()), call::operation{};
    if (by_api) return act_by_api(c, api::uuid_setvar(c->uuid(), name, value), handler);
    const std::string argument = name + "=" + escape_expansion(value);
    return act_by_execution(c, application("set", escape_expansion(argument)), handler);
}

}  // namespace eslio::detail
