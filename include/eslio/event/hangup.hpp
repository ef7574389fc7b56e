// hangup_info: how a call ended, read from CHANNEL_HANGUP_COMPLETE; of CHANNEL_HANGUP the cause.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/hangup_cause.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace eslio {

/// The end of a call. Times are those of FreeSWITCH's clock; what did not happen has none.
class hangup_info {
public:
    using time_point = std::chrono::system_clock::time_point;

    hangup_info() = default;

    /// Reads a CHANNEL_HANGUP_COMPLETE (or another event of a call that is over).
    explicit hangup_info(event e) : details_(std::move(e)) {}

    /// Why it ended; `none` if FreeSWITCH did not say, `unknown` for a cause that is not listed.
    hangup_cause cause() const noexcept { return hangup_cause_told(details_["Hangup-Cause"]); }
    /// The same as FreeSWITCH wrote it, `NORMAL_CLEARING`; empty if it did not say.
    std::string_view cause_text() const& noexcept { return details_["Hangup-Cause"]; }

    /// Whether the end was heard. Else it came while there was no connection, or the switch was
    /// restarted: nothing is known but that the call is over.
    bool heard() const noexcept { return !details_["Event-Name"].empty(); }

    /// The Q.850 number, as FreeSWITCH wrote it into the call's variables.
    std::optional<std::uint64_t> q850() const noexcept {
        return wire::parse_number(details_.variable("hangup_cause_q850"));
    }

    /// When the call was made, answered, and ended, by FreeSWITCH's clock (microseconds); nothing
    /// of what did not happen.
    std::optional<time_point> created() const {
        return details_.time("Caller-Channel-Created-Time");
    }
    /// When it was answered.
    std::optional<time_point> answered() const {
        return details_.time("Caller-Channel-Answered-Time");
    }
    std::optional<time_point> ended() const { return details_.time("Caller-Channel-Hangup-Time"); }

    /// From the answer to the end; zero if the call was never answered.
    std::chrono::microseconds talk_time() const;

    /// The event itself, with all variables of the call.
    const event& details() const& noexcept { return details_; }
    event details() && noexcept { return std::move(details_); }

    // A view into a temporary would dangle: give the object a name first.
    void cause_text() const&& = delete;

private:
    event details_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/hangup.ipp>
#endif
