// The body of the function of conference_places.hpp.
#pragma once

#include <eslio/testing/fake_switch/conference/conference_places.hpp>

namespace eslio::testing::fake {

ESLIO_COLD place conference_place(std::string_view action) {
    static constexpr struct {
        std::string_view action;
        place origin;
    } places[] = {
        {"add-member", {"conference_member.c", "conference_member_add", 962}},
        {"agc-level-member", {"conference_api.c", "conference_api_sub_agc", 1324}},
        {"auto-energy-level-member", {"conference_api.c", "conference_api_sub_auto_energy", 1370}},
        {"bgdial-result", {"mod_conference.c", "conference_outcall_run", 1708}},
        {"conference-create", {"mod_conference.c", "conference_new", 3848}},
        {"conference-destroy", {"mod_conference.c", "conference_thread_run", 863}},
        {"deaf-member", {"conference_api.c", "conference_api_sub_deaf", 797}},
        {"del-member", {"conference_member.c", "conference_member_del", 1355}},
        {"dtmf-member", {"conference_api.c", "conference_api_sub_dtmf", 1049}},
        {"energy-level-member", {"conference_api.c", "conference_api_sub_energy", 1228}},
        {"enter-sound-file-changed", {"conference_api.c", "conference_api_sub_enter_sound", 3591}},
        {"enter-sounds-off", {"conference_api.c", "conference_api_sub_enter_sound", 3579}},
        {"enter-sounds-on", {"conference_api.c", "conference_api_sub_enter_sound", 3571}},
        {"exit-sound-file-changed", {"conference_api.c", "conference_api_sub_exit_sound", 3541}},
        {"exit-sounds-off", {"conference_api.c", "conference_api_sub_exit_sound", 3528}},
        {"exit-sounds-on", {"conference_api.c", "conference_api_sub_exit_sound", 3520}},
        {"floor-change", {"conference_member.c", "conference_member_set_floor_holder", 1158}},
        {"hold-member", {"conference_api.c", "conference_api_sub_hold", 440}},
        {"hup-member", {"conference_api.c", "conference_api_sub_hup", 871}},
        {"kick-member", {"conference_api.c", "conference_api_sub_kick", 902}},
        {"lock", {"conference_api.c", "conference_api_sub_lock", 3474}},
        {"max-energy-level-member", {"conference_api.c", "conference_api_sub_max_energy", 1442}},
        {"mute-member", {"conference_api.c", "conference_api_sub_mute", 339}},
        {"pause-recording", {"conference_api.c", "conference_api_sub_pauserec", 3860}},
        {"play-file", {"conference_api.c", "conference_api_sub_play", 2817}},
        {"play-file-done", {"conference_file.c", "conference_file_close", 52}},
        {"play-file-member", {"conference_api.c", "conference_api_sub_play", 2846}},
        {"play-file-member-done", {"conference_file.c", "conference_file_close", 52}},
        {"resume-recording", {"conference_api.c", "conference_api_sub_pauserec", 3860}},
        {"speak-text-member", {"conference_api.c", "conference_api_sub_saymember", 2944}},
        {"start-recording", {"conference_record.c", "conference_record_thread_run", 280}},
        {"stop-recording", {"conference_record.c", "conference_record_thread_run", 427}},
        {"transfer", {"conference_api.c", "conference_api_sub_transfer", 3704}},
        {"undeaf-member", {"conference_api.c", "conference_api_sub_undeaf", 839}},
        {"unhold-member", {"conference_api.c", "conference_api_sub_unhold", 389}},
        {"unlock", {"conference_api.c", "conference_api_sub_unlock", 3496}},
        {"unmute-member", {"conference_api.c", "conference_api_sub_unmute", 492}},
        {"unvblind-member", {"conference_api.c", "conference_api_sub_unvblind", 769}},
        {"unvmute-member", {"conference_api.c", "conference_api_sub_unvmute", 687}},
        {"vblind-member", {"conference_api.c", "conference_api_sub_vblind", 720}},
        {"vmute-member", {"conference_api.c", "conference_api_sub_vmute", 617}},
        {"volume-in-member", {"conference_api.c", "conference_api_sub_volume_in", 1574}},
        {"volume-out-member", {"conference_api.c", "conference_api_sub_volume_out", 1609}},
    };
    for (const auto& known : places)
        if (known.action == action) return known.origin;
    return {"mod_conference.c", action, 1};
}

}  // namespace eslio::testing::fake
