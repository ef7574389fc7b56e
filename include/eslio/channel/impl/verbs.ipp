// The bodies of the functions of verbs.hpp.
#pragma once

#include <eslio/api/uuid.hpp>
#include <eslio/api/uuid_control.hpp>
#include <eslio/api/uuid_media.hpp>
#include <eslio/channel/detail/call_operations.hpp>
#include <eslio/channel/detail/call_questions.hpp>
#include <eslio/channel/detail/verbs.hpp>
#include <eslio/command/applications.hpp>
#include <eslio/command/detail/escape.hpp>

#include <asio/error.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace eslio::detail {

ESLIO_DECL call::operation act_by_execution(const call_ptr& c, const application& a,
                                            call::reply_handler& handler) {
    if (is_refused(a.problem(), handler)) return {};
    if (c->over()) return handler.complete(error_code(), c->ended_reply()), call::operation{};
    auto ended = call::execution_handler::of_own(
        c->completions(),
        [user = std::move(handler)](error_code ec, const execution_result& r) mutable {
            user.complete(ec, ec ? reply() : reply_of(r));
        });
    return c->execute(a, ended);
}

ESLIO_DECL call::operation act_by_api(const call_ptr& c, const api_request& r,
                                      call::reply_handler& handler) {
    if (c->mode().full) return c->send(as_command(r), handler);
    return handler.complete(make_error_code(error::not_allowed), reply()), call::operation{};
}

ESLIO_DECL call::operation act(const call_ptr& c, const api_request& r, const application& a,
                               call::reply_handler& handler) {
    if (is_refused(a.problem(), handler)) return {};
    if (c->mode().full && !holds_variable(a.argument())) return act_by_api(c, r, handler);
    return act_by_execution(c, a, handler);
}

/// Two commands: `next` makes the second one of the answer to the first, or puts another answer in
/// its place and makes none; `finish` makes the answer of that to the second.
inline call::operation two_commands(const call_ptr& c, command first,
                                    std::function<std::optional<command>(reply&)> next,
                                    std::function<reply(reply)> finish,
                                    call::reply_handler& handler) {
    auto steps = std::shared_ptr<call::operation>(new call::operation());
    auto answered = call::reply_handler::of_own(
        c->completions(), [c, steps, next = std::move(next), finish = std::move(finish),
                           user = std::move(handler)](error_code ec, reply r) mutable {
            const auto second = ec ? std::nullopt : next(r);
            if (!second) {
                c->end_steps(*steps);
                return user.complete(ec, std::move(r));
            }
            auto last = call::reply_handler::of_own(
                c->completions(), [c, steps, finish = std::move(finish),
                                   own = std::move(user)](error_code why, reply done) mutable {
                    c->end_steps(*steps);
                    own.complete(why, why ? reply() : finish(std::move(done)));
                });
            c->next_step(*steps, c->send(*second, last));
        });
    const call::operation begun = c->send(std::move(first), answered);
    if (begun.number == 0) return begun;
    return *steps = c->begin_steps(begun);
}

inline reply as_it_is(reply r) {
    return r;
}

ESLIO_DECL call::operation mute(const call_ptr& c, audio_direction direction, bool on,
                                call::reply_handler& handler) {
    if (!c->mode().full) return act_by_execution(c, app::set_mute(direction, on), handler);
    const auto order = [&](audio_direction way) {
        return as_command(on ? api::uuid_audio_mute(c->uuid(), way)
                             : api::uuid_audio_unmute(c->uuid(), way));
    };
    if (direction != audio_direction::both) return c->send(order(direction), handler);
    const auto next = [second = order(audio_direction::write)](reply& r) {
        return r.ok() ? std::optional<command>(second) : std::nullopt;
    };
    return two_commands(c, order(audio_direction::read), next, as_it_is, handler);
}

