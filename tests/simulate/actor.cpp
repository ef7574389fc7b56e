// What an actor is: its client, how that stands, how it ends.
#include "simulate/actor.hpp"

#include <eslio/wire/ascii.hpp>

#include <asio/error.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace simulate {

using namespace std::chrono_literals;
using eslio::client_state;
using eslio::error;

actor::actor(stage& on, site& at, std::size_t number)
    : on_(on),
      at_(at),
      number_(number),
      events_(on.book, "client " + std::to_string(number)),
      lines_(on.book, "client " + std::to_string(number) + ", log") {}

eslio::connection_options actor::connection_options() {
    eslio::connection_options o;
    o.login_timeout = 3s;
    o.command_timeout = 10s;
    o.job_timeout = 60s;
    o.reply_debt_timeout = 15s;
    if (on_.draw.one_in(2)) o.probe_after = 1s + on_.draw.up_to(20s);
    if (on_.draw.one_in(8)) o.nudge_interval = 50ms;
    if (on_.draw.one_in(3)) {
        o.event_limits.messages = 1 + on_.draw.below(40);
        o.event_limits.policy = static_cast<eslio::overflow_policy>(on_.draw.below(3));
    }
    o.trace = [weak = weak_from_this()](eslio::direction d, std::string_view bytes) {
        const auto self = weak.lock();
        if (!self) return;
        const bool sent = d == eslio::direction::sent;
        if (sent) self->on_sent(bytes);
        if (self->on_.tells()) self->tell_bytes(sent, bytes);
    };
    return o;
}

eslio::client_options actor::options() {
    eslio::client_options o;
    o.connection = connection_options();
    o.backoff.cap = 5s;
    o.backoff.refused = 8s;
    redundant_ = on_.draw.one_in(3);
    if (redundant_) o.redundancy = 2;
    o.on_status = [weak = weak_from_this()](const eslio::client_status& now) {
        if (const auto self = weak.lock()) self->on_status(now);
    };
    if (on_.draw.one_in(2))
        o.on_setup = [weak = weak_from_this()](eslio::client_setup setup) {
            if (const auto self = weak.lock()) self->on_setup(std::move(setup));
        };
    return o;
}

void actor::start() {
    at_.join(number_, *this);
    const auto executor = on_.context.get_executor();
    fs_ = std::make_unique<client>(
        executor, [this, executor](const eslio::login&) { return at_.fake.connect(executor); },
        eslio::login("switch", eslio::password("ClueCon")), options());
    eslio::subscription wanted(static_cast<eslio::format>(on_.draw.below(3)));
    wanted.custom("sim::steady");
    filters_ = on_.draw.one_in(2);
    if (filters_) wanted.matching("Event-Name", ".");
    fs_->async_subscribe(wanted, ends<eslio::reply>(begin(kind::change),
                                                    [](eslio::error_code, const eslio::reply&) {}));
    run_ = begin(kind::wait);
    fs_->async_run(ends<>(run_, [this](eslio::error_code why) { on_run_ended(why); }));
    receive();
}

operation_ptr actor::begin(kind what) {
    operation_ptr o = on_.book.begin(what, number_);
    if (mine_.size() > 400) {
        const auto over = [](const operation_ptr& x) { return x->ended != 0; };
        mine_.erase(std::remove_if(mine_.begin(), mine_.end(), over), mine_.end());
    }
    mine_.push_back(o);
    return o;
}

void actor::on_end(operation& o, eslio::error_code why) {
    if (on_.tells())
        on_.tell(std::to_string(number_), " end of ", name_of(o.what), " ",
                 std::to_string(o.number), ": ", why ? why.message() : "done");
    if (initiating_) on_.book.broken(o, "ended inside the call that began it");
    const bool is_over = fs_ && fs_->status().state == client_state::ended;
    o.after_close = left_ != leaving::no || is_over;
    on_.book.note_end(o, why);
}

void actor::on_status(const eslio::client_status& now) {
    on_.tell(std::to_string(number_), " is ", to_string(now.state), ", ", now.why.message());
    const auto was = std::exchange(last_, now).state;
    if (now.change != last_up_ + 1) on_.book.broken("a change of state was not told");
    last_up_ = now.change;
    using s = client_state;
    const bool legal = now.state == s::ended ||
                       (now.state == s::connecting && (was == s::idle || was == s::waiting)) ||
                       (now.state == s::restoring && was == s::connecting) ||
                       (now.state == s::up && was == s::restoring) ||
                       (now.state == s::waiting && was != s::waiting && was != s::ended);
    if (!legal)
        on_.book.broken("from " + std::string(to_string(was)) + " to " +
                        std::string(to_string(now.state)));
    if (now.state == s::connecting) line_.clear();
    if (now.state != s::up) return;
    was_up_ = true;
    up_since_ = on_.time.now();
    for (toggle* const t : {&flip_, &filter_, &log_})
        if (std::exchange(t->kept, false) && !t->busy) t->settled = true;
    if (!now.refusal.empty()) on_.book.broken("up, though refused: " + now.refusal);
}

