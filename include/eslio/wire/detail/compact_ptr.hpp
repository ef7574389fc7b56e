// An owning pointer of which the compiler makes little, as compact_vector is a vector.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>

namespace eslio::detail {

/// A std::unique_ptr of fewer functions: that one keeps its pointer in a tuple with a deleter, for
/// which g++ instantiates fifty functions at -O0 for each type, and this is eight. It deletes with
/// `delete`, is made of what `new` gave, and never holds an array.
template <class T>
class compact_ptr {
public:
    compact_ptr() noexcept {}
    compact_ptr(std::nullptr_t) noexcept {}
    /// Owns it from now on.
    explicit compact_ptr(T* made) noexcept : made_(made) {}
    compact_ptr(compact_ptr&& other) noexcept : made_(other.release()) {}
    compact_ptr& operator=(compact_ptr&& other) noexcept {
        reset(other.release());
        return *this;
    }
    ~compact_ptr() { reset(); }

    T* get() const noexcept { return made_; }
    T& operator*() const noexcept { return *made_; }
    T* operator->() const noexcept { return made_; }
    explicit operator bool() const noexcept { return made_ != nullptr; }

    /// It is the caller's.
    T* release() noexcept {
        T* const made = made_;
        made_ = nullptr;
        return made;
    }

    /// Owns the other one; the former is deleted last, and may look here.
    void reset(T* other = nullptr) noexcept {
        static_assert(sizeof(T) > 0, "deleted where it is known");  // NOLINT: that is meant
        T* const former = made_;
        made_ = other;
        delete former;
    }

private:
    T* made_ = nullptr;
};

}  // namespace eslio::detail
