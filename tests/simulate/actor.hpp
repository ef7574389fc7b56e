// A client of the simulation: keeps operations of every kind under way, and checks all that it is
// told.
#pragma once

#include "simulate/hearing.hpp"
#include "simulate/site.hpp"
#include "simulate/stage.hpp"

#include <eslio/channel.hpp>
#include <eslio/client.hpp>
#include <eslio/testing/stream.hpp>

#include <asio/bind_cancellation_slot.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace simulate {

using client = eslio::basic_client<eslio::testing::stream>;

/// How a client ends.
enum class leaving { no, closes, is_destroyed, run_is_cancelled };

class actor final : public audience, public std::enable_shared_from_this<actor> {
public:
    actor(stage& on, site& at, std::size_t number);
    actor(const actor&) = delete;
    actor& operator=(const actor&) = delete;

    void start();

    /// Begins an operation, whichever.
    void act();
    /// Cancels one that is under way.
    void cancel_one();
    /// Messages are not fetched for a while.
    void pause(duration span);
    /// At once, or in a handler.
    void leave(leaving how, bool in_handler);

    bool is_up() const { return fs_ && fs_->is_up(); }
    bool is_leaving() const noexcept { return left_ != leaving::no; }
    bool has_ended() const noexcept { return has_ended_; }
    std::size_t number() const noexcept { return number_; }
    site& at() const noexcept { return at_; }
    std::string state() const;

    /// Nothing new is begun; what depends on calls ends with them.
    void calm_down();
    /// The last events have been heard, and all that has a deadline has ended.
    void finish();
    /// It has ended.
    void judge();

    void fired(const numbered& what) override;
    void busy_until(time_point when) override { busy_until_ = std::max(busy_until_, when); }
    std::uint64_t calm() const override;

private:
    using kind = operation::kind;

    /// A handle on a call, and whether something goes on that may go on only once.
    struct talk {
        explicit talk(eslio::channel c) : call(std::move(c)) {}
        eslio::channel call;
        std::vector<operation_ptr> waits;
        bool collects = false;
        bool receives = false;
    };
    using talk_ptr = std::shared_ptr<talk>;

    operation_ptr begin(kind what);
    void set_due(operation& o, duration timeout) { o.due = on_.time.now() + timeout; }
    void on_end(operation& o, eslio::error_code why);

    /// A handler that takes down the end of an operation, and calls `f`.
    template <class... Values, class F>
    auto ends(const operation_ptr& o, F f) {
        auto slot = o->signal.slot();
        return asio::bind_cancellation_slot(
            slot, [self = shared_from_this(), o, f = std::move(f)](eslio::error_code why,
                                                                   Values... values) mutable {
                self->on_end(*o, why);
                f(why, values...);
                self->leave_if_told();
            });
    }

    eslio::client_options options();
    eslio::connection_options connection_options();
    void on_status(const eslio::client_status& now);
    void on_setup(eslio::client_setup setup);
    void on_sent(std::string_view bytes);
    void tell_bytes(bool sent, std::string_view bytes) const;
    void on_run_ended(eslio::error_code why);
    void leave_if_told();
    void leave_now(leaving how);

    // actor_operations.cpp
    template <class Request>
    void vary(operation& o, Request& request);
    void api();
    void note();
    void job();
    void start_job();
    void collect(const eslio::job& started, operation& of);
    void check_answer(operation& o, std::string_view text);
    void check_job(operation& job, eslio::error_code why);
    void flip(toggle& which, bool by_send);
    void flip_filter();
    void flip_log();
    template <class Begin>
    void change(toggle& which, bool on, Begin begin);
    void wait_for_state();

    // actor_hearing.cpp
    void receive();
    void on_message(const eslio::message& m);
    void on_gap(const eslio::gap& g);
    void on_event(const eslio::event& e);

    // actor_calls.cpp
    void open_talk();
    void talk_on();
    void execute(const talk_ptr& t);
    void wait_for_event(const talk_ptr& t);
    void wait_for_hangup(const talk_ptr& t);
    void collect_digits(const talk_ptr& t);
    void hang_up(const talk_ptr& t);
    void listen(const talk_ptr& t);
    void drop_talk(std::size_t number);

    stage& on_;
    site& at_;
    std::size_t number_;
    std::unique_ptr<client> fs_;
    std::vector<operation_ptr> mine_;
    std::vector<talk_ptr> talks_;
    operation_ptr run_;

    toggle flip_, filter_, log_;
    bool redundant_ = false;  ///< it has two connections
    hearing events_, lines_;
    eslio::message lent_;
    bool filters_ = false;  ///< it has a positive filter, so negative ones may come and go
    bool paused_ = false;
    bool receiving_ = false;
    std::uint64_t last_sequence_ = 0;  ///< of the events of this run, as received
    time_point last_gap_end_{};

    eslio::client_status last_;
    bool was_up_ = false;
    bool calmed_ = false;
    bool initiating_ = false;
    leaving left_ = leaving::no;
    leaving told_to_leave_ = leaving::no;
    bool has_ended_ = false;
    time_point busy_until_{};
    time_point up_since_{};
    std::string line_;  ///< sent, not yet whole
    std::uint64_t last_up_ = 0;
};

}  // namespace simulate
