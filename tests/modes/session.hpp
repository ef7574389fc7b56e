// A session over the in-memory stream that uses every kind of operation, for programs compiled in
// unusual ways: they have neither Catch2 nor, some of them, exceptions.
#pragma once

#include <eslio/connection.hpp>
#include <eslio/testing/stream.hpp>

#include <asio/io_context.hpp>

#include <cstdio>
#include <string>
#include <utility>

namespace modes {

/// The switch's end: answers each command as it comes.
class answering_machine {
public:
    explicit answering_machine(eslio::testing::stream s) : stream_(std::move(s)) {}

    void start() {
        stream_.send_now("Content-Type: auth/request\n\n");
        read();
    }

private:
    void read() {
        stream_.async_read_some(asio::buffer(input_), [this](eslio::error_code ec, std::size_t n) {
            if (ec) return;
            heard_.append(input_, n);
            for (std::size_t end; (end = heard_.find("\n\n")) != std::string::npos;) {
                answer(heard_.substr(0, end));
                heard_.erase(0, end + 2);
            }
            read();
        });
    }

    void answer(const std::string& command) {
        const std::size_t job = command.find("Job-UUID: ");
        if (command.rfind("api ", 0) == 0)
            return say("Content-Type: api/response\nContent-Length: 2\n\nUP");
        if (job == std::string::npos)
            return say("Content-Type: command/reply\nReply-Text: +OK\n\n");
        const std::string uuid = command.substr(job + 10);
        say("Content-Type: command/reply\nReply-Text: +OK Job-UUID: " + uuid + "\n\n");
        const std::string event =
            "{\"Event-Name\":\"BACKGROUND_JOB\",\"Job-UUID\":\"" + uuid + "\",\"_body\":\"done\"}";
        say("Content-Type: text/event-json\nContent-Length: " + std::to_string(event.size()) +
            "\n\n" + event);
    }

    void say(const std::string& bytes) { stream_.send_now(bytes); }

    eslio::testing::stream stream_;
    std::string heard_;
    char input_[512] = {};
};

/// Returns 0 if every operation ended as it should, for `main` to return.
inline int run_session() {
    using connection = eslio::basic_connection<eslio::testing::stream>;
    asio::io_context context;
    auto ends = eslio::testing::connect_pair(context.get_executor());
    answering_machine machine(std::move(ends.first));
    connection fs(std::move(ends.second));
    std::string log;
    machine.start();
    fs.async_login(eslio::password("ClueCon"), [&](eslio::error_code ec) {
        log += ec ? "no login\n" : "login\n";
        fs.async_api("status", [&](eslio::error_code e, const eslio::api_response& r) {
            if (!e) log += "api " + r.body() + "\n";
        });
        fs.async_send(eslio::command("noop"), [&](eslio::error_code e, const eslio::reply& r) {
            if (!e) log += "send " + std::string(r.value().text()) + "\n";
        });
        fs.async_bgapi("status", [&](eslio::error_code e, const eslio::job_result& r) {
            if (!e) log += "job " + std::string(r.body()) + "\n";
            fs.close();
        });
        fs.async_receive([&](eslio::error_code e, const eslio::message&) {
            log += e == eslio::error::closed ? "closed\n" : "another end\n";
        });
    });
    context.run();
    std::fputs(log.c_str(), stdout);
    return log == "login\napi UP\nsend +OK\njob done\nclosed\n" ? 0 : 1;
}

}  // namespace modes
