// Sessions recorded from a real FreeSWITCH: tests/captures, and larger ones if they are at hand.
#pragma once

#include <eslio/event/decode.hpp>
#include <eslio/wire/frame_parser.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace support {

struct session {
    std::string name;
    std::string bytes;  ///< all that FreeSWITCH sent
};

inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::string read_session(const std::string& name) {
    return read_file(std::filesystem::path(ESLIO_CAPTURES) / (name + ".raw"));
}

/// Paths of all recorded sessions, by name. Those of ESLIO_SHARED_CAPTURES that tests/captures
/// lacks come last.
inline std::vector<std::filesystem::path> session_paths() {
    std::vector<std::filesystem::path> paths;
    const auto add_folder = [&](const std::filesystem::path& folder) {
        const std::size_t present = paths.size();
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            const auto same_name = [&](const std::filesystem::path& p) {
                return p.filename() == entry.path().filename();
            };
            const auto end = paths.begin() + static_cast<std::ptrdiff_t>(present);
            if (entry.path().extension() == ".raw" && std::none_of(paths.begin(), end, same_name))
                paths.push_back(entry.path());
        }
        std::sort(paths.begin() + static_cast<std::ptrdiff_t>(present), paths.end());
    };
    add_folder(ESLIO_CAPTURES);
#ifdef ESLIO_SHARED_CAPTURES
    if (std::filesystem::is_directory(ESLIO_SHARED_CAPTURES)) add_folder(ESLIO_SHARED_CAPTURES);
#endif
    return paths;
}

/// Sessions of at most `max_bytes`.
inline std::vector<session> read_sessions(std::uintmax_t max_bytes) {
    std::vector<session> sessions;
    for (const auto& path : session_paths())
        if (std::filesystem::file_size(path) <= max_bytes)
            sessions.push_back({path.stem().string(), read_file(path)});
    return sessions;
}

/// A frame that owns its bytes.
struct frame_copy {
    std::string headers;
    std::string content_type;
    std::string body;

    explicit frame_copy(const eslio::wire::frame& f)
        : headers(f.headers.raw()), content_type(f.content_type), body(f.body) {}

    bool equals(const eslio::wire::frame& f) const {
        return headers == f.headers.raw() && content_type == f.content_type && body == f.body;
    }
};

inline std::vector<frame_copy> parse_session(std::string_view bytes) {
    std::vector<frame_copy> frames;
    eslio::wire::read_buffer in;
    in.append(bytes);
    eslio::wire::frame_parser parser;
    eslio::wire::frame f;
    while (parser.next(in, f) == eslio::wire::parse_status::complete) frames.emplace_back(f);
    return frames;
}

/// The bodies of the event frames of a session that are in that format.
inline std::vector<std::string> event_bodies(std::string_view bytes, eslio::format type) {
    std::vector<std::string> bodies;
    for (const frame_copy& f : parse_session(bytes))
        if (eslio::event_format(f.content_type) == type) bodies.push_back(f.body);
    return bodies;
}

}  // namespace support
