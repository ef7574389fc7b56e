#include "live/expected.hpp"

#include "live/text_rules.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace live {

namespace {

/// One section of several transcripts.
class section_merger {
public:
    explicit section_merger(expected_section before, std::size_t plays)
        : out_(std::move(before)), plays_(plays) {
        for (std::size_t i = 0; i < out_.entries.size(); ++i) {
            index_[{out_.entries[i].what, out_.entries[i].number}] = i;
            rank_.push_back(static_cast<double>(i));
            count_.push_back(plays == 0 ? 0 : 1);
        }
        for (std::size_t a = 0; a < out_.entries.size(); ++a)
            for (std::size_t b = 0; b < out_.entries.size(); ++b)
                if (a != b && (a < b || out_.entries[a].group == out_.entries[b].group))
                    before_.insert({a, b});
    }

    void add(const section* s) {
        std::vector<std::size_t> order;
        if (s != nullptr) {
            const std::vector<entry_key> keys = keys_of(*s);
            for (std::size_t i = 0; i < keys.size(); ++i)
                order.push_back(add_entry(keys[i], s->entries[i], i));
        }
        for (std::size_t a = 0; a < order.size(); ++a)
            for (std::size_t b = a + 1; b < order.size(); ++b) before_.insert({order[a], order[b]});
        std::set<std::size_t> present(order.begin(), order.end());
        for (std::size_t i = 0; i < out_.entries.size(); ++i)
            if (present.count(i) == 0) out_.entries[i].may_be_absent = true;
        ++plays_;
    }

    expected_section finish() {
        std::vector<std::size_t> sorted(out_.entries.size());
        std::iota(sorted.begin(), sorted.end(), std::size_t{0});
        std::stable_sort(sorted.begin(), sorted.end(), [this](std::size_t a, std::size_t b) {
            return rank_[a] / count_[a] < rank_[b] / count_[b];
        });
        number_in_order(sorted);
        // What was seen against this order, and all between the two, has none.
        std::vector<bool> joined(sorted.size(), false);  // with the one before it
        for (std::size_t first = 0; first < sorted.size(); ++first)
            for (std::size_t last = first + 1; last < sorted.size(); ++last)
                if (before_.count({sorted[last], sorted[first]}) != 0)
                    std::fill(joined.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                              joined.begin() + static_cast<std::ptrdiff_t>(last) + 1, true);
        expected_section out{out_.title, {}};
        std::size_t group = 0;
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            if (i != 0 && !joined[i]) ++group;
            out.entries.push_back(std::move(out_.entries[sorted[i]]));
            out.entries.back().group = group;
        }
        return out;
    }

private:
    /// In the text an entry's number is how often its name has come before.
    void number_in_order(std::vector<std::size_t>& sorted) const {
        std::map<std::string, std::vector<std::size_t>> places;
        for (std::size_t i = 0; i < sorted.size(); ++i)
            places[out_.entries[sorted[i]].what].push_back(i);
        const std::vector<std::size_t> before = sorted;
        for (const std::size_t entry : before) {
            const expected_entry& e = out_.entries[entry];
            sorted[places[e.what][e.number - 1]] = entry;
        }
    }

    std::size_t add_entry(const entry_key& k, const entry& e, std::size_t position) {
        const auto [found, is_new] = index_.emplace(k, out_.entries.size());
        const std::size_t at = found->second;
        if (is_new) {
            expected_entry made;
            made.what = k.first;
            made.number = k.second;
            made.earliest = made.latest = e.after;
            made.may_be_absent = plays_ != 0;
            for (const auto& [name, value] : e.details) add_value(made, name, value, true);
            out_.entries.push_back(std::move(made));
            rank_.push_back(0);
            count_.push_back(0);
        } else {
            widen(out_.entries[at], e);
        }
        rank_[at] += static_cast<double>(position);
        count_[at] += 1;
        return at;
    }

    static void widen(expected_entry& to, const entry& e) {
        to.earliest = std::min(to.earliest, e.after);
        to.latest = std::max(to.latest, e.after);
        for (expected_detail& d : to.details) {
            const bool there = std::any_of(e.details.begin(), e.details.end(),
                                           [&](const auto& has) { return has.first == d.name; });
            if (!there) d.may_be_absent = true;
        }
        for (const auto& [name, value] : e.details) add_value(to, name, value, false);
    }

    /// Of rough times only the earliest and the latest.
    static void keep_value(std::vector<std::string>& values, const std::string& value) {
        values.push_back(value);
        const auto is_time = [](const std::string& v) { return rough_seconds(v).has_value(); };
        if (values.size() < 3 || !std::all_of(values.begin(), values.end(), is_time)) return;
        const auto [first, last] = std::minmax_element(
            values.begin(), values.end(), [](const std::string& a, const std::string& b) {
                return *rough_seconds(a) < *rough_seconds(b);
            });
        values = {*first, *last};
    }

    static void add_value(expected_entry& to, const std::string& name, const std::string& value,
                          bool first) {
        const auto found = std::find_if(to.details.begin(), to.details.end(),
                                        [&](const expected_detail& d) { return d.name == name; });
        if (found == to.details.end())
            to.details.push_back({name, {value}, !first});
        else if (std::find(found->values.begin(), found->values.end(), value) ==
                 found->values.end())
            keep_value(found->values, value);
    }

    expected_section out_;
    std::size_t plays_;
    std::map<entry_key, std::size_t> index_;
    std::vector<double> rank_;  ///< sum of the positions
    std::vector<double> count_;
    std::set<std::pair<std::size_t, std::size_t>> before_;  ///< pairs seen in that order
};

}  // namespace

expected merge(const expected& before, const std::vector<transcript>& plays) {
    expected out{before.origin, before.plays + plays.size(), {}};
    std::vector<std::string> titles;
    const auto note = [&](const std::string& title) {
        if (std::find(titles.begin(), titles.end(), title) == titles.end()) titles.push_back(title);
    };
    for (const expected_section& s : before.sections) note(s.title);
    for (const transcript& t : plays)
        for (const section& s : t) note(s.title);
    for (const std::string& title : titles) {
        expected_section known{title, {}};
        for (const expected_section& s : before.sections)
            if (s.title == title) known = s;
        section_merger merger(std::move(known), before.plays);
        for (const transcript& t : plays) merger.add(find_section(t, title));
        out.sections.push_back(merger.finish());
    }
    return out;
}

}  // namespace live
