// However the bytes of FreeSWITCH are cut into reads: the same operations complete, once, with the
// same results, in the same order, whatever a user does in a handler.
#include "catch.hpp"
#include "scene.hpp"
#include "support/captures.hpp"
#include "support/rounds.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using eslio::error_code;
using eslio::event_name;
namespace app = eslio::app;

enum class cuts { whole, bytes, random };

/// What the user does in the handler of one of the completions.
enum class deed { nothing, closes, destroys, lets_go, cancels, throws };

struct thrown_by_user {};

using generator = std::mt19937_64;

std::size_t pick(generator& random, std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
}

std::string header(std::string_view block, std::string_view name) {
    const std::string wanted = std::string(name) + ": ";
    const std::size_t at = block.find(wanted);
    if (at == std::string_view::npos) return {};
    const std::size_t begin = at + wanted.size();
    return std::string(block.substr(begin, block.find('\n', begin) - begin));
}

/// One dialogue, of which all but the way its bytes are cut follows from the seed.
class dialogue : test::driven_context {
public:
    dialogue(std::uint64_t seed, bool outbound, cuts how)
        : random_(seed), cutting_(seed), outbound_(outbound), how_(how) {
        auto ends = eslio::testing::connect_pair(context.get_executor());
        server_ = std::move(ends.second);
        deed_ = static_cast<deed>(pick(random_, 6));
        deed_at_ = pick(random_, 12);
        if (outbound_)
            open_session(std::move(ends.first));
        else
            open_connection(std::move(ends.first));
        begin_operations();
    }

    /// What came of each operation, in order.
    std::vector<std::string> run() {
        feed(script());
        server_.close();
        settle();
        forget();
        time.advance(1h);
        for (const int count : counts_) CHECK(count == 1);
        return log_;
    }

private:
    void settle() {
        for (bool done = false; !done;) {
            try {
                time.settle();
                done = true;
            } catch (const thrown_by_user&) {
            }
        }
    }

    // ---- the library's side --------------------------------------------------------------------

    void open_connection(eslio::testing::stream stream) {
        fs_.emplace(std::move(stream));
        fs_->async_login(eslio::password("ClueCon"), [](error_code) {});
        server_.send_now(test::auth_request);
        answer_all();
        fs_->async_subscribe(eslio::subscription(eslio::format::plain, event_name::all),
                             [](error_code, const eslio::reply&) {});
        handle_.emplace(fs_->link(), "u-1");
        answer_all();
    }

    void open_session(eslio::testing::stream stream) {
        eslio::outbound::session_options options;
        options.events = eslio::subscription(eslio::format::plain, event_name::all);
        eslio::outbound::async_open_session(
            std::move(stream), options,
            [this](error_code, eslio::outbound::session s) { session_ = std::move(s); });
        said();
        server_.send_now(
            "Content-Type: command/reply\nReply-Text: +OK\nSocket-Mode: async\nControl: full\n"
            "Event-Name: CHANNEL_DATA\nUnique-ID: u-1\nAnswer-State: answered\n\n");
        answer_all();
    }

    std::string said() {
        settle();
        return server_.take_received();
    }

    template <class F>
    static void each_command(std::string_view said, F f) {
        for (std::size_t end; (end = said.find("\n\n")) != std::string_view::npos;) {
            f(said.substr(0, end));
            said.remove_prefix(end + 2);
        }
    }

    void answer_all() {
        for (std::string all; !(all = said()).empty();)
            each_command(all,
                         [&](std::string_view) { server_.send_now(test::reply_packet("+OK")); });
    }

    eslio::channel& call() { return outbound_ ? *session_ : *handle_; }

    /// A handler that logs, and perhaps does the deed.
    auto handler(std::string what) {
        const std::size_t number = counts_.size();
        counts_.push_back(0);
        signals_.emplace_back();
        return asio::bind_cancellation_slot(
            signals_.back().slot(),
            [this, number, what = std::move(what)](error_code ec, const auto&... result) {
                ++counts_[number];
                std::string ended = ec ? words_of(ec) : "done";
                if (!ec) ((ended = test::in_words(result)), ...);
                log_.push_back(what + " " + ended);
                if (completions_++ == deed_at_) act();
            });
    }

