// Values that are found by a number of each, as those of operations that wait.
#pragma once

#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <cstdint>

namespace eslio::detail {

/// Sorted by the numbers, which mostly are given one after the other: adding and finding are as
/// quick as in a std::map, of which g++ makes a hundred functions for each type of value. Taking
/// out one costs a move of each that was added after it.
template <class T>
class numbered_values {
public:
    struct entry {
        std::uint64_t number = 0;
        T value{};
    };

    /// No other one has that number. Where memory runs out the caller keeps the value.
    void add(std::uint64_t number, T&& value) {
        entry* e = &entries_.emplace_back();
        for (; e != entries_.begin() && e[-1].number > number; --e)
            *e = static_cast<entry&&>(e[-1]);
        e->number = number;
        e->value = static_cast<T&&>(value);
    }

    /// Null if there is none.
    T* find(std::uint64_t number) noexcept {
        entry* const e = place_of(number);
        return e != end() && e->number == number ? &e->value : nullptr;
    }

    /// Takes out the one of that number; false if there is none.
    bool take(std::uint64_t number, T& out) noexcept {
        entry* const e = place_of(number);
        return e != end() && e->number == number && take_at(e, out);
    }
    void erase(std::uint64_t number) noexcept {
        T gone{};
        take(number, gone);
    }
    /// Takes out the one of the lowest number; false if there is none.
    bool take_first(T& out) noexcept { return !empty() && take_at(begin(), out); }

    bool empty() const noexcept { return entries_.empty(); }
    std::size_t size() const noexcept { return entries_.size(); }
    entry* begin() noexcept { return entries_.begin(); }
    entry* end() noexcept { return entries_.end(); }

private:
    /// The first whose number is not lower.
    entry* place_of(std::uint64_t number) noexcept {
        entry* first = begin();
        for (std::size_t left = size(); left != 0;) {
            const std::size_t half = left / 2;
            if (first[half].number < number) {
                first += half + 1;
                left -= half + 1;
            } else {
                left = half;
            }
        }
        return first;
    }
    bool take_at(entry* e, T& out) noexcept {
        out = static_cast<T&&>(e->value);
        entries_.erase(e);
        return true;
    }

    compact_vector<entry> entries_;
};

}  // namespace eslio::detail
