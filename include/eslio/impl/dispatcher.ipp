// The bodies of the functions of dispatcher.hpp.
#pragma once

#include <eslio/dispatcher.hpp>

namespace eslio {

ESLIO_DECL dispatcher::id dispatcher::on(std::string_view name, handler h) {
    entry e;
    e.type = std::string(name);
    e.fits = [name = e.type](const event& x) { return wire::iequals(x.name(), name); };
    e.call = std::move(h);
    return add(std::move(e));
}

ESLIO_DECL dispatcher::id dispatcher::on_custom(std::string subclass, handler h) {
    entry e;
    e.subclass = subclass;
    e.fits = [subclass = std::move(subclass)](const event& x) { return x.subclass() == subclass; };
    e.call = std::move(h);
    return add(std::move(e));
}

ESLIO_DECL dispatcher::id dispatcher::on_if(condition_type fits, handler h) {
    entry e;
    e.fits = std::move(fits);
    e.call = std::move(h);
    return add(std::move(e));
}

ESLIO_DECL dispatcher::id dispatcher::add(entry e) {
    e.number = ++inside_->last;
    inside_->entries.push_back(std::shared_ptr<entry>(new entry(std::move(e))));
    return inside_->last;
}

ESLIO_DECL eslio::subscription dispatcher::needs(const table& of, std::optional<format> type) {
    eslio::subscription all;
    if (type) all.in(*type);
    for (const auto& e : of.entries) {
        if (!e->subclass.empty()) all.custom(e->subclass);
        if (!e->type.empty() && !wire::iequals(e->type, to_string(event_name::custom)))
            all.add(e->type);
    }
    return all;
}

ESLIO_DECL bool dispatcher::remove(id which) {
    auto& all = inside_->entries;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& e) { return e->number == which; });
    if (found == all.end()) return false;
    const std::shared_ptr<entry> gone = std::move(*found);  // destroyed last: it may call again
    all.erase(found);
    return true;
}

ESLIO_DECL std::size_t dispatcher::dispatch(const event& e) {
    const std::shared_ptr<table> here = inside_;
    const id newest = here->last;
    std::size_t called = 0;
    id seen = 0;
    for (;;) {
        // Found anew each time: a handler may have changed the table.
        const auto next =
            std::upper_bound(here->entries.begin(), here->entries.end(), seen,
                             [](id number, const auto& x) { return number < x->number; });
        if (next == here->entries.end() || (*next)->number > newest) return called;
        const std::shared_ptr<entry> x = *next;
        seen = x->number;
        here->guarded([&] {
            if (x->fits && !x->fits(e)) return;
            ++called;
            x->call(e);
        });
    }
}

ESLIO_DECL void dispatcher::dispatch(const message& m) {
    if (const event* e = m.as_event()) {
        dispatch(*e);
    } else if (inside_->other) {
        const std::shared_ptr<table> here = inside_;
        here->guarded([&, call = here->other] { call(m); });
    }
}

}  // namespace eslio
