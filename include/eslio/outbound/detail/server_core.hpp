// What a server is made of: its acceptors, the openings and sessions there are, its routes.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/alarm.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/home.hpp>
#include <eslio/connection/logger.hpp>
#include <eslio/outbound/detail/session_opening.hpp>
#include <eslio/outbound/options.hpp>
#include <eslio/outbound/session.hpp>
#include <eslio/outbound/usage.hpp>
#include <eslio/protocol/time.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/error.hpp>
#include <asio/ip/address.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

/// Used on its executor. The logger and trace may do anything to the server, destroy it as well:
/// who calls one of these functions keeps the object.
class server_core final : public handler_holder, public std::enable_shared_from_this<server_core> {
public:
    using session = outbound::session;
    using accept_handler = any_handler<void(error_code, session)>;
    using drain_handler = any_handler<void(error_code)>;
    using matcher = std::function<bool(const session&)>;
    using taker = std::function<void(session)>;
    using duration = std::chrono::steady_clock::duration;

    server_core(const asio::any_io_executor& executor, outbound::server_options options);
    server_core(const server_core&) = delete;
    server_core& operator=(const server_core&) = delete;
    ESLIO_DECL ~server_core();

    void start();

    /// A template so that who only includes this compiles no acceptor.
    template <class Protocol>
    typename Protocol::endpoint listen(const typename Protocol::endpoint& where, error_code& ec);
    void add_route(matcher fits, taker take);

    /// Opens a session on a connection that was made elsewhere.
    template <class Stream>
    void adopt(Stream stream);
    /// Lets a call go without a session.
    template <class Stream>
    void turn_away(Stream stream, std::string_view why);

    std::uint64_t accept(accept_handler& handler);
    void cancel_accept(std::uint64_t number);
    std::uint64_t drain(duration at_most, drain_handler& handler);
    void cancel_drain(std::uint64_t number);
    void close() noexcept;
    void stop_listening() noexcept;
    /// The server is gone: no route is called any more.
    void abandon() noexcept;

    outbound::server_usage usage() const noexcept;
    const home& where() const noexcept { return home_; }
    const asio::any_io_executor& executor() const noexcept { return home_.executor(); }
    asio::any_io_executor get_executor() const noexcept { return executor(); }

    void on_alarm(protocol::time_point now);
    ESLIO_DECL void drop_handlers() noexcept override;

private:
    friend class alarm<server_core>;

    struct listener {
        /// Waits for a connection, if it does not yet and there is a place for one.
        virtual void accept_next() = 0;
        virtual void close() noexcept = 0;

    protected:
        ~listener() = default;
    };
    template <class Protocol>
    class acceptor;
    struct route {
        matcher fits;
        taker take;
    };
    /// Sessions that nobody has taken yet, or those who wait for one. Who only includes this is
    /// spared a session's containers.
    struct takers;
    struct drainer {
        std::uint64_t number;
        drain_handler handler;
        protocol::time_point deadline;
    };
    /// A connection, in the list of what it is being done with.
    struct place {
        std::list<place>* in;
        std::weak_ptr<engine> link;
        protocol::time_point since;
        std::weak_ptr<session_opening> opening{};
        bool gone = false;  ///< its stream is closed
        std::uint64_t closed_by = 0;
    };
    using place_list = std::list<place>;
    using place_iterator = place_list::iterator;
    /// A connection that is being taken; undone if memory runs out in it.
    struct taking {
        engine& over;
        place_list& list;
        place_iterator p;
        std::shared_ptr<session_opening> opening{};
        bool done = false;

        ~taking() {
            if (done) return;
            if (opening) opening->drop();
            over.when_gone(nullptr);
            over.cut(make_error_code(error::stream_failed));
            list.erase(p);
        }
    };

    /// After a failed accept: there is no descriptor left, or no memory.
    static constexpr std::chrono::milliseconds pause{100};

    bool may_accept();
    /// False if nothing will wake it.
    bool pause_accepting() noexcept;
    void accept_more() noexcept;
    bool has_room(place_list& list, std::size_t most);
    void wake_at(protocol::time_point when);
    bool admits(const asio::ip::address& peer);
    template <class Stream>
    void begin(Stream stream, place_list& list);
    void limit_leaving();
    void move_to(place_list& list, place_iterator p);
    void forget(place_iterator p);
    void on_gone(place_iterator p);
    void on_opened(place_iterator p, error_code ec, session s);
    void deliver(session s);
    void keep_ready(session s);
    void let_go(std::string_view why) noexcept;
    /// `words()` makes the line, for which there may be no memory.
    template <class Words>
    void warn(Words words) const noexcept {
        if (options_.logger.takes(severity::warning))
            without_throwing([&] { options_.logger(severity::warning, words()); });
    }
    void give_up_openings() noexcept;
    bool idle() const noexcept {
        return openings_.empty() && sessions_.empty() && leaving_.empty();
    }
    void end_draining_if_done();
    void finish_draining(error_code ec) noexcept;
    protocol::time_point drain_deadline() const noexcept;

    home home_;
    outbound::server_options options_;
    alarm<server_core> alarm_;
    compact_vector<std::shared_ptr<listener>> listeners_;
    compact_vector<std::shared_ptr<const route>> routes_;  ///< shared: a route may add others
    place_list openings_;                                  ///< the oldest first
    place_list sessions_;
    place_list leaving_;  ///< those that never were sessions
    compact_ptr<takers> takers_;
    compact_vector<drainer> drainers_;
    protocol::time_point accept_again_ = protocol::never;  ///< it is looked at then
    protocol::time_point accept_not_before_{};
    std::uint64_t last_number_ = 0;
    bool stopping_ = false;
    outbound::server_usage usage_;
};

template <class Stream>
void server_core::adopt(Stream stream) {
    const auto self = shared_from_this();
    if (stopping_) return turn_away(std::move(stream), "the server has stopped");
    if (sessions_.size() + openings_.size() >= options_.most_sessions)
        return turn_away(std::move(stream), "too many sessions");
    ++usage_.accepted;
    begin(std::move(stream), openings_);
}

template <class Stream>
void server_core::turn_away(Stream stream, std::string_view why) {
    ++usage_.accepted;
    let_go(why);
    begin(std::move(stream), leaving_);
    limit_leaving();
}

template <class Stream>
void server_core::begin(Stream stream, place_list& list) {
    auto over =
        std::make_shared<stream_engine<Stream>>(std::move(stream), options_.session.connection);
    taking t{*over, list, list.insert(list.end(), place{&list, over, alarm_.now()})};
    const place_iterator p = t.p;
    over->when_gone([weak = weak_from_this(), p] {
        if (const auto self = weak.lock()) self->on_gone(p);
    });
    accept_handler opened;
    if (&list == &openings_)
        opened = accept_handler::in_turn(over->completions(),
                                         [self = shared_from_this(), p](error_code ec, session s) {
                                             self->on_opened(p, ec, std::move(s));
                                         });
    t.opening = std::make_shared<session_opening>(over, options_.session);
    p->opening = t.opening;
    t.opening->begin(std::move(opened));
    t.done = true;
}

}  // namespace eslio::detail

#include <eslio/outbound/detail/server_listen.hpp>
#include <eslio/wire/detail/compact_ptr.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/outbound/impl/server_core.ipp>
#endif
