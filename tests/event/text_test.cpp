// event/detail/text.hpp, reply.hpp, job.hpp: what counts as a refusal, and what answers hold.
#include "catch.hpp"
#include "event/packets.hpp"
#include "support/captures.hpp"
#include "support/named.hpp"

#include <eslio/event/decode.hpp>
#include <eslio/event/detail/text.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/reply.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace text_test {

namespace {

using Catch::Matchers::ContainsSubstring;
using eslio::api_response;
using eslio::event;
using eslio::event_name;
using eslio::job;
using eslio::job_result;
using eslio::refused;
using eslio::reply;
using test::of;
using test::said;
using namespace std::string_view_literals;

reply gave(const std::string& body) {
    return of("Content-Type: api/response\nContent-Length: " + std::to_string(body.size()) +
              "\n\n" + body);
}

job_result result_of(std::string_view body) {
    event e(event_name::background_job);
    e.add("Job-UUID", "j").add("Job-Command", "x");
    return job_result(e.set_body(body));
}

/// What `value()` throws; a mark of its own if it throws nothing.
template <class Function>
std::string thrown(Function function) {
    try {
        static_cast<void>(function());
    } catch (const refused& e) {
        return e.what();
    }
    return "(nothing)";
}

}  // namespace

TEST_CASE("text: what begins with -ERR or -USAGE is a refusal") {
    for (const char* text :
         {"-ERR", "-ERR no such channel", "-ERROR x", "-USAGE", "-USAGE: <uuid>", "-ERR\n"}) {
        INFO(text);
        CHECK(eslio::detail::is_refusal(text));
    }
    for (const char* text : {"", "-", "-ER", "+OK", "-err x", "ERR", " -ERR x", "x -ERR", "-OK",
                             "-usage", "_undef_", "Invalid Profile!"}) {
        INFO(text);
        CHECK_FALSE(eslio::detail::is_refusal(text));
    }
}

TEST_CASE("text: the reason is what follows the mark") {
    using eslio::detail::refusal_reason;
    CHECK(refusal_reason("-ERR USER_BUSY\n") == "USER_BUSY");
    CHECK(refusal_reason("-ERR  two words ") == "two words");
    CHECK(refusal_reason("-ERROR bad") == "bad");
    CHECK(refusal_reason("-USAGE: <uuid> [x]\n") == "<uuid> [x]");
    CHECK(refusal_reason("-USAGE <uuid>") == "<uuid>");
    CHECK(refusal_reason("-ERR").empty());
    CHECK(refusal_reason("-ERR\n").empty());
    CHECK(refusal_reason("-USAGE:").empty());
    CHECK(refusal_reason("").empty());
    CHECK(refusal_reason("+OK done\n") == "+OK done");
    CHECK(refusal_reason("not -ERR x") == "not -ERR x");
}

TEST_CASE("text: refused carries FreeSWITCH's text") {
    const refused e("-ERR caf\xC3\xA9"sv);
    CHECK(e.what() == "-ERR caf\xC3\xA9"sv);
    CHECK_THROWS_AS(eslio::detail::throw_refused("x"), std::runtime_error);
    CHECK(thrown([]() -> int { eslio::detail::throw_refused(std::string("gone").c_str()); }) ==
          "gone");
    const refused copy = e;
    CHECK(copy.what() == "-ERR caf\xC3\xA9"sv);
}

TEST_CASE("reply: of text alone") {
    const reply r = reply::of_text("+OK accepted");
    CHECK(r.ok());
    CHECK(static_cast<bool>(r));
    CHECK(r.text() == "+OK accepted");
    CHECK(r.full_text() == "+OK accepted");
    CHECK(r.reason() == "+OK accepted");
    CHECK(r.headers().empty());
    CHECK(r.body().empty());
    CHECK_FALSE(r.has_body());
    CHECK(r.data() == nullptr);
    CHECK(r["Job-UUID"].empty());
    const reply none;
    CHECK(none.ok());
    CHECK(none.text().empty());
    CHECK(none.full_text().empty());
    CHECK(none["X"].empty());
    CHECK(named(reply::of_text("")).text().empty());
}

