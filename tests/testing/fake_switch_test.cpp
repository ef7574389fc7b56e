// testing/fake_switch.hpp: order, subscriptions, filters, time, scripts, failures, sockets.
#include "catch.hpp"
#include "fake_client.hpp"
#include "support/named.hpp"

#include <asio/connect.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::event;
using eslio::event_name;
using eslio::testing::answer_after;
using eslio::testing::fake_switch;
using eslio::testing::fake_switch_options;
using eslio::testing::stream;
using testing_tests::fake_client;
using testing_tests::names;
using testing_tests::packet;
using list = std::vector<std::string>;

namespace {

event custom(const char* subclass) {
    event e = event::custom(subclass);
    e.add("X", "y");
    return e;
}

}  // namespace

TEST_CASE("pipelined commands are answered before any event", "[testing][fake_switch]") {
    fake_client c;
    c.login();
    c.send("event plain API");
    const auto all = c.send("api echo 1\n\napi echo 2\n\nfoo");
    REQUIRE(all.size() == 5);
    CHECK(all[0].body == "1");
    CHECK(all[1].body == "2");
    CHECK(all[2].reply() == "-ERR command not found");
    CHECK(names(all) == list{"API", "API"});
}

TEST_CASE("events wait for the end of a command begun", "[testing][fake_switch]") {
    fake_client c;
    c.login();
    c.send("event plain ALL");
    c.end.send_now("api ec");
    c.time.settle();
    c.fake.fire(event(event_name::heartbeat));
    CHECK(c.receive().empty());
    const auto all = c.send("ho x");
    REQUIRE(all.size() == 3);
    CHECK(all[0].body == "x");
    CHECK(names(all) == list{"HEARTBEAT", "API"});
}

TEST_CASE("a queued event is written in the format then in force", "[testing][fake_switch]") {
    fake_client c;
    c.login();
    c.send("event plain HEARTBEAT");
    c.end.send_now("event json ");
    c.time.settle();
    c.fake.fire(event(event_name::heartbeat));
    const auto all = c.send("HEARTBEAT");
    REQUIRE(all.size() == 2);
    CHECK(all[1].type == "text/event-json");
    CHECK(all[1].body == "{\"Event-Name\":\"HEARTBEAT\"}");
    CHECK(c.ask("event xml") == "-ERR no keywords supplied");  // and yet it is XML from now on
    c.fake.fire(event(event_name::heartbeat));
    CHECK(c.receive().front().type == "text/event-xml");
}

TEST_CASE("custom events go by their subclass", "[testing][fake_switch]") {
    fake_client c;
    c.login();
    c.send("event plain HEARTBEAT CUSTOM a::b CHANNEL_ANSWER");
    c.fake.fire(custom("a::b"));
    c.fake.fire(custom("A::B"));
    c.fake.fire(event(event_name::channel_answer));
    event late(event_name::custom);
    late.add("Event-Subclass", "a::b");
    c.fake.fire(late);
    const auto all = c.receive();
    REQUIRE(all.size() == 2);
    CHECK((*all[1].content.headers().begin()).name() == "Event-Subclass");
    c.send("nixevent CUSTOM a::b");
    c.fake.fire(custom("a::b"));
    CHECK(c.receive().empty());
}

TEST_CASE("ALL less one type is a list", "[testing][fake_switch]") {
    fake_client c;
    c.login();
    c.fake.fire(custom("known::before"));
    c.send("event plain ALL");
    c.fake.fire(custom("new::one"));
    CHECK(c.receive().size() == 1);
    c.send("nixevent CUSTOM new::one");  // no effect under ALL
    c.fake.fire(custom("new::one"));
    CHECK(c.receive().size() == 1);
    CHECK(c.ask("nixevent heartbeat") == "+OK events nixed");
    c.fake.fire(event(event_name::heartbeat));
    c.fake.fire(custom("new::two"));
    CHECK(c.receive().empty());
    c.fake.fire(custom("known::before"));
    c.fake.fire(event(event_name::dtmf));
    CHECK(names(c.receive()) == list{"CUSTOM", "DTMF"});
}

