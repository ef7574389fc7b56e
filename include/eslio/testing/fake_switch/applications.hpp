// The dialplan applications that calls of a fake switch know, and how long they take.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/by_name.hpp>
#include <eslio/testing/fake_switch/facts/application_facts.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing {

/// How an application behaves when it is executed. The time that a test gives it counts, whatever
/// FreeSWITCH would make of the argument: a limit of seconds, a length of tones. Of what plays
/// several files, as prompts do, each takes so long; what repeats its file ends after it.
class fake_application {
public:
    using duration = std::chrono::steady_clock::duration;

    fake_application() = default;
    /// One that takes so long, and leaves `response` as `Application-Response`.
    explicit fake_application(duration time, std::string response = "_none_")
        : time_(time), response_(std::move(response)) {}

    /// It lasts until the call ends.
    static fake_application endless();

    /// What was set.
    const std::optional<duration>& time() const noexcept { return time_; }
    const std::string& response() const noexcept { return response_; }

private:
    std::optional<duration> time_ = duration::zero();
    std::string response_ = "_none_";
};

namespace fake {

inline const application_fact* find_application_fact(std::string_view name) noexcept {
    const auto* const last = std::end(application_facts.all);
    const auto* const found = std::lower_bound(
        std::begin(application_facts.all), last, name,
        [](const application_fact& f, std::string_view wanted) { return f.name < wanted; });
    return found == last || found->name != name ? nullptr : found;
}

ESLIO_DECL bool runs_on_dead_call(std::string_view name) noexcept;

/// The applications of a switch: those of FreeSWITCH, and what a test has said of some.
class application_table {
public:
    void insert_or_assign(std::string_view name, fake_application behaviour) {
        said_[name] = std::move(behaviour);
    }

    /// Nothing of one that does not exist: it hangs the call up.
    std::optional<fake_application> find(std::string_view name) const;
    /// A test has.
    bool is_said(std::string_view name) const noexcept { return said_.contains(name); }

    /// What a test has said of it.
    std::optional<fake_application> scripted(std::string_view name) const;

private:
    detail::by_name<fake_application> said_;
};

}  // namespace fake
}  // namespace eslio::testing

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/impl/applications.ipp>
#endif
