// Recorded sessions: what a server sent, and what the client had sent when.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing {

/// Something the client did.
struct recorded_step {
    /// What happened.
    enum class kind { send, shutdown };

    /// What it was.
    kind what = kind::send;
    std::size_t received = 0;          ///< how many of the server's bytes had arrived before it
    std::string bytes;                 ///< what was sent; only the beginning if `whole` is false
    std::size_t size = 0;              ///< how many bytes were sent
    bool whole = true;                 ///< long sends are abbreviated in the record
    std::chrono::microseconds when{};  ///< since the beginning of the session

    /// The bytes, with stand-ins for those that the record leaves out; two line ends are the last.
    std::string completed() const;
};

/// A pair of files: `NAME.raw` holds the server's bytes, `NAME.cmds` the client's with their times:
///
///     +0.000582 rx=28 SEND "auth ClueCon\n\n"
///
/// The text is a JSON string in which each character below U+0100 stands for a byte.
class recording {
public:
    recording() = default;

    /// Throws std::runtime_error if a file cannot be read or understood.
    static recording load(const std::string& directory, const std::string& name) {
        const std::string path = directory + "/" + name;
        return parse(read_file(path + ".raw"), read_file(path + ".cmds"));
    }

    /// Of the bytes of the server, and of the lines that tell when the client sent what; see
    /// `save`.
    static recording parse(std::string server, std::string_view commands);

    /// Writes the pair of files. Throws std::runtime_error if it cannot.
    void save(const std::string& directory, const std::string& name) const;

    /// What `NAME.cmds` holds.
    std::string commands_text() const;

    /// Appends what the server has sent.
    void add_received(std::string_view bytes) { server_.append(bytes); }

    /// Appends what the client has sent, after all that was received so far.
    void add_sent(std::string_view bytes, std::chrono::microseconds when);

    /// All that the server sent.
    const std::string& server() const noexcept { return server_; }
    const std::vector<recorded_step>& steps() const noexcept { return steps_; }

    /// All that the client sent, in one piece.
    std::string client() const;

    /// The server's bytes between step `index` and the next one (the end).
    std::string_view answer_to(std::size_t index) const;

private:
    static std::string read_file(const std::string& path);

    static void write_file(const std::string& path, std::string_view bytes);

    static std::string encode(std::string_view bytes);

    void add_line(std::string_view line);

    /// Reads a JSON string at the front of `text` and removes it.
    static std::string decode(std::string_view& text);

    static char escape(char c) noexcept;

    static char byte_of(std::string_view digits);

    std::string server_;
    std::vector<recorded_step> steps_;
};

}  // namespace eslio::testing

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/impl/recording.ipp>
#endif