TEST_CASE("filters select and reject", "[testing][fake_switch]") {
    const auto heard = [](const list& filters) {
        fake_client c;
        c.login();
        c.send("event plain ALL");
        for (const std::string& f : filters) c.send("filter " + f);
        for (const char* number : {"100", "155", "+155"}) {
            event e(event_name::channel_answer);
            e.add("Number", number);
            c.fake.fire(e);
        }
        c.fake.fire(event(event_name::heartbeat));
        std::string all;
        for (const packet& p : c.receive())
            all.append(p.content["Number"].empty() ? "beat" : p.content["Number"]).append(" ");
        return all;
    };
    CHECK(heard({}) == "100 155 +155 beat ");
    CHECK(heard({"number 155"}) == "155 ");
    CHECK(heard({"Number +155"}) == "155 ");  // the sign is taken off
    CHECK(heard({"Number /^\\+155$/"}) == "+155 ");
    CHECK(heard({"Number /^1/", "Event-Name heartbeat"}) == "100 155 beat ");
    CHECK(heard({"Number -155"}).empty());  // only negative: nothing
    CHECK(heard({"Event-Name /.+/", "Number -155"}) == "100 +155 beat ");
    CHECK(heard({"Number /^1"}).empty());
    CHECK(heard({"Event-Name /CHANNEL_answer/i"}) == "100 155 +155 ");
    CHECK(heard({"add Number 155", "delete Number 100"}) == "155 ");
    CHECK(heard({"add Number 155", "delete Number"}) == "100 155 +155 beat ");
    CHECK(heard({"Number 155", "Number "}) == "100 155 +155 beat ");
    CHECK(heard({"Number 155", "delete all"}) == "100 155 +155 beat ");
}

TEST_CASE("heartbeats come while somebody is connected", "[testing][fake_switch]") {
    fake_client c;
    c.login();
    c.send("event plain HEARTBEAT");
    CHECK(c.wait(19999ms).empty());
    const auto all = c.wait(20001ms);
    CHECK(names(all) == list{"HEARTBEAT", "HEARTBEAT"});
    CHECK(all[0].content["Uptime-msec"] == "20000");
    CHECK(all[0].content["Event-Date-Timestamp"] == "1795224020000000");
    CHECK(all[0].content["Event-Date-GMT"] == "Sat, 21 Nov 2026 01:20:20 GMT");
    c.end.close();
    c.wait(60s);
    CHECK(c.context.poll() == 0);
    CHECK(c.context.stopped());
}

TEST_CASE("the first command has 25 seconds", "[testing][fake_switch]") {
    fake_client silent;
    silent.receive();
    silent.end.send_now("aut");
    CHECK(silent.wait(24999ms).empty());
    CHECK(silent.wait(1ms).front().type == "text/disconnect-notice");
    CHECK(silent.fake.open_connections() == 0);
    fake_client talking;
    talking.receive();
    CHECK(talking.ask("noop") == "-ERR command not found");
    CHECK(talking.wait(100s).empty());
    CHECK(talking.ask("auth ClueCon") == "+OK accepted");
}

TEST_CASE("API answers and raw replies can be scripted", "[testing][fake_switch]") {
    fake_client c;
    c.login();
    c.send("event plain BACKGROUND_JOB");
    c.fake.on_api("Status", [](std::string_view a) { return "fine " + std::string(a); });
    c.fake.on_api("slow", [](std::string_view) { return answer_after(3s, "at last"); });
    c.fake.on_api("mute", [](std::string_view) { return ""; });
    c.fake.on_api("broken", [](std::string_view) { return eslio::testing::api_answer::failure(); });
    CHECK(c.ask("api STATUS now") == "fine now");
    CHECK(c.ask("api mute") == "-ERR no reply\n");
    CHECK(c.ask("api broken x") == "-ERR broken Command not found!\n");
    CHECK(c.ask("api slow").empty());
    c.fake.fire(event(event_name::background_job));
    CHECK(c.send("api mute").empty());
    const auto all = c.wait(3s);
    REQUIRE(all.size() == 3);
    CHECK(all[0].body == "at last");
    CHECK(all[1].body == "-ERR no reply\n");
    CHECK(all[2].content.name() == "BACKGROUND_JOB");

    CHECK(c.send("bgapi slow\nJob-UUID: a").size() == 1);
    CHECK(c.send("bgapi mute\nJob-UUID: b").size() == 2);
    CHECK(c.wait(3s).front().content.body() == "at last");

    c.fake.on_command("event", [](std::string_view) {
        return "Content-Type: command/reply\nReply-Text: -ERR permission denied\n\n";
    });
    c.fake.on_command("noevents", [](std::string_view) { return std::string(); });
    CHECK(c.ask("event plain ALL") == "-ERR permission denied");
    CHECK(c.send("noevents").empty());
    CHECK(c.fake.commands().back() == "noevents");
    CHECK(c.fake.commands().front() == "auth ClueCon");
}

