#include "catch.hpp"
#include "live/script.hpp"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>

namespace {

using live::action;
using live::script;

/// A folder for parts that goes away.
class parts_folder {
public:
    parts_folder() : path_(std::filesystem::temp_directory_path() / "eslio_live_parts") {
        std::filesystem::create_directories(path_);
    }
    ~parts_folder() { std::filesystem::remove_all(path_); }
    parts_folder(const parts_folder&) = delete;
    parts_folder& operator=(const parts_folder&) = delete;

    void add(const std::string& name, const std::string& text) {
        std::ofstream(path_ / (name + ".part")) << text;
    }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

script parse(const std::string& text) {
    return live::parse_script("folder/name", text, "/nowhere");
}

std::string problem_of(const std::string& text) {
    try {
        parse(text);
    } catch (const live::bad_script& e) {
        return e.what();
    }
    return "none";
}

}  // namespace

TEST_CASE("live script: what it declares", "[live]") {
    const script s = parse("# A call,\n"
                           "# and another.\n"
                           "needs module mod_x\n"
                           "calls a b\n"
                           "ids job\n"
                           "show variable_x Caller-*\n"
                           "show in DTMF a\n"
                           "also HEARTBEAT\n"
                           "untimed DTMF\n"
                           "real time\n"
                           "mask /a\\/b[0-9]+/ a/b<n>\n"
                           "at the end api hash delete/$tag\n"
                           "connect\n");
    CHECK(s.about == "A call, and another.");
    CHECK(s.needs == std::vector<std::string>{"module mod_x"});
    CHECK(s.calls == std::vector<std::string>{"a", "b"});
    CHECK(s.ids == std::vector<std::string>{"job"});
    REQUIRE(s.shows.size() == 3);
    CHECK(s.shows[1].header == "Caller-*");
    CHECK(s.shows[1].event.empty());
    CHECK(s.shows[2].header == "a");
    CHECK(s.shows[2].event == "DTMF");
    CHECK(s.also == std::vector<std::string>{"HEARTBEAT"});
    CHECK(s.untimed == std::vector<std::string>{"DTMF"});
    CHECK(s.real_time);
    REQUIRE(s.masks.size() == 1);
    CHECK(s.masks[0].first == "a/b[0-9]+");
    CHECK(s.masks[0].second == "a/b<n>");
    CHECK(s.at_the_end == std::vector<std::string>{"api hash delete/$tag"});
}

TEST_CASE("live script: commands have headers, and a body whose length is counted", "[live]") {
    const script s = parse("# x\n"
                           "say api status\n"
                           "second: tell sendevent CUSTOM\n"
                           "    Event-Subclass: my::one\n"
                           "    .\n"
                           "    a body\n"
                           "    of two lines\n"
                           "say(30s) api msleep 20000\n"
                           "execute a playback tone_stream://x y\n");
    REQUIRE(s.steps.size() == 4);
    CHECK(s.steps[0].what == action::say);
    CHECK(s.steps[0].on == "fs");
    CHECK(s.steps[0].text == "api status\n\n");
    CHECK(s.steps[1].what == action::tell);
    CHECK(s.steps[1].on == "second");
    CHECK(s.steps[1].text == "sendevent CUSTOM\nEvent-Subclass: my::one\nContent-Length: $length"
                             "\n\na body\nof two lines\n");
    CHECK(s.steps[2].time == live::milliseconds(30'000));
    CHECK(s.steps[3].text == "sendmsg $a\ncall-command: execute\nexecute-app-name: playback\n"
                             "execute-app-arg: tone_stream://x y\nevent-lock: true\n\n");
}

TEST_CASE("live script: the other steps", "[live]") {
    const script s = parse("# x\n"
                           "await DTMF a DTMF-Digit=1 \"Caller-Name=Ann B\" within 2.5s\n"
                           "await HEARTBEAT -\n"
                           "press a 12#\n"
                           "hangup a USER_BUSY\n"
                           "caller b hangs up NO_ANSWER\n"
                           "incoming b m:^:answer^park\n"
                           "name job /Job-UUID: (\\S+)/\n"
                           "keep /^a/\n"
                           "bytes \"a\\r\\n\\x00\\\"\"\n"
                           "wait 500ms\n"
                           "half-close\n");
    REQUIRE(s.steps.size() == 11);
    CHECK(s.steps[0].text == "DTMF");
    CHECK(s.steps[0].call == "a");
    CHECK(s.steps[0].time == live::milliseconds(2500));
    REQUIRE(s.steps[0].conditions.size() == 2);
    CHECK(s.steps[0].conditions[1] == live::condition("Caller-Name", "Ann B"));
    CHECK(s.steps[1].call.empty());
    CHECK(s.steps[2].text == "12#");
    CHECK(s.steps[3].what == action::hangup);
    CHECK(s.steps[4].what == action::caller_hangs_up);
    CHECK(s.steps[4].text == "NO_ANSWER");
    CHECK(s.steps[5].text == "m:^:answer^park");
    CHECK(s.steps[6].call == "job");
    CHECK(s.steps[6].text == "Job-UUID: (\\S+)");
    CHECK(s.steps[7].what == action::keep);
    CHECK(s.steps[8].text == std::string("a\r\n\0\"", 5));
    CHECK(s.steps[9].time == live::milliseconds(500));
    CHECK(s.steps[10].what == action::half_close);
}

TEST_CASE("live script: parts are included, and theirs are no words about the script", "[live]") {
    parts_folder parts;
    parts.add("inner", "# about the part\ncalls a\nsay one\n");
    parts.add("outer", "include inner\nsay two\n");
    const script s = live::parse_script("x", "# mine\ninclude outer\nsay three\n", parts.path());
    CHECK(s.about == "mine");
    CHECK(s.calls == std::vector<std::string>{"a"});
    REQUIRE(s.steps.size() == 3);
    CHECK(s.steps[0].text == "one\n\n");
    CHECK(s.steps[2].text == "three\n\n");
}

TEST_CASE("live script: what cannot be read is told with its line", "[live]") {
    const auto [text, problem] = GENERATE(table<const char*, const char*>({
        {"say x\n", "folder/name: says nowhere what it shows"},
        {"# x\n", "folder/name: has no step"},
        {"# x\nsing a\n", "folder/name:2: there is no step 'sing'"},
        {"# x\n\n    lost: header\n", "folder/name:3: an indented line belongs to a command"},
        {"# x\nwait long\n", "folder/name:2: wait needs a time such as 500ms"},
        {"# x\nwait -1s\n", "folder/name:2: wait needs a time such as 500ms"},
        {"# x\nsay(5) a\n", "folder/name:2: say(TIME) needs a time such as 30s"},
        {"# x\nawait DTMF\n",
         "folder/name:2: await needs the name of an event and of a call, or -"},
        {"# x\nawait DTMF a Digit\n", "folder/name:2: 'Digit' is no Header=value"},
        {"# x\nkeep a\n", "folder/name:2: keep needs /a regular expression/"},
        {"# x\nbytes a\n", "folder/name:2: bytes needs \"a text in quotes\""},
        {"# x\nclose it\n", "folder/name:2: close stands alone"},
        {"# x\npress\n", "folder/name:2: press needs the name of a call"},
        {"# x\ncaller a hangs\n", "folder/name:2: it is: caller NAME hangs up [CAUSE]"},
        {"# x\ninclude none\n", "/nowhere/none.part: cannot be read"},
    }));
    CHECK(problem_of(text) == problem);
}

TEST_CASE("live script: names are replaced by their values", "[live]") {
    const std::string value = "VALUE";
    const auto lookup = [&](const std::string& name) { return name == "a_1" ? &value : nullptr; };
    CHECK(live::expand("$a_1 $a_1x $b $ $$a_1.${a_1}", lookup) == "VALUE $a_1x $b $ $VALUE.${a_1}");
}

TEST_CASE("live scripts: none changes a setting of the switch", "[live]") {
    // `fsctl loglevel` without a level turns the log off (mod_commands: ctl_function).
    const std::regex changes(
        "(complete del \\*|fsctl (loglevel|flush_db_handles|(min|max|default)_dtmf_duration "
        "[0-9]|[a-z_]+ (on|off|"
        "enable|disable|[0-9]))|sofia global (?!nosuch)[a-z]+ (on|off)|sofia loglevel "
        "(?!nosuch)[a-z]+ [0-9]|"
        "limit_reset hash|console loglevel|(unload|reload) mod_(?!nosuch|event_socke$))");
    std::size_t scripts = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             std::filesystem::path(ESLIO_LIVE) / "scripts")) {
        if (entry.path().extension() != ".live") continue;
        ++scripts;
        std::ifstream in(entry.path());
        for (std::string line; std::getline(in, line);) {
            INFO(entry.path().string() << ": " << line);
            CHECK_FALSE(std::regex_search(line, changes));
        }
    }
    CHECK(scripts > 400);
}
