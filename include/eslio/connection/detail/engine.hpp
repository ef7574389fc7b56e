// The shell around the protocol floor: it reads, writes, waits, and obeys. Knows no stream type.
#pragma once

#include <eslio/command/listen.hpp>
#include <eslio/command/login.hpp>
#include <eslio/command/subscription.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/built_for.hpp>
#include <eslio/connection/detail/completion_queue.hpp>
#include <eslio/connection/detail/home.hpp>
#include <eslio/connection/detail/outgoing.hpp>
#include <eslio/connection/detail/registry.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/connection/link.hpp>
#include <eslio/connection/options.hpp>
#include <eslio/event/format.hpp>
#include <eslio/protocol/dialog.hpp>
#include <eslio/protocol/job_table.hpp>
#include <eslio/protocol/login_dialog.hpp>
#include <eslio/protocol/queue_doubt.hpp>
#include <eslio/protocol/reply_debt.hpp>
#include <eslio/protocol/uuid.hpp>
#include <eslio/wire/byte_store.hpp>
#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/cancellation_type.hpp>

#include <algorithm>
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

/// Everything of a connection but its stream. Handlers run after its work, never inside it. Used
/// on one executor at a time.
///
/// `session_` numbers the connections made with it: what a former stream still reports is ignored.
class engine : public link, public handler_holder, public std::enable_shared_from_this<engine> {
public:
    using open_handler = any_handler<void(error_code)>;
    using executor_type = asio::any_io_executor;
    using message_handler = any_handler<void(error_code, message)>;
    using lent_handler = any_handler<void(error_code)>;

    /// The operations that can be cancelled.
    enum class operation { open, command, job, receive, exit };

    /// `parting`: closed for all who use it, but FreeSWITCH is still told the farewell.
    enum class state { closed, opening, logging_in, open, exiting, parting };

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
    std::uint64_t receive_into(message& lent, lent_handler& handler);
    /// Of what was read and waits for its turn it takes as much as it needs.
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
    bool holds_output() const noexcept { return held_until_ != protocol::never; }
    /// Called once, when the stream has been closed.
    void when_gone(std::function<void()> f) { when_gone_ = std::move(f); }
    /// Closes the stream now, whatever is still to be said.
    void cut(error_code why) noexcept;
    void cancel(operation what, std::uint64_t number, asio::cancellation_type_t type);
    /// Of what `submit_all` gave the numbers: total cancellation takes all back, or none.
    void cancel_all(const std::vector<std::uint64_t>& numbers, asio::cancellation_type_t type);
    ESLIO_DECL void cancel_command(std::uint64_t number, asio::cancellation_type_t type) override;
    ESLIO_DECL void cancel_job(std::uint64_t number, asio::cancellation_type_t type) override;
    ESLIO_DECL void need_events(const event_types& types) override;
    /// Outbound, without `full`: see `protocol::listening::rely_on_myevents`.
    void rely_on_myevents(const event_types& needed) noexcept {
        if (dialog_) dialog_->rely_on_myevents(needed);
    }
    ESLIO_DECL error_code hear_also(std::string_view header, std::string_view uuid) override;
    bool hides_events() const noexcept override { return dialog_ && dialog_->hides_events(); }
    /// Outbound, with `full`, before anything else is heard: see `protocol::listening::hear_only`.
    void hear_only(std::string_view uuid, format type, const event_types& needed,
                   environment::time_point deadline, reply_handler& answered);
    ESLIO_DECL void watch(std::weak_ptr<link_watcher> watcher) override;

    ESLIO_DECL route_id add_route(std::string unique_id, protocol::route_table::consumer c,
                                  protocol::route_table::listener emptied = {}) override;
    ESLIO_DECL route_id add_leg_route(std::string unique_id,
                                      protocol::route_table::consumer c) override;
    void remove_route(route_id id) override { routes_.remove(id); }
    const home& where() const noexcept final { return completions_->where(); }
    error_code link_state() const noexcept override { return admission(); }

    executor_type get_executor() const noexcept { return where().executor(); }
    completion_queue& completions() const noexcept override { return *completions_; }
    state current_state() const noexcept { return state_; }
    error_code reason() const noexcept { return reason_; }
    /// FreeSWITCH ended the connection, or is about to, as it does when a call is over: not
    /// because it shuts down, or because this side did not read (mod_event_socket: kill_listener).
    bool said_orderly_goodbye() const noexcept {
        return dialog_ ? dialog_->said_orderly_goodbye() : orderly_goodbye_;
    }
    const reply& login_answer() const noexcept { return login_answer_; }
    connection_usage usage() const noexcept;
    const connection_options& options() const noexcept { return options_; }
    environment::time_point now() const { return timer_.now(); }
    /// Of no job that is waited for.
    std::string new_uuid();

