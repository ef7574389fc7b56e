// The whole switch without its sockets: calls, API commands, scripts and what was said to it.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/by_name.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/api_answer.hpp>
#include <eslio/testing/fake_switch/applications.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/call/running_app.hpp>
#include <eslio/testing/fake_switch/call_plan.hpp>
#include <eslio/testing/fake_switch/core/core.hpp>
#include <eslio/testing/fake_switch/core/registration.hpp>
#include <eslio/testing/fake_switch/core/stores.hpp>
#include <eslio/testing/fake_switch/dial_string.hpp>
#include <eslio/testing/fake_switch/expectation.hpp>
#include <eslio/testing/fake_switch/facts/described.hpp>
#include <eslio/testing/fake_switch/incoming_call.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

class machine;

/// Takes an answer, once.
using api_done = detail::shared_function<void(api_answer)>;

/// An API command: answers now or later. The arguments hold only during the call.
using api_function =
    detail::shared_function<void(machine&, std::string_view arguments, api_done done)>;

/// Names are case-insensitive; the key is in lower case.
using api_table = detail::by_name<api_function>;

ESLIO_DECL std::string lower(std::string_view text);

/// Without the blanks and line ends around it (switch_utils.c: switch_strip_whitespace).
ESLIO_DECL std::string_view strip_blanks(std::string_view text) noexcept;

class machine : public core {
public:
    using core::core;

    /// Those of a test, which go first, and those that keep something of their own.
    api_table apis;
    /// The ones that every switch has (apis/catalogue.hpp); empty if there is none of that name.
    detail::shared_function<api_function(std::string_view name)> find_api;
    application_table applications;
    detail::by_name<std::string> globals;
    eslio::detail::compact_vector<registration> registrations;
    stores kept;

    call_plan default_plan;
    detail::by_name<call_plan> plans;  ///< by destination
    std::function<std::optional<call_plan>(const originate_request&)> on_originate;

    /// What a test expects; looked at before any command of its own, the first one decides.
    eslio::detail::compact_vector<std::shared_ptr<rule>> rules;

    /// The dialplan: what is done with calls to that number (`extension_key`).
    detail::by_name<dialplan> extensions;
    menu_table menus;  ///< of `ivr`

    /// A leg that waits to be picked up, by its key, and what was said of it.
    struct pickup_place {
        std::string key;
        std::weak_ptr<call> leg;
        event variables;
    };
    eslio::detail::compact_vector<pickup_place> pickups;

    /// Applications that are more than time and variables, by name: those that keep something of
    /// their own, and those that every switch has (applications/catalogue.hpp).
    using application_handler = detail::shared_function<void(machine&, call&, const running_app&)>;
    detail::by_name<application_handler> handlers;
    using application_function = void (*)(machine&, call&, const running_app&);
    application_function (*find_handler)(std::string_view name) = nullptr;

    /// mod_event_socket has ended; true if it is to come back.
    detail::shared_function<void(bool reload)> on_module_end;

    /// An application sends its call elsewhere.
    detail::shared_function<void(call&, const std::string& where)> on_transfer;

    /// The switch crashes.
    detail::shared_function<void()> on_abort;

    /// Connects the application `socket` of a call with a program.
    detail::shared_function<void(call&, const running_app&)> open_socket;

    std::vector<std::string> commands_seen;

    // What there is, for lists of it.
    const eslio::detail::compact_vector<described>* described_apis = nullptr;
    const eslio::detail::compact_vector<described>* described_applications = nullptr;

    template <class Function>
    void for_each_described_api(Function f) const {
        if (described_apis != nullptr)
            for (const described& one : *described_apis) f(one);
    }
    template <class Function>
    void for_each_described_application(Function f) const {
        if (described_applications != nullptr)
            for (const described& one : *described_applications) f(one);
    }

    // API commands.

    /// Runs `name` and gives its answer to `done`, a failure if there is none of that name; fires
    /// the API event just before. Blanks around the arguments are not the command's, but for
    /// `console_complete` (switch_loadable_module.c: switch_api_execute).
    void execute_api(std::string_view written, std::string_view rest, api_done done);

    /// The same, as mod_event_socket tells of a failure.
    void run_api(const std::string& name, const std::string& arguments,
                 detail::shared_function<void(std::string)> done);

    /// The text of a command line `name arguments`.
    void run_api_line(std::string_view line, detail::shared_function<void(std::string)> done) {
        const std::string name(wire::next_word(line));
        run_api(name, std::string(line), std::move(done));
    }

    /// Runs a command in the background and fires its result (`api_exec` of mod_event_socket, or
    /// `bgapi_exec` of mod_commands, which tells of a failure in other words).
    void run_job(const std::string& job_uuid, std::string_view line, const std::string& owner_uuid,
                 bool by_api = false);

    // Calls.

    call* find_call(std::string_view uuid) const;

    /// The call of that UUID if it is up: one that hangs up is not found
    /// (switch_core_session_perform_read_lock).
    call* find_live(std::string_view uuid) const {
        call* const c = find_call(uuid);
        return c == nullptr || c->leg().is_down() ? nullptr : c;
    }

    /// In the order in which they began.
    const eslio::detail::compact_vector<std::shared_ptr<call>>& calls() const noexcept {
        return calls_;
    }

    /// Those that have ended, as long as the tables are behind (`table_delay`).
    const eslio::detail::compact_vector<std::shared_ptr<call>>& still_listed() const noexcept {
        return still_listed_;
    }

    /// How many there have been at once.
    std::size_t most_calls() const noexcept { return most_calls_; }

    /// Places a call. `prepare` is called before its first event.
    call& originate(const originate_request& wanted, call::outcome done) {
        return originate(wanted, plan_for(wanted), std::move(done), {});
    }
    call& originate(const originate_request& wanted, const std::optional<call_plan>& scripted,
                    call::outcome done, const detail::shared_function<void(call&)>& prepare);

    /// What a test says of calls to that destination; its hook is asked each time.
    std::optional<call_plan> plan_for(const originate_request& wanted) const;

    /// A call comes in and goes through `where`.
    call& come_in(const incoming_call& wanted, dialplan where);

    /// A number of a context, among the extensions; no name is `default`.
    static std::string extension_key(std::string_view number, std::string_view context);

    /// The actions of a number; of an unknown one none.
    dialplan extension(std::string_view number, std::string_view context = {}) const;

    /// What a dialplan does with a call: that of a name that is neither `XML` nor `inline` nothing.
    dialplan actions_of(const dialplan_place& place) const;

    /// Hangs all calls up; tells how many.
    std::size_t hang_up_all(std::string_view cause);

    /// The calls are gone without a word, as after a crash.
    void forget_calls() {
        calls_.clear();
        still_listed_.clear();
    }

private:
    api_function api_named(const std::string& name) const;

    std::shared_ptr<call> add_call(call_plan plan);

    /// What the far end of a loopback leg executes, if there is such an extension.
    std::optional<dialplan> far_end_of(const originate_request& wanted) const;

    /// A call that hangs up tells the one that it talks with, or that calls it, why
    /// (switch_channel.c: switch_channel_perform_hangup, switch_channel_get_partner_uuid).
    void note_hangup(const call& gone) const;

    void remove(const call& gone);

    eslio::detail::compact_vector<std::shared_ptr<call>> calls_;
    eslio::detail::compact_vector<std::shared_ptr<call>> still_listed_;
    std::size_t most_calls_ = 0;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/machine.ipp>
#endif
