// The bodies of the functions of system.hpp.
#pragma once

#include <eslio/api/system.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/variable.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <utility>

namespace eslio::detail {

ESLIO_DECL std::optional<api::switch_status> read_status(std::string_view body) {
    const auto json = read_json(body);
    const json_value* response = json ? json->find("response") : nullptr;
    if (response == nullptr || !response->is(json_value::type::object)) return std::nullopt;
    return api::switch_status::of(record_of(*response));
}

ESLIO_DECL std::optional<std::chrono::microseconds> read_uptime(const api::record& all) {
    struct unit {
        const char* name;
        std::int64_t microseconds;
    };
    static constexpr unit units[] = {{"uptime.years", 31'536'000'000'000},
                                     {"uptime.days", 86'400'000'000},
                                     {"uptime.hours", 3'600'000'000},
                                     {"uptime.minutes", 60'000'000},
                                     {"uptime.seconds", 1'000'000},
                                     {"uptime.milliseconds", 1'000},
                                     {"uptime.microseconds", 1}};
    std::int64_t sum = 0;
    for (const unit& u : units) {
        const auto n = value_reader<std::uint16_t>::read(all[u.name]);
        if (!n || (u.microseconds > 1'000'000'000'000 && *n > 1000)) return std::nullopt;
        sum += *n * u.microseconds;
    }
    return std::chrono::microseconds(sum);
}

/// Lines of `+OK`, of which the last says that all is done; none of `-ERR`.
ESLIO_DECL std::optional<api::confirmation> read_done(std::string_view body) {
    if (body.find("\n-ERR") != body.npos) return std::nullopt;
    return read_confirmation(body);
}

ESLIO_DECL std::optional<api::confirmation> read_reloaded(std::string_view body) {
    if (wire::trim(body) != "+OK [Success]") return std::nullopt;
    return api::confirmation{"[Success]"};
}

ESLIO_DECL std::optional<std::chrono::milliseconds> read_milliseconds(std::string_view body) {
    return value_reader<std::chrono::milliseconds>::read(wire::trim(body));
}

ESLIO_DECL api_writer module_order(std::string_view order, const any_text& module, bool forced) {
    api_writer line(order);
    if (forced) line.keyword("-f");
    // A dash at the front is an option to FreeSWITCH.
    line.note(check_front("module", module.text(), "-",
                          "at its front would be an option, as `-f`, which forces it; begin the "
                          "name otherwise, and say by `forced` whether it is"));
    return line.note(check_plain_name("module", module.text())).bare("module", module);
}

constexpr std::string_view setting_word(api::fsctl_setting setting) noexcept {
    using s = api::fsctl_setting;
    switch (setting) {
        case s::max_sessions: return "max_sessions";
        case s::sps: return "sps";
        case s::last_sps: return "last_sps";
        case s::max_dtmf_duration: return "max_dtmf_duration";
        case s::min_dtmf_duration: return "min_dtmf_duration";
        case s::default_dtmf_duration: return "default_dtmf_duration";
        case s::debug_level: return "debug_level";
    }
    return {};
}

ESLIO_DECL api_writer of_kind(std::string_view order, api::call_kind kind) {
    api_writer line(order);
    if (kind == api::call_kind::inbound) line.keyword("inbound");
    if (kind == api::call_kind::outbound) line.keyword("outbound");
    return line;
}

ESLIO_DECL api_writer global_setting(std::string_view name, const any_text& value) {
    api_writer line("global_setvar");
    line.note(check_variable_name(name)).part('=', "a variable's name", name);
    line.note(check_variable_value(name, value));
    if (value.text().empty()) return line;
    if (const std::size_t at = find_variable(value.text()); at != std::string_view::npos)
        line.note(refuse_byte(error::unwritable_text, {"variable", name}, value.text(), at,
                              "and a brace: FreeSWITCH would make `%{` of them in a global "
                              "variable; take them out"));
    return line.part('=', {"variable", name}, value);
}

}  // namespace eslio::detail

namespace eslio::api {

ESLIO_DECL switch_status switch_status::of(record all) {
    switch_status s;
    detail::fill(all, "systemStatus", s.state);
    detail::fill(all, "version", s.version);
    s.uptime = detail::read_uptime(all);
    detail::fill(all, "sessions.count.total", s.sessions_since_start);
    detail::fill(all, "sessions.count.active", s.sessions);
    detail::fill(all, "sessions.count.peak", s.sessions_peak);
    detail::fill(all, "sessions.count.peak5Min", s.sessions_peak_5_minutes);
    detail::fill(all, "sessions.count.limit", s.sessions_limit);
    detail::fill(all, "sessions.rate.current", s.sessions_per_second);
    detail::fill(all, "sessions.rate.max", s.sessions_per_second_limit);
    detail::fill(all, "idleCPU.used", s.idle_cpu);
    detail::fill(all, "idleCPU.allowed", s.idle_cpu_least);
    s.fields = std::move(all);
    return s;
}

ESLIO_DECL request<switch_status> status() {
    return detail::api_writer(R"(json {"command":"status","data":""})").asks(detail::read_status);
}

ESLIO_DECL request<std::chrono::milliseconds> uptime() {
    return detail::api_writer("uptime ms").asks(detail::read_milliseconds);
}

ESLIO_DECL request<std::optional<std::string>> global_getvar(std::string_view name) {
    return detail::api_writer("global_getvar")
        .note(detail::check_variable_name(name))
        .rest("a variable's name", name)
        .asks(detail::read_value);
}

ESLIO_DECL api_request global_setvar(std::string_view name, const any_text& value) {
    return detail::global_setting(name, value).request();
}

ESLIO_DECL api_request global_setvar(std::string_view name, const any_text& value,
                                     const any_text& only_if) {
    detail::api_writer line = detail::global_setting(name, value);
    if (value.text().empty()) line.note(detail::refuse_empty({"variable", name}));
    return line.part('=', "the value before", only_if).request();
}

ESLIO_DECL request<confirmation> reloadxml() {
    return detail::api_writer("reloadxml").as(detail::read_reloaded);
}

ESLIO_DECL request<bool> acl(const any_text& address, const any_text& list) {
    return detail::api_writer("acl")
        .word("address", address)
        .word("list", list)
        .asks(detail::read_yes_no);
}

ESLIO_DECL request<confirmation> load(const any_text& module) {
    return detail::module_order("load", module, false).as(detail::read_done);
}

ESLIO_DECL request<confirmation> unload(const any_text& module, bool forced) {
    return detail::module_order("unload", module, forced).as(detail::read_done);
}

ESLIO_DECL request<confirmation> reload(const any_text& module, bool forced) {
    return detail::module_order("reload", module, forced).as(detail::read_done);
}

ESLIO_DECL request<bool> module_exists(const any_text& module) {
    return detail::api_writer("module_exists").rest("module", module).asks(detail::read_yes_no);
}

ESLIO_DECL request<bool> file_exists(const any_text& path) {
    return detail::api_writer("file_exists").rest("path", path).asks(detail::read_yes_no);
}

ESLIO_DECL request<std::string> strftime(const any_text& format) {
    return detail::api_writer("strftime")
        .note(detail::check_without("format", format.text(), "|"))
        .rest("format", format)
        .asks(detail::read_whole);
}

ESLIO_DECL request<std::string> strftime(const any_text& format,
                                         std::chrono::system_clock::time_point when) {
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(when.time_since_epoch()).count();
    detail::api_writer line("strftime");
    line.note(detail::check_verbatim("format", format));
    if (format.text().empty()) line.note(detail::refuse_empty("format"));
    // FreeSWITCH skips the byte after the bar.
    const std::string whole = std::to_string(seconds).append("| ").append(format.text());
    return line.rest("format", whole).asks(detail::read_whole);
}

ESLIO_DECL request<std::string> strftime_tz(const any_text& zone, const any_text& format) {
    return detail::api_writer("strftime_tz")
        .bare("zone", zone)
        .note(detail::check_without("format", format.text(), "|"))
        .rest("format", format)
        .asks(detail::read_whole);
}

ESLIO_DECL request<bool> fsctl_pause_check(call_kind kind) {
    return detail::of_kind("fsctl pause_check", kind).asks(detail::read_yes_no);
}

ESLIO_DECL api_request fsctl_pause(call_kind kind) {
    return detail::of_kind("fsctl pause", kind).request();
}

ESLIO_DECL api_request fsctl_resume(call_kind kind) {
    return detail::of_kind("fsctl resume", kind).request();
}

ESLIO_DECL request<std::uint64_t> fsctl_get(fsctl_setting setting) {
    return detail::api_writer("fsctl")
        .keyword(detail::setting_word(setting))
        .asks(detail::read_number_told);
}

ESLIO_DECL request<std::uint64_t> fsctl_set(fsctl_setting setting, std::uint32_t value) {
    return detail::api_writer("fsctl")
        .keyword(detail::setting_word(setting))
        .note(detail::check_range("setting", value, 0, INT32_MAX))
        .number(value)
        .as(detail::read_number_told);
}

ESLIO_DECL request<confirmation> fsctl_loglevel(log_level level) {
    return detail::api_writer("fsctl loglevel")
        .keyword(to_string(level))
        .as(detail::read_confirmation);
}

ESLIO_DECL api_request fsctl_shutdown(shutdown_way way, bool restart) {
    detail::api_writer line("fsctl shutdown");
    if (way == shutdown_way::cancel) return line.keyword("cancel").request();
    if (way == shutdown_way::elegant) line.keyword("elegant");
    if (way == shutdown_way::asap) line.keyword("asap");
    if (way == shutdown_way::now && !restart) line.keyword("now");
    if (restart) line.keyword("restart");
    return line.request();
}

}  // namespace eslio::api
