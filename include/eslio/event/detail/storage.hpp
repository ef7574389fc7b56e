// What an event is made of: one run of bytes and a table of headers that point into it.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>
#include <eslio/wire/percent.hpp>
#include <eslio/wire/raw_buffer.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <new>
#include <string_view>
#include <thread>
#include <utility>

namespace eslio::detail {

/// A piece of the bytes, by offset, so that copies and growth need no fixing.
struct text_range {
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
};

/// Whether a value still is as it came, percent-coded; told between threads, copied as it stands.
class raw_mark {
public:
    explicit raw_mark(bool raw = false) noexcept : raw_(raw) {}
    raw_mark(const raw_mark& other) noexcept : raw_(other.raw_.load(std::memory_order_relaxed)) {}
    raw_mark& operator=(const raw_mark& other) noexcept {
        raw_.store(other.raw_.load(std::memory_order_relaxed), std::memory_order_relaxed);
        return *this;
    }
    bool is_set() const noexcept { return raw_.load(std::memory_order_acquire); }
    void clear() noexcept { raw_.store(false, std::memory_order_release); }

private:
    std::atomic<bool> raw_;
};

/// A lock for the few instructions of a decoding. Copies and moves are free.
class decoding_lock {
public:
    decoding_lock() noexcept = default;
    decoding_lock(const decoding_lock&) noexcept {}
    decoding_lock& operator=(const decoding_lock&) noexcept { return *this; }

    void lock() noexcept {
        while (taken_.exchange(true, std::memory_order_acquire)) std::this_thread::yield();
    }
    void unlock() noexcept { taken_.store(false, std::memory_order_release); }

private:
    std::atomic<bool> taken_{false};
};

/// One header, or one element of the array header before it.
///
/// An array header is followed by `elements` entries that hold only a value; its own value is the
/// joined text `ARRAY::a|:b` that FreeSWITCH uses for it, and the elements lie inside that text.
/// Some of them may be spare: see `spare_front`.
struct event_entry {
    event_entry() noexcept = default;
    event_entry(text_range n, text_range v, bool is_raw = false) noexcept
        : name(n), value(v), raw(is_raw) {}

    text_range name;
    text_range value;
    std::uint32_t elements = 0;
    raw_mark raw;  ///< the value is to be decoded when it is looked at
};

/// Decoders fill it in place: two allocations, none when it is used again.
///
/// Most values of an event are never looked at, so percent codes are decoded when a value first is:
/// in its place, under a lock, as readers may be many. Writers are alone.
struct event_storage {
    event_storage() = default;
    event_storage(const event_storage& other) { copy(other); }
    event_storage(event_storage&& other) noexcept
        : text(std::move(other.text)),
          entries(std::move(other.entries)),
          headers(std::exchange(other.headers, 0)),
          body(std::exchange(other.body, {})) {}
    event_storage& operator=(const event_storage& other) {
        if (this != &other) copy(other);
        return *this;
    }
    event_storage& operator=(event_storage&& other) noexcept;
    ~event_storage() = default;

    wire::raw_buffer text;
    compact_vector<event_entry> entries;
    std::uint32_t headers = 0;  ///< entries that are not elements
    text_range body;
    mutable decoding_lock lock;

    /// What offsets can address.
    static constexpr std::size_t max_text = std::size_t{1} << 31;

    void clear() noexcept;

    std::string_view view(text_range r) const noexcept { return {text.data() + r.begin, r.size}; }

    /// The value of one of the entries, decoded.
    std::string_view value(const event_entry& e) const noexcept {
        if (e.raw.is_set()) decode(e);
        return view(e.value);
    }

    /// Starts anew with a copy of `bytes` to be decoded in place, and zeroes after it.
    void assign(std::string_view bytes);

    /// Appends `s` and tells where it lies.
    text_range store(std::string_view s);

    /// Makes room for `n` more bytes; throws std::length_error if there would be more than
    /// `max_text` in use. If the text must move for it, what no header needs any more
    /// stays there, and there is room for `times` what is moved; returned is the text moved from,
    /// which views may still point into.
    wire::raw_buffer grow(std::size_t n, std::size_t times = 2);