TEST_CASE("reply: its further headers, where there are some") {
    const reply plain = said("+OK");
    CHECK(plain.headers().empty());
    CHECK(plain["Content-Type"].empty());
    const reply r = said("+OK Job-UUID: 1", "Job-UUID: 1\n");
    CHECK(r.text() == "+OK Job-UUID: 1");
    CHECK(r["job-uuid"] == "1");
    CHECK(r["nothing"].empty());
    CHECK(r.headers() == "Content-Type: command/reply\nReply-Text: +OK Job-UUID: 1\nJob-UUID: 1\n");
    CHECK(r.data() == nullptr);
    CHECK_FALSE(r.has_body());
    // The order is FreeSWITCH's to choose; the first Reply-Text counts.
    const reply other = of("X: 1\nReply-Text: a\nContent-Type: command/reply\nReply-Text: b\n\n");
    CHECK(other.text() == "a");
    CHECK(other["x"] == "1");
    CHECK(named(of("Content-Type: command/reply\n\n")).text().empty());
}

TEST_CASE("reply: all after Reply-Text, with its line breaks") {
    CHECK(named(said("one", "two: 2\nthree\n")).full_text() == "one\ntwo: 2\nthree");
    CHECK(named(said("one", "Reply-Text: two\n")).text() == "one");
    CHECK(named(said("one", "Job-UUID: 1\n")).full_text() == "one\nJob-UUID: 1");
    CHECK(named(said("one")).full_text() == "one");
    CHECK(named(said("", "two\n")).full_text() == "\ntwo");
    CHECK(named(gave("body\n")).full_text() == "body");
}

TEST_CASE("reply: an API's output is the body, its text is trimmed") {
    const reply r = gave("\n0 total.\n \n");
    CHECK(r.has_body());
    CHECK(r.body() == "\n0 total.\n \n");
    CHECK(r.text() == eslio::wire::trim(r.body()));
    CHECK(r.text().back() == '.');
    CHECK(r.ok());
    const reply empty = gave("");
    CHECK(empty.has_body());
    CHECK(empty.body().empty());
    CHECK(empty.text().empty());
    CHECK(empty.ok());
    const reply failed = gave("-ERR No such channel!\n");
    CHECK_FALSE(failed.ok());
    CHECK(failed.text() == "-ERR No such channel!");
    CHECK(failed.reason() == "No such channel!");
    CHECK(failed.body() == "-ERR No such channel!\n");
}

TEST_CASE("reply: the answer to connect is the channel's data") {
    const reply r = of("Event-Name: CHANNEL_DATA\nChannel-Name: a%20b\nReply-Text: %2BOK%0A\n"
                       "Socket-Mode: async\nContent-Type: command/reply\n\n");
    REQUIRE(r.data() != nullptr);
    CHECK(r.text() == "+OK");
    CHECK(r["channel-name"] == "a b");
    CHECK((*r.data())["Socket-Mode"] == "async");
    CHECK(r.headers().empty());
    CHECK(r.full_text() == "+OK");
    const reply copy = r;
    CHECK(copy.data() == r.data());
    CHECK_FALSE(named(of("Event-Name\nContent-Type: command/reply\nReply-Text: +OK\n\n")).data());
}

TEST_CASE("reply: value is itself, or throws what FreeSWITCH said") {
    const reply good = said("+OK", "A: 1\n");
    CHECK(&good.value() == &good);
    CHECK(named(said("+OK", "A: 1\n").value())["A"] == "1");
    const reply moved = said("+OK", "A: 1\n").value();
    CHECK(moved["A"] == "1");
    const reply bad = said("-ERR permission denied");
    CHECK_FALSE(static_cast<bool>(bad));
    CHECK(bad.reason() == "permission denied");
    CHECK(thrown([&] { return bad.value().ok(); }) == "-ERR permission denied");
    CHECK(thrown([] { return said("-USAGE: x").value().ok(); }) == "-USAGE: x");
    CHECK(thrown([] { return gave("-ERR x\n").value().ok(); }) == "-ERR x");
}

