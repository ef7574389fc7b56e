// The fake switch's reader of commands: the same commands however the bytes are cut.
#include "fuzz/target.hpp"

#include <eslio/testing/fake_switch/wire/command_reader.hpp>

#include <string>
#include <vector>

namespace {

using eslio::testing::fake::command_reader;
using eslio::testing::fake::request;

struct result {
    std::vector<std::string> commands;
    bool bad_length = false;
};

void read_commands(command_reader& reader, result& out) {
    request r;
    while (!out.bad_length) {
        const auto status = reader.next(r);
        if (status == command_reader::status::need_more) return;
        out.bad_length = status == command_reader::status::bad_length;
        if (out.bad_length) return;
        fuzz::require(r.line().find('\r') == std::string_view::npos, "a line ends at a CR");
        std::string all = r.text;
        for (const eslio::event_header h : r.content.headers())
            all.append("|").append(h.name()).append("=").append(h.value());
        all.append("|").append(r.content.body());
        out.commands.push_back(std::move(all));
    }
}

}  // namespace

int run(const std::uint8_t* data, std::size_t size) {
    fuzz::input choices(data, size);
    const unsigned how = choices.byte();
    result whole, cut;
    command_reader all;
    all.append(choices.rest());
    read_commands(all, whole);
    command_reader pieces;
    fuzz::in_pieces(choices.rest(), how, [&](std::string_view piece) {
        if (cut.bad_length) return;
        pieces.append(piece);
        read_commands(pieces, cut);
    });
    fuzz::require(whole.commands == cut.commands, "the same commands whole and in pieces");
    fuzz::require(whole.bad_length == cut.bad_length, "the same end whole and in pieces");
    if (!whole.bad_length)
        fuzz::require(all.pending() == pieces.pending(), "the same rest whole and in pieces");
    return 0;
}
