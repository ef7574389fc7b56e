// What the functions that ask for FreeSWITCH's tables (`show`) share.
#pragma once

#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/detail/readers.hpp>
#include <eslio/api/request.hpp>
#include <eslio/config.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace eslio::detail {

template <class Row>
api::request<std::vector<Row>> ask_show(std::string_view table) {
    return api_writer("show").keyword(table).keyword("as json").asks(read_rows<Row, read_show>);
}

ESLIO_DECL api::request<std::uint64_t> ask_count(std::string_view table);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/show_tables.ipp>
#endif
