// The bodies of the functions of esl_core.hpp.
#pragma once

#include <eslio/connection.hpp>
#include <eslio/connection/any_connection.hpp>
#include <eslio/connection/detail/tcp_watch.hpp>
#include <eslio/connection/options.hpp>
#include <eslio/error.hpp>
#include <eslio/esl_oop/detail/esl_core.hpp>
#include <eslio/esl_oop/limits.hpp>
#include <eslio/esl_oop/log.hpp>
#include <eslio/event/detail/text.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/wire/header_block.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/local/stream_protocol.hpp>
#include <asio/post.hpp>

#include <cstddef>
#include <limits>
#include <string>
#include <utility>

namespace eslio::detail {

/// libesl waits for an answer as long as it takes. No command is refused because of others: see
/// `esl_outbox`.
inline connection_options esl_options() {
    constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();
    connection_options o;
    o.command_timeout = {};
    o.accept_unasked_replies = true;
    o.guard_myevents = false;
    o.command_limits = {no_limit, no_limit / 2};
    o.frame_limits.headers = esl::most_event_headers;
    return o;
}

/// The socket says itself of what kind it is.
inline any_connection esl_stream(const asio::any_io_executor& executor, int descriptor) {
    asio::ip::tcp::socket socket(executor);
    error_code ec;
    socket.assign(asio::ip::tcp::v4(), descriptor, ec);
    const auto peer = ec ? asio::ip::tcp::endpoint() : socket.local_endpoint(ec);
#if defined(ASIO_HAS_LOCAL_SOCKETS)
    if (!ec && peer.data()->sa_family == AF_UNIX) {
        asio::local::stream_protocol::socket local(executor);
        local.assign(asio::local::stream_protocol(), socket.release(), ec);
        return any_connection(basic_connection<asio::local::stream_protocol::socket>(
            std::move(local), esl_options()));
    }
#endif
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    watch_peer(socket);
    return any_connection(connection(std::move(socket), esl_options()));
}

/// An answer to a command, as libesl shows it. Texts that FreeSWITCH does not code are as they
/// came.
inline esl_content esl_answer(const reply& r) {
    if (r.data() != nullptr) {
        esl_content c = esl_content::socket_data();
        for (const event_header h : r.data()->headers()) {
            if (!h.is_array()) c.add(esl_place::bottom, h.name(), h.value());
            for (std::size_t i = 0; h.is_array() && i < h.size(); ++i)
                c.add(esl_place::push, h.name(), h[i]);
        }
        return c;
    }
    if (r.has_body()) {
        esl_content c = esl_content::socket_data("api/response");
        c.body.emplace(r.silent() ? no_output : r.body());
        c.add(esl_place::bottom, "Content-Length", std::to_string(c.body->size()));
        return c;
    }
    esl_content c = esl_content::socket_data();
    for (const wire::header_line line : wire::header_block(r.headers()))
        c.add(esl_place::bottom, line.name, line.value);
    if (c.all.size() == 1) {
        c.add(esl_place::bottom, "Content-Type", "command/reply");
        c.add(esl_place::bottom, "Reply-Text", r.text());
    }
    return c;
}

inline esl_content esl_packet(const packet& p) {
    esl_content c = esl_content::socket_data();
    for (const event_header h : p.headers()) c.add(esl_place::bottom, h.name(), h.value());
    if (!p.body().empty()) c.body.emplace(p.body());
    return c;
}

inline esl_content esl_raw(const raw_packet& p) {
    esl_content c = esl_packet(p);
    if (p.problem()) c.add(esl_place::bottom, esl::problem_header, p.problem().message());
    return c;
}

/// In the place of one whose text was not kept.
inline esl_content esl_unkept_answer() {
    esl_content c = esl_content::socket_data("command/reply");
    c.add(esl_place::bottom, "Reply-Text",
          std::string(esl::answer_not_kept)
              .append(": too many were waiting to be received; FreeSWITCH's text is not known"));
    return c;
}

inline esl_content esl_gap(const gap& g) {
    esl_content c = esl_content::socket_data("eslio/gap");
    c.add(esl_place::bottom, "Messages-Lost", std::to_string(g.lost()));
    return c;
}

/// Nothing of FreeSWITCH's goodbye (esl.c: esl_recv_event takes it for the end).
inline std::optional<esl_content> esl_received(const esl_item& item) {
    if (item.answer) return esl_answer(*item.answer);
    if (item.is_unkept_answer) return esl_unkept_answer();
    if (const event* const e = item.told.as_event()) return esl_content::of(*e);
    if (const gap* const g = item.told.as_gap()) return esl_gap(*g);
    if (const disconnect_notice* const n = item.told.as_notice())
        return n->is_linger() || n->body().empty() ? std::optional(esl_packet(*n)) : std::nullopt;
    if (const log_record* const r = item.told.as_log()) return esl_packet(*r);
    if (const raw_packet* const p = item.told.as_raw()) return esl_raw(*p);
    return esl_packet(*item.told.as_rejection());
}

ESLIO_DECL esl_core::esl_core(login where)
    : thread_(std::make_shared<blocking::io_thread>()),
      signal_(thread_->context()),
      fs_(thread_, esl_options()) {
    error_code ec;
    fs_.connect(std::move(where), ec);
    attach(ec);
}

ESLIO_DECL esl_core::esl_core(int socket)
    : thread_(std::make_shared<blocking::io_thread>()),
      signal_(thread_->context()),
      fs_(thread_, [socket](const asio::any_io_executor& executor) {
          return esl_stream(executor, socket);
      }) {
    error_code ec;
    fs_.attach(ec);
    attach(ec);
    if (connected_) info_ = ask(command("connect"));
    if (!info_) disconnect();
}

ESLIO_DECL void esl_core::attach(error_code ec) {
    connected_ = !ec;
    all_given_ = !connected_;
    if (ec) esl::log(esl::log_severity::error, "not connected: " + ec.message());
    const auto begin = [this](auto&& handler) {
        inbox_ = std::make_shared<esl_inbox>(fs_.async(), [this](esl_inbox::batch more) {
            const std::lock_guard<std::mutex> lock(mutex_);
            for (esl_item& one : more) ready_.push_back(std::move(one));
            signal_.set();
        });
        inbox_->start();
        outbox_ = std::make_shared<esl_outbox>(
            fs_.async(), [inbox = inbox_](reply r) { inbox->keep(std::move(r)); });
        handler(error_code(), true);
    };
    fs_.wait<bool>(begin, ec);
}

ESLIO_DECL esl_core::~esl_core() {
    disconnect();
    error_code ignored;
    const auto leave = [this](auto&& handler) {
        outbox_->leave();
        inbox_->leave();
        handler(error_code(), true);
    };
    if (outbox_) fs_.wait<bool>(leave, ignored);
}

ESLIO_DECL void esl_core::note_end(error_code ec) {
    if (!connected_.exchange(false)) return;
    esl::log(esl::log_severity::info, "disconnected: " + ec.message());
    const std::lock_guard<std::mutex> lock(mutex_);
    signal_.set();
}

/// Nothing more is received.
ESLIO_DECL void esl_core::note_last(error_code ec) {
    all_given_ = true;
    note_end(ec);
    const std::lock_guard<std::mutex> lock(mutex_);
    signal_.set();
}

/// In the form in which FreeSWITCH would refuse it: what an API command prints is a body.
inline esl_content esl_refusal(const std::string& why, bool of_api) {
    esl_content refused = esl_content::socket_data(of_api ? "api/response" : "command/reply");
    if (of_api) {
        refused.body.emplace("-ERR " + why + "\n");
        refused.add(esl_place::bottom, "Content-Length", std::to_string(refused.body->size()));
    }
    refused.add(esl_place::bottom, "Reply-Text", "-ERR " + why);
    esl::log(esl::log_severity::error, why);
    return refused;
}

ESLIO_DECL std::optional<esl_content> esl_core::ask(command c, bool is_api) {
    if (!connected_) return std::nullopt;
    if (c.error()) return esl_refusal(c.why(), is_api);
    if (esl::logs(esl::log_severity::debug))
        esl::log(esl::log_severity::debug, "SEND\n" + c.shown());
    error_code ec;
    const reply r = fs_.send(std::move(c), ec);
    if (ec) {
        if (fs_.is_open())
            esl::log(esl::log_severity::error, ec.message());
        else
            note_end(ec);
        return std::nullopt;
    }
    return esl_answer(r);
}

ESLIO_DECL bool esl_core::send(command c) {
    if (!connected_) return false;
    if (c.error()) {
        esl::log(esl::log_severity::error, c.why());
        return false;
    }
    if (esl::logs(esl::log_severity::debug))
        esl::log(esl::log_severity::debug, "SEND\n" + c.shown());
    error_code ec;
    const auto begin = [this, c = std::move(c)](auto&& handler) mutable {
        outbox_->send(std::move(c), std::forward<decltype(handler)>(handler));
    };
    fs_.wait<bool>(std::move(begin), ec);
    if (!ec) return true;
    fs_.close();  // it may have been want of memory
    note_end(ec);
    return false;
}

/// What came last is told before the end, also when another call has found that first.
ESLIO_DECL std::optional<esl_content> esl_core::receive(std::optional<duration> at_most) {
    const auto begun = std::chrono::steady_clock::now();
    if (!inbox_ || all_given_) return std::nullopt;
    std::optional<esl_content> next = take();
    std::optional<duration> left = at_most;
    while (!next && !all_given_ && (!left || *left > duration::zero()) && fill(left)) {
        next = take();
        if (left) left = *at_most - (std::chrono::steady_clock::now() - begun);
    }
    return next;
}

/// Of several threads one may take what another one has waited for: then that one waits again.
/// False if there is no use in it.
ESLIO_DECL bool esl_core::fill(std::optional<duration> at_most) {
    error_code ec;
    const auto begin = [this](auto&& handler) {
        inbox_->next(std::forward<decltype(handler)>(handler));
    };
    if (at_most)
        fs_.wait<bool>(begin, *at_most, ec);
    else
        fs_.wait<bool>(begin, ec);
    if (!ec) return true;
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (!ready_.empty()) return true;
    }
    if (ec == error::timeout) return false;
    fs_.close();  // it may have been want of memory
    note_last(ec);
    return false;
}

