// The bodies of the functions of session_link.hpp.
#pragma once

#include <eslio/outbound/detail/session_link.hpp>

#include <asio/cancellation_type.hpp>

namespace eslio::detail {

ESLIO_DECL std::uint64_t session_link::submit_command(command&& c, reply_handler& handler) {
    auto cause = own_doing::asked_hangup(c.bytes(), uuid_);
    if (!cause) return submit_own(std::move(c), handler);
    auto judged = reply_handler::of_own(
        completions(), [self = shared_from_this(), cause = *std::move(cause),
                        user = std::move(handler)](error_code ec, reply r) mutable {
            if (!ec && r.ok()) self->doing_.note_hangup(std::move(cause));
            user.complete(ec, std::move(r));
        });
    return submit_own(std::move(c), judged);
}

ESLIO_DECL std::uint64_t session_link::submit_own(command&& c, reply_handler& handler) {
    const own_doing::deeds before = doing_.note(c.bytes());
    const std::uint64_t number = engine_->submit_command(std::move(c), handler);
    if (number == 0) doing_.restore(before);  // never sent
    return number;
}

ESLIO_DECL void session_link::cancel_command(std::uint64_t number, asio::cancellation_type_t type) {
    engine_->cancel_command(number, type);
}

ESLIO_DECL std::uint64_t session_link::submit_job(const api_request& request,
                                                  job_handler& handler) {
    return engine_->submit_job(request, handler);
}

ESLIO_DECL void session_link::cancel_job(std::uint64_t number, asio::cancellation_type_t type) {
    engine_->cancel_job(number, type);
}

ESLIO_DECL bool session_link::take_back_job(std::uint64_t number) {
    return engine_->take_back_job(number);
}

ESLIO_DECL error_code session_link::hear_also(std::string_view header, std::string_view uuid,
                                              event_lease& held) {
    if (uuid.find_first_of("+-/") == 0) return error::unwritable_text;
    return engine_->hear_also(header, uuid, held);
}

ESLIO_DECL session_link::route_id session_link::add_route(std::string unique_id,
                                                          protocol::route_table::consumer consumer,
                                                          protocol::route_table::listener emptied) {
    return engine_->add_route(std::move(unique_id), std::move(consumer), std::move(emptied));
}

ESLIO_DECL session_link::route_id session_link::add_leg_route(
    std::string unique_id, protocol::route_table::consumer consumer) {
    return engine_->add_leg_route(std::move(unique_id), std::move(consumer));
}

}  // namespace eslio::detail
