// A call on which operations of `channel` are tried, however the program came to it.
#pragma once

#include "live/control_line.hpp"
#include "live/operations/logbook.hpp"
#include "live/switch.hpp"

#include <eslio/channel.hpp>
#include <eslio/outbound/session.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace live {

/// How the program has the call: a channel over an inbound connection, or a session of a mode.
enum class held_by { connection, async_full, async, full, static_mode };

inline bool has_api(held_by by) {
    return by == held_by::connection || by == held_by::async_full || by == held_by::full;
}
inline bool is_static(held_by by) {
    return by == held_by::full || by == held_by::static_mode;
}

/// Made for one row of the table, with a call that is answered.
class call_bench {
public:
    call_bench(held_by how, switch_under_test& on, control_line& control)
        : by(how), log(on), switch_(on), control_(control) {}
    virtual ~call_bench() = default;
    call_bench(const call_bench&) = delete;
    call_bench& operator=(const call_bench&) = delete;

    held_by by;
    logbook log;
    std::string uuid;

    /// Null if the call could not be made.
    virtual eslio::channel* call() = 0;
    /// Null if it is none.
    virtual eslio::outbound::session* session() { return nullptr; }
    /// A handle on another call, over the same link; of sessions without api none.
    virtual std::shared_ptr<eslio::link> link() = 0;

    /// The caller hangs up; of a call that was originated somebody else does.
    virtual void caller_hangs_up() { kill("NORMAL_CLEARING"); }

    /// A UUID of another call of this row.
    std::string other_uuid(int number) const {
        return "e511000" + std::to_string(number) + uuid.substr(8);
    }

    /// Another call comes in that runs `socket`, then these actions of an inline dialplan
    /// (`^park`), and is opened with these options. Only where calls are held by sessions; null if
    /// none came.
    virtual eslio::outbound::session another(const eslio::outbound::session_options&,
                                             const std::string& /*afterwards*/) {
        return {};
    }
    /// The caller of such a call hangs up.
    virtual void caller_hangs_up(const std::string& call) { api("uuid_kill " + call); }

    void kill(const std::string& cause) { api("uuid_kill " + uuid + " " + cause); }
    void press(const std::string& keys) { api("uuid_recv_dtmf " + uuid + " " + keys); }
    std::string api(const std::string& command) { return control_.api(command); }

    /// Lets time pass.
    void pass(milliseconds time) {
        switch_.run_until([] { return false; }, time);
    }
    template <class Predicate>
    bool wait_for(Predicate p, milliseconds limit = milliseconds(5'000)) {
        return switch_.run_until(p, limit);
    }

protected:
    switch_under_test& switch_;
    control_line& control_;
};

/// One operation, or a few that belong together: a name and what is done.
struct call_row {
    std::string name;
    std::function<void(call_bench&)> run;
    std::vector<held_by> only{};  ///< empty: however the call is held
};

void add_executions(std::vector<call_row>& table);
void add_outcomes(std::vector<call_row>& table);
void add_cuts_by_caller(std::vector<call_row>& table);
void add_cuts_by_callee(std::vector<call_row>& table);
void add_cuts_by_command(std::vector<call_row>& table);
void add_digits(std::vector<call_row>& table);
void add_bridges(std::vector<call_row>& table);
void add_variables(std::vector<call_row>& table);
void add_waits(std::vector<call_row>& table);
void add_legs(std::vector<call_row>& table);
void add_sessions(std::vector<call_row>& table);
void add_departures(std::vector<call_row>& table);
void add_dial_strings(std::vector<call_row>& table);
void add_originates(std::vector<call_row>& table);
void add_verbs(std::vector<call_row>& table);
void add_verbs_of_legs(std::vector<call_row>& table);

}  // namespace live
