// Typed API commands of calls, and values that go through them and come back.
#include "live/operations/typed_api.hpp"
#include "support/hostile_texts.hpp"
#include "support/random_event.hpp"

#include <eslio/api/schedule.hpp>
#include <eslio/api/show.hpp>
#include <eslio/api/store.hpp>
#include <eslio/api/system.hpp>
#include <eslio/api/text.hpp>
#include <eslio/api/uuid.hpp>
#include <eslio/api/uuid_control.hpp>
#include <eslio/api/uuid_media.hpp>
#include <eslio/command/applications.hpp>

namespace live {

namespace {

namespace api = eslio::api;
using eslio::extension;
using eslio::untrusted;
using std::chrono::seconds;

const char* word(bool yes) {
    return yes ? "true" : "false";
}

std::string said(const api::confirmation& c) {
    return c.text;
}

constexpr const char* call_a = "live-typed-a";
constexpr const char* call_b = "live-typed-b";

constexpr const char* call_c = "live-typed-c";

void make_call(typed_bench& b, const std::string& uuid) {
    b.quietly("originate {origination_uuid=" + uuid + "}null/x &park()");
}

void control(typed_bench& b) {
    b.ask("uuid_exists", api::uuid_exists(call_a), word);
    b.ask("uuid_exists of none", api::uuid_exists("live-typed-none"), word);
    b.ask("uuid_dump", api::uuid_dump(call_a), [](const eslio::event& e) {
        return std::string(e["Unique-ID"]).append(" ").append(e["Answer-State"]);
    });
    b.ask("uuid_dump of none", api::uuid_dump("live-typed-none"),
          [](const eslio::event&) { return "an event"; });
    b.ask("uuid_getvar", api::uuid_getvar(call_a, "direction"),
          [](const auto& v) { return v.value_or("nothing"); });
    b.ask("uuid_getvar that is not set", api::uuid_getvar(call_a, "live_x"),
          [](const auto& v) { return v.value_or("nothing"); });
    b.order("uuid_answer", api::uuid_answer(call_a));
    b.order("uuid_pre_answer of none", api::uuid_pre_answer("live-typed-none"));
    b.order("uuid_ring_ready", api::uuid_ring_ready(call_a, true));
    b.order("uuid_hold", api::uuid_hold(call_a));
    b.order("uuid_unhold of none", api::uuid_unhold("live-typed-none"));
    b.order("uuid_park", api::uuid_park(call_a));
    b.order("uuid_break", api::uuid_break(call_a, api::break_scope::all, true));
    b.order("uuid_loglevel", api::uuid_loglevel(call_a, eslio::log_level::debug));
    b.order("uuid_session_heartbeat", api::uuid_session_heartbeat(call_a, seconds(60)));
    b.order("uuid_session_heartbeat_stop", api::uuid_session_heartbeat_stop(call_a));
    b.order("uuid_simplify", api::uuid_simplify(call_a));
    b.order("uuid_display", api::uuid_display(call_a, untrusted("O'Brien, x"), "1000"));
    b.order("uuid_phone_event", api::uuid_phone_event(call_a, "talk"));
    b.order("uuid_send_info", api::uuid_send_info(call_a, untrusted("it's 5 o'clock")));
    b.order("uuid_chat", api::uuid_chat(call_a, "hello"));
    b.ask("uuid_deflect", api::uuid_deflect(call_a, "sip:1000@example.com"), said);
    b.ask("uuid_bridge with none", api::uuid_bridge(call_a, "live-typed-none"), said);
    b.ask("uuid_bridge", api::uuid_bridge(call_a, call_b), said);
    b.pass(milliseconds(1500));
    b.ask("show bridged_calls", api::show_bridged_calls(), [](const auto& all) {
        for (const api::call_info& c : all)
            if (c.a.uuid == call_a) return c.b.uuid + (c.bridged_since ? " since a time" : "");
        return std::string("not there");
    });
    b.order("uuid_transfer of both",
            api::uuid_transfer(call_a, extension("park", "inline"), eslio::call_legs::both));
    b.order("uuid_dual_transfer", api::uuid_dual_transfer(call_a, extension("park", "inline"),
                                                          extension("park", "inline")));
    b.order("uuid_transfer of none", api::uuid_transfer("live-typed-none", "1000"));
}

void media(typed_bench& b) {
    b.ask("uuid_broadcast", api::uuid_broadcast(call_a, "silence_stream://100"), said);
    b.ask("uuid_broadcast of an application",
          api::uuid_broadcast(call_a, eslio::app::set("live_x", "a b")), said);
    b.pass(milliseconds(500));
    b.ask("the variable that it set", api::uuid_getvar(call_a, "live_x"),
          [](const auto& v) { return v.value_or("nothing"); });
    const untrusted file("/tmp/live typed's.wav");
    b.order("uuid_record start", api::uuid_record_start(call_a, file, seconds(60)));
    b.ask("uuid_buglist", api::uuid_buglist(call_a), [](const auto& all) {
        return all.empty() ? std::string("none")
                           : std::string(all[0]["function"]).append(" ").append(all[0]["target"]);
    });
    b.order("uuid_record mask", api::uuid_record_mask(call_a, file));
    b.order("uuid_record unmask", api::uuid_record_unmask(call_a, file));
    b.order("uuid_record stop", api::uuid_record_stop(call_a, file));
    b.order("uuid_record stop again", api::uuid_record_stop(call_a, file));
    b.order("uuid_displace start",
            api::uuid_displace_start(call_a, "tone_stream://%(100,100,400)",
                                     eslio::displacing().mix().at_most(seconds(5))));
    b.order("uuid_displace stop", api::uuid_displace_stop(call_a, "tone_stream://%(100,100,400)"));
    b.ask("uuid_send_dtmf", api::uuid_send_dtmf(call_a, untrusted("12#")), said);
    b.ask("uuid_recv_dtmf", api::uuid_recv_dtmf(call_a, "1"), said);
    b.order("uuid_flush_dtmf", api::uuid_flush_dtmf(call_a));
    b.ask("uuid_drop_dtmf", api::uuid_drop_dtmf(call_a, true, "*"), said);
    b.order("uuid_audio level", api::uuid_audio_level(call_a, eslio::audio_direction::read, 1));
    b.order("uuid_audio stop", api::uuid_audio_stop(call_a));
    b.order("uuid_media", api::uuid_media(call_a));
    b.order("uuid_media_reneg", api::uuid_media_reneg(call_a));
    b.order("uuid_fileman", api::uuid_fileman(call_a, "pause"));
    b.order("uuid_jitterbuffer", api::uuid_jitterbuffer(call_a, milliseconds(60)));
    b.order("uuid_limit", api::uuid_limit(call_a, "hash", "live", "typed"));
    b.ask("limit_usage", api::limit_usage("hash", "live", "typed"),
          [](const api::limit_use& u) { return std::to_string(u.count); });
    b.order("uuid_limit_release", api::uuid_limit_release(call_a, "hash"));
}

void schedules(typed_bench& b) {
    const api::due later = api::due::in(seconds(500));
    b.order("sched_hangup", api::sched_hangup(later, call_a, eslio::hangup_cause::user_busy));
    b.order("sched_hangup of none", api::sched_hangup(later, "live-typed-none"));
    b.order("sched_transfer", api::sched_transfer(later, call_a, "1000"));
    b.ask("sched_broadcast", api::sched_broadcast(later, call_a, "silence_stream://1"), said);
    b.ask("sched_del", api::sched_del(call_a), [](std::uint64_t n) { return std::to_string(n); });
    std::uint64_t id = 0;
    b.ask("sched_api", api::sched_api(later, "live-typed", "echo a b"), [&](std::uint64_t n) {
        id = n;
        return n != 0 ? "an id" : "no id";
    });
    b.ask("show tasks", api::show_tasks(), [&](const auto&) { return "a table"; });
    b.order("unsched_api", api::unsched_api(static_cast<std::uint32_t>(id)));
    b.order("unsched_api again", api::unsched_api(static_cast<std::uint32_t>(id)));
}

/// How many texts a writer takes, and how many of these a reader gives back.
template <class Write, class Read>
void go_and_come_back(typed_bench& b, const char* what, Write write, Read read) {
    std::vector<std::string> texts = support::hostile_texts();
    for (std::uint64_t seed = 1; texts.size() < 500; ++seed) {
        support::random_source random(seed);
        texts.push_back(support::random_text(random));
    }
    int written = 0;
    int same = 0;
    for (const std::string& text : texts)
        for (const bool own : {true, false}) {
            const untrusted theirs(text);
            const eslio::api_request r = own ? write(text) : write(theirs);
            if (r.error()) continue;
            ++written;
            b.quietly(r);
            const std::string came = b.quietly(read(text));
            if (came == text)
                ++same;
            else
                b.log.note(std::string(what) + ": " + text, came);
        }
    b.log.note(what, written > 300 && written == same
                         ? "all come back"
                         : std::to_string(same) + " of " + std::to_string(written));
}

}  // namespace

void try_typed_calls(typed_bench& b) {
    make_call(b, call_a);
    make_call(b, call_b);
    b.pass(milliseconds(1500));
    control(b);
    media(b);
    schedules(b);
    b.order("uuid_kill", api::uuid_kill(call_a, eslio::hangup_cause::user_busy));
    b.order("uuid_kill of none", api::uuid_kill("live-typed-none"));
    b.order("uuid_kill of the other", api::uuid_kill(call_b));
}

void try_typed_variables(typed_bench& b) {
    make_call(b, call_c);
    using eslio::any_text;
    const auto ignored = [](const auto& r) { return [r](const std::string&) { return r; }; };
    go_and_come_back(
        b, "uuid_setvar", [](const any_text& t) { return api::uuid_setvar(call_c, "live_x", t); },
        ignored(api::uuid_getvar(call_c, "live_x")));
    go_and_come_back(
        b, "uuid_setvar_multi",
        [](const any_text& t) {
            return api::uuid_setvar_multi(call_c, {{"a", "1"}, {"live_x", t}, {"b", "2"}});
        },
        ignored(api::uuid_getvar(call_c, "live_x")));
    go_and_come_back(
        b, "global_setvar", [](const any_text& t) { return api::global_setvar("live_x", t); },
        ignored(api::global_getvar("live_x")));
    go_and_come_back(
        b, "hash, by value", [](const any_text& t) { return api::hash_insert("live", "typed", t); },
        ignored(api::hash_select("live", "typed")));
    go_and_come_back(
        b, "db, by value", [](const any_text& t) { return api::db_insert("live", "typed", t); },
        ignored(api::db_select("live", "typed")));
    go_and_come_back(
        b, "echo", [](const any_text& t) -> eslio::api_request { return api::echo(t); },
        [](const std::string& t) { return api::echo(t); });
    go_and_come_back(
        b, "regex, by replacement",
        [](const any_text& t) -> eslio::api_request {
            // Of these FreeSWITCH makes groups of the match.
            if (t.text().find_first_of("%$\\") != t.text().npos)
                return eslio::api_request::invalid(eslio::error::unwritable_text);
            return api::regex_replace("x", "x", t);
        },
        [](const std::string& t) { return api::regex_replace("x", "x", t); });
    b.quietly(api::uuid_kill(call_c));
    b.quietly(api::hash_delete("live", "typed"));
    b.quietly(api::db_delete("live", "typed"));
    b.quietly(api::global_setvar("live_x", ""));
}

}  // namespace live
