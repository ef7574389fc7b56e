// The bodies of the functions of media.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/media.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string say_of_call(const api_call& c, const call_answer& a) {
    const std::vector<std::string> words = c.words(8);
    if (words.size() < a.least)
        return a.too_few == call_answer::otherwise::usage ? c.usage() : c.usage() + a.none;
    return c.inside.find_live(words[0]) == nullptr ? a.none : a.done;
}

ESLIO_COLD std::string say_of_named_call(const api_call& c, std::size_t least, const char* done) {
    const std::vector<std::string> words = c.words(8);
    if (words.size() < least) return c.usage();
    return c.inside.find_live(words[0]) == nullptr ? no_channel_of(words[0]) : std::string(done);
}

ESLIO_COLD void note_display(call& c, std::string_view text) {
    const std::vector<std::string> words = separate(text, '|', 2);
    variables& v = c.leg().vars;
    if (!words.empty() && !words[0].empty()) v.set("last_sent_callee_id_name", words[0]);
    if (words.size() > 1 && !words[1].empty()) v.set("last_sent_callee_id_number", words[1]);
}

ESLIO_COLD std::string answer_uuid_preprocess(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    call* const of = words.size() < 2 ? nullptr : c.inside.find_live(words[0]);
    if (of != nullptr) preprocess(c.inside, *of);
    return say_of_call(c, {2, call_answer::otherwise::usage, no_such_channel, "+OK\n"});
}

ESLIO_COLD std::string answer_uuid_capture_text(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    call* const of = words.size() < 2 ? nullptr : c.inside.find_live(words[0]);
    if (of != nullptr) capture_text(c.inside, *of, is_true(words[1]));
    return say_of_named_call(c, 2, "");
}

ESLIO_COLD std::string answer_uuid_display(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    call* const of = words.size() < 2 ? nullptr : c.inside.find_live(words[0]);
    if (of != nullptr) note_display(*of, words[1]);
    if (of != nullptr && wire::starts_with(of->leg().name(), "loopback/"))
        return operation_failed_in_lower_case;
    return answer_call_operation<2>(c);
}

ESLIO_COLD std::string answer_uuid_media(const api_call& c) {
    std::vector<std::string> words = c.words(3);
    if (words.empty()) return c.usage() + operation_failed_in_lower_case;
    const bool off = wire::iequals(words[0], "off");
    if (off) words.erase(words.begin());
    const call* const of = words.empty() ? nullptr : c.inside.find_live(words[0]);
    return of == nullptr || !off ? operation_failed_in_lower_case : ok_success;
}

ESLIO_COLD std::string answer_uuid_phone_event(const api_call& c) {
    return say_of_call(
        c, {1, call_answer::otherwise::usage_and_none, operation_failed_in_lower_case, ok_success});
}

ESLIO_COLD std::string answer_uuid_codec_param(const api_call& c) {
    return say_of_call(c, {3, call_answer::otherwise::usage_and_none,
                           "-ERR Operation Failed [NOT SENT]\n",
                           "+OK Command sent reply: [NOT SENT]\n"});
}

ESLIO_COLD std::string answer_uuid_fileman(const api_call& c) {
    const std::vector<std::string> words = c.words(4);
    if (words.size() < 2 || words[0].empty()) return c.usage();
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return no_such_channel;
    return of->running().handle_file(words[1]) ? "+OK\n" : "-ERR No file handle!\n";
}

ESLIO_COLD std::string answer_uuid_send_message(const api_call& c) {
    return say_of_call(c, {2, call_answer::otherwise::usage,
                           "-ERR Unable to find session for UUID\n", ok_success});
}

ESLIO_COLD std::string answer_uuid_loglevel(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    if (words.size() < 2) return c.usage();
    if (c.inside.find_live(words[0]) == nullptr) return no_channel_of(words[0]);
    const bool known = log_level_of(words[1]) >= 0 || wire::parse_number(words[1]);
    return known ? "+OK\n" : "-ERR Invalid log level!\n";
}

ESLIO_COLD std::string answer_uuid_zombie_exec(const api_call& c) {
    return c.inside.find_live(c.arguments) == nullptr ? "-ERR no such session\n"
                                                      : "+OK MMM Brains...\n";
}

ESLIO_COLD std::string answer_uuid_msrp_send(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    if (words.size() < 2) return "-ERR Usage: uuid_msrp_send <uuid> msg\n";
    return c.inside.find_live(words[0]) == nullptr ? "-ERR Usage: cannot locate session.\n"
                                                   : "-ERR No msrp_session.\n";
}

