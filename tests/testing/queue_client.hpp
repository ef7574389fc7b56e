// A client of the fake switch for tests of its queues: mod_callcenter's and mod_fifo's.
#pragma once

#include "catch.hpp"
#include "fake_client.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace testing_tests {

using list = std::vector<std::string>;

struct queue_client : fake_client {
    explicit queue_client(const std::string& strategy = "longest-idle-agent") {
        login();
        fake.plan(eslio::testing::call().answers());
        fake.callcenter_queue("q@x", strategy);
        send("event plain CUSTOM callcenter::info fifo::info");
    }
    /// The answer, which events may have come before.
    std::string api(const std::string& command) {
        for (const packet& p : send("api " + command))
            if (p.type == "api/response") return p.body;
        return {};
    }
    /// What comes of a command.
    std::vector<packet> after(const std::string& command) {
        std::vector<packet> all = send("api " + command);
        for (packet& p : wait(std::chrono::milliseconds(100))) all.push_back(std::move(p));
        return all;
    }
    void agent(const std::string& name, const std::string& contact, const std::string& place) {
        for (const std::string& command :
             {"agent add " + name + " callback", "agent set contact " + name + " " + contact,
              "agent set status " + name + " Available", "tier add q@x " + name + " " + place})
            CHECK(api("callcenter_config " + command) == "+OK\n");
    }
    /// The agents of those events of a call that waits for so long, and is hung up then.
    list agents_of(const std::string& action, std::chrono::seconds span = std::chrono::seconds(2)) {
        const std::string uuid = fake.originate("null/x &callcenter(q@x)");
        const auto all = wait(span);
        fake.hang_up(uuid);
        wait(std::chrono::seconds(2));
        list names;
        for (const packet& p : all)
            if (p.content["CC-Action"] == action) names.emplace_back(p.content["CC-Agent"]);
        return names;
    }
};

/// Those of mod_fifo of one call.
inline list actions_of(const std::vector<packet>& packets, const std::string& uuid) {
    list all;
    for (const packet& p : packets)
        if (p.content.unique_id() == uuid && !p.content["FIFO-Action"].empty())
            all.emplace_back(p.content["FIFO-Action"]);
    return all;
}

}  // namespace testing_tests