    ESLIO_DECL void drop_handlers() noexcept override;

    /// Somebody whose handler runs on this executor fetches messages: from the begin of a receive
    /// until its handler returns.
    void begin_fetch() noexcept { ++fetches_; }
    void end_fetch() noexcept { --fetches_; }
    void begin_fetch_handler() noexcept { ++fetch_handlers_; }
    void end_fetch_handler() noexcept;

protected:
    // What the stream does. The results come to `on_read` and `on_written` with `session`.
    virtual void start_read(char* room, std::size_t size, std::uint64_t session) = 0;
    /// Whether it can wait until something can be read, and then read at once: then a quiet
    /// connection needs no buffer. If so, `on_ready` is called after `start_wait`.
    virtual bool can_wait() const noexcept = 0;
    virtual void start_wait(std::uint64_t session) = 0;
    virtual std::size_t read_now(char* room, std::size_t size, error_code& ec) = 0;
    virtual void start_write(std::string_view bytes, std::uint64_t session) = 0;
    virtual void close_stream() noexcept = 0;

    void on_read(const error_code& ec, std::size_t size, std::uint64_t session);
    void on_ready(const error_code& ec, std::uint64_t session);
    void on_written(const error_code& ec, std::size_t size, std::uint64_t session);

    /// Begins opening; false if it is over already. The stream is to be made ready before
    /// `deadline`, then `on_stream_ready`.
    bool begin_opening(open_handler& handler, const credentials* who);
    void on_stream_ready(std::uint64_t session);
    void set_phase_deadline(environment::duration wait, error why);
    void fail_opening(error_code why, std::uint64_t session) {
        if (session == session_) close(why);
    }
    /// Whether that opening goes on. What it waited for may have come after its deadline: then it
    /// ends with that, whichever handler runs first.
    bool goes_on(std::uint64_t session) {
        if (session == session_) expire_phase(timer_.now());
        return session == session_;
    }
    std::uint64_t session() const noexcept { return session_; }
    void log(severity s, std::string_view line) const { options_.logger(s, line); }

private:
    using dialog_type = protocol::dialog<reply_handler, job_handler>;
    using time_point = environment::time_point;

    /// Read this much while the connection is quiet, so that a quiet one holds little.
    static constexpr std::size_t quiet_read = 3072;
    static constexpr std::size_t busy_read = std::size_t{64} << 10;
    static constexpr std::size_t most_read = std::size_t{1} << 20;
    static constexpr std::size_t most_spare = std::size_t{256} << 10;
    static constexpr std::size_t enough_to_write = std::size_t{64} << 10;
    /// What is kept of that memory when all is written.
    static constexpr std::size_t quiet_write = 4096;
    /// So many messages are handed out, one each time the user asks, before the next read.
    static constexpr std::uint64_t most_turns = 4096;
    /// Spare memory that nobody has needed for so long, or at most twice that, is given back.
    static constexpr std::chrono::seconds patience_with_spares{5};
    /// After a failed write, reading goes on for so long.
    static constexpr std::chrono::seconds last_words{1};

    static bool ended_by_peer(error_code why) noexcept;

    /// Should a route throw, or memory run out: nobody would read on, so it ends.
    struct reading_guard {
        engine& e;
        bool done = false;
        ~reading_guard();
    };

    /// The frames that were read after one that made users' handlers due: they have their turn
    /// after those, so that what a handler does has the same effect however the bytes were cut into
    /// reads. It keeps the engine while it waits.
    struct unread_frames final : completion_queue::item {
        explicit unread_frames(engine& e) noexcept : of(e) {}
        ESLIO_DECL void run() override;
        void destroy() noexcept override { const auto gone = std::move(keeper); }

        engine& of;
        std::shared_ptr<engine> keeper;  ///< set while it waits for its turn
        std::uint64_t session = 0;       ///< of which there are such frames; 0: there are none
        error_code read_error;           ///< what comes after them
    };

    error_code admission() const noexcept {
        if (state_ == state::open) return {};
        return reason_ && is_over() ? reason_ : make_error_code(error::not_connected);
    }
    /// For those who use it.
    bool is_over() const noexcept { return state_ == state::closed || state_ == state::parting; }
    /// When an operation that begins now has to end. False if it has no time left: then nothing of
    /// it is to be written.
    bool set_deadline(time_point& when, std::optional<environment::duration> own,
                      environment::duration usual) const;
    /// To be called after the change of a deadline that is no command's.
    void set_own_deadline() noexcept {
        own_deadline_ = std::min({phase_deadline_, last_words_until_, trim_at_, held_until_});
    }

