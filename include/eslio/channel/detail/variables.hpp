// Variables of a call: reading and setting them, in every mode and after the end.
#pragma once

#include <eslio/channel/detail/call.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/application.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/call_control.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/variable.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/detail/text.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

using variable_handler = any_handler<void(error_code, std::optional<std::string>)>;

/// A variable in the data of a channel, or in an event of its.
ESLIO_DECL std::optional<std::string> variable_in(const event& data, const std::string& name);

/// One reading of a variable, by `uuid_getvar`, which brings every value whole. Three of its
/// answers may be values as well: `_undef_` says that there is no such variable, `-ERR no reply`
/// that its value is empty (mod_event_socket: api_exec), `-ERR No such channel!` that the call is
/// not up. These are told apart by a second question, whose answer has a frame: `eval` puts the
/// variable between brackets. Where the user may not ask that, they mean what they say.
class variable_reading : public std::enable_shared_from_this<variable_reading> {
public:
    variable_reading(call_ptr c, std::string name, variable_handler handler)
        : call_(std::move(c)), name_(std::move(name)), handler_(std::move(handler)) {}

    call::operation begin();
    void fail(error_code why) noexcept { done(why, std::nullopt); }

private:
    void on_value(error_code ec, const reply& r);

    void on_framed(error_code ec, const reply& framed);

    /// Whether an answer came; else it is told why not.
    bool came(error_code ec);

    std::optional<std::string> value_at_end() const {
        return variable_in(call_->hangup()->details(), name_);
    }

    void done(error_code ec, std::optional<std::string> value) {
        call_->end_steps(steps_);
        if (handler_) handler_.complete(ec, std::move(value));
    }

    /// So long the end of a call that is not up any more is waited for.
    static constexpr std::chrono::seconds last_events{30};
    static constexpr std::string_view undefined = "_undef_";

    call_ptr call_;
    std::string name_;
    variable_handler handler_;
    call::operation steps_;
    std::string first_;
};

/// Without `api` the channel's data do.
ESLIO_DECL call::operation read_from_data(const call_ptr& c, const std::string& name,
                                          variable_handler& handler);

ESLIO_DECL call::operation get_variable(const call_ptr& c, const std::string& name,
                                        variable_handler& handler);

/// By `uuid_setvar`, which takes quotes and escapes off (mod_commands: uuid_setvar_function); where
/// there is no `api`, by the application `set`, whose argument is expanded twice
/// (switch_core_session_exec, mod_dptools: base_set), so a value is escaped twice there.
ESLIO_DECL call::operation set_variable(const call_ptr& c, const std::string& name,
                                        const std::string& value, call::reply_handler& handler);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/channel/impl/variables.ipp>
#endif
