// The bodies of the functions of session_core.hpp.
#pragma once

#include <eslio/outbound/detail/session_core.hpp>

namespace eslio::detail {

ESLIO_DECL session_core::~session_core() {
    const error_code closed = make_error_code(error::closed);
    for (auto& w : waiting_)
        w.value.complete(error_code(), outbound::session_end(closed, std::nullopt));
}

ESLIO_DECL void session_core::begin(event data, call_mode mode,
                                    const outbound::session_options& options) {
    data_ = std::move(data);
    mode_ = mode;
    environment::of(engine_->get_executor()).attach(weak_from_this());
    engine_->watch(weak_from_this());
    const std::string uuid(data_.unique_id());
    link_ = std::make_shared<session_link>(engine_, uuid);
    call_ = std::shared_ptr<detail::call>(new detail::call(link_, uuid, options.channel, mode_));
    call_->note_state(data_);
    begin_farewell(options.farewell_timeout);
}

ESLIO_DECL link::event_types session_core::needed() const {
    using n = event_name;
    const auto park = types_of({n::channel_park, n::channel_unpark});
    return needed_events(mode_) | (mode_.async ? park : link::event_types());
}

ESLIO_DECL void session_core::start() {
    if (mode_.full)
        engine_->always_need_events(needed());
    else
        engine_->rely_on_myevents(needed());
    call_->start();
    if (!mode_.full || !lingers_ || !exits_) return;
    call_->when_over([weak = weak_from_this()] {
        const auto self = weak.lock();
        if (self) self->leave();
    });
}

ESLIO_DECL std::uint64_t session_core::wait_for_end(end_handler& handler) {
    if (ended_) {
        handler.complete(error_code(), end());
        return 0;
    }
    waiting_.add(++last_number_, std::move(handler));
    return last_number_;
}

ESLIO_DECL std::uint64_t session_core::submit_exit(command&& c, engine::reply_handler& handler) {
    if (!farewell_ || engine_->now() >= parked_by_) return link_->submit_own(std::move(c), handler);
    const bool first = !engine_->holds_output();
    if (first) {
        call_->send_mark();
        engine_->hold_output_until(parked_by_);
    }
    const auto in_line = std::make_shared<bool>(false);
    auto judged = engine::reply_handler::of_own(
        engine_->completions(), [self = shared_from_this(), in_line,
                                 user = std::move(handler)](error_code ec, reply r) mutable {
            // What is held still was never written.
            if (ec && *in_line && self->engine_->holds_output())
                self->link_->doing().take_back_exit();
            user.complete(ec, std::move(r));
        });
    const std::uint64_t number = link_->submit_own(std::move(c), judged);
    *in_line = number != 0;
    if (first && number == 0) engine_->release_output();
    return number;
}

ESLIO_DECL void session_core::cancel_wait(std::uint64_t number) {
    end_handler handler;
    if (waiting_.take(number, handler))
        handler.complete(asio::error::operation_aborted, outbound::session_end());
}

ESLIO_DECL void session_core::on_link_end(error_code why) noexcept {
    const auto self = shared_from_this();
    ended_ = why;
    engine_->completions().try_step([&] {
        call_->end_of_events();
        if (is_over_untold()) call_->end_unheard(event());
    });
    auto all = std::exchange(waiting_, {});
    for (auto& w : all) {
        outbound::session_end how(why, std::nullopt);  // without memory that has to do
        without_throwing([&] { how = end(); });
        w.value.complete(error_code(), std::move(how));
    }
}

ESLIO_DECL void session_core::on_linger() noexcept {
    lingered_ = true;
    if (call_->over() || last_events_) return;
    engine_->completions().do_step([this] { begin_last_events(); });
}

ESLIO_DECL void session_core::begin_last_events() {
    last_events_.reset(new wake_timer(engine_->get_executor()));
    last_events_until_ = last_events_->now() + wait_for_last_events;
    await_last_events();
}

ESLIO_DECL void session_core::drop_handlers() noexcept {
    const auto self = shared_from_this();
    const auto all = std::exchange(waiting_, {});
}

ESLIO_DECL bool session_core::is_over_untold() const {
    if (call_->over()) return false;
    return lingered_ || (engine_->said_orderly_goodbye() &&
                         !link_->doing().explains_goodbye(call_->executions()));
}

ESLIO_DECL void session_core::begin_farewell(environment::duration at_most) {
    farewell_.reset(new farewell(data_, mode_));
    parked_by_ = engine_->now() + farewell::time_to_park;
    engine_->set_farewell(farewell_->commands(), at_most);
    if (!mode_.async) return farewell_.reset();
    const auto sees = [weak = weak_from_this()](const event& e) {
        const auto self = weak.lock();
        if (self) self->follow_farewell(e);
        return protocol::route_table::verdict::pass;
    };
    farewell_route_ = engine_->add_route(std::string(data_.unique_id()), sees, {});
}

ESLIO_DECL void session_core::end_farewell() {
    farewell_.reset();
    engine_->set_farewell({}, {});
    engine_->release_output();
    engine_->remove_route(farewell_route_);
}

ESLIO_DECL void session_core::await_last_events() {
    last_events_->expires_at(last_events_until_);
    last_events_->async_wait([weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self || self->ended_ || self->call_->over()) return;
        self->engine_->completions().do_step([&] {
            if (self->last_events_->now() < self->last_events_until_)
                self->await_last_events();
            else if (!self->call_->hanging_up())
                self->ask_for_end();
        });
    });
}

ESLIO_DECL void session_core::ask_for_end() {
    engine_->submit(
        cmd::connect(),
        link::reply_handler::of_own(engine_->completions(),
                                    [weak = weak_from_this()](error_code ec, const reply& answer) {
                                        const auto self = weak.lock();
                                        if (!self || ec) return;
                                        if (answer.data() != nullptr)
                                            self->call_->end_unheard(*answer.data());
                                        else if (self->exits_)
                                            self->leave();
                                    }));
}

ESLIO_DECL void session_core::leave() {
    auto in_turn = any_handler<void()>::in_turn(engine_->completions(), [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self || self->ended_) return;
        completion_queue& queue = self->engine_->completions();
        queue.do_step([&] {
            auto nobody = engine::open_handler::of_own(queue, [](error_code) {});
            self->engine_->exit(nobody);
        });
    });
    in_turn.complete();
}

ESLIO_DECL void begin_session_command(engine& on, const handler_origin& from,
                                      engine::reply_handler&& handler,
                                      std::shared_ptr<session_core> of, command&& c) {
    const auto start = [](engine&, engine::reply_handler&& h, std::shared_ptr<session_core>& s,
                          command& what) {
        const std::uint64_t number = own_doing::is_exit(what.bytes())
                                         ? s->submit_exit(std::move(what), h)
                                         : s->own_link()->submit_own(std::move(what), h);
        return cancel_operation{engine::operation::command, number};
    };
    begin_erased(on, from, std::move(handler), start, of, c);
}

}  // namespace eslio::detail
