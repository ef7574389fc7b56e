// protocol/restoration.hpp: what is wanted is said first, verified, and a set-up comes after it.
#include "catch.hpp"
#include "protocol/exchange_fixture.hpp"

#include <eslio/protocol/restoration.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace restoration_test {

using namespace test;
using eslio::error;
using eslio::protocol::restoration;
using eslio::protocol::subscription_state;

namespace {

struct restoring {
    explicit restoring(std::vector<std::string> wanted = {}, std::string needed = {}) {
        subscription_state::steps steps;
        for (std::string& w : wanted) steps.push_back({std::move(w) + "\n\n", false});
        if (!needed.empty()) steps.push_back({needed + "\n\n", true});
        of.emplace(std::move(steps), 100, limits);
    }

    std::string written() {
        std::string out;
        eslio::detail::compact_vector<eslio::protocol::secret_part> secrets;
        of->write(out, 1'000'000, secrets);
        return out;
    }
    eslio::error_code hear(std::string_view bytes) {
        in.append(bytes);
        eslio::wire::frame f;
        while (parser.next(in, f) == eslio::wire::parse_status::complete)
            if (const auto why = of->on_reply(f)) return why;
        return {};
    }

    eslio::protocol::command_limits limits;
    std::optional<restoration<waiter>> of;
    eslio::wire::read_buffer in;
    eslio::wire::frame_parser parser;
};

const std::string asked = "api global_getvar core_uuid\n\n";

}  // namespace

TEST_CASE("it is done when all is answered", "[protocol][restoration]") {
    restoring r({"filter add a b", "event plain DTMF"}, "event BACKGROUND_JOB");
    CHECK(r.written() == asked + "filter add a b\n\nevent plain DTMF\n\nevent BACKGROUND_JOB\n\n");
    CHECK_FALSE(r.hear(api_packet("1234-5678\n")));
    CHECK(r.of->core_uuid() == "1234-5678");
    CHECK_FALSE(r.hear(reply_packet("+OK filter added. [a]=[b]") +
                       reply_packet("+OK event listener enabled plain")));
    CHECK_FALSE(r.of->has_state());
    CHECK_FALSE(r.hear(reply_packet("+OK event listener enabled plain")));
    CHECK(r.of->has_state());
    CHECK(r.of->done());
    CHECK(r.of->refusal().empty());
    CHECK_FALSE(r.of->needs_refused());
    CHECK(r.hear(reply_packet("+OK")) == error::unexpected_reply);
}

TEST_CASE("refusals are told, and who may not ask for the run is not", "[protocol][restoration]") {
    restoring r({"event plain DTMF", "log debug"}, "event BACKGROUND_JOB");
    r.written();
    CHECK_FALSE(r.hear(reply_packet("-ERR permission denied") +
                       reply_packet("+OK event listener enabled plain") +
                       reply_packet("-ERR no log for you") + reply_packet("-ERR no jobs")));
    CHECK(r.of->has_state());
    CHECK(r.of->core_uuid().empty());
    CHECK(r.of->refusal() == "-ERR no log for you");
    CHECK(r.of->needs_refused());
}

TEST_CASE("the commands of a set-up go out before it is done", "[protocol][restoration]") {
    restoring r;
    r.written();
    r.of->hold(true);
    CHECK_FALSE(r.hear(api_packet("1")));
    CHECK(r.of->has_state());
    CHECK_FALSE(r.of->done());
    ending first, second, late;
    std::uint64_t number = 0;
    for (ending* e : {&first, &second}) {
        waiter w(*e);
        REQUIRE_FALSE(r.of->submit(eslio::cmd::api("show channels"), w, never, number));
    }
    waiter w(late);
    REQUIRE_FALSE(r.of->submit(eslio::cmd::api("late"), w, start + 1s, number));
    CHECK(number == 103);  // the question for the run of the switch was the first
    r.of->expire(start + 1s);
    CHECK(late.failed(error::timeout));
    CHECK(r.written() == "api show channels\n\napi show channels\n\n");
    CHECK_FALSE(r.hear(api_packet("0 total.")));
    CHECK(first.said("0 total."));
    r.of->hold(false);
    CHECK_FALSE(r.of->done());
    SECTION("answered") {
        CHECK_FALSE(r.hear(api_packet("1 total.")));
        CHECK(second.said("1 total."));
        CHECK(r.of->done());
    }
    SECTION("the connection is gone") {
        ending unsent;
        waiter u(unsent);
        REQUIRE_FALSE(r.of->submit(eslio::cmd::api("x"), u, never, number));
        r.of->drain();
        CHECK(second.failed(error::outcome_unknown));
        CHECK(unsent.failed(error::not_sent));
    }
    SECTION("given up") {
        waiter gone;
        CHECK(r.of->give_up(102, gone));
        CHECK_FALSE(r.of->give_up(102, gone));
        CHECK_FALSE(r.hear(api_packet("1 total.")));
        CHECK(second.count == 0);
        CHECK(r.of->done());
    }
    ending never_sent;
    waiter n(never_sent);
    CHECK(r.of->submit(eslio::command(), n, never, number) == error::empty_argument);
}

}  // namespace restoration_test
