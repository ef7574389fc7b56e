// Asks about jobs whose results may have been missed.
#pragma once

#include <eslio/command/api.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/alarm.hpp>
#include <eslio/connection/detail/engine.hpp>
#include <eslio/event/job.hpp>
#include <eslio/protocol/ring.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace eslio::detail {

/// A question is a job itself: its result comes among the events, after those fired before. As a
/// job's result is fired a moment after what it did is seen, a job has ended only if the answer is
/// the same a second later.
///
/// A few are asked at once, so that the user's commands find room. Used on the engine's executor.
/// Usage: `begin` when a connection is up, `stop` when it is not.
class job_settler final : public std::enable_shared_from_this<job_settler> {
public:
    explicit job_settler(std::shared_ptr<engine> over)
        : engine_(std::move(over)), alarm_(engine_->where().executor()) {}

    void begin() noexcept;
    void stop() noexcept;
    void on_alarm(protocol::time_point now);

private:
    friend class alarm<job_settler>;

    struct doubt {
        std::uint64_t job = 0;
        std::shared_ptr<const job_question> question{};
        int denials = 0;
        protocol::time_point due{};  ///< when it is asked
        std::uint64_t asked = 0;     ///< the number of the question that is under way
    };
    static constexpr std::chrono::seconds patience{1};
    static constexpr std::size_t most_at_once = 8;

    template <class F>
    void attempt(F f) noexcept;
    void collect();
    void go_on();
    void ask(doubt about);
    void on_answer(std::uint64_t job, error_code ec, const job_result& answer);

    std::shared_ptr<engine> engine_;
    alarm<job_settler> alarm_;
    protocol::ring<doubt> waiting_;  ///< in the order in which they are due
    compact_vector<doubt> asked_;
    std::uint64_t round_ = 0;   ///< answers of a former one are ignored
    bool begins_anew_ = false;  ///< at the next alarm
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/client/impl/job_settler.ipp>
#endif
