// event/execution_outcome.hpp: what applications came to, from what FreeSWITCH 1.11.3-dev told when
// they had ended by themselves, by a hang-up (uuid_kill ... USER_BUSY), or in another way.
#include "catch.hpp"
#include "support/named.hpp"

#include <eslio/event/execution.hpp>
#include <eslio/event/execution_outcome.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace execution_outcome_test {

namespace {

using eslio::event;
using eslio::execution_result;
using eslio::leg_answer;
using eslio::read_outcome;
using how = execution_result::outcome;

/// One CHANNEL_EXECUTE_COMPLETE as FreeSWITCH sent it, and what it means.
struct told {
    std::string_view application;
    std::string_view cause;      ///< of a call that was down by then; else empty
    std::string_view response;   ///< Application-Response
    std::string_view variables;  ///< `name=value` with spaces between
    how outcome;
    std::string_view why = {};
};

event complete(const told& t) {
    event e(eslio::event_name::channel_execute_complete);
    e.add("Answer-State", t.cause.empty() ? "answered" : "hangup");
    if (!t.cause.empty()) e.add("Hangup-Cause", t.cause);
    e.add("Caller-Channel-Answered-Time", "1795821294000000");
    for (std::string_view rest = t.variables; !rest.empty();) {
        std::string_view value = eslio::wire::next_word(rest);
        const std::string_view name = eslio::wire::next_word(value, '=');
        e.add("variable_" + std::string(name), value);
    }
    e.add("Application", t.application);
    e.add("Application-Response", t.response.empty() ? "_none_" : t.response);
    return e;
}

void check(const std::vector<told>& all) {
    for (const told& t : all) {
        INFO(t.application << " " << t.cause << " " << t.response << " " << t.variables);
        const execution_result r = read_outcome(t.application, complete(t));
        CHECK(r.how() == t.outcome);
        CHECK(r.ok() == (t.outcome == how::completed || t.outcome == how::ended));
        CHECK(static_cast<bool>(r) == r.ok());
        CHECK(r.cause_text() == t.cause);
        CHECK(r.response() == t.response);
        CHECK(r.why().empty() == (t.outcome == how::completed));
        if (!t.why.empty()) CHECK(r.why() == t.why);
        if (t.outcome == how::hung_up) CHECK(r.why() == t.cause);
    }
}

constexpr std::string_view busy = "USER_BUSY";
constexpr std::string_view out_of_order = "DESTINATION_OUT_OF_ORDER";

}  // namespace

TEST_CASE("outcome: what plays", "[outcome]") {
    check({{"playback", "", "FILE PLAYED", "", how::completed},
           {"playback", "", "FILE NOT FOUND", "", how::failed, "FILE NOT FOUND"},
           {"playback", busy, "FILE NOT FOUND", "", how::failed, "FILE NOT FOUND"},
           {"playback", busy, "PLAYBACK ERROR", "", how::hung_up},
           // The other leg of the media left, or the call was transferred away.
           {"playback", "", "PLAYBACK ERROR", "", how::failed, "PLAYBACK ERROR"},
           // So said a tone of a minute that was cut after 0.4 s.
           {"playback", busy, "FILE PLAYED", "", how::hung_up},
           {"phrase", busy, "PHRASE PLAYED", "", how::hung_up},
           {"endless_playback", busy, "PLAYBACK ERROR", "", how::hung_up},
           {"loop_playback", "", "FILE PLAYED", "", how::completed},
           {"loop_playback", busy, "PLAYBACK ERROR", "", how::hung_up},
           {"phrase", "", "PHRASE PLAYED", "", how::completed},
           {"phrase", "", "UNKNOWN ERROR", "", how::failed, "UNKNOWN ERROR"},
           {"phrase", "", "NOTHING", "", how::failed, "NOTHING"},
           // Of these FreeSWITCH does not tell whether anything was heard, engine or not.
           {"speak", "", "", "", how::ended},
           {"speak", busy, "", "", how::hung_up},
           {"say", "", "", "", how::ended},
           {"say", busy, "", "", how::hung_up},
           {"gentones", "", "", "", how::ended},
           {"gentones", busy, "", "", how::hung_up}});
}

TEST_CASE("outcome: a recording that is cut short is one", "[outcome]") {
    check({{"record", busy, "", "record_ms=620", how::completed},
           {"record", "NORMAL_CLEARING", "", "record_ms=0", how::completed},
           {"record", "", "", "record_ms=3000", how::completed},
           {"record", busy, "", "", how::hung_up},
           // A folder that is not there: it hangs up itself.
           {"record", out_of_order, "", "", how::failed, out_of_order},
           {"record", out_of_order, "", "record_ms=620", how::failed, out_of_order},
           {"record", "", "", "", how::failed}});
}

