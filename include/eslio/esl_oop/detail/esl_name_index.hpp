// esl_name_index: where the headers of each name are among many.
#pragma once

#include <eslio/config.hpp>
#include <eslio/esl_oop/detail/esl_header.hpp>

#include <list>
#include <map>
#include <string_view>
#include <vector>

namespace eslio::detail {

/// Of one list, as long as that is told of; a copy, of another list, is empty. Names are looked for
/// in any case.
class esl_name_index {
public:
    using headers = std::list<esl_header>;
    using place = headers::iterator;

    esl_name_index() = default;
    esl_name_index(const esl_name_index& /*of another list*/) noexcept {}
    esl_name_index(esl_name_index&& other) noexcept { other.clear(); }
    esl_name_index& operator=(const esl_name_index& /*of another list*/) noexcept {
        clear();
        return *this;
    }
    esl_name_index& operator=(esl_name_index&& other) noexcept {
        clear();
        other.clear();
        return *this;
    }
    ~esl_name_index() = default;

    /// Whether it knows its list.
    bool is_made() const noexcept { return is_made_; }
    void make(headers& all);

    /// A new one, after those of that name.
    void add(place at);
    /// Those of that name in their order, which are about to go.
    std::vector<place> take(std::string_view name);
    /// The first of that name; null if there is none.
    const place* find(std::string_view name) const noexcept;

private:
    struct less {
        bool operator()(std::string_view a, std::string_view b) const noexcept;
    };

    void clear() noexcept {
        is_made_ = false;
        places_.clear();
    }

    std::map<std::string_view, std::vector<place>, less> places_;  ///< by the name in the first one
    bool is_made_ = false;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/esl_oop/impl/esl_name_index.ipp>
#endif
