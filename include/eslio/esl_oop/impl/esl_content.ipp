// The bodies of the functions of esl_content.hpp that keep headers.
#pragma once

#include <eslio/esl_oop/detail/esl_content.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace eslio::detail {

ESLIO_DECL std::string_view esl_type_of(std::string_view text) noexcept {
    constexpr std::size_t prefix = std::string_view("SWITCH_EVENT_").size();
    std::string_view known = to_string(parse_event_name(text));
    if (known.empty() && text.size() > prefix)
        known = to_string(parse_event_name(text.substr(prefix)));
    return known;
}

ESLIO_DECL esl_content esl_content::of(const event& e) {
    esl_content c("CUSTOM");
    for (const event_header h : e.headers()) {
        // Of several names the last counts: FreeSWITCH keeps those of an event sent to it.
        if (wire::iequals(h.name(), "Event-Name")) {
            c.remove(h.name());
            const std::string_view known = esl_type_of(h.value());
            if (!known.empty()) c.type = known;
        }
        if (!h.is_array()) {
            c.add(esl_place::bottom, h.name(), h.value());
            continue;
        }
        for (std::size_t i = 0; i < h.size(); ++i) c.add(esl_place::push, h.name(), h[i]);
    }
    if (e.has_body()) c.body.emplace(e.body());
    return c;
}

ESLIO_DECL event esl_content::to_event() const {
    event e;
    for (const esl_header& h : all) {
        if (h.is_array && h.elements.size() > 1)
            e.add_array(h.name, h.elements);
        else
            e.add(h.name, wire::trim_left(h.value));  // FreeSWITCH would cut these blanks
    }
    if (body) e.set_body(*body);
    return e;
}

ESLIO_DECL esl_content esl_content::socket_data() {
    esl_content c("SOCKET_DATA");
    c.add(esl_place::bottom, "Event-Name", "SOCKET_DATA");
    return c;
}

ESLIO_DECL esl_content esl_content::socket_data(std::string_view content_type) {
    esl_content c = socket_data();
    c.add(esl_place::bottom, "Content-Type", content_type);
    return c;
}

ESLIO_DECL esl_content::place esl_content::find_place(std::string_view name) noexcept {
    place at = all.begin();
    while (at != all.end() && !wire::iequals(at->name, name)) ++at;
    return at;
}

ESLIO_DECL const esl_header* esl_content::find(std::string_view name) const noexcept {
    for (const esl_header& h : all)
        if (wire::iequals(h.name, name)) return &h;
    return nullptr;
}

ESLIO_DECL esl_content::place esl_content::insert(bool at_front, std::string_view name) {
    const place at = all.emplace(at_front ? all.begin() : all.end());
    at->name = name;
    return at;
}

ESLIO_DECL void esl_content::remove(std::string_view name) {
    all.remove_if([&](const esl_header& h) { return wire::iequals(h.name, name); });
}

ESLIO_DECL void esl_content::add(esl_place where, std::string_view name, std::string_view value) {
    if (name == "_body") body.emplace(value);
    if (const std::size_t bracket = name.find('['); bracket != name.npos)
        return set_element(name.substr(0, bracket), name.substr(bracket + 1), value);
    const bool stacks = where == esl_place::push || where == esl_place::unshift;
    if (where == esl_place::top) remove(name);
    place at = stacks ? find_place(name) : all.end();
    if (at == all.end()) {
        if (value.empty()) return remove(name);
        if (wire::starts_with(value, "ARRAY::")) return add_array(name, value);
        at = insert(where == esl_place::top, name);
    }
    if (stacks)
        stack(at, value, where == esl_place::unshift);
    else
        at->value = value;
}

ESLIO_DECL void esl_content::add_array(std::string_view name, std::string_view text) {
    text.remove_prefix(std::string_view("ARRAY::").size());
    if (text.empty()) return;
    for (;;) {
        const std::size_t end = text.find("|:");
        add(esl_place::push, name, text.substr(0, end));
        if (end == text.npos) return;
        text.remove_prefix(end + 2);
    }
}

ESLIO_DECL void esl_content::set_element(std::string_view name, std::string_view number,
                                         std::string_view value) {
    std::size_t digits = 0;
    while (digits < number.size() && number[digits] >= '0' && number[digits] <= '9') ++digits;
    // What is no number is 0 to libesl; a negative one is none.
    const auto index = digits == 0 ? std::optional<std::uint64_t>(0)
                                   : wire::parse_number(number.substr(0, digits));
    if (!index || *index > most_elements || wire::starts_with(number, "-")) return;
    place at = find_place(name);
    if (at == all.end()) at = insert(false, name);
    at->is_array = true;
    if (*index >= at->elements.size()) at->elements.resize(static_cast<std::size_t>(*index) + 1);
    at->elements[static_cast<std::size_t>(*index)] = value;
    join(*at);
}

ESLIO_DECL void esl_content::stack(place at, std::string_view value, bool at_front) {
    if (!at->is_array && !at->value.empty()) at->elements.push_back(std::move(at->value));
    at->is_array = true;
    at->elements.emplace(at_front ? at->elements.begin() : at->elements.end(), value);
    join(*at);
}

ESLIO_DECL void esl_content::join(esl_header& h) {
    h.value.clear();
    if (h.elements.size() > 1) h.value = "ARRAY::";
    for (std::size_t i = 0; i < h.elements.size(); ++i) {
        if (i != 0) h.value += "|:";
        h.value += h.elements[i];
    }
}

}  // namespace eslio::detail