/// Whether the call is held, as the data of it say.
inline reply hold_reply(const event& data, bool wanted) {
    const bool held = data["Channel-Call-State"] == "HELD";
    if (held == wanted) return reply::of_text("+OK");
    return reply::of_text(wanted ? "-ERR the endpoint of the call knows no hold"
                                 : "-ERR the call is still held");
}

ESLIO_DECL call::operation hold(const call_ptr& c, bool on, call::reply_handler& handler) {
    if (c->over()) return handler.complete(error_code(), c->ended_reply()), call::operation{};
    if (!c->mode().full) {
        auto ended = call::execution_handler::of_own(
            c->completions(),
            [on, user = std::move(handler)](error_code ec, const execution_result& r) mutable {
                if (ec) return user.complete(ec, reply());
                user.complete(ec, r.ok() ? hold_reply(r.details(), on) : reply_of(r));
            });
        return c->execute(on ? app::hold() : app::unhold(), ended);
    }
    const auto next = [ask = asked_once(api::uuid_dump(c->uuid()))](reply& r) {
        return r.ok() ? std::optional<command>(ask) : std::nullopt;
    };
    const auto finish = [on](reply told) {
        const auto data = dumped({}, told);
        return data ? hold_reply(*data, on) : std::move(told);
    };
    const api_request order = on ? api::uuid_hold(c->uuid()) : api::uuid_unhold(c->uuid());
    return two_commands(c, as_command(order), next, finish, handler);
}

/// Whether a result stands beside it: of wrong arguments that says what is wrong.
inline bool has_result(error_code ec) noexcept {
    return !ec || ec == condition::invalid_argument;
}

ESLIO_DECL call::operation record(const call_ptr& c, const application& a,
                                  std::chrono::seconds at_most, record_handler& handler) {
    auto ended = call::execution_handler::of_own(
        c->completions(), [c, at_most, begun = c->now(),
                           user = std::move(handler)](error_code ec, execution_result r) mutable {
            user.complete(ec, has_result(ec)
                                  ? record_result(std::move(r), at_most, c->now() - begun)
                                  : record_result());
        });
    return c->play(a, ended);
}

/// Sends the other leg elsewhere, by its own UUID: `uuid_transfer -bleg` of a call that is bridged
/// to nobody would send the call itself (mod_commands: transfer_function).
inline call::operation transfer_others(const call_ptr& c, const extension& to, call_legs legs,
                                       call::reply_handler& handler) {
    const auto next = [uuid = c->uuid(), to, legs](reply& r) -> std::optional<command> {
        if (!r.ok()) return std::nullopt;
        const auto other = partner_in(r);
        if (!other) {
            r = reply::of_text("-ERR the call is bridged to nobody");
            return std::nullopt;
        }
        return as_command(legs == call_legs::both ? api::uuid_transfer(uuid, to, legs)
                                                  : api::uuid_transfer(*other, to));
    };
    return two_commands(c, partner_question(c->uuid()), next, as_it_is, handler);
}

ESLIO_DECL call::operation transfer(const call_ptr& c, const extension& to, call_legs legs,
                                    call::reply_handler& handler) {
    const application a = app::transfer_legs(legs, to);
    if (is_refused(a.problem(), handler)) return {};
    if (legs != call_legs::own && !c->mode().async)
        return handler.complete(make_error_code(error::not_allowed), reply()), call::operation{};
    if (c->over()) return handler.complete(error_code(), c->ended_reply()), call::operation{};
    if (!c->mode().full || holds_variable(a.argument())) {
        if (legs != call_legs::own && !c->mode().full && !c->bridged()) {
            handler.complete(error_code(), reply::of_text("-ERR the call is bridged to nobody"));
            return {};
        }
        return act_by_execution(c, a, handler);
    }
    if (legs == call_legs::own) return act_by_api(c, api::uuid_transfer(c->uuid(), to), handler);
    return transfer_others(c, to, legs, handler);
}

