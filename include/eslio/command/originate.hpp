// The API command `originate`: makes a call and connects it to an application or an extension.
#pragma once

#include <eslio/command/api.hpp>
#include <eslio/command/application.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/dial_string.hpp>
#include <eslio/command/dialplan.hpp>
#include <eslio/command/escape.hpp>
#include <eslio/command/sendmsg.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

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
/// Caller's id and timeout are given as variables, whose escapes hold.
class originate {
public:
    explicit originate(dial_string callee) : callee_(std::move(callee)) {}

    /// A channel variable of the new call; see `dial_string::variable`.
    originate& variable(std::string_view name, const any_text& value) {
        callee_.variable(name, value);
        return *this;
    }

    /// Who the called party is told that calls. Empty parts are left to FreeSWITCH. A name
    /// `_undef_` means "no name" to mod_sofia, and is refused from strangers.
    originate& caller_id(const any_text& name, const any_text& number) {
        if (name.stranger() != nullptr && wire::iequals(name.text(), "_undef_"))
            problem_.note(detail::refuse(eslio::error::unwritable_text, "caller id's name",
                                         "FreeSWITCH takes `_undef_` for no name at all; leave it "
                                         "empty for that, or write another"));
        if (!name.text().empty()) variable("origination_caller_id_name", name);
        if (!number.text().empty()) variable("origination_caller_id_number", number);
        return *this;
    }

    /// How long the far end may take to answer; FreeSWITCH's default is 60 s.
    originate& timeout(std::chrono::seconds time) {
        if (time.count() <= 0 || time.count() > INT32_MAX)
            problem_.note(detail::refuse(eslio::error::number_out_of_range, "timeout",
                                         "FreeSWITCH takes 1 to 2147483647 seconds"));
        return variable("originate_timeout", std::to_string(time.count()));
    }

    /// The UUID of the new channel, chosen by us: of letters, digits and `-_.:@+`, 255 at most.
    /// With legs that ring together each needs its own, by `endpoint::variable`.
    originate& uuid(std::string_view id) {
        if (!id.empty() && (id.size() > 255 || !detail::consists_of(id, "-_.:@+")))
            problem_.note(detail::refuse(eslio::error::unwritable_text, "uuid",
                                         "API commands take a UUID for one word, and FreeSWITCH "
                                         "keeps 255 bytes; use letters, digits and -_.:@+ alone"));
        return variable("origination_uuid", id);
    }

    /// Runs an application when it is answered, or has early media: `park` if nothing is said.
    /// `data` is written as a dialplan writes it: FreeSWITCH expands `${...}` and takes escapes
    /// off. It may hold no `)`, at which FreeSWITCH would cut it (mod_commands:
    /// originate_function): put that in a variable and say `${variable}`. A stranger's text arrives
    /// as it is.
    originate& application(std::string_view name, const any_text& data = std::string_view()) {
        if (data.stranger() == nullptr) return run(name, std::string(data.text()));
        problem_.note(detail::check_untrusted(application_data, *data.stranger()));
        problem_.note(detail::check_scope(application_data, data.text()));
        return run(name, detail::escape_expansion(data.text()));
    }

    /// The same of an application with its argument, as those of `eslio::app`. Its lock, loops and
    /// timeout are for `async_execute`.
    originate& application(const eslio::application& what) {
        problem_.note(what.problem());
        return run(what.name(), what.argument());
    }

    /// Sends it to an extension of the dialplan when it is answered, or has early media. Any text;
    /// but `&...` would be an application, and `undef`, in any case, is nothing to FreeSWITCH: as
    /// the extension it ends the whole switch (mod_commands: originate_function). Of a stranger
    /// letters, digits and
    /// `+*#-_.` alone.
    originate& extension(const any_text& number, std::string_view context = "default",
                         std::string_view dialplan = "XML") {
        check_target("extension", number.text());
        if (number.stranger() != nullptr)
            problem_.note(detail::check_address("extension", *number.stranger()));
        if (number.text().size() > 1 && number.text()[0] == '&')
            problem_.note(detail::refuse_byte(eslio::error::unwritable_text, "extension",
                                              number.text(), 0,
                                              "would begin an application; see application()"));
        check_target("context", context);
        check_target("dialplan", dialplan);
        problem_.note(detail::check_dialplan(number.text(), dialplan));
        target_ = detail::escape_level(number.text()) + " " + detail::escape_level(dialplan) + " " +
                  detail::escape_level(context);
        return *this;
    }

    /// The first invalid part, if any, and in words: which argument, which byte, what to do.
    error_code error() const { return problem().code(); }
    std::string why() const { return problem().words(); }
    argument_error problem() const {
        if (problem_) return problem_;
        if (argument_error wrong = callee_.problem()) return wrong;
        if (!wire::iequals(callee_.for_api(), "undef")) return {};
        return detail::refuse(eslio::error::unwritable_text, "endpoint", undef_words);
    }

    /// `originate ...`; empty if invalid.
    std::string text() const {
        if (problem()) return {};
        return "originate " + callee_.for_api() + " " + target_;
    }

    api_request request() const {
        if (argument_error wrong = problem()) return api_request::invalid(std::move(wrong));
        return api_request(text());
    }
    operator api_request() const { return request(); }

private:
    static constexpr detail::argument_name application_data = "application's argument";
    static constexpr std::string_view undef_words =
        "`undef` is nothing to FreeSWITCH's originate, and no escape makes it a word; use another";

    void check_target(const detail::argument_name& argument, std::string_view word) {
        if (word.empty()) return problem_.note(detail::refuse_empty(argument));
        problem_.note(detail::check_bytes(argument, word));
        if (wire::iequals(word, "undef"))
            problem_.note(detail::refuse(eslio::error::unwritable_text, argument, undef_words));
    }

    originate& run(std::string_view name, std::string data) {
        using detail::refuse_byte;
        if (!detail::consists_of(name, "_-"))
            problem_.note(detail::refuse(eslio::error::unwritable_text, "application",
                                         "the name of one is of letters, digits, _ and -"));
        if (const std::size_t at = data.find(')'); at != data.npos)
            problem_.note(refuse_byte(eslio::error::unwritable_text, application_data, data, at,
                                      "is where FreeSWITCH would cut it; put it in a variable and "
                                      "write ${variable}, or execute the application later"));
        problem_.note(detail::check_nul(application_data, data));
        if (const std::size_t at = data.find("\\'"); !detail::fit_extension(data))
            problem_.note(refuse_byte(eslio::error::unwritable_text, application_data, data, at,
                                      "and a quote stand for nothing, and FreeSWITCH drops an "
                                      "application with them; take them out"));
        std::string whole("&");
        whole.append(name).append("(").append(data).append(")");
        target_ = detail::escape_level(whole);
        return *this;
    }

    dial_string callee_;
    std::string target_ = "&park()";
    argument_error problem_;
};

/// Connects the call with another: the application `bridge`. Invalid as `callee` is, and if that
/// holds `${`.
ESLIO_DECL call_message bridge(const dial_string& callee);

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/originate.ipp>
#endif
