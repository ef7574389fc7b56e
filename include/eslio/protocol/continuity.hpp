// What a link that comes back knows of the events over all its connections: where some are missing.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/gap.hpp>
#include <eslio/protocol/time.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace eslio::protocol {

/// Takes the events of a connection in the place of its exchange.
class event_sink {
public:
    /// `for_user`: the user of that connection asked for it. It may be moved from.
    [[nodiscard]] virtual error_code take(event& e, bool for_user) = 0;
    /// A reply has come over that connection, after the events that were taken: who waits for it is
    /// told when this returns.
    virtual void before_reply() = 0;

protected:
    ~event_sink() = default;
};

/// Usage: `on_event` for each event; `interrupted` when a connection ends, `missing` when no other
/// brings its events, `restored` when they come again.
class continuity {
public:
    /// Whether what is said changes only what is wanted, as there is no connection.
    bool is_interrupted() const noexcept { return interrupted_; }

    /// The connection is gone.
    void interrupted() noexcept { interrupted_ = true; }

    /// Events may be missing from now on, if any came before; else the gap that there is goes on.
    /// Needs no memory.
    void missing(error_code why, time_point now) noexcept;
    /// The same of log lines only.
    void missing_log_lines(error_code why, time_point now) noexcept;

    /// What is wanted is being said on another connection.
    void restoring() noexcept { interrupted_ = false; }

    /// That `Core-UUID`, empty if it is not known, sends events again. The gap; null if nothing is
    /// missing.
    std::shared_ptr<const interruption> restored(std::string_view core_uuid, time_point now);

    /// The user is told of it from now on.
    void up() noexcept { told_of_run_ = true; }

    /// Of two connections: where the events go; those that count come back (`event_merge`).
    void bring_events_to(event_sink& where) noexcept { sink_ = &where; }
    event_sink* sink() const noexcept { return sink_; }

    /// What is known of the run of the switch, compared with the one before.
    switch_run run() const noexcept { return run_; }
    /// Whether FreeSWITCH has agreed to all that is wanted before, on any connection.
    bool was_up() const noexcept { return was_up_; }
    /// Whether it was restarted, and no connection to it has been up.
    bool is_new_run_untold() const noexcept { return run_ == switch_run::another && !told_of_run_; }
    /// `Core-UUID` of that run; empty if it is not known.
    const std::string& core_uuid() const noexcept { return core_uuid_; }

    /// Of the first event after a gap: the gap again, which is complete now; else null.
    std::shared_ptr<const interruption> on_event(const event& e) {
        const std::string_view sequence = e["Event-Sequence"];
        if (!sequence.empty()) last_sequence_.assign(sequence);
        return gap_ && !sequence.empty() ? complete_gap() : nullptr;
    }

private:
    void make_spare();
    std::shared_ptr<const interruption> complete_gap();

    std::string core_uuid_;
    std::string last_sequence_;
    std::shared_ptr<interruption> spare_;      ///< for the next, if one may come
    std::shared_ptr<interruption> begun_;      ///< that goes on
    std::shared_ptr<const interruption> gap_;  ///< of which the next event is not known yet
    event_sink* sink_ = nullptr;
    switch_run run_ = switch_run::unknown;
    bool was_up_ = false;
    bool interrupted_ = true;
    bool told_of_run_ = true;  ///< whether a connection to it has been up
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/continuity.ipp>
#endif
