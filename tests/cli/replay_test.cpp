// eslio_cli against every recorded session on a real port: what it prints is what an independent
// reader finds in the same bytes.
#include "catch.hpp"
#include "child.hpp"
#include "independent_reader.hpp"
#include "served_session.hpp"
#include "support/captures.hpp"

#include <eslio/event/detail/text.hpp>

#include <cstddef>
#include <string>
#include <vector>

#ifdef ESLIO_EXAMPLES

namespace {

/// What is known of a session from its first frames and its last.
struct session_facts {
    explicit session_facts(const std::string& bytes) {
        const auto frames = support::parse_session(bytes);
        inbound = frames.size() > 1 && frames[0].content_type == "auth/request";
        logged_in = inbound && frames[1].headers.find("Reply-Text: +OK") != std::string::npos;
        rejected = !frames.empty() && frames[0].content_type == "text/rude-rejection";
        for (const auto& f : frames)
            if (f.content_type == "text/disconnect-notice" &&
                f.headers.find("Content-Disposition: linger") == std::string::npos)
                announced = true;
        // The answer to the second command, which here will be `event`.
        if (frames.size() > 2)
            refused = frames[2].headers.find("Reply-Text: -ERR") != std::string::npos;
        json = bytes.find("text/event-json") != std::string::npos;
        xml = bytes.find("text/event-xml") != std::string::npos;
    }

    bool inbound = false;
    bool logged_in = false;
    bool rejected = false;
    bool announced = false;
    bool refused = false;
    bool json = false;
    bool xml = false;
};

test::outcome watch(const std::string& bytes, const session_facts& facts, std::size_t chunk) {
    // Who is not let in sends no second command; who is rejected, none at all.
    test::recording r = facts.rejected ? test::recording::parse(bytes, "")
                                       : test::session_of(bytes, facts.logged_in ? 1 : 0);
    test::served_session server(std::move(r), test::replay_options().chunk(chunk));
    const std::string format = facts.json ? "json" : facts.xml ? "xml" : "plain";
    return test::run_cli({"-H", "127.0.0.1", "-P", server.port(), "-p", "ClueCon", "-e", "ALL",
                          "-f", format, "-o", "jsonl"});
}

void check(const std::string& bytes, const std::string& expected, std::size_t chunk) {
    const session_facts facts(bytes);
    const test::outcome o = watch(bytes, facts, chunk);
    INFO("in pieces of " << chunk << ", standard error: " << o.err);
    const bool let_in = facts.logged_in && !facts.rejected;
    if (let_in || chunk >= bytes.size()) CHECK(test::first_difference(o.out, expected).empty());
    if (!let_in) {
        CHECK(o.status == 2);
        CHECK_FALSE(o.err.empty());
    } else if (!facts.announced) {
        CHECK(o.status == 2);
    } else {
        // Beside answers that nothing asked for, a refusal cannot be told to be ours.
        CHECK((o.status == 0 || (facts.refused && o.status == 1)));
    }
}

}  // namespace

TEST_CASE("every recorded session is printed as it is", "[cli][replay]") {
    const std::string python = test::find_python();
    if (python.empty()) {
        WARN("skipped: there is no python3");
        return;
    }
    std::size_t sessions = 0;
    for (const auto& path : support::session_paths()) {
        const std::string bytes = support::read_file(path);
        const session_facts facts(bytes);
        if (!facts.inbound && !facts.rejected) continue;
        INFO(path);
        const std::string expected = test::messages_only(test::read_independently(python, path));
        check(bytes, expected, bytes.size());
        check(bytes, expected, bytes.size() <= 8192 ? 1 : bytes.size() <= 65536 ? 7 : 4099);
        ++sessions;
    }
    CHECK(sessions >= 40);
}

TEST_CASE("everything at once, before anything was asked", "[cli][replay]") {
    const std::string python = test::find_python();
    if (python.empty()) {
        WARN("skipped: there is no python3");
        return;
    }
    for (const char* name : {"call_plain", "bgapi_json", "heartbeat_xml", "log_debug"}) {
        const auto path = std::filesystem::path(ESLIO_CAPTURES) / (std::string(name) + ".raw");
        if (!std::filesystem::exists(path)) continue;
        INFO(name);
        test::served_session server(test::recording::parse(support::read_file(path), ""));
        const auto o = test::run_cli({"-P", server.port(), "-e", "ALL", "-o", "jsonl", "-q"});
        CHECK(o.status == 0);
        CHECK(o.err.empty());
        const std::string expected = test::messages_only(test::read_independently(python, path));
        CHECK(test::first_difference(o.out, expected).empty());
    }
}

TEST_CASE("a session that breaks off ends with 2, and what came is printed", "[cli][replay]") {
    const std::string bytes = support::read_session("heartbeat_plain");
    const std::size_t last = bytes.rfind("Content-Type: text/disconnect-notice");
    test::served_session server(test::session_of(bytes, 1),
                                test::replay_options().drop_after(last + 10));
    const auto o = test::run_cli({"-P", server.port(), "-e", "HEARTBEAT", "-o", "jsonl"});
    CHECK(o.status == 2);
    CHECK_THAT(o.err, Catch::Matchers::ContainsSubstring("without a goodbye"));
    CHECK(std::count(o.out.begin(), o.out.end(), '\n') == 2);
}

TEST_CASE("an event that cannot be read is printed raw, and the next as usual", "[cli][replay]") {
    const auto packet = [](const std::string& body) {
        return "Content-Length: " + std::to_string(body.size()) +
               "\nContent-Type: text/event-json\n\n" + body;
    };
    const std::string head = "Content-Type: auth/request\n\nContent-Type: command/reply\n"
                             "Reply-Text: +OK accepted\n\nContent-Type: command/reply\n"
                             "Reply-Text: +OK event listener enabled json\n\n";
    test::served_session server(
        test::session_of(head + packet("{\"a\":") + packet("{\"Event-Name\":\"TALK\"}"), 1));
    const auto o = test::run_cli({"-P", server.port(), "-e", "ALL", "-f", "json", "-o", "jsonl"});
    CHECK(o.out == R"({"type":"text/event-json","headers":[["Content-Length","5"],)"
                   R"(["Content-Type","text/event-json"]],"body":"{\"a\":",)"
                   R"("error":"the event is not JSON"})"
                   "\n"
                   R"({"type":"event","headers":[["Event-Name","TALK"]],"body":""})"
                   "\n");
    CHECK(o.status == 2);
}

#endif
