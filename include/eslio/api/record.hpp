// record: what FreeSWITCH says of one thing, as a call or a registration: texts by name.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/header_value.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::api {

/// Texts by name, in FreeSWITCH's order. Every typed result keeps the one that it was read from: in
/// it are the fields that eslio does not know, and the texts of those that held another type.
class record {
public:
    /// One field: its name as FreeSWITCH printed it, and its text.
    struct field {
        std::string name;
        std::string text;
    };
    /// Goes through the fields in FreeSWITCH's order.
    using const_iterator = std::vector<field>::const_iterator;

    /// The text of a field, whatever the case of its name; empty if there is none.
    std::string_view operator[](std::string_view name) const& noexcept;
    void operator[](std::string_view) const&& = delete;  // it would dangle

    /// Whether there is a field of that name.
    bool has(std::string_view name) const noexcept { return find(name) != nullptr; }

    /// A field read as its type; the text it refers to stays here.
    ///
    ///     row.value<std::chrono::seconds>("run_time")
    template <class T>
    header_value<T> value(std::string_view name) const& {
        const field* f = find(name);
        if (f == nullptr) return header_value<T>();
        return header_value<T>(std::string_view(f->text));
    }
    template <class T>
    void value(std::string_view) const&& = delete;

    const_iterator begin() const noexcept { return fields_.begin(); }
    const_iterator end() const noexcept { return fields_.end(); }
    std::size_t size() const noexcept { return fields_.size(); }
    bool empty() const noexcept { return fields_.empty(); }

    /// Adds a field at the end.
    void add(std::string name, std::string text);

private:
    const field* find(std::string_view name) const noexcept;

    std::vector<field> fields_;
};

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/record.ipp>
#endif