TEST_CASE("reply: one that was moved from is still one") {
    for (const bool with_body : {false, true}) {
        reply from =
            with_body ? gave(std::string(100, 'x')) : said(std::string(100, 'x'), "A: 1\n");
        const reply to = std::move(from);
        CHECK(to.text().size() == 100);
        // NOLINTBEGIN(bugprone-use-after-move): any value will do, but reading it must not harm
        CHECK(from.text().size() <= 100);
        CHECK(from.body().size() <= 100);
        CHECK(from.headers().empty());
        CHECK(from["A"].empty());
        CHECK(from.full_text().size() <= 100);
        CHECK(from.data() == nullptr);
        from = said("+OK again", "A: 2\n");
        CHECK(from.text() == "+OK again");
        CHECK(from["A"] == "2");
        // NOLINTEND(bugprone-use-after-move)
    }
}

TEST_CASE("api_response: the output byte for byte, and trimmed") {
    const api_response r(gave("\nline 1\nline 2 \n\n"));
    CHECK(r.executed());
    CHECK(r.ok());
    CHECK(r.body() == "\nline 1\nline 2 \n\n");
    CHECK(r.text() == eslio::wire::trim("\nline 1\nline 2 \n\n"));
    CHECK(&r.value() == &r);
    const api_response empty(gave(""));
    CHECK(empty.executed());
    CHECK(empty.body().empty());
    const api_response none;
    CHECK_FALSE(none.executed());
    CHECK(none.ok());
    CHECK(none.text().empty());
}

TEST_CASE("api_response: that nothing was printed is no refusal, and no proof") {
    const api_response r(gave("-ERR no reply\n"));
    CHECK(r.silent());
    CHECK(r.ok());
    CHECK(r.executed());
    CHECK(r.body().empty());
    CHECK(r.text().empty());
    CHECK(r.reason().empty());
    CHECK(r.value().body().empty());
    const reply as_reply = gave("-ERR no reply\n");
    CHECK(as_reply.silent());
    CHECK(as_reply.ok());
    CHECK(as_reply.has_body());
    CHECK(as_reply.body().empty());
    CHECK(as_reply.text().empty());
    // Exactly that, and nowhere else.
    for (const char* text :
         {"-ERR no reply", "-ERR no reply\n\n", "-ERR no reply \n", "-err no reply\n"}) {
        CHECK_FALSE(api_response(gave(text)).silent());
        CHECK(api_response(gave(text)).body() == text);
    }
    CHECK_FALSE(api_response(gave("-ERR no reply")).ok());
    const reply command = said("-ERR no reply\n");
    CHECK_FALSE(command.silent());
    CHECK_FALSE(command.ok());
    CHECK_FALSE(api_response().silent());
    CHECK(api_response(gave("")).silent());
    // Of a job it is the empty body; the text is text.
    CHECK(result_of("").silent());
    CHECK(result_of("").ok());
    CHECK_FALSE(result_of("-ERR no reply\n").silent());
    CHECK_FALSE(result_of("-ERR no reply\n").ok());
    CHECK(named(result_of("-ERR no reply\n")).body() == "-ERR no reply\n");
    CHECK_FALSE(job_result().silent());
    CHECK_FALSE(job_result("j", "-ERR permission denied").silent());
}

TEST_CASE("api_response: refused by the API, or before it ran") {
    const api_response failed(gave("-ERR No such channel!\n"));
    CHECK(failed.executed());
    CHECK_FALSE(failed.ok());
    CHECK_FALSE(static_cast<bool>(failed));
    CHECK(failed.body() == "-ERR No such channel!\n");
    CHECK(failed.text() == "-ERR No such channel!");
    CHECK(failed.reason() == "No such channel!");
    CHECK(thrown([&] { return failed.value().ok(); }) == "-ERR No such channel!");
    const api_response denied(said("-ERR permission denied", "A: 1\n"));
    CHECK_FALSE(denied.executed());
    CHECK(denied.body() == "-ERR permission denied");
    CHECK(thrown([&] { return denied.value().ok(); }) == "-ERR permission denied");
    CHECK(thrown([] { return api_response(gave("-USAGE: a\n")).value().ok(); }) == "-USAGE: a");
    CHECK(api_response(gave("+OK x\n")).value().body() == "+OK x\n");
    const api_response long_one(gave(std::string(4096, 'y')));
    CHECK(long_one.body().size() == 4096);
}

