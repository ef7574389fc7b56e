// The builders of API commands of mod_sofia, mod_conference and mod_callcenter, for
// arrives_test.cpp.
#include "api/api_builders.hpp"

#include <eslio/api/callcenter.hpp>
#include <eslio/api/conference.hpp>
#include <eslio/api/sofia.hpp>
#include <eslio/command/detail/escape.hpp>

#include <utility>

namespace test {

namespace {

namespace api = eslio::api;

bool is_all(const std::string& text) {
    return unsafe(text) || lower(text) == "all";
}

bool is_every(const std::string& text) {
    return unsafe(text) || lower(text) == "_all_";
}

bool may_be_domain(const std::string& text) {
    const std::size_t at = text.find('@');
    return unsafe(text) || at == 0 || at == std::string::npos;
}

bool parts_user(const std::string& text) {
    return has_white_ends(text) || has_any(text, "@/~");
}

bool is_order(const std::string& text) {
    const std::string small = lower(text);
    for (const char* word : {"list", "count", "xml_list", "json_list", "help", "commands"})
        if (small == word) return true;
    return unsafe(text);
}

bool is_order_or_profile(const std::string& text) {
    return is_order(text) || has_any(text, "@+:%\\");
}

/// What names another conference than is written, or none, to the application `conference`.
bool is_another_room(const std::string& text) {
    const bool control = std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == '\x7F';
    });
    const bool scope = text[0] == '%' && text.substr(0, 3).find('[') != text.npos;
    if (control || scope || text[0] == ' ') return true;
    if (eslio::detail::find_unclosed(text) != text.npos) return true;
    std::string room;  // without the references to variables
    eslio::detail::for_each_part(
        text, [&](std::string_view literal) { room.append(literal); },
        [&](std::string_view) { room.push_back('x'); });
    room.resize(std::min(room.find('+'), room.size()));
    return lower(text).rfind("bridge:", 0) != 0 &&
           (room.empty() || room[0] == '@' || room.find('@') != room.rfind('@'));
}

bool is_no_dialled_room(const std::string& text) {
    return is_another_room(text) || has_any(text, "\\") || text.size() > 255;
}

bool is_no_transferred_room(const std::string& text) {
    return is_another_room(text) || has_any(text, ",'\\") || text.find('+') < text.find('@');
}

/// Blanks are written `\s` in a command.
bool says(const std::string& text) {
    std::string written;
    for (const char c : text) written += c == ' ' ? std::string("\\s") : std::string(1, c);
    return written.find("say") != std::string::npos;
}

/// What is before a text to be said, or after it.
bool is_skipped(const std::string& text) {
    return has_white_end(text) || has_any(text.substr(0, 1), " \t");
}

bool is_no_speech(const std::string& text) {
    const bool voice = text[0] == '#' && text.find('#', 1) != std::string::npos;
    return unsafe(text) || voice || text.substr(text.find_first_not_of(' ')).rfind('{', 0) == 0;
}

bool is_no_shown_name(const std::string& text) {
    return unsafe(text) || cuts_name(text);
}

bool is_no_number(const std::string& text) {
    return unsafe(text) || cuts_number(text);
}

constexpr place conference_place{nobody, is_order};

using maker = std::function<api_request(const any_text&)>;

/// Of a command that is split at blanks.
struct blank_rows {
    std::vector<api_builder>& all;
    const char* name;

    template <class Make>
    void operator()(Make make, texts expected, place where) const {
        all.push_back({name, [make](const any_text& t) -> api_request { return make(t); },
                       by_blanks, std::move(expected), where});
    }
};

