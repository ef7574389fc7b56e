// Legs that are called to get one answer: those of a dial string, until one is up or all have
// failed.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/dial_string.hpp>
#include <eslio/testing/fake_switch/facts/cause.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/options.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <algorithm>
#include <chrono>
#include <climits>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

ESLIO_DECL bool is_known_endpoint(std::string_view endpoint) noexcept;

/// Why no leg can be made for it at all; empty if one can, as it is if a test says what it does
/// (switch_core_session_outgoing_channel).
ESLIO_DECL std::string_view cannot_dial(machine& m, const originate_request& wanted, bool scripted);

/// Whether a user can be called of whom no plan tells: one of the directory, or registered. While
/// there is no directory, each can whose domain is not named, and is told as asked for in vain
/// (mod_dptools.c: user_outgoing_channel).
ESLIO_DECL bool is_user_there(machine& m, std::string_view name);

/// Who the directory calls by `user/name@domain`: the user's dial string, or nothing if there is
/// none (mod_dptools.c: user_outgoing_channel).
ESLIO_DECL std::string dial_string_of(const fake_user& user);

/// `name[@domain]`, or `group[@domain]`.
ESLIO_DECL const fake_user* find_dialled_user(const machine& m, std::string_view name);
ESLIO_DECL eslio::detail::compact_vector<const fake_user*> members_of(const machine& m,
                                                                      std::string_view group);

/// The legs to the members of `group/name[@domain][+F|A|E]`; of an unknown group the leg itself.
ESLIO_DECL dial_group legs_to(const machine& m, const originate_request& group);

/// Legs to groups are those to their members: at once, or with `+F` one after another
/// (mod_dptools.c: group_outgoing_channel; mod_commands.c: group_call_function).
ESLIO_DECL eslio::detail::compact_vector<dial_group> with_members(
    machine& m, const eslio::detail::compact_vector<dial_group>& groups);

struct dial_order {
    std::string destinations;  ///< the dial string
    originate_request common;  ///< what is said of every leg
    /// Before the dial string of a user is called (`user/1000@example.com`).
    detail::shared_function<void(const fake_user&)> about_to_call;
    /// Before a leg is made, of that endpoint (`null`).
    detail::shared_function<void(std::string_view endpoint)> about_to_make;
    detail::shared_function<void(call&)> prepare;  ///< of each leg before its first event
    /// Of each leg when all is decided: `NONE`, or why it failed.
    detail::shared_function<void(const call&, std::string_view cause)> note;
    /// The leg that is up, or none and the cause.
    detail::shared_function<void(call*, std::string_view cause)> done;
};

/// The groups of one dial string, one after another, and all of them again as often as
/// `originate_retries` says; the legs of a group at once, but those that `leg_delay_start` holds
/// back while another is called. The first that is up wins, the others are hung up with LOSE_RACE
/// (switch_ivr_originate.c: switch_ivr_originate, check_per_channel_timeouts).
class dialling : public std::enable_shared_from_this<dialling> {
public:
    dialling(machine& m, dial_order order)
        : machine_(m),
          order_(std::move(order)),
          groups_(with_members(m, parse_destinations(order_.destinations))) {}

    void start() { next_group("DESTINATION_OUT_OF_ORDER"); }

    /// Nobody waits for it any more; no other group is called.
    void cancel(std::string_view cause);

private:
    struct leg {
        std::weak_ptr<call> who;
        std::string cause;
        bool over = false;
        bool held_back = false;  ///< by `leg_delay_start`
        bool is_pickup = false;  ///< it waits for nobody in particular
        bool is_user = false;    ///< it is called by the dial string of a user
    };

    bool is_over() const noexcept { return !order_.done; }
    /// Whether a leg is called, and has not failed. When another has, nobody is waited for to pick
    /// the call up.
    bool is_calling() const;

    /// A variable of all legs: what the dial string says, or else who dials.
    std::string_view said(std::string_view name) const;
    /// The same as a number from `least` to `most`; of anything else, `otherwise`.
    int said_number(std::string_view name, int least, int most, int otherwise) const;

    /// Whether all groups are called once more, now that the last has failed.
    bool begins_again();
    /// How long that group waits in a round that is not the first.
    core::duration pause_before(std::size_t number) const;
    void next_group(const std::string& cause);
    void call_group(std::size_t number);
    void start_leg(const originate_request& of, std::size_t number);
    /// Calls those that are held back.
    void start_held_legs();
    void dial_leg(const originate_request& of, std::size_t number);
    void on_leg(std::size_t number, std::string_view cause);
    /// Another call is taken instead of that leg.
    void on_picked_up(std::size_t number, call& by);
    /// None is being called any more.
    void all_failed();
    /// Those that are called, as the time of all is up, or as one has ended all.
    void end_legs();
    void hang_up_all(std::string_view cause);
    /// Whether that cause of one leg ends all (`fail_on_single_reject`).
    bool ends_all(std::string_view cause) const;
    void group_failed();
    /// Nothing is decided any more: legs that are down may go.
    void finish(call* winner, const std::string& cause);

    machine& machine_;
    dial_order order_;
    eslio::detail::compact_vector<dial_group> groups_;
    std::size_t next_ = 0;
    int tries_ = 1;          ///< how often the groups are called
    std::size_t round_ = 0;  ///< counts the groups that were called
    core::time_point began_ = machine_.now();
    core::time_point round_began_{};
    eslio::detail::compact_vector<leg> legs_;  ///< of the group
    std::string made_none_;                    ///< why the last leg that could not be made was not
    bool busy_ = false;  ///< calls or ends legs: what comes of it is looked at after that
    bool cancelled_ = false;
    bool rejected_ = false;
    bool timed_out_ = false;
};

/// `a:_:b` as well: each of these has groups of its own, and all begin at once
/// (switch_ivr_originate.c: switch_ivr_enterprise_originate). What is returned gives all up when it
/// is called with a cause.
ESLIO_DECL detail::shared_function<void(std::string_view cause)> dial(machine& m,
                                                                      const dial_order& order);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/dialling.ipp>
#endif
