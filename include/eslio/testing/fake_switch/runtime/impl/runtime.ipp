// The bodies of the functions of runtime.hpp.
#pragma once

#include <eslio/testing/fake_switch/runtime/runtime.hpp>

#include <stdexcept>

namespace eslio::testing::fake {

ESLIO_COLD runtime::runtime(const asio::any_io_executor& executor, fake_switch_options options)
    : executor_(executor), timer_(executor) {
    environment* const env = &environment::of(executor);
    inside = std::make_shared<machine>(
        std::move(options), [env] { return env->now(); }, [env] { return env->random(); });
    inside->find_api = find_common_api;
    inside->described_apis = &api_catalogue::get().descriptions();
    inside->find_handler = find_application;
    inside->on_transfer = [m = inside.get()](call& c, const std::string& where) {
        transfer_call(*m, c, where);
    };
    inside->described_applications = &application_descriptions();
    install_globals(*inside);
    install_conferences(*inside);
}

ESLIO_COLD void runtime::start() {
    inside->open_socket = [weak = weak_from_this()](call& c, const running_app& app) {
        if (const auto self = weak.lock())
            self->open_socket(
                c, std::make_shared<socket_argument>(parse_socket_argument(app.argument)), 0);
    };
    inside->handlers["socket"] = [](machine& m, call& c, const running_app& app) {
        m.open_socket(c, app);
    };
    inside->on_module_end = [weak = weak_from_this()](bool reload) {
        const auto self = weak.lock();
        if (!self) return;
        self->for_each_connection(
            [](any_connection& c) { c.state().kill("The system is being shut down.\n"); });
        if (!reload) self->go_down();
    };
    inside->on_abort = [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->abort();
    };
    inside->tasks.on_added = [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->arm();
    };
}

ESLIO_COLD void runtime::stop() {
    stopped_ = true;
    inside->tasks.on_added = nullptr;
    inside->open_socket = nullptr;
    inside->on_module_end = nullptr;
    inside->on_abort = nullptr;
    inside->handlers.clear();
    inside->tasks.clear();
    timer_.cancel();
    close_acceptors();
    for_each_connection([](any_connection& c) { c.drop(); });
}

ESLIO_COLD void runtime::abort() {
    go_down();
    inside->after({}, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self) return;
        self->for_each_connection([](any_connection& c) { c.drop(); });
        self->inside->forget_calls();
    });
}

ESLIO_COLD stream runtime::connect(const asio::any_io_executor& client_executor) {
    auto [client, server] = connect_pair(client_executor, executor_);
    serve(std::move(server));
    return std::move(client);
}

ESLIO_COLD void runtime::check_reach(const std::string& hosts) const {
    if (!timer_.env().driven()) return;
    for (const socket_address& where : parse_socket_argument(hosts).hosts)
        if (programs.find(where.text()) == nullptr)
            throw std::logic_error(
                "fake_switch::call_out: driven_time does not wait for a real socket, so " +
                where.text() +
                " would never answer; hand the call over in memory: "
                "server.adopt(fake.call_out(context.get_executor(), ...))");
}

ESLIO_COLD stream runtime::call_out(const asio::any_io_executor& program_executor,
                                    const incoming_call& wanted, socket_mode mode) {
    auto [theirs, ours] = connect_pair(program_executor, executor_);
    const std::string address = "memory-" + std::to_string(++memory_programs_) + ":8084";
    waiting_ends_.insert(address, std::move(ours));
    inside->come_in(wanted, {{"socket", address + std::string(keywords(mode))}});
    return std::move(theirs);
}

ESLIO_COLD runtime::tcp::endpoint runtime::listen(const tcp::endpoint& where) {
    auto from = std::make_shared<acceptor>(executor_, where);
    acceptors_.push_back(from);
    accept(from);
    return from->where;
}

ESLIO_COLD std::size_t runtime::open_connections() {
    std::size_t count = 0;
    for_each_connection([&](any_connection&) { ++count; });
    return count;
}

ESLIO_COLD void runtime::come_up() {
    if (!std::exchange(down_, false)) return;
    for (auto& from : acceptors_) {
        from = std::make_shared<acceptor>(executor_, from->where);
        accept(from);
    }
}

