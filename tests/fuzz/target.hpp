// What a fuzz target is: one function that takes any bytes; and what targets are written with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

/// The target. Whatever the bytes are, it returns 0; a promise that does not hold ends the program.
int run(const std::uint8_t* data, std::size_t size);

namespace fuzz {

/// Ends the program if a promise does not hold.
inline void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", promise);
    std::abort();
}

inline std::string_view bytes_of(const std::uint8_t* data, std::size_t size) noexcept {
    return size == 0 ? std::string_view()
                     : std::string_view(reinterpret_cast<const char*>(data), size);
}

/// Takes choices off the front of the input; zeroes and nothing when it is used up.
class input {
public:
    input(const std::uint8_t* data, std::size_t size) noexcept : rest_(bytes_of(data, size)) {}

    bool empty() const noexcept { return rest_.empty(); }

    std::uint8_t byte() noexcept {
        if (rest_.empty()) return 0;
        const auto first = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        return first;
    }

    /// Below `bound`, which is at most 256.
    std::size_t below(std::size_t bound) noexcept { return byte() % bound; }

    std::string_view take(std::size_t size) noexcept {
        const std::string_view front = rest_.substr(0, size);
        rest_.remove_prefix(front.size());
        return front;
    }

    std::string_view rest() const noexcept { return rest_; }

private:
    std::string_view rest_;
};

/// Calls `use(piece)` for consecutive pieces of `bytes`, of sizes that depend on `seed`.
template <class Use>
void in_pieces(std::string_view bytes, unsigned seed, Use use) {
    std::uint32_t state = seed * 2654435761U + 1;
    while (!bytes.empty()) {
        state = state * 1664525U + 1013904223U;
        const std::size_t most = seed % 4 == 0 ? 1 : 1 + (state >> 24) % (seed % 4 == 1 ? 4 : 100);
        use(bytes.substr(0, most));
        bytes.remove_prefix(bytes.size() < most ? bytes.size() : most);
    }
}

}  // namespace fuzz
