// extension: a place in the dialplan.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// Where a call is sent: a number, its dialplan and its context, in FreeSWITCH's order
/// (`uuid_transfer <uuid> <dest-exten> [<dialplan>] [<context>]`).
///
///     app::transfer("1000");
///     app::transfer(eslio::extension("1000").context("public"));
///
/// Empty parts are left to what takes it: mostly the call's own, of a new call `XML` and `default`;
/// where a context is named and no dialplan, that is `XML`. Of a stranger the number is letters,
/// digits and `+*#-_.` alone, and the dialplan is never `inline`, which takes it for applications.
/// As the call's own dialplan may be `inline` (switch_core_session_execute_exten), or a list with
/// it, a stranger's number is for `XML` where no dialplan is named.
class extension {
public:
    /// A number, with its dialplan and context where FreeSWITCH's defaults shall not hold.
    extension(const any_text& number, std::string_view dialplan = {}, std::string_view context = {})
        : number_(number.text()),
          own_(number.stranger() == nullptr),
          dialplan_(dialplan),
          context_(context) {}
    extension(const char* number) : extension(any_text(number)) {}
    extension(std::string_view number) : extension(any_text(number)) {}
    extension(const std::string& number) : extension(any_text(number)) {}
    extension(const untrusted& number) : extension(any_text(number)) {}

    /// Sets the dialplan, or the context, by its name.
    extension& dialplan(std::string name) {
        dialplan_ = std::move(name);
        return *this;
    }
    extension& context(std::string name) {
        context_ = std::move(name);
        return *this;
    }

    /// What was given; of texts that were not, empty.
    const std::string& number() const noexcept { return number_.text(); }
    const std::string& dialplan() const noexcept { return dialplan_; }
    const std::string& context() const noexcept { return context_; }

    /// Whether the number is the program's own.
    bool is_own() const noexcept { return own_; }

    /// The number, as the program's own text or as a stranger's; a view into this object.
    any_text given() const& noexcept { return own_ ? any_text(number()) : any_text(number_); }
    any_text given() const&& = delete;

    /// What is wrong with it wherever it is meant, if anything: it is empty, a stranger's with
    /// other marks, or what FreeSWITCH's reader of `inline` would drop.
    error_code error() const { return problem().code(); }
    std::string why() const { return problem().words(); }
    argument_error problem() const;

private:
    untrusted number_;
    bool own_;
    std::string dialplan_;
    std::string context_;
};

namespace detail {

/// The dialplan that has to be said for it: where a context follows, one has to stand before it;
/// and a stranger's number may not go by the call's own, nor by `force_transfer_dialplan`
/// (switch_ivr_session_transfer).
inline std::string_view dialplan_said(const extension& to) noexcept {
    const bool has_to_be_said = !to.is_own() || !to.context().empty();
    return to.dialplan().empty() && has_to_be_said ? std::string_view("XML")
                                                   : std::string_view(to.dialplan());
}

}  // namespace detail

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/extension.ipp>
#endif
