// class event: what FreeSWITCH tells of, whatever format it came in.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/array_elements.hpp>
#include <eslio/event/detail/storage.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/header_range.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/raw_buffer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace eslio {

/// How urgently FreeSWITCH delivers an event.
enum class event_priority { normal, low, high };

/// Headers in order, duplicates kept, values decoded; and a body.
///
/// The same event read from plain, JSON and XML is equal, as far as FreeSWITCH's own writers keep
/// it. Values are bytes: FreeSWITCH does not promise UTF-8. Views returned hold until the event is
/// changed or gone. An event used again (`clear`, decoding into it) keeps its memory. One of more
/// than 2 GiB cannot be built: what would make it so throws `std::length_error`, or ends the
/// program where exceptions are off, and the event stays as it was. Distinct events may be used
/// from several threads, and one event by many readers.
class event {
public:
    event() = default;

    /// An event to be sent or tested with: its first header is Event-Name.
    explicit event(event_name type) { add("Event-Name", to_string(type)); }

    /// A CUSTOM event. Event-Subclass comes first, as FreeSWITCH writes it.
    static event custom(std::string_view subclass);

    /// An event of a type that this library does not know.
    static event named(std::string_view name) { return event().add("Event-Name", name); }

    /// The name as FreeSWITCH wrote it (`CHANNEL_ANSWER`); empty if there is none.
    std::string_view name() const& noexcept { return (*this)["Event-Name"]; }

    /// The type by name; `event_name::unknown` if this library does not know it.
    event_name type() const noexcept { return parse_event_name(name()); }

    /// Whether it is of that type.
    bool is(event_name t) const noexcept { return wire::iequals(name(), to_string(t)); }

    /// This event read as `View`, as `events::dtmf`; nothing if it is another event. The view
    /// refers to the event.
    template <class View>
    std::optional<View> as() const& {
        if (!View::fits(*this)) return std::nullopt;
        return View(*this);
    }

    /// A header or variable by a name that has a type, as `get(var::billsec)`: a `header_value`.
    /// One that is misspelt does not compile. See <eslio/event/names.hpp>.
    template <class Name>
    auto get(const Name& name) const& -> decltype(name.of(*this)) {
        return name.of(*this);
    }

    /// `sofia::register` and the like; empty for other than CUSTOM events.
    std::string_view subclass() const& noexcept { return (*this)["Event-Subclass"]; }

    /// UUID of the channel the event speaks of; empty if none.
    std::string_view unique_id() const& noexcept { return (*this)["Unique-ID"]; }

    /// Of an event that has one (header `priority`); else normal.
    event_priority priority() const noexcept;

    /// `Job-UUID`; empty if there is none.
    std::string_view job_uuid() const& noexcept { return (*this)["Job-UUID"]; }

    /// FreeSWITCH's counter. It is drawn when an event is created: expect gaps and inversions.
    std::optional<std::uint64_t> sequence() const noexcept { return number("Event-Sequence"); }

    /// When FreeSWITCH created the event, by its clock.
    std::optional<std::chrono::system_clock::time_point> timestamp() const noexcept {
        return time("Event-Date-Timestamp");
    }

    /// A header that holds a time in microseconds, as `Caller-Channel-Hangup-Time`; nothing if
    /// there is none, if it is no such number, or 0, which FreeSWITCH writes for what did not
    /// happen.
    std::optional<std::chrono::system_clock::time_point> time(
        std::string_view header) const noexcept;

    /// First header of that name, in any case; empty if there is none.
    std::string_view operator[](std::string_view header) const& noexcept {
        const auto* entry = find_entry(header);
        return entry != nullptr ? storage_.value(*entry) : std::string_view{};
    }

    /// First header of that name, in any case.
    std::optional<std::string_view> find(std::string_view header) const& noexcept;

    /// The value of that number in the first header of that name; nothing if it has fewer.
    std::optional<std::string_view> find(std::string_view header, std::size_t number) const&;

    /// Whether there is such a header, in any case.
    bool contains(std::string_view header) const noexcept { return find_entry(header) != nullptr; }

    /// Channel variable: the header `variable_<name>`.
    std::string_view variable(std::string_view variable_name) const& noexcept;

    /// The header's value as a number of digits; nothing if it is absent or another text.
    std::optional<std::uint64_t> number(std::string_view header) const noexcept {
        return wire::parse_number((*this)[header]);
    }

    /// Every value of every header of that name: the elements of arrays, and duplicates.
    std::vector<std::string_view> values(std::string_view header) const&;

    /// All headers in the order of the wire, repeated ones as often as they came.
    header_range headers() const& noexcept { return header_range(storage_); }

    /// How many headers there are.
    std::size_t size() const noexcept { return storage_.headers; }
    bool empty() const noexcept { return storage_.headers == 0 && storage_.body.size == 0; }

    /// The body, which may hold any byte; empty if there is none.
    std::string_view body() const& noexcept { return storage_.view(storage_.body); }
    /// Whether there is a body with at least one byte.
    bool has_body() const noexcept { return storage_.body.size != 0; }

