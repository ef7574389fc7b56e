// Requests and messages that cannot be sent: the operation ends with their error, nothing is
// written; valid ones are taken as they are built.
#include "catch.hpp"
#include "support/peer.hpp"

#include <eslio/api/request.hpp>
#include <eslio/command/originate.hpp>
#include <eslio/command/sendmsg.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace {

using eslio::error;
using eslio::originate;
using eslio::untrusted;

}  // namespace

TEST_CASE("an originate that cannot be written ends with its error", "[connection]") {
    test::peer p;
    const originate bad = originate("user/1").variable("x", untrusted("${y}"));
    test::outcome<eslio::api_response> api;
    test::outcome<eslio::job_result> job;
    test::outcome<eslio::job> started;
    p.fs->async_api(bad, api.handler());
    p.fs->async_bgapi(bad, job.handler());
    p.fs->async_start_job(bad, started.handler());
    CHECK(p.said().empty());
    CHECK(api.done());
    CHECK(api.ec == error::unwritable_text);
    CHECK(job.done());
    CHECK(job.ec == error::unwritable_text);
    CHECK(started.done());
    CHECK(started.ec == error::unwritable_text);
}

TEST_CASE("builders are given to operations as they are", "[connection]") {
    test::peer p;
    test::outcome<eslio::api_response> api;
    test::outcome<eslio::reply> sent, refused;
    p.fs->async_api(originate("user/1").application("park"), api.handler());
    p.fs->async_send(eslio::cmd::execute("answer").on("7"), sent.handler());
    p.fs->async_send(eslio::cmd::execute("a\nb"), refused.handler());
    CHECK(p.said() == "api originate user/1 &park()\n\n"
                      "sendmsg 7\ncall-command: execute\nexecute-app-name: answer\n\n");
    CHECK(refused.ec == error::line_break_in_argument);
    p.says(test::api_packet("+OK 1\n") + test::reply_packet("+OK"));
    CHECK(api.value.text() == "+OK 1");
    CHECK(sent.value.ok());
}

TEST_CASE("an API command that knows what its answer means", "[connection]") {
    const eslio::api::request<std::size_t> size(
        "size", [](std::string_view text) { return std::optional<std::size_t>(text.size()); });
    test::peer p;
    test::outcome<eslio::api_result<std::size_t>> told, refused;
    p.fs->async_api(size, told.handler());
    p.fs->async_api(size, refused.handler());
    CHECK(p.said() == "api size\n\napi size\n\n");
    p.says(test::api_packet("four\n") + test::api_packet("-ERR none\n"));
    CHECK(told.value.value() == 5);  // the answer as it came
    CHECK(!refused.ec);
    CHECK(refused.value.reason() == "none");
}
