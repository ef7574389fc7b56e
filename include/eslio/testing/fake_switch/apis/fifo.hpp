// `fifo` and what else mod_fifo and mod_valet_parking tell (mod_fifo.c: fifo_api_function).
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/machine/fifo_members.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

namespace eslio::testing::fake {

/// `name:consumers:callers:members:ringing:idle`
ESLIO_DECL std::string fifo_count(const machine& m, const std::string& name, const fifo_node& node);

ESLIO_DECL std::string fifo_report(const std::string& name, const fifo_node& node);

ESLIO_DECL std::string fifo_status(const std::string& name, const fifo_node& node);

ESLIO_DECL std::string answer_fifo(const api_call& c);

/// `add|del fifo originate_string ...`
ESLIO_DECL std::string answer_fifo_member(const api_call& c);

/// Answers how many have been added.
ESLIO_DECL std::string answer_fifo_add_outbound(const api_call& c);
inline std::string answer_fifo_check_bridge(const api_call&) {
    return "false";
}

/// Nothing tells which calls are parked: lots are not modelled.
/// mod_valet_parking.c: valet_info_function
ESLIO_DECL std::string answer_valet_info(const api_call& c);

inline constexpr api_entry fifo_apis[] = {
    {"fifo",
     "list|list_verbose|count|debug|status|has_outbound|importance [<fifo name>]|reparse [del_all]",
     "Return data about a fifo", answer_fifo, "mod_fifo"},
    {"fifo_add_outbound", "<node> <url> [<priority>]", "Add outbound members to a fifo",
     answer_fifo_add_outbound, "mod_fifo"},
    {"fifo_check_bridge", "<uuid>|<outbound_id>", "check if uuid is in a bridge",
     answer_fifo_check_bridge, "mod_fifo"},
    {"fifo_member",
     "[add <fifo_name> <originate_string> [<simo_count>] [<timeout>] [<lag>] [<expires>] "
     "[<taking_calls>] | del <fifo_name> <originate_string>]",
     "Add members to a fifo", answer_fifo_member, "mod_fifo"},
    {"valet_info", "[<lot name>]", "Valet Parking Info", answer_valet_info, "mod_valet_parking"},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/fifo.ipp>
#endif
