// command/bridge.hpp: the message that connects a call with another one.
#include "catch.hpp"

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
    CHECK(dial_string("user/1,2").for_bridge().empty());
    CHECK(dial_string("user/1,2").for_api().empty());
}
