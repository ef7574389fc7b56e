// json/dial_string.hpp: dial strings to and from nlohmann/json.
#include "catch.hpp"

#include <eslio/command/dial.hpp>
#include <eslio/json/dial_string.hpp>

#include <string>

namespace {

namespace dial = eslio::dial;
using eslio::dial_string;
using eslio::endpoint;
using nlohmann::json;

dial_string parsed(const char* text) {
    return json::parse(text).get<dial_string>();
}

}  // namespace

TEST_CASE("a dial string is written as JSON and read back", "[command][dial][json]") {
    dial_string d(endpoint(dial::user("1000")).timeout(std::chrono::seconds(5)));
    d.also("user/1001").then(eslio::raw_dial_string("${sofia_contact(1002@pbx)}"));
    d.variable("x", "a,b'{c}");
    const json j = d;
    CHECK(j == json::parse(R"({"variables": {"x": "a,b'{c}"}, "alternatives": [
        [{"endpoint": "user/1000", "variables": {"leg_timeout": "5"}}, "user/1001"],
        [{"raw": "${sofia_contact(1002@pbx)}"}]]})"));
    CHECK(j.get<dial_string>() == d);
    CHECK(json::parse(j.dump()).get<dial_string>().text() == d.text());
    const nlohmann::ordered_json ordered = d;
    CHECK(ordered.get<dial_string>() == d);

    dial_string several = dial_string("user/1").variable("mine", "1");
    several.enterprise(dial_string("user/2").then("user/3")).variable("of_all", "2");
    const json e = several;
    CHECK(e.at("enterprise").size() == 2);
    CHECK(e.at("variables").at("of_all") == "2");
    CHECK(e.get<dial_string>() == several);
    CHECK(e.get<dial_string>().text() == "<of_all=2>{mine=1}user/1:_:user/2|user/3");
}

TEST_CASE("a configuration may hold text and numbers", "[command][dial][json]") {
    CHECK(parsed(R"("{x=y}[leg_timeout=5]user/1000|user/1001")") ==
          dial_string::parse("{x=y}[leg_timeout=5]user/1000|user/1001"));
    const dial_string d = parsed(R"({"variables": {"originate_timeout": 30, "hangup_after_bridge":
        true}, "alternatives": [["user/1"]]})");
    CHECK(d.text() == "{hangup_after_bridge=true,originate_timeout=30}user/1");
}

TEST_CASE("JSON that is no dial string gives a reason or throws", "[command][dial][json]") {
    CHECK(parsed(R"({"alternatives": []})").error() == eslio::error::empty_argument);
    CHECK(parsed(R"({"alternatives": [[]]})").error() == eslio::error::empty_argument);
    CHECK(parsed(R"({"enterprise": []})").error() == eslio::error::empty_argument);
    CHECK(parsed(R"({"alternatives": [["user/1,user/2"]]})").error() ==
          eslio::error::unwritable_text);
    CHECK(parsed(R"({"variable": {}, "alternatives": [["user/1"]]})")
              .why()
              .find("variable: no member") != std::string::npos);
    CHECK(parsed(R"({"alternatives": [[{"endpoint": "user/1", "timeout": 5}]]})").error());
    CHECK(parsed(R"("user/1,")").error() == eslio::error_code());
    CHECK(parsed(R"("{a=b")").error() == eslio::error::unwritable_text);
    CHECK_THROWS_AS(parsed(R"({"alternatives": [[5]]})"), json::exception);
    CHECK_THROWS_AS(parsed(R"({"variables": {"a": []}, "alternatives": [["user/1"]]})"),
                    json::exception);
    for (const char* other :
         {R"({"alternatives": ["user/1"]})", R"({"alternatives": {"a": ["user/1"]}})",
          R"({"alternatives": [{"a": "user/1"}]})", R"({"alternatives": null})",
          R"({"variables": ["a"], "alternatives": [["user/1"]]})",
          R"({"variables": null, "alternatives": [["user/1"]]})",
          R"({"alternatives": [[{"endpoint": "user/1", "variables": ["a"]}]]})",
          R"({"enterprise": {"a": {"alternatives": [["user/1"]]}}})",
          R"({"enterprise": [["user/1"]]})"}) {
        INFO(other);
        CHECK_THROWS_AS(parsed(other), json::exception);
    }
    CHECK(parsed(R"({"alternatives": [[{"endpoint": "user/1", "raw": "x"}]]})").error() ==
          eslio::error::unwritable_text);
    CHECK_THROWS_AS(parsed("{}"), json::exception);
    CHECK_THROWS_AS(parsed("null"), json::exception);

    CHECK(json(dial_string("user/1,2")).is_null());
    const json lossy = dial_string("user/1").variable("x", "\xFF");
    CHECK(lossy.at("lossy") == true);
    CHECK(lossy.get<dial_string>().why().find("lossy: bytes were lost") != std::string::npos);
}
