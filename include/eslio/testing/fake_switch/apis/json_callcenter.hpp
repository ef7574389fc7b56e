// `callcenter_config` of the JSON API: its lists (mod_callcenter.c:
// json_callcenter_config_function).
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/callcenter.hpp>
#include <eslio/testing/fake_switch/apis/json_command.hpp>
#include <eslio/testing/fake_switch/text/json_text.hpp>

#include <string_view>

namespace eslio::testing::fake {

ESLIO_DECL json_node json_agent(std::string_view name, const callcenter_agent& agent);

ESLIO_DECL json_node json_tier(const callcenter_tier& tier);

ESLIO_DECL json_node json_queue(std::string_view name, const callcenter_queue& queue);

/// Of all queues if none is named, those who wait longest first.
ESLIO_DECL json_node json_members(machine& m, std::string_view queue);

/// By level and position.
ESLIO_DECL json_node json_tiers(const stores& kept);

/// What a queue has: `agents`, `members` or `tiers`.
ESLIO_DECL json_node json_of_queue(machine& m, std::string_view what, std::string_view queue);

ESLIO_DECL json_answer answer_json_callcenter(machine& m, const json_node& data);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/json_callcenter.ipp>
#endif
