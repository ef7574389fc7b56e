#include "live/expected.hpp"
#include "live/leeway.hpp"
#include "live/text_rules.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <set>

namespace live {

namespace {

std::string place_of(const std::string& section, const entry_key& k) {
    std::string what = k.first;
    for (std::size_t at = 0; (at = what.find('\n', at)) != std::string::npos; at += 2)
        what.replace(at, 1, "\\n");
    if (what.size() > 100) what = what.substr(0, 97) + "...";
    return section + ": " + what + (k.second > 1 ? " (" + std::to_string(k.second) + ")" : "");
}

/// A value in quotes, on one line; of a long one what follows `from`.
std::string quoted(const std::string& value, std::size_t from = 0) {
    constexpr std::size_t room = 160;
    const std::size_t begin = value.size() <= room || from < 40 ? 0 : from - 40;
    std::string out = begin == 0 ? "'" : "'...";
    for (const char c : value.substr(begin, room)) {
        if (c == '\n')
            out += "\\n";
        else
            out.push_back(c);
    }
    return out + (value.size() - begin > room ? "...'" : "'");
}

std::size_t first_difference(const std::string& a, const std::string& b) {
    const std::size_t common = std::min(a.size(), b.size());
    const auto at =
        std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(common), b.begin());
    return static_cast<std::size_t>(at.first - a.begin());
}

/// What was expected, and what came.
std::string contrast(const expected_detail& d, const std::string* came) {
    std::size_t from = 0;
    if (came != nullptr)
        for (const std::string& value : d.values)
            from = std::max(from, first_difference(value, *came));
    std::string text = "expected ";
    for (std::size_t i = 0; i < d.values.size(); ++i)
        text += (i == 0 ? "" : " or ") + quoted(d.values[i], from);
    if (d.may_be_absent) text += " or nothing";
    return text + ", came " + (came != nullptr ? quoted(*came, from) : "nothing");
}

bool is_within(double time, double earliest, double latest) {
    return time >= earliest - tolerance(earliest) && time <= latest + tolerance(latest);
}

/// Whether a time is among those that were measured.
bool is_about(const std::vector<std::string>& values, double time) {
    std::vector<double> known;
    for (const std::string& v : values)
        if (const auto seconds = rough_seconds(v)) known.push_back(*seconds);
    if (known.empty()) return false;
    const auto [earliest, latest] = std::minmax_element(known.begin(), known.end());
    return is_within(time, *earliest, *latest);
}

bool is_one_of(const expected_detail& d, const std::string* value) {
    if (value == nullptr) return d.may_be_absent;
    if (const auto came = rough_seconds(*value)) return is_about(d.values, *came);
    return std::find(d.values.begin(), d.values.end(), *value) != d.values.end();
}

std::string in_seconds(double time) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f s", time);
    return text;
}

class comparison {
public:
    comparison(const expected& wanted, bool untold)
        : forgetful_(sessions_without_linger(wanted)), untold_(untold) {}

    std::vector<difference> found;

    void compare_section(const std::string& title, const expected_section& wanted,
                         const section& got) {
        title_ = title;
        const bool may_lose = forgetful_.count(title.substr(0, title.find(' '))) != 0;
        const std::vector<entry_key> keys = keys_of(got);
        std::map<entry_key, std::size_t> came;
        for (std::size_t i = 0; i < keys.size(); ++i) came[keys[i]] = i;
        std::vector<std::optional<std::size_t>> groups(keys.size());
        std::size_t last = 0;
        for (const expected_entry& e : wanted.entries)
            if (came.count({e.what, e.number}) != 0) last = e.group;
        for (const expected_entry& e : wanted.entries) {
            const entry_key k{e.what, e.number};
            const auto at = came.find(k);
            if (at != came.end()) {
                groups[at->second] = e.group;
                compare_entry(place_of(title, k), e, got.entries[at->second]);
            } else if (!e.may_be_absent) {
                add(k, "", "is missing", may_lose && e.group >= last && is_of_the_end(e));
            }
        }
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (!groups[i]) add(keys[i], "", "came as well");
        check_order(keys, groups);
    }

private:
    void add(const entry_key& k, const std::string& what, std::string text, bool lost = false) {
        found.push_back({place_of(title_, k) + what, std::move(text), lost});
    }

    void compare_entry(const std::string& place, const expected_entry& wanted, const entry& got) {
        const auto value_in = [](const auto& details, const std::string& name) {
            return std::find_if(details.begin(), details.end(),
                                [&](const auto& d) { return d.first == name; });
        };
        for (const expected_detail& d : wanted.details) {
            const auto has = value_in(got.details, d.name);
            const std::string* const value = has == got.details.end() ? nullptr : &has->second;
            if (is_one_of(d, value) || is_told_late(wanted, d, value)) continue;
            const bool lost = untold_ && is_cause_untold(d, value);
            found.push_back({place + ": " + d.name, contrast(d, value), lost});
        }
        for (const auto& [name, value] : got.details) {
            const auto same = [&, n = name](const expected_detail& d) { return d.name == n; };
            if (std::none_of(wanted.details.begin(), wanted.details.end(), same))
                found.push_back({place + ": " + name, "expected nothing, came " + quoted(value)});
        }
        if (!is_within(got.after, wanted.earliest, wanted.latest))
            found.push_back({place + ": time", "expected after " + in_seconds(wanted.earliest) +
                                                   " to " + in_seconds(wanted.latest) +
                                                   ", came after " + in_seconds(got.after)});
    }

    /// What does not belong to the longest run of entries in the right order is out of order.
    void check_order(const std::vector<entry_key>& keys,
                     const std::vector<std::optional<std::size_t>>& groups) {
        std::vector<std::size_t> length(keys.size(), 0), next(keys.size(), keys.size());
        std::size_t begin = keys.size();
        for (std::size_t i = keys.size(); i-- > 0;) {
            if (!groups[i]) continue;
            length[i] = 1;
            for (std::size_t k = i + 1; k < keys.size(); ++k) {
                if (!groups[k] || *groups[k] < *groups[i] || length[k] + 1 <= length[i]) continue;
                length[i] = length[k] + 1;
                next[i] = k;
            }
            if (begin == keys.size() || length[i] >= length[begin]) begin = i;
        }
        std::set<std::size_t> in_order;
        for (std::size_t i = begin; i < keys.size(); i = next[i]) in_order.insert(i);
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (groups[i] && in_order.count(i) == 0)
                add(keys[i], ": order", "comes at another place");
    }

    std::string title_;
    std::set<std::string> forgetful_;  ///< connections
    bool untold_;
};

}  // namespace

std::vector<difference> compare(const expected& wanted, const transcript& got, bool untold) {
    comparison c(wanted, untold);
    std::set<std::string> known;
    for (const expected_section& s : wanted.sections) {
        known.insert(s.title);
        if (const section* const came = find_section(got, s.title))
            c.compare_section(s.title, s, *came);
        else if (!std::all_of(s.entries.begin(), s.entries.end(),
                              [](const expected_entry& e) { return e.may_be_absent; }))
            c.found.push_back({s.title, "nothing of it came"});
    }
    for (const section& s : got)
        if (known.count(s.title) == 0)
            c.found.push_back({s.title, std::to_string(s.entries.size()) +
                                            " entries came as well, " + "the first is " +
                                            s.entries.front().what});
    return std::move(c.found);
}

}  // namespace live
