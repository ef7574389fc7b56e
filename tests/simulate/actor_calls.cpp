// What an actor does with calls: handles on them, over the link of its client.
#include "simulate/actor.hpp"

#include <chrono>

namespace simulate {

using namespace std::chrono_literals;

void actor::open_talk() {
    const std::string uuid = at_.some_call();
    if (uuid.empty() || !fs_ || talks_.size() > 6) return;
    talks_.push_back(std::make_shared<talk>(eslio::channel(*fs_, uuid)));
    talk_on();
}

void actor::talk_on() {
    if (talks_.empty()) return;
    const std::size_t which = on_.draw.below(talks_.size());
    const talk_ptr t = talks_[which];
    switch (on_.draw.below(12)) {
        case 0:
        case 1:
        case 2: return execute(t);
        case 3:
        case 4: return wait_for_event(t);
        case 5:
        case 6: return wait_for_hangup(t);
        case 7:
        case 8: return collect_digits(t);
        case 9: return listen(t);
        case 10: return hang_up(t);
        default: return drop_talk(which);
    }
}

void actor::execute(const talk_ptr& t) {
    const auto o = begin(kind::execution);
    t->waits.push_back(o);
    o->first_due = o->begun + 10s;
    const std::string file = "f" + std::to_string(o->number) + ".wav";
    eslio::application a("playback", file);
    if (on_.draw.one_in(3)) {
        const duration timeout = 1ms + on_.draw.up_to(10s);
        a.timeout(timeout);
        set_due(*o, timeout);
    }
    t->call.async_execute(
        std::move(a),
        ends<eslio::execution_result>(
            o, [this, o, file](eslio::error_code why, const eslio::execution_result& r) {
                if (why) return;
                at_.count_commands();
                const std::string_view data = r.details()["Application-Data"];
                if (r.ok() && data != file)
                    on_.book.broken(*o, "got another's end: " + std::string(data));
                if (r.ok() && o->carried != 1) on_.book.broken(*o, "was played, but not once");
            }));
}

void actor::wait_for_event(const talk_ptr& t) {
    const auto o = begin(kind::wait);
    t->waits.push_back(o);
    const duration timeout = 1ms + on_.draw.up_to(20s);
    set_due(*o, timeout);
    const std::string uuid = t->call.uuid();
    t->call.async_wait_for(
        eslio::event_condition(eslio::event_name::dtmf), timeout,
        ends<eslio::wait_result>(
            o, [this, o, uuid](eslio::error_code why, const eslio::wait_result& r) {
                if (!why && r && r.details()["Unique-ID"] != uuid)
                    on_.book.broken(*o, "got another call's event");
            }));
}

void actor::wait_for_hangup(const talk_ptr& t) {
    const auto o = begin(kind::wait);
    t->waits.push_back(o);
    o->of_call = true;
    const std::string uuid = t->call.uuid();
    t->call.async_wait_for_hangup(
        duration::zero(), ends<eslio::hangup_info>(o, [this, o, uuid](eslio::error_code why,
                                                                      const eslio::hangup_info&) {
            if (why) return;
            on_.later(1s, [self = shared_from_this(), o, uuid] {
                if (self->at_.has_call(uuid))
                    self->on_.book.broken(*o, "the call has not ended: " + uuid);
            });
        }));
}

void actor::collect_digits(const talk_ptr& t) {
    if (std::exchange(t->collects, true)) return;
    const auto o = begin(kind::wait);
    t->waits.push_back(o);
    o->of_call = true;
    const std::string uuid = t->call.uuid();
    eslio::digit_rules rules(1 + on_.draw.below(4));
    if (on_.draw.one_in(2)) rules.type_ahead();
    t->call.async_digits(
        rules,
        ends<eslio::collected_digits>(o, [this, o, weak = std::weak_ptr<talk>(t), uuid](
                                             eslio::error_code, const eslio::collected_digits& r) {
            if (const auto held = weak.lock()) held->collects = false;
            std::size_t at = 0;
            const std::string& keys = at_.pressed(uuid);
            for (const char c : r.digits()) {
                at = keys.find(c, at);
                if (at == std::string::npos)
                    return on_.book.broken(*o, "digits that nobody pressed: " + r.digits() +
                                                   " of " + keys);
                ++at;
            }
        }));
}

void actor::hang_up(const talk_ptr& t) {
    const auto o = begin(kind::call);
    set_due(*o, 10s);
    t->call.async_hangup("NORMAL_CLEARING",
                         ends<eslio::reply>(o, [](eslio::error_code, const eslio::reply&) {}));
}

void actor::listen(const talk_ptr& t) {
    if (std::exchange(t->receives, true)) return;
    const auto o = begin(kind::wait);
    t->waits.push_back(o);
    o->of_call = true;
    t->call.async_receive(
        ends<eslio::message>(o, [this, o, weak = std::weak_ptr<talk>(t)](eslio::error_code why,
                                                                         const eslio::message& m) {
            const auto held = weak.lock();
            if (!held) return;
            held->receives = false;
            if (why) return;
            const eslio::event* const e = m.as_event();
            if (e != nullptr && (*e)["Unique-ID"] != held->call.uuid())
                on_.book.broken(*o, "received another call's event");
            const bool was = std::exchange(initiating_, true);
            listen(held);
            initiating_ = was;
        }));
}

void actor::drop_talk(std::size_t number) {
    for (const operation_ptr& o : talks_[number]->waits) o->may_be_dropped = true;
    talks_.erase(talks_.begin() + static_cast<std::ptrdiff_t>(number));
}

}  // namespace simulate
