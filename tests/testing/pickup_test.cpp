// testing/fake_switch/machine/pickup: calls that can be picked up. The values are those of the live
// suite (bridge/pickup*).
#include "catch.hpp"
#include "fake_client.hpp"

#include <eslio/testing/fake_switch/machine/pickup.hpp>

#include <chrono>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using testing_tests::fake_client;
using testing_tests::names;
using list = std::vector<std::string>;

namespace {

/// Two calls, `a` and `c`, that are parked; `null/rings` rings for ever.
struct pickup_client : fake_client {
    pickup_client() {
        login();
        fake.plan(call().answers());
        fake.plan("null/rings", call().rings());
        fake.originate("{origination_uuid=a}null/a &park()");
        fake.originate("{origination_uuid=c}null/c &park()");
        receive();
    }
    void execute(const std::string& uuid, const std::string& name, const std::string& argument) {
        send("sendmsg " + uuid + "\ncall-command: execute\nexecute-app-name: " + name +
             "\nexecute-app-arg: " + argument);
    }
};

TEST_CASE("a call that rings is picked up", "[testing][legs]") {
    pickup_client c;
    c.send("event plain CHANNEL_CREATE CHANNEL_HANGUP CHANNEL_BRIDGE");
    c.execute("a", "bridge",
              "{sold=5}[origination_uuid=b]null/rings,[origination_uuid=d]pickup/sales");
    CHECK(c.fake.calls() == list{"a", "c", "b", "d"});
    c.execute("c", "pickup", "support");
    CHECK(c.fake.application_of("a") == "bridge");
    CHECK(c.fake.variable("a", "bridge_to").empty());
    c.fake.originate("{origination_uuid=e}null/e &pickup(sales)");
    CHECK(names(c.receive()) ==
          list{"CHANNEL_CREATE", "CHANNEL_HANGUP", "CHANNEL_HANGUP", "CHANNEL_BRIDGE"});
    CHECK(c.fake.calls() == list{"a", "c", "e"});
    CHECK(c.fake.variable("a", "bridge_to") == "e");
    CHECK(c.fake.variable("e", "picked_up_uuid") == "d");
    CHECK(c.fake.variable("e", "sold") == "5");
    c.execute("c", "pickup", "sales");
    CHECK(c.fake.application_of("c") == "park");
    CHECK(c.fake.unsupported().empty());
}

TEST_CASE("a call is not picked up", "[testing][legs]") {
    pickup_client c;
    c.execute("a", "set", "continue_on_fail=true");
    // The others refuse it: nobody is waited for.
    c.execute("a", "bridge", "error/USER_BUSY,[origination_uuid=d]pickup/sales");
    CHECK(c.fake.variable("a", "DIALSTATUS") == "BUSY");
    CHECK(c.fake.calls() == list{"a", "c"});
    // There are no others.
    c.execute("a", "bridge", "{originate_timeout=5}[origination_uuid=d]pickup/sales");
    c.wait(4999ms);
    CHECK(c.fake.calls() == list{"a", "c", "d"});
    c.wait(1ms);
    CHECK(c.fake.variable("a", "DIALSTATUS") == "NOANSWER");
    CHECK(c.fake.calls() == list{"a", "c"});
    c.execute("a", "bridge", "[origination_uuid=d]pickup/sales,[origination_uuid=b]null/b");
    CHECK(c.fake.variable("a", "bridge_to") == "b");
    CHECK(c.fake.unsupported().empty());
}

TEST_CASE("who picks up a call that was originated executes what it was for", "[testing][legs]") {
    pickup_client c;
    c.send("event plain BACKGROUND_JOB");
    c.send("bgapi originate {origination_uuid=d}pickup/sales &sleep(700)");
    c.execute("a", "pickup", "sales");
    CHECK(c.fake.application_of("a") == "sleep");
    CHECK(c.fake.calls() == list{"a", "c"});
}

}  // namespace
