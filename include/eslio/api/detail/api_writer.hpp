// Writes an API command so that each argument arrives as it was given, or is refused.
#pragma once

#include <eslio/api/request.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace eslio::detail {

/// An API command, argument by argument. What is invalid is kept (`class command` has the rule):
/// what is made of the line then holds nothing.
class api_writer {
public:
    explicit api_writer(std::string_view command) : text_(command) {}

    /// A word of ours: no text of the user's.
    api_writer& keyword(std::string_view word);

    api_writer& number(std::int64_t n) { return keyword(std::to_string(n)); }

    /// The UUID of a call: see `check_uuid`. `orders` are words, separated by blanks, that the
    /// command would take for an order instead.
    api_writer& uuid(const any_text& id, std::string_view orders = {});

    /// A word of a command that FreeSWITCH splits at blanks and takes escapes off
    /// (switch_separate_string). An empty one is refused.
    api_writer& word(const argument_name& argument, const any_text& text);

    /// One that may be empty, and then is left out with all that follow.
    api_writer& option(const argument_name& argument, const any_text& text);

    /// A word that ends at a blank (strchr) and has no escapes.
    api_writer& bare(const argument_name& argument, const any_text& text);

    /// All that follows, as it stands. FreeSWITCH cuts white space at the ends of a command
    /// (switch_api_execute), so there it is refused.
    api_writer& rest(const argument_name& argument, const any_text& text);

    /// An argument of a command that FreeSWITCH splits at another byte (hash: `/`). The first
    /// follows a blank.
    api_writer& part(char separator, const argument_name& argument, const any_text& text);

    api_writer& note(const argument_error& why) {
        problem_.note(why);
        return *this;
    }

    api_request request() const {
        if (problem_) return api_request::invalid(problem_);
        return api_request(text_);
    }

    /// The same, whose answer `read` reads.
    template <class T>
    api::request<T> as(std::optional<T> (*read)(std::string_view body)) const {
        return api::request<T>(request(), read);
    }

    /// The same of a question, which may be asked twice.
    template <class T>
    api::request<T> asks(std::optional<T> (*read)(std::string_view body)) const {
        return as(read).idempotent();
    }

private:
    bool is_first() const noexcept { return text_.find(' ') == std::string::npos; }

    std::string text_;
    std::optional<argument_name> left_out_;
    argument_error problem_;
};

/// Of a text that becomes an argument with escapes: a stranger's, or the program's own.
ESLIO_DECL argument_error check_escaped(const argument_name& argument, const any_text& text);

/// Of a text that stands in a command as it is.
ESLIO_DECL argument_error check_verbatim(const argument_name& argument, const any_text& text);

/// A word that FreeSWITCH would take for an order where a value is meant, whoever says it; `orders`
/// are separated by blanks.
ESLIO_DECL argument_error check_no_order(const argument_name& argument, std::string_view word,
                                         std::string_view orders);

/// The same where the order is of use to the program: a stranger's alone is refused.
ESLIO_DECL argument_error check_strangers_order(const argument_name& argument, const any_text& word,
                                                std::string_view orders);

/// A stranger's text may not hold one of `bytes`, which the receiver takes for more than text:
/// `meaning` goes on after `means`.
ESLIO_DECL argument_error check_strangers_bytes(const argument_name& argument, const any_text& text,
                                                std::string_view bytes, std::string_view meaning);

/// Whoever says it: a byte that no escape carries to the receiver.
ESLIO_DECL argument_error check_without(const argument_name& argument, std::string_view text,
                                        std::string_view bytes);

/// A text that may not begin with `front`, which the receiver takes for a mark of its own: `words`
/// say which, and what to do.
ESLIO_DECL argument_error check_front(const argument_name& argument, std::string_view text,
                                      std::string_view front, std::string_view words);

/// A name in FreeSWITCH's own tables, as a cause's: letters, digits, `_` and `-`.
ESLIO_DECL argument_error check_plain_name(const argument_name& argument, std::string_view name);

/// A number within what FreeSWITCH takes.
ESLIO_DECL argument_error check_range(const argument_name& argument, std::int64_t n,
                                      std::int64_t least, std::int64_t most);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/api_writer.ipp>
#endif