TEST_CASE("outcome: what acts at once has acted, also on a call that is down", "[outcome]") {
    std::vector<told> all;
    for (const std::string_view a :
         {"set",        "unset",     "multiset",   "export",         "push",
          "log",        "event",     "hangup",     "sched_hangup",   "respond",
          "redirect",   "deflect",   "transfer",   "break",          "hold",
          "unhold",     "send_dtmf", "queue_dtmf", "record_session", "stop_record_session",
          "ring_ready", "SET"}) {
        all.push_back({a, "", "", "", how::completed});
        all.push_back({a, busy, "", "", how::completed});
    }
    all.push_back({"broadcast", "", "BROADCAST_SENT", "", how::completed});
    check(all);
}

TEST_CASE("outcome: what lasts is cut by the hang-up", "[outcome]") {
    std::vector<told> all;
    // FreeSWITCH tells nothing of these, nor of applications that nobody has heard of. What ends on
    // a live call may have been cut off as well, as the other leg of a loopback hung up.
    for (const std::string_view a :
         {"sleep", "park", "echo", "delay_echo", "conference", "fifo", "valet_park", "eavesdrop",
          "ivr", "detect_silence", "a_module's"}) {
        all.push_back({a, "", "", "", how::ended});
        all.push_back({a, busy, "", "", how::hung_up});
    }
    all.push_back({"a_module's", "", "-ERR no", "", how::failed, "-ERR no"});
    all.push_back({"spandsp_start_tone_detect", "", "+OK started", "", how::ended});
    check(all);
}

TEST_CASE("outcome: digits were read, or not", "[outcome]") {
    for (const std::string_view a : {"read", "play_and_get_digits"})
        check({{a, "", "", "read_result=success", how::completed},
               {a, "", "", "read_result=timeout", how::completed},
               {a, "", "", "read_result=failure", how::failed, "failure"},
               {a, "", "", "", how::failed},  // no such file
               {a, busy, "", "read_result=success", how::completed},
               {a, busy, "", "read_result=failure", how::hung_up},
               {a, busy, "", "", how::hung_up}});
}

TEST_CASE("outcome: answered is answered", "[outcome]") {
    for (const std::string_view a : {"answer", "wait_for_answer"}) {
        event e = complete({a, "", "", "", how::completed});
        CHECK(read_outcome(a, e).how() == how::completed);
        e.set("Answer-State", "hangup").set("Hangup-Cause", busy);
        CHECK(read_outcome(a, e).how() == how::completed);  // it was, and hung up since
        e.set("Caller-Channel-Answered-Time", "0");
        CHECK(read_outcome(a, e).how() == how::hung_up);
        e.set("Answer-State", "early").remove("Hangup-Cause");
        CHECK(read_outcome(a, e).how() == how::failed);
        CHECK_FALSE(named(read_outcome(a, e)).why().empty());
    }
    event e = complete({"pre_answer", "", "", "", how::completed});
    CHECK(read_outcome("pre_answer", e).ok());
    e.set("Answer-State", "ringing").set("Caller-Channel-Answered-Time", "0");
    CHECK(read_outcome("pre_answer", e).how() == how::failed);
    e.set("Caller-Channel-Progress-Media-Time", "1795821294000000");
    CHECK(read_outcome("pre_answer", e).ok());
    e.set("Answer-State", "hangup").set("Caller-Channel-Progress-Media-Time", "0");
    CHECK(read_outcome("pre_answer", e).how() == how::hung_up);
}

TEST_CASE("outcome: an execution of others ended by them, or was cut", "[outcome]") {
    for (const std::string_view a : {"execute_extension", "limit_execute"})
        check({{a, "", "", "current_application=set", how::ended},
               {a, "", "", "", how::ended},  // there is no such extension
               {a, busy, "", "current_application=answer", how::hung_up},
               {a, busy, "", "current_application=set", how::hung_up},
               {a, busy, "", "current_application=bridge originate_disposition=SUCCESS",
                how::completed},
               {a, busy, "", "current_application=hangup", how::completed},
               {a, busy, "", "current_application=bridge originate_disposition=USER_BUSY",
                how::completed},
               {a, busy, "", "current_application=sleep", how::hung_up},
               {a, busy, "PLAYBACK ERROR", "current_application=playback", how::hung_up},
               {a, busy, "", "current_application=execute_extension", how::hung_up},
               {a, busy, "", "", how::hung_up}});
}

