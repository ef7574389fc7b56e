#include "live/leeway.hpp"

#include "live/text_rules.hpp"

#include <algorithm>

namespace live {

namespace {

bool has(const expected_entry& e, const std::string& detail, const std::string& pattern) {
    return std::any_of(e.details.begin(), e.details.end(), [&](const expected_detail& d) {
        return d.name == detail &&
               std::any_of(d.values.begin(), d.values.end(), [&](const std::string& value) {
                   return fits_wildcards(pattern, value);
               });
    });
}

bool is_farewell(const expected_entry& e) {
    return e.what == "< text/disconnect-notice" && has(e, "answer", "*Controlled-Session-UUID:*");
}

bool begins_to_linger(const expected_entry& e) {
    return fits_wildcards("> linger*", e.what) && has(e, "answer", "+OK will linger*");
}

/// `NORMAL_CLEARING`
bool is_cause(const std::string& text) {
    return !text.empty() && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == text.npos;
}

bool is_no_cause(const std::string& text) {
    return text.empty() || text == "the call has ended";
}

}  // namespace

std::set<std::string> sessions_without_linger(const expected& e) {
    std::set<std::string> out;
    for (const expected_section& s : e.sections)
        if (std::any_of(s.entries.begin(), s.entries.end(), is_farewell) &&
            std::none_of(s.entries.begin(), s.entries.end(), begins_to_linger))
            out.insert(s.title);
    return out;
}

bool is_of_the_end(const expected_entry& e) {
    return has(e, "Hangup-Cause", "*");
}

bool is_told_late(const expected_entry& e, const expected_detail& d, const std::string* came) {
    return e.what == "CHANNEL_HANGUP" && d.name == "state" && came != nullptr &&
           fits_wildcards("CS_* HANGUP hangup", *came);
}

bool is_cause_untold(const expected_detail& d, const std::string* came) {
    if (std::none_of(d.values.begin(), d.values.end(), is_cause)) return false;
    return came == nullptr || is_no_cause(*came);
}

std::vector<difference> in_both(const std::vector<difference>& one,
                                const std::vector<difference>& other) {
    std::vector<difference> out;
    for (const difference& d : one)
        if (std::any_of(other.begin(), other.end(),
                        [&](const difference& o) { return o.place == d.place; }))
            out.push_back(d);
    return out;
}

}  // namespace live
