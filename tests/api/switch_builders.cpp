// The builders of API commands of the switch and its modules, for arrives_test.cpp.
#include "api/api_builders.hpp"

#include <eslio/api/callcenter.hpp>
#include <eslio/api/conference.hpp>
#include <eslio/api/directory.hpp>
#include <eslio/api/parking.hpp>
#include <eslio/api/show.hpp>
#include <eslio/api/sofia.hpp>
#include <eslio/api/store.hpp>
#include <eslio/api/system.hpp>
#include <eslio/api/text.hpp>

#include <utility>

namespace test {

namespace {

namespace api = eslio::api;

/// Adds rows of one reader.
class rows {
public:
    rows(std::vector<api_builder>& all, texts (*read)(const std::string&))
        : all_(all), read_(read) {}

    template <class Make>
    void operator()(const char* name, Make make, texts expected, place where) {
        all_.push_back({name, [make](const any_text& t) -> api_request { return make(t); }, read_,
                        std::move(expected), where});
    }

private:
    std::vector<api_builder>& all_;
    texts (*read_)(const std::string&);
};

bool is_no_global(const std::string& text) {
    return is_unkept(text) || holds_variable(text);
}

void add_system(std::vector<api_builder>& all) {
    rows blanks(all, by_blanks);
    rows whole(all, as_whole);
    rows equals(all, by_byte<'='>);
    blanks("show", [](const any_text& t) { return api::show_channels_like(t); },
           {"channels", "like", "TEXT", "as", "json"},
           {[](const std::string& t) { return has_any(t, "';"); },
            [](const std::string& t) { return unsafe(t) || has_any(t, "%_"); }});
    equals("global_setvar", [](const any_text& t) { return api::global_setvar("x", t); },
           {"x", "TEXT"}, {is_no_global, is_array_or_unsafe});
    equals(
        "global_setvar", [](const any_text& t) { return api::global_setvar("x", "1", t); },
        {"x", "1", "TEXT"}, word_place);
    blanks(
        "acl", [](const any_text& t) { return api::acl(t, "l"); }, {"TEXT", "l"}, word_place);
    blanks(
        "acl", [](const any_text& t) { return api::acl("1.2.3.4", t); }, {"1.2.3.4", "TEXT"},
        word_place);
    const place module{[](const std::string& t) { return is_no_name(t) || t[0] == '-'; }, nobody};
    whole(
        "load", [](const any_text& t) { return api::load(t); }, {"TEXT"}, module);
    blanks(
        "unload", [](const any_text& t) { return api::unload(t, true); }, {"-f", "TEXT"}, module);
    whole(
        "reload", [](const any_text& t) { return api::reload(t); }, {"TEXT"}, module);
    whole(
        "module_exists", [](const any_text& t) { return api::module_exists(t); }, {"TEXT"},
        rest_place);
    whole(
        "file_exists", [](const any_text& t) { return api::file_exists(t); }, {"TEXT"}, rest_place);
    const place format{[](const std::string& t) { return has_white_ends(t) || has_any(t, "|"); },
                       unsafe};
    whole(
        "strftime", [](const any_text& t) { return api::strftime(t); }, {"TEXT"}, format);
    whole(
        "strftime",
        [](const any_text& t) {
            return api::strftime(t, std::chrono::system_clock::time_point(std::chrono::hours(1)));
        },
        {"3600| TEXT"}, after_place);
    rows twice(all, by_strchr<1>);
    twice(
        "strftime_tz", [](const any_text& t) { return api::strftime_tz(t, "%Y"); }, {"TEXT", "%Y"},
        bare_place);
    twice("strftime_tz", [](const any_text& t) { return api::strftime_tz("UTC", t); },
          {"UTC", "TEXT"},
          {[](const std::string& t) { return has_white_end(t) || has_any(t, "|"); }, unsafe});
}

bool names_call(const std::string& text) {
    return has_white_ends(text) || lower(text).rfind("uuid:", 0) == 0;
}

void add_text(std::vector<api_builder>& all) {
    rows bars(all, [](const std::string& argument) {
        const bool other = argument.size() > 2 && argument.compare(0, 2, "m:") == 0 &&
                           has_any(argument.substr(2, 1), "|~/");
        return other ? texts() : separate(argument, '|', 4);
    });
    rows whole(all, as_whole);
    bars(
        "regex", [](const any_text& t) { return api::regex(t, "p"); }, {"TEXT", "p"}, word_place);
    bars(
        "regex", [](const any_text& t) { return api::regex("x", t); }, {"x", "TEXT"}, word_place);
    bars("regex", [](const any_text& t) { return api::regex_replace("x", "p", t); },
         {"x", "p", "TEXT", "n"},
         {nobody, [](const std::string& t) { return unsafe(t) || has_any(t, "%$"); }});
    rows expanded(all, by_expansion);
    expanded("eval", [](const any_text& t) { return api::eval(t); }, {"TEXT"},
             {names_call, unsafe});
    rows of_call(all, by_strchr_and_expansion);
    of_call(
        "eval", [](const any_text& t) { return api::eval(t, "u-1"); }, {"uuid:u-1", "TEXT"},
        after_place);
    of_call(
        "expand",
        [](const any_text& t) -> api_request {
            const api_request echo = api::echo(t);
            return echo.error() ? echo : api::expand(echo);
        },
        {"echo", "TEXT"}, rest_place);
    whole(
        "url_encode", [](const any_text& t) { return api::url_encode(t); }, {"TEXT"}, rest_place);
    whole(
        "url_decode", [](const any_text& t) { return api::url_decode(t); }, {"TEXT"}, rest_place);
    whole(
        "echo", [](const any_text& t) { return api::echo(t); }, {"TEXT"}, rest_place);
    whole(
        "md5", [](const any_text& t) { return api::md5(t); }, {"TEXT"}, rest_place);
    whole(
        "host_lookup", [](const any_text& t) { return api::host_lookup(t); }, {"TEXT"}, rest_place);
}

bool has_at(const std::string& text) {
    return has_any(text, "@");
}

void add_directory(std::vector<api_builder>& all) {
    using api::directory_field;
    rows blanks(all, by_blanks);
    rows whole(all, as_whole);
    rows commas(all, by_byte<','>);
    blanks(
        "user_exists", [](const any_text& t) { return api::user_exists(t, "1", "d"); },
        {"TEXT", "1", "d"}, word_place);
    blanks(
        "user_exists", [](const any_text& t) { return api::user_exists("id", t, "d"); },
        {"id", "TEXT", "d"}, word_place);
    blanks(
        "user_exists", [](const any_text& t) { return api::user_exists("id", "1", t); },
        {"id", "1", "TEXT"}, word_place);
    const auto var = directory_field::variable;
    blanks("user_data",
           [=](const any_text& t) {
               return api::user_data({t, "d"}, var, "x");
           },
           {"TEXT@d", "var", "x"}, {has_at, unsafe});
    blanks(
        "user_data",
        [=](const any_text& t) {
            return api::user_data({"1", t}, var, "x");
        },
        {"1@TEXT", "var", "x"}, word_place);
    blanks(
        "user_data", [=](const any_text& t) { return api::user_data({"1"}, var, t); },
        {"1", "var", "TEXT"}, word_place);
    blanks(
        "domain_data", [=](const any_text& t) { return api::domain_data(t, var, "x"); },
        {"TEXT", "var", "x"}, word_place);
    whole(
        "domain_exists", [](const any_text& t) { return api::domain_exists(t); }, {"TEXT"},
        rest_place);
    commas("in_group",
           [](const any_text& t) {
               return api::in_group({t, "d"}, "g");
           },
           {"TEXT@d", "g"}, {has_at, unsafe});
    commas(
        "in_group", [](const any_text& t) { return api::in_group({"1"}, t); }, {"1", "TEXT"},
        word_place);
    whole("group_call", [](const any_text& t) { return api::group_call(t, "d"); }, {"TEXT@d"},
          {[](const std::string& t) {
               return breaks_line(t) || has_any(t, "@+") || has_any(t.substr(0, 1), " \t\v");
           },
           unsafe});
    blanks("list_users", [](const any_text& t) { return api::list_users(t); }, {"domain", "TEXT"},
           {[](const std::string& t) {
                const std::string small = lower(t);
                return small == "user" || small == "context" || small == "domain" ||
                       small == "group";
            },
            unsafe});
}

bool is_star(const std::string& text) {
    return unsafe(text) || text == "*";
}

void add_store(std::vector<api_builder>& all) {
    rows slashes(all, by_byte<'/'>);
    rows colons(all, by_byte<':'>);
    slashes(
        "hash", [](const any_text& t) { return api::hash_insert(t, "k", "v"); },
        {"insert", "TEXT", "k", "v"}, word_place);
    slashes(
        "hash", [](const any_text& t) { return api::hash_insert("r", t, "v"); },
        {"insert", "r", "TEXT", "v"}, word_place);
    slashes(
        "hash", [](const any_text& t) { return api::hash_insert("r", "k", t); },
        {"insert", "r", "k", "TEXT"}, word_place);
    slashes(
        "hash", [](const any_text& t) { return api::hash_insert_if_empty("r", "k", t); },
        {"insert_ifempty", "r", "k", "TEXT"}, word_place);
    slashes(
        "hash", [](const any_text& t) { return api::hash_select("r", t); }, {"select", "r", "TEXT"},
        word_place);
    slashes(
        "hash", [](const any_text& t) { return api::hash_delete("r", t); }, {"delete", "r", "TEXT"},
        word_place);
    slashes(
        "hash", [](const any_text& t) { return api::hash_delete_if_match("r", "k", t); },
        {"delete_ifmatch", "r", "k", "TEXT"}, word_place);
    slashes(
        "db", [](const any_text& t) { return api::db_insert("r", "k", t); },
        {"insert", "r", "k", "TEXT"}, word_place);
    slashes(
        "db", [](const any_text& t) { return api::db_select(t, "k"); }, {"select", "TEXT", "k"},
        word_place);
    slashes(
        "db", [](const any_text& t) { return api::db_delete("r", t); }, {"delete", "r", "TEXT"},
        word_place);
    slashes(
        "db", [](const any_text& t) { return api::db_exists("r", t); }, {"exists", "r", "TEXT"},
        word_place);
    slashes(
        "db", [](const any_text& t) { return api::db_count(t); }, {"count", "TEXT"}, word_place);
    slashes(
        "db", [](const any_text& t) { return api::db_list(t); }, {"list", "TEXT"}, word_place);
    colons(
        "group", [](const any_text& t) { return api::group_insert(t, "u"); },
        {"insert", "TEXT", "u"}, word_place);
    colons("group", [](const any_text& t) { return api::group_insert("g", t); },
           {"insert", "g", "TEXT"}, {nobody, [](const std::string&) { return true; }});
    colons("group", [](const any_text& t) { return api::group_delete("g", t); },
           {"delete", "g", "TEXT"}, {nobody, is_star});
    colons(
        "group", [](const any_text& t) { return api::group_dial_string(t, true); },
        {"call", "TEXT", "order"}, word_place);
}

void add_limits(std::vector<api_builder>& all) {
    rows blanks(all, by_blanks);
    blanks(
        "limit_usage", [](const any_text& t) { return api::limit_usage(t, "r", "x"); },
        {"TEXT", "r", "x", "rate"}, word_place);
    blanks(
        "limit_usage", [](const any_text& t) { return api::limit_usage("hash", "r", t); },
        {"hash", "r", "TEXT", "rate"}, word_place);
    blanks(
        "limit_reset", [](const any_text& t) { return api::limit_reset(t); }, {"TEXT"}, word_place);
    blanks(
        "limit_interval_reset",
        [](const any_text& t) { return api::limit_interval_reset("hash", t, "x"); },
        {"hash", "TEXT", "x"}, word_place);
    blanks(
        "uuid_limit",
        [](const any_text& t) {
            api::limit_bound bound;
            bound.most = 5;
            bound.seconds = 2;
            return api::uuid_limit("u", "hash", "r", t, bound);
        },
        {"u", "hash", "r", "TEXT", "5/2"}, word_place);
    blanks(
        "uuid_limit_release",
        [](const any_text& t) { return api::uuid_limit_release("u", "hash", "r", t); },
        {"u", "hash", "r", "TEXT"}, word_place);
}

/// What a fifo that calls members may not be named: its name stands between those of variables,
/// with quotes and without, and is a word of `fifo NAME out`, which is executed.
bool is_no_calling_fifo(const std::string& text) {
    const bool first = text.rfind("^^", 0) == 0 || !executed(text);
    return first || has_any(text, " ,!'\\|[]{}<>") || holds_variable(text) ||
           text.find(":_:") != std::string::npos;
}

bool unbalanced(const std::string& text) {
    int depth = 0;
    for (const char c : text) {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (depth < 0) return true;
    }
    return depth != 0;
}

/// The one variable of a member's dial string, which is expanded before it is read
/// (outbound_enterprise_thread_run).
texts by_fifo_member(const std::string& argument) {
    texts words = by_blanks(argument);
    const std::string dialled = expand(words.back());
    words.pop_back();
    const std::size_t end = dialled.rfind("}null/1");
    if (dialled.rfind("{x=", 0) != 0 || end != dialled.size() - 7) return {};
    const texts variables = separate(dialled.substr(1, end - 1), ',', 1024);
    if (variables.size() != 1) return {};
    const texts pair = separate(variables[0], '=', 2);
    if (pair.size() == 2) words.push_back(pair[1]);
    return words;
}

void add_parking(std::vector<api_builder>& all) {
    rows blanks(all, by_blanks);
    rows whole(all, as_whole);
    blanks(
        "fifo", [](const any_text& t) { return api::fifo_list(t); }, {"list", "TEXT"}, word_place);
    blanks(
        "fifo", [](const any_text& t) { return api::fifo_count(t); }, {"count", "TEXT"},
        word_place);
    blanks(
        "fifo", [](const any_text& t) { return api::fifo_set_importance(t, 3); },
        {"importance", "TEXT", "3"}, word_place);
    blanks("fifo_member", [](const any_text& t) { return api::fifo_member_add(t, "user/1"); },
           {"add", "TEXT", "user/1", "1", "60", "5"}, {is_no_calling_fifo, unsafe});
    rows members(all, by_fifo_member);
    members("fifo_member",
            [](const any_text& t) {
                return api::fifo_member_del("q", eslio::dial_string("null/1").variable("x", t));
            },
            {"del", "q", "TEXT"},
            {[](const std::string& t) {
                 return is_unkept(t) || holds_variable(t) || unbalanced(t) ||
                        t.find(":_:") != std::string::npos;
             },
             is_array_or_unsafe});
    blanks(
        "fifo_member", [](const any_text& t) { return api::fifo_member_del(t, "user/1"); },
        {"del", "TEXT", "user/1"}, word_place);
    whole(
        "fifo_check_bridge", [](const any_text& t) { return api::fifo_check_bridge(t); }, {"TEXT"},
        rest_place);
    whole(
        "valet_info", [](const any_text& t) { return api::valet_info(t); }, {"TEXT"}, rest_place);
}

}  // namespace

std::vector<api_builder> switch_builders() {
    std::vector<api_builder> all = module_builders();
    add_system(all);
    add_text(all);
    add_directory(all);
    add_store(all);
    add_limits(all);
    add_parking(all);
    return all;
}

}  // namespace test
