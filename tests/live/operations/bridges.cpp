// Operations of a call: bridges, by what the other leg does.
#include "live/operations/call_bench.hpp"

namespace live {

namespace {

using eslio::bridge_result;

/// A far end that does these things in turn (mod_loopback.c, and an inline dialplan).
std::string far_end(const std::string& actions) {
    return "loopback/m:^:" + actions + "/default/inline";
}

auto bridge(call_bench& b, std::string dial_string) {
    return [&b, dial_string = std::move(dial_string)](auto handler) {
        b.call()->async_bridge(dial_string, handler);
    };
}

/// Begins a bridge, does something after that time, and waits for its end.
template <class Then>
void join(call_bench& b, const std::string& dial_string, milliseconds after, Then then) {
    const auto begun = b.log.begin<bridge_result>("bridge", bridge(b, dial_string));
    b.pass(after);
    then();
    b.log.finish(begun);
    b.pass(milliseconds(300));
    b.log.note("over", b.call()->over() ? "true" : "false");
}

call_row row(const std::string& name, const std::string& dial_string) {
    return {"async_bridge: " + name,
            [dial_string](call_bench& b) { join(b, dial_string, milliseconds(0), [] {}); }};
}

}  // namespace

void add_bridges(std::vector<call_row>& table) {
    table.push_back(row("answered, and the callee hangs up after a second",
                        far_end("answer^sleep:1000^hangup:NORMAL_CLEARING")));
    table.push_back(row("rings, then answered",
                        far_end("ring_ready^sleep:700^answer^sleep:1000^hangup:NORMAL_CLEARING")));
    table.push_back(row("early media, then answered",
                        far_end("pre_answer^sleep:700^answer^sleep:1000^hangup:NORMAL_CLEARING")));
    table.push_back(
        row("early media, then busy", far_end("pre_answer^sleep:700^hangup:USER_BUSY")));
    table.push_back(row("early media, never answered",
                        "{leg_timeout=2}" + far_end("pre_answer^sleep:2000^hangup:NO_ANSWER")));
    table.push_back(
        row("early media that is ignored, then busy",
            "{ignore_early_media=true}" + far_end("pre_answer^sleep:700^hangup:USER_BUSY")));
    table.push_back(
        row("early media that is ignored, then answered",
            "{ignore_early_media=true}" +
                far_end("pre_answer^sleep:700^answer^sleep:1000^hangup:NORMAL_CLEARING")));
    table.push_back(row("busy", "error/USER_BUSY"));
    table.push_back(
        row("busy, by a far end that rang", far_end("ring_ready^sleep:500^hangup:USER_BUSY")));
    table.push_back(row("nobody answers", "error/NO_ANSWER"));
    table.push_back(
        row("nobody answers in time", "{originate_timeout=2}" + far_end("ring_ready^sleep:20000")));
    table.push_back(row("an endpoint that does not exist", "nosuch/x"));
    table.push_back(row("the second of two",
                        "error/USER_BUSY|" + far_end("answer^sleep:700^hangup:NORMAL_CLEARING")));
    table.push_back({"async_bridge: busy, and the caller continues", [](call_bench& b) {
                         b.log.run<eslio::reply>("async_set_variable", [&](auto h) {
                             b.call()->async_set_variable("continue_on_fail", "true", h);
                         });
                         join(b, "error/USER_BUSY", milliseconds(0), [] {});
                     }});
    table.push_back({"async_bridge: the caller hangs up while it rings", [](call_bench& b) {
                         join(b, far_end("ring_ready^sleep:10000"), milliseconds(500),
                              [&] { b.caller_hangs_up(); });
                     }});
    table.push_back({"async_bridge: the caller hangs up at early media", [](call_bench& b) {
                         join(b, far_end("pre_answer^sleep:10000"), milliseconds(500),
                              [&] { b.caller_hangs_up(); });
                     }});
    table.push_back({"async_bridge: an API command hangs up while it rings", [](call_bench& b) {
                         join(b, far_end("ring_ready^sleep:10000"), milliseconds(500),
                              [&] { b.kill("CALL_REJECTED"); });
                     }});
    table.push_back({"async_bridge: the callee is hung up at early media", [](call_bench& b) {
                         const std::string leg = b.other_uuid(0);
                         join(b,
                              "{origination_uuid=" + leg + "}" + far_end("pre_answer^sleep:10000"),
                              milliseconds(700), [&] { b.api("uuid_kill " + leg + " USER_BUSY"); });
                     }});
    table.push_back({"async_bridge: answered, hangup_after_bridge", [](call_bench& b) {
                         b.log.run<eslio::reply>("async_set_variable", [&](auto h) {
                             b.call()->async_set_variable("hangup_after_bridge", "true", h);
                         });
                         join(b, far_end("answer^sleep:700^hangup:USER_BUSY"), milliseconds(1'500),
                              [] {});
                     }});
    table.push_back(
        {"async_bridge: two at once, the second early, then answered", [](call_bench& b) {
             join(b,
                  far_end("sleep:3000^hangup:USER_BUSY") + "," +
                      far_end("pre_answer^sleep:700^answer^sleep:1000^hangup"),
                  milliseconds(0), [] {});
         }});
    table.push_back({"async_bridge: after the end", [](call_bench& b) {
                         b.kill("NORMAL_CLEARING");
                         b.pass(milliseconds(300));
                         join(b, "null/x", milliseconds(0), [] {});
                     }});
    table.push_back({"async_bridge: a line break", [](call_bench& b) {
                         b.log.run<bridge_result>("bridge", bridge(b, "error/USER_BUSY\nnoop"));
                     }});
}

}  // namespace live
