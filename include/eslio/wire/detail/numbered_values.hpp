// Values that are found by a number of each, as those of operations that wait.
#pragma once

#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <cstdint>

namespace eslio::detail {

/// Sorted by the numbers, which mostly are given one after the other: adding, finding and taking
/// out are as quick as in a std::map, of which g++ makes a hundred functions for each type of
/// value. The place of one that was taken out is given up later, with those of others.
template <class T>
class numbered_values {
public:
    struct entry {
        std::uint64_t number = 0;
        T value{};
        bool taken = false;
    };
    /// Goes over those that are there.
    class iterator {
    public:
        iterator(entry* at, entry* end) noexcept : at_(at), end_(end) { skip(); }
        entry& operator*() const noexcept { return *at_; }
        iterator& operator++() noexcept {
            ++at_;
            skip();
            return *this;
        }
        bool operator!=(const iterator& other) const noexcept { return at_ != other.at_; }

    private:
        void skip() noexcept {
            while (at_ != end_ && at_->taken) ++at_;
        }

        entry* at_;
        entry* end_;
    };

    /// No other one has that number. Where memory runs out the caller keeps the value.
    void add(std::uint64_t number, T&& value) {
        entry* e = &entries_.emplace_back();
        for (; e != entries_.begin() && e[-1].number >= number; --e)
            *e = static_cast<entry&&>(e[-1]);
        e->number = number;
        e->value = static_cast<T&&>(value);
        e->taken = false;
        const std::size_t at = place(e);
        if (at < first_) first_ = at;
    }

    /// Null if there is none.
    T* find(std::uint64_t number) noexcept {
        entry* const e = place_of(number);
        return e != nullptr ? &e->value : nullptr;
    }

    /// The one of the next higher number; null if there is none.
    entry* after(std::uint64_t number) noexcept {
        iterator next(first_not_below(number + 1), entries_.end());
        return next != end() ? &*next : nullptr;
    }

    /// Takes out the one of that number; false if there is none.
    bool take(std::uint64_t number, T& out) noexcept {
        entry* const e = place_of(number);
        return e != nullptr && take_at(e, out);
    }
    void erase(std::uint64_t number) noexcept {
        T gone{};
        take(number, gone);
    }
    /// Takes out the one of the lowest number; false if there is none.
    bool take_first(T& out) noexcept { return !empty() && take_at(entries_.begin() + first_, out); }

    bool empty() const noexcept { return size() == 0; }
    std::size_t size() const noexcept { return entries_.size() - taken_; }
    iterator begin() noexcept { return {entries_.begin(), entries_.end()}; }
    iterator end() noexcept { return {entries_.end(), entries_.end()}; }

private:
    /// Room for so many is kept.
    static constexpr std::size_t few = 16;

    std::size_t place(const entry* e) const noexcept {
        return static_cast<std::size_t>(e - entries_.begin());
    }
    entry* first_not_below(std::uint64_t number) noexcept {
        entry* first = entries_.begin();
        for (std::size_t left = entries_.size(); left != 0;) {
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
    /// Null if there is none. One that is there stands before those of its number that were taken.
    entry* place_of(std::uint64_t number) noexcept {
        entry* const first = first_not_below(number);
        const bool found = first != entries_.end() && first->number == number && !first->taken;
        return found ? first : nullptr;
    }
    bool take_at(entry* e, T& out) noexcept {
        out = static_cast<T&&>(e->value);
        e->value = T{};
        e->taken = true;
        ++taken_;
        while (first_ != entries_.size() && entries_[first_].taken) ++first_;
        if (taken_ > few && taken_ > entries_.size() / 2) give_up_places();
        return true;
    }
    void give_up_places() noexcept {
        entry* to = entries_.begin();
        for (entry& e : *this) {
            if (to != &e) *to = static_cast<entry&&>(e);
            ++to;
        }
        entries_.erase(to, entries_.end());
        if (entries_.empty()) entries_ = {};
        first_ = taken_ = 0;
    }

    compact_vector<entry> entries_;
    std::size_t first_ = 0;  ///< before it all were taken
    std::size_t taken_ = 0;
};

}  // namespace eslio::detail
