// The builders of API commands of one call, for arrives_test.cpp.
#include "api/api_builders.hpp"

#include <eslio/api/schedule.hpp>
#include <eslio/api/uuid.hpp>
#include <eslio/api/uuid_control.hpp>
#include <eslio/api/uuid_media.hpp>

#include <chrono>

namespace test {

namespace {

namespace api = eslio::api;
using eslio::log_level;
using eslio::untrusted;
using std::chrono::seconds;

constexpr seconds ten(10);

bool is_no_extension(const std::string& text) {
    return breaks_line(text) || text[0] == '-';
}

bool has_slash(const std::string& text) {
    return breaks_line(text) || has_any(text, "/");
}

bool is_no_plain_value(const std::string& text) {
    return is_unkept(text) || holds_variable(text);
}

bool is_no_uri(const std::string& text) {
    return unsafe(text) || has_white_end(text);
}

bool is_no_display(const std::string& text) {
    return unsafe(text) || has_any(text, "|") || cuts_name(text);
}

/// A name that is written between quotes without being decoded.
bool cuts_quoted_name(const std::string& text) {
    const std::size_t end = text.find_last_not_of('\\') + 1;
    return has_any(text, "\"") || (text.size() - end) % 2 != 0;
}

constexpr place held_place{is_no_header,
                           [](const std::string& t) { return unsafe(t) || cuts_quoted_name(t); }};

/// The words of `uuid_transfer UUID EXT [DIALPLAN]`, but for `XML` as a dialplan.
texts by_blanks_and_plan(const std::string& argument) {
    texts words = by_blanks(argument);
    if (words.size() == 3 && words[2] == "XML") words.pop_back();
    return words;
}

bool is_no_display_part(const std::string& text) {
    return is_no_header(text) || has_any(text, "|");
}

bool is_off(const std::string& text) {
    return is_no_uuid(text) || lower(text) == "off";
}

bool is_off_or_toggle(const std::string& text) {
    return is_off(text) || lower(text) == "toggle";
}

bool begins_with_plus(const std::string& text) {
    return is_no_uuid(text) || text[0] == '+';
}

bool is_no_group(const std::string& text) {
    return has_any(text, " ") || has_white_end(text);
}

bool is_number_or_white(const std::string& text) {
    return has_white_ends(text) || text.find_first_not_of("0123456789") == std::string::npos;
}

/// The UUID of each command that has nothing else to say.
void add_uuids(std::vector<api_builder>& all) {
    using maker = std::function<api_request(const any_text&)>;
    const std::vector<std::pair<const char*, maker>> rows = {
        {"exists", [](const any_text& t) -> api_request { return api::uuid_exists(t); }},
        {"kill", [](const any_text& t) { return api::uuid_kill(t); }},
        {"park", [](const any_text& t) { return api::uuid_park(t); }},
        {"answer", [](const any_text& t) { return api::uuid_answer(t); }},
        {"pre_answer", [](const any_text& t) { return api::uuid_pre_answer(t); }},
        {"ring_ready", [](const any_text& t) { return api::uuid_ring_ready(t); }},
        {"early_ok", [](const any_text& t) { return api::uuid_early_ok(t); }},
        {"outgoing_answer", [](const any_text& t) { return api::uuid_outgoing_answer(t); }},
        {"simplify", [](const any_text& t) { return api::uuid_simplify(t); }},
        {"break", [](const any_text& t) { return api::uuid_break(t); }},
        {"flush_dtmf", [](const any_text& t) { return api::uuid_flush_dtmf(t); }},
        {"set_media_stats", [](const any_text& t) { return api::uuid_set_media_stats(t); }},
        {"buglist", [](const any_text& t) -> api_request { return api::uuid_buglist(t); }}};
    for (const auto& [name, make] : rows)
        all.push_back({std::string("uuid_") + name, make, as_whole, {"TEXT"}, uuid_place});
}

void add_variables(std::vector<api_builder>& all) {
    all.push_back({"uuid_dump",
                   [](const any_text& t) -> api_request { return api::uuid_dump(t); },
                   by_blanks,
                   {"TEXT", "json"},
                   uuid_place});
    all.push_back({"uuid_getvar",
                   [](const any_text& t) -> api_request { return api::uuid_getvar(t, "x"); },
                   by_blanks,
                   {"TEXT", "x"},
                   uuid_place});
    all.push_back({"uuid_getvar",
                   [](const any_text& t) -> api_request { return api::uuid_getvar(t, "x", 2); },
                   by_blanks,
                   {"TEXT", "x[2]"},
                   uuid_place});
    all.push_back({"uuid_setvar",
                   [](const any_text& t) { return api::uuid_setvar(t, "x", "y"); },
                   by_blanks,
                   {"TEXT", "x", "y"},
                   uuid_place});
    all.push_back({"uuid_setvar",
                   [](const any_text& t) { return api::uuid_setvar("u", "x", t); },
                   by_blanks,
                   {"u", "x", "TEXT"},
                   value_place});
    all.push_back({"uuid_setvar_multi",
                   [](const any_text& t) {
                       return api::uuid_setvar_multi("u", {{"a", "1"}, {"x", t}, {"b", "2"}});
                   },
                   by_variables,
                   {"u", "a=1", "x=TEXT", "b=2"},
                   {is_no_plain_value, is_array_or_unsafe}});
    all.push_back({"uuid_setvar_multi",
                   [](const any_text& t) {
                       return api::uuid_setvar_multi("u", {{"x", t}});
                   },
                   by_variables,
                   {"u", "x=TEXT"},
                   {is_no_plain_value, is_array_or_unsafe}});
    all.push_back({"uuid_setvar_multi",
                   [](const any_text& t) {
                       return api::uuid_setvar_multi(t, {{"x", "1"}});
                   },
                   by_variables,
                   {"TEXT", "x=1"},
                   uuid_place});
}

void add_control(std::vector<api_builder>& all) {
    const auto go = [&](const char* name, std::function<api_request(const any_text&)> make,
                        texts (*read)(const std::string&), texts expected, place where) {
        all.push_back({name, std::move(make), read, std::move(expected), where});
    };
    go(
        "uuid_kill", [](const any_text& t) { return api::uuid_kill("u", t); }, by_strchr<1>,
        {"u", "TEXT"}, name_place);
    go(
        "uuid_bridge", [](const any_text& t) -> api_request { return api::uuid_bridge(t, "v"); },
        by_blanks, {"TEXT", "v"}, uuid_place);
    go(
        "uuid_bridge", [](const any_text& t) -> api_request { return api::uuid_bridge("u", t); },
        by_blanks, {"u", "TEXT"}, uuid_place);
    go(
        "uuid_break",
        [](const any_text& t) { return api::uuid_break(t, api::break_scope::all, true); },
        by_strchr<1>, {"TEXT", "both all"}, uuid_place);
    go("uuid_transfer", [](const any_text& t) { return api::uuid_transfer("u", t); },
       by_blanks_and_plan, {"u", "TEXT"},
       {is_no_extension, [](const std::string& t) { return is_no_address(t); }});
    go("uuid_transfer",
       [](const any_text& t) {
           return api::uuid_transfer("u", eslio::extension(t, "d", "c"), eslio::call_legs::other);
       },
       by_blanks, {"u", "-bleg", "TEXT", "d", "c"}, {breaks_line, is_no_address});
    go("uuid_transfer",
       [](const any_text& t) {
           return api::uuid_transfer("u", eslio::extension(t, "", "c"), eslio::call_legs::both);
       },
       by_blanks, {"u", "-both", "TEXT", "XML", "c"}, {breaks_line, is_no_address});
    go("uuid_dual_transfer",
       [](const any_text& t) {
           return api::uuid_dual_transfer("u", eslio::extension(t, "d", "c"), "2");
       },
       by_blanks, {"u", "TEXT/d/c", "2"}, {has_slash, is_no_address});
    go("uuid_hold", [](const any_text& t) { return api::uuid_hold(t); }, by_blanks, {"TEXT"},
       {is_off_or_toggle, nobody});
    go(
        "uuid_hold", [](const any_text& t) { return api::uuid_hold("u", t); }, by_blanks,
        {"u", "TEXT"}, held_place);
    go(
        "uuid_hold", [](const any_text& t) { return api::uuid_hold_toggle("u", t); }, by_blanks,
        {"toggle", "u", "TEXT"}, held_place);
    go(
        "uuid_hold", [](const any_text& t) { return api::uuid_unhold(t); }, by_blanks,
        {"off", "TEXT"}, uuid_place);
}

/// What is said to the far end.
void add_messages(std::vector<api_builder>& all) {
    const auto go = [&](const char* name, std::function<api_request(const any_text&)> make,
                        texts (*read)(const std::string&), texts expected, place where) {
        all.push_back({name, std::move(make), read, std::move(expected), where});
    };
    go("uuid_deflect", [](const any_text& t) -> api_request { return api::uuid_deflect("u", t); },
       by_strchr<1>, {"u", "TEXT"},
       {[](const std::string& t) { return is_no_header(t) || has_white_end(t); }, is_no_uri});
    go(
        "uuid_redirect",
        [](const any_text& t) -> api_request { return api::uuid_redirect(t, "x"); }, by_strchr<1>,
        {"TEXT", "x"}, uuid_place);
    go(
        "uuid_loglevel",
        [](const any_text& t) { return api::uuid_loglevel(t, log_level::info, true); },
        by_strchr<2>, {"TEXT", "-b", "info"}, uuid_place);
    go(
        "uuid_session_heartbeat",
        [](const any_text& t) { return api::uuid_session_heartbeat(t, ten, true); }, by_blanks,
        {"TEXT", "sched", "10"}, uuid_place);
    go(
        "uuid_chat", [](const any_text& t) { return api::uuid_chat("u", t); }, by_strchr<1>,
        {"u", "TEXT"}, after_place);
    go(
        "uuid_send_text", [](const any_text& t) { return api::uuid_send_text("u", t); },
        by_strchr<1>, {"u", "TEXT"}, after_place);
    go(
        "uuid_send_info", [](const any_text& t) { return api::uuid_send_info("u", t); }, by_blanks,
        {"u", "TEXT"}, word_place);
    go("uuid_send_info", [](const any_text& t) { return api::uuid_send_info("u", "text", t, "y"); },
       by_blanks, {"u", "text", "TEXT", "y"}, {is_no_header, unsafe});
    go("uuid_phone_event", [](const any_text& t) { return api::uuid_phone_event("u", t); },
       by_blanks, {"u", "TEXT"}, {is_no_header, unsafe});
    go("uuid_display", [](const any_text& t) { return api::uuid_display("u", t); }, by_blanks,
       {"u", "TEXT"}, {is_no_header, is_no_display});
    go("uuid_display", [](const any_text& t) { return api::uuid_display("u", t, "1"); }, by_blanks,
       {"u", "TEXT|1"}, {is_no_display_part, is_no_display});
    go("uuid_display", [](const any_text& t) { return api::uuid_display("u", "n", t); }, by_blanks,
       {"u", "n|TEXT"}, {is_no_display_part, [](const std::string& t) {
                             return unsafe(t) || has_any(t, "|") || cuts_number(t);
                         }});
    go(
        "hupall",
        [](const any_text& t) -> api_request {
            return api::hupall(eslio::hangup_cause::user_busy, "x", t);
        },
        by_blanks, {"USER_BUSY", "x", "TEXT"}, word_place);
}

void add_media(std::vector<api_builder>& all) {
    const auto go = [&](const char* name, std::function<api_request(const any_text&)> make,
                        texts expected, place where) {
        all.push_back({name, std::move(make), by_blanks, std::move(expected), where});
    };
    go("uuid_media", [](const any_text& t) { return api::uuid_media(t); }, {"TEXT"},
       {is_off, nobody});
    go("uuid_media_reneg", [](const any_text& t) { return api::uuid_media_reneg(t); }, {"TEXT"},
       {begins_with_plus, nobody});
    go(
        "uuid_media_reneg", [](const any_text& t) { return api::uuid_media_reneg("u", t); },
        {"u", "TEXT"}, word_place);
    all.push_back({"uuid_broadcast",
                   [](const any_text& t) -> api_request {
                       return api::uuid_broadcast("u", t, eslio::call_legs::both);
                   },
                   by_blanks_and_broadcast,
                   {"u", "TEXT", "both"},
                   broadcast_place});
    go(
        "uuid_record", [](const any_text& t) { return api::uuid_record_start("u", t, ten); },
        {"u", "start", "TEXT", "10"}, file_place);
    go(
        "uuid_record", [](const any_text& t) { return api::uuid_record_stop("u", t); },
        {"u", "stop", "TEXT"}, recording_place);
    go(
        "uuid_record", [](const any_text& t) { return api::uuid_record_mask("u", t); },
        {"u", "mask", "TEXT"}, recording_place);
    go(
        "uuid_record", [](const any_text& t) { return api::uuid_record_unmask("u", t); },
        {"u", "unmask", "TEXT"}, recording_place);
    go(
        "uuid_record", [](const any_text& t) { return api::uuid_record_pause("u", t); },
        {"u", "pause", "TEXT"}, recording_place);
    go(
        "uuid_record", [](const any_text& t) { return api::uuid_record_resume("u", t); },
        {"u", "resume", "TEXT"}, recording_place);
    go(
        "uuid_displace",
        [](const any_text& t) {
            return api::uuid_displace_start("u", t, eslio::displacing().mix().at_most(ten));
        },
        {"u", "start", "TEXT", "10", "m"}, file_place);
    go(
        "uuid_displace", [](const any_text& t) { return api::uuid_displace_stop("u", t); },
        {"u", "stop", "TEXT"}, file_place);
}

void add_digits_and_levels(std::vector<api_builder>& all) {
    const auto go = [&](const char* name, std::function<api_request(const any_text&)> make,
                        texts expected, place where) {
        all.push_back({name, std::move(make), by_blanks, std::move(expected), where});
    };
    go(
        "uuid_send_dtmf",
        [](const any_text& t) -> api_request { return api::uuid_send_dtmf("u", t); }, {"u", "TEXT"},
        keys_place);
    go(
        "uuid_recv_dtmf",
        [](const any_text& t) -> api_request { return api::uuid_recv_dtmf("u", t); }, {"u", "TEXT"},
        keys_place);
    go(
        "uuid_drop_dtmf",
        [](const any_text& t) -> api_request { return api::uuid_drop_dtmf("u", true, t); },
        {"u", "on", "mask_digits", "TEXT"}, keys_place);
    go(
        "uuid_audio",
        [](const any_text& t) {
            return api::uuid_audio_level(t, eslio::audio_direction::read, -2);
        },
        {"TEXT", "start", "read", "level", "-2"}, uuid_place);
    go(
        "uuid_fileman", [](const any_text& t) { return api::uuid_fileman("u", t); }, {"u", "TEXT"},
        word_place);
    go(
        "uuid_preprocess", [](const any_text& t) { return api::uuid_preprocess("u", t); },
        {"u", "TEXT"}, word_place);
}

void add_schedule(std::vector<api_builder>& all) {
    const api::due soon = api::due::in(ten);
    const auto go = [&](const char* name, std::function<api_request(const any_text&)> make,
                        texts (*read)(const std::string&), texts expected, place where) {
        all.push_back({name, std::move(make), read, std::move(expected), where});
    };
    go("sched_api",
       [soon](const any_text& t) -> api_request { return api::sched_api(soon, t, "echo a b"); },
       by_strchr<2>, {"+10", "TEXT", "echo a b"}, {is_no_group, unsafe});
    go(
        "sched_hangup", [soon](const any_text& t) { return api::sched_hangup(soon, t); }, by_blanks,
        {"+10", "TEXT"}, uuid_place);
    go(
        "sched_hangup", [soon](const any_text& t) { return api::sched_hangup(soon, "u", t); },
        by_blanks, {"+10", "u", "TEXT"}, name_place);
    go("sched_transfer",
       [soon](const any_text& t) {
           return api::sched_transfer(soon, "u", eslio::extension(t, "", "c"));
       },
       by_blanks, {"+10", "u", "TEXT", "XML", "c"}, {breaks_line, is_no_address});
    go(
        "sched_broadcast",
        [soon](const any_text& t) -> api_request { return api::sched_broadcast(soon, "u", t); },
        by_blanks_and_broadcast, {"+10", "u", "TEXT", "aleg"}, broadcast_place);
    go("sched_del", [](const any_text& t) -> api_request { return api::sched_del(t); }, as_whole,
       {"TEXT"}, {is_number_or_white, unsafe});
}

}  // namespace

std::vector<api_builder> call_builders() {
    std::vector<api_builder> all;
    add_uuids(all);
    add_variables(all);
    add_control(all);
    add_messages(all);
    add_media(all);
    add_digits_and_levels(all);
    add_schedule(all);
    return all;
}

}  // namespace test