    /// Whether a command was written before the end depends on the client's writes, not on reads.
    static std::string words_of(error_code ec) {
        const bool lost = ec == eslio::error::not_sent || ec == eslio::error::outcome_unknown;
        return lost ? "lost" : ec.message();
    }

    void act() {
        switch (deed_) {
            case deed::nothing: break;
            case deed::closes: outbound_ ? session_->close() : fs_->close(); break;
            case deed::destroys:
                fs_.reset();
                forget_session();
                break;
            case deed::lets_go:
                handle_.reset();
                forget_session();
                break;
            case deed::cancels:
                for (auto& s : signals_) s.emit(asio::cancellation_type::terminal);
                break;
            case deed::throws: throw thrown_by_user();
        }
    }

    void forget_session() {
        if (outbound_) session_.reset();
    }

    void forget() {
        handle_.reset();
        session_.reset();
        fs_.reset();
        settle();
    }

    void receive() {
        if (outbound_ ? !session_ : !fs_) return;
        auto next = [this, log = handler("receive")](error_code ec, eslio::message m) mutable {
            if (!ec && received_++ < 40) receive_more_ = true;
            auto again = [this] {
                if (std::exchange(receive_more_, false)) receive();
            };
            try {
                log.get()(ec, m);
            } catch (...) {
                again();
                throw;
            }
            again();
        };
        if (outbound_)
            session_->async_receive(std::move(next));
        else
            fs_->async_receive(std::move(next));
    }

    void begin_operations() {
        receive();
        const std::size_t count = 3 + pick(random_, 9);
        for (std::size_t i = 0; i < count; ++i) begin_one(pick(random_, 12));
    }

    void begin_one(std::size_t which) {
        switch (which) {
            case 0: return call().async_execute(app::playback("a.wav"), handler("execute"));
            case 1: return call().async_execute(app::set("a", "b"), handler("set"));
            case 2: return call().async_execute(app::bridge("user/1"), handler("bridge"));
            case 3:
                return call().async_wait_for(
                    [](const eslio::event& e) { return e.is(event_name::dtmf); }, 10s,
                    handler("wait"));
            case 4: return call().async_digits(eslio::digit_rules(2), handler("digits"));
            case 5: return call().async_wait_for_hangup(0s, handler("hangup"));
            case 6: return call().async_get_variable("x", handler("variable"));
            case 7: return call().async_queue(app::set("c", "d"), handler("queue"));
            case 8: return call().async_hangup("NORMAL_CLEARING", handler("hang up"));
            case 9: return call().async_wait_for_answer(0s, handler("answer"));
            case 10: return on_connection([&](auto& c) { c.async_api("status", handler("api")); });
            default:
                return on_connection([&](auto& c) { c.async_bgapi("status", handler("job")); });
        }
    }

    template <class F>
    void on_connection(F f) {
        if (outbound_)
            f(*session_);
        else
            f(*fs_);
    }

    // ---- FreeSWITCH's side ---------------------------------------------------------------------

    std::string event_of_call(std::string_view name, std::string_view more = {}) {
        return test::event_packet("Event-Name: " + std::string(name) +
                                  "\nUnique-ID: u-1\nAnswer-State: answered\n" + std::string(more) +
                                  "\n");
    }

    std::string some_event() {
        switch (pick(random_, 8)) {
            case 0: return event_of_call("CHANNEL_ANSWER");
            case 1: return test::event_packet("Event-Name: HEARTBEAT\n\n");
            case 2:
                return pick(random_, 3) != 0
                           ? std::string()
                           : event_of_call("CHANNEL_HANGUP_COMPLETE", "Hangup-Cause: USER_BUSY\n");
            case 3: return event_of_call("CHANNEL_PARK");
            default: return event_of_call("DTMF", "DTMF-Digit: 5\n");
        }
    }

