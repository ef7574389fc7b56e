// channel: what a handle is made of.
#include "catch.hpp"
#include "support/called.hpp"

#include <string>

namespace {

using test::called;
using test::connected;

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
