// outgoing_call: what it comes to does not depend on the order in which replies, events and the
// job's result come, nor on how they are cut into reads.
#include "catch.hpp"
#include "dialled.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using test::api_packet;
using test::dialled;
using test::event_packet;
using test::job_packet;
using test::reply_packet;
using test::to_user;
using test::words;

namespace {

/// The answer to `uuid_dump`.
std::string answered_call(std::string_view uuid) {
    return R"({"Event-Name":"CHANNEL_DATA","Unique-ID":")" + std::string(uuid) +
           R"(","Answer-State":"answered","Caller-Channel-Created-Time":"1000000",)"
           R"("Caller-Channel-Answered-Time":"4000000"})";
}

/// FreeSWITCH's side of one originate.
struct originating : test::peer {
    originating() : d(*fs, to_user()) {
        said();
        says(reply_packet("+OK event listener enabled plain"));
        d.dial();
        CHECK(said() == "event BACKGROUND_JOB\n\n");
        says(reply_packet("+OK event listener enabled plain"));
        job = test::job_uuid_of(said());
        packets = {{'r', reply_packet("+OK Job-UUID: " + job)},
                   {'p', event("CHANNEL_PROGRESS", "ringing", 2, 0, 0)},
                   {'a', event("CHANNEL_ANSWER", "answered", 2, 4, 0)},
                   {'j', job_packet(job, "+OK " + d.call->uuid() + "\n")},
                   {'f', job_packet(job, "-ERR USER_BUSY\n")},
                   {'h', event("CHANNEL_HANGUP_COMPLETE", "hangup", 2, 4, 6)},
                   {'b', event("CHANNEL_HANGUP_COMPLETE", "hangup", 2, 0, 6)}};
    }

    std::string event(std::string_view name, std::string_view state, int rang, int answered,
                      int ended) const {
        const auto time = [](int at) { return at == 0 ? "0" : std::to_string(at) + "000000"; };
        return event_packet(
            "Event-Name: " + std::string(name) + "\nEvent-Date-Timestamp: 9000000\nUnique-ID: " +
            d.call->uuid() + "\nAnswer-State: " + std::string(state) +
            (ended == 0      ? ""
             : answered == 0 ? "\nHangup-Cause: USER_BUSY"
                             : "\nHangup-Cause: NORMAL_CLEARING") +
            "\nCaller-Channel-Created-Time: 1000000\nCaller-Channel-Progress-Time: " + time(rang) +
            "\nCaller-Channel-Answered-Time: " + time(answered) +
            "\nCaller-Channel-Hangup-Time: " + time(ended) + "\n\n");
    }

    /// The packets of these letters, cut after every so many bytes.
    void plays(std::string_view order, std::size_t piece) {
        std::string all;
        for (const char c : order) all += packets.at(c);
        for (std::size_t i = 0; i < all.size(); i += piece)
            says(std::string_view(all).substr(i, piece));
    }

    dialled d;
    std::string job;
    std::map<char, std::string> packets;
};

}  // namespace

TEST_CASE("an answered call, in every order and cut", "[channel][originate]") {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{100000}})
        for (const char* order :
             {"rpajh", "prajh", "parjh", "rajph", "rapjh", "rpahj", "parhj", "rajhp", "pahrj"}) {
            INFO(order << " " << piece);
            originating o;
            o.plays(order, piece);
            CHECK(o.said().empty());
            CHECK(o.d.made.count == 1);
            CHECK(o.d.result.outcome() == eslio::call_outcome::answered);
            CHECK(o.d.waits() == words{o.d.ringing.how, "no: answered", "yes",
                                       "no: answered NORMAL_CLEARING", "yes NORMAL_CLEARING"});
            CHECK(o.d.ringing.how.substr(0, 3) == "yes");
            CHECK(o.d.ended() == 6);
            CHECK(o.d.result.times().answered->time_since_epoch() == 4s);
            CHECK(o.d.result.call().over() ==
                  (std::string_view(order).find('h') < std::string_view(order).size() - 1 ||
                   o.d.result.call().hangup().has_value()));
        }
}

