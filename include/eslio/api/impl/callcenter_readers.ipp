// The bodies of the functions of callcenter_readers.hpp, and of the values that they make.
#pragma once

#include <eslio/api/detail/callcenter_readers.hpp>
#include <eslio/api/detail/json_value.hpp>

#include <utility>

namespace eslio::detail {

ESLIO_DECL std::optional<std::vector<api::record>> read_callcenter(std::string_view body) {
    const auto json = read_json(body);
    const json_value* list = json ? json->find("response") : nullptr;
    if (list == nullptr || !list->is(json_value::type::array)) return std::nullopt;
    std::vector<api::record> out;
    for (const json_value& row : list->values) {
        if (!row.is(json_value::type::object)) return std::nullopt;
        out.push_back(record_of(row));
    }
    return out;
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL callcenter_agent_info callcenter_agent_info::of(record row) {
    callcenter_agent_info a;
    detail::fill(row, "name", a.name);
    detail::fill(row, "instance_id", a.instance_id);
    detail::fill(row, "uuid", a.uuid);
    detail::fill(row, "type", a.type);
    detail::fill(row, "contact", a.contact);
    detail::fill(row, "status", a.status);
    detail::fill(row, "state", a.state);
    detail::fill(row, "max_no_answer", a.max_no_answer);
    detail::fill(row, "no_answer_count", a.no_answer_count);
    detail::fill(row, "wrap_up_time", a.wrap_up_time);
    detail::fill(row, "reject_delay_time", a.reject_delay_time);
    detail::fill(row, "busy_delay_time", a.busy_delay_time);
    detail::fill(row, "no_answer_delay_time", a.no_answer_delay_time);
    detail::fill(row, "last_bridge_start", a.last_bridge_start);
    detail::fill(row, "last_bridge_end", a.last_bridge_end);
    detail::fill(row, "last_offered_call", a.last_offered_call);
    detail::fill(row, "last_status_change", a.last_status_change);
    detail::fill(row, "ready_time", a.ready_time);
    detail::fill(row, "calls_answered", a.calls_answered);
    detail::fill(row, "talk_time", a.talk_time);
    detail::fill(row, "external_calls_count", a.external_calls_count);
    a.fields = std::move(row);
    return a;
}

ESLIO_DECL callcenter_tier_info callcenter_tier_info::of(record row) {
    callcenter_tier_info t;
    detail::fill(row, "queue", t.queue);
    detail::fill(row, "agent", t.agent);
    detail::fill(row, "state", t.state);
    detail::fill(row, "level", t.level);
    detail::fill(row, "position", t.position);
    t.fields = std::move(row);
    return t;
}

ESLIO_DECL callcenter_queue_info callcenter_queue_info::of(record row) {
    callcenter_queue_info q;
    detail::fill(row, "name", q.name);
    detail::fill(row, "strategy", q.strategy);
    detail::fill(row, "moh_sound", q.moh_sound);
    detail::fill(row, "time_base_score", q.time_base_score);
    detail::fill(row, "tier_rules_apply", q.tier_rules_apply);
    detail::fill(row, "max_wait_time", q.max_wait_time);
    detail::fill(row, "max_wait_time_with_no_agent", q.max_wait_time_with_no_agent);
    detail::fill(row, "discard_abandoned_after", q.discard_abandoned_after);
    detail::fill(row, "calls_answered", q.calls_answered);
    detail::fill(row, "calls_abandoned", q.calls_abandoned);
    q.fields = std::move(row);
    return q;
}

ESLIO_DECL callcenter_member_info callcenter_member_info::of(record row) {
    callcenter_member_info m;
    detail::fill(row, "queue", m.queue);
    detail::fill(row, "uuid", m.uuid);
    detail::fill(row, "session_uuid", m.session_uuid);
    detail::fill(row, "cid_number", m.caller_id_number);
    detail::fill(row, "cid_name", m.caller_id_name);
    detail::fill(row, "joined_epoch", m.joined);
    detail::fill(row, "rejoined_epoch", m.rejoined);
    detail::fill(row, "bridge_epoch", m.bridged);
    detail::fill(row, "abandoned_epoch", m.abandoned);
    detail::fill(row, "base_score", m.base_score);
    detail::fill(row, "skill_score", m.skill_score);
    detail::fill(row, "score", m.score);
    detail::fill(row, "serving_agent", m.serving_agent);
    detail::fill(row, "state", m.state);
    m.fields = std::move(row);
    return m;
}

}  // namespace eslio::api