TEST_CASE("api_response: the recorded ones") {
    std::size_t refusals = 0, outputs = 0, silences = 0;
    for (const auto& f : support::parse_session(support::read_session("api_responses"))) {
        if (f.content_type != "api/response") continue;
        eslio::wire::frame frame;
        frame.headers = eslio::wire::header_block(f.headers);
        frame.content_type = f.content_type;
        frame.body = f.body;
        const reply seen(frame);
        const api_response r{reply(frame)};
        CHECK(r.executed());
        CHECK(r.silent() == (f.body == "-ERR no reply\n"));
        CHECK(r.body() == (r.silent() ? "" : f.body));
        CHECK(r.text() == seen.text());
        silences += r.silent() ? 1 : 0;
        CHECK(r.ok() == seen.ok());
        CHECK((r.text().empty() || r.text().back() != '\n'));
        ++(r.ok() ? outputs : refusals);
    }
    CHECK(outputs > 20);
    CHECK(refusals > 3);
    CHECK(silences > 3);
}

TEST_CASE("job: accepted or refused") {
    const job accepted("u", "+OK Job-UUID: u");
    CHECK(accepted.ok());
    CHECK(accepted.job_uuid() == "u");
    CHECK(accepted.text() == "+OK Job-UUID: u");
    CHECK(&accepted.value() == &accepted);
    CHECK(job("u", "+OK").value().job_uuid() == "u");
    const job denied("u", "-ERR permission denied");
    CHECK_FALSE(static_cast<bool>(denied));
    CHECK(thrown([&] { return denied.value().ok(); }) == "-ERR permission denied");
    CHECK(thrown([] { return job("u", "-ERR x").value().ok(); }) == "-ERR x");
    const job none;
    CHECK(none.ok());
    CHECK(none.job_uuid().empty());
}

TEST_CASE("job_result: from its event, or refused before") {
    const job_result busy = result_of("-ERR USER_BUSY\n");
    CHECK(busy.started());
    CHECK(busy.job_uuid() == "j");
    CHECK_FALSE(busy.ok());
    CHECK(busy.body() == "-ERR USER_BUSY\n");
    CHECK(busy.text() == "-ERR USER_BUSY");
    CHECK(busy.reason() == "USER_BUSY");
    CHECK(busy.background_job()["Job-Command"] == "x");
    CHECK(thrown([&] { return busy.value().ok(); }) == "-ERR USER_BUSY");
    CHECK(thrown([] { return result_of("-USAGE: x\n").value().ok(); }) == "-USAGE: x");
    const job_result up = result_of("+OK 1\n");
    CHECK(&up.value() == &up);
    CHECK(named(result_of("+OK 1\n").value()).text() == "+OK 1");
    CHECK(result_of("").ok());
    CHECK(named(result_of("")).body().empty());
    const job_result denied("k", "-ERR permission denied");
    CHECK_FALSE(denied.started());
    CHECK(denied.job_uuid() == "k");
    CHECK(denied.body() == "-ERR permission denied");
    CHECK(denied.background_job().empty());
    CHECK(thrown([&] { return denied.value().ok(); }) == "-ERR permission denied");
    const job_result none;
    CHECK_FALSE(none.started());
    CHECK(none.body().empty());
    CHECK(none.ok());
}

TEST_CASE("job_result: a copy and a move hold the same") {
    job_result first = result_of("+OK " + std::string(100, 'x') + "\n");
    const job_result copy = first;
    const job_result moved = std::move(first);
    for (const job_result& r : {copy, moved}) {
        CHECK(r.job_uuid() == "j");
        CHECK(r.started());
        CHECK(r.text().size() == 104);
    }
    first = job_result("k", "-ERR x");
    CHECK(first.text() == "-ERR x");
    CHECK_FALSE(first.started());
}

TEST_CASE("of a temporary a text of its own is given") {
    const std::string& output = api_response(gave("+OK x\n")).body();
    CHECK(output == "+OK x\n");
    const std::string& uuid = result_of("+OK\n").job_uuid();
    CHECK(uuid == "j");
    const event& told = result_of("+OK\n").background_job();
    CHECK(told.body() == "+OK\n");
    const std::string& answer = eslio::job("k", "+OK Job-UUID: k").text();
    CHECK(answer == "+OK Job-UUID: k");
}

}  // namespace text_test
