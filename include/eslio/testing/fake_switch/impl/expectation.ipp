// The bodies of the functions of expectation.hpp.
#pragma once

#include <eslio/testing/fake_switch/expectation.hpp>

namespace eslio::testing {

ESLIO_COLD expectation& expectation::reply(std::string text) {
    rule_->answer = [text = std::move(text)](std::string_view command) {
        return wire::istarts_with(command, "api ") ? fake::api_packet(text)
                                                   : fake::reply_packet(text);
    };
    return *this;
}

ESLIO_COLD expectation& expectation::command_reply(std::string text) {
    rule_->answer = [text = std::move(text)](std::string_view) { return fake::reply_packet(text); };
    return *this;
}

ESLIO_COLD expectation& expectation::api_response(std::string body) {
    rule_->answer = [body = std::move(body)](std::string_view) { return fake::api_packet(body); };
    return *this;
}

ESLIO_COLD expectation& expectation::raw(std::string bytes) {
    rule_->answer = [bytes = std::move(bytes)](std::string_view) {
        return fake::packet{bytes, {}};
    };
    return *this;
}

ESLIO_COLD expectation& expectation::invalid_utf8() {
    return alters([](fake::packet& p) {
        static constexpr const char* bytes = "\xff\xfe\x80";
        if (p.body.empty()) {
            p.header.insert(p.header.find('\n', p.header.find('\n') + 1), bytes);
        } else {
            p.body += bytes;
            fake::change_length(p, 0);
        }
    });
}

}  // namespace eslio::testing

namespace eslio::testing::fake {

ESLIO_COLD void change_length(packet& p, std::ptrdiff_t by) {
    static constexpr std::string_view name = "Content-Length: ";
    const std::size_t at = p.header.find(name);
    if (at == std::string::npos) {
        p.header.insert(p.header.size() - 1, std::string(name) + std::to_string(by) + "\n");
        return;
    }
    const std::size_t begin = at + name.size();
    const std::size_t end = p.header.find('\n', begin);
    const auto length = static_cast<std::ptrdiff_t>(p.body.size()) + by;
    p.header.replace(begin, end - begin, std::to_string(length));
}

ESLIO_COLD void cut_packet(packet& p, std::size_t bytes) {
    std::string all = p.header + p.body;
    all.resize(std::min(all.size(), bytes));
    p = {std::move(all), {}};
}

}  // namespace eslio::testing::fake
