// Framing: the same frames and the same failure however the bytes are cut, and limits that hold.
#include "fuzz/target.hpp"

#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <string>
#include <vector>

namespace {

using namespace eslio::wire;

struct result {
    std::vector<std::string> frames;
    eslio::error_code failure;
};

void read_frames(frame_parser& parser, read_buffer& in, const limits& bounds, result& out) {
    frame f;
    while (parser.next(in, f) == parse_status::complete) {
        fuzz::require(f.headers.raw().size() <= bounds.header_block,
                      "a header block within the limit");
        fuzz::require(f.body.size() <= bounds.body, "a body within the limit");
        for (const header_line line : f.headers)
            fuzz::require(!line.has_colon || f.headers.find(line.name), "a header is found");
        out.frames.push_back(std::string(f.headers.raw()) + '\0' + std::string(f.content_type) +
                             '\0' + std::string(f.body));
    }
    out.failure = parser.failure();
}

}  // namespace

int run(const std::uint8_t* data, std::size_t size) {
    fuzz::input choices(data, size);
    const std::uint8_t how = choices.byte();
    limits bounds;
    if (how & 1) bounds = {64, 100};
    result whole, cut;
    {
        read_buffer in;
        frame_parser parser(bounds);
        in.append(choices.rest());
        read_frames(parser, in, bounds, whole);
    }
    read_buffer in;
    frame_parser parser(bounds);
    fuzz::in_pieces(choices.rest(), how >> 1, [&](std::string_view piece) {
        in.append(piece);
        read_frames(parser, in, bounds, cut);
        const std::size_t most = bounds.header_block + bounds.body + piece.size();
        fuzz::require(cut.failure || in.size() <= most, "no more is kept than a frame");
        parser.finish(in);
        if (in.empty()) in.release();
    });
    fuzz::require(whole.frames == cut.frames, "the same frames whole and in pieces");
    fuzz::require(whole.failure == cut.failure, "the same failure whole and in pieces");
    return 0;
}
