// Replies of any frame: what they tell of themselves agrees, and a refusal is never a success.
#include "fuzz/target.hpp"

#include <eslio/event/detail/text.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <string>
#include <utility>

namespace {

using fuzz::require;

template <class Answer>
void check_answer(const Answer& answer) {
    bool thrown = false;
    try {
        static_cast<void>(answer.value());
    } catch (const eslio::refused& why) {
        thrown = true;
        const std::string text(answer.text());
        require(text.c_str() == std::string(why.what()), "the text goes with the exception");
    }
    require(thrown == !answer.ok(), "value() throws for a refusal and nothing else");
    require(static_cast<bool>(answer) == answer.ok(), "a refusal is false");
}

void check_reply(const eslio::wire::frame& f) {
    eslio::reply answer(f);
    const std::string text(answer.text());
    const bool refusal = text.rfind("-ERR", 0) == 0 || text.rfind("-USAGE", 0) == 0;
    require(answer.ok() == !refusal, "-ERR and -USAGE are refusals");
    require(text.find(answer.reason()) != std::string::npos, "the reason is in the text");
    const bool of_api = eslio::wire::iequals(f.content_type, "api/response");
    const bool silent = of_api && (f.body.empty() || f.body == "-ERR no reply\n");
    require(answer.silent() == silent, "an API that printed nothing is silent");
    const std::string_view body = silent ? std::string_view() : f.body;
    require(answer.body() == body, "the body is the frame's");
    for (const eslio::wire::header_line line : f.headers) static_cast<void>(answer[line.name]);
    static_cast<void>(answer.full_text());
    check_answer(answer);
    check_answer(eslio::job("uuid", text));
    check_answer(eslio::job_result("uuid", text));
    const bool has_body = answer.has_body();
    const eslio::api_response api(std::move(answer));
    require(api.executed() == has_body, "an API ran if its answer has a body");
    require(api.body() == (has_body ? body : std::string_view(text)), "its output is the body");
    bool thrown = false;
    try {
        static_cast<void>(api.value());
    } catch (const eslio::refused&) {
        thrown = true;
    }
    require(thrown == !api.ok(), "value() throws for a failed API and nothing else");
}

}  // namespace

int run(const std::uint8_t* data, std::size_t size) {
    eslio::wire::read_buffer in;
    in.append(fuzz::bytes_of(data, size));
    eslio::wire::frame_parser parser;
    eslio::wire::frame f;
    while (parser.next(in, f) == eslio::wire::parse_status::complete) check_reply(f);
    return 0;
}
