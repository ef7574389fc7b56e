// The bodies of the functions of session.hpp.
#pragma once

#include <eslio/testing/fake_switch/socket/session.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void session::start() {
    if (!state.outbound) {
        if (inside_.options.acl_deny) {
            out_.add("Content-Type: text/rude-rejection\nContent-Length: 24\n\n",
                     "Access Denied, go away.\n");
            return goodbye();
        }
        out_.add("Content-Type: auth/request\n\n");
    }
    state.authenticated = silent_reply_ = state.outbound;
    const auto limit = inside_.options.first_command_timeout;
    first_command_ = inside_.after(limit, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->goodbye();
    });
    signal_output();
}

ESLIO_COLD void session::receive(std::string_view bytes) {
    if (finished_) return;
    reader_.append(bytes);
    work();
}

ESLIO_COLD void session::abandon() {
    finished_ = true;
    state.hold.reset();
    drop_events();
    drop_logs();
    stop_first_command_timer();
    if (on_end) std::exchange(on_end, nullptr)();
}

ESLIO_COLD void session::resume() {
    busy_ = false;
    if (finished_) return;
    silent_reply_ = false;
    if (call_is_over_) end_of_call();
    if (closed_by_peer_)
        goodbye();
    else
        work();
}

ESLIO_COLD void session::note_calls() {
    std::vector<std::string> calls = state.filters.only_calls();
    if (!state.my_events_uuid.empty()) calls = {state.my_events_uuid};
    inside_.limit_listener(shared_from_this(), calls_, calls);
    calls_ = std::move(calls);
}

ESLIO_COLD void session::on_event(const signal_ptr& s) {
    if (!finished_ && state.wants(*s) && !misses(*s)) queue(s);
}

ESLIO_COLD void session::on_private_event(const signal_ptr& s) {
    if (!finished_ && state.events_on) queue(s);
}

ESLIO_COLD void session::on_log(const log_line& line) {
    if (finished_ || !state.log_level || line.level > std::min(*state.log_level, 7)) return;
    if (logs_.size() >= inside_.options.log_queue)
        return lose(lost_logs_, "killed listener because of lost log lines\n");
    lost_logs_ = 0;
    logs_.push(line);
    flush();
}

ESLIO_COLD void session::on_hangup(std::string_view uuid, std::string_view channel_name) {
    if (finished_ || uuid != state.uuid) return;
    state.channel_name = std::string(channel_name);
    const bool at_once = state.outbound ? !state.async || inside_.options.loses_last_events
                                        : state.linger || inside_.options.loses_last_events;
    if (at_once) call_over();
}

ESLIO_COLD void session::on_reported(std::string_view uuid) {
    if (finished_ || uuid != state.uuid) return;
    if (!state.linger) state.hold.reset();
    if (!state.lingering) call_over();
}

ESLIO_COLD void session::queue(const signal_ptr& s) {
    if (events_.size() >= inside_.options.event_queue)
        return lose(lost_events_, "killed listener because of lost events\n");
    lost_events_ = 0;
    events_.push(s);
    flush();
}

ESLIO_COLD void session::end_of_call() {
    call_is_over_ = false;
    if (finished_ || state.lingering) return;
    if (!state.linger) return goodbye();
    state.lingering = true;
    packet p = linger_packet(state.uuid, state.channel_name, *state.linger);
    out_.add(std::move(p.header));
    if (*state.linger >= 0) {
        inside_.after(std::chrono::seconds(*state.linger), [weak = weak_from_this()] {
            const auto self = weak.lock();
            if (self && self->state.linger.value_or(0) >= 0) self->goodbye();
        });
    }
    signal_output();
}

ESLIO_COLD void session::work() {
    if (working_) return;
    working_ = true;
    request r;
    while (!finished_ && !busy_) {
        const command_reader::status found = reader_.next(r);
        if (found == command_reader::status::need_more) break;
        stop_first_command_timer();
        if (found == command_reader::status::bad_length) {
            goodbye();
        } else {
            dispatch_(*this, r);
            if (!busy_) silent_reply_ = false;
            if (!busy_ && call_is_over_) end_of_call();
        }
    }
    working_ = false;
    signal_output();
    flush();
}

ESLIO_COLD void session::flush() {
    if (finished_ || busy_ || working_ || reader_.pending()) return;
    const auto room = [this] { return out_.bytes() < inside_.options.socket_buffer; };
    const auto write = [this](packet p) { out_.add(std::move(p.header), p.body); };
    while ((!events_.empty() || !logs_.empty()) && room()) {
        // What is taken is gone from its queue, whatever writing it comes to.
        if (!logs_.empty()) {
            const log_line line = std::exchange(logs_.front(), {});
            logs_.pop();
            write(log_packet(line));
        }
        while (!events_.empty() && room()) {
            const signal_ptr next = std::exchange(events_.front(), nullptr);
            events_.pop();
            write(event_packet(*next, state.type));
        }
    }
    signal_output();
}

ESLIO_COLD void session::end(std::string_view text) {
    if (finished_) return;
    packet p = goodbye_packet(state.uuid, text);
    out_.add(std::move(p.header), p.body);
    abandon();
    signal_output();
}

}  // namespace eslio::testing::fake