TEST_CASE("a switch that runs for days remembers the last commands", "[testing][fake_switch]") {
    eslio::testing::fake_switch_options options;
    options.commands_kept = 10;
    fake_client c(options);
    c.login();
    for (int i = 0; i < 100; ++i) {
        c.ask("log " + std::to_string(i % 8));
        CHECK(c.fake.commands().size() <= 20);
        CHECK(c.fake.commands().back() == "log " + std::to_string(i % 8));
    }
    CHECK(c.fake.commands().size() >= 10);

    options.commands_kept = 0;
    fake_client none(options);
    none.login();
    CHECK(none.fake.commands().empty());
}

TEST_CASE("the way of writing can be chosen", "[testing][fake_switch]") {
    const auto writes = [](const eslio::testing::fake_writing& how) {
        fake_switch_options options;
        options.writing = how;
        fake_client c(options);
        c.login();
        c.send("event plain HEARTBEAT");
        c.fake.fire(event(event_name::heartbeat));
        c.fake.fire(event(event_name::heartbeat));
        std::vector<std::size_t> sizes;
        for (int i = 0; i < 300; ++i) {
            if (const std::size_t n = c.end.take_received().size()) sizes.push_back(n);
            c.context.restart();
            c.context.poll_one();
        }
        return sizes;
    };
    eslio::testing::fake_writing how;
    CHECK(writes(how).size() == 2);  // the first goes out before the second is there
    how.body_apart = true;
    CHECK(writes(how) == std::vector<std::size_t>{51, 23, 51, 23});
    how.body_apart = false;
    how.bytes_per_write = 1;
    CHECK(writes(how).size() == 148);
}

TEST_CASE("a client that does not read loses events, then its connection",
          "[testing][fake_switch]") {
    fake_switch_options options;
    options.event_queue = 5;
    options.allowed_losses = 3;
    options.socket_buffer = 100;
    fake_client c(options);
    c.login();
    c.send("event plain HEARTBEAT");
    c.end.capacity(50);
    c.time.settle();
    for (int i = 0; i < 20; ++i) c.fake.fire(event(event_name::heartbeat));
    c.end.capacity(1'000'000);
    const auto all = c.receive();
    CHECK(all.back().body == "killed listener because of lost events\n");
    CHECK(names(all).size() < 20);
}

TEST_CASE("log lines go by their level", "[testing][fake_switch]") {
    fake_client c;
    c.login();
    c.fake.fire_log(3, "unheard\n");
    CHECK(c.ask("log warning") == "+OK log level warning [4]");
    c.fake.fire_log(5, "too low\n");
    c.fake.fire_log(4, "heard\n");
    auto all = c.receive();
    REQUIRE(all.size() == 1);
    CHECK(all[0].type == "log/data");
    CHECK(all[0].body == "heard\n");
    CHECK(all[0].headers.find("\nLog-Level: 4\nText-Channel: 0\n") != std::string::npos);
    CHECK(c.ask("log 7 more words") == "+OK log level 7 [7]");
    CHECK(c.ask("nolog") == "+OK no longer logging");
    c.fake.fire_log(0, "unheard\n");
    CHECK(c.receive().empty());
}

