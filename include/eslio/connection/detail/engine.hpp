// The shell around the protocol floor: it reads, writes, waits, and obeys. Knows no stream type.
#pragma once

#include <eslio/command/listen.hpp>
#include <eslio/command/login.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/built_for.hpp>
#include <eslio/connection/detail/completion_queue.hpp>
#include <eslio/connection/detail/home.hpp>
#include <eslio/connection/detail/idle_duties.hpp>
#include <eslio/connection/detail/input.hpp>
#include <eslio/connection/detail/lasting_link.hpp>
#include <eslio/connection/detail/mailbox.hpp>
#include <eslio/connection/detail/outgoing.hpp>
#include <eslio/connection/detail/reading.hpp>
#include <eslio/connection/detail/registry.hpp>
#include <eslio/connection/detail/waker.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/connection/link.hpp>
#include <eslio/connection/options.hpp>
#include <eslio/event/format.hpp>
#include <eslio/protocol/command_exchange.hpp>
#include <eslio/protocol/connection_life.hpp>
#include <eslio/protocol/job_table.hpp>
#include <eslio/protocol/login_exchange.hpp>
#include <eslio/protocol/queue_doubt.hpp>
#include <eslio/protocol/wanted.hpp>
#include <eslio/wire/detail/compact_ptr.hpp>
#include <eslio/wire/frame_parser.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/cancellation_type.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::detail {

/// Everything of a connection but its stream: obeys what `protocol::connection_life` and
/// `protocol::command_exchange` say, reads into an `input`, and hands out from a `mailbox`.
/// Handlers run after its work, never inside it. Used on one executor at a time.
///
/// A `generation` tells connections made with it apart: what the stream of a former one still
/// reports is ignored.
class engine : public link, public handler_holder, public std::enable_shared_from_this<engine> {
public:
    using open_handler = any_handler<void(error_code)>;
    using executor_type = asio::any_io_executor;
    using message_handler = mailbox::message_handler;
    using lent_handler = mailbox::lent_handler;
    using state = protocol::connection_life::state;
    using exchange_type = protocol::command_exchange<reply_handler, job_handler>;

    /// The operations that can be cancelled.
    enum class operation { open, command, job, receive, exit };

    engine(const asio::any_io_executor& executor, connection_options options, this_build);
    engine(const engine&) = delete;
    engine& operator=(const engine&) = delete;
    ESLIO_DECL virtual ~engine();

    // What a connection asks for. Each handler is completed exactly once.
    std::uint64_t open(const credentials* who, open_handler& handler);
    ESLIO_DECL std::uint64_t submit_command(command&& c, reply_handler& handler) override;
    std::vector<std::uint64_t> submit_all(std::vector<command> commands, reply_handler handler);
    ESLIO_DECL std::uint64_t submit_job(const api_request& request, job_handler& handler) override;
    std::uint64_t start_job(const api_request& request, std::string uuid, reply_handler& handler);
    std::uint64_t collect_job(const std::string& uuid, job_handler& handler);
    std::uint64_t receive(message_handler& handler);
    std::uint64_t receive_for(message_handler& handler, environment::duration at_most);
    std::uint64_t receive_into(message& lent, lent_handler& handler);
    /// Takes no more frames of what has been read than it needs for a message.
    bool try_receive(message& out);
    std::uint64_t exit(open_handler& handler);
    void close(error_code why) noexcept;
    /// When the open connection is closed, by whomever, these commands are still written, as long
    /// as FreeSWITCH listens. The last is to be `exit`: the stream is closed when FreeSWITCH has
    /// ended it, or after `at_most`. Without commands it is closed at once, as by default.
    void set_farewell(std::string commands, environment::duration at_most);
    /// The farewell, if there is one, is not said: when closed before then, the stream stays open
    /// until then.
    void stay_silently_until(environment::time_point when) noexcept;
    /// What is said from now on waits in line until then, or until `release_output`. A connection
    /// that is closed meanwhile drops it, as what is unwritten ever is.
    void hold_output_until(environment::time_point when) noexcept;
    void release_output();
    bool holds_output() const noexcept { return life_.holds_output(); }

    // ---- a link that outlives its connections --------------------------------------------------

