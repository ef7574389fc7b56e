// The bodies of the functions of parking.hpp.
#pragma once

#include <eslio/api/detail/readers.hpp>
#include <eslio/api/detail/xml_element.hpp>
#include <eslio/api/parking.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/dial_target.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/percent.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace eslio::detail {

ESLIO_DECL std::vector<api::fifo_party> read_parties(const xml_element& fifo,
                                                     std::string_view list) {
    std::vector<api::fifo_party> out;
    const xml_element* all = fifo.find(list);
    if (all == nullptr) return out;
    for (const xml_element& e : all->elements) {
        api::record row = record_of(e);
        if (!e.text.empty()) row.add("contact", e.text);
        out.push_back(api::fifo_party::of(std::move(row)));
    }
    return out;
}

ESLIO_DECL std::optional<std::vector<api::fifo_queue>> read_fifos(std::string_view body) {
    const auto all = read_xml(wire::trim(body));
    if (!all || all->name != "fifo_report") return std::nullopt;
    std::vector<api::fifo_queue> out;
    for (const xml_element& e : all->elements) {
        if (e.name != "fifo") continue;
        api::fifo_queue& q = out.emplace_back(api::fifo_queue::of(record_of(e)));
        q.outbound = read_parties(e, "outbound");
        q.callers = read_parties(e, "callers");
        q.consumers = read_parties(e, "consumers");
    }
    return out;
}

/// `name:1:2:3:4:5` of one fifo, or `none`. The name may hold colons.
ESLIO_DECL std::optional<std::optional<api::fifo_counts>> read_fifo_counts(std::string_view body) {
    std::string_view line = wire::trim(body);
    if (line == "none") return std::optional<std::optional<api::fifo_counts>>(std::in_place);
    api::fifo_counts c;
    for (std::uint64_t* n :
         {&c.idle_consumers, &c.ringing_consumers, &c.members, &c.callers, &c.consumers}) {
        const std::size_t mark = line.rfind(':');
        const auto number =
            mark == line.npos ? std::nullopt : wire::parse_number(line.substr(mark + 1));
        if (!number) return std::nullopt;
        *n = *number;
        line = line.substr(0, mark);
    }
    return c;
}

ESLIO_DECL std::optional<std::uint64_t> read_importance(std::string_view body) {
    static constexpr std::string_view mark = "importance: ";
    const std::string_view line = wire::trim(body);
    if (!wire::starts_with(line, mark)) return std::nullopt;
    return wire::parse_number(line.substr(mark.size()));
}

/// FreeSWITCH expands the member's dial string whenever it calls them
/// (outbound_enterprise_thread_run, outbound_ringall_thread_run), as it does bridge's argument.
ESLIO_DECL api_writer member_order(std::string_view order, const any_text& fifo,
                                   const dial_string& member) {
    const dial_target called(member);
    return api_writer("fifo_member")
        .keyword(order)
        .word("fifo", fifo)
        .note(called.problem())
        .keyword(escape_level(called.text()));
}

/// Of a fifo that calls members. FreeSWITCH writes its name between those of variables of their
/// calls, with quotes round it or none, and as the first word of what they then execute, `fifo NAME
/// out`, which is expanded and split (outbound_enterprise_thread_run, outbound_ringall_thread_run;
/// fifo_function): refused is what one of those readers takes for more than a name.
ESLIO_DECL argument_error check_calling_fifo(std::string_view name) {
    const std::size_t front = wire::starts_with(name, "^^") || begins_scope(name) ? 0 : name.npos;
    for (const std::size_t at :
         {front, name.find_first_of(" ,!'\\|[]{}<>"), find_variable(name), name.find(":_:")})
        if (at != name.npos)
            return refuse_byte(error::unwritable_text, "fifo", name, at,
                               "has a meaning where FreeSWITCH calls the members of a fifo and "
                               "names it to them; take it out");
    return {};
}

