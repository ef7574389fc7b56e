// Writes the arguments of an application so that each arrives as it was given.
#pragma once

#include <eslio/command/application.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/dial_target.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

/// Of a text that an application gets: a stranger's, or the program's own with `${...}` in it.
ESLIO_DECL argument_error check_argument(const argument_name& argument, const any_text& text);

/// The whole argument of an application that does not split it.
ESLIO_DECL application whole_argument(std::string name, const argument_name& argument,
                                      const any_text& text);

/// An application whose whole argument is a dial string.
inline application dialling(std::string name, const dial_target& callee) {
    if (callee.error()) return application::invalid(callee.problem());
    return application(std::move(name), callee.text());
}

/// Arguments that the application splits at blanks, or at another byte. The values of variables in
/// them are split as well.
class argument_writer {
public:
    argument_writer() = default;
    explicit argument_writer(char delimiter) noexcept : delimiter_(delimiter) {}

    /// A word that must be there.
    argument_writer& word(const argument_name& argument, const any_text& text);

    /// One that may be empty, and then is left out with all that follow.
    argument_writer& option(const argument_name& argument, const any_text& text);

    /// A file that FreeSWITCH plays by switch_ivr_broadcast; one that may be empty.
    argument_writer& broadcast(const argument_name& argument, const any_text& file);
    argument_writer& broadcast_option(const argument_name& argument, const any_text& file);

    /// `<extension> [<dialplan> [<context>]]`.
    argument_writer& place(const extension& to);

    argument_writer& number(std::int64_t n) {
        append(std::to_string(n));
        return *this;
    }

    argument_writer& note(const argument_error& why) {
        problem_.note(why);
        return *this;
    }

    application finish(std::string name) const {
        if (problem_) return application::invalid(problem_);
        return application(std::move(name), escape_own_expansion(text_));
    }

private:
    /// At the begin of an argument `^^;` would name another separator (switch_utils.c:
    /// switch_separate_string), and `%[...]` set variables (switch_core_session_exec). An empty
    /// pair of quotes before it is taken off with the escapes.
    static bool is_read_first(std::string_view text) noexcept {
        return text.substr(0, 2) == "^^" || begins_scope(text);
    }

    void append(const any_text& text);

    char delimiter_ = ' ';
    std::string text_;
    std::optional<argument_name> left_out_;
    argument_error problem_;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/argument_writer.ipp>
#endif
