// When it is to be found out whether what waits in a call's queue was dropped.
#pragma once

#include <eslio/protocol/time.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <chrono>
#include <string_view>

namespace eslio::protocol {

/// The call whose queue a command empties before FreeSWITCH reads the next one; none if it empties
/// none. It looks for `all` anywhere after the UUID (mod_commands: break_function).
constexpr std::string_view emptied_queue(std::string_view bytes) noexcept {
    // Every command comes here: the blank is looked for first, as few have one at that place.
    constexpr std::string_view begin = "api uuid_break ";
    if (bytes.size() < begin.size() || bytes[begin.size() - 1] != ' ') return {};
    if (!wire::istarts_with(bytes, begin)) return {};
    std::string_view line = bytes.substr(begin.size(), bytes.find('\n') - begin.size());
    const std::string_view uuid = wire::next_word(line);
    return line.find("all") == std::string_view::npos ? std::string_view() : uuid;
}

/// `uuid_break UUID all` drops what has not begun, and no event tells. What begins as the first one
/// does so within 20 ms, and no event tells that either, where the large CHANNEL_EXECUTE is not
/// subscribed to. So after a second a mark is queued (`execution_table`), and as that may be
/// dropped in its turn, or wait with the others for the end of something that is not known of,
/// others after pauses that grow.
///
/// What another program's application has kept from beginning does so when that ends, or was
/// dropped with it. So a mark is queued a second after such an end, unless it is followed by
/// another one (of several loops each pass tells its end), and each that was in vain doubles that
/// time.
///
/// Usage: `watch` after each change; `reset` when something has ended; at the `deadline`, `expire`.
class queue_doubt {
public:
    /// Before the first question, and how much longer each further pause is.
    static constexpr std::chrono::seconds first_pause{1};
    static constexpr int growth = 4;

    /// When it is to be looked at next.
    time_point deadline() const noexcept { return std::min(next_, stirred_); }

    /// Whether something waits to begin and nothing is known to run.
    void watch(bool in_doubt, time_point now) noexcept {
        if (!in_doubt)
            reset();
        else if (next_ == never)
            begin(deadline_after(now, first_pause));
    }

    /// What waits may begin now.
    void reset() noexcept {
        next_ = stirred_ = never;
        patience_ = first_pause;
    }

    /// Something of another program's has ended.
    void stir(time_point now) noexcept {
        if (next_ != never) stirred_ = deadline_after(now, patience_);
    }

    /// The queue is about to be emptied.
    void hurry(time_point now) noexcept {
        if (next_ == never) return;
        begin(now);
        pause_ = first_pause;
    }

    /// Whether a mark is due.
    bool expire(time_point now) noexcept {
        if (now < deadline()) return false;
        if (stirred_ <= now) {
            stirred_ = never;
            patience_ *= 2;
            pause_ = first_pause * growth;
        }
        next_ = deadline_after(now, pause_);
        pause_ *= growth;
        return true;
    }

private:
    void begin(time_point first) noexcept {
        next_ = first;
        pause_ = first_pause * growth;
    }

    time_point next_ = never;
    time_point stirred_ = never;  ///< earlier, for such an end
    duration pause_{};
    duration patience_ = first_pause;
};

}  // namespace eslio::protocol