    /// Once, before anything else: what is submitted waits for a connection, and each that ends is
    /// followed by another, which the keeper opens, until `close_for_good`.
    void outlive(std::weak_ptr<link_keeper> keeper, bool keeps_unsent);
    void close_for_good(error_code why) noexcept;
    bool is_first() const noexcept { return lasting_link_ && lasting_link_->is_first(); }
    /// A command of the set-up; an ordinary one if that is over.
    std::uint64_t submit_setup(command&& c, reply_handler& handler);
    void end_setup() noexcept;
    const protocol::job_table<job_handler>& jobs() const noexcept { return borrowed_.jobs; }
    void lose_job(std::uint64_t number) {
        if (exchange_) exchange_->lose_job(number);
    }
    lasting_link& lasting() const noexcept { return *lasting_link_; }
    /// Of a command's number: the one in this connection's line.
    std::uint64_t in_line(std::uint64_t number) const noexcept {
        return is_first() ? lasting_link_->pair->in_line(number) : number;
    }

    // ---- one of two connections, for their pair ------------------------------------------------

    /// Null if it is neither open nor interrupted.
    exchange_type* exchange() noexcept { return exchange_ ? &*exchange_ : nullptr; }
    protocol::wanted& wanted() noexcept { return borrowed_.wanted; }
    /// From now on both have one line of completions.
    void share_completions_of(const engine& other) { completions_ = other.completions_; }
    bool is_calling_out() const noexcept { return reading_.calling_out; }
    /// Who waits for a message gets its turn, before who is told next.
    void deliver_messages() { mailbox_.deliver(); }
    /// See `reading_state::call_out`; and what has to be done after that, when it is not reading.
    template <class F>
    error_code call_out(F f) {
        return reading_.call_out(std::move(f));
    }
    void end_call_out(error_code why);
    void ask(const event_types& types, reply_handler& answered);
    void take_leases_of(const engine& other);
    void tell_missing() noexcept;

    /// Called once, when the stream has been closed.
    void when_gone(std::function<void()> f) { when_gone_ = std::move(f); }
    /// Closes the stream now, whatever is still to be said.
    void cut(error_code why) noexcept;
    void cancel(operation what, std::uint64_t number, asio::cancellation_type_t type);
    /// Of what `submit_all` gave the numbers: total cancellation takes all back, or none.
    void cancel_all(const std::vector<std::uint64_t>& numbers, asio::cancellation_type_t type);
    ESLIO_DECL void cancel_command(std::uint64_t number, asio::cancellation_type_t type) override;
    ESLIO_DECL void cancel_job(std::uint64_t number, asio::cancellation_type_t type) override;
    ESLIO_DECL bool take_back_job(std::uint64_t number) override;
    ESLIO_DECL event_lease need_events(const event_types& types) override;
    ESLIO_DECL void always_need_events(const event_types& types) override;
    ESLIO_DECL void end_need(std::uint64_t number) noexcept override;
    /// Outbound, without `full`: see `protocol::subscription_state::rely_on_myevents`.
    void rely_on_myevents(const event_types& needed) noexcept {
        if (exchange_) exchange_->heard().rely_on_myevents(needed);
    }
    ESLIO_DECL error_code hear_also(std::string_view header, std::string_view uuid,
                                    event_lease& held) override;
    bool hides_events() const noexcept override {
        return exchange_ && exchange_->heard().hides_events();
    }
    /// Outbound, with `full`, before anything else is heard: see
    /// `protocol::subscription_state::hear_only`.
    void hear_only(std::string_view uuid, format type, const event_types& needed,
                   environment::time_point deadline, reply_handler& answered);
    ESLIO_DECL void watch(std::weak_ptr<link_watcher> watcher) override;

    ESLIO_DECL route_id add_route(std::string unique_id, protocol::route_table::consumer c,
                                  protocol::route_table::listener emptied = {}) override;
    ESLIO_DECL route_id add_leg_route(std::string unique_id,
                                      protocol::route_table::consumer c) override;
    void remove_route(route_id id) override { borrowed_.routes.remove(id); }
    const home& where() const noexcept final { return completions_->where(); }
    error_code link_state() const noexcept override { return life_.admission(); }

