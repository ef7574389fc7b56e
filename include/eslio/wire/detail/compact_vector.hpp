// A vector of which the compiler makes little: header-only programs have half a hundred of them.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>
#include <initializer_list>
#include <new>
#include <type_traits>

namespace eslio::detail {

/// Memory for `count` values of that size; throws as `new T[count]` does.
ESLIO_DECL void* allocate_values(std::size_t count, std::size_t size, std::size_t alignment);
ESLIO_DECL void release_values(void* values, std::size_t alignment) noexcept;

template <class T>
inline constexpr bool moves_without_throwing =
    std::conjunction_v<std::is_nothrow_move_constructible<T>, std::is_nothrow_move_assignable<T>>;

/// A std::vector of fewer functions. For each type of value g++ instantiates std::vector, its base,
/// its allocator, their traits and its iterators: a hundred functions at -O0 for a list that is
/// filled, gone through and erased from, where this class takes a quarter of them. In a header-only
/// program of one connection that is a tenth of all functions, and a thirteenth of the time.
///
/// - It leaves out allocators, `at`, `assign`, insertion of ranges, reverse iterators and `<`. An
///   iterator is a pointer.
/// - Values may be of types that are only moved, and over-aligned. Their moves must not throw,
///   which is checked when they are compiled: nothing could undo half a relocation.
/// - An operation that throws (an allocation, a copy, a constructor of a value) leaves the vector
///   as it was, but for `resize`, which keeps the values that it has made.
/// - `push_back` and `insert` take the value itself: it may be a copy of one that is inside.
///   What `emplace_back` is given must not be inside.
template <class T>
class compact_vector {
public:
    using value_type = T;
    using size_type = std::size_t;
    using difference_type = std::ptrdiff_t;
    using reference = T&;
    using const_reference = const T&;
    using iterator = T*;
    using const_iterator = const T*;

    compact_vector() noexcept {}
    // From here on the destructor gives back what there is when one of these throws.
    /// So many times `T()`.
    explicit compact_vector(std::size_t size) : compact_vector() { resize(size); }
    compact_vector(std::initializer_list<T> values) : compact_vector() {
        reserve(values.size());
        append(values.begin(), values.end());
    }
    template <class Iterator, class = std::enable_if_t<!std::is_integral_v<Iterator>>>
    compact_vector(Iterator first, Iterator last) : compact_vector() {
        append(first, last);
    }
    compact_vector(const compact_vector& other) : compact_vector() {
        reserve(other.size());
        append(other.begin(), other.end());
    }
    compact_vector(compact_vector&& other) noexcept { swap(other); }
    compact_vector& operator=(const compact_vector& other) {
        if (this != &other) *this = compact_vector(other);
        return *this;
    }
    /// `other` is empty afterwards, unless it is this one.
    compact_vector& operator=(compact_vector&& other) noexcept {
        compact_vector taken(static_cast<compact_vector&&>(other));
        swap(taken);
        return *this;
    }
    ~compact_vector() {
        destroy_from(first_);
        release_values(first_, alignof(T));
    }

    T* begin() noexcept { return first_; }
    const T* begin() const noexcept { return first_; }
    T* end() noexcept { return last_; }
    const T* end() const noexcept { return last_; }
    T* data() noexcept { return first_; }
    const T* data() const noexcept { return first_; }

    bool empty() const noexcept { return first_ == last_; }
    std::size_t size() const noexcept { return static_cast<std::size_t>(last_ - first_); }
    std::size_t capacity() const noexcept { return static_cast<std::size_t>(limit_ - first_); }

    T& operator[](std::size_t i) noexcept { return first_[i]; }
    const T& operator[](std::size_t i) const noexcept { return first_[i]; }
    T& front() noexcept { return *first_; }
    const T& front() const noexcept { return *first_; }
    T& back() noexcept { return last_[-1]; }
    const T& back() const noexcept { return last_[-1]; }

    /// Room for so many.
    void reserve(std::size_t most) {
        if (most > capacity()) relocate(most);
    }

    void push_back(T value) { emplace_back(static_cast<T&&>(value)); }

    template <class... Arguments>
    T& emplace_back(Arguments&&... arguments) {
        if (last_ == limit_) relocate(first_ == limit_ ? 1 : 2 * capacity());
        ::new (static_cast<void*>(last_)) T(static_cast<Arguments&&>(arguments)...);
        return *last_++;
    }

    void pop_back() noexcept { destroy_from(last_ - 1); }

    /// Before `where`.
    T* insert(const T* where, T value) {
        const std::ptrdiff_t at = where - first_;
        T* const added = &emplace_back(static_cast<T&&>(value));
        T* const place = first_ + at;
        if (added == place) return place;
        T inserted(static_cast<T&&>(*added));
        for (T* to = added; to != place; --to) *to = static_cast<T&&>(to[-1]);
        *place = static_cast<T&&>(inserted);
        return place;
    }

    T* erase(const T* where) noexcept { return erase(where, where + 1); }
    T* erase(const T* first, const T* last) noexcept {
        T* const begin = first_ + (first - first_);
        T* to = begin;
        if (first == last) return begin;
        for (T* from = first_ + (last - first_); from != last_; ++from, ++to)
            *to = static_cast<T&&>(*from);
        destroy_from(to);
        return begin;
    }
    void clear() noexcept { destroy_from(first_); }

    /// New ones are `T()`.
    void resize(std::size_t size) {
        if (size < this->size()) return destroy_from(first_ + size);
        reserve(size);
        while (this->size() < size) emplace_back();
    }

    /// New ones have no value until they are constructed in place. Grows as `emplace_back` does.
    void resize_for_overwrite(std::size_t size) {
        static_assert(std::is_trivially_destructible_v<T>, "destroyed without having been made");
        if (size > capacity()) relocate(size > 2 * capacity() ? size : 2 * capacity());
        last_ = first_ + size;
    }

    void swap(compact_vector& other) noexcept {
        T* const first = first_;
        T* const last = last_;
        T* const limit = limit_;
        first_ = other.first_;
        last_ = other.last_;
        limit_ = other.limit_;
        other.first_ = first;
        other.last_ = last;
        other.limit_ = limit;
    }
    friend void swap(compact_vector& a, compact_vector& b) noexcept { a.swap(b); }

    friend bool operator==(const compact_vector& a, const compact_vector& b) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!(a.first_[i] == b.first_[i])) return false;
        return true;
    }
    friend bool operator!=(const compact_vector& a, const compact_vector& b) { return !(a == b); }

private:
    template <class Iterator>
    void append(Iterator first, Iterator last) {
        for (; first != last; ++first) emplace_back(*first);
    }

    void destroy_from(T* to) noexcept {
        if constexpr (std::is_trivially_destructible_v<T>)
            last_ = to;
        else
            while (last_ != to) (--last_)->~T();
    }

    /// Not to be inlined: the loops that add values become slower.
    ESLIO_COLD void relocate(std::size_t capacity) {
        static_assert(moves_without_throwing<T>, "moves of values must not throw");
        constexpr std::size_t size = sizeof(T);  // NOLINT: T may be a pointer
        T* const room = static_cast<T*>(allocate_values(capacity, size, alignof(T)));
        T* end = room;
        for (T* from = first_; from != last_; ++from, ++end) {
            ::new (static_cast<void*>(end)) T(static_cast<T&&>(*from));
            from->~T();
        }
        release_values(first_, alignof(T));
        first_ = room;
        last_ = end;
        limit_ = room + capacity;
    }

    T* first_ = nullptr;
    T* last_ = nullptr;
    T* limit_ = nullptr;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/wire/impl/compact_vector.ipp>
#endif