/// Some keep the set-up for a while.
void actor::on_setup(eslio::client_setup setup) {
    const std::size_t count = on_.draw.below(3);
    for (std::size_t i = 0; i < count; ++i) {
        const auto o = begin(kind::api);
        o->setup = true;
        set_due(*o, 10s);
        setup.async_api(
            "ask " + std::to_string(o->number),
            ends<eslio::api_response>(o, [this, o, setup](eslio::error_code why, const auto& r) {
                if (!why) check_answer(*o, r.text());
            }));
    }
    if (on_.draw.one_in(3)) on_.later(on_.draw.up_to(1s), [setup] {});
}

void actor::on_sent(std::string_view bytes) {
    line_.append(bytes);
    std::size_t end = 0;
    for (std::size_t at; (at = line_.find('\n', end)) != std::string::npos; end = at + 1) {
        std::string_view line = std::string_view(line_).substr(end, at - end);
        for (const std::string_view head : {"api ask ", "bgapi ask ", "note "}) {
            if (line.substr(0, head.size()) != head) continue;
            operation* const o = on_.book.find(line.substr(head.size()));
            if (o == nullptr) break;
            on_.book.note_write(*o);
            const bool restoring = fs_ && fs_->status().state == client_state::restoring;
            if (restoring && !o->setup) on_.book.broken(*o, "written before the client was up");
        }
    }
    line_.erase(0, end);
}

void actor::tell_bytes(bool sent, std::string_view bytes) const {
    std::string text(bytes.substr(0, 160));
    std::replace(text.begin(), text.end(), '\n', '|');
    on_.tell(std::to_string(number_), sent ? " > " : " < ", text);
}

void actor::on_run_ended(eslio::error_code why) {
    has_ended_ = true;
    if (left_ != leaving::no) {
        const bool cancelled = left_ == leaving::run_is_cancelled;
        const auto expected = cancelled ? eslio::error_code(asio::error::operation_aborted)
                                        : make_error_code(error::closed);
        // It may have been refused in the same moment.
        if (why != expected && why != eslio::condition::rejected)
            on_.book.broken(*run_, "the client ended for another reason");
        return;
    }
    left_ = leaving::closes;  // by itself
    at_.leave(number_);
    if (why != eslio::condition::rejected || was_up_)
        on_.book.broken(*run_, "the client has ended by itself");
}

void actor::leave(leaving how, bool in_handler) {
    if (is_leaving()) return;
    if (in_handler)
        told_to_leave_ = how;
    else
        leave_now(how);
}

void actor::leave_if_told() {
    if (told_to_leave_ != leaving::no && !is_leaving()) leave_now(told_to_leave_);
}

void actor::leave_now(leaving how) {
    on_.tell(std::to_string(number_), " leaves, ", std::to_string(static_cast<int>(how)));
    left_ = how;
    at_.leave(number_);
    initiating_ = true;
    if (how == leaving::closes) fs_->close();
    if (how == leaving::is_destroyed) fs_.reset();
    if (how == leaving::run_is_cancelled) {
        run_->cancelled = true;
        run_->signal.emit(asio::cancellation_type::terminal);
    }
    initiating_ = false;
    while (!talks_.empty() && on_.draw.one_in(2)) drop_talk(0);
}

void actor::cancel_one() {
    if (mine_.empty()) return;
    const operation_ptr o = mine_[on_.draw.below(mine_.size())];
    if (o->ended != 0 || o == run_) return;
    on_.tell(std::to_string(number_), " cancels ", std::to_string(o->number));
    o->cancelled = true;
    initiating_ = true;
    o->signal.emit(on_.draw.one_in(2) ? asio::cancellation_type::terminal
                                      : asio::cancellation_type::total);
    initiating_ = false;
}

/// Not in the instant in which it comes up: what happens in that may have been before.
std::uint64_t actor::calm() const {
    return is_up() && up_since_ < on_.time.now() && at_.is_calm()
               ? (fs_->status().change << 32) + at_.disturbances()
               : 0;
}

std::string actor::state() const {
    return fs_ ? std::string(to_string(fs_->status().state)) : "destroyed";
}

void actor::calm_down() {
    calmed_ = true;
    paused_ = false;
    receive();
}

void actor::finish() {
    events_.finish();
    lines_.finish();
    for (const operation_ptr& o : mine_) {
        const bool may_wait = o->due == time_point::max() && o->what == kind::wait && !o->of_call;
        if (o->ended == 0 && !may_wait) on_.book.broken(*o, "is still under way");
    }
}

void actor::judge() {
    if (!has_ended_) on_.book.broken(*run_, "the client has not ended");
    for (const operation_ptr& o : mine_)
        if (o->ended != 1) on_.book.broken(*o, "has not ended once, and the client has ended");
}

}  // namespace simulate
