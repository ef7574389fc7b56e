// command/bridge.hpp: the message that connects a call with another one.
#include "catch.hpp"

#include <eslio/command/applications.hpp>
#include <eslio/command/bridge.hpp>

using eslio::dial_string;
using eslio::error;
namespace cmd = eslio::cmd;

TEST_CASE("bridge by sendmsg has one reader less", "[command][bridge]") {
    const dial_string d = dial_string("user/1").variable("x", "a b,c");
    CHECK(cmd::bridge(d).on("7").to_command().bytes() ==
          "sendmsg 7\ncall-command: execute\nexecute-app-name: bridge\n"
          "execute-app-arg: {x=a b\\,c}user/1\n\n");
    CHECK(cmd::bridge(dial_string("user/1").variable("x", "${y}")).error() ==
          error::unwritable_text);
    CHECK(cmd::bridge(dial_string("user/1,2")).error() == error::unwritable_text);
    CHECK_FALSE(cmd::bridge("user/1").error());
    CHECK(cmd::bridge(eslio::raw_dial_string("user/${x}"))
              .on("7")
              .to_command()
              .bytes()
              .find("execute-app-arg: user/${x}\n") != std::string::npos);
    CHECK(dial_string("user/1,2").for_bridge().empty());
    CHECK(dial_string("user/1,2").for_api().empty());
}

TEST_CASE("bridge as a message and as an application take the same", "[command][bridge]") {
    for (const char* text :
         {"user/1", "user/1,user/2|error/busy", "{x=y}user/1", "^^:user/1", "user/${x", "user/1\\",
          "user/1\nuser/2", "", " user/1", "%[a=b]user/1"}) {
        INFO(text);
        const eslio::application a = eslio::app::bridge(text);
        const eslio::call_message m = cmd::bridge(text);
        CHECK(m.error() == a.error());
        CHECK(m.why() == a.why());
        if (!m.error())
            CHECK(m.to_command().bytes() ==
                  eslio::app::bridge(text).lock(false).message({}).to_command().bytes());
    }
    CHECK(cmd::bridge("user/1\\").why().find("'\\'") != std::string::npos);
}
