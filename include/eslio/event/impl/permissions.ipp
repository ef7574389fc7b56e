// The bodies of the functions of permissions.hpp.
#pragma once

#include <eslio/event/detail/type_word.hpp>
#include <eslio/event/permissions.hpp>

namespace eslio {

ESLIO_DECL permissions::permissions(const reply& r) {
    const std::string_view events = r["Allowed-Events"];
    const std::string_view apis = r["Allowed-API"];
    const std::string_view logs = r["Allowed-LOG"];
    if (events.empty() && apis.empty() && logs.empty()) return;
    is_user_ = true;
    events_ = list(events);
    apis_ = list(apis);
    log_ = logs == "true";
    complete_ = log_ || logs == "false";
    if (complete_) return;
    // FreeSWITCH cut it, and the last word told may not be the name that it looks like.
    auto& last = apis.empty() ? events_ : apis_;
    if (!last.words.empty()) last.words.pop_back();
    last.says_all = false;
}

ESLIO_DECL permission permissions::event(event_name type) const noexcept {
    if (!is_user_ || events_.says_all) return permission::granted;
    for (const std::string& word : events_.words) {
        const event_name named = detail::subscribed_type(word);
        if (named == type || named == event_name::all) return permission::granted;
        if (named == event_name::custom) break;  // subclasses follow
    }
    return not_told();
}

ESLIO_DECL permission permissions::subclass(std::string_view name) const noexcept {
    if (!is_user_) return permission::granted;
    if (events_.says_all) return permission::untold;
    bool custom = false;
    for (const std::string& word : events_.words) {
        if (custom && word == name) return permission::granted;
        custom = custom || detail::subscribed_type(word) == event_name::custom;
    }
    return not_told();
}

ESLIO_DECL permission permissions::api(std::string_view command) const noexcept {
    if (!is_user_) return permission::granted;
    if (apis_.says_all) return permission::untold;
    for (;;) {
        const std::string_view name = wire::next_word(command);
        const auto found = std::find(apis_.words.begin(), apis_.words.end(), name);
        if (found == apis_.words.end()) return not_told();
        if (!runs_another(name) || command.empty()) return permission::granted;
    }
}

ESLIO_DECL permissions::told permissions::list(std::string_view text) {
    told a;
    a.says_all = text == "all";
    const char separator = text.find(' ') != std::string_view::npos ? ' ' : ',';
    while (!text.empty())
        if (const auto word = wire::next_word(text, separator); !word.empty())
            a.words.push_back(std::string(word));
    return a;
}

ESLIO_DECL bool permissions::runs_another(std::string_view name) noexcept {
    for (const std::string_view other : {"bgapi", "sched_api", "eval", "expand", "xml_wrap"})
        if (wire::iequals(name, other)) return true;
    return false;
}

ESLIO_DECL std::optional<permissions> permissions_of(const reply& r) {
    if (!wire::starts_with(r.text(), "+OK accepted")) return std::nullopt;
    return permissions(r);
}

}  // namespace eslio