ESLIO_COLD void runtime::add(const std::shared_ptr<any_connection>& c) {
    detail::erase_where(connections_, [](const auto& known) {
        const auto alive = known.lock();
        return !alive || !alive->is_open();
    });
    connections_.push_back(c);
    c->fail(faults_);
}

ESLIO_COLD void runtime::open_socket(call& of, const std::shared_ptr<const socket_argument>& how,
                                     std::size_t number) {
    if (stopped_ || of.leg().is_down()) return;
    const std::weak_ptr<call> weak = of.weak_from_this();
    if (number == how->hosts.size()) {
        inside->after({}, [weak] {
            if (const auto c = weak.lock()) c->running().end("socket");
        });
        return;
    }
    const socket_address& where = how->hosts[number];
    if (!where.path.empty()) of.leg().vars.set("socket_path", where.path);
    of.leg().vars.set("socket_host", where.host);
    auto* const waiting = waiting_ends_.find(where.text());
    if (waiting != nullptr) {
        stream ours = std::move(*waiting);
        waiting_ends_.erase(where.text());
        return serve_call(std::move(ours), of, *how);
    }
    const auto* const program = programs.find(where.text());
    if (program != nullptr) {
        auto [theirs, ours] = connect_pair(executor_, executor_);
        serve_call(std::move(ours), of, *how);
        const auto give = *program;
        return give(std::move(theirs));
    }
    connect_socket(weak, how, number);
}

ESLIO_COLD void runtime::connect_socket(const std::weak_ptr<call>& weak,
                                        const std::shared_ptr<const socket_argument>& how,
                                        std::size_t number) {
    struct attempt {
        explicit attempt(const asio::any_io_executor& e) : resolver(e), socket(e) {}
        tcp::resolver resolver;
        tcp::socket socket;
    };
    const auto a = std::make_shared<attempt>(executor_);
    const auto ended = [self = shared_from_this(), weak, how, number, a](const error_code& ec) {
        const auto c = weak.lock();
        if (!c || self->stopped_) return;
        if (ec) return self->open_socket(*c, how, number + 1);
        error_code ignored;
        a->socket.set_option(tcp::no_delay(true), ignored);
        self->serve_call(std::move(a->socket), *c, *how);
    };
    const socket_address& where = how->hosts[number];
    a->resolver.async_resolve(
        where.host, where.port,
        [a, ended](const error_code& ec, const tcp::resolver::results_type& found) {
            if (ec) return ended(ec);
            asio::async_connect(
                a->socket, found,
                [ended](const error_code& failed, const tcp::endpoint&) { ended(failed); });
        });
}

ESLIO_COLD void runtime::accept(const std::shared_ptr<acceptor>& from) {
    from->socket.async_accept(
        [weak = weak_from_this(), from](const error_code& ec, tcp::socket socket) {
            const auto self = weak.lock();
            if (!self || self->stopped_ || !from->socket.is_open()) return;
            if (!ec) {
                error_code ignored;
                socket.set_option(tcp::no_delay(true), ignored);
                self->serve(std::move(socket));
            }
            self->accept(from);
        });
}

ESLIO_COLD void runtime::close_acceptors() {
    for (const auto& from : acceptors_) {
        error_code ignored;
        from->socket.close(ignored);
    }
}

ESLIO_COLD void runtime::arm() {
    const auto due = inside->tasks.next_due();
    if (stopped_ || due == environment::time_point::max() || due >= armed_for_) return;
    armed_for_ = due;
    timer_.expires_at(due);
    if (std::exchange(waiting_, true)) return;
    wait();
}

ESLIO_COLD void runtime::wait() {
    timer_.async_wait([weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->wake();
    });
}

ESLIO_COLD void runtime::wake() {
    if (stopped_) return;
    // What is added while tasks run at this moment is run by the next wake-up.
    armed_for_ = environment::time_point::min();
    inside->run_due(inside->now());
    armed_for_ = inside->tasks.next_due();
    waiting_ = !stopped_ && armed_for_ != environment::time_point::max();
    if (!waiting_) return;
    timer_.expires_at(armed_for_);
    wait();
}

}  // namespace eslio::testing::fake