    executor_type get_executor() const noexcept { return where().executor(); }
    completion_queue& completions() const noexcept override { return *completions_; }
    state current_state() const noexcept { return life_.current(); }
    error_code reason() const noexcept { return life_.reason(); }
    /// FreeSWITCH ended the connection, or is about to, as it does when a call is over: not
    /// because it shuts down, or because this side did not read (mod_event_socket: kill_listener).
    bool said_orderly_goodbye() const noexcept {
        return exchange_ ? exchange_->said_orderly_goodbye() : life_.ended_orderly();
    }
    const reply& login_answer() const noexcept { return opening_.answer; }
    connection_usage usage() const noexcept;
    const connection_options& options() const noexcept { return options_; }
    environment::time_point now() const { return waker_.now(); }
    /// Its own, or one of no job that is waited for.
    std::string uuid_for(const api_request& request);

    ESLIO_DECL void drop_handlers() noexcept override;

    /// Of a receive whose handler runs on this executor: see `mailbox`.
    void begin_fetch() noexcept { mailbox_.begin_fetch(); }
    void begin_fetch_handler() noexcept { mailbox_.begin_fetch_handler(); }
    void end_fetch_handler() noexcept {
        if (mailbox_.end_fetch_handler()) read_more();
    }

protected:
    // What the stream does. The results come to `on_read` and `on_written` with `generation`.
    virtual void start_read(char* room, std::size_t size, std::uint64_t generation) = 0;
    /// Whether it can wait until something can be read, and then read at once: then a quiet
    /// connection needs no buffer. If so, `on_ready` is called after `start_wait`.
    virtual bool can_wait() const noexcept = 0;
    virtual void start_wait(std::uint64_t generation) = 0;
    virtual std::size_t read_now(char* room, std::size_t size, error_code& ec) = 0;
    virtual void start_write(std::string_view bytes, std::uint64_t generation) = 0;
    virtual void close_stream() noexcept = 0;

    void on_read(const error_code& ec, std::size_t size, std::uint64_t generation);
    void on_ready(const error_code& ec, std::size_t, std::uint64_t generation);
    void on_written(const error_code& ec, std::size_t size, std::uint64_t generation);

    /// Begins opening; false if it is over already. The stream is to be made ready before
    /// `deadline`, then `on_stream_ready`.
    bool begin_opening(open_handler& handler, const credentials* who);
    void on_stream_ready(std::uint64_t generation);
    void set_phase_deadline(environment::duration wait, error why);
    void fail_opening(error_code why, std::uint64_t generation) {
        if (is_current(generation)) close(why);
    }
    /// Whether that opening goes on. What it waited for may have come after its deadline: then it
    /// ends with that, whichever handler runs first.
    bool goes_on(std::uint64_t generation) {
        if (is_current(generation)) expire_life(waker_.now());
        return is_current(generation);
    }
    std::uint64_t generation() const noexcept { return life_.generation(); }
    void log(severity s, std::string_view line) const { options_.logger(s, line); }

private:
    friend waker;
    using time_point = environment::time_point;

    static constexpr std::size_t enough_to_write = std::size_t{64} << 10;
    static constexpr std::size_t quiet_write = 4096;  ///< kept when all is written
    /// After a failed write, reading goes on for so long.
    static constexpr std::chrono::seconds last_words{1};

    struct reading_turn final : reading_state {
        using reading_state::reading_state;
        ESLIO_DECL void run() override;
    };
    struct opening_state {
        open_handler handler;
        std::optional<protocol::login_exchange> login;
        reply answer;  ///< to the last login
    };
    struct exit_state {
        open_handler handler;
        std::uint64_t command = 0;  ///< in the line
    };

    /// What a connection borrows: it outlives that.
    struct borrowed_state {
        protocol::route_table routes;
        protocol::job_table<job_handler> jobs;
        protocol::wanted wanted;
    };

    bool is_current(std::uint64_t generation) const noexcept {
        return generation == life_.generation();
    }
    /// When an operation that begins now has to end. False if it has no time left to be written.
    bool set_deadline(time_point& when, std::optional<environment::duration> own,
                      environment::duration usual) const;

