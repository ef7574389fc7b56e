// Arithmetic as mod_expr does it: numbers, names, + - * / ^, functions.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// Unknown names are 0 (mod_expr: exprparse.c); what it does not understand has no value.
class arithmetic {
public:
    static std::optional<double> value_of(std::string_view text);

    /// `%0.10f` without zeros at the end (mod_expr.c: expr_function).
    static std::string to_text(double value);

private:
    explicit arithmetic(std::string_view text) : rest_(text) {}

    static constexpr int deepest = 100;

    double fail();

    void skip_blanks() { rest_ = wire::trim_left(rest_); }

    bool take(char c);

    double sum(int depth);

    double product(int depth);

    double power(int depth) {
        const double value = sign(depth);
        return take('^') ? std::pow(value, power(depth + 1)) : value;
    }

    double sign(int depth);

    double atom(int depth);

    double call(std::string_view name, int depth);

    std::string_view rest_;
    bool failed_ = false;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/text/impl/arithmetic.ipp>
#endif
