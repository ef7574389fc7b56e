// A connection of the library to a fake switch, and operations of which each is counted.
#pragma once

#include "support/peer.hpp"

#include <eslio/testing/fake_switch.hpp>

#include <deque>
#include <optional>
#include <string>
#include <utility>

namespace testing_tests {

/// Outcomes stay where they are: handlers write to them.
template <class Value>
struct counted : test::outcome<Value> {
    bool ended_with(eslio::error_code expected) const {
        return this->count == 1 && this->ec == expected;
    }
};

struct client : test::driven_context {
    explicit client(eslio::connection_options options = {}) : options_(std::move(options)) {
        connect();
    }

    /// A new connection, logged in if the switch lets it.
    void connect() {
        auto& login = keep(logins_);
        fs.emplace(fake.connect(context.get_executor()), options_);
        fs->async_login(eslio::password("ClueCon"), login.handler());
        time.settle();
    }

    counted<eslio::api_response>& api(eslio::api_request request) {
        auto& result = keep(apis_);
        fs->async_api(std::move(request), result.handler());
        return result;
    }
    counted<eslio::reply>& send(std::string text) {
        auto& result = keep(replies_);
        fs->async_send(eslio::command(std::move(text)), result.handler());
        return result;
    }
    counted<eslio::job_result>& bgapi(eslio::api_request request) {
        auto& result = keep(jobs_);
        fs->async_bgapi(std::move(request), result.handler());
        return result;
    }
    counted<eslio::message>& receive() {
        auto& result = keep(messages_);
        fs->async_receive(result.handler());
        return result;
    }
    void subscribe(eslio::event_name type) {
        auto& result = keep(replies_);
        fs->async_subscribe(eslio::subscription(type), result.handler());
        time.settle();
    }

    /// One of each, and a receive.
    void submit_all() {
        api("echo some text");
        send("noop");
        bgapi("echo other text");
        api("status");
        receive();
    }

    /// Operations that have not ended.
    int pending() const {
        int n = 0;
        each([&](int count) { n += count == 0 ? 1 : 0; });
        return n;
    }
    bool ended_once() const {
        bool once = true;
        each([&](int count) { once = once && count == 1; });
        return once;
    }

    eslio::testing::fake_switch fake{context.get_executor()};
    std::optional<test::connection> fs;

private:
    template <class List>
    typename List::value_type& keep(List& list) {
        list.emplace_back();
        return list.back();
    }

    template <class Function>
    void each(Function f) const {
        for (const auto& o : apis_) f(o.count);
        for (const auto& o : replies_) f(o.count);
        for (const auto& o : jobs_) f(o.count);
        for (const auto& o : messages_) f(o.count);
    }

    eslio::connection_options options_;
    std::deque<counted<void>> logins_;
    std::deque<counted<eslio::api_response>> apis_;
    std::deque<counted<eslio::reply>> replies_;
    std::deque<counted<eslio::job_result>> jobs_;
    std::deque<counted<eslio::message>> messages_;
};

}  // namespace testing_tests
