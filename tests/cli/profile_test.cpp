// cli/profile.hpp: what fs_cli's configuration means.
#include "catch.hpp"
#include "cli/parse_options.hpp"
#include "cli/profile.hpp"

#include <chrono>
#include <sstream>
#include <string>

using Catch::Matchers::ContainsSubstring;

namespace {

cli::profile_choice chosen(const std::string& text, const std::string& name = {}) {
    std::istringstream in(text);
    return cli::choose_profile(cli::read_profiles(in), name, "conf");
}

const std::string two_profiles = "; a comment\n"
                                 "host => nowhere\n"
                                 "[first]\n"
                                 "host => 10.0.0.1\n"
                                 "\n"
                                 "[second]\r\n"
                                 "host=10.0.0.2\r\n"
                                 "  port  =>  8022  ;; theirs\n"
                                 "# password => no\n"
                                 "password => a;b\n";

}  // namespace

TEST_CASE("profiles are found by name, or default, or the first", "[cli][profile]") {
    CHECK(chosen(two_profiles).value.host == "10.0.0.1");
    CHECK(chosen(two_profiles).value.profile == "first");
    const cli::options second = chosen(two_profiles, "second").value;
    CHECK(second.host == "10.0.0.2");
    CHECK(second.port == "8022");
    CHECK(second.password == "a;b");
    CHECK(chosen(two_profiles + "[default]\nhost => d\n").value.host == "d");
    CHECK(chosen("").value.host == "127.0.0.1");
    CHECK(chosen("").error.empty());
    const std::string error = chosen(two_profiles, "tops3cret").error;
    CHECK_THAT(error, ContainsSubstring("no profile of conf") && !ContainsSubstring("tops3cret"));
}

TEST_CASE("every setting of fs_cli", "[cli][profile]") {
    using namespace std::chrono_literals;
    const cli::profile_choice c = chosen("[a]\nuser => 1000@default\ndebug => 7\nloglevel => info\n"
                                         "log-uuid-short => yes\nquiet => true\n"
                                         "no-history-file => on\nbatchmode => 1\n"
                                         "prompt-string => %p@%s\nprompt-color => bold-red\n"
                                         "input-text-color => green\noutput-text-color => none\n"
                                         "key_f2 => uptime\nkey_toggle_F2 => version\n"
                                         "timeout => 1500\nconnect-timeout => 20\n"
                                         "colour => blue\n");
    const cli::options& o = c.value;
    CHECK(o.user == "1000@default");
    CHECK(o.debug == 7);
    CHECK(o.prompt_log == eslio::log_level::info);
    CHECK(o.log_uuid);
    CHECK(o.log_uuid_length == 8);
    CHECK(o.no_log);
    CHECK_FALSE(o.keep_history);
    CHECK(o.batch);
    CHECK(o.prompt_string == "%p@%s");
    CHECK(o.prompt_color == "\x1b[1;31m");
    CHECK(o.input_color == "\x1b[32m");
    CHECK(o.output_color.empty());
    CHECK(o.keys[1].command == "uptime");
    CHECK(o.keys[1].second == "version");
    CHECK(o.keys[0].command == "help");
    CHECK(o.command_timeout == 1500ms);
    CHECK(o.connect_timeout == 20ms);
    REQUIRE(c.remarks.size() == 1);
    CHECK(c.remarks[0] == "conf, profile a: nothing is known of 'colour'");
}

TEST_CASE("options beat the profile", "[cli][profile]") {
    const cli::options base = chosen("[a]\nhost => box\nport => 1\nquiet => yes\n").value;
    const cli::options o = cli::parse_options({"-P", "2", "-l", "err"}, base).value;
    CHECK(o.host == "box");
    CHECK(o.port == "2");
    CHECK_FALSE(o.no_log);
    CHECK_FALSE(cli::parse_options({}, base).value.subscription());
}
