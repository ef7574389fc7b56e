// The filters that are in force on a connection, as FreeSWITCH keeps them.
#pragma once

#include <eslio/command/filter.hpp>
#include <eslio/config.hpp>
#include <eslio/event/detail/event_types.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>
#include <eslio/wire/detail/copied_ptr.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// Follows `filter` commands (mod_event_socket: filter; event_handler). FreeSWITCH keeps filters as
/// the headers of an event, so values and names that mean arrays there do so here
/// (switch_event.c: switch_event_base_add_header). To add and to remove one, and an element of an
/// array, takes a time that grows with the logarithm of their number. The text of an array is put
/// together when it is looked at; to make one of a filter looks at all filters of its header, and
/// to set an element that is there at the others, if the array has grown since that was last done.
class filter_view {
public:
    bool empty() const noexcept { return !all_ || all_->filters.empty(); }

    /// A command that brings one about.
    struct line {
        std::string text;     ///< without its line ends
        bool secret = false;  ///< some of it came by a command that no trace may show
    };

    /// An empty value removes those of the header. `secret`: it came by such a command.
    void add(std::string_view header, std::string_view value, bool secret = false);

    /// Those of a header; with a value only those exactly equal.
    void remove(std::string_view header, std::string_view value);

    /// None is left.
    void clear() noexcept { all_.reset(); }

    /// What brings them about where there are none.
    eslio::detail::compact_vector<line> commands() const;

    /// Whether one of them may keep such events away, whatever the others let through.
    bool hides(const eslio::detail::event_types& any_of_these) const noexcept;

    /// Whether there is one with that header and value.
    bool has(std::string_view header, std::string_view value) const;

    /// Whether an event would pass. A regular expression that eslio cannot read counts as a match
    /// if the header is there.
    bool passes(const event& e) const;

private:
    struct kept {
        std::uint64_t number;  ///< `commands` writes them in the order of these
        mutable filter_rule rule;
        eslio::detail::compact_vector<std::string> elements{};  ///< of an array
        std::size_t length = 0;                                 ///< of these in one text
        mutable bool is_joined = true;                          ///< `rule` has them
        bool secret = false;                                    ///< see `line`
    };
    /// By header in small letters, NUL, and value; the array of a header, which is its first
    /// filter, by another NUL instead of the value.
    using by_key = std::multimap<std::string, kept>;
    using place = by_key::iterator;
    struct state {
        by_key filters;
        std::size_t hiding = 0;  ///< those that may keep events of any type away
        eslio::detail::compact_vector<std::uint32_t> excluding{};  ///< those of each type
    };

    static std::string key_of(std::string_view header, std::string_view value);
    static std::string key_of_array(std::string_view header) {
        return key_of(header, std::string_view("\0", 1));
    }
    /// Those of a header, whatever their values.
    std::pair<place, place> all_of(std::string_view header);

    /// Of one element the value is that, of several `ARRAY::a|:b`.
    static const filter_rule& rule_of(const kept& f);
    static bool has_value(const kept& f, std::string_view value);
    /// It is there from now on (1), or no more (-1).
    void count(const kept& f, int by);
    void erase(place first, place last);

    place append(std::string key, filter_rule rule);
    /// The first filter of the header, which is made an array; end if there is none.
    place find_array(std::string_view header);
    place new_array(std::string_view header);
    static void push(kept& f, std::string_view element);
    static void set(kept& f, std::size_t number, std::string_view element);
    /// The elements are more than they were.
    void grown(kept& f);

    /// `header ARRAY::a|:b`: elements for the first filter of the header, which is made an array.
    void add_elements(std::string_view header, std::string_view elements, bool secret);

    /// `header[2] a`: that element of the first filter of the header, which loses a value of its
    /// own.
    void set_element(std::string_view header, std::string_view value, bool secret);

    eslio::detail::copied_ptr<state> all_;  ///< if there are any
    std::uint64_t last_ = 0;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/filter_view.ipp>
#endif
