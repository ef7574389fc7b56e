// What an actor hears, in which order, and where gaps are.
#include "simulate/actor.hpp"

#include <eslio/wire/ascii.hpp>

#include <chrono>

namespace simulate {

using namespace std::chrono_literals;

namespace {

/// What is in force for certain, for an event that needs one thing, and is hidden by another.
claim claim_of(const toggle& needed, const toggle* hides) {
    const bool surely_hidden = hides != nullptr && hides->settled && hides->on;
    if (surely_hidden || (needed.settled && !needed.on)) return claim::forbidden;
    if (!needed.settled || (hides != nullptr && !hides->settled)) return claim::allowed;
    return claim::required;
}

}  // namespace

/// Before it was up for the first time nothing is promised.
void actor::fired(const numbered& what) {
    const toggle steady{true, true, false};
    const bool is_log = what.of == numbered::stream::log;
    const toggle& needed = is_log ? log_ : what.of == numbered::stream::steady ? steady : flip_;
    claim c = claim_of(needed, !is_log && what.flag ? &filter_ : nullptr);
    if (!was_up_ && c == claim::required) c = claim::allowed;
    on_.tell(std::to_string(number_), is_log ? " log " : " event ", std::to_string(what.number),
             c == claim::required  ? " is required"
             : c == claim::allowed ? " may come"
                                   : " may not come");
    (is_log ? lines_ : events_).fired(what.number, c);
}

void actor::pause(duration span) {
    if (paused_ || calmed_) return;
    paused_ = true;
    on_.later(span, [weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self || !self->paused_) return;
        self->paused_ = false;
        self->receive();
    });
}

void actor::receive() {
    if (receiving_ || paused_ || !fs_ || is_leaving()) return;
    receiving_ = true;
    const bool was = std::exchange(initiating_, true);
    const auto o = begin(kind::wait);
    const auto over = [this](eslio::error_code why, const eslio::message& m) {
        receiving_ = false;
        if (!why) on_message(m);
        receive();
    };
    if (on_.draw.one_in(2))
        fs_->async_receive(ends<eslio::message>(o, over));
    else
        fs_->async_receive(lent_,
                           ends<>(o, [this, over](eslio::error_code why) { over(why, lent_); }));
    initiating_ = was;
}

void actor::on_message(const eslio::message& m) {
    if (const eslio::gap* const g = m.as_gap()) return on_gap(*g);
    if (const eslio::event* const e = m.as_event()) return on_event(*e);
    if (m.as_log() == nullptr) {
        if (m.as_raw() != nullptr) on_.book.broken("a raw packet was received");
        return;
    }
    const auto number = eslio::wire::parse_number(eslio::wire::trim(m.as_log()->text()));
    if (number) lines_.heard(*number);
}

void actor::on_gap(const eslio::gap& g) {
    const eslio::interruption* const i = g.interruption();
    on_.tell(std::to_string(number_), " hears a gap, ",
             i == nullptr ? std::to_string(g.lost())
                          : std::to_string(static_cast<int>(i->run)) + " of " + i->last_sequence +
                                " to " + i->next_sequence);
    for (hearing* const h : {&events_, &lines_}) {
        h->lost(g.lost());
        if (i != nullptr && (h == &lines_ || !i->only_log_lines)) h->interrupted(i->to);
    }
    if (i == nullptr) return;
    if (i->from > i->to || i->to > on_.time.now() || i->from < last_gap_end_)
        on_.book.broken("a gap's times are wrong");
    last_gap_end_ = i->to;
    if (!i->why) on_.book.broken("a gap has no reason");
    if (i->only_log_lines) return;
    const auto last = eslio::wire::parse_number(i->last_sequence);
    if (last_sequence_ != 0 && (!last || *last < last_sequence_))
        on_.book.broken("a gap begins before what was received: " + i->last_sequence);
    if (i->run == eslio::switch_run::first) on_.book.broken("a gap before the first connection");
    if (i->run != eslio::switch_run::same) last_sequence_ = 0;
    const auto next = eslio::wire::parse_number(i->next_sequence);
    if (i->run == eslio::switch_run::same && last && next && *next <= *last)
        on_.book.broken("a gap ends before it begins");
}

void actor::on_event(const eslio::event& e) {
    const auto sequence = eslio::wire::parse_number(e["Event-Sequence"]);
    const auto number = eslio::wire::parse_number(e["Sim-Number"]);
    if (!sequence || !number)
        return on_.book.broken("received " + std::string(e.name()) + ", which nobody asked for");
    on_.tell(std::to_string(number_), " hears ", std::to_string(*number));
    if (*sequence <= last_sequence_) on_.book.broken("events are out of order");
    last_sequence_ = *sequence;
    events_.heard(*number);
}

}  // namespace simulate
