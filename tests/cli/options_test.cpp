// cli/parse_options.hpp: what each option does, and what is refused with what words.
#include "catch.hpp"
#include "cli/parse_options.hpp"

#include <chrono>
#include <string>
#include <vector>

using Catch::Matchers::ContainsSubstring;
using namespace std::chrono_literals;

namespace {

cli::options parse(const std::vector<std::string>& arguments) {
    const cli::parsed_options parsed = cli::parse_options(arguments);
    INFO(parsed.error);
    REQUIRE(parsed.error.empty());
    return parsed.value;
}

std::string error_of(const std::vector<std::string>& arguments) {
    const std::string error = cli::parse_options(arguments).error;
    CHECK_FALSE(error.empty());
    return error;
}

std::vector<std::string> lines(const cli::options& o) {
    std::vector<std::string> all;
    const auto s = o.subscription();
    if (!s) return all;
    for (const eslio::command& c : s->commands()) {
        CHECK_FALSE(c.error());
        all.push_back(c.bytes().substr(0, c.bytes().find('\n')));
    }
    return all;
}

using strings = std::vector<std::string>;

}  // namespace

TEST_CASE("without options it is a prompt to the FreeSWITCH of this machine", "[cli][options]") {
    const cli::options o = parse({});
    CHECK(o.host == "127.0.0.1");
    CHECK(o.port == "8021");
    CHECK(o.password == "ClueCon");
    CHECK(o.user.empty());
    CHECK(o.reads_input());
    CHECK_FALSE(o.listens());
    CHECK(o.command_timeout == 0ms);
    CHECK(o.connect_timeout == 10s);
    CHECK_FALSE(o.subscription());
}

TEST_CASE("options may be written in every GNU way", "[cli][options]") {
    for (const strings& way :
         {strings{"-H", "box", "-P", "8121", "-q", "-n"}, strings{"-Hbox", "-P8121", "-qn"},
          strings{"--host", "box", "--port", "8121", "--quiet", "--no-color"},
          strings{"--host=box", "--port=8121", "-nq", "--"}, strings{"-qnH", "box", "-P8121"}}) {
        const cli::options o = parse(way);
        CHECK(o.host == "box");
        CHECK(o.port == "8121");
        CHECK(o.quiet);
        CHECK_FALSE(o.color);
    }
}

TEST_CASE("the options of fs_cli", "[cli][options]") {
    const cli::options o = parse({"-u", "1000@default", "-p", "a b", "-x", "status", "--execute",
                                  "echo =x", "-t", "1500", "-T", "250", "-l", "info", "-b"});
    CHECK(o.user == "1000@default");
    CHECK(o.password == "a b");
    CHECK(o.commands == strings{"status", "echo =x"});
    CHECK(o.command_timeout == 1500ms);
    CHECK(o.connect_timeout == 250ms);
    CHECK(o.batch);
    CHECK_FALSE(o.reads_input());
    CHECK(lines(o).empty());  // -x alone listens to nothing
    CHECK(parse({"-h"}).help);
    CHECK(parse({"-?"}).help);
    CHECK(parse({"--version"}).version);
    CHECK(parse({"--password="}).password.empty());
}

TEST_CASE("what is subscribed to, in order", "[cli][options]") {
    CHECK(lines(parse({"-e", "ALL"})) == strings{"event plain ALL"});
    CHECK(lines(parse({"-e", "CHANNEL_CREATE,DTMF  heartbeat", "-e", "CUSTOM sofia::register a::b",
                       "-f", "json", "-e", "TALK"})) ==
          strings{"event json CHANNEL_CREATE DTMF HEARTBEAT TALK CUSTOM sofia::register a::b"});
    CHECK(lines(parse({"-e", "ALL", "-f", "xml", "--filter", "Unique-ID a b", "--filter=X /y/",
                       "--log", "warning"})) ==
          strings{"filter add Unique-ID a b", "filter add X /y/", "event xml ALL", "log warning"});
    CHECK(lines(parse({"--log", "7"})) == strings{"log debug"});
    CHECK(lines(parse({"-l", "info"})) == strings{"log info"});
    CHECK(lines(parse({"-l", "info", "-q"})).empty());
    CHECK(lines(parse({"--log", "info", "-q"})) == strings{"log info"});
    CHECK(lines(parse({"-e", "ALL", "-l", "err"})) == strings{"event plain ALL", "log err"});
}

