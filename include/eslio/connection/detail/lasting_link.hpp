// What an engine has besides, when its link outlives its connections.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/paired_engines.hpp>
#include <eslio/error.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/continuity.hpp>
#include <eslio/protocol/restoration.hpp>

#include <memory>
#include <optional>
#include <string>

namespace eslio::detail {

/// Makes another connection when one has ended. Called from inside the engine, at the end of what
/// it does: may begin another one, but destroys nothing.
class link_keeper {
public:
    /// A connection that was up has ended, or one that began (then the handler of its opening is
    /// told, too).
    virtual void on_interrupted(error_code why) noexcept = 0;

    /// What is wanted is being said.
    virtual void on_logged_in() noexcept = 0;

    /// What was wanted is in force again. The setup goes on until `engine::end_setup`, if it
    /// returns true.
    virtual bool on_state_restored(switch_run run) noexcept = 0;

    /// Other commands are written again.
    virtual void on_up() noexcept = 0;

    /// While it is up: events may be missing, as there are two connections and the other one ended.
    virtual void on_events_missing() noexcept {}

protected:
    ~link_keeper() = default;
};

struct lasting_link {
    using reply_handler = any_handler<void(error_code, reply)>;

    std::weak_ptr<link_keeper> keeper;
    bool keeps_unsent = true;
    protocol::continuity over;
    std::optional<protocol::restoration<reply_handler>> restoration;  ///< while it goes on
    bool told_of_state = false;
    bool told_of_gap = false;
    bool missing = true;  ///< events may be, which the watchers were told
    std::string refusal;  ///< of what was wanted, by the last connection
    /// If there are two connections, of which this is one.
    std::shared_ptr<paired_engines> pair;
    paired_engines::side place = paired_engines::side::first;

    /// Of two connections, the one that has the user's operations.
    bool is_first() const noexcept { return pair && place == paired_engines::side::first; }
};

}  // namespace eslio::detail
