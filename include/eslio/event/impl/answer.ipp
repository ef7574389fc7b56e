// The bodies of the functions of answer.hpp.
#pragma once

#include <eslio/event/answer.hpp>

namespace eslio {

ESLIO_DECL std::optional<std::string_view> job_uuid_of(const reply& r) noexcept {
    if (!r.ok()) return std::nullopt;
    if (const std::string_view id = r["Job-UUID"]; !id.empty()) return id;
    return detail::text_after(r.text(), "+OK Job-UUID: ");
}

ESLIO_DECL std::optional<std::string_view> event_uuid_of(const reply& r) noexcept {
    const auto id = detail::text_after(r.text(), "+OK ");
    const bool is_uuid = id && id->size() == 36 && id->find(' ') == std::string_view::npos;
    return is_uuid ? id : std::nullopt;
}

ESLIO_DECL std::optional<format> format_of(const reply& r) noexcept {
    const auto name = detail::text_after(r.text(), "+OK event listener enabled ");
    return name ? parse_format(*name) : std::nullopt;
}

ESLIO_DECL std::optional<log_level> log_level_of(const reply& r) noexcept {
    const auto told = detail::text_after(r.text(), "+OK log level ");
    if (!told || told->empty() || told->back() != ']') return std::nullopt;
    const std::size_t open = told->rfind('[');
    if (open == std::string_view::npos) return std::nullopt;
    const std::string_view digits = told->substr(open + 1, told->size() - open - 2);
    if (digits == "-1") return log_level::disable;
    const auto number = wire::parse_number(digits);
    if (!number) return std::nullopt;
    return static_cast<log_level>(std::min<std::uint64_t>(*number, 7));
}

ESLIO_DECL std::optional<linger_answer> linger_of(const reply& r) noexcept {
    if (r.text() == "+OK will not linger") return linger_answer{};
    const auto told = detail::text_after(r.text(), "+OK will linger");
    if (!told) return std::nullopt;
    linger_answer a;
    a.lingers = true;
    std::string_view words = *told;
    const auto number = wire::parse_number(wire::next_word(words));
    if (number && *number <= INT32_MAX) a.limit = std::chrono::seconds(static_cast<int>(*number));
    if (!a.limit && !told->empty()) return std::nullopt;
    return a;
}

ESLIO_DECL std::optional<std::string_view> variable_of(const reply& r) noexcept {
    if (r.text() == "-ERR command not found" || r.data() != nullptr || r.has_body())
        return std::nullopt;
    const std::string_view value = r.full_text();
    if (value.empty()) return std::nullopt;
    return value;
}

ESLIO_DECL std::optional<socket_mode> socket_mode_of(const reply& r) noexcept {
    if (r.data() == nullptr) return std::nullopt;
    const event& data = *r.data();
    if (!data.contains("Socket-Mode")) return std::nullopt;
    return socket_mode{wire::iequals(data["Socket-Mode"], "async"),
                       wire::iequals(data["Control"], "full")};
}

}  // namespace eslio
