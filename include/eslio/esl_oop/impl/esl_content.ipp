// The bodies of the functions of esl_content.hpp that keep headers.
#pragma once

#include <eslio/esl_oop/detail/esl_content.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

namespace eslio::detail {

/// Before the elements of an array in a text.
inline constexpr std::string_view esl_array_mark = "ARRAY::";

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
        if (h.size() <= 1) {
            e.add(h.name(), wire::trim_left(h.value()));  // FreeSWITCH would cut these blanks
            continue;
        }
        std::vector<std::string> elements;
        for (std::size_t i = 0; i < h.size(); ++i) elements.push_back(h[i]);
        e.add_array(h.name(), elements);
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

ESLIO_DECL bool esl_content::is_indexed() {
    if (!names_.is_made() && all.size() >= few) names_.make(all);
    return names_.is_made();
}

ESLIO_DECL esl_content::place esl_content::find_place(std::string_view name) {
    if (is_indexed()) {
        const place* const found = names_.find(name);
        return found != nullptr ? *found : all.end();
    }
    place at = all.begin();
    while (at != all.end() && !wire::iequals(at->name(), name)) ++at;
    return at;
}

/// An index costs as much as many look-ups: it is made for whoever looks for many headers. Without
/// memory for it they are walked through.
ESLIO_DECL const esl_header* esl_content::find(std::string_view name) noexcept {
    if (walked_ / worth_index > all.size()) (void)without_throwing([this] { is_indexed(); });
    if (names_.is_made()) {
        const place* const found = names_.find(name);
        return found != nullptr ? &**found : nullptr;
    }
    for (const esl_header& h : all) {
        ++walked_;
        if (wire::iequals(h.name(), name)) return &h;
    }
    return nullptr;
}

ESLIO_DECL esl_content::place esl_content::insert(bool at_front, std::string_view name) {
    const place at = all.emplace(at_front ? all.begin() : all.end(), name);
    if (names_.is_made()) names_.add(at);
    return at;
}

/// The name may be that of a header which goes.
ESLIO_DECL void esl_content::remove(std::string_view name) {
    if (is_indexed()) {
        for (const place at : names_.take(name)) all.erase(at);
        return;
    }
    headers gone;
    for (place at = all.begin(); at != all.end();) {
        const place next = std::next(at);
        if (wire::iequals(at->name(), name)) gone.splice(gone.end(), all, at);
        at = next;
    }
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
        if (wire::starts_with(value, esl_array_mark)) return add_array(name, value);
        at = insert(where == esl_place::top, name);
    }
    if (stacks)
        at->stack(value, where == esl_place::unshift);
    else
        at->set(value);
}

/// An array as the first element of one is taken for its elements (esl_event.c:
/// esl_event_add_array), however deep it lies: those after it stand beside it.
ESLIO_DECL void esl_content::add_array(std::string_view name, std::string_view text) {
    text.remove_prefix(esl_array_mark.size());
    if (text.empty()) return;
    place at = find_place(name);
    for (;;) {
        const std::size_t end = text.find("|:");
        std::string_view element = text.substr(0, end);
        while (at == all.end() && wire::starts_with(element, esl_array_mark))
            element.remove_prefix(esl_array_mark.size());
        if (name == "_body") body.emplace(element);
        if (at == all.end() && !element.empty()) at = insert(false, name);
        if (at != all.end()) at->stack(element, false);
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
    const std::size_t there = at == all.end() ? 0 : at->size();
    const auto position = static_cast<std::size_t>(*index);
    if (position >= there && position + 1 - there > most_made - made_) return;
    if (at == all.end()) at = insert(false, name);
    made_ += at->set_element(position, value);
}

}  // namespace eslio::detail
