// Filters of events: the commands, and FreeSWITCH's judgement of an event by them.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/pattern.hpp>
#include <eslio/wire/line_writer.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio {

namespace detail {

inline constexpr std::string_view all_words =
    "`all` deletes every filter, and so cannot be deleted alone; see filter_delete_all";

/// The text of a filter after its signs and blanks; the last sign tells whether it excludes
/// (mod_event_socket: event_handler).
struct filter_text {
    bool negative = false;
    std::string_view text;
};

constexpr filter_text read_filter(std::string_view value) noexcept {
    filter_text f{false, value};
    while (!f.text.empty() && (f.text[0] == '+' || f.text[0] == '-' || f.text[0] == ' ')) {
        if (f.text[0] != ' ') f.negative = f.text[0] == '-';
        f.text.remove_prefix(1);
    }
    return f;
}

ESLIO_DECL argument_error check_filter(std::string_view header, std::string_view value);

}  // namespace detail

namespace cmd {

/// `filter <header> <value>`: only events that match some filter are delivered. A value in slashes
/// is a Perl regular expression; a `-` in front excludes. An empty value would remove filters, so
/// it is refused. It is FreeSWITCH's own syntax: for a text of any kind see `filter_rule`.
ESLIO_DECL command filter(std::string_view header, std::string_view value);

/// `filter delete <header> [<value>]`: without a value all filters of that header; with one only
/// those exactly equal. FreeSWITCH agrees whether there was one or not. The header `all` would
/// delete every filter and is refused: see `filter_delete_all`.
ESLIO_DECL command filter_delete(std::string_view header, std::string_view value = {});

/// `filter delete all`: everything subscribed is delivered again.
inline command filter_delete_all() {
    return command("filter delete all");
}

}  // namespace cmd

/// One filter as a value, which knows its commands and what it says to an event.
class filter_rule {
public:
    /// In FreeSWITCH's own syntax, as `filter` takes it: signs and blanks at the front are
    /// stripped (`+155` matches `155`), `/.../i` is a regular expression.
    filter_rule(std::string_view header, std::string_view value);

    /// As FreeSWITCH keeps it, without a check: for those who read raw commands. Of such a header
    /// and value the commands would be invalid.
    static filter_rule kept(std::string_view header, std::string_view value);

    /// Lets events through whose header is that text, whatever the case of its letters. A text
    /// that FreeSWITCH would read otherwise (`+155`, `/x/`) becomes an anchored expression.
    static filter_rule equal(std::string_view header, std::string_view text);

    /// Keeps events back whose header is that text. FreeSWITCH has no negative expressions, so a
    /// text that begins with a sign or a blank is refused.
    static filter_rule not_equal(std::string_view header, std::string_view text);

    /// Lets events through in whose header the Perl regular expression matches. Options: `i`
    /// ignores the case, `s` lets a dot match line breaks.
    static filter_rule matching(std::string_view header, std::string_view expression,
                                std::string_view options = {});

    /// The header that is looked at.
    const std::string& header() const noexcept { return header_; }

    /// As FreeSWITCH is told.
    const std::string& value() const noexcept { return value_; }

    /// Whether what matches is kept back, rather than let through.
    bool negative() const noexcept { return detail::read_filter(value_).negative; }

    error_code error() const noexcept { return problem_.code(); }
    std::string why() const { return problem_.words(); }
    const argument_error& problem() const noexcept { return problem_; }

    /// The commands that add it and remove it: `filter`, `filter delete`.
    command add_command() const {
        return problem_ ? command::invalid(problem_) : cmd::filter(header_, value_);
    }
    command delete_command() const {
        return problem_ ? command::invalid(problem_) : cmd::filter_delete(header_, value_);
    }

    /// Whether FreeSWITCH would find that the event matches (mod_event_socket: event_handler). An
    /// expression that eslio cannot read counts as a match wherever the header is; `is_understood`.
    bool matches(const event& e) const;

    /// False for a regular expression that is beyond eslio.
    bool is_understood() const noexcept {
        return value_.empty() || value_[0] != '/' || value_.rfind('/') == 0 || pattern_ != nullptr;
    }

    /// Why it may not do what it looks like; empty if nothing is odd. For a human.
    std::string warning() const;

    /// The same filter for FreeSWITCH, which deletes by a header of any case and the exact value.
    friend bool operator==(const filter_rule& a, const filter_rule& b) noexcept {
        return wire::iequals(a.header_, b.header_) && a.value_ == b.value_;
    }
    friend bool operator!=(const filter_rule& a, const filter_rule& b) noexcept {
        return !(a == b);
    }

private:
    filter_rule() = default;

    void fail(eslio::error code, const detail::argument_name& argument, std::string_view words) {
        problem_.note(detail::refuse(code, argument, words));
    }

    void compile();

    static std::optional<std::string_view> body_of(const event& e) noexcept {
        if (!e.has_body()) return std::nullopt;
        return e.body();
    }

    std::string header_;
    std::string value_;
    std::shared_ptr<const detail::pattern> pattern_;
    argument_error problem_;
};

namespace detail {

/// The same of filters that are equal.
struct filter_hash {
    std::size_t operator()(const filter_rule& f) const noexcept;
};

}  // namespace detail

/// Whether an event gets past filters: no negative one matches, and a positive one does. Without
/// filters all get past; with only negative ones none.
ESLIO_DECL bool passes(const std::vector<filter_rule>& filters, const event& e);

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/filter.ipp>
#endif
