// The headers of an event, to be walked through in order.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/storage.hpp>

#include <cstddef>
#include <iterator>
#include <string_view>

namespace eslio {

/// One header of an event. Valid until the event is changed.
class event_header {
public:
    /// Made by the range.
    event_header(const detail::event_storage& storage, std::size_t index) noexcept
        : storage_(&storage), index_(index) {}

    /// The header's name, in the case of the wire.
    std::string_view name() const noexcept { return storage_->view(entry().name); }

    /// The value; of an array the text `ARRAY::a|:b` that FreeSWITCH uses for it.
    std::string_view value() const noexcept { return storage_->value(entry()); }

    /// Whether FreeSWITCH holds it as an array.
    bool is_array() const noexcept { return entry().elements != 0; }

    /// How many values it has: the elements of an array, else one.
    std::size_t size() const noexcept { return is_array() ? storage_->values_of(index_) : 1; }

    /// The value of that number, below `size()`.
    std::string_view operator[](std::size_t i) const noexcept {
        if (!is_array()) return value();
        const std::size_t first = index_ + 1 + storage_->spare_front(index_);
        return storage_->view(storage_->entries[first + i].value);
    }

    /// Same name and same values, byte for byte; an array of one equals its value.
    friend bool operator==(const event_header& a, const event_header& b) noexcept {
        if (a.name() != b.name() || a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (a[i] != b[i]) return false;
        return true;
    }
    friend bool operator!=(const event_header& a, const event_header& b) noexcept {
        return !(a == b);
    }

private:
    const detail::event_entry& entry() const noexcept { return storage_->entries[index_]; }

    const detail::event_storage* storage_;
    std::size_t index_;
};

/// `for (eslio::event_header h : e.headers())`
class header_range {
public:
    /// Goes through the headers in their order.
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = event_header;
        using difference_type = std::ptrdiff_t;
        using pointer = const event_header*;
        using reference = event_header;

        iterator() noexcept = default;
        /// Made by the range.
        iterator(const detail::event_storage& storage, std::size_t index) noexcept
            : storage_(&storage), index_(index) {}
        event_header operator*() const noexcept { return {*storage_, index_}; }
        iterator& operator++() noexcept {
            index_ += 1 + storage_->entries[index_].elements;
            return *this;
        }
        iterator operator++(int) noexcept;
        friend bool operator==(const iterator& a, const iterator& b) noexcept {
            return a.index_ == b.index_;
        }
        friend bool operator!=(const iterator& a, const iterator& b) noexcept { return !(a == b); }

    private:
        const detail::event_storage* storage_ = nullptr;
        std::size_t index_ = 0;
    };

    /// Made by the event.
    explicit header_range(const detail::event_storage& storage) noexcept : storage_(&storage) {}
    iterator begin() const noexcept { return {*storage_, 0}; }
    iterator end() const noexcept { return {*storage_, storage_->entries.size()}; }
    std::size_t size() const noexcept { return storage_->headers; }
    bool empty() const noexcept { return storage_->headers == 0; }

private:
    const detail::event_storage* storage_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/header_range.ipp>
#endif
