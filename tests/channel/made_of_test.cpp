// channel: what a handle is made of, and when.
#include "catch.hpp"
#include "support/called.hpp"

#include <string>

namespace {

using test::called;
using test::connected;
using test::outcome;

}  // namespace

TEST_CASE("a channel is made of a connection or a session", "[channel][handle]") {
    connected c;
    const std::string uuid = c.call();
    const test::connection& fs = *c.fs;
    eslio::channel of_link(fs.link(), uuid);
    eslio::channel of_connection(fs, uuid);
    eslio::channel with_options(*c.fs, uuid, eslio::channel_options());
    called s;
    eslio::channel of_session(s.s, "u-1");
    c.time.settle();
    c.fake.hang_up(uuid, "USER_BUSY");
    s.fake.hang_up("u-1", "USER_BUSY");
    c.time.settle();
    s.time.settle();
    CHECK(of_link.over());
    CHECK(of_connection.over());
    CHECK(with_options.over());
    CHECK(of_session.over());
}

TEST_CASE("a handle that was made before its connection was up says so", "[channel][handles]") {
    connected w;
    const std::string uuid = w.call();
    test::connection fs(w.fake.connect(w.context.get_executor()));
    eslio::channel c(fs.link(), uuid);
    outcome<eslio::execution_result> before, after;
    c.async_execute(eslio::app::playback("x"), before.handler());
    w.time.settle();
    CHECK(before.ec == eslio::error::not_connected);
    outcome<void> opened;
    fs.async_login(eslio::password("ClueCon"), opened.handler());
    w.time.settle();
    REQUIRE_FALSE(opened.ec);
    c.async_execute(eslio::app::playback("x"), after.handler());
    w.time.settle();
    CHECK(after.ec == eslio::error::made_unconnected);
    CHECK(after.ec.message().find("make it after") != std::string::npos);
    CHECK_FALSE(after.ec == eslio::condition::disconnected);
    fs.close();
    w.time.settle();
    c.async_execute(eslio::app::playback("x"), before.handler());
    w.time.settle();
    CHECK(before.ec == eslio::condition::disconnected);
}
