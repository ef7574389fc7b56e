#include "live/real_switch.hpp"

#include <asio/connect.hpp>

#include <algorithm>
#include <atomic>
#include <sstream>
#include <string>

namespace live {

namespace {

using asio::ip::tcp;
using socket_line = stream_line<tcp::socket, socket_closing>;

std::atomic<bool> interruption{false};

bool is_loopback(const std::string& host) {
    eslio::error_code ec;
    const auto a = asio::ip::make_address(host, ec);
    return ec ? host == "localhost" : a.is_loopback();
}

}  // namespace

void socket_closing::close(tcp::socket& s) {
    eslio::error_code ignored;
    s.shutdown(asio::socket_base::shutdown_both, ignored);
    s.close(ignored);
}

void socket_closing::half_close(tcp::socket& s) {
    eslio::error_code ignored;
    s.shutdown(asio::socket_base::shutdown_send, ignored);
}

real_switch::real_switch(address where)
    : where_(std::move(where)), work_(asio::make_work_guard(context_)), acceptor_(context_) {}

std::shared_ptr<line> real_switch::connect() {
    auto socket = std::make_shared<tcp::socket>(context_);
    auto resolver = std::make_shared<tcp::resolver>(context_);
    const auto outcome = std::make_shared<std::pair<bool, eslio::error_code>>();
    const auto connected = [socket, outcome](eslio::error_code ec, const auto&) {
        *outcome = {true, ec};
    };
    resolver->async_resolve(where_.host, where_.port,
                            [socket, resolver, outcome, connected](
                                eslio::error_code ec, const tcp::resolver::results_type& r) {
                                if (!ec) return asio::async_connect(*socket, r, connected);
                                *outcome = {true, ec};
                            });
    const bool done = run_until([&] { return outcome->first; }, milliseconds(10'000));
    if (!done || outcome->second) return nullptr;
    return make_line(std::move(*socket));
}

std::optional<tcp::socket> real_switch::take_accepted() {
    if (accepted_.empty()) return std::nullopt;
    std::optional<tcp::socket> first(std::move(accepted_.front()));
    accepted_.pop_front();
    return first;
}

std::shared_ptr<line> real_switch::accepted() {
    auto socket = take_accepted();
    return socket ? make_line(std::move(*socket)) : nullptr;
}

std::string real_switch::listening_at() {
    if (!is_loopback(where_.host)) return {};
    if (!acceptor_.is_open()) {
        const tcp::endpoint any(asio::ip::address_v4::loopback(), 0);
        acceptor_.open(any.protocol());
        acceptor_.bind(any);
        acceptor_.listen();
        accept();
    }
    return "127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
}

bool real_switch::run_until(const std::function<bool()>& predicate, milliseconds limit) {
    const time_point end = now() + limit;
    for (;;) {
        if (interruption.load() && !std::exchange(told_, true)) throw interrupted();
        if (predicate()) return true;
        if (now() >= end) return false;
        // Woken now and then, as an interruption comes from a signal's handler.
        context_.restart();
        context_.run_one_until(std::min(end, now() + milliseconds(100)));
    }
}

/// A queue is loaded when it is asked for (mod_callcenter.c: get_queue). Agents that a play which
/// was broken off has left in one of the suite's own would be called for the calls of this one.
bool real_switch::has_queue(const std::string& queue, const api& run) {
    static const std::string own = "@eslio_live";
    if (run("callcenter_config queue load " + queue).compare(0, 3, "+OK") != 0) return false;
    if (queue.size() < own.size() || queue.substr(queue.size() - own.size()) != own) return true;
    std::istringstream tiers(run("callcenter_config queue list tiers " + queue));
    for (std::string line; std::getline(tiers, line);) {
        if (line.compare(0, queue.size() + 1, queue + "|") != 0) continue;
        const std::string agent =
            line.substr(queue.size() + 1, line.find('|', queue.size() + 1) - queue.size() - 1);
        run("callcenter_config tier del " + queue + " " + agent);
        run("callcenter_config agent del " + agent);
    }
    return true;
}

bool real_switch::has(const std::string& need, const api& run) {
    if (need.compare(0, 7, "module ") == 0) return run("module_exists " + need.substr(7)) == "true";
    if (need == "extension")
        return run("xml_locate dialplan context name eslio_live").find("<extension") !=
               std::string::npos;
    if (need == "menus")
        return run("xml_locate configuration configuration name ivr.conf").find("eslio_live") !=
               std::string::npos;
    if (need == "users") return run("user_exists id limited eslio_live") == "true";
    if (need == "user layers") return run("user_exists id of_domain eslio_layers") == "true";
    if (need.compare(0, 6, "queue ") == 0) return has_queue(need.substr(6), run);
    return false;
}

std::pair<std::string, std::string> real_switch::names(const api& run) {
    return {run("hostname"), run("switchname")};
}

/// The caller is leg A of a loopback, the call that comes in its leg B (mod_loopback.c).
std::string real_switch::come_in(const std::string& dialplan, const std::string& wanted,
                                 const api& run) {
    run("bgapi originate {origination_uuid=" + wanted +
        ",origination_caller_id_number=1001,origination_caller_id_name=Ann,"
        "ignore_early_media=true,originate_timeout=60}'loopback/" +
        dialplan + "/default/inline' &park()");
    for (int tries = 0; tries < 80; ++tries) {
        std::string uuid = run("uuid_getvar " + wanted + " other_loopback_leg_uuid");
        const bool there = uuid.size() == 36;
        callers_[there ? uuid : std::string()] = wanted;
        if (there) return uuid;
        run_until([] { return false; }, milliseconds(25));
    }
    return {};
}

void real_switch::caller_hangs_up(const std::string& uuid, const std::string& cause,
                                  const api& run) {
    run("uuid_kill " + callers_[uuid] + " " + cause);
}

std::vector<std::string> real_switch::callers() const {
    std::vector<std::string> all;
    for (const auto& [uuid, caller] : callers_) all.push_back(caller);
    return all;
}

std::shared_ptr<line> real_switch::make_line(tcp::socket socket) {
    eslio::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    auto made = std::make_shared<socket_line>(std::move(socket), [this] { return now(); });
    made->start();
    return made;
}

void real_switch::accept() {
    acceptor_.async_accept([this](eslio::error_code ec, tcp::socket socket) {
        if (ec) return;
        accepted_.push_back(std::move(socket));
        accept();
    });
}

std::unique_ptr<switch_under_test> make_real_switch(const address& where) {
    return std::make_unique<real_switch>(where);
}

address parse_address(const std::string& text) {
    address a;
    std::size_t at = 0;
    if (!text.empty() && text.front() == '[') {
        at = std::min(text.find(']'), text.size());
        a.host = text.substr(1, at - 1);
        ++at;
    } else {
        at = std::min(text.find(':'), text.size());
        a.host = text.substr(0, at);
    }
    const std::size_t second = text.find(':', at + 1);
    if (a.host.empty() || at >= text.size() || text[at] != ':' || second == std::string::npos)
        throw std::invalid_argument("'" + text + "' is not HOST:PORT:PASSWORD");
    a.port = text.substr(at + 1, second - at - 1);
    a.password = text.substr(second + 1);
    return a;
}

void interrupt() noexcept {
    interruption.store(true);
}

bool was_interrupted() noexcept {
    return interruption.load();
}

}  // namespace live
