// Calls that FreeSWITCH hands over: how fast a server on one thread opens them and leads through
// their dialogues over loopback, and what an idle session holds. A process beside it calls.
#include "../support/descriptors.hpp"
#include "corpus.hpp"
#include "figures.hpp"
#include "peer_process.hpp"
#include "stopwatch.hpp"

#include <eslio/event.hpp>
#include <eslio/outbound.hpp>
#include <eslio/wire.hpp>

#include <asio/io_context.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <functional>
#include <iterator>
#include <list>
#include <malloc.h>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using bench::tcp;
using eslio::outbound::session;

// ---- what FreeSWITCH says, made beforehand of a recorded call --------------------------------

constexpr std::string_view no_id = "00000000-0000-0000-0000-000000000000";

/// The answer to a command and the events behind it, with places for the execution's UUID.
class answer {
public:
    void add_text(std::string_view text) { bytes_.append(text); }
    void add(eslio::event e) {
        if (e.find("Application-UUID")) e.set("Application-UUID", no_id);
        const std::string body = serialise(e, eslio::format::plain);
        bytes_.append(bench::head(eslio::format::plain, body.size())).append(body);
    }
    /// Notes the places; the bytes are whole.
    void seal() {
        for (std::size_t at = 0; (at = bytes_.find(no_id, at)) != std::string::npos; ++at)
            places_.push_back(at);
    }

    void append_to(std::string& out, std::string_view id) const {
        const std::size_t begin = out.size();
        out.append(bytes_);
        if (id.size() != no_id.size()) return;
        for (const std::size_t at : places_) id.copy(&out[begin + at], id.size());
    }

private:
    std::string bytes_;
    std::vector<std::size_t> places_;
};

/// A call of 101 headers as it was recorded: what `connect` brings, and for each application the
/// reply and those of its events that `myevents` lets through. All calls have that one UUID; each
/// has its own connection.
class script {
public:
    script() {
        std::ifstream in(ESLIO_CAPTURES "/outbound_async_full_linger3_plain.raw", std::ios::binary);
        const std::string all{std::istreambuf_iterator<char>(in), {}};
        const std::size_t end = all.find("\n\n");
        if (end == std::string::npos) std::abort();
        connected_.add_text(std::string_view(all).substr(0, end + 2));
        eslio::wire::read_buffer bytes;
        bytes.append(all);
        eslio::wire::frame_parser parser;
        std::string running;
        std::vector<eslio::event> playback;
        for (eslio::wire::frame f; parser.next(bytes, f) == eslio::wire::parse_status::complete;) {
            eslio::event e;
            if (eslio::event_format(f.content_type) != eslio::format::plain ||
                eslio::decode_plain(f.body, e) || e["Event-Name"].substr(0, 8) != "CHANNEL_")
                continue;
            // That an async call is in its park: a session that is dropped waits for no more.
            if (e.is(eslio::event_name::channel_park) && running.empty()) connected_.add(e);
            if (e.is(eslio::event_name::channel_execute)) begin(running = e["Application"]);
            if (running.empty() || e.is(eslio::event_name::channel_callstate)) continue;
            if (running == "playback") playback.push_back(e);
            applications_[running].add(std::move(e));
        }
        begin("play_and_get_digits");
        for (eslio::event& e : playback) {
            e.set("Application", "play_and_get_digits")
                .set("variable_read_result", "success")
                .set("variable_eslio_digits", "1");
            applications_["play_and_get_digits"].add(std::move(e));
        }
        for (auto& [name, a] : applications_) a.seal();
    }

    /// Appends what a command is answered with.
    void append(std::string& out, std::string_view command) const {
        const auto is = [&](std::string_view word) {
            return command.substr(0, word.size()) == word;
        };
        if (is("sendmsg")) {
            const auto a = applications_.find(header(command, "execute-app-name: "));
            if (a == applications_.end()) std::abort();
            a->second.append_to(out, header(command, "Event-UUID: "));
        } else if (is("connect")) {
            connected_.append_to(out, {});
        } else if (is("linger")) {
            out.append("Content-Type: command/reply\nReply-Text: +OK will linger 10 seconds\n\n");
        } else if (is("myevents")) {
            out.append("Content-Type: command/reply\nReply-Text: +OK Events Enabled\n\n");
        } else if (is("exit")) {
            out.append("Content-Type: command/reply\nReply-Text: +OK bye\n\n")
                .append("Content-Type: text/disconnect-notice\nContent-Disposition: disconnect\n")
                .append("Content-Length: 67\n\nDisconnected, goodbye.\nSee you at ClueCon! ")
                .append("http://www.cluecon.com/\n");
        } else {
            out.append("Content-Type: command/reply\n")
                .append("Reply-Text: +OK event listener enabled plain\n\n");
        }
    }

private:
    void begin(const std::string& application) {
        applications_[application].add_text("Content-Type: command/reply\nReply-Text: +OK\n\n");
    }
    static std::string_view header(std::string_view command, std::string_view name) {
        const std::size_t at = command.find(name);
        if (at == std::string_view::npos) return {};
        const std::string_view rest = command.substr(at + name.size());
        return rest.substr(0, rest.find('\n'));
    }