void add_sofia(std::vector<api_builder>& all) {
    const blank_rows sofia{all, "sofia"};
    const std::pair<maker, const char*> orders[] = {
        {[](const any_text& t) { return api::sofia_profile_start(t); }, "start"},
        {[](const any_text& t) { return api::sofia_profile_stop(t); }, "stop"},
        {[](const any_text& t) { return api::sofia_profile_restart(t); }, "restart"},
        {[](const any_text& t) { return api::sofia_profile_rescan(t); }, "rescan"},
        {[](const any_text& t) { return api::sofia_flush_registrations(t); }, "flush_inbound_reg"},
        {[](const any_text& t) { return api::sofia_check_sync(t); }, "check_sync"}};
    for (const auto& [make, order] : orders) sofia(make, {"profile", "TEXT", order}, word_place);
    sofia([](const any_text& t) { return api::sofia_status_profile(t); },
          {"xmlstatus", "profile", "TEXT"}, word_place);
    sofia([](const any_text& t) { return api::sofia_status_gateway(t); },
          {"xmlstatus", "gateway", "TEXT"}, word_place);
    sofia([](const any_text& t) { return api::sofia_registrations(t); },
          {"xmlstatus", "profile", "TEXT", "reg"}, word_place);
    sofia([](const any_text& t) { return api::sofia_registrations("p", t); },
          {"xmlstatus", "profile", "p", "reg", "TEXT"},
          {nobody, [](const std::string& t) { return unsafe(t) || has_any(t, "%_"); }});
    sofia(
        [](const any_text& t) {
            return api::sofia_registrations_of("p", {t, "d"});
        },
        {"xmlstatus", "profile", "p", "user", "TEXT@d"},
        {[](const std::string& t) { return has_any(t, "@"); }, unsafe});
    sofia([](const any_text& t) { return api::sofia_register("p", t); },
          {"profile", "p", "register", "TEXT"}, {nobody, is_all});
    sofia([](const any_text& t) { return api::sofia_unregister("p", t); },
          {"profile", "p", "unregister", "TEXT"}, {nobody, is_all});
    sofia([](const any_text& t) { return api::sofia_killgw("p", t); },
          {"profile", "p", "killgw", "TEXT"}, {nobody, is_every});
    sofia([](const any_text& t) { return api::sofia_startgw("p", t); },
          {"profile", "p", "startgw", "TEXT"}, word_place);
    sofia([](const any_text& t) { return api::sofia_flush_registration("p", t, true); },
          {"profile", "p", "flush_inbound_reg", "TEXT", "reboot"},
          {[](const std::string& t) { return lower(t) == "reboot"; }, may_be_domain});
    sofia([](const any_text& t) { return api::sofia_check_sync("p", t); },
          {"profile", "p", "check_sync", "TEXT"}, {nobody, may_be_domain});
    sofia([](const any_text& t) { return api::sofia_siptrace(t, true); },
          {"profile", "TEXT", "siptrace", "on"}, word_place);
}

void add_sofia_users(std::vector<api_builder>& all) {
    const auto user = [&](const char* name, maker make, const char* expected, place where) {
        all.push_back({name, std::move(make), as_whole, {expected}, where});
    };
    user("sofia_contact",
         [](const any_text& t) {
             return api::sofia_contact({t, "d"}, "p");
         },
         "p/TEXT@d",
         {[](const std::string& t) { return breaks_line(t) || has_any(t, "@/~"); }, is_no_address});
    user("sofia_contact",
         [](const any_text& t) {
             return api::sofia_contact({"1", t});
         },
         "1@TEXT",
         {[](const std::string& t) { return has_white_end(t) || has_any(t, "@/~"); }, unsafe});
    user("sofia_count_reg", [](const any_text& t) { return api::sofia_count_reg({t}); }, "TEXT",
         {parts_user, is_no_address});
    user("sofia_username_of", [](const any_text& t) { return api::sofia_username_of({t}); }, "TEXT",
         {parts_user, is_no_address});
    const blank_rows data{all, "sofia_gateway_data"};
    data(
        [](const any_text& t) {
            return api::sofia_gateway_data(t, api::gateway_variable::incoming, "x");
        },
        {"TEXT", "ivar", "x"}, word_place);
    data(
        [](const any_text& t) {
            return api::sofia_gateway_data("g", api::gateway_variable::both, t);
        },
        {"g", "var", "TEXT"}, word_place);
}

