#include "catch.hpp"
#include "live/player.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using live::item;
using live::packet;
using live::recording;

/// A switch whose answers are the test's. Its time passes only while it is waited for.
class scripted_switch final : public live::switch_under_test {
public:
    /// Told each command; what it returns arrives at once.
    std::function<std::vector<packet>(const std::string&)> on_command;
    /// Called when somebody waits, at that time.
    std::function<void()> on_wait;

    std::vector<std::string> commands;  ///< of all connections
    std::vector<std::shared_ptr<live::line>> lines;
    std::string listens = "127.0.0.1:1";
    std::vector<std::string> lacks;
    bool throws = false;

    class scripted_line final : public live::line {
    public:
        explicit scripted_line(scripted_switch& of) : of_(of) {}
        void send(std::string_view bytes) override { of_.said(*this, std::string(bytes)); }
        void close() override { closed = true; }
        void half_close() override {}
        bool closed = false;

    private:
        scripted_switch& of_;
    };

    std::shared_ptr<live::line> connect() override {
        auto l = std::make_shared<scripted_line>(*this);
        l->arrived.push_back(make("Content-Type: auth/request\n", {}));
        lines.push_back(l);
        return l;
    }
    std::shared_ptr<live::line> accepted() override { return nullptr; }
    std::string listening_at() override { return listens; }
    bool run_until(const std::function<bool()>& predicate, live::milliseconds limit) override {
        if (std::exchange(throws, false)) throw std::runtime_error("interrupted");
        if (predicate()) return true;
        if (on_wait) on_wait();
        if (predicate()) return true;
        now_ += limit;
        return false;
    }
    live::time_point now() const override { return now_; }
    const std::string& password() const override { return password_; }
    live::milliseconds quiet() const override { return live::milliseconds(300); }
    bool has(const std::string& need, const api&) override {
        return std::find(lacks.begin(), lacks.end(), need) == lacks.end();
    }
    std::pair<std::string, std::string> names(const api&) override { return {"host", "switch"}; }
    std::string come_in(const std::string&, const std::string& wanted, const api&) override {
        return wanted;
    }
    void caller_hangs_up(const std::string&, const std::string&, const api&) override {}
    std::vector<std::string> callers() const override { return {}; }

    packet make(const std::string& headers, const std::string& body) const {
        packet p;
        p.when = now_;
        p.headers = headers;
        p.body = body;
        const std::size_t at = headers.find("Content-Type: ");
        p.type = headers.substr(at + 14, headers.find('\n', at) - at - 14);
        return p;
    }
    packet event(const std::string& lines_of_it) const {
        return make("Content-Type: text/event-plain\n", lines_of_it + "\n");
    }
    packet reply(const std::string& text) const {
        return make("Content-Type: command/reply\nReply-Text: " + text + "\n", {});
    }
    packet output(const std::string& text) const {
        return make("Content-Type: api/response\n", text);
    }

    bool was_told(const std::string& command) const {
        return std::find(commands.begin(), commands.end(), command + "\n\n") != commands.end();
    }

private:
    void said(live::line& on, const std::string& bytes) {
        commands.push_back(bytes);
        std::vector<packet> answers{reply("+OK accepted")};
        if (bytes.compare(0, 5, "auth ") != 0) {
            answers = {bytes.compare(0, 4, "api ") == 0 ? output("+OK\n") : reply("+OK")};
            if (on_command) answers = on_command(bytes);
        }
        for (packet& p : answers) on.arrived.push_back(std::move(p));
    }

    live::time_point now_{};
    std::string password_ = "secret";
};

recording play(scripted_switch& on, const std::string& text) {
    return live::play(live::parse_script("test", "# a test\n" + text, "/nowhere"), on);
}

std::vector<std::string> missed(const recording& r) {
    std::vector<std::string> out;
    for (const item& i : r.items)
        if (i.what == item::kind::missed) out.push_back(i.text);
    return out;
}

}  // namespace

TEST_CASE("live player: an answer belongs to the oldest command that has none", "[live]") {
    scripted_switch on;
    std::deque<packet> late;
    on.on_command = [&](const std::string& command) -> std::vector<packet> {
        if (command == "three\n\n") return {on.reply("1"), on.reply("2"), on.reply("3")};
        if (command.compare(0, 4, "api ") == 0) return {on.output("x")};
        return {};
    };
    const recording r = play(on, "connect\ntell one\ntell two\ntell three\nhear\nhear\nhear\n");
    CHECK(missed(r).empty());
    std::vector<std::string> pairs;
    for (const item& i : r.items)
        if (i.what == item::kind::answer)
            pairs.push_back(r.items[i.answers].text.substr(0, 3) +
                            i.text.substr(i.text.size() - 2, 1));
    CHECK(pairs == std::vector<std::string>{"one1", "two2", "thr3"});
}

