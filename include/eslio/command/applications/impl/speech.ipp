// The bodies of the functions of speech.hpp.
#pragma once

#include <eslio/command/applications/speech.hpp>

#include <cstddef>

namespace eslio::app {

namespace detail {

inline application speech_order(std::string_view order, const any_text& grammar) {
    eslio::detail::argument_writer w;
    return w.word("order", order).word("grammar", grammar).finish("detect_speech");
}

}  // namespace detail

ESLIO_DECL application detect_speech(std::string_view module, const any_text& grammar,
                                     const any_text& path, const any_text& address) {
    constexpr std::string_view orders =
        "grammar nogrammar grammaron grammaroff grammarsalloff init pause resume stop param "
        "start-input-timers start_input_timers";
    eslio::detail::argument_writer w;
    if (wire::is_word_of(orders, module))
        w.note(eslio::detail::refuse(error::unwritable_text, "module",
                                     "it is an order of detect_speech, and no module"));
    w.note(eslio::detail::check_parameters("grammar", grammar));
    w.word("module", module).word("grammar", grammar).word("path", path);
    return w.option("address", address).finish("detect_speech");
}

ESLIO_DECL application detect_speech_grammar(const any_text& grammar, const any_text& path) {
    eslio::detail::argument_writer w;
    w.note(eslio::detail::check_parameters("grammar", grammar));
    w.word("order", "grammar").word("grammar", grammar).option("path", path);
    return w.finish("detect_speech");
}

ESLIO_DECL application detect_speech_nogrammar(const any_text& grammar) {
    return detail::speech_order("nogrammar", grammar);
}

ESLIO_DECL application detect_speech_grammar_on(const any_text& grammar) {
    return detail::speech_order("grammaron", grammar);
}

ESLIO_DECL application detect_speech_grammar_off(const any_text& grammar) {
    return detail::speech_order("grammaroff", grammar);
}

ESLIO_DECL application detect_speech_param(std::string_view name, const any_text& value) {
    eslio::detail::argument_writer w;
    w.word("order", "param").word("name", name).word("value", value);
    return w.finish("detect_speech");
}

ESLIO_DECL application play_and_detect_speech(const any_text& file, std::string_view engine,
                                              const any_text& grammar) {
    using namespace eslio::detail;
    const std::string_view played = file.text();
    argument_error wrong = check_file("file", file);
    wrong.note(check_argument("file", file));
    wrong.note(check_scope("file", played));
    if (played.empty()) wrong.note(refuse_empty("file"));
    if (const std::size_t at = played.find("detect:"); at != played.npos)
        wrong.note(refuse_byte(error::unwritable_text, "file", played, at,
                               "begins `detect:`, which ends the file's name; take it out"));
    if (!played.empty() && std::string_view(" \t\n\v\f\r").find(played.back()) != played.npos)
        wrong.note(refuse_byte(error::unwritable_text, "file", played, played.size() - 1,
                               "at its end would be lost; take it out"));
    wrong.note(check_parameters("grammar", grammar));
    wrong.note(check_argument("grammar", grammar));
    wrong.note(check_word("engine", engine));
    if (engine.substr(0, 2) == "^^")
        wrong.note(refuse_byte(error::unwritable_text, "engine", engine, 0,
                               "and another would name a separator; take them out"));
    if (grammar.text().empty()) wrong.note(refuse_empty("grammar"));
    if (wrong) return application::invalid(std::move(wrong));
    std::string text(played);
    text.append(" detect:").append(escape_own_level(engine)).append(" ");
    text.append(escape_own_level(grammar.text()));
    return application("play_and_detect_speech", escape_own_expansion(text));
}

}  // namespace eslio::app
