// api/request.hpp, api/result.hpp: what the answer to an API command means.
#include "catch.hpp"

#include <eslio/api.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace {

using eslio::api_response;
using eslio::api_result;
using eslio::reply;
using namespace std::chrono_literals;

eslio::api::request<int> count() {
    return {"count", [](std::string_view body) -> std::optional<int> {
                if (body != "2\n") return std::nullopt;
                return 2;
            }};
}

api_result<int> answered(const char* text) {
    return count().read(api_response(reply::of_text(text)));
}

}  // namespace

// What a temporary result gives lives as long as it is used, as in
// `for (auto& c : fs.api(...).value())`.
static_assert(std::is_same_v<decltype(std::declval<api_result<int>>().value()), int>);
static_assert(std::is_same_v<decltype(*std::declval<api_result<int>>()), int>);

TEST_CASE("api_result: a value, a refusal, another text") {
    const auto two = answered("2\n");
    CHECK(two);
    CHECK(*two == 2);
    CHECK(two.value() == 2);
    CHECK(two.why().empty());

    const auto refused = answered("-ERR no such thing\n");
    CHECK_FALSE(refused);
    CHECK(refused.refused());
    CHECK_FALSE(refused.usage());
    CHECK_FALSE(refused.unreadable());
    CHECK(refused.reason() == "no such thing");
    CHECK(refused.why() == "no such thing");
    CHECK_THROWS_AS(refused.value(), eslio::refused);

    const auto usage = answered("-USAGE: count");
    CHECK(usage.refused());
    CHECK(usage.usage());
    CHECK(usage.response().usage());
    CHECK(reply::of_text("-USAGE: count").usage());
    CHECK_FALSE(reply::of_text("-ERR Usage: count").usage());
    CHECK_FALSE(reply::of_text("+OK -USAGE").usage());
    CHECK(usage.why() == usage.reason());
    CHECK(usage.text() == "-USAGE: count");

    const auto other = answered("many");
    CHECK_FALSE(other);
    CHECK(other.unreadable());
    CHECK_FALSE(other.usage());
    CHECK(other.text() == "many");
    CHECK_FALSE(other.why().empty());
    CHECK_THROWS_AS(other.value(), eslio::refused);
}

TEST_CASE("api_result: the JSON API refuses with a message") {
    const auto refused = answered(R"({"command":"count","data":{},"status":"error",)"
                                  R"("message":"Invalid request or non-existant command",)"
                                  R"("response":null})"
                                  "\n");
    CHECK_FALSE(refused);
    CHECK(refused.refused());
    CHECK_FALSE(refused.usage());
    CHECK_FALSE(refused.unreadable());
    CHECK(refused.reason() == "Invalid request or non-existant command");
    CHECK(refused.why() == refused.reason());
    CHECK(refused.text().find(R"({"command":"count")") == 0);
    CHECK(refused.response().ok());
    try {
        static_cast<void>(refused.value());
        FAIL("there is no value");
    } catch (const eslio::refused& e) {
        CHECK(std::string_view(e.what()) == "Invalid request or non-existant command");
    }

    CHECK(answered(R"({"status":"success","message":"x","response":null})").unreadable());
    CHECK(answered(R"({"status":"error","response":null})").unreadable());
    CHECK(answered(R"({"status":5,"message":"x"})").unreadable());
    CHECK(answered(R"({"status":"error","message":5})").unreadable());
    CHECK(answered(R"({"status":"error","message":"x")").unreadable());
    CHECK(answered(R"([{"status":"error","message":"x"}])").unreadable());
}

TEST_CASE("api: a word or a mark that is an order to FreeSWITCH is refused with what it would do") {
    using eslio::untrusted;
    const auto begins = [](const std::string& why, const char* text) {
        INFO(why);
        return why.find(text) == 0;
    };
    CHECK(begins(eslio::api::uuid_transfer("u", eslio::extension(untrusted("-both"))).why(),
                 "extension: '-' (byte 1) at its front would be an option, as `-both`, and another "
                 "leg be sent away; begin"));
    CHECK(begins(eslio::api::uuid_transfer("u", "-bleg").why(), "extension: '-' (byte 1) at its"));
    CHECK(begins(eslio::api::uuid_hold("off").why(),
                 "uuid: `off` is an order of FreeSWITCH's own in this place, and no name or value: "
                 "no escape makes it one; use another word"));
    CHECK(begins(eslio::api::unload("-f").why(), "module: '-' (byte 1) at its front would be an"));
    CHECK(begins(eslio::api::uuid_media_reneg("+u", "PCMA").why(), "uuid: '+' (byte 1) at its"));
    CHECK(begins(eslio::api::eval("UUID:x y").why(), "text: 'U' (byte 1) begins `uuid:`, which"));
    CHECK(begins(eslio::api::sofia_registrations("internal", untrusted("10%")).why(),
                 "contact: '%' (byte 3) of a stranger means any text to SQL's LIKE; take it out"));
    CHECK(begins(eslio::api::uuid_display("u", untrusted("a|1")).why(),
                 "name: '|' (byte 2) of a stranger means the end of the name: a number follows"));
}

TEST_CASE("api: a stranger's text on the display of a held call is not decoded") {
    using eslio::untrusted;
    for (const char* text : {"a%22b", "100%", "a%5C", "a\\\\", "a\\b", "%41"}) {
        INFO(text);
        CHECK_FALSE(eslio::api::uuid_hold("u", untrusted(text)).error());
        CHECK_FALSE(eslio::api::uuid_hold_toggle("u", untrusted(text)).error());
    }
    for (const char* text : {"a\"b", "a\\", "\\", "a\\\\\\", "a%0Db", "a%0a"}) {
        INFO(text);
        CHECK(eslio::api::uuid_hold("u", untrusted(text)).why().find("display: ") == 0);
        CHECK(eslio::api::uuid_hold_toggle("u", untrusted(text)).error());
    }
}

TEST_CASE("api::request: it is an api_request, and keeps its type") {
    const eslio::api::request<int> r = count().timeout(3s).idempotent();
    CHECK(r.timeout() == std::chrono::steady_clock::duration(3s));
    CHECK(r.is_idempotent());
    CHECK(r.text() == "count");
    const eslio::api_request plain = r;
    CHECK(plain.text() == "count");
}
