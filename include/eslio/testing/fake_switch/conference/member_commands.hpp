// Commands of a conference that are for one member or several (conference_api.c: the ones of
// CONF_API_SUB_MEMBER_TARGET).
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/testing/fake_switch/conference/conference_files.hpp>
#include <eslio/testing/fake_switch/conference/conference_hall.hpp>
#include <eslio/testing/fake_switch/conference/conference_order.hpp>
#include <eslio/testing/fake_switch/conference/conference_state.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// One command to one member; `data` is the word after the member.
struct member_order {
    conference_hall& hall;
    conference& room;
    conference_member& who;
    const std::string& data;

    std::string id() const { return std::to_string(who.id); }

    /// A `conference::maintenance` event, with a header that is a number.
    void fire(const char* action, const char* header = nullptr, int value = 0) const;
};

/// `up` and `down` by a step, else a number; never beyond the bounds.
ESLIO_DECL void change_level(int& level, const std::string& data, int step, int least, int most);

ESLIO_DECL std::string mute_member(const member_order& o);
ESLIO_DECL std::string unmute_member(const member_order& o);
ESLIO_DECL std::string toggle_mute(const member_order& o);
ESLIO_DECL std::string deafen_member(const member_order& o);
ESLIO_DECL std::string undeafen_member(const member_order& o);
ESLIO_DECL std::string hold_member(const member_order& o);
ESLIO_DECL std::string unhold_member(const member_order& o);
ESLIO_DECL std::string hide_member(const member_order& o);
ESLIO_DECL std::string show_member(const member_order& o);
ESLIO_DECL std::string toggle_hiding(const member_order& o);
ESLIO_DECL std::string blind_member(const member_order& o);
ESLIO_DECL std::string unblind_member(const member_order& o);
ESLIO_DECL std::string toggle_blindness(const member_order& o);
ESLIO_DECL std::string set_energy(const member_order& o);
ESLIO_DECL std::string set_auto_energy(const member_order& o);
/// It names the two values the wrong way round (conference_api_sub_max_energy).
ESLIO_DECL std::string set_max_energy(const member_order& o);
ESLIO_DECL std::string set_agc(const member_order& o);
ESLIO_DECL std::string set_volume_in(const member_order& o);
ESLIO_DECL std::string set_volume_out(const member_order& o);
ESLIO_DECL std::string send_keys_to_member(const member_order& o);
ESLIO_DECL std::string kick_member(const member_order& o);
ESLIO_DECL std::string hang_member_up(const member_order& o);
ESLIO_DECL std::string change_floor(const member_order& o);
ESLIO_DECL std::string uuid_of_member(const member_order& o);

struct member_command {
    std::string_view name;
    std::string (*run)(const member_order&);
};

// Of a conference without video most commands on it say the same whatever is asked.
inline std::string say_nothing_of_video(const member_order&) {
    return {};
}
inline std::string say_ok_of_video(const member_order&) {
    return "+OK\n";
}
inline std::string say_invalid_data(const member_order&) {
    return "-ERR Invalid DATA\n";
}
inline std::string say_not_supported(const member_order&) {
    return "-ERR not supported\n";
}
inline std::string say_no_mixing(const member_order&) {
    return "-ERR Conference is not in mixing mode\n";
}
inline std::string flip_member(const member_order& o) {
    return "+OK flipped " + o.id() + "\n";
}
inline std::string say_no_border(const member_order&) {
    return "-ERR No text supplied\n";
}

inline constexpr member_command member_commands[] = {
    {"agc", set_agc},
    {"auto-energy", set_auto_energy},
    {"deaf", deafen_member},
    {"dtmf", send_keys_to_member},
    {"energy", set_energy},
    {"floor", change_floor},
    {"get-uuid", uuid_of_member},
    {"hold", hold_member},
    {"hup", hang_member_up},
    {"kick", kick_member},
    {"max-energy", set_max_energy},
    {"mute", mute_member},
    {"position", say_not_supported},
    {"tmute", toggle_mute},
    {"tvblind", toggle_blindness},
    {"tvmute", toggle_hiding},
    {"undeaf", undeafen_member},
    {"unhold", unhold_member},
    {"unmute", unmute_member},
    {"unvblind", unblind_member},
    {"unvmute", show_member},
    {"vblind", blind_member},
    {"vid-banner", say_ok_of_video},
    {"vid-border", say_no_border},
    {"vid-canvas", say_invalid_data},
    {"vid-codec-group", say_nothing_of_video},
    {"vid-filter", say_ok_of_video},
    {"vid-flip", flip_member},
    {"vid-floor", say_nothing_of_video},
    {"vid-layer", say_invalid_data},
    {"vid-logo-img", say_nothing_of_video},
    {"vid-mute-img", say_nothing_of_video},
    {"vid-role-id", say_nothing_of_video},
    {"vid-watching-canvas", say_invalid_data},
    {"vmute", hide_member},
    {"vmute-snap", say_no_mixing},
    {"volume_in", set_volume_in},
    {"volume_out", set_volume_out},
};

/// Does it with the member that the first argument names by id or `variable=value`, with the
/// `last` who joined, or with `all` (conference_api_dispatch).
ESLIO_DECL conference_answer run_for_members(const conference_order& o,
                                             const member_command& command);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/conference/impl/member_commands.ipp>
#endif
