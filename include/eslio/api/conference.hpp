// mod_conference: who is in a conference, and what is done to them.
#pragma once

#include <eslio/api/confirmation.hpp>
#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/record.hpp>
#include <eslio/api/request.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/dial_string.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/event/hangup_cause.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::api {

/// A member of a conference.
struct conference_member {
    std::optional<std::uint32_t> id;
    std::string type;  ///< `caller`, or of a recording `recording_node`
    std::string uuid;
    std::string caller_id_name;
    std::string caller_id_number;
    std::optional<std::chrono::seconds> join_time;     ///< for how long they are in it
    std::optional<std::chrono::seconds> last_talking;  ///< since when they are silent
    std::optional<std::int32_t> energy;
    std::optional<std::int32_t> volume_in;
    std::optional<std::int32_t> volume_out;
    std::optional<bool> can_hear;
    std::optional<bool> can_speak;
    std::optional<bool> talking;
    std::optional<bool> has_floor;
    std::optional<bool> has_video;
    std::optional<bool> is_moderator;
    std::optional<bool> on_hold;
    std::optional<bool> ends_conference;
    record fields;  ///< all of them: `flags.can_see`, `output-volume`, ...

    /// Whether it is a person's call, and not the conference's own player or recorder.
    bool is_caller() const noexcept { return type == "caller"; }

    static conference_member of(record row);
};

/// A conference.
struct conference_info {
    std::string name;
    std::string uuid;
    std::optional<std::uint32_t> member_count;
    std::optional<std::uint32_t> ghost_count;
    std::optional<std::uint32_t> rate;
    std::optional<std::chrono::seconds> run_time;
    std::optional<bool> locked;
    std::optional<bool> recording;
    std::optional<bool> running;
    std::optional<bool> answered;
    std::vector<conference_member> members;
    record fields;  ///< all others: `variables.x`, `enforce_min`, ...

    static conference_info of(record row);
};

/// Whom an order of a conference is for.
class conference_target {
public:
    /// A member by their number.
    static conference_target member(std::uint32_t id) { return {std::to_string(id), id == 0}; }
    static conference_target all() { return {"all", false}; }
    static conference_target last() { return {"last", false}; }
    static conference_target non_moderators() { return {"non_moderator", false}; }

    /// As the commands are given it.
    const std::string& text() const noexcept { return text_; }

    /// There is no member 0.
    bool is_none() const noexcept { return none_; }

private:
    conference_target(std::string text, bool none) : text_(std::move(text)), none_(none) {}

    std::string text_;
    bool none_;
};

/// What may be done to members that needs no more words (mod_conference: conference_api.c).
enum class member_order : unsigned char {
    kick,
    hup,  ///< hangs up, without the sound of `kick`
    mute,
    unmute,
    tmute,  ///< mutes those who are not, and the other way round
    deaf,
    undeaf,
    hold,
    unhold,
    floor  ///< of one member
};

// The commands below take a conference's name. A stranger may not name one `list`, `count`,
// `xml_list`, `json_list`, `help` or `commands`, which FreeSWITCH takes for orders where there is
// no such conference (conference_api_main_real). An answer without `+OK`, as how a command is
// used, is unreadable.

/// All conferences with their members, or one (`json_list compact`).
ESLIO_DECL request<std::vector<conference_info>> conference_list();
ESLIO_DECL request<conference_info> conference_list(const any_text& name);

/// How many members a conference has.
ESLIO_DECL request<std::uint64_t> conference_count(const any_text& name);

/// Does that to members. Refused if there is none of that number.
ESLIO_DECL request<confirmation> conference_do(const any_text& name, member_order order,
                                               const conference_target& whom);

/// Levels of members: what counts as talking (0 to 2000), and how loud they are (-4 to 4).
enum class member_level : unsigned char { energy, volume_in, volume_out };
ESLIO_DECL request<confirmation> conference_level(const any_text& name, member_level what,
                                                  const conference_target& whom, int level);

/// Digits for members.
ESLIO_DECL request<confirmation> conference_dtmf(const any_text& name,
                                                 const conference_target& whom,
                                                 const any_text& digits);

/// The UUID of a member's call.
ESLIO_DECL request<std::string> conference_uuid(const any_text& name, std::uint32_t member);

/// Plays a file to all or to one member, after what plays. Of a stranger it is a path alone. For
/// one member FreeSWITCH expands the program's own `${...}`, by the variables of that one's call
/// (conference_member_play_file); so it does what is said to one.
ESLIO_DECL request<confirmation> conference_play(const any_text& name, const any_text& file);
ESLIO_DECL request<confirmation> conference_play(const any_text& name, const any_text& file,
                                                 std::uint32_t member);

