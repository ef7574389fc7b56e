// The bodies of simulation.hpp.
#include "simulate/simulation.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace simulate {

using namespace std::chrono_literals;

simulation::simulation(std::uint64_t seed, bool told)
    : on_(seed, told), faults_(seed), begun_(on_.time.now()) {
    const std::size_t count = 1 + on_.draw.below(2);
    for (std::size_t i = 0; i < count; ++i) sites_.push_back(std::make_unique<site>(on_));
    const std::size_t clients = 1 + on_.draw.below(3);
    for (std::size_t i = 0; i < clients; ++i) add_actor();
}

void simulation::add_actor() {
    site& at = *sites_[on_.draw.below(sites_.size())];
    actors_.push_back(std::make_shared<actor>(on_, at, ++last_actor_));
    actors_.back()->start();
}

/// Those that have ended are judged, and others take their places.
void simulation::bury() {
    on_.time.settle();
    const auto first = std::stable_partition(actors_.begin(), actors_.end(),
                                             [](const auto& a) { return !a->is_leaving(); });
    const auto gone = std::distance(first, actors_.end());
    std::for_each(first, actors_.end(), [](const auto& a) { a->judge(); });
    actors_.erase(first, actors_.end());
    for (auto i = gone; i > 0; --i) add_actor();
}

/// One small thing, and some time.
void simulation::step() {
    ++on_.book.step;
    actor& a = *actors_[on_.draw.below(actors_.size())];
    site& at = *sites_[on_.draw.below(sites_.size())];
    switch (on_.draw.below(24)) {
        case 0: at.call(); break;
        case 1: a.cancel_one(); break;
        case 2:
            if (on_.draw.one_in(4)) a.pause(on_.draw.up_to(5s));
            break;
        case 3:
            if (on_.draw.one_in(8))
                for (std::size_t n = on_.draw.below(120); n > 0; --n)
                    at.fire(numbered::stream::steady);
            break;
        case 4:
            if (on_.draw.one_in(8))
                a.leave(static_cast<leaving>(1 + on_.draw.below(3)), on_.draw.one_in(2));
            break;
        case 5:
        case 6:
        case 7: at.fire(numbered::stream::steady); break;
        case 8:
        case 9:
        case 10: at.fire(numbered::stream::flip); break;
        case 11: at.fire(numbered::stream::log); break;
        default: a.act(); break;
    }
    if (on_.draw.one_in(3)) on_.advance(on_.draw.up_to(300ms));
    bury();
    for (const auto& s : sites_) s->count_commands();
}

/// Something goes wrong, perhaps more, and is well again; then all clients come back.
void simulation::round() {
    for (std::size_t n = 1 + on_.draw.below(3); n > 0 && !is_broken(); --n) {
        for (std::size_t i = on_.draw.below(12); i > 0; --i) step();
        faults_.strike(on_, *sites_[on_.draw.below(sites_.size())]);
        for (std::size_t i = on_.draw.below(12); i > 0; --i) step();
        on_.advance(on_.draw.up_to(20s));
        if (on_.draw.one_in(3)) heal_all();
    }
    heal_all();
    for (std::size_t i = on_.draw.below(8); i > 0; --i) step();
    if (on_.draw.one_in(2)) await_up();
}

void simulation::heal_all() {
    for (const auto& s : sites_)
        if (!s->is_calm()) faults_.heal(on_, *s);
}

/// A login or a restoration under way may have to be over first; then it is tried again within the
/// longest wait.
void simulation::await_up() {
    const auto is_up = [this] {
        return std::all_of(actors_.begin(), actors_.end(),
                           [](const auto& a) { return a->is_up() || a->is_leaving(); });
    };
    const time_point limit = on_.time.now() + 10s + 8s + 1s;
    while (!is_up() && on_.time.now() < limit && !is_broken()) on_.advance(50ms);
    if (is_broken()) return;
    for (const auto& a : actors_)
        if (!a->is_up() && !a->is_leaving())
            on_.book.broken("client " + std::to_string(a->number()) +
                            " has not come back: " + a->state());
}

void simulation::run() {
    for (std::size_t i = 0; i < 12 && !is_broken(); ++i) round();
    if (!is_broken()) end();
    if (!is_broken()) take_leave();
    on_.clear();
}

/// All is well, and nothing new is begun: what is under way ends.
void simulation::end() {
    ++on_.book.step;
    heal_all();
    await_up();
    for (const auto& s : sites_) s->hurry();
    for (const auto& a : actors_) a->calm_down();
    on_.advance(70s);
    for (const auto& s : sites_) s->hang_up_all();
    on_.advance(60s);
    await_up();
    for (const auto& s : sites_)
        for (int i = 0; i < 10; ++i) s->fire(static_cast<numbered::stream>(i % 3));
    on_.advance(1s);
    for (const auto& s : sites_)
        for (int i = 0; i < 3; ++i) s->fire(static_cast<numbered::stream>(i % 3));
    on_.advance(1s);
    for (const auto& a : actors_)
        if (!a->is_leaving()) a->finish();
}

void simulation::take_leave() {
    ++on_.book.step;
    for (const auto& a : actors_) a->leave(static_cast<leaving>(1 + on_.draw.below(3)), false);
    on_.time.settle();
    for (const auto& a : actors_) a->judge();
    for (const auto& o : on_.book.all()) on_.book.judge(*o);
}

std::uint64_t simulation::fingerprint() const {
    std::uint64_t all = 14695981039346656037ULL;
    const auto add = [&all](std::uint64_t x) { all = (all ^ x) * 1099511628211ULL; };
    for (const auto& o : on_.book.all()) {
        add(o->number);
        add(static_cast<std::uint64_t>(o->why.value()));
        add(o->ended * 65536 + o->writes * 256 + o->carried);
    }
    add(static_cast<std::uint64_t>(elapsed().count()));
    return all;
}

}  // namespace simulate
