// The UUID of a call: the same rule, in the same words, wherever a command names one.
#include "catch.hpp"

#include <eslio/api/uuid_control.hpp>
#include <eslio/command.hpp>

#include <string>
#include <vector>

namespace {

/// What each place says is wrong with a UUID; nothing where it takes it.
std::vector<std::string> said_of(const std::string& id) {
    const eslio::event told(eslio::event_name::custom);
    const eslio::any_text text(id);
    return {eslio::cmd::myevents(id).why(),
            eslio::cmd::execute("answer").on(id).why(),
            eslio::cmd::nomedia(id).why(),
            eslio::endpoint("user/1").uuid(id).why(),
            eslio::originate("user/1").uuid(id).why(),
            eslio::app::intercept(text).why(),
            eslio::app::eavesdrop(text).why(),
            eslio::app::three_way(text).why(),
            eslio::api::uuid_kill(text).why(),
            eslio::api::uuid_bridge("u", text).why(),
            id.empty() ? "uuid: it is empty; FreeSWITCH needs one"  // the connection's own call
                       : eslio::cmd::sendmsg(told, id).why()};
}

}  // namespace

TEST_CASE("a UUID is what its one rule says, at every place", "[command][uuid]") {
    for (const std::string good : {"11111111-2222-3333-4444-555555555555", "u", "1",
                                   "a_b.c:d@10.0.0.1:5060", "~x=!+y", "1-2"})
        for (const std::string& why : said_of(good)) CHECK(why.empty());
    CHECK(said_of(std::string(255, 'a')) == std::vector<std::string>(11));
    for (const std::string bad : {"", "a b", "a\nb", "a'b", "a\\b", "a,b", "a;b", "a/b", "a|b",
                                  "a&b", "a%41", "[a]", "{a}", "a$b", "a#b"}) {
        const auto all = said_of(bad);
        for (const std::string& why : all) {
            CHECK(why.find("uuid: ") == 0);
            CHECK(why == all.front());
        }
    }
    for (const std::string& why : said_of(std::string(256, 'a')))
        CHECK(why == "uuid: FreeSWITCH keeps 255 bytes of one");
}

TEST_CASE("an application may name a call by a variable of the program's own", "[command][uuid]") {
    CHECK(eslio::app::intercept("${other}").argument() == "${other}");
    CHECK(eslio::app::eavesdrop(eslio::untrusted("${other}")).error());
    CHECK(eslio::app::intercept("-bleg").error());
    CHECK(eslio::app::eavesdrop("all").error());
}