    /// Answers in the order of the commands; what they lead to, and other events, in between.
    std::string script() {
        std::string bytes;
        std::vector<std::string> later;
        const auto some_events = [&] {
            while (pick(random_, 3) == 0) bytes += some_event();
            while (!later.empty() && pick(random_, 2) == 0) {
                bytes += later.front();
                later.erase(later.begin());
            }
        };
        const std::string all = said();
        each_command(all, [&](std::string_view command) {
            some_events();
            if (eslio::wire::starts_with(command, "api ")) {
                bytes += test::api_packet(pick(random_, 2) == 0 ? "_undef_" : "+OK fine\n");
                return;
            }
            const std::string job = test::job_uuid_of(command);
            bytes += test::reply_packet(pick(random_, 8) == 0 ? "-ERR no" : "+OK");
            if (!job.empty()) later.push_back(test::job_packet(job, "+OK done\n"));
            if (!eslio::wire::starts_with(command, "sendmsg")) return;
            const std::string about = "Application: " + header(command, "execute-app-name") +
                                      "\nApplication-UUID: " + header(command, "Event-UUID") + "\n";
            later.push_back(event_of_call("CHANNEL_EXECUTE", about));
            later.push_back(event_of_call("CHANNEL_EXECUTE_COMPLETE", about));
        });
        some_events();
        while (!later.empty()) {
            bytes += later.front();
            later.erase(later.begin());
        }
        return bytes + std::string(test::goodbye);
    }

    void feed(std::string_view bytes) {
        while (!bytes.empty()) {
            std::size_t size = bytes.size();
            if (how_ == cuts::bytes) size = 1;
            if (how_ == cuts::random) size = std::min(size, 1 + pick(cutting_, 700));
            server_.send_now(bytes.substr(0, size));
            settle();
            bytes.remove_prefix(size);
        }
    }

    generator random_, cutting_;
    bool outbound_;
    cuts how_;
    deed deed_;
    std::size_t deed_at_;
    eslio::testing::stream server_{context.get_executor()};
    std::optional<test::connection> fs_;
    std::optional<eslio::channel> handle_;
    std::optional<eslio::outbound::session> session_;
    std::deque<asio::cancellation_signal> signals_;
    std::vector<int> counts_;
    std::vector<std::string> log_;
    std::size_t completions_ = 0;
    std::size_t received_ = 0;
    bool receive_more_ = false;
};

std::string in_lines(const std::vector<std::string>& log) {
    std::string text;
    for (const std::string& line : log) text += line + "\n";
    return text;
}

}  // namespace

TEST_CASE("what operations end with does not depend on how bytes are cut", "[channel][cuts]") {
    const bool outbound = GENERATE(false, true);
    support::each_round(150, [&](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed << (outbound ? ", outbound" : ", inbound"));
        const auto whole = in_lines(dialogue(seed, outbound, cuts::whole).run());
        CHECK(in_lines(dialogue(seed, outbound, cuts::bytes).run()) == whole);
        CHECK(in_lines(dialogue(seed, outbound, cuts::random).run()) == whole);
    });
}

TEST_CASE("an execution ends although a handler closes in the read of its reply",
          "[channel][cuts]") {
    test::peer p;
    eslio::channel call(p.fs->link(), "u-1");
    p.fs->async_subscribe(eslio::subscription(event_name::dtmf), [](auto...) {});
    for (std::string said; !(said = p.said()).empty();)
        for (std::size_t at = 0; (at = said.find("\n\n", at)) != std::string::npos; at += 2)
            p.server.send_now(test::reply_packet("+OK"));
    test::ending execution;
    call.async_execute(app::playback("a.wav"), execution.handler());
    p.fs->async_receive([&](error_code, const eslio::message&) { p.fs->close(); });
    p.said();
    p.says(test::reply_packet("+OK") +
           test::event_packet("Event-Name: DTMF\nUnique-ID: u-1\nDTMF-Digit: 1\n\n"));
    CHECK(execution.count == 1);
    CHECK(execution.how == "disconnected");
}
