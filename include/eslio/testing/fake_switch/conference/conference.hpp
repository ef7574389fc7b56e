// Conferences: the application, and the API command with its lists.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/caller_profile.hpp>
#include <eslio/testing/fake_switch/conference/conference_hall.hpp>
#include <eslio/testing/fake_switch/conference/conference_lists.hpp>
#include <eslio/testing/fake_switch/dial_string.hpp>
#include <eslio/testing/fake_switch/facts/cause.hpp>
#include <eslio/testing/fake_switch/facts/conference_facts.hpp>
#include <eslio/testing/fake_switch/machine/bridge.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// `id;channel;uuid;name;number;flags;volume in;volume out;energy`
ESLIO_DECL std::string conference_list(const conference& room);

/// Does something with the members that the last word names; one line of answer for each.
ESLIO_DECL std::string conference_for_members(
    const conference& room, std::string_view verb, std::string_view who,
    const std::function<void(const conference_member&)>& what);

ESLIO_DECL std::string conference_command(conference_hall& hall, conference& room,
                                          std::string_view words);

/// Places a call that joins the conference; answers when it is known what became of it.
ESLIO_DECL void conference_dial(machine& m, const std::string& name, std::string_view target,
                                std::function<void(std::string_view)> done);

/// `dial` waits for the call; `bgdial` answers with a job.
ESLIO_DECL void run_conference_dial(machine& m, const std::string& name, std::string_view verb,
                                    std::string_view target, const api_done& done);

ESLIO_DECL void run_conference(conference_hall& hall, machine& m, std::string_view words,
                               const api_done& done);

ESLIO_DECL void install_conferences(machine& m);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/conference/impl/conference.ipp>
#endif
