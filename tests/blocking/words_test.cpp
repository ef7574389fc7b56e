// blocking/error_target.hpp: what the exceptions of blocking calls say.
#include "blocking/switch_thread.hpp"
#include "catch.hpp"

#include <eslio/api.hpp>
#include <eslio/blocking.hpp>

#include <asio/io_context.hpp>
#include <asio/ip/address_v4.hpp>
#include <asio/ip/tcp.hpp>

#include <chrono>
#include <string>
#include <system_error>
#include <utility>

namespace blocking_words_test {
namespace {

namespace blocking = eslio::blocking;
namespace app = eslio::app;
using namespace std::chrono_literals;

/// What `call` throws; empty if nothing.
template <class Call>
std::string thrown_by(Call call) {
    try {
        call();
    } catch (const std::system_error& e) {
        return e.what();
    }
    return {};
}

/// As an exception says it: what was called, the words, those of the code.
template <class Refused>
std::string told(const std::string& called, const Refused& argument) {
    CHECK(argument.error());
    return called + ": " + argument.why() + ": " + argument.error().message();
}

/// A port at which nobody listens.
int closed_port() {
    asio::io_context context;
    asio::ip::tcp::acceptor door(context, {asio::ip::address_v4::loopback(), 0});
    return door.local_endpoint().port();
}

TEST_CASE("blocking connection: an argument that is refused is told in its words", "[blocking]") {
    test::switch_thread fake;
    blocking::connection fs("127.0.0.1", fake.port());

    const eslio::originate bad("user/10 00");
    CHECK(thrown_by([&] { (void)fs.originate(bad); }) == told("originate", bad));
    CHECK(bad.why().find("endpoint: 0x20 (byte 8) is a blank") == 0);
    CHECK(bad.why().find("take it out") < bad.why().find("dial_string::parse"));

    const eslio::command forged("a\r");
    CHECK(thrown_by([&] { (void)fs.send(forged); }) == told("send", forged));
    const eslio::api_request line("status\nexit");
    const eslio::command of_line = eslio::cmd::bgapi(line.text());
    CHECK(thrown_by([&] { (void)fs.api(line); }) == told("api", of_line));
    CHECK(thrown_by([&] { (void)fs.bgapi(line); }) == told("bgapi", of_line));
    CHECK(thrown_by([&] { (void)fs.start_job(line); }) == told("start_job", of_line));
    const auto typed = eslio::api::uuid_getvar("1", "a b");
    CHECK(thrown_by([&] { (void)fs.api(typed); }) == told("api", typed));

    const auto unheard = eslio::subscription().custom("a b");
    CHECK(thrown_by([&] { (void)fs.subscribe(unheard); }) == told("subscribe", unheard));
    CHECK(thrown_by([&] { (void)fs.unsubscribe(unheard); }) == told("unsubscribe", unheard));
    const auto filter = eslio::cmd::filter("a\n", "b");
    CHECK(thrown_by([&] { (void)fs.filter("a\n", "b"); }) == told("filter", filter));
    const auto still = fs.api("echo still");
    CHECK(still.text() == "still");
}

TEST_CASE("blocking connection: a login that is refused is told in its words", "[blocking]") {
    const std::string of_port =
        "connect: port: it is a number from 1 to 65535: a number out of range";
    CHECK(thrown_by([] { blocking::connection fs("127.0.0.1", 80210); }) == of_port);
    const auto secret = eslio::password("a\nb");
    const eslio::login where("127.0.0.1", 8021, secret);
    CHECK(thrown_by([&] { blocking::connection fs(where); }) == told("connect", secret.opening()));
    // Of what cannot be reached, or lets nobody in, the address is told.
    const int port = closed_port();
    CHECK(thrown_by([&] { blocking::connection fs("127.0.0.1", port); }) ==
          "connect: 127.0.0.1:" + std::to_string(port) + ": the connection was refused");
}

TEST_CASE("blocking call: a UUID that is none is told by every operation", "[blocking]") {
    test::switch_thread fake;
    blocking::connection fs("127.0.0.1", fake.port());
    for (const std::string uuid : {"", "a b", "x\ny"}) {
        const std::string words = eslio::api::uuid_kill(uuid).why();
        blocking::call call(fs, uuid);
        const auto says = [&](const std::string& what, const std::string& seen) {
            INFO(seen);
            CHECK(seen.find(what + ": " + words) == 0);
        };
        says("play", thrown_by([&] { (void)call.play("x.wav"); }));
        says("execute", thrown_by([&] { (void)call.execute(app::answer()); }));
        says("ask", thrown_by([&] { (void)call.ask(eslio::prompt("a", 1, 1)); }));
        says("bridge", thrown_by([&] { (void)call.bridge("user/1"); }));
        says("record", thrown_by([&] { (void)call.record("a", 1s); }));
        says("get_variable", thrown_by([&] { (void)call.get_variable("x"); }));
        says("queue", thrown_by([&] { (void)call.queue(app::answer()); }));
        says("wait_for_hangup", thrown_by([&] { (void)call.wait_for_hangup(1s); }));
        says("hangup", thrown_by([&] { (void)call.hangup(); }));
    }
    blocking::call call(fs, "a");
    CHECK(thrown_by([&] { (void)call.bridge_uuid("a b"); }).find("bridge_uuid: uuid: ") == 0);
}

TEST_CASE("blocking call: an argument that is refused is told in its words", "[blocking]") {
    test::switch_thread fake;
    blocking::connection fs("127.0.0.1", fake.port());
    blocking::call call = fs.originate(eslio::originate("null/x")).call();

    const eslio::application cut("play\nback");
    CHECK(thrown_by([&] { (void)call.execute(cut); }) == told("execute", cut));
    CHECK(thrown_by([&] { (void)call.queue(cut); }) == told("queue", cut));
    const auto message = eslio::cmd::execute("a\r", "b");
    CHECK(thrown_by([&] { (void)call.send_message(message); }) == told("send_message", message));
    const auto cause = eslio::cmd::hangup("no such\ncause");
    CHECK(thrown_by([&] { (void)call.hangup("no such\ncause"); }) == told("hangup", cause));
    const eslio::prompt much("a", 1, 128);
    CHECK(thrown_by([&] { (void)call.ask(much); }) == told("ask", much.to_application()));
    CHECK(thrown_by([&] { (void)call.get_variable("a\nb"); }) ==
          told("get_variable", eslio::cmd::getvar("a\nb")));
    CHECK(thrown_by([&] { (void)call.set_variable("a b", "c"); }).find("set_variable: ") == 0);
    CHECK(thrown_by([&] { (void)call.set_variable("a b", "c"); }).find("(byte 2)") !=
          std::string::npos);

    const auto file = app::playback("");
    CHECK(thrown_by([&] { (void)call.play(""); }) == told("play", file));
    CHECK(thrown_by([&] { (void)call.record("", 1s); }) == told("record", app::record("", 1s)));
    CHECK(thrown_by([&] { (void)call.send_dtmf(""); }) == told("send_dtmf", app::send_dtmf("")));
    CHECK(thrown_by([&] { (void)call.stop_displacing(""); }) ==
          told("stop_displacing", app::stop_displace_session("")));
    CHECK(thrown_by([&] { (void)call.schedule_hangup(-5s, "USER_BUSY"); }) ==
          told("schedule_hangup", app::sched_hangup(-5s, "USER_BUSY")));
    CHECK(thrown_by([&] { (void)call.conference(""); }).find("conference: ") == 0);
    const eslio::extension nowhere("");
    CHECK(thrown_by([&] { (void)call.transfer(nowhere, eslio::call_legs::own); }) ==
          told("transfer", nowhere));
    CHECK(call.hangup());
}

TEST_CASE("blocking client: a time that is over tells why the client is not up", "[blocking]") {
    const int port = closed_port();
    eslio::client_options options;
    options.backoff.first = 1ms;
    options.backoff.cap = 1ms;
    options.connection.command_timeout = 1ms;
    blocking::client fs(eslio::login("127.0.0.1", port, eslio::password("ClueCon")), options);
    while (!fs.status().why) (void)fs.wait_for_change(fs.status());
    const std::string why =
        ": 127.0.0.1:" + std::to_string(port) + " is not up: the connection was refused: timed out";
    CHECK(thrown_by([&] { (void)fs.wait_until_up(1ms); }) == "wait_until_up" + why);
    CHECK(thrown_by([&] { (void)fs.api(eslio::api_request("status").timeout(1ms)); }) ==
          "api" + why);
    blocking::call call(fs, "a");
    CHECK(thrown_by([&] { (void)call.hangup(); }) == "hangup" + why);
    // It is not asked of a client that has gone.
    {
        blocking::client gone(eslio::login("127.0.0.1", port, eslio::password("ClueCon")), options);
        call = blocking::call(gone, "b");
    }
    CHECK(thrown_by([&] { (void)call.hangup(); }).find("is not up") == std::string::npos);
}

}  // namespace
}  // namespace blocking_words_test
