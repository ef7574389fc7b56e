// What tests of views share: an accessor and the header that it reads, tried on events made for it
// and on every recorded one.
#pragma once

#include "catch.hpp"
#include "support/captures.hpp"

#include <eslio/event/header_value.hpp>
#include <eslio/events/event_view.hpp>
#include <eslio/events/presence.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace test {

/// The events in the bytes of recorded sessions, one after the other.
inline void add_events(const std::string& bytes, std::vector<eslio::event>& to) {
    for (const support::frame_copy& f : support::parse_session(bytes)) {
        eslio::event e;
        const auto format = eslio::event_format(f.content_type);
        if (format && !eslio::decode_event(*format, f.body, e)) to.push_back(e);
    }
}

/// Every event that was recorded: those of tests/events/recorded, and those of the sessions.
inline const std::vector<eslio::event>& recorded_events() {
    static const std::vector<eslio::event> all = [] {
        std::vector<eslio::event> events;
        add_events(
            support::read_file(std::string(ESLIO_CAPTURES) + "/../events/recorded/events.raw"),
            events);
        for (const auto& path : support::session_paths())
            add_events(support::read_file(path), events);
        return events;
    }();
    return all;
}

/// Texts that are a `T`, and how the value would be written.
template <class T>
std::vector<std::string> samples() {
    if constexpr (std::is_same_v<T, bool>)
        return {"true", "false"};
    else if constexpr (std::is_same_v<T, char>)
        return {"#", "5"};
    else if constexpr (std::is_same_v<T, double>)
        return {"98.733333", "0.000000", "-1.5"};
    else if constexpr (std::is_same_v<T, eslio::events::message_counts>)
        return {"2/1", "2/1 (1/0)"};
    else
        return {"7", "100"};
}

template <class T>
std::string written(const T& value) {
    if constexpr (std::is_enum_v<T>)
        return std::string(to_string(value));
    else if constexpr (std::is_same_v<T, bool>)
        return value ? "true" : "false";
    else if constexpr (std::is_same_v<T, char>)
        return std::string(1, value);
    else
        return std::to_string(value);
}

template <class Rep, class Period>
std::string written(const std::chrono::duration<Rep, Period>& value) {
    return std::to_string(value.count());
}
inline std::string written(const std::chrono::system_clock::time_point& value) {
    return std::to_string(
        std::chrono::duration_cast<std::chrono::microseconds>(value.time_since_epoch()).count());
}
inline std::string written(
    const std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>& value) {
    return std::to_string(value.time_since_epoch().count());
}
inline std::string written(const eslio::events::message_counts& value) {
    return std::to_string(value.fresh) + "/" + std::to_string(value.saved);
}

template <class T>
constexpr bool is_time = false;
template <class Duration>
constexpr bool is_time<std::chrono::time_point<std::chrono::system_clock, Duration>> = true;

/// Whether the value of an accessor is what its header says: `raw`, if there is one.
inline bool agrees(std::string_view value, std::optional<std::string_view> raw) {
    return value == raw.value_or("");
}
template <class T>
bool agrees(const eslio::header_value<T>& value, std::optional<std::string_view> raw) {
    if (!raw || raw->empty() || (is_time<T> && *raw == "0")) return value.absent() && !value;
    if (value.absent() || !value || value.malformed() || value.text() != *raw) return false;
    if constexpr (std::is_same_v<T, std::string_view>)
        return *value == *raw;
    else if constexpr (std::is_same_v<T, double>)
        return *value == std::stod(std::string(*raw));
    else if constexpr (std::is_same_v<T, bool>)
        return *value == (*raw == "true" || *raw == "1" || *raw == "on" || *raw == "yes");
    else if constexpr (std::is_same_v<T, eslio::events::message_counts>)
        return raw->substr(0, written(*value).size()) == written(*value);
    else if constexpr (std::is_enum_v<T>)
        return *value == T::unknown || written(*value) == *raw;
    else
        return written(*value) == *raw;
}

template <class Read>
struct field_of {
    std::string_view header;
    Read read;
};

/// An accessor and the name of its header.
template <class Read>
field_of<Read> field(std::string_view header, Read read) {
    return {header, read};
}

template <class View, class = void>
struct has_type : std::false_type {};
template <class View>
struct has_type<View, std::void_t<decltype(View::type)>> : std::true_type {};

/// An event that has nothing but what makes it one of the view's.
template <class View>
eslio::event event_for() {
    if constexpr (has_type<View>::value)
        return eslio::event(View::type);
    else
        return eslio::event::custom(View::subclass);
}

template <class T>
void check_unread(const eslio::header_value<T>& value, std::string_view text) {
    CHECK(value.text() == text);
    if constexpr (std::is_enum_v<T>)
        CHECK(value == T::unknown);
    else
        CHECK(value.malformed());
}
inline void check_unread(std::string_view value, std::string_view text) {
    CHECK(value == text);
}

template <class T>
void check_samples(eslio::event& e, std::string_view header,
                   const std::function<eslio::header_value<T>()>& read) {
    std::vector<std::string> texts;
    if constexpr (std::is_enum_v<T>) {
        for (int i = 0; i < 1000; ++i)
            if (const auto text = to_string(static_cast<T>(i)); !text.empty())
                texts.emplace_back(text);
    } else {
        texts = samples<T>();
    }
    for (const std::string& text : texts) {
        INFO(text);
        e.set(header, text);
        CHECK(agrees(read(), std::string_view(text)));
        CHECK(read().has_value());
        if constexpr (std::is_enum_v<T>) CHECK(read() != T::unknown);
    }
}

/// One accessor on an event made for it: absent, every sample, and a text that is none.
template <class View, class Read>
void check_made(const field_of<Read>& f) {
    using value = std::decay_t<std::invoke_result_t<Read, const View&>>;
    INFO(std::string(f.header));
    eslio::event e = event_for<View>();
    const auto read = [&] { return std::invoke(f.read, View(e)); };
    CHECK(agrees(read(), e.find(f.header)));
    if constexpr (!std::is_same_v<value, std::string_view>)
        check_samples<typename value::value_type>(e, f.header, read);
    e.set(f.header, "no such text");
    check_unread(read(), "no such text");
    e.remove(f.header);
    CHECK(agrees(read(), e.find(f.header)));
}

/// Every accessor of a view: on events made for it, and on those recorded that it fits. Tells how
/// many these were.
template <class View, class... Read>
std::size_t check_view(const field_of<Read>&... fields) {
    CHECK(View::fits(event_for<View>()));
    CHECK_FALSE(View::fits(eslio::event::named("NO_SUCH_EVENT")));
    CHECK_FALSE(View::fits(eslio::event::custom("no::such")));
    (check_made<View>(fields), ...);
    std::size_t found = 0;
    for (const eslio::event& e : recorded_events()) {
        const auto view = e.as<View>();
        if (!view) continue;
        ++found;
        [[maybe_unused]] const auto check = [&](const auto& f) {
            const bool same = agrees(std::invoke(f.read, *view), e.find(f.header));
            if (!same) {
                INFO(std::string(f.header) << ": " << std::string(e[f.header]));
                CHECK(same);
            }
        };
        (check(fields), ...);
    }
    return found;
}

}  // namespace test
