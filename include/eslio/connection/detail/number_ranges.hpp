// The numbers of commands and leases: from where on each line gives them, so that none names
// another's.
#pragma once

#include <eslio/config.hpp>

#include <cstdint>

namespace eslio::detail {

// Whoever cancels a command, or lets go of a lease, may do so late, when another connection is up
// or the line that it waited in is gone. So numbers begin where no other line's do:
//
//     generation * 2^40            commands of a connection
//     generation * 2^40 + 2^39     commands of its set-up
//     2^63                         commands that both connections of a pair answer
//
// A link that outlives its connections has one line for all of them, of generation 0. A line would
// have to give 2^39 numbers, or one object make 2^23 connections, before ranges met.

/// The first number in the line of a connection.
constexpr std::uint64_t first_of_connection(std::uint64_t generation) noexcept {
    return (generation << 40) + 1;
}

/// The first number in the line of its set-up.
constexpr std::uint64_t first_of_setup(std::uint64_t generation) noexcept {
    return (generation << 40) + (std::uint64_t{1} << 39);
}

/// The first of the numbers that a pair of connections gives itself.
constexpr std::uint64_t first_of_pair() noexcept {
    return std::uint64_t{1} << 63;
}

/// Leases are numbered apart from commands: by 32 bits, above them the connection's generation.
constexpr std::uint64_t lease_of_connection(std::uint64_t generation,
                                            std::uint32_t lease) noexcept {
    return (generation << 32) + lease;
}
/// The generation that such a number names.
constexpr std::uint64_t connection_of_lease(std::uint64_t number) noexcept {
    return number >> 32;
}
/// The lease that it names.
constexpr std::uint32_t lease_in(std::uint64_t number) noexcept {
    return static_cast<std::uint32_t>(number);
}

}  // namespace eslio::detail
