// Words in alphabetical order, each once.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <algorithm>
#include <iterator>
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
    /// Many in any order, at once.
    void add_all(compact_vector<std::string> words) {
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        word_set more;
        more.words_.swap(words);
        add_all(more);
    }
    /// Those of another set, at once.
    void add_all(const word_set& more) {
        if (more.words_.empty()) return;
        if (more.words_.size() == 1) return add(more.words_.front());
        compact_vector<std::string> both;
        both.reserve(words_.size() + more.words_.size());
        std::set_union(words_.begin(), words_.end(), more.words_.begin(), more.words_.end(),
                       std::back_inserter(both));
        words_.swap(both);
    }
    void remove_all(const word_set& gone) {
        if (gone.words_.size() == 1) return remove(gone.words_.front());
        remove_if([&gone](const std::string& word) { return gone.has(word); });
    }
    template <class Predicate>
    void remove_if(Predicate goes) {
        words_.erase(std::remove_if(words_.begin(), words_.end(), goes), words_.end());
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
