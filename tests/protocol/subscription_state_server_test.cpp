// protocol/subscription_state.hpp against a model of FreeSWITCH: whatever the user subscribes, what
// the library needs comes at every moment, and the user gets what they would get without the
// library's own commands.
#include "catch.hpp"
#include "protocol/subscription_model.hpp"
#include "protocol/subscription_state_fixture.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/protocol/subscription_state.hpp>
#include <eslio/protocol/time.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace subscription_state_server_test {

namespace {

using eslio::event;
using eslio::event_name;
using test::subscription_model;
using test::subscription_state;

event named(std::string_view name, std::string_view header = {}, std::string_view value = {}) {
    event e;
    e.add("Event-Name", name);
    e.add("Core-UUID", "core");
    if (!header.empty()) e.add(header, value);
    return e;
}

event custom(std::string_view subclass) {
    return subclass.empty() ? named("CUSTOM") : event::custom(subclass);
}

/// One of each kind that FreeSWITCH fires.
const std::vector<event>& samples() {
    static const std::vector<event> all = {
        named("BACKGROUND_JOB", "Job-UUID", "own"),
        named("HEARTBEAT"),
        named("DTMF", "Unique-ID", "1"),
        named("CHANNEL_ANSWER", "Unique-ID", "2"),
        named("API", "Job-UUID", "another's"),
        named("NEW_TYPE"),
        custom(""),
        custom("a::a"),
        custom("b::b"),
        custom("c::c"),
    };
    return all;
}

/// A user with commands at random, and two FreeSWITCHes: one gets what the library writes, the
/// other what the user said.
class talk {
public:
    explicit talk(std::uint64_t seed)
        : random_(seed),
          controls_call_(random_.one_in(2)),
          comes_back_(!controls_call_ && random_.one_in(2)),
          served_(controls_call_),
          direct_(controls_call_) {
        if (!controls_call_) heard_.controls_no_call();
    }

    /// What went wrong first; empty if nothing did.
    std::string run(int commands) {
        const std::size_t jobs_at = random_.below(static_cast<std::size_t>(commands));
        for (std::size_t i = 0; i < static_cast<std::size_t>(commands) && wrong_.empty(); ++i) {
            if (i >= jobs_at && (i == jobs_at || random_.one_in(8))) need(jobs());
            if (random_.one_in(10))
                need(random_.one_in(2) ? calls() : subscription_state::types(jobs()));
            if (random_.one_in(10)) need_in_vain(calls());
            if (random_.one_in(6) && !held_.empty()) let_go();
            if (random_.one_in(6)) pass_time(std::chrono::seconds(40));
            if (comes_back_ && random_.one_in(12)) connect_anew();
            user_says(command());
        }
        while (!held_.empty()) let_go();
        pass_time(patience);
        if (wrong_.empty()) check_quiet();
        return wrong_;
    }

    const std::string& log() const { return log_; }

private:
    static constexpr auto patience = eslio::protocol::event_leases::patience;

    static subscription_state::types jobs() {
        return eslio::detail::types_of({event_name::background_job});
    }
    static subscription_state::types calls() {
        return eslio::detail::types_of({event_name::channel_answer, event_name::dtmf});
    }

    struct holder {
        subscription_state::types types;
        subscription_state::lease held;
    };

    void need(const subscription_state::types& wanted) {
        for (const subscription_state::step& s : heard_.need(wanted)) {
            write(s.bytes);
            check_needed();
        }
        held_.push_back({wanted, heard_.held});
        refused_ &= ~wanted;
        check_needed();
        check_user();
    }

    void let_go() {
        const std::size_t which = random_.below(held_.size());
        log_ += "let go\n";
        heard_.give_back(held_[which].held, now_);
        held_.erase(held_.begin() + static_cast<std::ptrdiff_t>(which));
    }

    void pass_time(eslio::protocol::duration by) {
        now_ += by;
        for (const subscription_state::step& s : heard_.end_unneeded(now_)) {
            write(s.bytes);
            check_needed();
            check_user();
        }
        check_user();
    }

    /// Another connection: what was in force has to be said again, and is when all of it has been.
    void connect_anew() {
        log_ += "another connection\n";
        served_ = subscription_model(false);
        for (const subscription_state::step& s : heard_.restore()) write(s.bytes);
        refused_.reset();
        check_needed();
        check_user();
    }

