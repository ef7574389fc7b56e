// Conferences: their members and `conference::maintenance` events.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/detail/by_name.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/call/caller_profile.hpp>
#include <eslio/testing/fake_switch/conference/conference_places.hpp>
#include <eslio/testing/fake_switch/conference/conference_state.hpp>
#include <eslio/testing/fake_switch/conference/member_flags.hpp>
#include <eslio/testing/fake_switch/machine/bridge.hpp>
#include <eslio/testing/fake_switch/machine/dialling.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// All conferences of a switch.
class conference_hall {
public:
    explicit conference_hall(machine& m) : machine_(m) {}

    machine& inside() const noexcept { return machine_; }

    /// A call executes `conference name@profile+flags{mute}`, or `bridge:name@profile:dial string`,
    /// which calls another for the two to meet. Pins are not asked for, which is told. One that
    /// came in is answered; it does not get into a conference that is locked (mod_conference.c:
    /// conference_function).
    void join(call& c, std::string_view words);

    conference* find(std::string_view name) { return all_.find(name); }
    const detail::by_name<conference>& all() const noexcept { return all_; }

    /// Nothing if there is none of that id.
    static conference_member* member(conference& room, unsigned id);

    /// The member goes; an empty conference is gone.
    void leave(std::string_view name, unsigned id);

    /// The member's application ends; `action` is the event that tells why.
    void kick(conference& room, const conference_member& m, const char* action);

    void give_floor(conference& room, const conference_member& m);

    /// `old` is the id of the one who had it, if they are still there.
    void destroy(const conference& room);
    void take_floor(conference& room, const std::string& old = "none");

    /// A `conference::maintenance` event; of a member it has the headers of their channel.
    void fire(const conference& room, const char* action, const conference_member* who,
              const detail::shared_function<void(event&)>& more);

    /// PRESENCE_IN of a conference that has got a member, lost one, or ends (mod_conference.c:
    /// conference_send_presence).
    void fire_presence(const conference& room);

    static void add_member(event& e, const conference& room, const conference_member& m);

    void add_room(event& e, const conference& room) const;

    unsigned next_file() noexcept { return ++files_; }

private:
    /// The conference of that name, which is made if there is none.
    conference& open(std::string_view place, std::size_t least);

    void add(conference& room, call& c, std::string_view flags = {});

    void bridge_to(call& c, const std::string& place, std::string_view destinations);

    /// After somebody has left: the floor is another's, and too few may be left
    /// (mod_conference.c: conference_thread_run).
    void settle(const std::string& name);

    const std::string& domain() const noexcept { return machine_.options.ipv4; }

    machine& machine_;
    detail::by_name<conference> all_;
    unsigned joined_ = 0;
    unsigned presences_ = 0;  ///< told
    unsigned files_ = 0;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/conference/impl/conference_hall.ipp>
#endif
