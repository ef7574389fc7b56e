// Operations of a call: what each application came to, by who ended it: itself, the caller, the
// other leg, an API command.
#include "live/operations/call_bench.hpp"

#include <eslio/command/applications.hpp>

namespace live {

namespace {

namespace app = eslio::app;
using eslio::application;
using eslio::execution_result;
using eslio::extension;
using std::chrono::seconds;

using running = std::shared_ptr<attempt<execution_result>>;

running begin(call_bench& b, const application& a) {
    return b.log.begin<execution_result>(
        a.name(), [&](auto handler) { b.call()->async_execute(a, handler); });
}

/// Waits for the end, and writes down what there is of a recording or of digits.
void finish(call_bench& b, const running& begun) {
    const execution_result& r = std::get<0>(b.log.finish(begun).values);
    if (!r.variable("record_ms").empty()) b.log.add("record_ms", "known");
    if (!r.variable("live_digits").empty())
        b.log.add("live_digits", std::string(r.variable("live_digits")));
}

void run(call_bench& b, const application& a) {
    finish(b, begin(b, a));
}

void note_end(call_bench& b) {
    b.pass(milliseconds(300));
    b.log.note("over", b.call()->over() ? std::string(b.call()->hangup()->cause_text()) : "no");
}

/// Those that go on for seconds unless something ends them.
std::vector<application> long_ones(const std::string& file) {
    return {app::playback("silence_stream://5000"),
            application("endless_playback", "silence_stream://300"),
            application("loop_playback", "+9 silence_stream://900"),
            app::tone("%(3000,100,440)"),
            application("gentones", "%(3000,100,440)"),
            app::sleep(seconds(5)),
            app::record(file, seconds(10)),
            application("echo"),
            application("park"),
            application("wait_for_silence", "200 15 100 5000"),
            application("play_and_get_digits",
                        "1 3 1 5000 # silence_stream://100 silence_stream://100 live_digits \\d+"),
            application("read", "1 3 silence_stream://100 live_digits 5000 #"),
            app::bridge("null/x"),
            app::bridge("loopback/m:^:ring_ready^sleep:9000/default/inline"),
            app::bridge("loopback/m:^:pre_answer^sleep:9000/default/inline"),
            app::execute_extension(extension("sleep:5000", "inline")),
            application("conference", "live_" + file.substr(5, 8) + "@default")};
}

/// What a row is called.
std::string summary(const application& a) {
    return a.name() + " " + std::string(a.argument()).substr(0, 28);
}

/// A caller on a real switch is the other half of a loopback, whose hang-up first makes reading
/// fail and reaches the call later (mod_loopback.c: channel_kill_channel, channel_on_hangup). So an
/// application that reads may end by itself, on a call that is up, or be cut.
using ender = std::function<void(call_bench&)>;

/// A row for each: it runs for 600 ms, then somebody ends the call.
void add_ended_by(std::vector<call_row>& table, const std::string& who, const ender& end) {
    const std::size_t count = long_ones("/tmp/12345678").size();
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = summary(long_ones("/tmp/live....")[i]);
        table.push_back({name + ", and " + who, [i, end](call_bench& b) {
                             const std::string file = "/tmp/" + b.uuid + ".wav";
                             const running begun = begin(b, long_ones(file)[i]);
                             b.pass(milliseconds(600));
                             end(b);
                             finish(b, begun);
                             note_end(b);
                             b.api("system rm -f " + file);
                         }});
    }
}

/// Applications that join another leg, whose UUID is given.
struct joining {
    std::string name;
    application (*make)(const std::string& leg);
};

std::string leg_to(const std::string& leg, const std::string& endpoint) {
    return "{origination_uuid=" + leg + "}" + endpoint;
}

const std::vector<joining>& joining_ones() {
    static const std::vector<joining> all{
        {"bridge", [](const std::string& leg) { return app::bridge(leg_to(leg, "null/x")); }},
        {"bridge that rings",
         [](const std::string& leg) {
             return app::bridge(leg_to(leg, "loopback/m:^:ring_ready^sleep:9000/default/inline"));
         }},
        {"bridge at early media",
         [](const std::string& leg) {
             return app::bridge(leg_to(leg, "loopback/m:^:pre_answer^sleep:9000/default/inline"));
         }},
        {"bridge to several, as calls of their own",
         [](const std::string& leg) {
             return app::bridge("error/USER_BUSY:_:" + leg_to(leg, "null/x"));
         }},
        {"execute_extension that bridges",
         [](const std::string& leg) {
             return app::execute_extension(extension("bridge:" + leg_to(leg, "null/x"), "inline"));
         }},
        {"transfer to what bridges", [](const std::string& leg) {
             return app::transfer(extension("bridge:" + leg_to(leg, "null/x"), "inline"));
         }}};
    return all;
}

/// A row for each: the callee hangs up after 600 ms; what is queued after it gets its turn.
void add_ended_by_callee(std::vector<call_row>& table) {
    for (const joining& j : joining_ones())
        table.push_back({j.name + ", and the callee hangs up", [j](call_bench& b) {
                             const std::string leg = b.other_uuid(0);
                             const running joined = begin(b, j.make(leg));
                             const running queued = begin(b, app::set("live_x", "1"));
                             b.pass(milliseconds(600));
                             b.api("uuid_kill " + leg + " USER_BUSY");
                             finish(b, joined);
                             finish(b, queued);
                             note_end(b);
                         }});
    const auto with_other = [&](const std::string& name) {
        table.push_back({name + " of another call, which hangs up", [name](call_bench& b) {
                             const std::string leg = b.other_uuid(0);
                             b.api("originate {origination_uuid=" + leg + "}null/x &park()");
                             const running joined = begin(b, application(name, leg));
                             b.pass(milliseconds(600));
                             b.api("uuid_kill " + leg + " USER_BUSY");
                             finish(b, joined);
                             note_end(b);
                         }});
    };
    with_other("eavesdrop");
    with_other("intercept");
}

void add_own_ends(std::vector<call_row>& table) {
    table.push_back({"a recording to its limit", [](call_bench& b) {
                         const std::string file = "/tmp/" + b.uuid + ".wav";
                         run(b, app::record(file, seconds(1)));
                         b.api("system rm -f " + file);
                         note_end(b);
                     }});
    table.push_back({"what ends at once", [](call_bench& b) {
                         run(b, application("pre_answer"));
                         run(b, application("multiset", "live_x=1 live_y=2"));
                         run(b, app::export_variable("live_x", "1"));
                         run(b, app::unset("live_x"));
                         run(b, application("eval", "${uuid}"));
                         run(b, application("log", "DEBUG live"));
                         run(b, app::send_dtmf("1"));
                         run(b, app::break_playback());
                         run(b, application("wait_for_answer"));
                         run(b, app::speak("nosuch", "none", "hello"));
                         run(b, application("say", "en number pronounced 12"));
                         run(b, application("phrase", "nosuch"));
                         note_end(b);
                     }});
    table.push_back(
        {"an extension that comes back", [](call_bench& b) {
             run(b, app::execute_extension(extension("set:live_x=1", "inline")));
             run(b, app::execute_extension(extension("nosuch_extension", "XML", "nosuch")));
             note_end(b);
         }});
    const auto ends = [&](const std::string& name, const application& a) {
        table.push_back({name, [a](call_bench& b) {
                             run(b, a);
                             note_end(b);
                         }});
    };
    ends("an extension that hangs up",
         app::execute_extension(extension("hangup:USER_BUSY", "inline")));
    ends("an extension that bridges to a busy one",
         app::execute_extension(extension("bridge:error/USER_BUSY", "inline")));
    ends("sched_hangup at once", application("sched_hangup", "+0 CALL_REJECTED"));
    ends("hangup", application("hangup", "CALL_REJECTED"));
    ends("respond", application("respond", "486"));
    ends("transfer to what hangs up", app::transfer(extension("hangup:USER_BUSY", "inline")));
    ends("transfer to what stays", app::transfer(extension("park:", "inline")));
}

/// Two or three are queued: what becomes of the later ones.
void add_queues(std::vector<call_row>& table) {
    const auto all = [](call_bench& b, const std::vector<application>& queue,
                        const std::function<void()>& then) {
        std::vector<running> begun;
        for (const application& a : queue) begun.push_back(begin(b, a));
        b.pass(milliseconds(600));
        then();
        for (const running& r : begun) finish(b, r);
        note_end(b);
    };
    table.push_back({"hangup, then a set and a playback that are queued", [=](call_bench& b) {
                         all(b,
                             {application("hangup", "USER_BUSY"), app::set("live_x", "1"),
                              app::playback("silence_stream://300")},
                             [] {});
                     }});
    table.push_back({"sched_hangup, then a playback", [=](call_bench& b) {
                         all(b,
                             {application("sched_hangup", "+1 CALL_REJECTED"),
                              app::playback("silence_stream://5000")},
                             [] {});
                     }});
    table.push_back({"three are queued, and uuid_break all", [=](call_bench& b) {
                         all(b,
                             {app::playback("silence_stream://3000"),
                              app::playback("silence_stream://300"), app::set("live_x", "1")},
                             [&] { b.api("uuid_break " + b.uuid + " all"); });
                     }});
    table.push_back({"three are queued, and uuid_break", [=](call_bench& b) {
                         all(b,
                             {app::playback("silence_stream://3000"),
                              app::playback("silence_stream://300"), app::set("live_x", "1")},
                             [&] { b.api("uuid_break " + b.uuid); });
                     }});
    table.push_back(
        {"a set without lock, while a file plays", [=](call_bench& b) {
             all(b, {app::playback("silence_stream://1500"), app::set("live_x", "1").lock(false)},
                 [] {});
         }});
    table.push_back(
        {"two are queued, and a transfer", [=](call_bench& b) {
             all(b, {app::playback("silence_stream://3000"), app::playback("silence_stream://300")},
                 [&] { b.api("uuid_transfer " + b.uuid + " park: inline"); });
         }});
}

}  // namespace

void add_cuts_by_callee(std::vector<call_row>& table) {
    add_ended_by_callee(table);
}

void add_cuts_by_caller(std::vector<call_row>& table) {
    add_ended_by(table, "the caller hangs up", [](call_bench& b) { b.caller_hangs_up(); });
}

void add_cuts_by_command(std::vector<call_row>& table) {
    add_ended_by(table, "an API command hangs up", [](call_bench& b) { b.kill("CALL_REJECTED"); });
}

void add_outcomes(std::vector<call_row>& table) {
    add_own_ends(table);
    add_queues(table);
}

}  // namespace live
