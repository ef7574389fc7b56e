// What eslio asks of the compiler. Every header includes this one before all others.
#pragma once

#if defined(_MSVC_LANG)
#define ESLIO_LANGUAGE _MSVC_LANG
#else
#define ESLIO_LANGUAGE __cplusplus
#endif

#if ESLIO_LANGUAGE < 201703L
#error "eslio needs C++17: compile with -std=c++17 or later (MSVC: /std:c++17)"
// g++ and clang++ go on after #error, but not after a missing header: this one does not exist.
#include <eslio_needs_cpp17>
#endif

#undef ESLIO_LANGUAGE

// Asio 1.22 asks libstdc++'s own macros whether there is std::aligned_alloc, and they are there
// after a standard header only: without one, files of a program would free what another allocated
// in another way.
#include <cstddef>

// The bodies of eslio's functions stand in files `impl/*.ipp`. By default each header includes its
// own, and they are inline. With ESLIO_SEPARATE_COMPILATION they are compiled once, where
// <eslio/src.hpp> is included.
#if defined(ESLIO_SEPARATE_COMPILATION)
#define ESLIO_DECL
#else
#define ESLIO_HEADER_ONLY
#define ESLIO_DECL inline
#endif

// As ESLIO_DECL, of a body that need not be fast: header-only, the compiler is to make it small. Of
// the fake switch, which is most of a test, that takes a twelfth less time.
#if defined(ESLIO_HEADER_ONLY) && defined(__GNUC__)
#define ESLIO_COLD inline __attribute__((cold))
#else
#define ESLIO_COLD ESLIO_DECL
#endif