ESLIO_COLD std::string answer_uuid_session_heartbeat(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    if (words.size() < 2) return "-USAGE: uuid_session_heartbeat " + std::string(c.syntax) + "\n";
    if (call* const of = c.inside.find_live(words[0])) {
        const bool scheduled = wire::iequals(words[1], "sched");
        const std::string& much = scheduled && words.size() < 3 ? std::string() : words.back();
        const auto number = wire::parse_number(much);
        if (!number && !is_true(much))
            stop_session_heartbeat(*of);
        else if (scheduled)
            schedule_session_heartbeat(c.inside, *of);
        else
            start_session_heartbeat(c.inside, *of, std::atoi(much.c_str()));
        return "+OK\n";
    }
    return "-ERR Cannot locate session. USAGE: uuid_session_heartbeat " + std::string(c.syntax) +
           "\n";
}

ESLIO_COLD std::string answer_uuid_video_refresh(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    if (words.empty()) return c.usage() + operation_failed_capitalized;
    const call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return operation_failed_capitalized;
    const std::string mode = words.size() > 1 ? words[1] : std::string();
    if (mode.empty()) return ok_success;
    return of->leg().name() + " video refresh now in " + (mode == "auto" ? "auto" : "manual") +
           " mode.\n" + ok_success;
}

ESLIO_COLD std::string answer_uuid_video_rate(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    if (words.size() < 2)
        return std::string("-USAGE: <uuid> [auto|manual]\n") + operation_failed_capitalized;
    return c.inside.find_live(words[0]) == nullptr ? operation_failed_capitalized : ok_success;
}

ESLIO_COLD std::string answer_uuid_audio(const api_call& c) {
    const std::vector<std::string> words = c.words(5);
    const std::string action = words.size() > 1 ? lower(words[1]) : std::string();
    if (words.size() < 2) return c.usage();
    if (c.inside.find_live(words[0]) == nullptr) return no_such_channel;
    if (action != "stop" && action != "start") return c.usage();
    if (action == "start") {
        if (words.size() < 5) return c.usage();
        const std::string way = lower(words[2]), what = lower(words[3]);
        if ((way != "read" && way != "write") || (what != "mute" && what != "level"))
            return c.usage();
    }
    call* const of = c.inside.find_live(words[0]);
    remove_bugs(c.inside, of->uuid(), "audio");
    if (action == "start") add_bug(c.inside, *of, "audio", lower(words[3]));
    return "+OK\n";
}

ESLIO_COLD std::string answer_uuid_buglist(const api_call& c) {
    if (c.arguments.empty()) return c.usage();
    const call* const of = c.inside.find_live(c.arguments);
    return of == nullptr ? std::string() : list_bugs(c.inside, of->uuid());
}

ESLIO_COLD std::string answer_uuid_displace(const api_call& c) {
    const std::vector<std::string> words = c.words(5);
    if (words.size() < 3) return c.usage();
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return no_session;
    if (wire::iequals(words[1], "stop"))
        return remove_bugs(c.inside, of->uuid(), "displace", words[2])
                   ? ok_success
                   : "-ERR Cannot stop displace session!\n";
    if (!wire::iequals(words[1], "start")) return c.usage();
    const int limit = words.size() > 3 ? std::atoi(words[3].c_str()) : 0;
    return displace_session(c.inside, *of, words[2], limit) ? ok_success
                                                            : "-ERR Cannot displace session!\n";
}

ESLIO_COLD std::string answer_uuid_record(const api_call& c) {
    const std::vector<std::string> words = c.words(5);
    if (words.size() < 3) return c.usage();
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return no_session;
    const std::string action = lower(words[1]);
    const std::string& path = words[2];
    if (action == "start") {
        const std::string limit = words.size() > 3 ? words[3] : std::string();
        record_session(c.inside, *of, path, std::atoi(limit.c_str()));
        return ok_success;
    }
    if (action == "stop")
        return stop_recording(c.inside, *of, path) ? ok_success
                                                   : "-ERR Cannot stop record session!\n";
    const bool records = has_bug(c.inside, of->uuid(), "session_record", path);
    for (const char* verb : {"mask", "unmask"})
        if (action == verb)
            return records ? ok_success : "-ERR Cannot " + action + " recording session!\n";
    for (const char* verb : {"pause", "resume"})
        if (action == verb)
            return records ? ok_success : "-ERR Cannot " + action + " recording session!\n";
    return c.usage();
}

ESLIO_COLD std::string answer_tone_detect(const api_call& c) {
    const std::vector<std::string> words = c.words(8);
    if (words.size() < 3) return {};
    call* const of = c.inside.find_live(words[0]);
    if (of == nullptr) return no_session;
    // A time that is over is an error of which the log alone is told.
    if (words.size() > 4 && time_of_detecting(c.inside, words[4]).count() <= 0) return {};
    detect_tones(c.inside, *of, {words.begin() + 1, words.end()});
    const std::string flags = words.size() > 3 ? words[3] : std::string();
    return "+OK Enabling tone detection '" + words[1] + "' '" + words[2] + "' '" + flags + "'\n";
}

}  // namespace eslio::testing::fake
