// Floor 1, wire: bytes <-> frames. Knows nothing of events, commands or sockets.
#pragma once

#include <eslio/wire/ascii.hpp>
#include <eslio/wire/byte_scanner.hpp>
#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/header_block.hpp>
#include <eslio/wire/limits.hpp>
#include <eslio/wire/line_writer.hpp>
#include <eslio/wire/percent.hpp>
#include <eslio/wire/raw_buffer.hpp>
#include <eslio/wire/read_buffer.hpp>
