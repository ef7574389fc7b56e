// The bodies of the functions of pattern.hpp.
#pragma once

#include <eslio/wire/detail/pattern.hpp>

namespace eslio::detail {

ESLIO_DECL bool pattern::search(std::string_view text) const {
    if (!compiles()) return false;
    states now(program_.size()), next(program_.size());
    places stack;
    for (std::size_t at = 0;; ++at) {
        if (follow(now, 0, text, at, stack)) return true;
        if (at == text.size()) return false;
        for (const std::uint32_t s : now.list)
            if (takes(program_[s], text[at]))
                if (follow(next, s + 1, text, at + 1, stack)) return true;
        now.swap(next);
        next.clear();
    }
}

ESLIO_DECL void pattern::states::clear() {
    for (const std::uint32_t s : list) seen[s] = false;
    for (const std::uint32_t s : passed) seen[s] = false;
    list.clear();
    passed.clear();
}

ESLIO_DECL void pattern::states::swap(states& other) noexcept {
    seen.swap(other.seen);
    list.swap(other.list);
    passed.swap(other.passed);
}

ESLIO_DECL bool pattern::holds(op what, std::string_view text, std::size_t at) noexcept {
    if (what == op::begin) return at == 0;
    if (what == op::end) return at == text.size() || (at + 1 == text.size() && text[at] == '\n');
    const bool before = at > 0 && is_word(text[at - 1]);
    const bool after = at < text.size() && is_word(text[at]);
    return (before != after) == (what == op::word_edge);
}

ESLIO_DECL bool pattern::follow(states& to, std::uint32_t first, std::string_view text,
                                std::size_t at, places& stack) const {
    stack.clear();
    stack.push_back(first);
    while (!stack.empty()) {
        const std::uint32_t s = stack.back();
        stack.pop_back();
        if (to.seen[s]) continue;
        to.seen[s] = true;
        const step& p = program_[s];
        if (p.what == op::match) return true;
        (p.what == op::bytes ? to.list : to.passed).push_back(s);
        switch (p.what) {
            case op::bytes: break;
            case op::split: stack.push_back(p.y); [[fallthrough]];
            case op::jump: stack.push_back(p.x); break;
            case op::save: stack.push_back(s + 1); break;
            default:
                if (holds(p.what, text, at)) stack.push_back(s + 1);
        }
    }
    return false;
}

}  // namespace eslio::detail
