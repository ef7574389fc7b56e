// What a switch keeps besides its calls: the values of hash and db, groups, limits, scheduled
// tasks, aliases.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/by_name.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/core/scheduler.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// Values by realm and key, in the order in which they were inserted.
class realm_store {
public:
    struct value {
        std::string realm, key, text;
    };

    const value* find(std::string_view realm, std::string_view key) const {
        for (const value& v : all_)
            if (v.realm == realm && v.key == key) return &v;
        return nullptr;
    }
    void insert(std::string realm, std::string key, std::string text) {
        erase(realm, key);
        all_.push_back({std::move(realm), std::move(key), std::move(text)});
    }
    /// Whether there was one.
    bool erase(std::string_view realm, std::string_view key);
    const eslio::detail::compact_vector<value>& all() const noexcept { return all_; }

private:
    eslio::detail::compact_vector<value> all_;
};

/// One call's use of a resource.
struct limit_use {
    std::string call;  ///< its UUID
    std::string backend, realm, resource;
};

/// What listens to the media of a call, or changes it, as `uuid_buglist` tells.
struct media_bug {
    std::string call;  ///< its UUID
    std::string function, target;
    std::int64_t began = 0;    ///< microseconds since 1970
    std::uint32_t number = 0;  ///< no other has it
};

/// An agent of mod_callcenter; the columns in their order.
struct callcenter_agent {
    std::string type;
    std::string contact;
    std::string status = "Logged Out";
    std::string state = "Waiting";
    std::string uuid = {};
    detail::by_name<std::string> numbers = {};  ///< those that were set
};

/// A call that waits in a queue of mod_callcenter, or talks to an agent of it.
struct callcenter_member {
    std::string uuid, session, queue, name, number;
    std::string agent;           ///< who is called for it, or talks to it
    std::string agent_uuid;      ///< empty until they talk
    std::int64_t joined = 0;     ///< seconds since 1970
    std::int64_t called = 0;     ///< when the agent was, the same
    std::int64_t abandoned = 0;  ///< when the caller has gone, the same
    std::int64_t offered = 0;  ///< when the newest agent was called (ring-progressively), the same
    int last_level = 0;        ///< of the agent called last (top-down)
    int last_position = 0;     ///< the same
    /// Ends the call to an agent who is being called for it, by the agent's name.
    detail::by_name<detail::shared_function<void(std::string_view cause)>> calling = {};

    bool waits() const noexcept { return agent.empty() && abandoned == 0; }
};

/// A queue of mod_callcenter as its configuration has it.
struct callcenter_queue {
    std::string strategy = "longest-idle-agent";
    /// Seconds from one agent to the next, of `ring-progressively`.
    int progressive_delay = 10;

    bool rings_several() const noexcept {
        return strategy == "ring-all" || strategy == "ring-progressively";
    }
};

struct callcenter_tier {
    std::string queue, agent, state, level, position;
};

/// Who is called for those that wait in a queue of mod_fifo (a row of its table fifo_outbound).
struct fifo_member {
    std::string id;  ///< `fifo_outbound_uuid`, or the MD5 sum of what is dialled
    std::string originate_string;
    int simultaneous = 1;  ///< none: it is never called
    int timeout = 60;      ///< seconds
    int lag = 5;           ///< seconds that it is left alone after a call
    int talks = 0;
    int calls = 0;               ///< that it has had
    int failures = 0;            ///< of late
    std::int64_t next_call = 0;  ///< not before that, in seconds since 1970
    bool rings = false;

    bool is_free() const noexcept { return !rings && talks == 0 && simultaneous > 0; }
};

/// A queue of mod_fifo: who waits in it, and who is called for it.
struct fifo_node {
    std::vector<std::string> callers;  ///< their UUIDs
    std::vector<fifo_member> outbound;
    int ringing = 0;          ///< how often members are being called
    bool looks_soon = false;  ///< for members to call
    /// Ends the calls for a caller, by the caller's UUID.
    detail::by_name<detail::shared_function<void(std::string_view cause)>> calling = {};
    /// By priority, of which FreeSWITCH has ten: `fifo_add_outbound` has them wait, and tells how
    /// many wait in that one.
    std::size_t outbound_calls[10] = {};
    int importance = 0;
    int outbound_priority = 0;
    int ready = 0;                            ///< as `fifo status` tells
    std::vector<std::string> consumers = {};  ///< UUIDs of those who serve it and may wait for that

    std::size_t waiting() const noexcept {
        std::size_t all = callers.size();
        for (const std::size_t calls : outbound_calls) all += calls;
        return all;
    }
};

/// A call that waits in a lot of mod_valet_parking.
struct valet_place {
    std::string lot, extension;
    std::string call;          ///< its UUID
    std::uint32_t number = 0;  ///< no other has it
    bool held = false;         ///< it has been told that it waits, and hears music
};

/// How often a resource was taken lately.
struct limit_rate {
    std::size_t count = 0;
    std::int64_t since = 0;  ///< seconds since 1970
};

/// What is to be done at a time (switch_scheduler.c).
struct scheduled_task {
    std::uint32_t id = 0;
    std::string description;
    std::string group;
    std::int64_t when = 0;  ///< seconds since 1970
    scheduler::id timer{};
};

/// Takes out all that are equal to it; false if there is none.
ESLIO_DECL bool forget_text(std::vector<std::string>& all, std::string_view text);

struct stores {
    stores();

    realm_store hash;
    realm_store db;
    detail::by_name<std::vector<std::string>> groups;
    eslio::detail::compact_vector<limit_use> limits;
    detail::by_name<limit_rate> rates;  ///< by backend/realm_resource
    eslio::detail::compact_vector<scheduled_task> tasks;
    eslio::detail::compact_vector<media_bug> bugs;
    std::uint32_t last_bug = 0;
    detail::by_name<callcenter_agent> agents;
    eslio::detail::compact_vector<callcenter_tier> tiers;
    detail::by_name<callcenter_queue> queues;  ///< of mod_callcenter
    eslio::detail::compact_vector<callcenter_member> members;
    detail::by_name<fifo_node> fifos;
    eslio::detail::compact_vector<valet_place> valet;
    std::uint32_t last_valet_place = 0;
    std::set<std::string> valet_lots;  ///< those that have been used
    std::uint32_t last_task = 3;       ///< modules have some of their own
    detail::by_name<std::string> aliases;
    detail::by_name<std::string> settings;  ///< that `fsctl` has changed

    std::size_t usage(std::string_view backend, std::string_view realm,
                      std::string_view resource) const;

    /// Lets go what a call uses; an empty realm is all of them, an empty resource all of a realm.
    void release(std::string_view call, std::string_view backend, std::string_view realm,
                 std::string_view resource);
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/core/impl/stores.ipp>
#endif
