// FreeSWITCH dies at every byte of a session, in either direction: every operation completes once,
// with what is true of it.
#include "catch.hpp"
#include "support/peer.hpp"

#include <deque>
#include <string>
#include <vector>

using namespace eslio;
using test::outcome;
using test::reply_packet;

namespace {

/// A FreeSWITCH that answers by itself what a session asks of it.
class small_switch {
public:
    /// What it says to the bytes it has got.
    std::string hear(std::string_view bytes) {
        heard_ += bytes;
        std::string answer;
        for (std::size_t end; (end = heard_.find("\n\n")) != std::string::npos;) {
            answer += answer_to(heard_.substr(0, end));
            heard_.erase(0, end + 2);
        }
        return answer;
    }

    bool left() const { return left_; }

private:
    std::string answer_to(const std::string& command) {
        if (command.rfind("auth", 0) == 0) return reply_packet("+OK accepted");
        if (command.rfind("event plain", 0) == 0)
            return reply_packet("+OK event listener enabled plain") + event("CHANNEL_CREATE");
        if (command.rfind("event", 0) == 0) return reply_packet("+OK event listener enabled plain");
        if (command.rfind("log", 0) == 0)
            return reply_packet("+OK log level 7 [7]") +
                   "Content-Type: log/data\nContent-Length: 5\nLog-Level: 7\n\nhello";
        if (command.rfind("api", 0) == 0) return test::api_packet("UP 0 years") + event("API");
        if (command.rfind("bgapi", 0) == 0) {
            const std::string uuid = test::job_uuid_of(command);
            return reply_packet("+OK Job-UUID: " + uuid) + event("CHANNEL_ANSWER") +
                   test::job_packet(uuid, "+OK done");
        }
        if (command.rfind("exit", 0) != 0) return reply_packet("-ERR command not found");
        left_ = true;
        return reply_packet("+OK bye") + std::string(test::goodbye);
    }

    static std::string event(const std::string& name) {
        return test::event_packet("Event-Name: " + name + "\n\n");
    }

    std::string heard_;
    bool left_ = false;
};

/// All operations of a session, each begun when the one before is done; two of them pipelined.
struct session : test::peer {
    session() : peer({}, false) {}

    /// Runs until nothing happens any more; FreeSWITCH closes after `exit`.
    void run() {
        fs->async_login(password("ClueCon"), [this](error_code ec) {
            ++login.count;
            login.ec = ec;
            receive();
            if (!ec) subscribe();
        });
        server.send_now(test::auth_request);
        for (;;) {
            const std::string bytes = said();
            if (bytes.empty()) break;
            server.send_now(freeswitch.hear(bytes));
        }
        if (freeswitch.left()) server.close();
        time.settle();
        time.advance(std::chrono::hours(1));
    }

    void subscribe() {
        fs->async_subscribe(subscription(format::plain, event_name::all).log(log_level::debug),
                            [this, h = subscribed.handler()](error_code ec, reply r) mutable {
                                h(ec, std::move(r));
                                if (!ec) call();
                            });
    }

    void call() {
        fs->async_api("status", api.handler());
        fs->async_start_job("version", started.handler());
        fs->async_send(command("noop"), refused.handler());
        fs->async_bgapi("originate x",
                        [this, h = result.handler()](error_code ec, job_result r) mutable {
                            h(ec, std::move(r));
                            fs->async_job_result(started.value, collected.handler());
                            if (!ec) fs->async_exit(left.handler());
                        });
    }

    void receive() {
        fs->async_receive([this](error_code ec, message m) {
            if (ec) {
                ++ends;
                end = ec;
                return;
            }
            if (const event* e = m.as_event()) messages.emplace_back(e->name());
            if (m.as_log()) messages.emplace_back("log");
            if (m.as_notice()) messages.emplace_back("notice");
            receive();
        });
    }

