// A call that is originated over one of the links, all that can be waited for, and how each wait
// ended, in words.
#pragma once

#include "catch.hpp"
#include "scene.hpp"

#include <eslio/channel/outgoing_call.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace test {

/// The waits and the dialling of one call; each ends once.
struct dialled {
    template <class Connection>
    dialled(Connection& over, eslio::originate what, eslio::channel_options options = {})
        : call(std::make_unique<eslio::outgoing_call>(over, std::move(what), options)) {
        wait();
    }

    void wait() {
        using namespace std::chrono_literals;
        call->async_wait_for_ringing(0s, ringing.handler());
        call->async_wait_for_early_media(0s, early.handler());
        call->async_wait_for_answer(0s, answer.handler());
        call->async_wait_for_bridge(0s, bridge.handler());
        call->async_wait_for_end(0s, end.handler());
    }
    void dial() {
        call->async_dial([this](eslio::error_code ec, eslio::originate_result r) {
            ++made.count;
            made.how = ec ? in_words(ec) : in_words(r);
            result = std::move(r);
        });
    }

    /// How all ended so far: ringing, early media, answer, bridge, end; a wait that has not is `-`.
    std::vector<std::string> waits() const {
        std::vector<std::string> all;
        for (const ending* e : {&ringing, &early, &answer, &bridge, &end}) {
            CHECK(e->count <= 1);
            all.push_back(e->count == 0 ? "-" : e->how);
        }
        return all;
    }
    /// How many ended, the dialling too.
    int ended() const {
        return made.count + ringing.count + early.count + answer.count + bridge.count + end.count;
    }

    std::unique_ptr<eslio::outgoing_call> call;
    ending made, ringing, early, answer, bridge, end;
    eslio::originate_result result;
};

inline eslio::originate to_user(const char* endpoint = "user/1000") {
    return eslio::originate(eslio::dial_string(endpoint));
}

using words = std::vector<std::string>;

}  // namespace test
