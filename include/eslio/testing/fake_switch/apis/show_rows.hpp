// Rows of `show ...`, and how they are written: as lines, JSON or XML.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/serialise.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// The values of a row by the names of their columns.
using show_rows = eslio::detail::compact_vector<event>;

/// A count by itself is a result without rows.
ESLIO_DECL std::string show_json(const show_rows& rows, bool count);

ESLIO_DECL std::string xml_escape(std::string_view text);

ESLIO_DECL std::string show_xml(const show_rows& rows, bool count);

/// Lines with a head line, as FreeSWITCH's console shows them.
ESLIO_DECL std::string show_table(const show_rows& rows, std::string_view delimiter, bool count);

/// How the rows are wanted: `as json`, `as xml`, `as delim |`, `as csv`, and whether only counted.
struct show_format {
    std::string as = "delim";
    std::string delimiter = ",";
    bool count = false;

    std::string operator()(const show_rows& rows) const;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/show_rows.ipp>
#endif