TEST_CASE("a call that is not answered, in every order and cut", "[channel][originate]") {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{100000}})
        for (const char* order : {"rpbf", "prbf", "pbrf", "rpfb", "rfpb", "rf"}) {
            INFO(order << " " << piece);
            originating o;
            o.plays(order, piece);
            CHECK(o.said().empty());
            CHECK(o.d.made.how == "no call: busy USER_BUSY");
            CHECK(o.d.waits()[2] == "no: busy USER_BUSY");
            CHECK(o.d.waits()[4] == "yes USER_BUSY");
            CHECK(o.d.ended() == 6);
        }
}

TEST_CASE("the result comes before the events of the answer", "[channel][originate]") {
    const auto piece = static_cast<std::size_t>(GENERATE(1, 100000));
    originating o;
    const std::string dump = "api uuid_dump " + o.d.call->uuid() + " json\n\n";
    const std::string answered = answered_call(o.d.call->uuid());
    SECTION("FreeSWITCH is asked") {
        o.plays("rj", piece);
        CHECK(o.d.made.count == 0);
        CHECK(o.said() == dump);
        o.says(api_packet(answered));
        CHECK(o.d.made.how == "call: answered");
        CHECK(o.d.waits()[2] == "yes");
    }
    SECTION("which come before the answer to that") {
        o.plays("rpja", piece);
        CHECK(o.said() == dump);
        CHECK(o.d.waits()[2] == "yes");
        o.says(api_packet(answered));
        CHECK(o.d.made.how == "call: answered");
    }
    SECTION("it has ended already") {
        o.plays("rj", piece);
        CHECK(o.said() == dump);
        o.says(api_packet("-ERR No such channel!\n"));
        CHECK(o.d.made.how == "call: unknown");
        o.plays("h", piece);
        CHECK(o.d.waits()[2] == "yes NORMAL_CLEARING");
        CHECK(o.d.waits()[4] == "yes NORMAL_CLEARING");
        CHECK(o.d.result.call().over());
    }
    SECTION("the connection ends before the answer to that") {
        o.plays("rj", piece);
        o.server.close();
        o.time.settle();
        CHECK(o.d.made.how == "call: unknown");
    }
    CHECK(o.d.made.count == 1);
}

TEST_CASE("a UUID that FreeSWITCH has chosen is the call's", "[channel][originate]") {
    originating o;
    o.says(reply_packet("+OK Job-UUID: " + o.job));
    o.says(job_packet(o.job, "+OK other\n"));
    const std::string said = o.said();
    CHECK(said.find("api uuid_dump other") != said.npos);
    o.says(api_packet(answered_call("other")));
    CHECK(o.d.made.how == "call: answered");
    CHECK(o.d.result.uuid() == "other");
    CHECK(o.d.call->uuid() == "other");
    CHECK(o.d.result.call().uuid() == "other");
}

TEST_CASE("alternatives that have one UUID for all", "[channel][originate]") {
    originating o;
    o.plays("rpb", 7);
    CHECK(o.d.made.count == 0);
    CHECK(o.d.waits()[4] == "-");
    const auto second = [&](std::string_view name, std::string_view state, const char* answered) {
        o.says(event_packet("Event-Name: " + std::string(name) + "\nUnique-ID: " +
                            o.d.call->uuid() + "\nAnswer-State: " + std::string(state) +
                            "\nCaller-Channel-Created-Time: 7000000"
                            "\nCaller-Channel-Answered-Time: " +
                            answered + "\n\n"));
    };
    second("CHANNEL_PROGRESS", "ringing", "0");
    o.says(event_packet("Event-Name: CHANNEL_STATE\nUnique-ID: " + o.d.call->uuid() +
                        "\nAnswer-State: hangup\nCaller-Channel-Created-Time: 1000000\n\n"));
    second("CHANNEL_ANSWER", "answered", "8000000");
    CHECK(o.d.waits()[2] == "yes");
    o.plays("j", 7);
    CHECK(o.d.made.how == "call: answered");
    CHECK(o.d.result.times().answered->time_since_epoch() == 8s);
    CHECK(o.d.result.call().answered());
    CHECK_FALSE(o.d.result.call().over());
}

TEST_CASE("events that FreeSWITCH refuses", "[channel][originate]") {
    test::peer p;
    dialled d(*p.fs, to_user());
    p.said();
    p.says(reply_packet("-ERR permission denied"));
    CHECK(d.waits()[0] == make_error_code(eslio::error::call_events_refused).message());
    CHECK(d.ended() == 5);
}
