// The bodies of the functions of pattern_groups.hpp.
#pragma once

#include <eslio/testing/fake_switch/text/pattern_groups.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::vector<std::string_view> pattern_groups::find(const pattern_ptr& p,
                                                              std::string_view text) {
    if (p == nullptr || !p->compiles()) return {};
    return pattern_groups(*p, text).run();
}

ESLIO_COLD std::vector<std::string_view> pattern_groups::run() const {
    eslio::detail::compact_vector<thread> now;
    places best;  // empty until there is a match
    for (std::size_t at = 0; at <= text_.size(); ++at) {
        marks known(pattern_.program().size());
        eslio::detail::compact_vector<thread> here;
        for (thread& t : now)
            if (follow(here, known, std::move(t), at, best)) break;
        if (best.empty()) {
            thread fresh{0, places(2 * (pattern_.groups() + 1))};
            for (std::size_t& place : fresh.at) place = nowhere;
            fresh.at[0] = at;
            follow(here, known, std::move(fresh), at, best);
        }
        if (here.empty() && !best.empty()) break;
        now.clear();
        if (at == text_.size()) break;
        for (thread& t : here)
            if (pattern_.takes(pattern_.program()[t.step], text_[at]))
                now.push_back({t.step + 1, std::move(t.at)});
    }
    std::vector<std::string_view> parts;
    for (std::size_t i = 0; i < best.size(); i += 2)
        parts.push_back(best[i + 1] == nowhere ? std::string_view()
                                               : text_.substr(best[i], best[i + 1] - best[i]));
    return parts;
}

ESLIO_COLD bool pattern_groups::follow(eslio::detail::compact_vector<thread>& into, marks& known,
                                       thread from, std::size_t at, places& best) const {
    eslio::detail::compact_vector<thread> open{std::move(from)};
    while (!open.empty()) {
        thread t = std::move(open.back());
        open.pop_back();
        if (known[t.step]) continue;
        known[t.step] = true;
        const pattern::step& s = pattern_.program()[t.step];
        const auto to = [&](std::uint32_t step) { open.push_back({step, t.at}); };
        switch (s.what) {
            case pattern::op::match:
                t.at[1] = at;
                best = std::move(t.at);
                return true;
            case pattern::op::bytes: into.push_back(std::move(t)); break;
            case pattern::op::jump: to(s.x); break;
            case pattern::op::split:
                to(s.y);
                to(s.x);
                break;
            case pattern::op::save:
                t.at[s.x] = at;
                to(t.step + 1);
                break;
            default:
                if (pattern::holds(s.what, text_, at)) to(t.step + 1);
        }
    }
    return false;
}

ESLIO_COLD std::string substitute(std::string_view text,
                                  const std::vector<std::string_view>& parts) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool sign = text[i] == '$' || text[i] == '%';
        const std::size_t brace = sign && text.substr(i + 1, 1) == "{" ? text.find('}', i) : 0;
        if (brace != 0 && brace != text.npos) {
            const auto number = wire::parse_number(text.substr(i + 2, brace - i - 2));
            if (number) {
                if (*number < parts.size()) out.append(parts[*number]);
                i = brace;
                continue;
            }
        }
        if (!sign || i + 1 == text.size() || !wire::is_digit(text[i + 1])) {
            out.push_back(sign && text[i] == '%' ? '$' : text[i]);
            continue;
        }
        std::size_t number = 0;
        for (; i + 1 < text.size() && wire::is_digit(text[i + 1]) && number < 100; ++i)
            number = 10 * number + static_cast<std::size_t>(text[i + 1] - '0');
        if (number < parts.size()) out.append(parts[number]);
    }
    return out;
}

}  // namespace eslio::testing::fake
