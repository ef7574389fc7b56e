// The bodies of the functions of subscription.hpp.
#pragma once

#include <eslio/command/subscription.hpp>

namespace eslio {

ESLIO_DECL subscription& subscription::filter(filter_rule rule) {
    filters_.add(std::move(rule));
    return *this;
}

ESLIO_DECL subscription& subscription::note() {
    const argument_error wrong = events_.problem();
    if (wrong.code() != eslio::error::custom_without_subclass) problem_.note(wrong);
    return *this;
}

ESLIO_DECL argument_error subscription::problem() const {
    if (problem_) return problem_;
    if (argument_error wrong = events_.problem()) return wrong;
    for (const filter_rule& f : filters())
        if (f.problem()) return f.problem();
    const bool all_negative =
        !filters().empty() && std::all_of(filters().begin(), filters().end(),
                                          [](const filter_rule& f) { return f.negative(); });
    if (!all_negative) return {};
    return detail::refuse(eslio::error::only_negative_filters, "filters",
                          "with negative ones alone FreeSWITCH delivers nothing; add one that "
                          "selects, as matching(\"Event-Name\", \".\")");
}

ESLIO_DECL std::vector<std::string> subscription::warnings() const {
    std::vector<std::string> all = events_.warnings();
    for (const filter_rule& f : filters())
        if (std::string odd = f.warning(); !odd.empty()) all.push_back(std::move(odd));
    return all;
}

ESLIO_DECL std::vector<command> subscription::commands() const {
    if (argument_error wrong = problem()) return {command::invalid(std::move(wrong))};
    std::vector<command> all;
    for (const filter_rule& f : filters()) all.push_back(f.add_command());
    if (!events_.empty()) all.push_back(cmd::listen(events_, format_));
    if (log_) all.push_back(cmd::log(*log_));
    if (all.empty()) all.push_back(command::invalid(detail::refuse_empty("subscription")));
    return all;
}

ESLIO_DECL std::vector<command> subscription::undo() const {
    if (argument_error wrong = problem()) return {command::invalid(std::move(wrong))};
    std::vector<command> all;
    if (!events_.empty()) all.push_back(cmd::nixevent(events_));
    for (const filter_rule& f : filters()) all.push_back(f.delete_command());
    if (log_) all.push_back(cmd::nolog());
    if (all.empty()) all.push_back(command::invalid(detail::refuse_empty("subscription")));
    return all;
}

}  // namespace eslio
