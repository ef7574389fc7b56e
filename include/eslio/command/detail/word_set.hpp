// Words in alphabetical order, each once.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace eslio::detail {

/// To add and to remove one costs the logarithm of the number of words, in whatever order they
/// come.
class word_set {
public:
    using words = std::set<std::string, std::less<>>;

    void add(std::string_view word) {
        if (!has(word)) words_.emplace(word);
    }
    void remove(std::string_view word) {
        const auto at = words_.find(word);
        if (at != words_.end()) words_.erase(at);
    }
    /// Those of another set: all, or none if there is no memory for them.
    void add_all(const word_set& more) {
        words added = more.words_;
        words_.merge(added);
    }
    void remove_all(const word_set& gone) {
        for (const std::string& word : gone.words_) remove(word);
    }
    /// The first that begins so; null if there is none.
    const std::string* find_begun_by(std::string_view begin) const noexcept {
        const auto at = words_.lower_bound(begin);
        return at != words_.end() && wire::starts_with(*at, begin) ? &*at : nullptr;
    }
    bool has(std::string_view word) const noexcept { return words_.find(word) != words_.end(); }
    const words& all() const noexcept { return words_; }
    void clear() noexcept { words_.clear(); }

private:
    words words_;
};

}  // namespace eslio::detail
