// Log records, notices and raw packets of any frame.
#include "fuzz/target.hpp"

#include <eslio/event/message.hpp>
#include <eslio/event/packet.hpp>
#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <utility>

namespace {

using fuzz::require;

template <class Packet>
void check_packet(const eslio::wire::frame& f) {
    const Packet p(f);
    require(p.body() == f.body, "the body is the frame's");
    std::size_t lines = 0;
    for (const eslio::wire::header_line line : f.headers) {
        ++lines;
        if (line.has_colon) require(p.find(line.name).has_value(), "a header is found");
    }
    std::size_t headers = 0;
    for (const eslio::event_header h : p.headers())
        headers += h.name().size() <= f.headers.raw().size();
    require(lines == headers, "every line is a header");
    const Packet copy = p;
    require(copy == p, "a copy is equal");
    const eslio::message m(copy);
    require(m.memory() >= f.body.size(), "a message tells how large it is");
}

}  // namespace

int run(const std::uint8_t* data, std::size_t size) {
    eslio::wire::read_buffer in;
    in.append(fuzz::bytes_of(data, size));
    eslio::wire::frame_parser parser;
    eslio::wire::frame f;
    while (parser.next(in, f) == eslio::wire::parse_status::complete) {
        check_packet<eslio::log_record>(f);
        check_packet<eslio::disconnect_notice>(f);
        check_packet<eslio::rude_rejection>(f);
        check_packet<eslio::raw_packet>(f);
        const eslio::log_record record(f);
        require(record.level() >= 0 && record.level() < 64, "a level is a small number");
        static_cast<void>(record.file().size() + record.function().size() + record.text().size());
        const eslio::disconnect_notice notice(f);
        if (const auto time = notice.linger_time())
            require(notice.is_linger() && time->count() >= 0, "only a linger lasts, and forwards");
    }
    return 0;
}
