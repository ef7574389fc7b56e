// What a conference of the fake switch keeps: its members, files, recordings and settings.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/by_name.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// What a member may not say to, or hear of, another.
struct conference_relation {
    unsigned other = 0;
    bool speaks = true;
    bool hears = true;
};

struct conference_member {
    std::weak_ptr<call> who;
    unsigned id = 0;
    bool speaks = true;
    bool hears = true;
    bool sees = true;
    bool is_seen = true;
    bool held = false;
    bool is_moderator = false;
    bool ends_conference = false;  ///< the conference goes with them (`endconf`)
    bool is_mandatory = false;     ///< or with the last of these (`mandatory_member_endconf`)
    int energy = 100;
    int auto_energy = 0;
    int max_energy = 0;
    int agc = 0;
    int volume_in = 0;
    int volume_out = 0;
    eslio::detail::compact_vector<conference_relation> relations;
    std::int64_t joined = 0;  ///< microseconds since 1970
};

/// A file that is played to all, or to one member, or waits for those before it.
struct conference_file {
    unsigned serial = 0;
    std::string path;
    unsigned member = 0;  ///< 0: all
    bool async = false;   ///< beside the others
    bool paused = false;
    bool due = false;        ///< its time is over, but it is paused
    std::int64_t began = 0;  ///< microseconds since 1970; 0: it waits
};

struct conference_recording {
    std::string path;
    std::int64_t began = 0;  ///< microseconds since 1970
};

struct conference {
    std::string name;
    std::string profile = "default";
    std::string uuid;
    std::int64_t began = 0;  ///< microseconds since 1970
    bool locked = false;
    std::size_t least = 0;  ///< with fewer members than that it ends
    bool is_over = false;   ///< somebody has left who ends it
    unsigned floor = 0;     ///< id of the member that has it, or 0
    /// The newest first, as FreeSWITCH lists them.
    eslio::detail::compact_vector<conference_member> members;
    eslio::detail::compact_vector<conference_file> files;
    eslio::detail::compact_vector<conference_recording> recordings;
    std::vector<std::pair<std::string, std::string>> variables;
    bool enter_sounds = true, exit_sounds = true;
    std::string enter_sound, exit_sound;
    detail::by_name<std::string> settings;  ///< what `get` tells and `set` changes
};

}  // namespace eslio::testing::fake