    /// Nothing is sent any more but what the user asked for, and what a refused subscription left.
    void check_quiet() {
        for (const event& e : samples()) {
            const event_name type = e.type();
            const bool asked = type != event_name::unknown &&
                               (jobs() | calls())[eslio::detail::index_of(type)] &&
                               !ever_refused_[eslio::detail::index_of(type)];
            if (asked && served_.delivers(e) && !direct_.delivers(e))
                wrong_ = "still sent: " + std::string(e.name());
        }
    }

    /// FreeSWITCH refuses one of the names, and keeps those in front of it.
    void need_in_vain(const subscription_state::types& wanted) {
        const subscription_state::steps own = heard_.need(wanted);
        for (const subscription_state::step& s : own) {
            const bool last = &s == &own.back();
            write(last ? s.bytes.substr(0, s.bytes.rfind(' ')) + "\n\n" : s.bytes);
            check_needed();
        }
        if (own.empty()) return held_.push_back({wanted, heard_.held});
        heard_.refused(wanted);
        heard_.give_back(heard_.held, now_);
        refused_ |= wanted;
        ever_refused_ |= wanted;
        check_user();
    }

    void user_says(const std::string& bytes) {
        log_ += "user: " + bytes;
        const bool concerns = subscription_state::concerns(bytes);
        const subscription_state::steps plan =
            concerns ? heard_.plan(bytes) : subscription_state::steps{{bytes, false, false}};
        int answers = 0;
        for (const subscription_state::step& s : plan) {
            answers += s.internal ? 0 : 1;
            const bool accepted = write(s.bytes);
            if (s.my_events) heard_.my_events_answered(accepted);
            check_needed();
        }
        if (answers != 1) wrong_ = "the user's command has not one answer";
        direct_.command(bytes);
        check_user();
    }

    bool write(const std::string& bytes) {
        log_ += "written: " + bytes;
        if (bytes.size() < 3 || bytes.find("\n\n") != bytes.size() - 2) wrong_ = "not one command";
        return served_.command(bytes);
    }

    void check_needed() {
        subscription_state::types needed;
        for (const holder& h : held_) needed |= h.types;
        needed &= ~refused_;
        for (const event& e : samples()) {
            if (e.type() == event_name::unknown || !needed[static_cast<std::size_t>(e.type())])
                continue;
            if (!served_.delivers(e) && !served_.rejects(e))
                wrong_ = std::string(e.name()) + " would not be heard";
        }
    }

    void check_user() {
        for (const event& e : samples()) {
            const bool gets = served_.delivers(e) && heard_.wants(e);
            if (gets == direct_.delivers(e)) continue;
            wrong_ = gets ? "too much: " : "missing: ";
            wrong_.append(e.name()).append(" ").append(e.subclass());
        }
    }

    std::string command() {
        switch (random_.below(8)) {
            case 0:
            case 1: return "event" + words() + "\n\n";
            case 2: return "nixevent" + words() + "\n\n";
            case 3: return random_.one_in(2) ? "noevents\n\n" : "NoEvents\n\n";
            case 4:
                return (random_.one_in(6) && !comes_back_ ? my_events() : "events" + words()) +
                       "\n\n";
            case 5:
                return "filter " + std::string(random_.one_in(2) ? "add " : "") + a_filter() +
                       "\n\n";
            case 6: return "filter delete " + deletion() + "\n\n";
            default: return odd() + "\n\n";
        }
    }

    /// On a connection that logged in, always with a format.
    std::string my_events() {
        static constexpr const char* all[] = {"myevents 1 plain", "myevents 2 plain",
                                              "myevents  json", "myevents 1 x"};
        return controls_call_ ? "myevents plain" : random_.pick(all);
    }