    answer connected_;
    std::map<std::string, answer, std::less<>> applications_;
};

// ---- the process that calls -----------------------------------------------------------------

struct calls_wanted {
    std::size_t count;    ///< altogether
    std::size_t at_once;  ///< as many lines call, each again when its call has ended
    bool idle = false;    ///< calls stay: each opened one begins the next
};

/// Makes calls to a server; each answer is one write. It is the whole of a process.
class crowd {
public:
    crowd(tcp::endpoint where, calls_wanted wanted) : where_(where), wanted_(wanted) {
        for (std::size_t i = 0; i < wanted.at_once; ++i) begin_another();
        context_.run();
    }

private:
    struct line {
        explicit line(asio::io_context& context) : socket(context) {}
        tcp::socket socket;
        std::array<char, 2048> in{};
        std::size_t held = 0;
    };

    void begin_another() {
        if (wanted_.count == 0) return;
        lines_.emplace_back(context_);
        call(lines_.back());
    }
    void call(line& l) {
        if (wanted_.count == 0) return;
        --wanted_.count;
        l.held = 0;
        l.socket = tcp::socket(context_);
        l.socket.connect(where_);
        l.socket.set_option(tcp::no_delay(true));
        read(l);
    }
    void read(line& l) {
        l.socket.async_read_some(asio::buffer(l.in.data() + l.held, l.in.size() - l.held),
                                 [this, &l](std::error_code ec, std::size_t n) {
                                     l.held += n;
                                     if (ec && wanted_.idle) return context_.stop();
                                     if (ec || !serve(l)) return call(l);
                                     read(l);
                                 });
    }
    /// Answers the commands that are whole; false at the end of the call.
    bool serve(line& l) {
        out_.clear();
        bool left = false;
        std::string_view rest(l.in.data(), l.held);
        for (std::size_t end; (end = rest.find("\n\n")) != std::string_view::npos;) {
            const std::string_view command = rest.substr(0, end + 1);
            script_.append(out_, command);
            left = left || command == "exit\n";
            if (command == "connect\n" && wanted_.idle) begin_another();
            rest.remove_prefix(end + 2);
        }
        l.held = rest.size();
        std::copy(rest.begin(), rest.end(), l.in.begin());
        std::error_code ec;
        if (!out_.empty()) asio::write(l.socket, asio::buffer(out_), ec);
        return !ec && !left;
    }

    asio::io_context context_{1};
    script script_;
    tcp::endpoint where_;
    calls_wanted wanted_;
    std::list<line> lines_;
    std::string out_;
};

/// A server on this thread and one processor, and the process that calls it.
class called_server {
public:
    called_server(calls_wanted wanted, std::function<void(session)> take)
        : server_(context_, options()) {
        eslio::error_code ec;
        const tcp::endpoint where = server_.listen({asio::ip::address_v4::loopback(), 0}, ec);
        if (ec) std::abort();
        server_.otherwise(std::move(take));
        context_.notify_fork(asio::io_context::fork_prepare);
        child_ = ::fork();
        context_.notify_fork(child_ == 0 ? asio::io_context::fork_child
                                         : asio::io_context::fork_parent);
        if (child_ != 0) return;
        // Else it would be listening itself, and call itself for ever if the server's process ends.
        server_.close();
        const bench::pinned other(1);
        crowd all(where, wanted);
        ::_exit(0);
    }
    called_server(const called_server&) = delete;
    called_server& operator=(const called_server&) = delete;
    ~called_server() {
        server_.close();
        context_.restart();
        context_.poll();
        ::waitpid(child_, nullptr, 0);
    }

    template <class Predicate>
    void run_until(Predicate holds) {
        while (!holds())
            if (context_.run_one_for(std::chrono::seconds(20)) == 0) std::abort();
    }

    eslio::outbound::server_usage usage() const { return server_.usage(); }

private:
    static eslio::outbound::server_options options() {
        eslio::outbound::server_options o;
        o.most_sessions = 100'000;
        return o;
    }

