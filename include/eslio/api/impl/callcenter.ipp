// The bodies of the functions of callcenter.hpp.
#pragma once

#include <eslio/api/callcenter.hpp>
#include <eslio/api/detail/callcenter_readers.hpp>
#include <eslio/api/detail/readers.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

namespace eslio::detail {

ESLIO_DECL api_writer callcenter_order(std::string_view section, std::string_view action) {
    return api_writer("callcenter_config").keyword(section).keyword(action);
}

template <class Row>
api::request<std::vector<Row>> ask_callcenter(std::string_view arguments) {
    std::string line = R"(json {"command":"callcenter_config","data":{"arguments":")";
    line.append(arguments).append("\"}}");
    return api_writer(line).asks(read_rows<Row, read_callcenter>);
}

template <class Row>
api::request<std::vector<Row>> ask_queue(std::string_view what, const any_text& queue) {
    return callcenter_order("queue", "list")
        .keyword(what)
        .word("queue", queue)
        .asks(read_rows<Row, read_bars>);
}

ESLIO_DECL api::request<std::uint64_t> ask_queue_count(std::string_view what,
                                                       const any_text& queue) {
    return callcenter_order("queue", "count").keyword(what).word("queue", queue).asks(read_count);
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL request<std::vector<callcenter_agent_info>> callcenter_agents() {
    return detail::ask_callcenter<callcenter_agent_info>("agent list");
}

ESLIO_DECL request<std::vector<callcenter_tier_info>> callcenter_tiers() {
    return detail::ask_callcenter<callcenter_tier_info>("tier list");
}

ESLIO_DECL request<std::vector<callcenter_queue_info>> callcenter_queues() {
    return detail::callcenter_order("queue", "list")
        .asks(detail::read_rows<callcenter_queue_info, detail::read_bars>);
}

ESLIO_DECL request<std::vector<callcenter_member_info>> callcenter_members() {
    return detail::ask_callcenter<callcenter_member_info>("member list");
}

ESLIO_DECL request<std::vector<callcenter_agent_info>> callcenter_queue_agents(
    const any_text& queue) {
    return detail::ask_queue<callcenter_agent_info>("agents", queue);
}

ESLIO_DECL request<std::vector<callcenter_tier_info>> callcenter_queue_tiers(
    const any_text& queue) {
    return detail::ask_queue<callcenter_tier_info>("tiers", queue);
}

ESLIO_DECL request<std::vector<callcenter_member_info>> callcenter_queue_members(
    const any_text& queue) {
    return detail::ask_queue<callcenter_member_info>("members", queue);
}

ESLIO_DECL request<std::uint64_t> callcenter_queue_count() {
    return detail::callcenter_order("queue", "count").asks(detail::read_count);
}

ESLIO_DECL request<std::uint64_t> callcenter_queue_agent_count(const any_text& queue) {
    return detail::ask_queue_count("agents", queue);
}

ESLIO_DECL request<std::uint64_t> callcenter_queue_tier_count(const any_text& queue) {
    return detail::ask_queue_count("tiers", queue);
}

ESLIO_DECL request<std::uint64_t> callcenter_queue_member_count(const any_text& queue) {
    return detail::ask_queue_count("members", queue);
}

ESLIO_DECL api_request callcenter_agent_add(const any_text& agent, const any_text& type) {
    return detail::callcenter_order("agent", "add")
        .word("agent", agent)
        .word("type", type)
        .request();
}

ESLIO_DECL api_request callcenter_agent_del(const any_text& agent) {
    return detail::callcenter_order("agent", "del").word("agent", agent).request();
}

ESLIO_DECL api_request callcenter_agent_reload(const any_text& agent) {
    return detail::callcenter_order("agent", "reload")
        .note(detail::check_strangers_order("agent", agent, "all"))
        .word("agent", agent)
        .request();
}

ESLIO_DECL api_request callcenter_agent_set(std::string_view key, const any_text& agent,
                                            const any_text& value) {
    detail::api_writer line = detail::callcenter_order("agent", "set");
    if (wire::iequals(key, "contact") && value.stranger() != nullptr)
        line.note(detail::refuse(error::unwritable_text, "value",
                                 "a contact is a dial string, which no stranger may write; make "
                                 "one of the program's own with their number in it"));
    return line.note(detail::check_plain_name("key", key))
        .word("key", key)
        .word("agent", agent)
        .word("value", value)
        .request();
}

ESLIO_DECL request<std::optional<std::string>> callcenter_agent_get(std::string_view key,
                                                                    const any_text& agent) {
    return detail::callcenter_order("agent", "get")
        .note(detail::check_plain_name("key", key))
        .word("key", key)
        .word("agent", agent)
        .asks(detail::read_value);
}

ESLIO_DECL api_request callcenter_tier_add(const any_text& queue, const any_text& agent,
                                           std::uint32_t level, std::uint32_t position) {
    return detail::callcenter_order("tier", "add")
        .word("queue", queue)
        .word("agent", agent)
        .note(detail::check_range("level", level, 0, INT32_MAX))
        .note(detail::check_range("position", position, 0, INT32_MAX))
        .number(level)
        .number(position)
        .request();
}

ESLIO_DECL api_request callcenter_tier_set(std::string_view key, const any_text& queue,
                                           const any_text& agent, const any_text& value) {
    return detail::callcenter_order("tier", "set")
        .note(detail::check_plain_name("key", key))
        .word("key", key)
        .word("queue", queue)
        .word("agent", agent)
        .word("value", value)
        .request();
}

ESLIO_DECL api_request callcenter_tier_del(const any_text& queue, const any_text& agent) {
    return detail::callcenter_order("tier", "del")
        .word("queue", queue)
        .word("agent", agent)
        .request();
}

ESLIO_DECL api_request callcenter_queue_load(const any_text& queue) {
    return detail::callcenter_order("queue", "load").word("queue", queue).request();
}

ESLIO_DECL api_request callcenter_queue_unload(const any_text& queue) {
    return detail::callcenter_order("queue", "unload").word("queue", queue).request();
}

ESLIO_DECL api_request callcenter_queue_reload(const any_text& queue) {
    return detail::callcenter_order("queue", "reload").word("queue", queue).request();
}

ESLIO_DECL api_request callcenter_break(const any_text& uuid) {
    return detail::api_writer("callcenter_break agent").uuid(uuid).request();
}

}  // namespace eslio::api
