// What tests of libesl's classes begin with: events that are deleted, texts that may be NULL.
#pragma once

#include <eslio/esl_oop.hpp>

#include <cstddef>
#include <memory>
#include <string>

namespace test {

/// The caller owns what an ESLconnection returns.
class owned {
public:
    owned() = default;
    owned(ESLevent* e) : event_(e) {}  // NOLINT: as a raw pointer is used

    ESLevent* operator->() const { return event_.get(); }
    explicit operator bool() const { return event_ != nullptr; }
    bool operator==(std::nullptr_t) const { return event_ == nullptr; }
    bool operator!=(std::nullptr_t) const { return event_ != nullptr; }

private:
    std::unique_ptr<ESLevent> event_;
};

inline std::string text(const char* t) {
    return t == nullptr ? "NULL" : t;
}

}  // namespace test
