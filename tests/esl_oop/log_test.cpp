// What libesl's classes write to standard error: no password.
#include "blocking/switch_thread.hpp"
#include "catch.hpp"
#include "esl_oop/owned.hpp"

#include <eslio/esl_oop.hpp>

#include <cstdio>
#include <string>
#include <unistd.h>

using test::owned;
using test::text;

namespace {

/// What is written to standard error while it lives.
class standard_error {
public:
    standard_error() : file_(std::tmpfile()), before_(dup(2)) {
        std::fflush(stderr);
        dup2(fileno(file_), 2);
    }
    standard_error(const standard_error&) = delete;
    ~standard_error() {
        restore();
        std::fclose(file_);
    }

    std::string written() {
        restore();
        std::rewind(file_);
        std::string all;
        for (int c = std::getc(file_); c != EOF; c = std::getc(file_))
            all.push_back(static_cast<char>(c));
        return all;
    }

private:
    void restore() {
        if (before_ < 0) return;
        std::fflush(stderr);
        dup2(before_, 2);
        close(before_);
        before_ = -1;
    }

    std::FILE* file_;
    int before_;
};

}  // namespace

TEST_CASE("eslSetLogLevel: no password is written, however it is sent", "[esl_oop]") {
    test::switch_thread fake;
    standard_error seen;
    eslSetLogLevel(7);
    {
        ESLconnection refused("127.0.0.1", fake.port(), "S3CRET");
        ESLconnection user("127.0.0.1", fake.port(), "me@example.com", "S3CRET");
        ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
        for (const char* login :
             {"auth S3CRET", "AUTH S3CRET\n\n", "userauth me@example.com:S3CRET", " auth S3CRET",
              "auth\tS3CRET", "auth S3CRET\r\n\r\n", "auth S3CRET\nContent-Length: 1\n\nx",
              "auth S3CRET\n\nauth S3CRET", "auth S3CRET\rS3CRET", "auth S3CRET\nX: S3CRET"}) {
            owned(fs.sendRecv(login));
            fs.send(login);
        }
        owned(fs.api("echo", "shown"));
    }
    eslSetLogLevel(0);
    const std::string all = seen.written();
    CHECK(all.find("S3CRET") == std::string::npos);
    CHECK(all.find("ClueCon") == std::string::npos);
    CHECK(all.find("auth ***") != std::string::npos);
    CHECK(all.find("userauth ***") != std::string::npos);
    CHECK(all.find("api echo shown") != std::string::npos);
}

TEST_CASE("eslSetLogLevel: a command that is not sent is told of, whichever member was to send it",
          "[esl_oop]") {
    test::switch_thread fake;
    ESLconnection fs("127.0.0.1", fake.port(), "ClueCon");
    ESLevent forged("CUSTOM", "a::b");
    forged.addHeader("K", "x\ny");
    const auto told_by = [&](auto call) {
        standard_error seen;
        eslSetLogLevel(3);
        call();
        eslSetLogLevel(0);
        return seen.written();
    };
    const auto is_told = [](const std::string& all) {
        return all.find("[ERROR] ") == 0 && all.find("0x0A (byte 2)") != std::string::npos;
    };
    CHECK(told_by([&] { CHECK(fs.events("plain", "x\nexit") == ESL_FAIL); }).find("[ERROR] ") == 0);
    CHECK(told_by([&] { CHECK(fs.sendMSG(&forged) == 1); }).find("[ERROR] ") == 0);
    CHECK(is_told(told_by([&] { owned(fs.api("a\nb")); })));
    CHECK(told_by([&] { fs.events("plain", "CUSTOM a::b"); }).empty());
    CHECK(fs.connected() == 1);
}
