// The bodies of the functions of esl_header.hpp.
#pragma once

#include <eslio/esl_oop/detail/esl_header.hpp>

#include <utility>

namespace eslio::detail {

ESLIO_DECL const std::string& esl_header::value() const {
    if (is_joined_) return value_;
    value_ = size() > 1 ? "ARRAY::" : "";
    for (std::size_t i = 0; i < size(); ++i) {
        if (i != 0) value_ += "|:";
        value_ += (*this)[i];
    }
    is_joined_ = true;
    return value_;
}

ESLIO_DECL void esl_header::stack(std::string_view element, bool at_front) {
    const bool was_array = is_array();
    list& all = made_array();
    if (!was_array && !value_.empty()) all.push_back(std::move(value_));
    const bool grows = was_array && is_joined_ && !at_front && all.size() > 1;
    is_joined_ = false;
    if (at_front)
        all.emplace_front(element);
    else
        all.emplace_back(element);
    if (!grows) return;
    value_.append("|:").append(element);
    is_joined_ = true;
}

ESLIO_DECL std::size_t esl_header::set_element(std::size_t number, std::string_view element) {
    list& all = made_array();
    const std::size_t before = all.size();
    is_joined_ = false;
    if (number >= before) all.resize(number + 1);
    all[number] = element;
    return all.size() - before;
}

ESLIO_DECL esl_header::list& esl_header::made_array() {
    if (!elements_) elements_.reset(new list());
    return *elements_;
}

}  // namespace eslio::detail