TEST_CASE("outcome: a bridge failed, or joined a leg that answered, or did not", "[outcome]") {
    check(
        {{"bridge", busy, "", "originate_disposition=USER_BUSY DIALSTATUS=BUSY", how::failed, busy},
         {"bridge", "", "", "originate_disposition=NO_ANSWER", how::failed, "NO_ANSWER"},
         {"bridge", "", "", "originate_disposition=ORIGINATOR_CANCEL", how::failed,
          "ORIGINATOR_CANCEL"},
         {"bridge", "NORMAL_CLEARING", "", "originate_disposition=ORIGINATOR_CANCEL", how::hung_up},
         {"bridge", "", "", "originate_disposition=failure originate_failed_cause=USER_BUSY",
          how::failed, busy},
         {"bridge", "", "", "originate_disposition=failure DIALSTATUS=INVALIDARGS", how::failed,
          "INVALIDARGS"},
         {"bridge", "", "", "", how::failed},
         {"bridge", busy, "", "", how::hung_up}});

    const told joined{"bridge", busy, "",
                      "originate_disposition=SUCCESS bridge_hangup_cause=USER_BUSY", how::ended};
    event e = complete(joined);
    e.add("Other-Leg-Channel-Answered-Time", "0");
    CHECK(read_outcome("bridge", e).how() == how::ended);
    CHECK_FALSE(named(read_outcome("bridge", e)).why().empty());
    CHECK(read_outcome("bridge", e, leg_answer::yes).how() == how::completed);
    CHECK(read_outcome("bridge", e, leg_answer::no).how() == how::failed);
    CHECK(named(read_outcome("bridge", e, leg_answer::no)).why() == busy);
    event given_up = e;  // by the caller, who heard early media
    given_up.set("variable_bridge_hangup_cause", "ORIGINATOR_CANCEL");
    CHECK(read_outcome("bridge", given_up, leg_answer::no).how() == how::hung_up);
    CHECK(named(read_outcome("bridge", given_up, leg_answer::no)).why() == busy);
    e.set("variable_originate_disposition", "success");  // of several at once (`:_:`)
    CHECK(read_outcome("bridge", e).how() == how::ended);
    e.set("Other-Leg-Channel-Answered-Time", "1795821294000000");
    CHECK(read_outcome("bridge", e).how() == how::completed);
    CHECK(read_outcome("bridge", e, leg_answer::no).how() == how::failed);  // another leg's
    e.set("Other-Leg-Unique-ID", "leg-2");
    e.set("variable_originated_legs", "ARRAY::leg-1;Ann;1000|:leg-2;Bob;1001");
    CHECK(read_outcome("bridge", e).how() == how::completed);
    e.set("Other-Leg-Unique-ID", "stranger");
    CHECK(read_outcome("bridge", e).how() == how::ended);
}

TEST_CASE("outcome: speech, pictures and faxes", "[outcome]") {
    check({{"play_and_detect_speech", "", "DONE", "", how::completed},
           {"play_and_detect_speech", "", "ASR INIT ERROR", "", how::failed, "ASR INIT ERROR"},
           {"play_and_detect_speech", busy, "ERROR", "", how::hung_up},
           {"play_fsv", "", "OK", "", how::completed},
           {"play_fsv", "", "Got error while opening file", "", how::failed},
           {"rxfax", "NORMAL_CLEARING", "", "fax_success=1", how::completed},
           {"rxfax", "", "", "fax_success=0 fax_result_text=TIMEOUT", how::failed, "TIMEOUT"},
           {"txfax", "", "Fax TX filename not set", "", how::failed, "Fax TX filename not set"},
           {"txfax", busy, "", "", how::hung_up}});
}

TEST_CASE("outcome: what was played while the call was told to go elsewhere was cut", "[outcome]") {
    struct at {
        const char* state;
        const char* number;  // where it is to go
        how ends;
    };
    for (const at& x :
         {at{"CS_EXECUTE", "4", how::completed},
          at{"CS_EXCHANGE_MEDIA", "5", how::completed},  // a bridge's other leg
          at{"CS_SOFT_EXECUTE", "3", how::completed},    // joined by uuid_bridge
          at{"CS_CONSUME_MEDIA", "4", how::completed},   // just originated
          at{"CS_EXECUTE", "", how::completed}, at{"CS_EXECUTE", "99", how::completed},
          at{"CS_EXECUTE", "2", how::failed},  // uuid_transfer
          at{"CS_EXECUTE", "6", how::failed},  // uuid_park
          at{"CS_EXECUTE", "8", how::failed},  // uuid_bridge
          at{"CS_EXCHANGE_MEDIA", "2", how::failed}}) {
        CAPTURE(x.state, x.number);
        for (const char* response : {"FILE PLAYED", "PHRASE PLAYED"}) {
            event e = complete({"playback", "", response, "", how::completed});
            e.set("Channel-State", x.state).set("Channel-State-Number", x.number);
            CHECK(read_outcome("playback", e).how() == x.ends);
        }
    }
}

