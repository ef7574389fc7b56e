// event_part: headers of an event that share a prefix, as those of a caller profile.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/header_value.hpp>

#include <optional>
#include <string_view>

namespace eslio::events {

/// Reads headers by what follows their prefix. It refers to its event and to the prefix, which must
/// outlive it.
class event_part {
public:
    /// Of an event, which must outlive this, the headers whose names begin so.
    event_part(const event& e, std::string_view prefix) noexcept : event_(&e), prefix_(prefix) {}
    /// A view of a temporary would dangle.
    event_part(event&&, std::string_view) = delete;

    /// What their names begin with.
    std::string_view prefix() const noexcept { return prefix_; }

    /// The header `<prefix><name>` read as a `T`.
    template <class T>
    header_value<T> header(std::string_view name) const {
        return header_value<T>(find(name));
    }

    /// The text of the header `<prefix><name>`; empty if it is absent.
    std::string_view text(std::string_view name) const noexcept {
        return find(name).value_or(std::string_view());
    }

private:
    /// Allocates nothing. Names above 128 characters, which FreeSWITCH has none of, are not found.
    std::optional<std::string_view> find(std::string_view name) const noexcept;

    const event* event_;
    std::string_view prefix_;
};

}  // namespace eslio::events

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/events/impl/event_part.ipp>
#endif
