// A compact_ptr that is copied with what it owns.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/detail/compact_ptr.hpp>

namespace eslio::detail {

/// What most objects of a class have none of, and all that are copied take with them: a
/// std::optional would be as large as T in each.
template <class T>
class copied_ptr : public compact_ptr<T> {
public:
    copied_ptr() noexcept = default;
    copied_ptr(const copied_ptr& other) : compact_ptr<T>(other ? new T(*other) : nullptr) {}
    copied_ptr(copied_ptr&&) noexcept = default;
    copied_ptr& operator=(copied_ptr other) noexcept {
        this->reset(other.release());
        return *this;
    }
    ~copied_ptr() = default;
};

}  // namespace eslio::detail
