// Operations of a call that are made of several: prompts, bridges, variables, waiting for answer.
#pragma once

#include <eslio/channel/call.hpp>
#include <eslio/channel/results.hpp>
#include <eslio/command/applications.hpp>
#include <eslio/command/call_control.hpp>
#include <eslio/command/escape.hpp>
#include <eslio/command/prompt.hpp>
#include <eslio/event/decode.hpp>

#include <asio/cancellation_type.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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

/// Plays and reads. FreeSWITCH leaves behind what was pressed also where it is too little
/// (switch_ivr_play_say.c: switch_ivr_read). In static mode no event tells the digits: they are
/// asked for.
inline call::operation ask(const call_ptr& c, const application& a, std::size_t least,
                           digits_result_handler& handler) {
    const auto judge = [least](execution_result r, std::string_view pressed) {
        std::string accepted(pressed.size() < least ? std::string_view() : pressed);
        return digits_result(std::move(r), std::move(accepted));
    };
    auto ended = call::execution_handler::of_own(
        c->executor(),
        [c, judge, user = std::move(handler)](error_code ec, execution_result r) mutable {
            c->forget_typed();  // FreeSWITCH took what was pressed
            const bool told = !r.details().empty();
            if (ec || !r.ok() || told) {
                const std::string pressed(r.ok() ? r.variable(prompt::variable) : "");
                user.complete(ec, judge(std::move(r), pressed));
                return;
            }
            auto got = call::reply_handler::of_own(
                c->executor(),
                [judge, user = std::move(user), r](error_code why, const reply& value) mutable {
                    user.complete(why, judge(r, value.ok() ? value.text() : ""));
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
            if (!ec && by_api && wire::starts_with(r.text(), "-ERR No such channel"))
                ec = error::no_such_call;
            else if (!ec && (by_api ? !r.has_body() : r.data() == nullptr))
                ec = error::not_allowed;
            if (ec) return user.complete(ec, std::move(value));
            if (by_api) {
                if (r.text() != "_undef_") value.emplace(r.body());
            } else if (const auto found = r.data()->find("variable_" + name)) {
                value.emplace(*found);
            }
            user.complete(ec, std::move(value));
        });
    return c->send(by_api ? api("uuid_getvar " + c->uuid() + " " + name) : connect(), answered);
}

/// By `uuid_setvar`, which takes quotes and escapes off (mod_commands: uuid_setvar_function); where
/// there is no `api`, by the application `set`, whose argument is expanded twice
/// (switch_core_session_exec, mod_dptools: base_set).
inline call::operation set_variable(const call_ptr& c, const std::string& name,
                                    const std::string& value, call::reply_handler& handler) {
    const bool by_api = c->mode().full;
    error_code why = getvar(name).error() ? getvar(name).error() : app::set(name, value).error();
    if (!why && (holds_variable(value) || escape_level(name) != name)) why = error::unwritable_text;
    if (why) return handler.complete(why, reply()), call::operation{};
    if (by_api) {
        const std::string words = "uuid_setvar " + c->uuid() + " " + name;
        return c->send(api(value.empty() ? words : words + " " + escape_level(value)), handler);
    }
    auto ended = call::execution_handler::of_own(
        c->executor(),
        [user = std::move(handler)](error_code ec, const execution_result& r) mutable {
            const bool refused = r.how() == execution_result::outcome::refused;
            std::string text(refused ? r.text() : "-ERR the call has ended");
            user.complete(ec, reply::of_text(r.ok() ? "+OK" : std::move(text)));
        });
    return c->execute(app::set(name, escape_expansion(escape_expansion(value))), ended);
}

/// Replies overtake events that FreeSWITCH has queued, by some 20 ms (mod_event_socket:
/// listener_run): so long a call that is unknown by now may still be told of.
inline constexpr std::chrono::milliseconds events_behind{250};

/// What is known of a call that was there before its handle is asked for, once: `unknown` is told
/// of a call that does not exist, `data` of one that does.
template <class Unknown, class Data>
void look_up(const call_ptr& c, Unknown unknown, Data data) {
    if (c->state_known() || !c->mode().full) return;
    auto answered = call::reply_handler::of_own(
        c->executor(), [c, unknown, data](error_code ec, const reply& r) {
            if (ec) return;  // the link's end is told to those who wait
            event e;
            if (wire::starts_with(r.text(), "-ERR No such channel")) {
                auto late = call::event_handler::of_own(
                    c->executor(), [unknown](error_code, const event&) { unknown(); });
                c->wait_for([](const event&) { return false; }, events_behind, late);
            } else if (!r.ok())
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
    auto came = call::event_handler::of_own(c->executor(), [c, user](error_code ec, event e) {
        if (!ec) return user->complete(ec, hangup_info(std::move(e)));
        if (ec == error::hung_up) return user->complete(error_code(), *c->hangup());
        return user->complete(ec, hangup_info());
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