    std::uint64_t submit_plainly(command&& c, reply_handler& handler);
    void submitted();
    /// When the peer waits for us, room is made for it in large steps, which wake it less often;
    /// yet not for more messages than may be in the queue, of which none is shorter than this.
    std::size_t flood_read() const noexcept;
    void read_more() noexcept;
    void begin_read();
    bool give_input() noexcept;
    void trim_later();
    char* room_to_read();
    void take_in(const error_code& ec, std::size_t size);
    void go_on_reading(bool for_message);
    bool has_unread() const noexcept { return unread_.session != 0 && unread_.session == session_; }
    void wait_for_turn() noexcept;
    bool take_frame(error_code& why);
    void finish_reading(error_code why);
    void read_behind();
    void remind_of_reading();
    void on_reminder();
    void keep_former_input();
    void trace(direction d, std::string_view bytes) const noexcept {
        without_throwing([&] { options_.trace(d, bytes); });
    }
    void write_more();
    void write_rest();
    error_code process_login(bool& more);
    void keep_refusal(wire::frame f);
    void finish_login();
    void flush();
    void hand_out();
    bool take_message(message& out);
    bool receiver_busy() const noexcept { return message_receiver_ || lent_receiver_; }
    void arm_timer();
    void wait();
    void on_timer();
    void expire_phase(time_point now);
    void cancel_exit(bool harmless_only);
    /// It waits in the line of commands, to be taken back if need be.
    bool exit_unwritten() const noexcept {
        return dialog_ && dialog_->is_waiting(exit_command_) && !dialog_->is_written(exit_command_);
    }
    void begin_parting() noexcept;
    void forget_farewell() noexcept {
        farewell_.clear();
        stay_until_ = protocol::never;
    }
    void leave() noexcept;
    void end_stream() noexcept;
    void tell_gone() noexcept {
        if (when_gone_) without_throwing(std::exchange(when_gone_, nullptr));
    }

    std::shared_ptr<completion_queue> completions_;
    connection_options options_;
    wake_timer timer_;
    protocol::event_queue messages_;
    protocol::route_table routes_;
    protocol::job_table<job_handler> jobs_;
    std::optional<dialog_type> dialog_;
    protocol::reply_debt debt_;
    std::uint64_t told_hidden_ = 0;  ///< of the filters that hide events, so many were told
    std::optional<protocol::login_dialog> login_;
    wire::read_buffer in_;
    std::vector<wire::read_buffer> former_inputs_;
    std::size_t reads_ = 0;  ///< outstanding, those of former streams too
    std::size_t room_ = 0;   ///< of the last read
    bool flooded_ = false;   ///< which it filled
    unread_frames unread_{*this};
    wire::frame_parser parser_;
    outgoing out_;

    bool orderly_goodbye_ = false;  ///< of the connection that has ended
    std::string farewell_;
    time_point stay_until_ = protocol::never;  ///< instead of saying the farewell, if so
    environment::duration farewell_time_{};
    std::function<void()> when_gone_;

    state state_ = state::closed;
    std::uint64_t session_ = 0;
    error_code reason_ = make_error_code(error::not_connected);
    reply login_answer_;
    connection_usage usage_;

    open_handler opener_;
    open_handler exiter_;
    message_handler message_receiver_;
    lent_handler lent_receiver_;
    message* lent_ = nullptr;
    std::uint64_t receive_number_ = 0;
    std::uint64_t handed_out_ = 0;    ///< messages so far
    std::uint64_t read_from_ = 0;     ///< so many were when the read was put off
    std::size_t fetches_ = 0;         ///< receives whose handlers have not returned
    std::size_t fetch_handlers_ = 0;  ///< of those, the handlers that run
    std::uint64_t exit_number_ = 0;
    std::uint64_t exit_command_ = 0;

    time_point phase_deadline_ = protocol::never;
    error phase_error_ = error::login_timeout;
    time_point last_words_until_ = protocol::never;  ///< after a failed write, whatever the phase
    time_point held_until_ = protocol::never;        ///< the output, if it is
    error write_error_ = error::stream_failed;
    time_point trim_at_ = protocol::never;  ///< this one sees to the spare memory of the context
    time_point own_deadline_ = protocol::never;  ///< the earliest of these three
    time_point armed_ = protocol::never;
    registry<link_watcher> watchers_;
    bool waiting_ = false;
    bool writing_ = false;
    bool read_waits_ = false;
    bool reminded_ = false;      ///< a function is posted that looks after a read that waits
    bool handing_over_ = false;  ///< routes and trace are being called
    error_code close_behind_;    ///< they closed meanwhile
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/engine.ipp>
#include <eslio/connection/impl/engine_operations.ipp>
#include <eslio/connection/impl/engine_parting.ipp>
#include <eslio/connection/impl/engine_read.ipp>
#include <eslio/connection/impl/engine_run.ipp>
#endif