ESLIO_DECL std::optional<esl_content> esl_core::take() {
    esl_item item;
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (ready_.empty()) return std::nullopt;
        item = std::move(ready_.front());
        ready_.pop_front();
        if (ready_.empty()) rearm();
    }
    std::optional<esl_content> c = esl_received(item);
    if (!c) note_last(make_error_code(error::disconnected));
    if (c && esl::logs(esl::log_severity::debug))
        esl::log(esl::log_severity::debug, "RECV\n" + write_esl_text(*c));
    return c;
}

/// Under the mutex. The descriptor is readable again when there is more.
ESLIO_DECL void esl_core::rearm() {
    if (!signal_.is_made()) return;
    signal_.clear();
    asio::post(fs_.async().get_executor(), [this, inbox = inbox_] {
        inbox->watch([this] {
            const std::lock_guard<std::mutex> lock(mutex_);
            signal_.set();
        });
    });
}

ESLIO_DECL int esl_core::descriptor() {
    if (all_given_) return -1;
    const std::lock_guard<std::mutex> lock(mutex_);
    const bool was_made = signal_.is_made();
    const int d = signal_.descriptor();
    if (d < 0 || was_made) return d;
    if (ready_.empty())
        rearm();
    else
        signal_.set();
    return d;
}

ESLIO_DECL bool esl_core::disconnect() {
    error_code ec;
    const auto flush = [this](auto&& handler) {
        outbox_->flush(std::forward<decltype(handler)>(handler));
    };
    const bool all_written = !outbox_ || fs_.wait<bool>(flush, ec);
    if (!all_written)
        esl::log(esl::log_severity::warning, "disconnected before the peer took all that was sent");
    fs_.close();
    note_last(make_error_code(error::closed));
    return all_written;
}

}  // namespace eslio::detail
