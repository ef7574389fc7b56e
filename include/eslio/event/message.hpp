// message: what async_receive gives.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/gap.hpp>
#include <eslio/event/packet.hpp>

#include <cstddef>
#include <memory>
#include <utility>

namespace eslio {

/// One of: event, log_record, disconnect_notice, gap, rude_rejection, raw_packet.
///
/// A message lent again to `async_receive` gives its memory to a later one.
class message {
public:
    message() = default;
    /// One of each kind.
    message(event e) : event_(std::move(e)) {}
    message(log_record r) : message(kind::log, std::move(r)) {}
    message(disconnect_notice n) : message(kind::notice, std::move(n)) {}
    message(rude_rejection r) : message(kind::rejection, std::move(r)) {}
    message(raw_packet p) : message(kind::raw, std::move(p)) {}
    message(gap g) : kind_(kind::gap), gap_(std::move(g)) {}

    message(const message&) = default;
    message& operator=(const message&) = default;
    /// A message that was moved from holds an empty event.
    message(message&& other) noexcept
        : kind_(std::exchange(other.kind_, kind::event)),
          event_(std::move(other.event_)),
          packet_(std::move(other.packet_)),
          gap_(std::move(other.gap_)) {}
    message& operator=(message&& other) noexcept;
    ~message() = default;

    /// What it is, if it is of that kind; else null. The object belongs to the message.
    event* as_event() & noexcept { return kind_ == kind::event ? &event_ : nullptr; }
    const event* as_event() const& noexcept { return kind_ == kind::event ? &event_ : nullptr; }
    /// The log line, or null.
    const log_record* as_log() const& noexcept { return as<log_record>(kind::log); }
    /// FreeSWITCH's word that the connection is about to end, or null.
    const disconnect_notice* as_notice() const& noexcept {
        return as<disconnect_notice>(kind::notice);
    }
    /// The place where messages are, or may be, missing; or null.
    const gap* as_gap() const& noexcept { return kind_ == kind::gap ? &gap_ : nullptr; }
    gap* as_gap() & noexcept { return kind_ == kind::gap ? &gap_ : nullptr; }
    /// The refusal by FreeSWITCH's access list, or null.
    const rude_rejection* as_rejection() const& noexcept {
        return as<rude_rejection>(kind::rejection);
    }
    /// A packet that is delivered as it came, or null.
    const raw_packet* as_raw() const& noexcept { return as<raw_packet>(kind::raw); }

    /// Calls `f` with what it is.
    template <class F>
    decltype(auto) visit(F&& f) const {
        switch (kind_) {
            case kind::log: return std::forward<F>(f)(*as_log());
            case kind::notice: return std::forward<F>(f)(*as_notice());
            case kind::rejection: return std::forward<F>(f)(*as_rejection());
            case kind::raw: return std::forward<F>(f)(*as_raw());
            case kind::gap: return std::forward<F>(f)(gap_);
            case kind::event: break;
        }
        return std::forward<F>(f)(event_);
    }

    /// Its event, kept or made empty, for a decoder to fill: the memory is used again.
    event& reuse_event();

    /// Bytes held, for the bounds of a queue.
    std::size_t memory() const noexcept {
        return sizeof(message) + event_.memory() +
               (packet_ ? sizeof(raw_packet) + packet_->memory() : 0);
    }

    // A view into a temporary would dangle: give the object a name first.
    void as_event() const&& = delete;
    void as_log() const&& = delete;
    void as_notice() const&& = delete;
    void as_gap() const&& = delete;
    void as_rejection() const&& = delete;
    void as_raw() const&& = delete;

private:
    enum class kind : unsigned char { event, log, notice, rejection, raw, gap };

    template <class Packet>
    message(kind what, Packet p) : kind_(what), packet_(new Packet(std::move(p))) {}

    template <class Packet>
    const Packet* as(kind what) const noexcept {
        return kind_ == what ? static_cast<const Packet*>(packet_.get()) : nullptr;
    }

    // The usual content stands by itself, so that its memory is used again, and moves plainly.
    kind kind_ = kind::event;
    event event_;
    std::shared_ptr<const packet> packet_;  ///< of the type that `kind_` tells
    gap gap_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/message.ipp>
#endif
