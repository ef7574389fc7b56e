// The filters of a connection, as mod_event_socket's event_handler applies them.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/text/expression.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// Regular expressions: see `eslio::detail::pattern`.
class filter_list {
public:
    /// The filters are the headers of an event: an empty value removes, an index and `ARRAY::` make
    /// arrays of the first filter of that header (switch_event.c: switch_event_base_add_header).
    void add(std::string_view header, std::string_view value);

    /// All filters of that header, or with a value those of exactly that value.
    void remove(std::string_view header, std::string_view value);

    void clear() { entries_.clear(); }

    /// A positive filter that matches selects, a negative one rejects and ends the search; with
    /// filters of which none selects, an event is not delivered.
    bool passes(const event& e) const;

    /// If all that lets events pass are texts that name calls: those.
    std::vector<std::string> only_calls() const;

private:
    struct entry {
        std::string header;
        std::string value;
        std::vector<std::string> elements;
        pattern_ptr regex;
    };

    entry& first_or_new(std::string_view header);

    /// The value that stands for the elements.
    static void redraw(entry& e);

    void set_element(std::string_view header, std::size_t index, std::string_view value);

    void push_all(std::string_view header, std::string_view text);

    void push(std::string_view header, std::string_view element);

    static bool matches(const entry& f, std::string_view text, std::string_view value) {
        if (!f.value.empty() && f.value.front() == '/') return search(f.regex, value);
        return wire::iequals(text, value);
    }

    /// Null where there is no slash in front, or none to end it.
    static pattern_ptr compile(std::string_view value) {
        return wire::starts_with(value, "/") ? read_expression(value) : nullptr;
    }

    eslio::detail::compact_vector<entry> entries_;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/filter_list.ipp>
#endif
