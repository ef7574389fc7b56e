// Values in the order in which they were added, each once.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::detail {

/// Where the values of a list stand, by their hashes.
class place_index {
public:
    /// The place of a value with that hash for which `is(place)` holds; `npos` if there is none.
    template <class Is>
    std::size_t find(std::size_t hash, Is is) const noexcept {
        if (slots_.empty()) return npos;
        for (std::size_t i = hash & (slots_.size() - 1); slots_[i].after != 0;
             i = (i + 1) & (slots_.size() - 1))
            if (slots_[i].hash == hash && is(slots_[i].after - 1)) return slots_[i].after - 1;
        return npos;
    }

    /// Room for so many values.
    void reserve(std::size_t most);

    /// A value that has its room.
    void add(std::size_t hash, std::size_t place) noexcept;

    static constexpr std::size_t npos = std::string_view::npos;

private:
    struct slot {
        std::size_t hash = 0;
        std::size_t after = 0;  ///< the place of the value, and one; 0 if it is free
    };

    compact_vector<slot> slots_;  ///< a power of two, half of them free
};

/// A short list is looked through, a long one has an index. `Hash` is the same for equal values.
template <class T, class Hash>
class distinct_list {
public:
    /// Adds one that is not there yet.
    template <class Value>
    void add(Value&& value) {
        if (has(value)) return;
        const std::size_t place = all_.size();
        if (place >= few) index_.reserve(place + 1);
        all_.push_back(T(std::forward<Value>(value)));
        for (std::size_t i = place == few ? 0 : place; place >= few && i <= place; ++i)
            index_.add(Hash()(all_[i]), i);
    }

    template <class Value>
    bool has(const Value& value) const noexcept {
        if (all_.size() <= few) return std::find(all_.begin(), all_.end(), value) != all_.end();
        return index_.find(Hash()(value), [&](std::size_t i) { return all_[i] == value; }) !=
               place_index::npos;
    }

    const std::vector<T>& all() const noexcept { return all_; }

private:
    static constexpr std::size_t few = 16;

    std::vector<T> all_;
    place_index index_;
};

/// Words of a list.
struct word_hash {
    std::size_t operator()(std::string_view word) const noexcept {
        return std::hash<std::string_view>()(word);
    }
};
using word_list = distinct_list<std::string, word_hash>;

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/distinct_list.ipp>
#endif
