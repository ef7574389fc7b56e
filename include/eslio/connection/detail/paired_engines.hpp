// What an engine tells the pair that it belongs to, when two connections bring one stream of
// events.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/completion_queue.hpp>
#include <eslio/error.hpp>
#include <eslio/event/detail/event_types.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/connection_side.hpp>
#include <eslio/protocol/wanted.hpp>

#include <cstdint>
#include <string>

namespace eslio::detail {

/// Abstract, so that programs without a client of two connections do not compile `event_pair`.
class paired_engines {
public:
    using side = protocol::connection_side;
    using reply_handler = any_handler<void(error_code, reply)>;
    /// Gives a command to the first one, with that handler.
    using submission = error_code (*)(void* submit, reply_handler& answered);

    /// What is wanted is in force on that connection, to that run of the switch.
    virtual void begin(side s, const std::string& core_uuid) = 0;
    /// It is gone. True if events may be missing: then `tell_missing` is to be called when the
    /// messages have been delivered.
    virtual bool end(side s, error_code why) noexcept = 0;
    virtual void tell_missing() noexcept = 0;

    /// To a command that changes what is heard: the user is told the first one's answer when the
    /// second one has its own, too. So what is agreed to is heard over whichever leads.
    /// `submit(reply_handler&)` gives it to the first one, and sets `number` to its number there,
    /// if it is in a line; after that `number` is one of the pair's own. On an error the handler is
    /// left to the caller.
    template <class Submit>
    error_code submit_to_both(const command& c, reply_handler& user, completion_queue& turns,
                              std::uint64_t& number, Submit submit) {
        const submission give = [](void* function, reply_handler& answered) {
            return (*static_cast<Submit*>(function))(answered);
        };
        return submit_by(c, user, turns, number, give, &submit);
    }
    /// The number in the first one's line, of one of the pair's own; 0 if it is not there. Another
    /// number is left as it is.
    virtual std::uint64_t in_line(std::uint64_t number) const noexcept = 0;
    /// Nobody waits any more for an answer that the second one alone owes.
    virtual void give_up(std::uint64_t number) noexcept = 0;
    /// The first one needs these; and what it needs has changed otherwise.
    virtual void follow_need(const event_types& needed) = 0;
    virtual void follow_leases() noexcept = 0;
    /// What the second one is to hear on a new connection.
    virtual protocol::wanted wanted() const = 0;

protected:
    ~paired_engines() = default;

private:
    virtual error_code submit_by(const command& c, reply_handler& user, completion_queue& turns,
                                 std::uint64_t& number, submission give, void* submit) = 0;
};

}  // namespace eslio::detail
