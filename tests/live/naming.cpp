#include "live/naming.hpp"

#include "live/text_rules.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string_view>

namespace live {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_uuid_at(std::string_view text, std::size_t at) {
    if (at + 36 > text.size()) return false;
    for (std::size_t k = 0; k < 36; ++k) {
        const char c = text[at + k];
        const bool dash = k == 8 || k == 13 || k == 18 || k == 23;
        if (dash ? c != '-' : std::isxdigit(static_cast<unsigned char>(c)) == 0) return false;
    }
    return true;
}

/// How many characters are a time here: `2026-11-27 22:57:06[.123456]`, or 10 or 16 digits since
/// 1970, which now begin with 1.
std::size_t time_at(std::string_view text, std::size_t at) {
    static constexpr std::string_view date = "dddd-dd-dd dd:dd:dd";
    const auto fits = [&] {
        for (std::size_t k = 0; k < date.size(); ++k)
            if (date[k] == 'd' ? !is_digit(text[at + k]) : text[at + k] != date[k]) return false;
        return true;
    };
    const auto digits_from = [&](std::size_t from) {
        std::size_t end = from;
        while (end < text.size() && is_digit(text[end])) ++end;
        return end - from;
    };
    if (at != 0 && is_digit(text[at - 1])) return 0;
    if (at + date.size() <= text.size() && fits()) {
        const std::size_t end = at + date.size();
        const bool fraction = end < text.size() && text[end] == '.';
        return date.size() + (fraction ? 1 + digits_from(end + 1) : 0);
    }
    const std::size_t digits = digits_from(at);
    return text[at] == '1' && (digits == 10 || digits == 16) ? digits : 0;
}

std::string replace_all(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
        text.replace(at, what.size(), by);
    return text;
}

/// Short values stand for other things as well, and the password in FreeSWITCH's own texts.
bool is_replaced(const std::string& name, const std::string& value) {
    return value.size() >= 8 && name != "password" && name != "hostname" && name != "switchname";
}

}  // namespace

naming::naming(const script& s, const recording& r, const std::set<std::string>& calls) {
    for (const auto& [name, value] : r.names) {
        if (!is_replaced(name, value)) continue;
        if (is_uuid_at(value, 0) && value.size() == 36)
            uuids_[value] = "$" + name;
        else
            others_.emplace_back(value, "$" + name);
    }
    for (const item& i : r.items)
        if (std::find(r.came_in.begin(), r.came_in.end(), i.event["Unique-ID"]) != r.came_in.end())
            note_channel_name(i.event["Channel-Name"], uuids_[i.event["Unique-ID"]]);
    for (const std::string& uuid : r.hidden) uuids_.emplace(uuid, "<caller>");
    name_other_calls(r, calls);
    for (const auto& [expression, instead] : s.masks) {
        const auto value_of = [&](const std::string& name) {
            const auto found = r.names.find(name);
            return found == r.names.end() ? nullptr : &found->second;
        };
        masks_.emplace_back(expand(expression, value_of), instead);
    }
}

void naming::note_channel_name(const std::string& channel, const std::string& name) {
    const auto known = [&](const auto& other) { return other.first == channel; };
    if (!channel.empty() && std::none_of(others_.begin(), others_.end(), known))
        others_.insert(others_.begin(), {channel, "<channel of " + name + ">"});
}

void naming::name_other_calls(const recording& r, const std::set<std::string>& calls) {
    std::vector<std::string> order;
    std::map<std::string, std::string> channel_names;
    for (const item& i : r.items) {
        const std::string& uuid = i.event["Unique-ID"];
        if (calls.count(uuid) == 0 || uuids_.count(uuid) != 0) continue;
        if (channel_names.count(uuid) == 0) order.push_back(uuid);
        if (!i.event["Channel-Name"].empty()) channel_names[uuid] = i.event["Channel-Name"];
    }
    std::map<std::string, int> times;
    for (const std::string& uuid : order) {
        std::string name = channel_names[uuid];
        for (const auto& [value, instead] : others_) name = replace_all(name, value, instead);
        const int number = ++times[name];
        if (number > 1) name += " " + std::to_string(number);
        uuids_[uuid] = "<" + name + ">";
    }
}

std::string naming::uuid_name(const std::string& uuid) const {
    const auto found = uuids_.find(uuid);
    return found == uuids_.end() ? "<uuid>" : found->second;
}

std::string naming::of_call(const std::string& uuid) const {
    return uuid_name(uuid);
}

std::string naming::operator()(std::string text) const {
    for (const auto& [value, name] : others_) text = replace_all(std::move(text), value, name);
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        if (is_uuid_at(text, i)) {
            out += uuid_name(text.substr(i, 36));
            i += 36;
        } else if (const std::size_t size = time_at(text, i)) {
            out += "<time>";
            i += size;
        } else {
            out.push_back(text[i++]);
        }
    }
    return masked(std::move(out), masks_);
}

}  // namespace live