ESLIO_DECL call::operation park(const call_ptr& c, call::reply_handler& handler) {
    if (!c->mode().async)
        return handler.complete(make_error_code(error::not_allowed), reply()), call::operation{};
    return act(c, api::uuid_park(c->uuid()), app::park_state(), handler);
}

ESLIO_DECL call::operation heartbeat(const call_ptr& c, std::chrono::seconds interval,
                                     call::reply_handler& handler) {
    if (interval.count() == 0)
        return act_by_api(c, api::uuid_session_heartbeat_stop(c->uuid()), handler);
    return act(c, api::uuid_session_heartbeat(c->uuid(), interval), app::enable_heartbeat(interval),
               handler);
}

ESLIO_DECL call::operation set_media(const call_ptr& c, bool through,
                                     call::reply_handler& handler) {
    return act_by_api(c, through ? api::uuid_media(c->uuid()) : api::uuid_media_off(c->uuid()),
                      handler);
}

ESLIO_DECL call::operation conference(const call_ptr& c, const application& a,
                                      conference_handler& handler) {
    auto ended = call::execution_handler::of_own(
        c->completions(), [user = std::move(handler)](error_code ec, execution_result r) mutable {
            user.complete(ec,
                          has_result(ec) ? conference_result(std::move(r)) : conference_result());
        });
    if (!a.error()) {
        // Both or none: without the first a former member's number would be told.
        if (!c->over() && c->room_for(2) == error::queue_full) {
            ended.complete(make_error_code(error::queue_full), execution_result());
            return {};
        }
        auto nobody = call::execution_handler::of_own(c->completions(),
                                                      [](error_code, const execution_result&) {});
        c->execute(app::unset("conference_member_id"), nobody);
    }
    return c->execute(a, ended);
}

ESLIO_DECL call::operation listen_to(const call_ptr& c, const application& a,
                                     const std::string& uuid, call::execution_handler& handler) {
    if (a.error() || !c->mode().full || c->over() || holds_variable(uuid))
        return c->execute(a, handler);
    auto steps = std::shared_ptr<call::operation>(new call::operation());
    auto first = call::reply_handler::of_own(
        c->completions(), [c, steps, a = application(a),
                           user = std::move(handler)](error_code ec, const reply& r) mutable {
            if (!ec && r.text() == "false")
                user.complete(ec, execution_result(execution_result::outcome::failed,
                                                   "there is no such call to listen to"));
            if (ec == error::timeout || ec == asio::error::operation_aborted)
                user.complete(ec, execution_result());
            if (!user) return c->end_steps(*steps);
            auto ended = call::execution_handler::of_own(
                c->completions(),
                [c, steps, own = std::move(user)](error_code why, execution_result done) mutable {
                    c->end_steps(*steps);
                    own.complete(why, std::move(done));
                });
            c->next_step(*steps, c->execute(a, ended));
        });
    const call::operation begun = c->send(asked_once(api::uuid_exists(uuid)), first);
    return begun.number == 0 ? begun : *steps = c->begin_steps(begun);
}

ESLIO_DECL call::operation wait_for_unbridge(const call_ptr& c,
                                             std::optional<call::duration> timeout,
                                             unbridge_handler& handler) {
    const event* known = c->over() ? &c->hangup()->details() : c->unbridged();
    if (known != nullptr) {
        handler.complete(error_code(), unbridge_result(*known, c->uuid()));
        return {};
    }
    auto user = std::shared_ptr<unbridge_handler>(new unbridge_handler(std::move(handler)));
    const auto wait = std::shared_ptr<leg_wait>(new leg_wait(
        c, event_name::channel_unbridge, std::string(),
        [c, user](error_code ec, const wait_result& r) {
            user->complete(ec, ec ? unbridge_result() : unbridge_result(r.details(), c->uuid()));
        }));
    return wait->begin(timeout);
}

}  // namespace eslio::detail
