// Goes through all commands of eslio_switch's help, as somebody at a telnet would.
#pragma once

#include "commands.hpp"

#include <asio/connect.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/read_until.hpp>
#include <asio/write.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>

namespace fake_switch_program {

/// A blocking connection that reads packet by packet.
class plain_session {
public:
    plain_session(const std::string& address, std::uint16_t port) : socket_(context_) {
        socket_.connect({asio::ip::make_address(address), port});
    }

    void say(const std::string& command) { asio::write(socket_, asio::buffer(command + "\n\n")); }

    /// The answer to a command: what is not an event or a log line.
    std::string answer() {
        for (;;) {
            const std::string header = take(asio::read_until(socket_, buffer(), "\n\n"));
            const std::size_t length = number_behind(header, "Content-Length: ");
            if (input_.size() < length)
                asio::read(socket_, buffer(), asio::transfer_exactly(length - input_.size()));
            const std::string body = take(length);
            if (header.find("Content-Type: text/event-") != std::string::npos) continue;
            if (header.find("Content-Type: log/data") != std::string::npos) continue;
            if (length != 0) return body;
            static constexpr std::string_view reply = "Reply-Text: ";
            const std::size_t at = header.find(reply);
            return at == std::string::npos ? header : header.substr(at + reply.size());
        }
    }

private:
    asio::dynamic_string_buffer<char, std::char_traits<char>, std::allocator<char>> buffer() {
        return asio::dynamic_buffer(input_);
    }

    std::string take(std::size_t size) {
        std::string part = input_.substr(0, size);
        input_.erase(0, size);
        return part;
    }

    static std::size_t number_behind(const std::string& text, std::string_view name) {
        const std::size_t at = text.find(name);
        return at == std::string::npos ? 0 : std::stoul(text.substr(at + name.size()));
    }

    asio::io_context context_;
    asio::ip::tcp::socket socket_;
    std::string input_;
};

/// Says every command of the help; tells how many were not answered as the help says.
inline int check_commands(const std::string& address, std::uint16_t port) {
    plain_session session(address, port);
    session.answer();  // auth/request
    int wrong = 0;
    for (const session_command& c : session_commands) {
        session.say(with_uuid(c.text));
        const std::string answer = session.answer();
        const std::string expected = with_uuid(c.answer);
        const bool right = answer.compare(0, expected.size(), expected) == 0;
        if (!right) ++wrong;
        std::cout << (right ? "ok    " : "WRONG ") << c.text.substr(0, c.text.find('\n')) << ": "
                  << answer.substr(0, answer.find('\n')) << "\n";
    }
    return wrong;
}

}  // namespace fake_switch_program
