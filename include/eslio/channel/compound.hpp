// Operations of a call that are made of several: prompts, bridges, variables, waiting for answer.
#pragma once

#include <eslio/channel/call.hpp>
#include <eslio/channel/results.hpp>
#include <eslio/command/applications.hpp>
#include <eslio/command/call_control.hpp>
#include <eslio/command/prompt.hpp>
#include <eslio/event/decode.hpp>

#include <asio/cancellation_type.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace eslio::detail {

using call_ptr = std::shared_ptr<call>;
using digits_result_handler = any_handler<void(error_code, digits_result)>;
using bridge_handler = any_handler<void(error_code, bridge_result)>;
using variable_handler = any_handler<void(error_code, std::optional<std::string>)>;
using hangup_handler = any_handler<void(error_code, hangup_info)>;

/// A handler that several parts of an operation share: the first to come completes it.
template <class Handler>
struct first_of {
    explicit first_of(Handler&& h) : handler(std::move(h)) {}

    template <class... Values>
    bool complete(Values&&... values) {
        if (!handler) return false;
        handler.complete(std::forward<Values>(values)...);
        return true;
    }

    Handler handler;
};

/// Plays and reads. In static mode no event tells the digits: they are asked for.
inline call::operation ask(const call_ptr& c, const application& a,
                           digits_result_handler& handler) {
    auto ended = call::execution_handler::of_own(
        c->executor(), [c, user = std::move(handler)](error_code ec, execution_result r) mutable {
            c->forget_typed();  // FreeSWITCH took what was pressed
            const bool told = !r.details().empty();
            if (ec || !r.ok() || told) {
                std::string digits(r.ok() ? r.variable(prompt::variable) : std::string_view());
                user.complete(ec, digits_result(std::move(r), std::move(digits)));
                return;
            }
            auto got = call::reply_handler::of_own(
                c->executor(),
                [user = std::move(user), r](error_code why, const reply& value) mutable {
                    std::string digits(value.ok() ? value.text() : std::string_view());
                    user.complete(why, digits_result(r, std::move(digits)));
                });
            c->send(getvar(prompt::variable), got);
        });
    return c->execute(a, ended);
}

/// What became of a bridge that is over: the channel's data tell, also of a call that has hung up.
inline void ask_for_bridge(const call_ptr& c, bridge_handler user, const execution_result& r) {
    using how = execution_result::outcome;
    auto got = call::reply_handler::of_own(
        c->executor(), [c, user = std::move(user), r](error_code ec, const reply& answer) mutable {
            const event* const data = answer.data();
            if (data != nullptr && data->variable("originate_disposition") == "SUCCESS")
                user.complete(ec, bridge_result(*data));
            else if (c->over())
                user.complete(error_code(), bridge_result({how::hung_up, c->hangup()->details()}));
            else if (data != nullptr)
                user.complete(ec, bridge_result({how::completed, *data}));
            else
                user.complete(ec, bridge_result(r));
        });
    c->send(connect(), got);
}

/// Whichever comes first: CHANNEL_BRIDGE, or the end of the execution. In static mode no event
/// tells: the channel is asked.
inline call::operation bridge(const call_ptr& c, const application& a, bridge_handler& handler) {
    auto ended = call::execution_handler::of_own(
        c->executor(), [c, user = std::move(handler)](error_code ec, execution_result r) mutable {
            if (r.ok() && r.details().is(event_name::channel_bridge))
                user.complete(ec, bridge_result(r.details()));
            else if (!ec && r.ok() && r.details().empty())
                ask_for_bridge(c, std::move(user), r);
            else
                user.complete(ec, bridge_result(std::move(r)));
        });
    return c->execute(a, ended, true);
}

/// `uuid_getvar` brings every value whole; without `api` the channel's data do.
inline call::operation get_variable(const call_ptr& c, const std::string& name,
                                    variable_handler& handler) {
    error_code why = getvar(name).error();
    if (!why && c->uuid().empty()) why = error::empty_argument;
    if (why) return handler.complete(why, std::nullopt), call::operation{};
    const bool by_api = c->mode().full;
    auto answered =
        call::reply_handler::of_own(c->executor(), [user = std::move(handler), name,
                                                    by_api](error_code ec, const reply& r) mutable {
            std::optional<std::string> value;
            if (ec) return user.complete(ec, std::move(value));
            if (by_api && wire::starts_with(r.text(), "-ERR No such channel"))
                return user.complete(make_error_code(error::no_such_call), std::move(value));
            if (by_api) {
                if (r.text() != "_undef_") value.emplace(r.body());
            } else if (r.data() != nullptr) {
                if (const auto found = r.data()->find("variable_" + name)) value.emplace(*found);
            }
            user.complete(ec, std::move(value));
        });
    return c->send(by_api ? api("uuid_getvar " + c->uuid() + " " + name) : connect(), answered);
}

