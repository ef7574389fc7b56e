// What operations complete with, as text: all that a result says of itself.
#pragma once

#include <eslio/api/result.hpp>
#include <eslio/channel.hpp>
#include <eslio/channel/originated.hpp>
#include <eslio/event.hpp>
#include <eslio/outbound/results.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace live {

using details = std::vector<std::pair<std::string, std::string>>;

std::string text_of(const eslio::error_code& ec);

void describe(details& out, const eslio::reply& r);
void describe(details& out, const eslio::api_response& r);
/// Of a typed API command whether there is a value, or why not; what it is tells `logbook::add`.
template <class T>
void describe(details& out, const eslio::api_result<T>& r) {
    if (r.refused())
        out.emplace_back(r.usage() ? "usage" : "refused", std::string(r.reason()));
    else if (r.unreadable())
        out.emplace_back("unreadable", std::string(r.text()));
}

void describe(details& out, const eslio::job& j);
void describe(details& out, const eslio::job_result& r);
void describe(details& out, const eslio::message& m);
void describe(details& out, const eslio::event& e);
void describe(details& out, const eslio::execution_result& r);
void describe(details& out, const eslio::digits_result& r);
void describe(details& out, const eslio::bridge_result& r);
void describe(details& out, const eslio::record_result& r);
void describe(details& out, const eslio::unbridge_result& r);
void describe(details& out, const eslio::conference_result& r);
void describe(details& out, const eslio::attended_transfer_result& r);
void describe(details& out, const eslio::wait_result& r);
void describe(details& out, const eslio::hangup_info& h);
void describe(details& out, const eslio::collected_digits& d);
void describe(details& out, const eslio::call_progress& p);
void describe(details& out, const std::optional<std::string>& value);
void describe(details& out, const std::string& value);
void describe(details& out, const eslio::outbound::session_end& e);

}  // namespace live
