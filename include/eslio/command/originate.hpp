// The API command `originate`: makes a call and connects it to an application or an extension.
#pragma once

#include <eslio/command/api.hpp>
#include <eslio/command/application.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/dialplan.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/dial_string.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/sendmsg.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio {

/// `originate`, to be given to an operation that takes an API command:
///
///     eslio::originate call("user/1000");
///     call.caller_id(eslio::untrusted(name), eslio::untrusted(number)).timeout(30s);
///     co_await fs.async_bgapi(call.application("playback", "hello.wav"), token);
///
/// The result is `+OK <uuid>` when the far end has answered or sent early media, `-ERR <CAUSE>` if
/// not (mod_commands: originate_function); with the variable `ignore_early_media` at `true` only
/// the answer counts. As `api` it holds the connection up until then.
/// Caller's id and timeout are given as variables, whose escapes hold. `async_originate` makes a
/// call of it, or tells why there is none.
class originate {
public:
    /// Calls that; once it is answered the call is parked, unless another end is named.
    explicit originate(dial_string callee) : callee_(std::move(callee)) {}

    /// A channel variable of the new call; see `dial_string::variable`.
    originate& variable(std::string_view name, const any_text& value) {
        callee_.variable(name, value);
        return *this;
    }

    /// Who the called party is told that calls; see `dial_string::caller_id`.
    originate& caller_id(const any_text& name, const any_text& number) {
        callee_.caller_id(name, number);
        return *this;
    }

    /// How long the far end may take to answer; FreeSWITCH's default is 60 s.
    originate& timeout(std::chrono::seconds time) {
        callee_.timeout(time);
        return *this;
    }

    /// The UUID of the new channel, chosen by us: at most 255 letters, digits and marks that stand
    /// in a UUID or a SIP Call-ID. With legs that ring together each needs its own, by
    /// `endpoint::uuid`; so do alternatives, as the next may come before FreeSWITCH is rid of the
    /// former, and then has none
    /// ("Duplicate UUID").
    originate& uuid(std::string_view id);

    /// Runs an application when it is answered, or has early media: `park` if nothing is said.
    /// `data` is written as a dialplan writes it: FreeSWITCH expands `${...}` and takes escapes
    /// off. It may hold no `)`, at which FreeSWITCH would cut it (mod_commands:
    /// originate_function): put that in a variable and say `${variable}`. A stranger's text arrives
    /// as it is; refused is what is refused by `execute`.
    originate& application(std::string_view name, const any_text& data = std::string_view());

    /// The same of an application with its argument, as those of `eslio::app`. Its lock, loops and
    /// timeout are for `async_execute`.
    originate& application(const eslio::application& what) {
        problem_.note(what.problem());
        return run(what.name(), what.argument());
    }

    /// Sends it to an extension of the dialplan, of `XML` and `default` if none are named, when it
    /// is answered, or has early media. `&...` would be an application, and `undef`, in any case,
    /// is nothing to FreeSWITCH: as the extension it ends the whole switch (mod_commands:
    /// originate_function).
    originate& extension(const eslio::extension& to);

    /// Gives each leg without one a UUID: see `dial_string::name_legs`.
    std::vector<std::string> name_legs(const std::function<std::string()>& next) {
        return callee_.name_legs(next);
    }

    /// How long FreeSWITCH may take until it tells the result: see `dial_string::longest`.
    std::chrono::seconds longest() const { return callee_.longest(); }

    /// The first invalid part, if any, and in words: which argument, which byte, what to do.
    error_code error() const { return problem().code(); }
    std::string why() const { return problem().words(); }
    argument_error problem() const;

    /// `originate ...`, or `expand originate ...` where a raw dial string holds `${`; empty if
    /// invalid.
    std::string text() const;

    /// Who is called, with the variables of the call.
    const dial_string& callee() const& noexcept { return callee_; }
    const dial_string& callee() const&& = delete;

    /// The API command; one that remembers the error if an argument is invalid.
    api_request request() const {
        if (argument_error wrong = problem()) return api_request::invalid(std::move(wrong));
        return api_request(text());
    }
    operator api_request() const { return request(); }

private:
    static constexpr detail::argument_name application_data = "application's argument";
    static constexpr std::string_view undef_words =
        "`undef` is nothing to FreeSWITCH's originate, and no escape makes it a word; use another";

    void check_target(const detail::argument_name& argument, std::string_view word);

    originate& run(std::string_view name, std::string data);

    dial_string callee_;
    std::string target_ = "&park()";
    argument_error problem_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/originate.ipp>
#endif
