// How far an engine has read: what it has not taken yet, and what happens while frames are taken.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/completion_queue.hpp>
#include <eslio/error.hpp>

#include <cstdint>
#include <memory>
#include <utility>

namespace eslio::detail {

class engine;

/// What was read and not yet taken. The frames after one that made users' handlers due have their
/// turn after those, so that what a handler does has the same effect however the bytes were cut
/// into reads. It keeps the engine while it waits.
struct reading_state : completion_queue::item {
    explicit reading_state(engine& e) noexcept : of(e) {}
    void destroy() noexcept override { const auto gone = std::move(keeper); }
    bool reads_on() const noexcept override { return true; }

    /// Calls `f`, in which routes and the trace run: a close that one of them asks for waits until
    /// it is done. Gives why the connection is to end: by such a close, or by what `f` returns.
    template <class F>
    error_code call_out(F f);

    /// Why one of them asked for a close, if one did. Told once.
    error_code take_close() noexcept { return std::exchange(closed_meanwhile, error_code()); }

    engine& of;
    std::shared_ptr<engine> keeper;  ///< set while it waits for its turn
    std::uint64_t generation = 0;    ///< of which there are such frames; 0: there are none
    error_code read_error;           ///< what comes after them
    error_code closed_meanwhile;     ///< by those that are being called
    bool calling_out = false;        ///< routes and trace are being called
    bool reminded = false;           ///< a function is posted that looks after a deferred read

protected:
    ~reading_state() = default;
};

/// Should a route throw, or memory run out: nobody would read on, so the connection ends.
struct reading_guard {
    reading_state& reading;
    bool done = false;
    ESLIO_DECL ~reading_guard();
};

template <class F>
error_code reading_state::call_out(F f) {
    reading_guard guard{*this};
    calling_out = true;
    const error_code why = f();
    calling_out = false;
    guard.done = true;
    return closed_meanwhile ? take_close() : why;
}

}  // namespace eslio::detail