void add_conference(std::vector<api_builder>& all) {
    using target = api::conference_target;
    const blank_rows room{all, "conference"};
    room([](const any_text& t) { return api::conference_list(t); },
         {"TEXT", "json_list", "compact"}, conference_place);
    room([](const any_text& t) { return api::conference_count(t); }, {"TEXT", "count"},
         conference_place);
    room(
        [](const any_text& t) {
            return api::conference_do(t, api::member_order::kick, target::all());
        },
        {"TEXT", "kick", "all"}, conference_place);
    room(
        [](const any_text& t) {
            return api::conference_level(t, api::member_level::energy, target::last(), 300);
        },
        {"TEXT", "energy", "last", "300"}, conference_place);
    room([](const any_text& t) { return api::conference_dtmf("c", target::member(3), t); },
         {"c", "dtmf", "3", "TEXT"}, keys_place);
    room([](const any_text& t) { return api::conference_play("c", t); }, {"c", "play", "TEXT"},
         file_place);
    all.push_back({"conference",
                   [](const any_text& t) -> api_request { return api::conference_play("c", t, 3); },
                   by_blanks_and_member,
                   {"c", "play", "TEXT", "3"},
                   file_place});
    room([](const any_text& t) { return api::conference_play_async("c", t); },
         {"c", "play", "TEXT", "async"}, file_place);
    room([](const any_text& t) { return api::conference_lock(t); }, {"TEXT", "lock"},
         conference_place);
    room([](const any_text& t) { return api::conference_pin("c", t); }, {"c", "pin", "TEXT"},
         word_place);
    room([](const any_text& t) { return api::conference_dial(t, "user/1", "2", "n"); },
         {"TEXT", "dial", "user/1", "2", "n"}, {is_no_dialled_room, is_order_or_profile});
    room([](const any_text& t) { return api::conference_dial("c", "user/1", t, "n"); },
         {"c", "dial", "user/1", "TEXT", "n"}, {is_no_header, is_no_number});
    room([](const any_text& t) { return api::conference_bgdial("c", "user/1", "2", t); },
         {"c", "bgdial", "user/1", "2", "TEXT"}, {is_no_header, is_no_shown_name});
    room([](const any_text& t) { return api::conference_transfer("c", t, 3); },
         {"c", "transfer", "TEXT", "3"}, {is_no_transferred_room, [](const std::string& t) {
                                              return unsafe(t) || has_any(t, "@+:%");
                                          }});
    room([](const any_text& t) { return api::conference_record("c", t); }, {"c", "record", "TEXT"},
         recording_place);
    room([](const any_text& t) { return api::conference_norecord("c", t); },
         {"c", "norecord", "TEXT"}, recording_place);
    room([](const any_text& t) { return api::conference_record_pause("c", t); },
         {"c", "pause", "TEXT"}, recording_place);
    room([](const any_text& t) { return api::conference_set("c", "caller_id_name", t); },
         {"c", "set", "caller_id_name", "TEXT"}, {nobody, is_no_shown_name});
    room([](const any_text& t) { return api::conference_setvar("c", "x", t); },
         {"c", "setvar", "x", "TEXT"}, value_place);
    const auto say = [&](maker make, texts expected, place where) {
        all.push_back({"conference", std::move(make), by_say, std::move(expected), where});
    };
    say([](const any_text& t) { return api::conference_say("c", t); }, {"c", "TEXT"},
        {is_skipped, is_no_speech});
    all.push_back({"conference",
                   [](const any_text& t) -> api_request { return api::conference_say("c", t, 3); },
                   by_saymember,
                   {"c", "3 TEXT"},
                   {is_skipped, is_no_speech}});
    say([](const any_text& t) { return api::conference_say(t, "hi"); }, {"TEXT", "hi"},
        {says, is_order});
}

void add_callcenter(std::vector<api_builder>& all) {
    const blank_rows cc{all, "callcenter_config"};
    cc([](const any_text& t) { return api::callcenter_queue_agents(t); },
       {"queue", "list", "agents", "TEXT"}, word_place);
    cc([](const any_text& t) { return api::callcenter_queue_member_count(t); },
       {"queue", "count", "members", "TEXT"}, word_place);
    cc([](const any_text& t) { return api::callcenter_agent_add(t, "callback"); },
       {"agent", "add", "TEXT", "callback"}, word_place);
    cc([](const any_text& t) { return api::callcenter_agent_add("a", t); },
       {"agent", "add", "a", "TEXT"}, word_place);
    cc([](const any_text& t) { return api::callcenter_agent_del(t); }, {"agent", "del", "TEXT"},
       word_place);
    cc([](const any_text& t) { return api::callcenter_agent_reload(t); },
       {"agent", "reload", "TEXT"}, {nobody, is_all});
    cc([](const any_text& t) { return api::callcenter_agent_set("status", "a", t); },
       {"agent", "set", "status", "a", "TEXT"}, word_place);
    cc([](const any_text& t) { return api::callcenter_agent_set("contact", "a", t); },
       {"agent", "set", "contact", "a", "TEXT"}, {nobody, [](const std::string&) { return true; }});
    cc([](const any_text& t) { return api::callcenter_agent_get("status", t); },
       {"agent", "get", "status", "TEXT"}, word_place);
    cc([](const any_text& t) { return api::callcenter_tier_add(t, "a", 2, 3); },
       {"tier", "add", "TEXT", "a", "2", "3"}, word_place);
    cc([](const any_text& t) { return api::callcenter_tier_add("q", t); },
       {"tier", "add", "q", "TEXT", "1", "1"}, word_place);
    cc([](const any_text& t) { return api::callcenter_tier_set("state", "q", "a", t); },
       {"tier", "set", "state", "q", "a", "TEXT"}, word_place);
    cc([](const any_text& t) { return api::callcenter_tier_del("q", t); },
       {"tier", "del", "q", "TEXT"}, word_place);
    cc([](const any_text& t) { return api::callcenter_queue_load(t); }, {"queue", "load", "TEXT"},
       word_place);
    cc([](const any_text& t) { return api::callcenter_queue_unload(t); },
       {"queue", "unload", "TEXT"}, word_place);
    cc([](const any_text& t) { return api::callcenter_queue_reload(t); },
       {"queue", "reload", "TEXT"}, word_place);
    const blank_rows end{all, "callcenter_break"};
    end([](const any_text& t) { return api::callcenter_break(t); }, {"agent", "TEXT"}, uuid_place);
}

}  // namespace

std::vector<api_builder> module_builders() {
    std::vector<api_builder> all;
    add_sofia(all);
    add_sofia_users(all);
    add_conference(all);
    add_callcenter(all);
    return all;
}

}  // namespace test
