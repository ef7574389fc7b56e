// The bodies of the functions of begin.hpp.
#pragma once

#include <eslio/connection/detail/begin.hpp>
#include <eslio/event/message.hpp>

#include <utility>

namespace eslio::detail {

/// Cancels several operations that have one answer.
struct cancel_operations {
    std::vector<std::uint64_t> numbers;

    explicit operator bool() const noexcept { return true; }
    void operator()(engine& e, asio::cancellation_type_t type) const {
        e.cancel_all(numbers, type);
    }
};

ESLIO_DECL void begin_connect(engine& on, const handler_origin& from,
                              engine::open_handler&& handler, login&& where,
                              connect_function connect) {
    const auto start = [connect](engine& e, engine::open_handler&& h, login& to) {
        return begin_whole(e.completions(), h, [&] {
            return cancel_operation{engine::operation::open, connect(e, std::move(to), h)};
        });
    };
    begin_erased(on, from, std::move(handler), start, where);
}

ESLIO_DECL void begin_open(engine& on, const handler_origin& from, engine::open_handler&& handler,
                           std::shared_ptr<const credentials> who) {
    const auto start = [](engine& e, engine::open_handler&& h,
                          std::shared_ptr<const credentials>& as) {
        return begin_whole(e.completions(), h, [&] {
            return cancel_operation{engine::operation::open, e.open(as.get(), h)};
        });
    };
    begin_erased(on, from, std::move(handler), start, who);
}

ESLIO_DECL void begin_exit(engine& on, const handler_origin& from, engine::open_handler&& handler) {
    const auto start = [](engine& e, engine::open_handler&& h) {
        return begin_whole(e.completions(), h, [&] {
            return cancel_operation{engine::operation::exit, e.exit(h)};
        });
    };
    begin_erased(on, from, std::move(handler), start);
}

ESLIO_DECL void begin_command(engine& on, const handler_origin& from,
                              engine::reply_handler&& handler, command&& c) {
    const auto start = [](engine& e, engine::reply_handler&& h, command& what) {
        return cancel_operation{engine::operation::command, e.submit_command(std::move(what), h)};
    };
    begin_erased(on, from, std::move(handler), start, c);
}

ESLIO_DECL void begin_commands(engine& on, const handler_origin& from,
                               engine::reply_handler&& handler, std::vector<command>&& commands) {
    const auto start = [](engine& e, engine::reply_handler&& h, std::vector<command>& all) {
        return cancel_operations{e.submit_all(std::move(all), std::move(h))};
    };
    begin_erased(on, from, std::move(handler), start, commands);
}

ESLIO_DECL void begin_job(engine& on, const handler_origin& from, engine::job_handler&& handler,
                          api_request&& request) {
    const auto start = [](engine& e, engine::job_handler&& h, api_request& what) {
        return begin_whole(e.completions(), h, [&] {
            return cancel_operation{engine::operation::job, e.submit_job(what, h)};
        });
    };
    begin_erased(on, from, std::move(handler), start, request);
}

ESLIO_DECL void begin_start_job(engine& on, const handler_origin& from,
                                engine::reply_handler&& handler, api_request&& request,
                                std::shared_ptr<std::string> uuid) {
    const auto start = [](engine& e, engine::reply_handler&& h, api_request& what,
                          std::shared_ptr<std::string>& id) {
        return begin_whole(e.completions(), h, [&] {
            *id = e.uuid_for(what);
            return cancel_operation{engine::operation::command, e.start_job(what, *id, h)};
        });
    };
    begin_erased(on, from, std::move(handler), start, request, uuid);
}

ESLIO_DECL void begin_job_result(engine& on, const handler_origin& from,
                                 engine::job_handler&& handler, std::string&& uuid) {
    const auto start = [](engine& e, engine::job_handler&& h, std::string& of) {
        return cancel_operation{engine::operation::job, e.collect_job(of, h)};
    };
    begin_erased(on, from, std::move(handler), start, uuid);
}

ESLIO_DECL void begin_receive(engine& on, const handler_origin& from,
                              engine::message_handler&& handler, bool fetches) {
    const auto start = [fetches](engine& e, engine::message_handler&& h) {
        if (fetches) e.begin_fetch();
        return cancel_operation{engine::operation::receive, e.receive(h)};
    };
    begin_erased(on, from, std::move(handler), start);
}

ESLIO_DECL void begin_receive_for(engine& on, const handler_origin& from,
                                  engine::message_handler&& handler, bool fetches,
                                  environment::duration at_most) {
    const auto start = [fetches, at_most](engine& e, engine::message_handler&& h) {
        if (fetches) e.begin_fetch();
        return cancel_operation{engine::operation::receive, e.receive_for(h, at_most)};
    };
    begin_erased(on, from, std::move(handler), start);
}

ESLIO_DECL void begin_receive_into(engine& on, const handler_origin& from,
                                   engine::lent_handler&& handler, bool fetches, message* lent) {
    const auto start = [fetches, lent](engine& e, engine::lent_handler&& h) {
        if (fetches) e.begin_fetch();
        return cancel_operation{engine::operation::receive, e.receive_into(*lent, h)};
    };
    begin_erased(on, from, std::move(handler), start);
}

ESLIO_DECL void close_at_home(const engine_ptr& on) noexcept {
    const auto close = [](engine& e) {
        e.completions().retry_undelivered();
        e.close(make_error_code(error::closed));
    };
    if (on) do_at(on, close);
}

}  // namespace eslio::detail
