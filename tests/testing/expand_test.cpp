// testing/fake_switch: how texts are taken apart, as FreeSWITCH's core does it: variables and
// escapes in the arguments of applications, quoted words, the results of reading digits.
#include "catch.hpp"
#include "outbound_program.hpp"

#include <eslio/testing/fake_switch/text/expand.hpp>
#include <eslio/testing/fake_switch/text/separate.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::fake::expander;
using eslio::testing::fake::separate;
using testing_tests::program;
using list = std::vector<std::string>;

namespace {

expander some() {
    expander e;
    e.value_of = [](std::string_view name, int index) -> std::string {
        if (name == "name") return "Ann";
        if (name == "which") return "name";
        if (name == "again") return "<${name}>";
        if (name == "all") return index == 1 ? "two" : "ARRAY::one|:two";
        return {};
    };
    e.run_api = [](std::string_view name, std::string_view arguments) {
        return "[" + std::string(name) + "|" + std::string(arguments) + "]";
    };
    return e;
}

}  // namespace

TEST_CASE("variables in an argument are expanded", "[testing][expand]") {
    const expander expand = some();
    CHECK(expand("") == "");
    CHECK(expand("plain $5 ' \\x") == "plain $5 ' \\x");
    CHECK(expand("a${name}b") == "aAnnb");
    CHECK(expand("${name}${name}") == "AnnAnn");
    CHECK(expand("$${name}$5 $$") == "Ann$5 $");
    CHECK(expand("${nobody}.") == ".");
    CHECK(expand("${${which}}") == "Ann");
    CHECK(expand("${again}") == "<Ann>");
    CHECK(expand("${name:1}") == "nn");
    CHECK(expand("${name:-2}") == "nn");
    CHECK(expand("${name:0:2}|${name:9}|${name:-9}") == "An||Ann");
    CHECK(expand("${all[1]}") == "two");
    CHECK(expand("${echo(${name} x)}") == "[echo|Ann x]");
    CHECK(expand("${echo a b}") == "[echo|a b]");
    CHECK(expand("${name") == "Ann");
}

TEST_CASE("escapes are taken off where anything is expanded", "[testing][expand]") {
    const expander expand = some();
    CHECK(expand(R"(\${name})") == "${name}");
    CHECK(expand(R"(C:\\x)") == R"(C:\x)");
    CHECK(expand(R"(it\'s)") == "its");
    CHECK(expand(R"(a\x\\)") == R"(a\x\)");
    CHECK(expand(R"(a\nb)") == R"(a\nb)");
    CHECK(expand(R"($\'{name})") == "${name}");  // what the next expansion would take
    CHECK(expand(R"(${name}\\)") == R"(Ann\\)");
    CHECK(expand(R"(\t\$5)") == R"(\t$5)");  // `\t` is among what makes it look at all
    CHECK(expand("${{name}") == "");
    CHECK(expand(R"($\{name})") == "$\\{name}");
}

TEST_CASE("texts are split as FreeSWITCH splits them", "[testing][expand]") {
    CHECK(separate("a  'b c' d\\se f", ' ', 4) == list{"a", "b c", "d e", "f"});
    CHECK(separate("a b c d ", ' ', 3) == list{"a", "b", "c d"});
    CHECK(separate("a\\ b", ' ', 3) == list{"a\\ b"});
    CHECK(separate("a 'b c", ' ', 3) == list{"a", "'b c"});
    CHECK(separate("a='x,y',b,,c", ',', 9) == list{"a=x,y", "b", "", "c"});
    CHECK(separate("a='x,b", ',', 9) == list{"a='x", "b"});
    CHECK(separate("^^:a=1,2:b=x", ',', 9) == list{"a=1,2", "b=x"});
}

TEST_CASE("arguments of applications are expanded", "[testing][expand]") {
    program p;
    p.connect();
    p.send("myevents");
    p.execute("set", "who=Ann");
    const auto all = p.execute("set", "a=${who} from ${caller_id_number}: ${echo(hi)}");
    REQUIRE(all.size() >= 2);
    CHECK(all[1].content["Application-Data"] == "a=Ann from 1001: hi");
    CHECK(p.fake.variable("u-1", "a") == "Ann from 1001: hi");
    // `set` expands its value once more.
    p.execute("set", "b=\\${who}");
    CHECK(p.fake.variable("u-1", "b") == "Ann");
    p.execute("set", R"(c=a\\\\b)");
    CHECK(p.fake.variable("u-1", "c") == R"(a\b)");
    // Nothing but what sets variables is expanded twice, and each pass of several anew.
    p.execute("log", "INFO x=\\${hupall()}");
    CHECK(p.fake.calls().size() == 1);
    p.execute("set", "n=${current_loop}");
    CHECK(p.fake.variable("u-1", "n") == "1");
    p.execute("multiset", "^^;d=x y;e=${who}");
    CHECK(p.fake.variable("u-1", "d") == "x y");
    CHECK(p.fake.variable("u-1", "e") == "Ann");
}

TEST_CASE("what a reading of digits leaves behind", "[testing][expand][digits]") {
    struct reading {
        const char* app;
        const char* argument;
        const char* keys;
        const char* digits;
        const char* result;
        const char* invalid;
        std::chrono::milliseconds time;
    };
    const reading all[] = {
        {"read", "2 3 f v 1000 #", "", "", "failure", "", 1s},
        {"read", "1 4 f v 1000 #", "12", "12", "timeout", "", 1s},
        {"read", "2 3 f v 1000 #", "7", "7", "failure", "", 1s},
        {"read", "0 3 f v 1000 #", "", "", "failure", "", 1s},
        {"read", "1 3 f v 300", "5#", "5", "success", "", 0s},
        {"read", "1 3 f v 3000 # 1500", "5", "5", "timeout", "", 1500ms},
        {"read", "1 2 f v 1000 none", "5#", "5#", "success", "", 0s},
        {"read", "1 1 f v 1000 #", "#", "", "failure", "", 0s},
        {"play_and_get_digits", "1 4 1 1000 # f g v \\d+", "12#", "12", "success", "", 0s},
        {"play_and_get_digits", "4 4 1 1000 # f g v \\d+", "12", "12", "failure", "", 1s},
        {"play_and_get_digits", "1 4 1 1000 # f g v \\d+", "", "", "failure", "", 1s},
        {"play_and_get_digits", "1 4 1 1000 # f g v \\d+", "12", "12", "timeout", "", 1s},
        {"play_and_get_digits", "1 1 1 1000 # f g v [1-4]", "9", "", "success", "9", 0s},
        {"play_and_get_digits", "0 4 1 1000 # f g v \\d+", "", "", "timeout", "", 1s},
    };
    for (const reading& r : all) {
        INFO(r.app << ' ' << r.argument << ", pressed: " << r.keys);
        program p;
        p.fake.application(r.app, eslio::testing::fake_application(0s));
        p.connect();
        p.send("event plain CHANNEL_EXECUTE_COMPLETE");
        p.execute("answer");
        p.execute(r.app, r.argument);
        p.fake.press("u-1", r.keys);
        p.receive();
        if (r.time != 0s) {
            CHECK(p.wait(r.time - 1ms).empty());
            CHECK(p.wait(1ms).size() == 1);
        }
        CHECK(p.fake.application_of("u-1") == "socket");
        CHECK(p.fake.variable("u-1", "v") == r.digits);
        CHECK(p.fake.variable("u-1", "read_result") == r.result);
        CHECK(p.fake.variable("u-1", "v_invalid") == r.invalid);
    }
}