ESLIO_DECL std::optional<std::vector<api::valet_lot>> read_lots(std::string_view body) {
    const auto all = read_xml(body);
    if (!all || all->name != "lots") return std::nullopt;
    std::vector<api::valet_lot> out;
    for (const xml_element& lot : all->elements) {
        api::valet_lot& l = out.emplace_back();
        l.name = lot["name"];
        for (const xml_element& e : lot.elements)
            l.tokens.push_back({e.text, std::string(e["uuid"])});
    }
    return out;
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL fifo_party fifo_party::of(record row) {
    fifo_party p;
    detail::fill(row, "uuid", p.uuid);
    detail::fill(row, "contact", p.contact);
    // These are percent-coded (mod_fifo: xml_hash).
    p.caller_id_name = wire::percent_decode(row["caller_id_name"]);
    p.caller_id_number = wire::percent_decode(row["caller_id_number"]);
    detail::fill(row, "status", p.status);
    detail::fill(row, "position", p.position);
    detail::fill(row, "timeout", p.timeout);
    detail::fill(row, "lag", p.lag);
    detail::fill(row, "use_count", p.use_count);
    detail::fill(row, "taking-calls", p.taking_calls);
    p.fields = std::move(row);
    return p;
}

ESLIO_DECL fifo_queue fifo_queue::of(record row) {
    fifo_queue q;
    detail::fill(row, "name", q.name);
    detail::fill(row, "consumer_count", q.consumer_count);
    detail::fill(row, "caller_count", q.caller_count);
    detail::fill(row, "waiting_count", q.waiting_count);
    detail::fill(row, "importance", q.importance);
    detail::fill(row, "outbound_strategy", q.outbound_strategy);
    q.fields = std::move(row);
    return q;
}

ESLIO_DECL request<std::vector<fifo_queue>> fifo_list() {
    return detail::api_writer("fifo list").asks(detail::read_fifos);
}

ESLIO_DECL request<std::vector<fifo_queue>> fifo_list(const any_text& fifo) {
    return detail::api_writer("fifo list").word("fifo", fifo).asks(detail::read_fifos);
}

ESLIO_DECL request<std::optional<fifo_counts>> fifo_count(const any_text& fifo) {
    return detail::api_writer("fifo count").word("fifo", fifo).asks(detail::read_fifo_counts);
}

ESLIO_DECL request<std::uint64_t> fifo_importance(const any_text& fifo) {
    return detail::api_writer("fifo importance").word("fifo", fifo).asks(detail::read_importance);
}

ESLIO_DECL request<std::uint64_t> fifo_set_importance(const any_text& fifo,
                                                      std::uint32_t importance) {
    return detail::api_writer("fifo importance")
        .word("fifo", fifo)
        .note(detail::check_range("importance", importance, 0, INT32_MAX))
        .number(importance)
        .as(detail::read_importance);
}

ESLIO_DECL api_request fifo_reparse(bool remove) {
    detail::api_writer line("fifo reparse");
    return (remove ? line.keyword("del_all") : line).request();
}

ESLIO_DECL api_request fifo_member_add(const any_text& fifo, const dial_string& member,
                                       fifo_member_options options) {
    detail::api_writer line = detail::member_order("add", fifo, member);
    line.note(detail::check_calling_fifo(fifo.text()));
    line.note(detail::check_range("calls at once", options.calls_at_once, 1, INT32_MAX));
    line.note(detail::check_range("timeout", options.timeout.count(), 1, INT32_MAX));
    line.note(detail::check_range("lag", options.lag.count(), 0, INT32_MAX));
    line.note(detail::check_range("expires", options.expires.count(), 0, INT32_MAX));
    line.number(options.calls_at_once).number(options.timeout.count());
    line.number(options.lag.count());
    if (options.expires.count() != 0) line.number(options.expires.count());
    return line.request();
}

ESLIO_DECL api_request fifo_member_del(const any_text& fifo, const dial_string& member) {
    return detail::member_order("del", fifo, member).request();
}

ESLIO_DECL request<bool> fifo_check_bridge(const any_text& id) {
    return detail::api_writer("fifo_check_bridge").rest("id", id).asks(detail::read_yes_no);
}

ESLIO_DECL request<std::vector<valet_lot>> valet_info() {
    return detail::api_writer("valet_info").asks(detail::read_lots);
}

ESLIO_DECL request<std::vector<valet_lot>> valet_info(const any_text& lot) {
    return detail::api_writer("valet_info").rest("lot", lot).asks(detail::read_lots);
}

}  // namespace eslio::api
