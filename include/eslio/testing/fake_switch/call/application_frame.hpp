// An application on the stack of a call: what it is, how long it goes on, who waits for its end.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/applications.hpp>
#include <eslio/testing/fake_switch/call/digits.hpp>
#include <eslio/testing/fake_switch/call/running_app.hpp>
#include <eslio/testing/fake_switch/call/variables.hpp>
#include <eslio/testing/fake_switch/core/core.hpp>
#include <eslio/testing/fake_switch/core/scheduler.hpp>
#include <eslio/testing/fake_switch/text/expand.hpp>
#include <eslio/testing/fake_switch/wire/request.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace eslio::testing::fake {

class menu_run;

struct application_frame {
    running_app app;
    std::string written;             ///< the argument, as it was before it was expanded
    std::optional<request> message;  ///< the one that asked for it
    detail::shared_function<void()> done;
    detail::shared_function<void()> released;  ///< what it held is free
    detail::shared_function<void()> left;      ///< the call is moved away from it
    std::optional<core::duration> rest;        ///< none: it lasts until it is ended
    std::optional<core::duration> given;       ///< its time, where its argument does not decide it
    core::time_point began;                    ///< this pass
    core::time_point going_since;
    std::optional<scheduler::id> timer;
    std::optional<digit_collector> collector;
    std::shared_ptr<menu_run> menu;  ///< of `ivr`
    std::string response;
    std::vector<std::string> files;  ///< of `playback`: those that are still to come
    std::string now_playing;
    core::time_point file_began;
    std::int64_t samples_heard = 0;  ///< of the files of a list that were played before
    std::uint64_t played = 0;        ///< how often its file has been played, if it is repeated

    /// Of an application that collects digits.
    enum class prompt_phase { file, waiting, invalid_file };
    prompt_phase phase = prompt_phase::waiting;
    bool gave_up = false;  ///< all attempts have failed

    bool paused = false;   ///< what plays
    bool stopped = false;  ///< it is read no further
    bool locked = false;
    bool untold = false;        ///< no PRIVATE_COMMAND tells of its end
    bool begins = false;        ///< what ends inside of it does not make it go on yet
    bool in_park = false;       ///< a park inside of a park
    bool missing_file = false;  ///< there is no such file to be played, or folder to record into
    bool is_scripted = false;   ///< a test has given its time: the argument does not count
    char unhold_key = 0;        ///< of `soft_hold`: what ends it; 0 for other applications

    /// No application: the other side is asked for a key before anything is executed.
    bool is_untold_prompt() const noexcept { return collector && app.name.empty(); }

    /// A file plays that no key ends: keys are for what comes after it (switch_ivr_play_file
    /// without arguments).
    bool ignores_keys() const noexcept {
        return collector ? phase == prompt_phase::invalid_file : is_repeated();
    }

    /// `endless_playback file`, `loop_playback [+times] file`: plays it again and again, also when
    /// it is broken off (mod_dptools.c: endless_playback_function).
    bool is_repeated() const noexcept {
        return app.name == "endless_playback" || app.name == "loop_playback";
    }

    /// The file that it plays or records.
    std::string_view file() const noexcept;

    /// How long a pass takes: as the test says, or by its name and argument.
    std::optional<core::duration> time() const;

    /// How long a file of it plays.
    std::optional<core::duration> time_of(std::string_view played_file) const;

    /// So long `deflect` waits for media to be acknowledged, which they never are on null and
    /// loopback legs (mod_dptools.c: deflect_function).
    static constexpr std::chrono::seconds media_patience{10};

    /// Of `loop_playback +times file`, after one pass: whether there is another.
    bool plays_on();

    /// A pass begins: its number is known to the argument.
    void prepare(variables& vars, const expander& expand);

    /// Whether it takes time from now on, or is ended by something else.
    bool lasts() const noexcept { return !rest || *rest != core::duration::zero(); }

    /// Its time does not go on.
    void stand_still(core::time_point now) {
        if (paused)
            file_began += now - going_since;
        else if (rest)
            rest = std::max(*rest - (now - going_since), core::duration::zero());
        going_since = now;
    }

    static constexpr std::chrono::milliseconds shortest_loop{500};

    /// Whether it is run once more, after a pass that ended now and was not broken off.
    bool loops_on(core::time_point now) const {
        const bool wanted = app.loop != 0 && (app.loops < 0 || app.loop < app.loops);
        return wanted && now - began >= shortest_loop;
    }
};

/// The limit of `record path [seconds ...]`, if it has one (mod_dptools.c: record_function).
ESLIO_DECL std::optional<core::duration> limit_of_recording(const running_app& app);

/// Of an application that reads digits.
ESLIO_DECL std::optional<digit_collector> collector_of(const running_app& app);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/call/impl/application_frame.ipp>
#endif