TEST_CASE("connections end in every way", "[testing][fake_switch]") {
    fake_client c;
    c.login();
    stream second = c.fake.connect(c.context.get_executor());
    CHECK(c.fake.connections() == 2);
    CHECK(c.fake.open_connections() == 2);
    c.fake.drop_all();
    char byte = 0;
    std::optional<eslio::error_code> code;
    const auto read = [&](stream& s) {
        code.reset();
        s.async_read_some(asio::buffer(&byte, 1),
                          [&](eslio::error_code ec, std::size_t) { code = ec; });
        c.time.settle();
        return code;
    };
    CHECK(read(c.end) == asio::error::eof);
    stream third = c.fake.connect(c.context.get_executor());
    c.fake.reset_all();
    CHECK(read(third) == asio::error::connection_reset);
    stream fourth = c.fake.connect(c.context.get_executor());
    c.time.settle();
    fourth.take_received();
    c.fake.set_silent(true);
    fourth.send_now("auth ClueCon\n\n");
    c.time.settle();
    CHECK(fourth.take_received().empty());
    c.fake.set_silent(false);
    c.time.settle();
    CHECK(testing_tests::split(fourth.take_received()).front().reply() == "+OK accepted");
    c.fake.send_raw("garbage");
    c.time.settle();
    CHECK(fourth.take_received() == "garbage");
}

TEST_CASE("a restart is another run", "[testing][fake_switch]") {
    fake_client c;
    c.login();
    c.fake.originate("user/1 &park()");
    const std::string before(named(c.fake.make_event(event_name::heartbeat))["Core-UUID"]);
    c.fake.refuse_connections();
    stream refused = c.fake.connect(c.context.get_executor());
    c.time.settle();
    CHECK(refused.take_received().empty());
    c.fake.restart();
    CHECK(c.fake.calls().empty());
    const event after = c.fake.make_event(event_name::heartbeat);
    CHECK(after["Core-UUID"] != before);
    CHECK(after["Event-Sequence"] == "1");
    stream again = c.fake.connect(c.context.get_executor());
    c.time.settle();
    CHECK(again.take_received() == "Content-Type: auth/request\n\n");
    c.time.advance(1h);
}

TEST_CASE("it may be destroyed at any time, and moved", "[testing][fake_switch]") {
    asio::io_context context;
    eslio::testing::driven_time time(context);
    stream client(context.get_executor());
    {
        fake_switch fake(context.get_executor());
        client = fake.connect(context.get_executor());
        fake_switch moved(std::move(fake));
        client.send_now("auth ClueCon\n\nevent plain ALL\n\nbgapi originate user/1 &park()\n\n");
        time.settle();
        CHECK(moved.calls().size() == 1);
        client.send_now("api msleep 1000\n\n");
    }
    CHECK_FALSE(client.take_received().empty());
    time.advance(10s);
    CHECK(client.take_received().empty());
    CHECK(context.stopped());
}

TEST_CASE("it serves real sockets, several at once", "[testing][fake_switch]") {
    asio::io_context context;
    std::optional<fake_switch> fake(context.get_executor());
    const std::uint16_t port = fake->listen();
    asio::ip::tcp::socket a(context), b(context);
    int done = 0;
    std::string texts[2];
    const auto talk = [&](asio::ip::tcp::socket& s, std::string& text) {
        s.async_connect({asio::ip::address_v4::loopback(), port}, [&](eslio::error_code ec) {
            REQUIRE_FALSE(ec);
            static const std::string commands = "auth ClueCon\n\napi echo hi\n\nexit\n\n";
            asio::async_write(s, asio::buffer(commands), [&](eslio::error_code, std::size_t) {
                asio::async_read(s, asio::dynamic_buffer(text),
                                 [&](eslio::error_code, std::size_t) {
                                     if (++done == 2) fake.reset();
                                 });
            });
        });
    };
    talk(a, texts[0]);
    talk(b, texts[1]);
    context.run_for(10s);
    CHECK(done == 2);
    for (const std::string& text : texts) {
        const auto all = testing_tests::split(text);
        REQUIRE(all.size() == 5);
        CHECK(all[2].body == "hi");
    }
}
