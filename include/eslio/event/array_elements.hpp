// The values of a header that is an array, as they are given to `event::add_array`.
#pragma once

#include <eslio/config.hpp>

#include <string_view>
#include <type_traits>
#include <vector>

namespace eslio {

/// Up to 16 texts in braces, or a container of text. It refers to them. (It has no constructor from
/// a `std::initializer_list`: g++ 12 does not compile these inside of a `co_await` expression.)
class array_elements {
public:
    /// One in braces.
    class element {
    public:
        element() noexcept : given_(false) {}
        /// An element of any text.
        template <class Text,
                  class = std::enable_if_t<std::is_convertible_v<const Text&, std::string_view>>>
        element(const Text& text) : text_(std::string_view(text)), given_(true) {}

    private:
        friend class array_elements;
        std::string_view text_;
        bool given_;
    };

    array_elements() = default;
    /// The elements in their order; of a container all of them.
    array_elements(element a, element b = {}, element c = {}, element d = {}, element e = {},
                   element f = {}, element g = {}, element h = {}, element i = {}, element j = {},
                   element k = {}, element l = {}, element m = {}, element n = {}, element o = {},
                   element p = {}) {
        for (const element* one : {&a, &b, &c, &d, &e, &f, &g, &h, &i, &j, &k, &l, &m, &n, &o, &p})
            if (one->given_) all_.push_back(one->text_);
    }

    /// The texts of a container, which must outlive this.
    template <class Container, class = std::enable_if_t<std::is_convertible_v<
                                   const typename Container::value_type&, std::string_view>>>
    array_elements(const Container& texts) : all_(texts.begin(), texts.end()) {}

    /// All of them.
    const std::vector<std::string_view>& all() const noexcept { return all_; }

private:
    std::vector<std::string_view> all_;
};

}  // namespace eslio
