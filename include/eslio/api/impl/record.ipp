// The bodies of the functions of record.hpp.
#pragma once

#include <eslio/api/record.hpp>
#include <eslio/wire/ascii.hpp>

#include <utility>

namespace eslio::api {

ESLIO_DECL std::string_view record::operator[](std::string_view name) const& noexcept {
    const field* f = find(name);
    return f == nullptr ? std::string_view() : std::string_view(f->text);
}

ESLIO_DECL const record::field* record::find(std::string_view name) const noexcept {
    for (const field& f : fields_)
        if (wire::iequals(f.name, name)) return &f;
    return nullptr;
}

ESLIO_DECL void record::add(std::string name, std::string text) {
    fields_.push_back({std::move(name), std::move(text)});
}

}  // namespace eslio::api
