// Dial strings: whom `originate` and `bridge` shall call, with variables that mean what they say.
#pragma once

#include <eslio/command/escape.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/line_writer.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio {

namespace detail {

struct dial_variable {
    std::string name;
    std::string value;
};

/// Names are not escaped anywhere, so they are letters, digits and `_-.` alone.
inline error_code check_variable(std::string_view name, std::string_view value) noexcept {
    if (name.empty() || value.empty()) return error::empty_argument;
    if (!consists_of(name, "_-.")) return error::bad_header_name;
    if (value.find('\0') != std::string_view::npos) return error::nul_in_argument;
    return fits_braces(value) ? error_code{} : make_error_code(error::unwritable_text);
}

}  // namespace detail

/// One leg of a dial string: `user/1000`, `sofia/gateway/trunk/+49...`.
class endpoint {
public:
    /// The program's own text, of letters, digits and `/@.:;=+-_*#%`; others would begin a second
    /// leg or a list of variables.
    endpoint(std::string_view address) : address_(address) { check(); }
    endpoint(const std::string& address) : endpoint(std::string_view(address)) {}
    endpoint(const char* address) : endpoint(std::string_view(address)) {}

    /// A stranger's number between the program's own texts: `endpoint("sofia/gateway/a/", number)`.
    /// Refused if it holds more than letters, digits and `+*#-_.`, so that it cannot choose another
    /// route.
    endpoint(std::string_view before, const untrusted& number, std::string_view behind = {})
        : address_(std::string(before) + number.text() + std::string(behind)) {
        if (!number.is_address()) fail(eslio::error::unwritable_text);
        check();
    }

    /// A variable of this leg alone, in `[]`. The readers of these know no escape that holds, so a
    /// value of more than letters, digits and `._:/@+-#*;` is refused: set it for all legs, or by
    /// `uuid_setvar` later.
    endpoint& variable(std::string_view name, std::string_view value) {
        if (const error_code why = detail::check_variable(name, value))
            fail(why);
        else if (!detail::consists_of(value, "._:/@+-#*;"))
            fail(eslio::error::unwritable_text);
        variables_.push_back({std::string(name), std::string(value)});
        return *this;
    }
    endpoint& variable(std::string_view name, const untrusted& value) {
        return variable(name, value.text());
    }

    error_code error() const noexcept { return error_; }

    /// `[name=value]address`.
    std::string text() const {
        std::string out;
        for (const auto& v : variables_)
            out.append(out.empty() ? "[" : ",").append(v.name).append("=").append(v.value);
        if (!out.empty()) out.push_back(']');
        return out.append(address_);
    }

private:
    void fail(error_code why) noexcept {
        if (!error_) error_ = why;
    }

    void check() {
        if (address_.empty()) return fail(eslio::error::empty_argument);
        if (const auto forged = wire::find_forgery(address_); forged != eslio::error{})
            return fail(forged);
        if (!detail::consists_of(address_, "/@.:;=+-_*#%") ||
            address_.find(":_:") != std::string::npos)
            fail(eslio::error::unwritable_text);
    }

    std::string address_;
    std::vector<detail::dial_variable> variables_;
    error_code error_;
};

/// Endpoints and the variables of all legs.
///
///     eslio::dial_string callee("user/1000");
///     callee.variable("origination_caller_id_name", eslio::untrusted(name));
///
/// A value may hold any bytes but NUL, braces that do not balance, `:_:`, and `${`: FreeSWITCH sets
/// no such variable, unless `origination_nested_vars` is `true` (switch_ivr_originate: check_vars);
/// in `bridge` not even then. An invalid part makes it invalid (`error()`), and what is made of it.
class dial_string {
public:
    dial_string(endpoint first) { add("", std::move(first)); }
    dial_string(std::string_view first) : dial_string(endpoint(first)) {}
    dial_string(const char* first) : dial_string(endpoint(first)) {}

    /// Rings as well; who answers first gets the call.
    dial_string& also(endpoint next) { return add(",", std::move(next)); }

    /// Is called when those before did not answer.
    dial_string& then(endpoint next) { return add("|", std::move(next)); }

    /// A channel variable of every leg, in `{}`. Named again, it is replaced.
    dial_string& variable(std::string_view name, std::string_view value) {
        if (const error_code why = detail::check_variable(name, value)) fail(why);
        for (auto& v : variables_) {
            if (v.name != name) continue;
            v.value = value;
            return *this;
        }
        variables_.push_back({std::string(name), std::string(value)});
        return *this;
    }
    dial_string& variable(std::string_view name, const char* value) {
        return variable(name, std::string_view(value));
    }
    /// Of a stranger's `${` is always refused: where the variable is used it might be expanded.
    dial_string& variable(std::string_view name, const untrusted& value) {
        if (value.has_expansion()) fail(eslio::error::unwritable_text);
        return variable(name, std::string_view(value.text()));
    }

    /// The first invalid part, if any.
    error_code error() const noexcept {
        return error_ || !loses_a_variable() ? error_
                                             : make_error_code(eslio::error::unwritable_text);
    }

    /// As an argument of an API command that splits it at spaces: `originate`. Empty if invalid.
    std::string for_api() const { return detail::escape_level(text()); }

    /// As the whole argument of `bridge` in `execute` or a dialplan, which FreeSWITCH expands
    /// before it reads it. Empty if invalid, or if it holds `${`.
    std::string for_bridge() const {
        const std::string out = text();
        return detail::holds_variable(out) ? std::string() : detail::escape_expansion(out);
    }

private:
    void fail(error_code why) noexcept {
        if (!error_) error_ = why;
    }

    dial_string& add(std::string_view separator, endpoint next) {
        if (next.error()) fail(next.error());
        legs_.append(separator).append(next.text());
        return *this;
    }

    bool loses_a_variable() const noexcept {
        bool held = false;
        for (const auto& v : variables_) {
            if (v.name == "origination_nested_vars" && v.value == "true") return false;
            held = held || detail::holds_variable(v.value);
        }
        return held;
    }

    std::string text() const {
        if (error()) return {};
        std::string out;
        for (const auto& v : variables_)
            out.append(out.empty() ? "{" : ",")
                .append(v.name)
                .append("=")
                .append(detail::escape_variable(v.value));
        if (!out.empty()) out.push_back('}');
        return out.append(legs_);
    }

    std::vector<detail::dial_variable> variables_;
    std::string legs_;
    error_code error_;
};

}  // namespace eslio
