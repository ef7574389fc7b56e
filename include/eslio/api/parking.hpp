// Where calls wait: the queues of mod_fifo, the lots of mod_valet_parking.
#pragma once

#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/record.hpp>
#include <eslio/api/request.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/dial_string.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace eslio::api {

/// Somebody in a fifo: a member to be called, a caller who waits, a consumer who serves.
struct fifo_party {
    std::string uuid;     ///< of a caller or consumer
    std::string contact;  ///< the dial string of a member
    std::string caller_id_name;
    std::string caller_id_number;
    std::string status;
    std::string position;
    std::optional<std::chrono::seconds> timeout;  ///< of a member
    std::optional<std::chrono::seconds> lag;      ///< of a member: how long they are left in peace
    std::optional<std::uint32_t> use_count;       ///< of a member
    std::optional<bool> taking_calls;             ///< of a member
    record fields;

    static fifo_party of(record row);
};

/// A queue of mod_fifo.
struct fifo_queue {
    std::string name;
    std::optional<std::uint32_t> consumer_count;
    std::optional<std::uint32_t> caller_count;
    std::optional<std::uint32_t> waiting_count;
    std::optional<std::uint32_t> importance;
    std::string outbound_strategy;
    std::vector<fifo_party> outbound;
    std::vector<fifo_party> callers;
    std::vector<fifo_party> consumers;
    record fields;

    static fifo_queue of(record row);
};

/// All fifos, or one; nothing in the list if there is none of that name (mod_fifo:
/// fifo_api_function).
ESLIO_DECL request<std::vector<fifo_queue>> fifo_list();
ESLIO_DECL request<std::vector<fifo_queue>> fifo_list(const any_text& fifo);

/// How many are in a fifo.
struct fifo_counts {
    /// How many there are, as `fifo count` tells.
    std::uint64_t consumers = 0;
    /// Callers who wait.
    std::uint64_t callers = 0;
    /// Members, who are called when somebody waits.
    std::uint64_t members = 0;
    /// Consumers that ring.
    std::uint64_t ringing_consumers = 0;
    /// Consumers that wait for a caller.
    std::uint64_t idle_consumers = 0;
};

/// Those of one fifo; nothing if there is none of that name.
ESLIO_DECL request<std::optional<fifo_counts>> fifo_count(const any_text& fifo);

/// How much a fifo counts against others; unreadable if there is none of that name.
ESLIO_DECL request<std::uint64_t> fifo_importance(const any_text& fifo);
ESLIO_DECL request<std::uint64_t> fifo_set_importance(const any_text& fifo,
                                                      std::uint32_t importance);

/// Reads the configuration anew; with `remove` what is no longer in it ends.
ESLIO_DECL api_request fifo_reparse(bool remove = false);

/// How a member of a fifo is called (mod_fifo: fifo_member_api_function).
struct fifo_member_options {
    /// Calls that the member may have at once.
    std::uint32_t calls_at_once = 1;
    /// How long the member's phone rings.
    std::chrono::seconds timeout{60};
    /// The pause between two calls to the member.
    std::chrono::seconds lag{5};
    std::chrono::seconds expires{0};  ///< 0: never
};

/// Whom a fifo calls for its callers. FreeSWITCH reads the fifo's name again for each such call, so
/// that it may hold no blank, comma, `!`, `|`, `'`, backslash or bracket, nor `${` or `:_:`, nor
/// begin with `^^` or `%[`, whoever gives it. References to variables, of a `raw_dial_string`, are
/// expanded when the member is called, and are those of no call (mod_fifo:
/// outbound_enterprise_thread_run). Where the fifo rings all at once, variables of a dial string
/// for all of its legs (`dial_string::variable`) are those of all members
/// (outbound_ringall_thread_run). Variables that hold `${` are refused. A member is found by its
/// dial string, or by the variable `fifo_outbound_uuid` in it.
ESLIO_DECL api_request fifo_member_add(const any_text& fifo, const dial_string& member,
                                       fifo_member_options options = fifo_member_options());
ESLIO_DECL api_request fifo_member_del(const any_text& fifo, const dial_string& member);

/// Whether a call, or a member by the id of mod_fifo, is bridged (fifo_check_bridge_function).
ESLIO_DECL request<bool> fifo_check_bridge(const any_text& id);

/// A call that waits in a lot.
struct valet_token {
    std::string extension;
    std::string uuid;
};

/// A lot of mod_valet_parking.
struct valet_lot {
    std::string name;
    std::vector<valet_token> tokens;
};

/// All lots, or one; nothing in the list if there is none of that name (mod_valet_parking:
/// valet_info_function).
ESLIO_DECL request<std::vector<valet_lot>> valet_info();
ESLIO_DECL request<std::vector<valet_lot>> valet_info(const any_text& lot);

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/parking.ipp>
#endif
