// An exchange with its queue and routes, fed through the frame parser in pieces of any size.
#pragma once

#include "protocol/waiters.hpp"
#include "support/random_event.hpp"

#include <eslio/protocol/command_exchange.hpp>
#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

using eslio::protocol::never;
using eslio::protocol::time_point;
using namespace std::chrono_literals;

inline constexpr time_point start{1000s};

inline std::string reply_packet(std::string_view text, std::string_view more = {}) {
    return "Content-Type: command/reply\nReply-Text: " + std::string(text) + "\n" +
           std::string(more) + "\n";
}

inline std::string body_packet(std::string_view type, std::string_view body) {
    return "Content-Length: " + std::to_string(body.size()) +
           "\nContent-Type: " + std::string(type) + "\n\n" + std::string(body);
}

inline std::string api_packet(std::string_view body) {
    return body_packet("api/response", body);
}

inline std::string event_packet(std::string_view headers, std::string_view body = {}) {
    std::string inner(headers);
    if (!body.empty()) inner += "Content-Length: " + std::to_string(body.size()) + "\n";
    return body_packet("text/event-plain", inner + "\n" + std::string(body));
}

inline std::string job_packet(std::string_view uuid, std::string_view body) {
    return event_packet("Event-Name: BACKGROUND_JOB\nJob-UUID: " + std::string(uuid) + "\n", body);
}

inline std::string job_reply(std::string_view uuid) {
    const std::string id(uuid);
    return reply_packet("+OK Job-UUID: " + id, "Job-UUID: " + id + "\n");
}

inline const std::string goodbye =
    "Content-Type: text/disconnect-notice\nContent-Length: 4\n\nbye\n";

/// What the user gets, one line each.
inline std::string text_of(const eslio::message& m) {
    if (const auto* e = m.as_event()) return "event " + std::string(e->name());
    if (const auto* l = m.as_log()) return "log " + std::string(l->text());
    if (const auto* n = m.as_notice()) return "notice " + std::string(n->text());
    if (const auto* g = m.as_gap()) return "gap " + std::to_string(g->lost());
    if (m.as_rejection()) return "rejection";
    const auto* r = m.as_raw();
    return "raw " + std::string(r->content_type()) + (r->problem() ? " !" : "");
}

struct conversation {
    using exchange_type = eslio::protocol::command_exchange<waiter, waiter>;

    explicit conversation(eslio::event_queue_limits queue = {},
                          eslio::protocol::command_limits commands = {}, std::uint64_t seed = 1)
        : limits(commands),
          messages(queue),
          exchange(messages, routes, jobs, wanted, limits),
          random(seed) {}

    /// Submits a raw command.
    ending& say(std::string_view line, time_point deadline = never) {
        return say(eslio::command(line), deadline);
    }
    ending& say(eslio::command c, time_point deadline = never) {
        ending& e = endings.emplace_back();
        waiter w(e);
        refusal = exchange.submit(std::move(c), w, deadline, number);
        return e;
    }

    /// Starts a job and waits for its result.
    ending& job(std::string_view uuid, time_point deadline = never,
                std::string_view text = "status") {
        ending& e = endings.emplace_back();
        waiter w(e);
        refusal = exchange.submit_job(text, std::string(uuid), w, deadline, number);
        return e;
    }

    /// Starts a job whose result is collected later.
    ending& start_job(std::string_view uuid, time_point reply_deadline = never,
                      time_point deadline = never, std::string_view text = "status") {
        ending& e = endings.emplace_back();
        waiter w(e);
        refusal = exchange.start_job(text, std::string(uuid), w, reply_deadline, deadline, number);
        return e;
    }

    /// Waits for the result of a job that was started.
    ending& collect(std::string_view uuid) {
        ending& e = endings.emplace_back();
        waiter w(e);
        eslio::job_result result;
        const auto what = exchange.jobs().collect(uuid, w, result, number);
        if (what == eslio::protocol::job_table<waiter>::collected::ready)
            w.complete(eslio::error_code(), std::move(result));
        return e;
    }

    std::string written(std::size_t enough = 1'000'000) {
        std::string out;
        secrets.clear();
        exchange.write(out, enough, secrets);
        return out;
    }

    /// FreeSWITCH's bytes arrive in random pieces. Returns the first error.
    eslio::error_code hear(std::string_view bytes) {
        while (!bytes.empty()) {
            const std::size_t most = random.one_in(3) ? bytes.size() : 1 + random.below(40);
            const std::size_t n = std::min(most, bytes.size());
            in.append(bytes.substr(0, n));
            bytes.remove_prefix(n);
            eslio::wire::frame f;
            for (;;) {
                const auto status = parser.next(in, f);
                if (status == eslio::wire::parse_status::failed) return parser.failure();
                if (status == eslio::wire::parse_status::need_more) break;
                if (const auto why = exchange.on_frame(f)) return why;
            }
        }
        return {};
    }

    /// What the user gets, one line each.
    std::string received() {
        std::string all;
        for (eslio::message m; messages.pop(m);) all += text_of(m) + "\n";
        return all;
    }

    void drain() { exchange.drain(); }

    eslio::protocol::command_limits limits;
    eslio::protocol::event_queue messages;
    eslio::protocol::route_table routes;
    eslio::protocol::job_table<waiter> jobs;
    eslio::protocol::wanted wanted;
    exchange_type exchange;
    eslio::wire::read_buffer in;
    eslio::wire::frame_parser parser;
    support::random_source random;
    std::list<ending> endings;
    eslio::error_code refusal;  ///< of the last submission
    std::uint64_t number = 0;   ///< of the last submission
    eslio::detail::compact_vector<eslio::protocol::secret_part>
        secrets;  ///< in what was written last
};

}  // namespace test
