// Words in alphabetical order, each once.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/copied_ptr.hpp>

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace eslio::detail {

/// To add and to remove one costs the logarithm of the number of words, in whatever order they
/// come. Most sets are empty, so one of those is small.
class word_set {
public:
    using words = std::set<std::string, std::less<>>;

    void add(std::string_view word) {
        if (!has(word)) own().emplace(word);
    }
    void remove(std::string_view word) {
        if (!words_) return;
        const auto at = words_->find(word);
        if (at != words_->end()) words_->erase(at);
    }
    /// Those of another set: all, or none if there is no memory for them.
    void add_all(const word_set& more) {
        if (!more.words_) return;
        words added = *more.words_;
        own().merge(added);
    }
    void remove_all(const word_set& gone) {
        for (const std::string& word : gone.all()) remove(word);
    }
    /// The first that begins so; null if there is none.
    const std::string* find_begun_by(std::string_view begin) const noexcept {
        const auto at = all().lower_bound(begin);
        return at != all().end() && wire::starts_with(*at, begin) ? &*at : nullptr;
    }
    bool has(std::string_view word) const noexcept { return words_ && words_->count(word) != 0; }
    const words& all() const noexcept {
        static const words none;
        return words_ ? *words_ : none;
    }
    void clear() noexcept { words_.reset(); }

private:
    words& own() {
        if (!words_) words_.reset(new words());
        return *words_;
    }

    copied_ptr<words> words_;  ///< if there were any
};

}  // namespace eslio::detail
