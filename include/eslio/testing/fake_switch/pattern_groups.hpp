// What the groups of a regular expression matched, and putting that into a text.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/pattern.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// The leftmost match, and within it what PCRE would choose; in linear time, as `pattern`.
class pattern_groups {
public:
    /// Part 0 is the whole match. Nothing if there is none.
    static std::optional<std::vector<std::string_view>> find(const pattern& p,
                                                             std::string_view text) {
        if (p.failed_) return std::nullopt;
        const pattern_groups finder(p, text);
        return finder.run();
    }

private:
    using places = std::vector<std::size_t>;
    struct thread {
        std::size_t pc = 0;
        places at;
    };
    static constexpr std::size_t nowhere = std::string_view::npos;

    pattern_groups(const pattern& p, std::string_view text) : pattern_(p), text_(text) {}

    std::optional<std::vector<std::string_view>> run() const {
        std::vector<thread> now;
        std::optional<places> best;
        for (std::size_t at = 0; at <= text_.size(); ++at) {
            std::vector<bool> known(pattern_.program_.size(), false);
            std::vector<thread> here;
            for (thread& t : now)
                if (follow(here, known, std::move(t), at, best)) break;
            if (!best) {
                thread fresh{0, places(2 * (pattern_.groups_ + 1), nowhere)};
                fresh.at[0] = at;
                follow(here, known, std::move(fresh), at, best);
            }
            if (here.empty() && best) break;
            now.clear();
            if (at == text_.size()) break;
            const auto c = static_cast<unsigned char>(text_[at]);
            for (thread& t : here)
                if (pattern_.program_[t.pc].bytes.test(c))
                    now.push_back({t.pc + 1, std::move(t.at)});
        }
        if (!best) return std::nullopt;
        std::vector<std::string_view> parts;
        for (std::size_t i = 0; i < best->size(); i += 2)
            parts.push_back((*best)[i + 1] == nowhere
                                ? std::string_view()
                                : text_.substr((*best)[i], (*best)[i + 1] - (*best)[i]));
        return parts;
    }

    /// Follows a thread to all that wait for a byte, the preferred ones first; true if it came to a
    /// match, after which less preferred threads do not count.
    bool follow(std::vector<thread>& into, std::vector<bool>& known, thread from, std::size_t at,
                std::optional<places>& best) const {
        std::vector<thread> open{std::move(from)};
        while (!open.empty()) {
            thread t = std::move(open.back());
            open.pop_back();
            if (known[t.pc]) continue;
            known[t.pc] = true;
            const pattern::step& s = pattern_.program_[t.pc];
            const auto to = [&](std::ptrdiff_t distance) {
                open.push_back(
                    {static_cast<std::size_t>(static_cast<std::ptrdiff_t>(t.pc) + distance), t.at});
            };
            switch (s.what) {
                case pattern::kind::match:
                    t.at[1] = at;
                    best = std::move(t.at);
                    return true;
                case pattern::kind::set: into.push_back(std::move(t)); break;
                case pattern::kind::jump: to(s.first); break;
                case pattern::kind::split:
                    to(s.second);
                    to(s.first);
                    break;
                case pattern::kind::save:
                    t.at[static_cast<std::size_t>(s.first)] = at;
                    to(1);
                    break;
                default:
                    if (pattern::holds(s.what, text_, at)) to(1);
            }
        }
        return false;
    }

    const pattern& pattern_;
    std::string_view text_;
};

/// Puts the parts in place of `$1`, `%1` (switch_regex.c: switch_perform_substitution).
ESLIO_DECL std::string substitute(std::string_view text,
                                  const std::vector<std::string_view>& parts);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/impl/pattern_groups.ipp>
#endif
