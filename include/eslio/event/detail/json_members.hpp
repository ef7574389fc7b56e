// Reads runs of simple members, `"name":"value","`: most of what an event in JSON is made of.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/storage.hpp>
#include <eslio/wire/byte_scanner.hpp>

#include <cstddef>
#include <cstdint>

namespace eslio::detail {

/// Finds the marks of a text, 64 bytes at a step: quotes that stand two bytes after another, as in
/// `":"` and `","`. A string of one character makes one as well.
class quote_pairs {
public:
    static constexpr std::size_t step = 64;

    /// Bit i is set where p[i] is a mark; `p` follows what was looked at before. There are none
    /// from a backslash on, nor after a quote that is in no pair.
    std::uint64_t look(const char* p) noexcept;

    /// There are no marks after those that were found.
    bool ended() const noexcept { return ended_; }

private:
    std::uint64_t before_ = 0;  ///< the quotes of the step before
    bool ended_ = false;
};

/// Makes headers of the marks, from one simple member to the next.
class simple_members {
public:
    /// The first name begins at `name`, after its quote. There may be `most` headers.
    simple_members(event_storage& s, std::size_t name, std::size_t most) noexcept
        : headers_(s, most), text_(s.text.data()), name_(name) {}

    /// Takes the next mark of the text; false if it is of another kind of member, where reading
    /// ends.
    bool take(std::size_t mark);

    /// Returns where the member begins that was not read.
    std::size_t finish() {
        headers_.finish();
        return name_ - 1;
    }

private:
    bool may_be_array() const noexcept {
        return text_[quote_ + 1] == 'A' && text_[quote_ + 2] == 'R';
    }

    header_appender headers_;
    const char* text_;
    std::size_t name_;
    std::size_t quote_ = 0;  ///< the mark before the value, once it was found
};

/// Reads simple members from the quote at `at` on and stops before another kind. The text must have
/// `event_storage::padding` after it. Returns where it stopped.
ESLIO_DECL std::size_t read_simple_members(event_storage& s, std::size_t at, std::size_t most);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/json_members.ipp>
#endif