/// `uuid_setvar` takes a value as it is. Other values, and all where there is no `api`, go by the
/// application `set`, which expands `${...}` and `$[...]`: such a value is refused.
inline call::operation set_variable(const call_ptr& c, const std::string& name,
                                    const std::string& value, call::reply_handler& handler) {
    const application by_application = app::set(name, value);
    error_code why = getvar(name).error() ? getvar(name).error() : by_application.error();
    const bool simple = !value.empty() && value.front() != ' ' && value.back() != ' ' &&
                        value.find_first_of("\r\n") == std::string::npos;
    const bool by_api = c->mode().full && simple;
    if (!why && !by_api &&
        (value.find("${") != std::string::npos || value.find("$[") != std::string::npos))
        why = error::unwritable_text;
    if (why) return handler.complete(why, reply()), call::operation{};
    if (by_api) return c->send(api("uuid_setvar " + c->uuid() + " " + name + " " + value), handler);
    auto ended = call::execution_handler::of_own(
        c->executor(),
        [user = std::move(handler)](error_code ec, const execution_result& r) mutable {
            user.complete(ec, reply::of_text(r.ok() ? "+OK" : "-ERR the call has ended"));
        });
    return c->execute(by_application, ended);
}

/// What is known of a call that was there before its handle is asked for, once: `unknown` is told
/// of a call that does not exist, `data` of one that does.
template <class Unknown, class Data>
void look_up(const call_ptr& c, Unknown unknown, Data data) {
    if (c->state_known() || !c->mode().full) return;
    auto answered = call::reply_handler::of_own(
        c->executor(), [c, unknown, data](error_code ec, const reply& r) {
            if (ec) return;  // the link's end is told to those who wait
            event e;
            if (wire::starts_with(r.text(), "-ERR No such channel"))
                unknown();
            else if (!r.ok())
                return;  // not allowed: the events will tell
            else if (!decode_event(format::plain, r.body(), e)) {
                c->note_state(e);
                data();
            }
        });
    c->send(api("uuid_dump " + c->uuid()), answered);
}

inline call::operation wait_for_answer(const call_ptr& c, std::optional<call::duration> timeout,
                                       call::done_handler& handler) {
    if (c->answered()) return handler.complete(error_code()), call::operation{};
    auto user = std::make_shared<first_of<call::done_handler>>(std::move(handler));
    auto came = call::event_handler::of_own(
        c->executor(), [user](error_code ec, const event&) { user->complete(ec); });
    const call::operation op =
        c->wait_for([](const event& e) { return e["Answer-State"] == "answered"; }, timeout, came);
    const auto end = [c, user, op](error_code ec) {
        if (user->complete(ec)) c->cancel(op, asio::cancellation_type_t::terminal);
    };
    look_up(
        c, [end] { end(error::no_such_call); },
        [c, end] {
            if (c->answered()) end(error_code());
        });
    return op;
}

inline call::operation wait_for_hangup(const call_ptr& c, std::optional<call::duration> timeout,
                                       hangup_handler& handler) {
    if (c->over()) return handler.complete(error_code(), *c->hangup()), call::operation{};
    auto user = std::make_shared<first_of<hangup_handler>>(std::move(handler));
    auto came = call::event_handler::of_own(c->executor(), [user](error_code ec, event e) {
        user->complete(ec, ec ? hangup_info() : hangup_info(std::move(e)));
    });
    const call::operation op =
        c->wait_for([last = c->last_event()](const event& e) { return e.is(last); }, timeout, came);
    look_up(
        c,
        [c, user, op] {
            if (user->complete(make_error_code(error::no_such_call), hangup_info()))
                c->cancel(op, asio::cancellation_type_t::terminal);
        },
        [] {});
    return op;
}

}  // namespace eslio::detail