    /// Adds a header after the others (before the Content-Length that belongs to a body). A value
    /// `ARRAY::a|:b` makes an array, as in FreeSWITCH.
    event& add(std::string_view header, std::string_view value);

    /// Adds a header that is an array of these values, whatever they hold:
    /// `add_array("X", {"1", "2"})`.
    event& add_array(std::string_view header, const array_elements& elements);

    /// Adds a header before all others.
    event& add_front(std::string_view header, std::string_view value);

    /// Replaces all headers of that name by one; an empty value removes them, as in FreeSWITCH.
    event& set(std::string_view header, std::string_view value);

    /// Changes the type; the header keeps its place.
    event& set_name(event_name type) { return set("Event-Name", to_string(type)); }
    event& set_name(std::string_view name) { return set("Event-Name", name); }

    /// Changes the subclass, which is the first header, as FreeSWITCH writes it.
    event& set_subclass(std::string_view subclass);

    /// The header `priority`, before all others as FreeSWITCH puts it.
    event& set_priority(event_priority p);

    /// Appends to the array in the first header of that name; makes one of the value there. Of many
    /// values each costs its own size, and a look at the names before, whatever is written between.
    event& push(std::string_view header, std::string_view value);

    /// Puts a value before the others of the array in the first header of that name, at the same
    /// cost.
    event& unshift(std::string_view header, std::string_view value);

    /// Removes all headers of that name; tells whether there was one.
    bool remove(std::string_view header);

    /// Removes those of that name that have this value (of an array its text), as FreeSWITCH does
    /// (switch_event.c: switch_event_del_header_val); tells whether there was one.
    bool remove(std::string_view header, std::string_view value);

    /// Adds the headers of another event after its own, without replacing any; the elements of an
    /// array go into the array of that name, if there is one. The body stays, and so does its
    /// Content-Length (switch_event.c: switch_event_merge).
    event& merge(const event& other);

    /// Replaces the body and the Content-Length that goes with it, always the last header.
    event& set_body(std::string_view text);

    /// Empties it and keeps its memory.
    void clear() noexcept { storage_.clear(); }

    /// Bytes held, used or not: what an event queue counts.
    std::size_t memory() const noexcept {
        return storage_.text.capacity() + storage_.entries.capacity() * sizeof(detail::event_entry);
    }

    /// Same headers in the same order, same values, same body.
    friend bool operator==(const event& a, const event& b) noexcept {
        if (a.size() != b.size() || a.body() != b.body()) return false;
        auto other = b.headers().begin();
        for (const event_header h : a.headers())
            if (h != *other++) return false;
        return true;
    }
    friend bool operator!=(const event& a, const event& b) noexcept { return !(a == b); }

    /// For decoders: the parts to be filled in.
    detail::event_storage& storage() noexcept { return storage_; }
    const detail::event_storage& storage() const noexcept { return storage_; }

    // A view into a temporary would dangle: give the object a name first.
    template <class View>
    void as() const&& = delete;
    template <class Name>
    void get(const Name&) const&& = delete;
    void name() const&& = delete;
    void subclass() const&& = delete;
    void unique_id() const&& = delete;
    void job_uuid() const&& = delete;
    void operator[](std::string_view) const&& = delete;
    void find(std::string_view) const&& = delete;
    void find(std::string_view, std::size_t) const&& = delete;
    void variable(std::string_view) const&& = delete;
    void values(std::string_view) const&& = delete;
    void headers() const&& = delete;
    void body() const&& = delete;

private:
    const detail::event_entry* find_entry(std::string_view header) const noexcept;

    /// The next entry whose name has that size; most are passed over by fours.
    static const detail::event_entry* next_of_size(const detail::event_entry* e,
                                                   const detail::event_entry* end,
                                                   std::uint32_t size) noexcept;

    const detail::event_entry* find_nameless() const noexcept;

    std::size_t find_index(std::string_view header) const noexcept;

    /// Where a new header goes: after all, but before the Content-Length of a body.
    std::size_t back() const noexcept;
    void insert(std::size_t position, std::string_view header, std::string_view value);
    /// Moves the entries from `header` on, the last header, to `position`.
    void move_last(std::size_t header, std::size_t position);
    void erase(std::size_t position);
    template <class F>
    bool remove_if(std::string_view name, F f);
    event& merge_arrays(const event& other);

    /// The values of an array, and what stands before or after them: see edit_arrays.ipp.
    event& stack(std::string_view header, std::string_view value, bool front);
    std::size_t find_first(std::string_view header) const noexcept;
    event& pair_up(std::size_t position, std::string_view value, bool front);
    void reserve_entries(std::size_t more);
    bool append_last(std::size_t position, std::string_view value);
    void make_spare_elements(std::size_t position, bool front);
    wire::raw_buffer make_spare_text(std::size_t position, std::size_t need, bool front);
    void write_before(std::size_t position, std::string_view value);
    void write_after(std::size_t position, std::string_view value);
    void insert_values(std::size_t position, std::string_view header,
                       const std::vector<std::string_view>& elements);

    detail::event_storage storage_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/edit.ipp>
#include <eslio/event/impl/edit_arrays.ipp>
#include <eslio/event/impl/event.ipp>
#endif
