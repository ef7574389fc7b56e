// esl_header: one header of an ESLevent, in strings of C.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/detail/copied_ptr.hpp>

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace eslio::detail {

/// Its strings stay where they are until it is changed or gone.
class esl_header {
public:
    explicit esl_header(std::string_view n) : name_(n) {}

    const std::string& name() const noexcept { return name_; }

    /// Of an array `ARRAY::a|:b`; if that has one value, this. It is put together when it is first
    /// asked for, and from then on grows with the array: so an array grows by one element at the
    /// cost of one. Asked for after one that came to the front, it is put together anew.
    const std::string& value() const;

    bool is_array() const noexcept { return static_cast<bool>(elements_); }
    /// Of an array; else there are none.
    std::size_t size() const noexcept { return elements_ ? elements_->size() : 0; }
    const std::string& operator[](std::size_t i) const noexcept { return (*elements_)[i]; }

    void set(std::string_view value) { value_ = value; }

    /// Makes an array of it, if it is none: of its value, unless that is empty.
    void stack(std::string_view element, bool at_front);

    /// The same, but of nothing; elements before that one are empty ones. Tells how many had to be
    /// made.
    std::size_t set_element(std::size_t number, std::string_view element);

private:
    using list = std::deque<std::string>;

    list& made_array();

    std::string name_;
    mutable std::string value_;
    mutable bool is_joined_ = true;
    copied_ptr<list> elements_;  ///< of an array
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/esl_oop/impl/esl_header.ipp>
#endif