TEST_CASE("CUSTOM of one -e does not swallow the names of another", "[cli][options]") {
    CHECK(lines(parse({"-e", "CUSTOM a::b", "-e", "dtmf,TALK"})) ==
          strings{"event plain DTMF TALK CUSTOM a::b"});
    CHECK_THAT(error_of({"-e", "ALL CUSTOM"}), ContainsSubstring("CUSTOM needs"));
}

TEST_CASE("names that FreeSWITCH would ignore are found", "[cli][options]") {
    CHECK(cli::unknown_events({"ALL dtmf", "CUSTOM a::b", "SWITCH_EVENT_TALK"}).empty());
    CHECK(cli::unknown_events({"DTMF,CHANEL_ANSWER x", "CUSTOM y"}) ==
          strings{"CHANEL_ANSWER", "x"});
}

TEST_CASE("how long it listens", "[cli][options]") {
    const cli::options o = parse({"-e", "ALL", "--count", "12", "--for", "2.5", "-o", "jsonl"});
    CHECK(o.listens());
    CHECK(o.count == 12);
    CHECK(o.listen_for == 2500ms);
    CHECK(o.output == cli::output_form::jsonl);
    CHECK(parse({"--log", "debug", "--for", "3"}).listen_for == 3s);
    CHECK(parse({"--log", "debug", "--for", "0.0015"}).listen_for == 1ms);
}

TEST_CASE("it comes back with -r or -R", "[cli][options]") {
    CHECK_FALSE(parse({"-i"}).comes_back());
    CHECK(parse({"-i"}).interrupt);
    CHECK(parse({"-r"}).retry);
    CHECK_FALSE(parse({"--retry"}).reconnect);
    CHECK(parse({"--reconnect"}).comes_back());
    const cli::options all = parse({"-rRi"});
    CHECK((all.retry && all.reconnect && all.interrupt));
}

TEST_CASE("bad options are named", "[cli][options]") {
    CHECK(error_of({"--nonsense=1"}) == "there is no option --nonsense");
    CHECK(error_of({"-qz"}) == "there is no option -z");
    CHECK(error_of({"-P"}) == "option -P needs a value");
    CHECK(error_of({"--port", "70000"}) == "option --port: '70000' is not a port (1 to 65535)");
    CHECK(error_of({"-P", "0"}) == "option -P: '0' is not a port (1 to 65535)");
    CHECK(error_of({"--quiet=yes"}) == "option --quiet takes no value");
    CHECK(error_of({"-f", "yaml"}) == "option -f: 'yaml' is not plain, json or xml");
    CHECK(error_of({"-o", "csv"}) == "option -o: 'csv' is not text or jsonl");
    CHECK_THAT(error_of({"--log", "loud"}), ContainsSubstring("'loud' is not a log level"));
    CHECK_THAT(error_of({"-e", "CUSTOM"}), ContainsSubstring("CUSTOM needs its subclasses"));
    CHECK_THAT(error_of({"-e", " "}), ContainsSubstring("names no event"));
    CHECK_THAT(error_of({"-e", "json"}), ContainsSubstring("names no event"));
    CHECK_THAT(error_of({"-l", "64"}), ContainsSubstring("0 to 63"));
    CHECK_THAT(error_of({"-x", "a\nb"}), ContainsSubstring("byte 2"));
    CHECK_THAT(error_of({"-e", "ALL", "--filter", "X"}), ContainsSubstring("'Header value'"));
    CHECK_THAT(error_of({"-e", "ALL", "--filter", "X -y"}), ContainsSubstring("negative"));
    CHECK_THAT(error_of({"-x", ""}), ContainsSubstring("empty"));
    CHECK_THAT(error_of({"-x", "status\n\napi shutdown"}), ContainsSubstring("line break"));
    CHECK_THAT(error_of({"-t", "1s"}), ContainsSubstring("milliseconds"));
    CHECK_THAT(error_of({"-e", "ALL", "--count", "0"}), ContainsSubstring("1 or more"));
    CHECK_THAT(error_of({"-e", "ALL", "--for", "1."}), ContainsSubstring("seconds"));
    CHECK_THAT(error_of({"-e", "ALL", "--for", "-1"}), ContainsSubstring("seconds"));
    CHECK_THAT(error_of({"-u", "1000"}), ContainsSubstring("user@domain"));
    CHECK(error_of({"--bg"}) == "--bg needs -x");
    CHECK(error_of({"--count", "1"}) == "--count needs -e or --log");
    CHECK(error_of({"--for", "1", "-x", "status"}) == "--for needs -e or --log");
    CHECK(error_of({"--filter", "a b", "-x", "status"}) == "--filter needs -e");
}