    small_switch freeswitch;
    outcome<void> login, left;
    outcome<reply> subscribed, refused;
    outcome<api_response> api;
    outcome<job> started;
    outcome<job_result> result, collected;
    std::vector<std::string> messages;
    int ends = 0;
    error_code end;
};

bool is_one_of(const error_code& ec, std::initializer_list<error> allowed) {
    for (const error e : allowed)
        if (ec == e) return true;
    return false;
}

/// What must hold however the session ended. `why`: what the end looks like.
void check_end(const session& s, std::initializer_list<error> why) {
    CHECK(s.login.count == 1);
    CHECK(s.ends == 1);
    CHECK(is_one_of(s.end, why));
    CHECK_FALSE(s.fs->is_open());
    CHECK(s.fs->reason() == s.end);
    if (s.login.ec) {
        CHECK(s.login.ec == s.end);
        CHECK((s.messages.empty() && s.subscribed.count == 0));
        return;
    }
    CHECK(s.subscribed.count == 1);
    // An operation begun when all was over already ends with the reason.
    const auto is_lost = [&s](const error_code& ec) {
        return ec == s.end || is_one_of(ec, {error::not_sent, error::outcome_unknown});
    };
    if (s.subscribed.ec) {
        CHECK(is_lost(s.subscribed.ec));
        CHECK(s.api.count == 0);
        return;
    }
    CHECK((s.api.count == 1 && s.started.count == 1 && s.refused.count == 1));
    CHECK((s.result.count == 1 && s.collected.count == 1));
    for (const error_code& ec : {s.api.ec, s.started.ec, s.refused.ec}) CHECK((!ec || is_lost(ec)));
    if (s.result.ec) {
        CHECK((is_lost(s.result.ec) || s.result.ec == error::job_lost));
        CHECK(s.left.count == 0);
        return;
    }
    CHECK(s.result.value.body() == "+OK done");
    CHECK(s.left.count == 1);
    CHECK((!s.left.ec || s.left.ec == s.end));
}

/// The order in which answers come: once one is missing, all behind it are.
void check_order(const session& s) {
    const bool got[] = {!s.login.ec,
                        s.subscribed.done() && !s.subscribed.ec,
                        s.api.done() && !s.api.ec,
                        s.started.done() && !s.started.ec,
                        s.refused.done() && !s.refused.ec,
                        s.result.done() && !s.result.ec};
    for (std::size_t i = 1; i < std::size(got); ++i) CHECK((got[i - 1] || !got[i]));
}

bool begins_with(const std::vector<std::string>& all, const std::vector<std::string>& first) {
    return first.size() <= all.size() && std::equal(first.begin(), first.end(), all.begin());
}

}  // namespace

TEST_CASE("a session without accident") {
    session s;
    s.run();
    check_end(s, {error::disconnected});
    CHECK(s.messages == std::vector<std::string>{"CHANNEL_CREATE", "log", "API", "CHANNEL_ANSWER",
                                                 "BACKGROUND_JOB", "CHANNEL_ANSWER",
                                                 "BACKGROUND_JOB", "notice"});
    CHECK(s.refused.value.text() == "-ERR command not found");
    CHECK(s.collected.value.body() == "+OK done");
}

TEST_CASE("FreeSWITCH dies at every byte of what it says") {
    session whole;
    whole.run();
    const std::size_t bytes = whole.fs->usage().bytes_received;
    const bool by_reset = GENERATE(false, true);
    std::size_t most_messages = 0;
    for (std::size_t cut = by_reset ? 1 : 0; cut <= bytes; ++cut) {
        CAPTURE(cut, by_reset);
        session s;
        if (by_reset)
            s.fs->next_layer().reset_after(cut);
        else
            s.fs->next_layer().eof_after(cut);
        s.run();
        if (by_reset)
            check_end(s, {error::connection_reset, error::disconnected});
        else
            check_end(s, {error::connection_lost, error::disconnected});
        check_order(s);
        CHECK(begins_with(whole.messages, s.messages));
        CHECK(s.messages.size() >= most_messages);  // what came before the cut is all there
        most_messages = s.messages.size();
    }
    CHECK(most_messages == whole.messages.size());
}

TEST_CASE("the connection breaks at every byte of what the client says") {
    session whole;
    whole.run();
    const std::size_t bytes = whole.fs->usage().bytes_sent;
    for (std::size_t cut = 0; cut < bytes; ++cut) {
        CAPTURE(cut);
        session s;
        s.fs->next_layer().max_write(1).fail_write(cut + 1, asio::error::broken_pipe);
        s.run();
        check_end(s, {error::connection_reset, error::disconnected});
        check_order(s);
        CHECK(s.fs->usage().bytes_sent == cut);
        CHECK(begins_with(whole.messages, s.messages));
    }
}