TEST_CASE("live player: what does not come is told, and the script goes on", "[live]") {
    scripted_switch on;
    on.on_command = [&](const std::string& command) -> std::vector<packet> {
        if (command == "deaf\n\n") return {};
        return {command.compare(0, 4, "api ") == 0 ? on.output("x") : on.reply("+OK")};
    };
    const recording r = play(on, "calls a\nconnect\nsay(1s) deaf\nawait DTMF a DTMF-Digit=1\n"
                                 "name x /y(.*)/\nended\nnobody: say x\nsay last\n");
    CHECK(missed(r) == std::vector<std::string>{"an answer to: deaf\n\n",
                                                "DTMF of a, DTMF-Digit: 1", "the name x", "the end",
                                                "there is no connection nobody"});
    CHECK(r.items.back().what == item::kind::answer);
    CHECK(r.items[r.items.back().answers].text == "last\n\n");
}

TEST_CASE("live player: an event is awaited once, with the earlier ones like it", "[live]") {
    scripted_switch on;
    std::string uuid;
    on.on_command = [&](const std::string& command) -> std::vector<packet> {
        if (command.compare(0, 4, "call") != 0) return {on.output("x")};
        uuid = command.substr(5, 36);
        const std::string of = "\nUnique-ID: " + uuid + "\n";
        return {on.reply("+OK"),
                on.event("Event-Name: X" + of + "N: 1\n"),
                on.event("Event-Name: X\nUnique-ID: a-stranger\nN: 4\n"),
                on.event("Event-Name: X" + of + "N: 2\n"),
                on.event("Event-Name: X" + of + "N: 3\n"),
                on.event("Event-Name: Y\nN: 5\n"),
                on.event("Event-Name: Y\nOf: " + uuid + "\n")};
    };
    const recording r =
        play(on, "calls a\nconnect\nsay call $a\nawait X a N=2\nawait X a N=1 within 1s\n"
                 "await X a\nawait X a\nawait X - N=4\nawait Y - N=5\nawait Y -\n");
    CHECK(missed(r) == std::vector<std::string>{"X of a, N: 1", "X of a", "X, N: 4", "Y, N: 5"});
}

TEST_CASE("live player: names come from answers, kept lines alone are recorded", "[live]") {
    scripted_switch on;
    on.on_command = [&](const std::string& command) -> std::vector<packet> {
        return {on.output("first 12\nsecond 34\n" + command)};
    };
    const recording r =
        play(on, "connect\nkeep /^s/\nsay api x\nname n /second ([0-9]+)/\nsay api take $n\n");
    CHECK(r.names.at("n") == "34");
    CHECK(r.items[1].body == "second 34\n");
    CHECK(on.was_told("api take 34"));
}

TEST_CASE("live player: the length of a body is that of the bytes sent", "[live]") {
    scripted_switch on;
    play(on, "calls a\nconnect\nsay sendevent X\n    .\n    to $a\n");
    const auto sent = std::find_if(on.commands.begin(), on.commands.end(),
                                   [](const auto& c) { return c.compare(0, 9, "sendevent") == 0; });
    REQUIRE(sent != on.commands.end());
    CHECK(sent->find("Content-Length: 40\n\nto ") != std::string::npos);
    CHECK(sent->size() == sent->find("\n\n") + 2 + 40);
}

TEST_CASE("live player: its own calls are hung up, whatever happens, and no others", "[live]") {
    const bool interrupted = GENERATE(false, true);
    scripted_switch on;
    std::string uuid;
    on.on_command = [&](const std::string& command) -> std::vector<packet> {
        if (command.compare(0, 4, "api ") == 0) return {on.output("x")};
        uuid = command.substr(5, 36);
        if (interrupted) on.throws = true;
        return {
            on.reply("+OK"),
            on.event("Event-Name: X\nUnique-ID: other-leg\nOther-Leg-Unique-ID: " + uuid + "\n"),
            on.event("Event-Name: X\nUnique-ID: a-stranger\n")};
    };
    const std::string text = "calls a\nat the end api tidy $a\nconnect\nsay call $a\n";
    if (interrupted)
        CHECK_THROWS_WITH(play(on, text), "interrupted");
    else
        play(on, text);
    CHECK(on.was_told("api tidy " + uuid));
    CHECK(on.was_told("api uuid_kill " + uuid));
    CHECK(on.was_told("api uuid_kill other-leg"));
    CHECK_FALSE(on.was_told("api uuid_kill a-stranger"));
    for (const auto& l : on.lines) CHECK(static_cast<scripted_switch::scripted_line&>(*l).closed);
}

TEST_CASE("live player: a script whose needs are not there is not played", "[live]") {
    scripted_switch on;
    on.lacks = {"module mod_x"};
    CHECK(play(on, "needs module mod_x\nconnect\n").skipped == "needs module mod_x");
    CHECK(play(on, "connect\n").skipped.empty());
    on.listens.clear();
    CHECK(play(on, "accept\n").skipped.find("another machine") != std::string::npos);
}
