// Words in alphabetical order, each once.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace eslio::detail {

class word_set {
public:
    void add(std::string_view word) {
        const auto at = std::lower_bound(words_.begin(), words_.end(), word);
        if (at == words_.end() || *at != word) words_.insert(at, std::string(word));
    }
    void remove(std::string_view word) {
        const auto at = std::lower_bound(words_.begin(), words_.end(), word);
        if (at != words_.end() && *at == word) words_.erase(at);
    }
    bool has(std::string_view word) const noexcept {
        const auto at = std::lower_bound(words_.begin(), words_.end(), word);
        return at != words_.end() && *at == word;
    }
    const compact_vector<std::string>& all() const noexcept { return words_; }
    void clear() noexcept { words_.clear(); }

private:
    compact_vector<std::string> words_;
};

}  // namespace eslio::detail
