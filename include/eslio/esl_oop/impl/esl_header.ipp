// The bodies of the functions of esl_header.hpp.
#pragma once

#include <eslio/esl_oop/detail/esl_header.hpp>

#include <utility>

namespace eslio::detail {

ESLIO_DECL const std::string& esl_header::value() const {
    if (is_joined_) return value_;
    value_ = elements_.size() > 1 ? "ARRAY::" : "";
    for (std::size_t i = 0; i < elements_.size(); ++i) {
        if (i != 0) value_ += "|:";
        value_ += elements_[i];
    }
    is_joined_ = true;
    return value_;
}

ESLIO_DECL void esl_header::stack(std::string_view element, bool at_front) {
    if (!is_array_ && !value_.empty()) elements_.push_back(std::move(value_));
    is_array_ = true;
    is_joined_ = false;
    elements_.emplace(at_front ? elements_.begin() : elements_.end(), element);
}

ESLIO_DECL std::size_t esl_header::set_element(std::size_t number, std::string_view element) {
    const std::size_t before = elements_.size();
    is_array_ = true;
    is_joined_ = false;
    if (number >= before) elements_.resize(number + 1);
    elements_[number] = element;
    return elements_.size() - before;
}

}  // namespace eslio::detail