/// Plays a file to all, beside what plays.
ESLIO_DECL request<confirmation> conference_play_async(const any_text& name, const any_text& file);

/// Ends what plays.
enum class stop_scope : unsigned char { current, all, async, last };
ESLIO_DECL request<confirmation> conference_stop(const any_text& name, stop_scope what);
ESLIO_DECL request<confirmation> conference_stop(const any_text& name, stop_scope what,
                                                 std::uint32_t member);

/// Speaks to all or to one member. FreeSWITCH looks for the first `say` of the whole command, so
/// that a conference whose name holds it is refused (conference_api_dispatch). Of a stranger the
/// text may not begin with parameters in braces, nor with a voice, `#name#`.
ESLIO_DECL request<confirmation> conference_say(const any_text& name, const any_text& text);
ESLIO_DECL request<confirmation> conference_say(const any_text& name, const any_text& text,
                                                std::uint32_t member);

/// Lets nobody else in, or again everybody (mod_conference: `lock`, `unlock`).
ESLIO_DECL request<confirmation> conference_lock(const any_text& name);
ESLIO_DECL request<confirmation> conference_unlock(const any_text& name);

/// Who joins from now on needs that number.
ESLIO_DECL request<confirmation> conference_pin(const any_text& name, const any_text& pin);
ESLIO_DECL request<confirmation> conference_nopin(const any_text& name);

/// Calls somebody into a conference, which begins with them if there is none yet. It holds the
/// connection up until they answer: see `conference_bgdial`. The answer is the cause why there is
/// no call, `hangup_cause::success` if there is one (conference_outcall). A stranger's name of a
/// conference may hold none of `@+:%`: the application `conference` that FreeSWITCH runs on that
/// call would read a profile, a pin or flags, a dial string to call, or variables. Of everybody it
/// has 255 bytes at most, no backslash, no blank at its front, no control byte and no second `@`:
/// they would be called into another.
ESLIO_DECL request<hangup_cause> conference_dial(const any_text& name, const dial_string& callee,
                                                 const any_text& caller_number = "",
                                                 const any_text& caller_name = "");

/// The same without waiting: the answer is the id of a job, whose end is told by an event of
/// `conference::maintenance` (`bgdial-result`).
ESLIO_DECL request<std::string> conference_bgdial(const any_text& name, const dial_string& callee,
                                                  const any_text& caller_number = "",
                                                  const any_text& caller_name = "");

/// Moves a member to another conference, whose name is read as that of `conference_dial`. It may
/// hold no comma or apostrophe: FreeSWITCH writes it into a list of applications; and a pin comes
/// after a profile (conference_api_sub_transfer).
ESLIO_DECL request<confirmation> conference_transfer(const any_text& name, const any_text& to,
                                                     std::uint32_t member);

/// How one member hears or reaches another.
enum class relation : unsigned char { nospeak, nohear, clear };
ESLIO_DECL request<confirmation> conference_relate(const any_text& name, std::uint32_t member,
                                                   std::uint32_t other, relation how);

/// Records the conference into a file. Of a stranger it is a path alone.
ESLIO_DECL request<confirmation> conference_record(const any_text& name, const any_text& file);

/// Ends a recording, `all` of the program's own means each.
ESLIO_DECL request<confirmation> conference_norecord(const any_text& name, const any_text& file);
ESLIO_DECL request<confirmation> conference_record_pause(const any_text& name,
                                                         const any_text& file);
ESLIO_DECL request<confirmation> conference_record_resume(const any_text& name,
                                                          const any_text& file);

/// What a conference says of itself: `run_time`, `count`, `max_members`, `rate`, `profile_name`,
/// `sound_prefix`, `caller_id_name`, `is_locked`, `uuid`, ... (conference_api_sub_get). A name that
/// FreeSWITCH does not know is unreadable.
ESLIO_DECL request<std::string> conference_get(const any_text& name, std::string_view parameter);

/// Sets `max_members`, `sound_prefix`, `caller_id_name`, `caller_id_number` or
/// `endconference_grace_time`. The answer is what it was before. Of a stranger `sound_prefix`,
/// which stands before each file that is played, is a path alone (conference_file_play).
ESLIO_DECL request<std::string> conference_set(const any_text& name, std::string_view parameter,
                                               const any_text& value);

/// A variable of a conference; nothing if it is not set.
ESLIO_DECL request<std::optional<std::string>> conference_getvar(const any_text& name,
                                                                 std::string_view variable);
ESLIO_DECL api_request conference_setvar(const any_text& name, std::string_view variable,
                                         const any_text& value);

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/conference.ipp>
#endif
