// A call in one of the five ways to control it, and how an operation on it ended, in words.
#pragma once

#include "support/called.hpp"

#include <eslio/channel/originated.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace test {

/// A handle on an inbound connection, or a session in one of the four modes.
inline constexpr std::array<std::optional<socket_mode>, 5> all_ways{
    std::nullopt, socket_mode::async_full, socket_mode::async_single, socket_mode::static_full,
    socket_mode::static_single};

inline std::string name_of(std::optional<socket_mode> way) {
    return way ? name_of(*way) : "handle";
}

inline std::string in_words(eslio::error_code ec) {
    return ec == eslio::condition::disconnected ? "disconnected" : ec.message();
}
inline std::string in_words(const eslio::execution_result& r) {
    using how = eslio::execution_result::outcome;
    switch (r.how()) {
        case how::completed: return "completed";
        case how::ended: return "ended";
        case how::failed: return "failed " + std::string(r.why());
        case how::hung_up: return "hung up " + std::string(r.cause_text());
        case how::refused: return "refused";
        case how::not_run: return "not run";
        case how::unheard: return "unheard";
        case how::unknown: return "unknown";
    }
    return "";
}
inline std::string in_words(const eslio::reply& r) {
    return r.ok() ? "accepted" : "refused: " + std::string(r.text());
}
inline std::string in_words(const eslio::api_response& r) {
    return "said " + std::string(r.text());
}
inline std::string in_words(const eslio::job_result& r) {
    return "did " + std::string(r.text());
}
inline std::string in_words(const eslio::bridge_result& r) {
    if (r.early()) return "early";
    return r ? "bridged" : "not bridged " + std::string(r.cause_text());
}
inline std::string in_words(const eslio::digits_result& r) {
    if (r) return "digits " + r.digits();
    return "no digits: " + std::string(r.why());
}
inline std::string in_words(const eslio::collected_digits& r) {
    using how = eslio::collected_digits::outcome;
    const std::string ended = r.how() == how::hung_up     ? "hung up"
                              : r.how() == how::timed_out ? "timed out"
                                                          : "digits";
    return r.digits().empty() ? ended : ended + " " + r.digits();
}
inline std::string in_words(const eslio::record_result& r) {
    using by = eslio::record_result::ended_by;
    const std::string ms = std::to_string(r.length().count());
    switch (r.end()) {
        case by::silence: return "recorded " + ms + " until silence";
        case by::key: return "recorded " + ms + " until " + std::string(r.key());
        case by::limit: return "recorded " + ms + " to the limit";
        case by::hang_up: return r ? "recorded " + ms + ", hung up" : "hung up";
        case by::stopped: return "recorded " + ms + ", stopped";
        case by::failure: break;
    }
    return "not recorded " + std::string(r.why());
}
inline std::string in_words(const eslio::unbridge_result& r) {
    const std::string how = r ? "parted " : r.hung_up() ? "hung up " : "not parted ";
    return how + std::string(r.cause_text());
}
inline std::string in_words(const eslio::conference_result& r) {
    if (!r) return "not in it: " + std::string(r.why());
    return r.hung_up() ? "hung up in it" : "left it";
}
inline std::string in_words(const eslio::attended_transfer_result& r) {
    using how = eslio::attended_transfer_result::outcome;
    switch (r.how()) {
        case how::completed: return "transferred";
        case how::handed_over: return "handed over";
        case how::returned: return "returned";
        case how::target_failed: return "target failed " + std::string(r.cause_text());
        case how::party_left: return "party left";
        case how::hung_up: return "hung up";
        case how::not_bridged: return "not bridged";
        case how::failed: break;
    }
    return "failed " + std::string(r.why());
}
inline std::string in_words(const eslio::hangup_info& r) {
    return "hung up " + std::string(r.cause_text());
}
inline std::string in_words(const eslio::event& e) {
    return std::string(e.name());
}
inline std::string in_words(const eslio::wait_result& r) {
    if (!r) return "hung up " + std::string(r.cause_text());
    return r.details().empty() ? "done" : in_words(r.details());
}
inline std::string in_words(const eslio::message& m) {
    return m.as_event() ? in_words(*m.as_event()) : "no event";
}
inline std::string in_words(const eslio::originate_result& r) {
    std::string text(r ? "call: " : "no call: ");
    text.append(to_string(r.outcome()));
    return r.cause_text().empty() ? text : text + " " + r.cause_text();
}
inline std::string in_words(const eslio::call_progress& p) {
    std::string text(p ? "yes" : "no: ");
    if (!p) text.append(to_string(p.outcome()));
    return p.cause_text().empty() ? text : text + " " + p.cause_text();
}
inline std::string in_words(const std::optional<std::string>& value) {
    return value ? "is " + *value : "is not set";
}