    /// The range between two positions of `text`.
    static text_range range(std::size_t begin, std::size_t end) noexcept {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
    }

    /// `raw`: the value is percent-coded, perhaps.
    void add(text_range name, text_range value, bool raw = false) {
        entries.push_back(event_entry(name, value, raw));
        ++headers;
    }

    /// Room of an array to grow into, before its first element and after its last: spare entries,
    /// which its `elements` counts as well. The first entry after the header, and the last of the
    /// array, tell by the begin of their names how many are spare on their side, and by the begin
    /// of their values, if they are spare themselves, how far the text may grow there.
    std::size_t spare_front(std::size_t header) const noexcept {
        return entries[header + 1].name.begin;
    }
    std::size_t spare_back(std::size_t header) const noexcept {
        return entries[header + entries[header].elements].name.begin;
    }

    /// How many values the array header has.
    std::size_t values_of(std::size_t header) const noexcept {
        return entries[header].elements - spare_front(header) - spare_back(header);
    }

    /// An element of the array that is being added.
    void add_element(text_range value) { entries.push_back(event_entry({}, value)); }

    /// For who adds many: room for some more entries after `used`, the end of those in use, which
    /// is returned as the table may move. They go up to `entries_end()`, and are to be constructed.
    event_entry* make_room(event_entry* used);
    event_entry* entries_end() noexcept { return entries.data() + entries.size(); }

    /// Gives back the room after `used`; returns how many entries there are.
    std::size_t cut(const event_entry* used);

    /// Splits the value of the last header if it is FreeSWITCH's text for an array of two or more.
    /// Stops when there are more than `most` entries.
    void split_array(std::size_t most = max_text);

    /// Writes the value of the array header `header`, the last one, whose elements are already
    /// entries: `ARRAY::a|:b`. The text is put at the end of [begin, end) of `text`, where the
    /// elements lie in order and the rest is of no more use; after everything if it does not fit.
    void join_array(std::size_t header, std::size_t begin, std::size_t end);

    /// Removes the `Content-Length: 0` of an empty body, which equals no body.
    void drop_empty_length() noexcept;

    static constexpr std::size_t padding = 64;  ///< what a byte_scanner may read too far

    static constexpr std::string_view array_mark = "ARRAY::";
    static constexpr std::string_view array_separator = "|:";

    /// FreeSWITCH writes an array of one as a plain value, so only two or more make an array.
    static constexpr bool is_array_text(std::string_view value) noexcept {
        return wire::starts_with(value, array_mark) &&
               value.find(array_separator, array_mark.size()) != std::string_view::npos;
    }

    /// Whether the value that begins there, its percent codes still in it, may be such a text.
    static constexpr bool may_be_array(const char* coded) noexcept {
        return (coded[0] == 'A' && (coded[1] == 'R' || coded[1] == '%')) ||
               (coded[0] == '%' && coded[1] == '4');
    }

private:
    void copy(const event_storage& other);

    void decode(const event_entry& e) const noexcept;

    /// Whether every element moves backwards or stays when they are packed before `end`, so that
    /// none is overwritten before it was moved.
    bool packs(std::size_t header, std::size_t end) const noexcept;
};

/// Adds many headers without arrays, quicker than `event_storage::add` one by one.
class header_appender {
public:
    /// There may be `most` headers; that is looked at when the table grows, so there may be some
    /// more.
    header_appender(event_storage& s, std::size_t most) noexcept
        : s_(s), most_(most), next_(s.entries_end()), stop_(next_) {}

    /// False if there are too many.
    bool add(text_range name, text_range value, bool raw) {
        if (next_ == stop_ && !make_room()) return false;
        ::new (static_cast<void*>(next_++)) event_entry(name, value, raw);
        ++s_.headers;
        return true;
    }

    /// Nothing may be added after it.
    void finish() { s_.cut(next_); }

private:
    bool make_room();

    event_storage& s_;
    std::size_t most_;
    event_entry* next_;
    const event_entry* stop_;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/storage.ipp>
#endif