    std::string words() {
        static constexpr const char* all[] = {"ALL",
                                              "HEARTBEAT",
                                              "dtmf",
                                              "CHANNEL_ANSWER",
                                              "Background_Job",
                                              "API",
                                              "NEW_TYPE",
                                              "bogus",
                                              "SWITCH_EVENT_BACKGROUND_JOB",
                                              "ABCDEFGHIJKLMall",
                                              "BACKGROUND_JOB",
                                              "SWITCH_EVENT_NEW_TYPE"};
        static constexpr const char* subclasses[] = {"a::a", "b::b", "c::c", "ALL", "DTMF"};
        std::string text;
        if (random_.one_in(4)) text += random_.one_in(2) ? " json" : " plain";
        for (std::size_t n = random_.below(3); n > 0; --n)
            text += " " + std::string(random_.pick(all));
        if (random_.one_in(2)) return text;
        text += random_.one_in(4) ? " SWITCH_EVENT_custom" : " CUSTOM";
        for (std::size_t n = random_.below(3); n > 0; --n)
            text += " " + std::string(random_.pick(subclasses));
        return text;
    }

    std::string a_filter() {
        static constexpr const char* all[] = {"Unique-ID 1",
                                              "Unique-ID 2",
                                              "unique-id -1",
                                              "Event-Name HEARTBEAT",
                                              "Event-Name BACKGROUND_JOB",
                                              "Core-UUID /./",
                                              "Event-Name /./",
                                              "Job-UUID own",
                                              "Event-Name -DTMF",
                                              "Event-Name -BACKGROUND_JOB",
                                              "all x",
                                              "Event-Name +-+CUSTOM",
                                              "Unique-ID ",
                                              "Event-Name ",
                                              "Job-UUID ",
                                              "all ",
                                              "Unique-ID",
                                              "add x",
                                              " Unique-ID 1",
                                              "Unique-ID[1] 1",
                                              "unique-id[0] 2",
                                              "Unique-ID ARRAY::2",
                                              "Job-UUID ARRAY::own|:x"};
        return random_.pick(all);
    }

    std::string deletion() {
        static constexpr const char* all[] = {"all",
                                              "Unique-ID",
                                              "unique-id 1",
                                              "Event-Name",
                                              "EVENT-NAME BACKGROUND_JOB",
                                              "event-name background_job",
                                              "Job-UUID",
                                              "core-uuid /./",
                                              "Job-UUID own",
                                              "Event-Name HEARTBEAT",
                                              "Absent",
                                              "ALL x",
                                              "Event-Name /./",
                                              "Unique-ID -1",
                                              " all",
                                              " Unique-ID",
                                              "Job-UUID ARRAY::own|:x",
                                              "all "};
        return random_.pick(all);
    }

    std::string odd() {
        static constexpr const char* all[] = {"filter delete",
                                              "filter",
                                              "filter ",
                                              "filter add",
                                              "filter delete ",
                                              "event",
                                              "nixevent",
                                              "event ",
                                              "eventALL DTMF",
                                              "nixeventALL HEARTBEAT",
                                              "FILTER DELETE ALL",
                                              "noop",
                                              "log 7",
                                              "nixevent ALL",
                                              "filter  delete all",
                                              "filter   Unique-ID 1",
                                              "filter  delete Unique-ID",
                                              "FILTER  add Unique-ID 2",
                                              "filter delete  all",
                                              "filter add  Unique-ID 1",
                                              "event  ALL",
                                              "event  json DTMF",
                                              "event json  HEARTBEAT",
                                              "eventually plain DTMF",
                                              "nixevent  DTMF  API",
                                              "nixevent json DTMF",
                                              "noeventsfoo bar",
                                              "myeventsjson",
                                              " filter delete all",
                                              " noevents",
                                              "event reload mod_event_socket ALL",
                                              "event\tDTMF",
                                              "nixevents CUSTOM a::a  b::b"};
        return random_.pick(all);
    }

    support::random_source random_;
    bool controls_call_;
    bool comes_back_;  ///< over several connections, without `myevents`
    subscription_state heard_;
    subscription_model served_;
    subscription_model direct_;
    std::vector<holder> held_;
    subscription_state::types refused_;       ///< since it was asked for
    subscription_state::types ever_refused_;  ///< of these the rest may be left on
    eslio::protocol::time_point now_{};
    std::string wrong_;
    std::string log_;
};

}  // namespace

TEST_CASE("what the library needs is heard and the user notices nothing",
          "[protocol][subscription][random]") {
    support::each_round(1500, [](std::uint64_t seed) {
        talk t(seed);
        const std::string wrong = t.run(30);
        INFO("ESLIO_SEED=" << seed << ": " << wrong << '\n' << t.log());
        REQUIRE(wrong.empty());
    });
}

}  // namespace subscription_state_server_test
