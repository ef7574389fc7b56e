// eslSetLogLevel: what the classes of libesl's names say of themselves on standard error.
#pragma once

#include <eslio/config.hpp>

#include <string_view>

/// From now on, lines up to that level are written to standard error: 0 emergency, 1 alert, 2
/// critical, 3 error, 4 warning, 5 notice, 6 info, 7 debug (every command and every event). Another
/// number means 7. Until it is called nothing is written. It holds for the whole program, and may
/// be called from any thread (esl.c: esl_global_set_default_logger).
///
/// Passwords are never shown. Lines are not those of libesl, which name its own source files.
ESLIO_DECL void eslSetLogLevel(int level);

namespace eslio {

namespace esl {

/// The levels of `eslSetLogLevel` that this library uses.
enum class log_severity { error = 3, warning = 4, info = 6, debug = 7 };

/// Whether lines of that severity are written.
ESLIO_DECL bool logs(log_severity s) noexcept;

/// Writes a line, if lines of that severity are written.
ESLIO_DECL void log(log_severity s, std::string_view line);

}  // namespace esl

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/esl_oop/impl/log.ipp>
#endif
