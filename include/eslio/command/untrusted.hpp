// Text from strangers: a type of its own, so that it cannot become a command, a route or `${...}`.
#pragma once

#include <eslio/command/escape.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// Text that did not come from the program's author: a caller's name, a number from a web form.
/// Where a builder takes it, it is escaped or, if no escape is known to hold, refused.
class untrusted {
public:
    explicit untrusted(std::string text) : text_(std::move(text)) {}
    explicit untrusted(std::string_view text) : text_(text) {}
    explicit untrusted(const char* text) : text_(text) {}

    const std::string& text() const noexcept { return text_; }

    /// FreeSWITCH would look up a variable or call an API where applications get their arguments
    /// (switch_channel.c: switch_channel_expand_variables). Quotes and escapes between `$` and `{`
    /// are taken off by one reader before the next expands.
    bool has_expansion() const noexcept { return detail::holds_variable(text_, "\\'"); }

    /// As the argument of an application it would set variables: `%[a=b]` at its front
    /// (switch_core_session_exec).
    bool begins_scope() const noexcept {
        const std::size_t bracket = text_.find('[');
        return text_.find('%') == 0 && (bracket == 1 || bracket == 2);
    }

    /// May stand in a dial string as a number or a user: letters, digits, `+*#-_.` alone.
    bool is_address() const noexcept {
        if (text_.empty()) return false;
        for (const char c : text_)
            if (!is_address_byte(c)) return false;
        return true;
    }

    static constexpr bool is_address_byte(char c) noexcept {
        return wire::is_digit(c) || (wire::to_lower(c) >= 'a' && wire::to_lower(c) <= 'z') ||
               std::string_view("+*#-_.").find(c) != std::string_view::npos;
    }

private:
    std::string text_;
};

}  // namespace eslio
