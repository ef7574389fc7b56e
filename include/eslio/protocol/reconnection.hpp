// When to connect again after a connection has ended, where to, and when not to any more.
#pragma once

#include <eslio/command/login.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/protocol/backoff.hpp>
#include <eslio/protocol/time.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace eslio::protocol {

/// The address that was good is tried first, and the others at once, each once; then, or if a
/// connection was up, there is a wait. One that refused the credentials is left out until its own,
/// longer wait is over.
///
/// Usage: `begin` once; `next_address` for each attempt; of that `accepted`, `restored` and `up`
/// when it comes so far; `ended` when it has failed, or the connection ended.
class reconnection {
public:
    /// What ends the attempts.
    enum class patience {
        final_refusals,    ///< the budget; what is refused before it was agreed to once
        refusals_retried,  ///< the same, but refused credentials are tried again
        unending,          ///< nothing: there is no budget
    };

    /// To these addresses, the first one first; with these waits between attempts, and this budget.
    reconnection(std::vector<login> where, backoff_options waits, patience with);

    /// Why no attempt can be made; no error if one can.
    error_code wrong_address() const;
    /// From now on the budget runs. `place`: of the address that is tried first.
    void begin(time_point now, std::size_t place = 0) noexcept;

    /// The address of the attempt that is made now.
    const login& next_address() noexcept;
    /// The place of that address, counted on past the end of the list.
    std::size_t place() const noexcept { return place_; }

    /// FreeSWITCH accepted the credentials.
    void accepted() noexcept {
        was_accepted_ = true;
        was_denied_ = false;
        refused_until() = time_point::min();
    }
    /// FreeSWITCH agreed to what is wanted.
    void restored() noexcept { was_restored_ = true; }
    void up() noexcept { is_up_ = true; }

    /// When the next attempt is due; never if there is none. `random` is any number.
    time_point ended(error_code why, time_point now, std::uint64_t random) noexcept;

private:
    bool is_final(error_code why) const noexcept;
    /// Of the address in turn.
    time_point& refused_until() noexcept { return refused_until_[place_ % logins_.size()]; }
    void forget_refusals() noexcept;

    std::vector<login> logins_;
    std::vector<time_point> refused_until_;  ///< of each address: then it is tried again
    backoff backoff_;
    patience patience_;
    std::size_t place_ = 0;
    std::size_t tried_ = 0;      ///< addresses, since the last wait
    bool is_up_ = false;         ///< or was, since the last attempt
    bool was_accepted_ = false;  ///< in any attempt so far
    bool was_restored_ = false;  ///< the same
    bool was_denied_ = false;    ///< by the access list, since credentials were accepted
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/reconnection.ipp>
#endif
