// What a client stands on: an engine whose link outlives its connections, and when to connect.
#pragma once

#include <eslio/client/detail/job_settler.hpp>
#include <eslio/client/detail/reconnector.hpp>
#include <eslio/client/detail/second_connection.hpp>
#include <eslio/client/options.hpp>
#include <eslio/client/status.hpp>
#include <eslio/command/login.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/begin.hpp>
#include <eslio/connection/detail/begin_at.hpp>
#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/event_pair.hpp>
#include <eslio/connection/detail/lasting_link.hpp>
#include <eslio/wire/detail/numbered_values.hpp>

#include <asio/any_io_executor.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace eslio::detail {

/// Used on the engine's executor.
class client_core final : public link_keeper,
                          public reconnector::listener,
                          public handler_holder,
                          public std::enable_shared_from_this<client_core> {
public:
    using done_handler = any_handler<void(error_code)>;
    using status_handler = any_handler<void(error_code, client_status)>;
    using connect_function = reconnector::connector;
    /// Makes a set-up, of the change of state of that number, and what gives it to the user.
    using setup_function =
        std::function<any_handler<void()>(const std::shared_ptr<client_core>&, std::uint64_t)>;

    /// `second` is the engine of a second connection; null if there is to be one only.
    client_core(std::shared_ptr<engine> over, std::shared_ptr<engine> second,
                std::vector<login> where, client_options options, connect_function connect,
                setup_function set_up);
    client_core(const client_core&) = delete;
    client_core& operator=(const client_core&) = delete;
    ESLIO_DECL ~client_core();

    /// First of all.
    void begin();

    /// Completed when it has ended. The number is for `cancel_run`.
    std::uint64_t run(done_handler& handler);
    /// The client ends, and that `run` with `operation_aborted`.
    void cancel_run(std::uint64_t number);

    /// Completed when more has changed than `seen` changes.
    std::uint64_t wait_for_change(std::uint64_t seen, status_handler& handler);
    /// Completed when it is up; with why it has ended if it does before.
    std::uint64_t wait_until_up(status_handler& handler);
    void cancel_wait(std::uint64_t number);

    void close(error_code why) noexcept;

    /// The set-up on that connection is over.
    void end_setup(std::uint64_t change) noexcept;

    const client_status& status() noexcept {
        note_second();
        return status_;
    }
    bool is_redundant() const noexcept {
        return pair_ && pair_->in_step() && status_.state != client_state::ended;
    }
    const std::shared_ptr<engine>& connection() const noexcept { return engine_; }
    const home& where() const noexcept { return engine_->where(); }
    asio::any_io_executor get_executor() const noexcept { return engine_->get_executor(); }
    completion_queue& completions() const noexcept { return engine_->completions(); }

    ESLIO_DECL void on_interrupted(error_code why) noexcept override;
    ESLIO_DECL void on_logged_in() noexcept override;
    ESLIO_DECL bool on_state_restored(switch_run run) noexcept override;
    ESLIO_DECL void on_up() noexcept override;
    ESLIO_DECL void on_events_missing() noexcept override;
    ESLIO_DECL void drop_handlers() noexcept override;
    ESLIO_DECL void on_attempt(const login& where) override;
    void on_given_up(error_code why) noexcept override { close(why); }

private:
    struct waiting {
        bool until_up = false;
        std::uint64_t seen = 0;
        status_handler handler;
    };

    /// How the second connection stands, whose changes nobody is told.
    void note_second() noexcept {
        if (second_) status_.second_why = second_->why();
    }
    void change_to(client_state next);
    std::uint64_t wait(bool until_up, std::uint64_t seen, status_handler& handler);
    bool is_due(const waiting& w) const noexcept;
    void tell(waiting& w) noexcept;
    void tell_waiting() noexcept;

    std::shared_ptr<engine> engine_;
    client_options options_;
    std::shared_ptr<reconnector> reconnector_;
    setup_function set_up_;         ///< if the user has one
    bool is_making_setup_ = false;  ///< it cannot end yet
    std::shared_ptr<job_settler> settler_;
    std::shared_ptr<second_connection> second_;  ///< if there is to be one
    std::shared_ptr<event_pair> pair_;
    client_status status_;
    done_handler run_;
    std::uint64_t run_number_ = 0;
    numbered_values<waiting> waiting_;
    std::uint64_t last_number_ = 0;
};

/// A command of a set-up begins.
ESLIO_DECL void begin_setup_command(engine& on, const handler_origin& from,
                                    engine::reply_handler&& handler, command&& c);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/client/impl/client_core.ipp>
#endif
