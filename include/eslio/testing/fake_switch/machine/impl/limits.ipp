// The bodies of the functions of limits.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/limits.hpp>

namespace eslio::testing::fake {

ESLIO_COLD limit_size limit_size::of(const std::vector<std::string>& words, std::size_t at) {
    limit_size size;
    if (words.size() <= at || words[at].empty() || words[at].front() == '-') return size;
    std::string_view rest = words[at];
    size.most = std::max(0, std::atoi(std::string(wire::next_word(rest, '/')).c_str()));
    size.interval = std::atoi(std::string(rest).c_str());
    return size;
}

ESLIO_COLD void fire_limit(machine& m, const limit_use& use, std::size_t used, std::size_t rate,
                           const limit_size& size) {
    event e = m.make_event(event_name::custom, {"switch_limit.c", "switch_limit_fire_event", 54});
    e.add("Event-Subclass", "limit::usage").add("backend", use.backend).add("realm", use.realm);
    e.add("key", use.resource).add("usage", std::to_string(used));
    const bool counts =
        wire::iequals(use.backend, "hash");  // mod_db.c: limit_incr_db tells of no rate
    e.add("rate", std::to_string(counts ? rate : 0)).add("max", std::to_string(size.most));
    e.add("ratemax", std::to_string(counts ? std::max(size.most, 0) : 0));
    m.fire(signal{std::move(e), event_name::custom, "limit::usage"});
}

ESLIO_COLD void give_limits_back(machine& m, call& c) {
    m.kept.release(c.uuid(), {}, {}, {});
    c.leg().vars.set("limit_backend", {});
    c.leg().on_routed = nullptr;
}

ESLIO_COLD bool take_limit(machine& m, call& c, limit_use use, const limit_size& size) {
    stores& kept = m.kept;
    use.call = c.uuid();
    const std::string key = use.realm + "_" + use.resource;
    variables& vars = c.leg().vars;
    // It counts each time that it is asked, and no rate (mod_db.c: limit_incr_db).
    const bool is_db = wire::iequals(use.backend, "db");
    if (is_db) {
        vars.set("limit_realm", use.realm);
        vars.set("limit_id", use.resource);
        vars.set("limit_max", std::to_string(size.most));
    }
    limit_rate& rate = kept.rates[use.backend + "/" + key];
    const bool fresh = is_db || !detail::any_where(kept.limits, [&](const limit_use& u) {
                           return u.call == use.call && u.backend == use.backend &&
                                  u.realm == use.realm && u.resource == use.resource;
                       });
    std::size_t used = kept.usage(use.backend, use.realm, use.resource) + (fresh ? 1 : 0);
    const std::int64_t now = m.epoch();
    if (size.interval > 0 && !is_db) {
        const bool over = rate.since <= now - size.interval;
        rate.count = over ? 1 : rate.count + 1;
        if (over) rate.since = now;
        if (size.most >= 0 && rate.count > static_cast<std::size_t>(size.most)) return false;
    } else if (size.most >= 0 && used > static_cast<std::size_t>(size.most)) {
        return false;
    }
    if (fresh) {
        kept.limits.push_back(use);
        fire_limit(m, use, used, rate.count, size);
        c.on_down.push_back([&m](call& gone) { give_limits_back(m, gone); });
        c.leg().on_routed = [&m, &c] {
            if (!is_true(c.leg().vars["limit_ignore_transfer"])) give_limits_back(m, c);
        };
    }
    vars.set("limit_usage", std::to_string(used));
    vars.set("limit_usage_" + key, std::to_string(used));
    if (!is_db) {
        vars.set("limit_rate", std::to_string(rate.count));
        vars.set("limit_rate_" + key, std::to_string(rate.count));
    }
    std::string backends(vars["limit_backend"]);
    if (backends.find(use.backend) == std::string::npos)
        vars.set("limit_backend", backends.append(backends.empty() ? "" : ",").append(use.backend));
    return true;
}

ESLIO_COLD void leave_for_limit(machine& m, call& c, const std::vector<std::string>& words,
                                std::size_t at) {
    std::string where = words.size() > at ? words[at] : "limit_exceeded";
    if (where.empty()) where = usual_extension;
    if (wire::starts_with(where, "!")) {
        c.hang_up(where.substr(1));
        return;
    }
    for (std::size_t i = at + 1; i < words.size(); ++i) where += " " + words[i];
    c.running().leave();
    // The call sees it when it next reads media.
    afterwards(m, c, std::chrono::milliseconds(20),
               [where](machine& then, call& moved) { transfer_call(then, moved, where); });
}

}  // namespace eslio::testing::fake
