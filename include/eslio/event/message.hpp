// message: what async_receive gives.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/event/packet.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>
#include <variant>

namespace eslio {

/// One of: event, log_record, disconnect_notice, gap, rude_rejection, raw_packet.
///
/// A message lent again to `async_receive` gives its memory to a later one.
class message {
public:
    message() = default;
    message(event e) : content_(std::move(e)) {}
    message(log_record r) : content_(std::move(r)) {}
    message(disconnect_notice n) : content_(std::move(n)) {}
    message(rude_rejection r) : content_(std::move(r)) {}
    message(raw_packet p) : content_(std::move(p)) {}
    message(gap g) : content_(g) {}

    event* as_event() noexcept { return std::get_if<event>(&content_); }
    const event* as_event() const noexcept { return std::get_if<event>(&content_); }
    const log_record* as_log() const noexcept { return std::get_if<log_record>(&content_); }
    const disconnect_notice* as_notice() const noexcept {
        return std::get_if<disconnect_notice>(&content_);
    }
    const gap* as_gap() const noexcept { return std::get_if<gap>(&content_); }
    gap* as_gap() noexcept { return std::get_if<gap>(&content_); }
    const rude_rejection* as_rejection() const noexcept {
        return std::get_if<rude_rejection>(&content_);
    }
    const raw_packet* as_raw() const noexcept { return std::get_if<raw_packet>(&content_); }

    /// Calls `f` with what it is.
    template <class F>
    decltype(auto) visit(F&& f) const {
        return std::visit(std::forward<F>(f), content_);
    }

    /// Its event, kept or made empty, for a decoder to fill: the memory is used again.
    event& reuse_event() {
        if (auto* e = as_event()) {
            e->clear();
            return *e;
        }
        return content_.emplace<event>();
    }

    /// Bytes held, for the bounds of a queue.
    std::size_t memory() const noexcept {
        return sizeof(message) + visit([](const auto& c) -> std::size_t {
                   if constexpr (std::is_same_v<std::decay_t<decltype(c)>, gap>)
                       return 0;
                   else
                       return c.memory();
               });
    }

private:
    std::variant<event, log_record, disconnect_notice, rude_rejection, raw_packet, gap> content_;
};

}  // namespace eslio