TEST_CASE("the options of fs_cli's console", "[cli][options]") {
    const cli::options o = parse({"-U", "-s", "some-call", "-d", "3", "-Q"});
    CHECK(o.log_uuid);
    CHECK(o.log_uuid_length == 0);
    CHECK(o.only_uuid == "some-call");
    CHECK(o.debug == 3);
    CHECK_FALSE(o.keep_history);
    CHECK(parse({"--log-uuid-short"}).log_uuid_length == 8);
    CHECK(parse({}).keep_history);
    CHECK(error_of({"-d", "8"}) == "option -d: '8' is not a debug level (0 to 7)");
}

TEST_CASE("a full name may be cut short where it fits one only", "[cli][options]") {
    CHECK(parse({"--pass=x"}).password == "x");
    CHECK(parse({"--execute", "a", "--exec=b"}).commands == strings{"a", "b"});
    CHECK(lines(parse({"--log", "err"})) == strings{"log err"});
    CHECK(parse({"--he"}).help);
    CHECK(error_of({"--re"}) == "there is no option --re");
}

TEST_CASE("one argument that is no option names a profile", "[cli][options]") {
    CHECK(cli::parse_options({"-n", "office"}).profile == "office");
    CHECK(cli::parse_options({"-n"}).profile.empty());
    CHECK_THAT(error_of({"office", "home"}), ContainsSubstring("no option"));
}

TEST_CASE("errors never repeat what may be a secret", "[cli][options]") {
    for (const strings& way :
         {strings{"-p", "my", "own", "tops3cret"}, strings{"-p", "tops3cret\n"},
          strings{"--pasword=tops3cret"}, strings{"-u", "tops3cret"},
          strings{"-u", "a:tops3cret@b"}, strings{"-x", "echo tops3cret\n"}}) {
        CHECK_THAT(error_of(way), !ContainsSubstring("tops3cret"));
    }
}

TEST_CASE("it is told where passwords stand", "[cli][options]") {
    const auto parsed =
        cli::parse_options({"-q", "-p", "one", "-ptwo", "--password=three", "--password", "four"});
    REQUIRE(parsed.secrets.size() == 4);
    CHECK(parsed.secrets[0].argument == 2);
    CHECK(parsed.secrets[0].offset == 0);
    CHECK(parsed.secrets[1].argument == 3);
    CHECK(parsed.secrets[1].offset == 2);
    CHECK(parsed.secrets[2].argument == 4);
    CHECK(parsed.secrets[2].offset == 11);
    CHECK(parsed.secrets[3].argument == 6);
    CHECK(parsed.value.password == "four");
}