TEST_CASE("after a failed write the last words are read, and nothing is written any more") {
    test::peer p;
    p.fs->next_layer().fail_write(1, asio::error::connection_reset);
    outcome<reply> sent, later;
    p.fs->async_send(command("noop"), sent.handler());
    p.time.settle();
    CHECK(sent.count == 0);
    p.fs->async_send(command("later"), later.handler());
    p.says(test::goodbye);
    CHECK(p.said().empty());
    outcome<message> words, end;
    p.fs->async_receive(words.handler());
    p.time.settle();
    REQUIRE(words.value.as_notice() != nullptr);
    p.fs->async_receive(end.handler());
    SECTION("until FreeSWITCH closes") {
        p.server.close();
        p.time.settle();
        CHECK(end.ec == error::disconnected);
    }
    SECTION("for a second, however many commands come") {
        for (int i = 0; i < 4; ++i) {
            p.fs->async_send(command("noop"), [](error_code, reply) {});
            p.time.advance(std::chrono::milliseconds(250));
        }
        CHECK(end.ec == error::connection_reset);
    }
    CHECK((sent.done() && sent.ec == error::outcome_unknown));
    CHECK((later.done() && later.ec == error::not_sent));
}

TEST_CASE("bytes that break the protocol end the connection, after what came before them") {
    test::peer p;
    outcome<reply> sent;
    outcome<message> first, second, end;
    p.fs->async_send(command("noop"), sent.handler());
    const std::string event = test::event_packet("Event-Name: DTMF\n\n");
    error why{};
    SECTION("Content-Length") {
        why = error::bad_content_length;
        p.says(event + "Content-Length: -1\n\n");
    }
    SECTION("a reply too many") {
        why = error::unexpected_reply;
        p.says(reply_packet("+OK") + event + reply_packet("+OK"));
        CHECK((sent.done() && !sent.ec));
    }
    SECTION("after FreeSWITCH took leave it is a leave") {
        why = error::disconnected;
        p.says(event + std::string(test::goodbye) + "Content-Length: x\n\n");
        p.fs->async_receive(second.handler());
        p.time.settle();
    }
    p.fs->async_receive(first.handler());
    p.time.settle();
    CHECK(first.done());
    p.fs->async_receive(end.handler());
    p.time.settle();
    if (why == error::disconnected) {
        CHECK((!second.ec && !first.ec));
    } else {
        CHECK(first.value.as_event() != nullptr);
    }
    CHECK((end.done() && end.ec == why));
    CHECK(sent.done());
    CHECK_FALSE(p.fs->next_layer().is_open());
}

TEST_CASE("commands and jobs end with what is true of them") {
    connection_options o;
    test::peer p(o);
    outcome<job_result> lost, unknown, unsent;
    outcome<reply> reply_unknown, reply_unsent;
    p.fs->async_bgapi("a", lost.handler());
    p.says(reply_packet("+OK listening"));
    const std::string uuid = test::job_uuid_of(p.said());
    p.says(reply_packet("+OK Job-UUID: " + uuid));
    p.fs->async_bgapi("b", unknown.handler());
    p.fs->async_send(command("c"), reply_unknown.handler());
    p.time.settle();
    p.fs->next_layer().stall_writes();
    p.fs->async_send(command("being written"), [](error_code, reply) {});
    p.fs->async_bgapi("d", unsent.handler());
    p.fs->async_send(command("e"), reply_unsent.handler());
    p.time.settle();
    SECTION("lost") {
        p.server.close();
    }
    SECTION("reset") {
        p.server.reset();
    }
    SECTION("closed by us") {
        p.fs->close();
    }
    SECTION("destroyed") {
        p.fs.reset();
    }
    p.time.settle();
    CHECK((lost.done() && lost.ec == error::job_lost));
    CHECK((unknown.done() && unknown.ec == error::outcome_unknown));
    CHECK((reply_unknown.done() && reply_unknown.ec == error::outcome_unknown));
    CHECK((unsent.done() && unsent.ec == error::not_sent));
    CHECK((reply_unsent.done() && reply_unsent.ec == error::not_sent));
    CHECK(lost.ec == condition::disconnected);
    CHECK(unsent.ec == condition::disconnected);
}
