// Answers of FreeSWITCH to typed API commands, for the tests that read them.
#pragma once

#include <eslio/api/request.hpp>
#include <eslio/api/result.hpp>
#include <eslio/event/reply.hpp>

#include <string>
#include <string_view>

namespace test {

/// What a command makes of an answer.
template <class T>
eslio::api_result<T> answered(const eslio::api::request<T>& r, std::string_view body) {
    return r.read(eslio::api_response(eslio::reply::of_text(std::string(body))));
}

/// FreeSWITCH's reason, if it refused.
template <class T>
std::string reason_of(const eslio::api::request<T>& r, std::string_view body) {
    const auto answer = answered(r, body);
    return answer.refused() ? std::string(answer.reason()) : std::string();
}

}  // namespace test
