// The bodies of the functions of conference_readers.hpp, and of the values that they make.
#pragma once

#include <eslio/api/detail/conference_readers.hpp>
#include <eslio/api/detail/json_value.hpp>
#include <eslio/api/detail/readers.hpp>
#include <eslio/wire/ascii.hpp>

#include <utility>

namespace eslio::detail {

ESLIO_DECL std::optional<std::vector<api::conference_info>> read_conferences(
    std::string_view body) {
    const auto json = read_json(body);
    if (!json || !json->is(json_value::type::array)) return std::nullopt;
    std::vector<api::conference_info> out;
    for (const json_value& one : json->values) {
        if (!one.is(json_value::type::object)) return std::nullopt;
        api::conference_info& c = out.emplace_back(api::conference_info::of(record_of(one)));
        const json_value* members = one.find("members");
        if (members == nullptr || !members->is(json_value::type::array)) continue;
        for (const json_value& member : members->values)
            if (member.is(json_value::type::object))
                c.members.push_back(api::conference_member::of(record_of(member)));
    }
    return out;
}

ESLIO_DECL std::optional<api::conference_info> read_conference(std::string_view body) {
    auto all = read_conferences(body);
    if (!all || all->size() != 1) return std::nullopt;
    return std::move(all->front());
}

ESLIO_DECL std::optional<api::confirmation> read_order_done(std::string_view body) {
    if (!wire::starts_with(body, "+OK") || body.find("\n-ERR") != body.npos) return std::nullopt;
    return api::confirmation{std::string(wire::trim(body.substr(3)))};
}

ESLIO_DECL std::optional<api::confirmation> read_record_stopped(std::string_view body) {
    if (!wire::starts_with(body, "Stopped recording file ")) return read_order_done(body);
    return api::confirmation{std::string(wire::trim(body))};
}

ESLIO_DECL std::optional<api::confirmation> read_level_set(std::string_view body) {
    for (const std::string_view mark : {"Energy ", "+OK Volume ", "Volume "})
        if (wire::starts_with(body, mark) && body.find(" = ") != body.npos)
            return api::confirmation{std::string(wire::trim(body))};
    return std::nullopt;
}

ESLIO_DECL std::optional<hangup_cause> read_dial_result(std::string_view body) {
    static constexpr std::string_view mark = "+OK Call Requested: result: [";
    const std::string_view text = wire::trim(body);
    if (!wire::starts_with(text, mark) || text.back() != ']') return std::nullopt;
    return parse_hangup_cause(text.substr(mark.size(), text.size() - mark.size() - 1));
}

ESLIO_DECL std::optional<std::string> read_dial_job(std::string_view body) {
    static constexpr std::string_view mark = "+OK Job-UUID: ";
    const std::string_view text = wire::trim(body);
    if (!wire::starts_with(text, mark)) return std::nullopt;
    return std::string(text.substr(mark.size()));
}

ESLIO_DECL std::optional<std::string> read_parameter(std::string_view body) {
    if (body == "get <parameter-name>" || wire::starts_with(body, "set <max_members|"))
        return std::nullopt;
    return std::string(body);
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL conference_member conference_member::of(record row) {
    conference_member m;
    detail::fill(row, "id", m.id);
    detail::fill(row, "type", m.type);
    detail::fill(row, "uuid", m.uuid);
    detail::fill(row, "caller_id_name", m.caller_id_name);
    detail::fill(row, "caller_id_number", m.caller_id_number);
    detail::fill(row, "join_time", m.join_time);
    detail::fill(row, "last_talking", m.last_talking);
    detail::fill(row, "energy", m.energy);
    detail::fill(row, "volume_in", m.volume_in);
    detail::fill(row, "volume_out", m.volume_out);
    detail::fill(row, "flags.can_hear", m.can_hear);
    detail::fill(row, "flags.can_speak", m.can_speak);
    detail::fill(row, "flags.talking", m.talking);
    detail::fill(row, "flags.has_floor", m.has_floor);
    detail::fill(row, "flags.has_video", m.has_video);
    detail::fill(row, "flags.is_moderator", m.is_moderator);
    detail::fill(row, "flags.hold", m.on_hold);
    detail::fill(row, "flags.end_conference", m.ends_conference);
    m.fields = std::move(row);
    return m;
}

ESLIO_DECL conference_info conference_info::of(record row) {
    conference_info c;
    detail::fill(row, "conference_name", c.name);
    detail::fill(row, "conference_uuid", c.uuid);
    detail::fill(row, "member_count", c.member_count);
    detail::fill(row, "ghost_count", c.ghost_count);
    detail::fill(row, "rate", c.rate);
    detail::fill(row, "run_time", c.run_time);
    detail::fill(row, "locked", c.locked);
    detail::fill(row, "recording", c.recording);
    detail::fill(row, "running", c.running);
    detail::fill(row, "answered", c.answered);
    c.fields = std::move(row);
    return c;
}

}  // namespace eslio::api