    bench::pinned here_{0};
    asio::io_context context_{1};
    eslio::outbound::server server_;
    pid_t child_ = 0;
};

// ---- what is done with the calls ------------------------------------------------------------

/// Answers, asks for a digit, plays, hangs up; each step when FreeSWITCH has told the end of the
/// one before.
class dialogue : public std::enable_shared_from_this<dialogue> {
public:
    dialogue(session s, std::size_t& done) : s_(std::move(s)), done_(done) {}

    using step = void (*)(dialogue&);
    auto then(step next) {
        return [self = shared_from_this(), next](eslio::error_code ec, const auto& result) {
            if (ec || !result.ok()) std::abort();
            next(*self);
        };
    }

    void begin() {
        s_.async_execute(eslio::app::answer(), then([](dialogue& self) { self.ask(); }));
    }

private:
    void ask() {
        s_.async_prompt(eslio::prompt("menu.wav", 1, 1),
                        [self = shared_from_this()](eslio::error_code ec, const auto& result) {
                            if (ec || result.digits() != "1") std::abort();
                            self->play();
                        });
    }
    void play() {
        s_.async_execute(eslio::app::playback("hello.wav"),
                         then([](dialogue& self) { self.hang_up(); }));
    }
    void hang_up() {
        s_.async_execute(eslio::application("hangup", "USER_BUSY"),
                         then([](dialogue& self) { self.wait(); }));
    }
    void wait() {
        s_.async_wait_for_end([self = shared_from_this()](eslio::error_code ec, const auto& end) {
            if (ec || end.cause_text() != "USER_BUSY") std::abort();
            ++self->done_;
        });
    }

    session s_;
    std::size_t& done_;
};

/// By the processor time of this thread, as the calling process or others may be slower; and by the
/// clock. Medians of the rounds.
class speed {
public:
    void add(const bench::stopwatch& watch, std::size_t count) {
        const auto n = static_cast<double>(count);
        of_processor_.push_back(n / watch.cpu_seconds());
        by_clock_.push_back(n / watch.seconds());
    }
    double of_processor() const { return bench::median(of_processor_); }
    double by_clock() const { return bench::median(by_clock_); }

private:
    std::vector<double> of_processor_;
    std::vector<double> by_clock_;
};

/// Of `count` calls, after a tenth as many that warm up. `take(session, done)` counts the ended.
template <class Take>
void measure(speed& rounds, std::size_t count, std::size_t at_once, Take take) {
    std::size_t done = 0;
    const std::size_t before = count / 10;
    called_server server({before + count, at_once}, [&](session s) { take(std::move(s), done); });
    server.run_until([&] { return done >= before; });
    const std::size_t first = done;
    const bench::stopwatch watch;
    server.run_until([&] { return done == before + count; });
    rounds.add(watch, done - first);
    if (server.usage().failed != 0 || server.usage().let_go != 0) std::abort();
}

double bytes_per_idle_session(std::size_t count) {
    std::deque<session> all;
    called_server server({count, 64, true}, [&](session s) { all.push_back(std::move(s)); });
    const auto used = [] {
        const auto m = ::mallinfo2();
        return m.uordblks + m.hblkhd;
    };
    const std::size_t before = used();
    server.run_until([&] { return all.size() == count; });
    return static_cast<double>(used() - before) / static_cast<double>(count);
}

}  // namespace

void bench::measure_outbound(figures& out) {
    const std::size_t descriptors = support::allow_descriptors();
    speed opening, leading;
    for (int i = 0; i < 5; ++i) {
        measure(opening, 10'000, 64, [](session, std::size_t& done) { ++done; });
        measure(leading, 5'000, 64, [](session s, std::size_t& done) {
            std::make_shared<dialogue>(std::move(s), done)->begin();
        });
    }
    const auto detail = [](const speed& s, const std::string& what) {
        return "of its processor time, " + number(s.by_clock()) + " by the clock; 64 at once, " +
               what;
    };
    out.tell("calls/s that a server's thread opens", opening.of_processor(),
             detail(opening, "accepted, opened, handed out, dropped"));
    out.tell("dialogues/s that a server's thread leads", leading.of_processor(),
             detail(leading, "opened, then answer, prompt, playback and hangup"));
    const std::size_t idle = std::min<std::size_t>(10'000, descriptors - 200);
    out.add("KiB an idle session holds", bytes_per_idle_session(idle) / 1024, wanted::at_most, 16,
            "of " + std::to_string(idle) +
                ", the call's 101 headers and the buffer of the pending read included");
}
