// How many sockets a test may open.
#pragma once

#include <cstddef>

#if __has_include(<sys/resource.h>)
#include <sys/resource.h>
#endif

namespace support {

/// Raises the limit of open files as far as it goes without privileges, and returns it.
inline std::size_t allow_descriptors() {
#if __has_include(<sys/resource.h>)
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return static_cast<std::size_t>(limit.rlim_cur);
#else
    return 2000;
#endif
}

}  // namespace support
