// Conferences: the application, and the API command with its lists.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/call/caller_profile.hpp>
#include <eslio/testing/fake_switch/conference/conference_hall.hpp>
#include <eslio/testing/fake_switch/conference/conference_lists.hpp>
#include <eslio/testing/fake_switch/conference/conference_order.hpp>
#include <eslio/testing/fake_switch/conference/conference_state.hpp>
#include <eslio/testing/fake_switch/conference/file_commands.hpp>
#include <eslio/testing/fake_switch/conference/member_commands.hpp>
#include <eslio/testing/fake_switch/conference/room_commands.hpp>
#include <eslio/testing/fake_switch/dial_string.hpp>
#include <eslio/testing/fake_switch/facts/cause.hpp>
#include <eslio/testing/fake_switch/facts/conference_facts.hpp>
#include <eslio/testing/fake_switch/machine/bridge.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// What `list` shows of members.
enum class conference_columns { all, names, none };

/// `id;channel;uuid;name;number;flags;volume in;volume out;energy`
ESLIO_DECL std::string conference_list(const conference& room, std::string_view delimiter = ";");

/// `id) name (number)`
ESLIO_DECL std::string conference_names(const conference& room);

/// `running|answered|...`
ESLIO_DECL std::string conference_flags(const conference& room);

/// `list` of one conference, or of all; `words` are those after it.
ESLIO_DECL std::string list_conferences(const conference_hall& hall, const conference* one,
                                        const std::vector<std::string>& words);

/// What FreeSWITCH would do with the command, found by its name whatever its case.
ESLIO_DECL conference_answer run_conference_command(const conference_order& o);

/// Places a call that joins the conference; answers when it is known what became of it.
ESLIO_DECL void conference_dial(machine& m, const std::vector<std::string>& words,
                                detail::shared_function<void(const call*, std::string_view)> done);

/// `dial` waits for the call; `bgdial` answers with a job. Of a conference that is not there
/// FreeSWITCH tells the usage of other commands (conference_api_main_real).
ESLIO_DECL void run_conference_dial(conference_hall& hall, const std::vector<std::string>& words,
                                    const api_done& done);

ESLIO_DECL void run_conference(conference_hall& hall, machine& m, std::string_view words,
                               const api_done& done);

ESLIO_DECL void install_conferences(machine& m);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/conference/impl/conference.ipp>
#endif
