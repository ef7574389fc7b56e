// What FreeSWITCH makes of the argument of an application: `${...}` and escapes are replaced.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/shared_function.hpp>

#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// `$` and `{`, with backslashes or nothing between (switch_utils.h:
/// switch_string_var_check_const).
constexpr bool refers_to_variable(std::string_view text) noexcept {
    for (std::size_t i = text.find('{'); i != text.npos; i = text.find('{', i + 1)) {
        std::size_t before = i;
        while (before != 0 && text[before - 1] == '\\') --before;
        if (before != 0 && text[before - 1] == '$') return true;
    }
    return false;
}

/// switch_channel.c: switch_channel_expand_variables_check. A text without a variable or an escape
/// stays as it is.
class expander {
public:
    /// The value of a variable; of an array the one at `index`, or all if that is negative.
    detail::shared_function<std::string(std::string_view name, int index)> value_of;
    /// The output of an API command, for `${name(arguments)}`.
    detail::shared_function<std::string(std::string_view name, std::string_view arguments)> run_api;

    std::string operator()(std::string_view text) const { return expand(text, 0); }

private:
    static constexpr int deepest = 20;  // FreeSWITCH goes to 100, where two of each take for ever
    static constexpr std::size_t npos = std::string_view::npos;

    static bool needs_expansion(std::string_view text) noexcept;

    std::string expand(std::string_view text, int depth) const;

    /// Where the brace is closed, or the end. One at the begin of the name does not count.
    static std::size_t find_end(std::string_view text, std::size_t i) noexcept;

    /// `name`, `name:from:length`, `name[index]`, or `command(arguments)`.
    std::string refer(std::string_view inside, int depth) const;

    /// From the front, or from the end if `from` is negative; a length of 0 is all.
    static std::string part(std::string value, long from, int length);
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/text/impl/expand.ipp>
#endif