    // Operations: why no command can be submitted, if so.
    error_code admission() const noexcept {
        const error_code why = life_.admission();
        const bool refuses = lasting_link_ && !lasting_link_->keeps_unsent;
        return !why && refuses && !life_.is(state::open) ? make_error_code(error::not_connected)
                                                         : why;
    }
    reply_handler watch_for_refusal(const event_types& types);
    void ask_for(const event_types& types);
    event_lease lease_of(protocol::subscription_state::lease held);
    std::uint64_t submit_plainly(command&& c, reply_handler& handler);
    void submitted(time_point deadline);
    std::string new_uuid();
    void cancel_exit(bool harmless_only);
    /// It waits in the line of commands, to be taken back if need be.
    bool exit_unwritten() const noexcept {
        return exchange_ && exchange_->is_waiting(exit_.command) &&
               !exchange_->is_written(exit_.command);
    }

    // Reading.
    void read_more() noexcept;
    void begin_read();
    void defer_or_read();
    void remind_of_reading();
    void on_reminder();
    void on_bytes(const error_code& ec, std::size_t size);
    void go_on_reading(bool for_message);
    void take_frames(bool for_message);
    bool has_unread() const noexcept {
        return reading_.generation != 0 && is_current(reading_.generation);
    }
    void wait_for_turn() noexcept;
    bool take_frame(error_code& why);
    void trace_read(std::size_t size);
    void finish_reading(error_code why);
    error_code process_login(bool& more);
    void keep_refusal(wire::frame f);
    void finish_login();
    void trace(direction d, std::string_view bytes) const noexcept {
        const completion_queue::step of_user(*completions_, false);
        without_throwing([&] { options_.trace(d, bytes); });
    }

    // Writing.
    void flush();
    void write_more();
    void write_rest();

    // Time.
    void arm_timer();
    void wake_by(time_point when);
    /// Reading changes two deadlines: of an answer that FreeSWITCH owes, of the need of results.
    bool timer_is_stale() const noexcept {
        return life_.debt().differs(owed()) || exchange_->holds_idle_lease();
    }
    void end_job_lease();
    void on_timer();
    void end_what_is_due(time_point now);
    void end_unneeded(time_point now) noexcept;
    void do_idle_duties(time_point now);
    void begin_nudging();
    void nudge(time_point now);
    void expire_life(time_point now);

    // A link that outlives its connections.
    void begin_exchange();
    std::uint64_t owed() const noexcept {
        return is_restoring() ? lasting_link_->restoration->owed() : exchange_->owed();
    }
    bool is_restoring() const noexcept { return lasting_link_ && lasting_link_->restoration; }
    void begin_restoring();
    error_code on_lasting_frame(const wire::frame& f);
    void flush_restoration();
    void tell_gap();
    void tell_restored() noexcept;
    error_code note_state();
    error_code put_in_setup(command&& c, reply_handler& handler, time_point deadline,
                            std::uint64_t& number);
    error_code submit_for_both(command&& c, reply_handler& handler, time_point deadline,
                               std::uint64_t& number);
    void end_restoring();
    void drop_restoration();
    bool cancel_setup(std::uint64_t number, bool harmless_only);
    void interrupt(error_code why) noexcept;

    // The end.
    void begin_parting() noexcept;
    void forget_farewell() noexcept {
        out_.forget_farewell();
        life_.forget_farewell();
    }
    void leave() noexcept;
    void end_stream() noexcept;
    void tell_gone() noexcept {
        if (when_gone_) without_throwing(std::exchange(when_gone_, nullptr));
    }

    std::shared_ptr<completion_queue> completions_;
    connection_options options_;
    waker waker_;
    protocol::connection_life life_;
    mailbox mailbox_;
    borrowed_state borrowed_;
    std::optional<exchange_type> exchange_;  ///< while it is open, or interrupted
    opening_state opening_;
    exit_state exit_;
    input input_;
    reading_turn reading_{*this};
    outgoing out_;
    registry<link_watcher> watchers_;
    connection_traffic usage_;
    std::uint64_t late_replies_ = 0;
    compact_ptr<idle_duties> idle_;  ///< if there are any
    std::function<void()> when_gone_;
    compact_ptr<lasting_link> lasting_link_;  ///< if it outlives its connections
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/engine.ipp>
#include <eslio/connection/impl/engine_lasting.ipp>
#include <eslio/connection/impl/engine_operations.ipp>
#include <eslio/connection/impl/engine_parting.ipp>
#include <eslio/connection/impl/engine_read.ipp>
#include <eslio/connection/impl/engine_run.ipp>
#include <eslio/connection/impl/waker.ipp>
#endif
