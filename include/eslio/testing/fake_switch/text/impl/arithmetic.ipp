// The bodies of the functions of arithmetic.hpp.
#pragma once

#include <eslio/testing/fake_switch/text/arithmetic.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::optional<double> arithmetic::value_of(std::string_view text) {
    arithmetic a(text);
    const double value = a.sum(0);
    a.skip_blanks();
    if (a.failed_ || !a.rest_.empty() || !std::isfinite(value)) return std::nullopt;
    return value;
}

ESLIO_COLD std::string arithmetic::to_text(double value) {
    char text[400];
    std::snprintf(text, sizeof text, "%0.10f", value);
    std::string out(text);
    out.erase(out.find_last_not_of('0') + 1);
    if (out.back() == '.') out.pop_back();
    return out;
}

ESLIO_COLD double arithmetic::fail() {
    failed_ = true;
    rest_ = {};
    return 0;
}

ESLIO_COLD bool arithmetic::take(char c) {
    skip_blanks();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
}

ESLIO_COLD double arithmetic::sum(int depth) {
    if (depth > deepest) return fail();
    double value = product(depth);
    while (!failed_) {
        if (take('+'))
            value += product(depth);
        else if (take('-'))
            value -= product(depth);
        else
            break;
    }
    return value;
}

ESLIO_COLD double arithmetic::product(int depth) {
    double value = power(depth);
    while (!failed_) {
        if (take('*')) {
            value *= power(depth);
        } else if (take('/')) {
            const double by = power(depth);
            if (by == 0) return fail();
            value /= by;
        } else {
            break;
        }
    }
    return value;
}

ESLIO_COLD double arithmetic::sign(int depth) {
    if (depth > deepest) return fail();
    if (take('-')) return -sign(depth + 1);
    if (take('+')) return sign(depth + 1);
    return atom(depth);
}

ESLIO_COLD double arithmetic::atom(int depth) {
    if (take('(')) {
        const double value = sum(depth + 1);
        return take(')') ? value : fail();
    }
    skip_blanks();
    if (rest_.empty()) return fail();
    const auto part = [](char c) {
        return wire::is_digit(c) || c == '_' ||
               (wire::to_lower(c) >= 'a' && wire::to_lower(c) <= 'z');
    };
    std::size_t size = 0;
    if (wire::is_digit(rest_.front()) || rest_.front() == '.') {
        while (size < rest_.size() && (wire::is_digit(rest_[size]) || rest_[size] == '.')) ++size;
        const std::string number(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return std::strtod(number.c_str(), nullptr);
    }
    while (size < rest_.size() && part(rest_[size])) ++size;
    if (size == 0) return fail();
    const std::string_view name = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return take('(') ? call(name, depth + 1) : 0;
}

ESLIO_COLD double arithmetic::call(std::string_view name, int depth) {
    eslio::detail::compact_vector<double> given;
    do {
        given.push_back(sum(depth));
    } while (!failed_ && take(','));
    if (failed_ || !take(')')) return fail();
    struct unary {
        std::string_view name;
        double (*function)(double);
    };
    static constexpr unary all[] = {
        {"abs", [](double x) { return std::fabs(x); }},
        {"sqrt", [](double x) { return std::sqrt(x); }},
        {"floor", [](double x) { return std::floor(x); }},
        {"ceil", [](double x) { return std::ceil(x); }},
        {"sin", [](double x) { return std::sin(x); }},
        {"cos", [](double x) { return std::cos(x); }},
        {"tan", [](double x) { return std::tan(x); }},
        {"exp", [](double x) { return std::exp(x); }},
        {"ln", [](double x) { return std::log(x); }},
        {"log", [](double x) { return std::log10(x); }},
    };
    for (const unary& u : all)
        if (u.name == name) return given.size() == 1 ? u.function(given[0]) : fail();
    if (name == "max") return *std::max_element(given.begin(), given.end());
    if (name == "min") return *std::min_element(given.begin(), given.end());
    if (name == "pow" && given.size() == 2) return std::pow(given[0], given[1]);
    if (name == "mod" && given.size() == 2 && given[1] != 0) return std::fmod(given[0], given[1]);
    if (name == "if" && given.size() == 3) return given[0] != 0 ? given[1] : given[2];
    return fail();
}

}  // namespace eslio::testing::fake
