// The API command `originate`: makes a call and connects it to an application or an extension.
#pragma once

#include <eslio/command/api.hpp>
#include <eslio/command/dial_string.hpp>
#include <eslio/command/sendmsg.hpp>

#include <chrono>
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
/// The answer is `+OK <uuid>` when the far end has answered (or sent early media), `-ERR <CAUSE>`
/// if not (mod_commands: originate_function). As `api` it holds the connection up until then.
/// Caller's id and timeout are given as variables, whose escapes hold.
class originate {
public:
    explicit originate(dial_string callee) : callee_(std::move(callee)) {}

    /// A channel variable of the new call.
    originate& variable(std::string_view name, std::string_view value) {
        callee_.variable(name, value);
        return *this;
    }
    originate& variable(std::string_view name, const char* value) {
        return variable(name, std::string_view(value));
    }
    originate& variable(std::string_view name, const untrusted& value) {
        callee_.variable(name, value);
        return *this;
    }

    /// Who the called party is told that calls. Empty parts are left to FreeSWITCH.
    originate& caller_id(const untrusted& name, const untrusted& number) {
        if (!name.text().empty()) variable("origination_caller_id_name", name);
        if (!number.text().empty()) variable("origination_caller_id_number", number);
        return *this;
    }
    originate& caller_id(std::string_view name, std::string_view number) {
        return caller_id(untrusted(name), untrusted(number));
    }

    /// How long the far end may take to answer; FreeSWITCH's default is 60 s.
    originate& timeout(std::chrono::seconds time) {
        if (time.count() <= 0 || time.count() > INT32_MAX) fail(eslio::error::number_out_of_range);
        return variable("originate_timeout", std::to_string(time.count()));
    }

    /// The UUID of the new channel, chosen by us.
    originate& uuid(std::string_view id) { return variable("origination_uuid", id); }

    /// Runs an application when it is answered: `park` if nothing is said. `data` is the program's
    /// own text, in which FreeSWITCH expands `${...}`. It may hold no `)`, at which FreeSWITCH
    /// would cut it (mod_commands: originate_function): put that in a variable and say
    /// `${variable}`.
    originate& application(std::string_view name, std::string_view data = {}) {
        if (!detail::consists_of(name, "_") || data.find(')') != std::string_view::npos)
            fail(eslio::error::unwritable_text);
        if (data.find('\0') != std::string_view::npos) fail(eslio::error::nul_in_argument);
        const std::string whole = "&" + std::string(name) + "(" + std::string(data) + ")";
        target_ = detail::escape_level(whole);
        return *this;
    }
    originate& application(std::string_view name, const char* data) {
        return application(name, std::string_view(data));
    }
    originate& application(std::string_view name, const untrusted& data) {
        if (data.has_expansion() || data.begins_scope()) fail(eslio::error::unwritable_text);
        return application(name, std::string_view(detail::escape_expansion(data.text())));
    }

    /// Sends it to an extension of the dialplan when it is answered. Words of letters, digits and
    /// `+*#-_.@:` alone.
    originate& extension(std::string_view number, std::string_view context = "default",
                         std::string_view dialplan = "XML") {
        for (const std::string_view word : {number, dialplan, context})
            if (!detail::consists_of(word, "+*#-_.@:")) fail(eslio::error::unwritable_text);
        target_ = std::string(number) + " " + std::string(dialplan) + " " + std::string(context);
        return *this;
    }
    originate& extension(const untrusted& number, std::string_view context = "default",
                         std::string_view dialplan = "XML") {
        if (!number.is_address()) fail(eslio::error::unwritable_text);
        return extension(std::string_view(number.text()), context, dialplan);
    }

    /// The first invalid part, if any.
    error_code error() const noexcept { return error_ ? error_ : callee_.error(); }

    /// `originate ...`; empty if invalid.
    std::string text() const {
        if (error()) return {};
        return "originate " + callee_.for_api() + " " + target_;
    }

    api_request request() const {
        return error() ? api_request::invalid(error()) : api_request(text());
    }
    operator api_request() const { return request(); }

private:
    void fail(error_code why) noexcept {
        if (!error_) error_ = why;
    }

    dial_string callee_;
    std::string target_ = "&park()";
    error_code error_;
};

/// Connects the call with another: the application `bridge`. Invalid as `callee` is, and if that
/// holds `${`.
inline call_message bridge(const dial_string& callee) {
    if (callee.error()) return call_message::invalid(callee.error());
    const std::string argument = callee.for_bridge();
    if (argument.empty()) return call_message::invalid(error::unwritable_text);
    return execute("bridge", argument);
}

}  // namespace eslio
