// What the code fragments of the pages take for granted: includes, names, a connection.
#pragma once

#include <eslio.hpp>
#include <eslio/api.hpp>

#include <asio/awaitable.hpp>
#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <iostream>
#include <string>

using namespace std::chrono_literals;

/// Given to every fragment; by reference, so that none need be used.
struct pages_given {
    eslio::connection& fs;
    std::string name, number, uuid;
    asio::cancellation_signal& signal;
};