TEST_CASE("outcome: of a loopback leg what stopped short may have been cut", "[outcome]") {
    struct ending {
        const char* response;
        const char* variables;
        bool may_be_cut;
    };
    const char* all_of_48000 = "read_rate=8000 playback_ms=3006 playback_last_offset_pos=24051";
    for (const ending& x :
         {ending{"FILE PLAYED", "read_rate=8000 playback_ms=2048 playback_last_offset_pos=1440",
                 true},
          ending{"PHRASE PLAYED", "read_rate=48000 playback_ms=2048 playback_last_offset_pos=9",
                 true},
          ending{"FILE PLAYED", "read_rate=8000 playback_ms=1002 playback_last_offset_pos=7840",
                 true},  // a frame before its end, at 11 025 Hz
          ending{"PLAYBACK ERROR", "", true}, ending{"FILE NOT FOUND", "", false},
          ending{"FILE PLAYED", "read_rate=8000 playback_ms=12027 playback_last_offset_pos=95995",
                 false},  // 12 s at 44 100 Hz, to its end
          ending{"FILE PLAYED", "read_rate=8000 playback_ms=20000 playback_last_offset_pos=159600",
                 false},  // a native file in PCMU, to its end
          ending{"FILE PLAYED",
                 "read_rate=8000 playback_ms=2048 playback_last_offset_pos=1440 "
                 "current_application_data=say:x",
                 false},
          ending{"FILE PLAYED", all_of_48000, false},  // a file of that rate, to its end
          ending{"FILE PLAYED", "read_rate=8000 playback_ms=2041 playback_last_offset_pos=24333",
                 false},  // it began a second later: `a.wav@@8000`
          ending{"FILE PLAYED",
                 "read_rate=8000 playback_ms=2048 playback_last_offset_pos=1440 "
                 "playback_terminator_used=#",
                 false},
          ending{"FILE PLAYED", "", false},
          ending{"FILE PLAYED", "read_rate=0 playback_ms=2048 playback_last_offset_pos=0",
                 false}}) {
        CAPTURE(x.response, x.variables);
        event e = complete({"playback", "", x.response, x.variables, how::completed});
        const how told = read_outcome("playback", e).how();
        CHECK_FALSE(eslio::detail::outcome_reader(e).may_be_cut("playback", told));
        e.set("Caller-Source", "mod_loopback");
        CHECK(eslio::detail::outcome_reader(e).may_be_cut("playback", told) == x.may_be_cut);
        if (told == how::completed)
            CHECK_FALSE(eslio::detail::outcome_reader(e).may_be_cut("set", told));
        e.set("Answer-State", "hangup");
        CHECK_FALSE(eslio::detail::outcome_reader(e).may_be_cut("playback", told));
    }
}

TEST_CASE("outcome: the channel's data stand for the event", "[outcome]") {
    event data(eslio::event_name::channel_data);
    data.add("Answer-State", "answered")
        .add("variable_current_application_response", "FILE PLAYED");
    const execution_result played = read_outcome("playback", data);
    CHECK(played.how() == how::completed);
    CHECK(played.response() == "FILE PLAYED");
    data.set("variable_current_application_response", "FILE NOT FOUND");
    CHECK(read_outcome("playback", data).how() == how::failed);
    data.set("Answer-State", "hangup").set("variable_current_application_response", "");
    CHECK(read_outcome("playback", data).how() == how::hung_up);
}

TEST_CASE("outcome: what is not completed says why", "[outcome]") {
    CHECK_FALSE(execution_result().ok());
    CHECK(execution_result().how() == how::unknown);
    CHECK_FALSE(named(execution_result()).why().empty());
    for (const how h : {how::ended, how::failed, how::hung_up, how::refused, how::not_run,
                        how::unheard, how::unknown})
        CHECK_FALSE(named(execution_result(h, event())).why().empty());
    CHECK(named(execution_result(how::completed, event())).why().empty());
    CHECK(named(execution_result(how::refused, std::string("-ERR no\n"))).why() == "-ERR no");
}

}  // namespace execution_outcome_test
