// The bodies of the functions of event_list.hpp.
#pragma once

#include <eslio/command/event_list.hpp>
#include <eslio/event/detail/type_word.hpp>

namespace eslio {

ESLIO_DECL event_list& event_list::add(event_name name) {
    if (name == event_name::unknown)
        return fail(detail::refuse(eslio::error::bad_event_name, "event",
                                   "`unknown` is no event that can be named; add it by its "
                                   "name"));
    if (name == event_name::custom) wants_custom_ = true;
    names_.add(to_string(name));
    return *this;
}

ESLIO_DECL event_list& event_list::add(std::string_view name) {
    if (const auto known = detail::subscribed_type(name); known != event_name::unknown)
        return add(known);
    if (parse_format(name))
        return fail(detail::refuse(eslio::error::bad_event_name, "event",
                                   "plain, json and xml would change the format; give it to "
                                   "the subscription"));
    const argument_error wrong = detail::check_word("event", name);
    if (wrong) return fail({eslio::error::bad_event_name, wrong.words()});
    names_.add(name);
    return *this;
}

ESLIO_DECL event_list& event_list::custom(std::string_view subclass) {
    const argument_error wrong = detail::check_word("subclass", subclass);
    if (wrong) return fail({eslio::error::bad_event_name, wrong.words()});
    subclasses_.add(subclass);
    return *this;
}

ESLIO_DECL argument_error event_list::problem() const {
    if (problem_ || !wants_custom_ || !subclasses().empty()) return problem_;
    return detail::refuse(eslio::error::custom_without_subclass, "event",
                          "CUSTOM alone brings next to nothing; name its subclasses, as "
                          "sofia::register, by custom()");
}

ESLIO_DECL bool event_list::contains(const event& e) const noexcept {
    if (has(event_name::all)) return true;
    if (e.is(event_name::custom))
        return has(event_name::custom) && (e.subclass().empty() || has_subclass(e.subclass()));
    return std::any_of(names().begin(), names().end(),
                       [&](const std::string& word) { return detail::names_type(word, e.name()); });
}

ESLIO_DECL std::string event_list::words() const {
    std::string text;
    for (const std::string& name : names())
        if (name != to_string(event_name::custom)) text.append(" ").append(name);
    if (!subclasses().empty()) text.append(" CUSTOM");
    for (const std::string& subclass : subclasses()) text.append(" ").append(subclass);
    return text;
}

ESLIO_DECL std::vector<std::string> event_list::warnings() const {
    std::vector<std::string> all;
    for (const std::string& name : names())
        if (parse_event_name(name) == event_name::unknown)
            all.push_back(name + ": no event that eslio knows of; FreeSWITCH ignores a name "
                                 "that it does not know");
    for (const std::string& subclass : subclasses())
        if (detail::subscribed_type(subclass) != event_name::unknown)
            all.push_back(subclass + ": the name of an event, taken for a subclass of CUSTOM");
    return all;
}

namespace cmd {

ESLIO_DECL command listen(const event_list& events, std::optional<format> type) {
    if (argument_error wrong = events.problem()) return command::invalid(std::move(wrong));
    if (events.empty()) return command::invalid(detail::refuse_empty("events"));
    std::string line("event");
    if (type) line.append(" ").append(to_string(*type));
    wire::line_writer w;
    w.text(line.append(events.words())).finish();
    return command(std::move(w));
}

ESLIO_DECL command nixevent(const event_list& events) {
    if (argument_error wrong = events.problem()) return command::invalid(std::move(wrong));
    if (events.empty()) return command::invalid(detail::refuse_empty("events"));
    wire::line_writer w;
    w.text("nixevent" + events.words()).finish();
    return command(std::move(w));
}

}  // namespace cmd

}  // namespace eslio