/// How often an operation ended, and how.
struct ending {
    int count = 0;
    std::string how;

    /// A handler for any operation.
    auto handler() {
        return [this](eslio::error_code ec, const auto&... result) {
            ++count;
            how = ec ? in_words(ec) : "done";
            if (!ec) ((how = in_words(result)), ...);
        };
    }
};

/// A call that is controlled in one of the ways.
class scene {
public:
    explicit scene(std::optional<socket_mode> way, bool answered = true) : way_(way) {
        if (way) {
            session_.emplace(*way);
            if (answered) session_->run(eslio::app::answer());
            session_->time.settle();
            return;
        }
        inbound_.emplace();
        if (answered) {
            uuid_ = inbound_->call();
        } else {
            inbound_->fake.extension("5000", {{"park", ""}});
            uuid_ = inbound_->fake.call_in(incoming_call().to("5000").uuid("u-1"));
            inbound_->time.settle();
        }
        handle_.emplace(inbound_->fs->link(), uuid_);
        inbound_->time.settle();
    }

    std::optional<socket_mode> way() const { return way_; }
    const std::string& uuid() const { return uuid_; }
    switched& world() {
        return way_ ? static_cast<switched&>(*session_) : static_cast<switched&>(*inbound_);
    }
    eslio::testing::fake_switch& fake() { return world().fake; }
    eslio::testing::driven_time& time() { return world().time; }
    eslio::channel& call() { return way_ ? session_->s : *handle_; }

    /// Hands over the connection that the call is controlled by: a session, or that of the handle.
    template <class F>
    void on_own_connection(F f) {
        if (way_)
            f(session_->s);
        else
            f(*inbound_->fs);
    }

    /// Sends a command over it.
    void say(const eslio::command& c) {
        on_own_connection([&](auto& fs) { fs.async_send(c, [](auto...) {}); });
        time().settle();
    }

    /// A filter of the user's that no event passes by which operations end.
    void filter() { say(eslio::cmd::filter("Event-Name", "HEARTBEAT")); }

    /// Of a session.
    eslio::outbound::session& session() { return session_->s; }
    /// Of a handle.
    connection& link() { return *inbound_->fs; }

private:
    std::optional<socket_mode> way_;
    std::string uuid_ = "u-1";
    std::optional<connected> inbound_;
    std::optional<eslio::channel> handle_;
    std::optional<called> session_;
};

/// Of an operation that ends in the same way in all of them.
constexpr std::array<const char*, 5> in_each_way(const char* how) {
    return {how, how, how, how, how};
}

/// What a mode without `full` says to what it does not allow.
inline constexpr const char* not_allowed =
    "FreeSWITCH does not allow it on this connection (a session may need 'full')";

/// An operation, and how it ends in each of the ways, in their order.
struct operation {
    const char* what;
    std::function<void(scene&, ending&)> begin;
    std::array<const char*, 5> ends;
};

/// The call hangs up in the middle, soon and a little later: the operation ends once, with a
/// result.
inline void check_cut(const char* what, const std::function<void(scene&, ending&)>& begin) {
    using std::chrono::milliseconds;
    for (const auto way : all_ways)
        for (const milliseconds after : {milliseconds(0), milliseconds(1), milliseconds(700)}) {
            INFO(what << ", " << name_of(way) << ", " << after.count() << " ms");
            scene s(way);
            ending e;
            begin(s, e);
            s.time().advance(after);
            s.fake().hang_up(s.uuid(), "USER_BUSY");
            s.time().advance(std::chrono::minutes(1));
            CHECK(e.count == 1);
            CHECK(e.how != "disconnected");
            CHECK(e.how != "timed out");
            CHECK(s.call().outstanding() == 0);
        }
}

/// What only a connection has: of a handle its own one.
template <class F>
auto on_connection(F f) {
    return [f](scene& s, ending& e) {
        if (s.way())
            f(s.session(), e);
        else
            f(s.link(), e);
    };
}

}  // namespace test
