// Floor 3, api: FreeSWITCH's API commands with typed arguments and results.
//
//     auto calls = co_await fs.async_api(eslio::api::show_channels(), token);
//     for (const auto& c : calls.value()) std::cout << c.uuid << ' ' << c.caller_id_name << '\n';
//
// Each is a function named as FreeSWITCH's command. Where the answer tells something, it is an
// `api::request<T>`, and async_api completes with an `api_result<T>`; else an `api_request`, for
// async_api and async_bgapi. Any text among the arguments may be `untrusted`. It is not part of
// <eslio.hpp>.
#pragma once

#include <eslio/api/callcenter.hpp>
#include <eslio/api/conference.hpp>
#include <eslio/api/confirmation.hpp>
#include <eslio/api/directory.hpp>
#include <eslio/api/parking.hpp>
#include <eslio/api/record.hpp>
#include <eslio/api/request.hpp>
#include <eslio/api/result.hpp>
#include <eslio/api/schedule.hpp>
#include <eslio/api/show.hpp>
#include <eslio/api/show_channels.hpp>
#include <eslio/api/sofia.hpp>
#include <eslio/api/store.hpp>
#include <eslio/api/system.hpp>
#include <eslio/api/text.hpp>
#include <eslio/api/uuid.hpp>
#include <eslio/api/uuid_control.hpp>
#include <eslio/api/uuid_media.hpp>
