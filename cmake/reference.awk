# Prepares a header for Doxygen, keeping its lines where they are: doxygen's INPUT_FILTER.
#
# In eslio's headers one comment stands for all declarations below it, up to the next empty line:
#
#     /// The first invalid part, if any, and in words.
#     error_code error() const;
#     std::string why() const;
#
# Doxygen gives it to the first only; here each gets it (its first paragraph). Names that mean the
# same in every class of C++ or Asio (`size`, `executor_type`) get the words below. Left out, unless
# they have a text: functions that are only `= default` or `= delete`; and namespaces `detail`.
function usual(line, name) {
    # What names a header or a variable of FreeSWITCH's and nothing else.
    if (match(line, /"[A-Za-z0-9_:.\-]+"/)) {
        name = "`" substr(line, RSTART + 1, RLENGTH - 2) "`"
        if (line ~ /constexpr header_name</) return "The header " name ", with the type of its value."
        if (line ~ /constexpr (variable_name<|list_name)/) return "The variable " name " of a call, with the type of its value."
        if (line ~ /^std::string_view [a-z0-9_]+\(\) const.*text\(/) return "The header " name "; empty if there is none."
        if (line ~ /^header_value<.*header<.*>\(/) return "The header " name " as a value; none if it is not there or cannot be read."
        if (line ~ /^static constexpr std::string_view subclass =/) return "`Event-Subclass` of these events."
    }
    name = line
    sub(/\(.*/, "", name); sub(/.*[ *&]/, "", name)
    if (index(line, name "(" name "&& ")) return "Takes over what `other` holds, which is then empty."
    # What API commands print has FreeSWITCH's own names.
    if (FILENAME ~ /eslio\/api\// && line !~ /\/\/\/</) {
        if (line ~ /^record fields;/) return "All fields by FreeSWITCH's names, those without a member of their own included."
        if (line ~ /^static [a-z_]+ of\(record [a-z]+\);/) return "Reads one from the fields that FreeSWITCH printed."
        if (line ~ /^std::string [a-z0-9_]+;/) return "As FreeSWITCH printed it; empty where it told nothing."
        if (line ~ /^std::optional<.*> [a-z0-9_]+;/) return "As FreeSWITCH printed it, read; nothing where it told nothing, or something that is no such value."
        if (line ~ /^std::vector<.*> [a-z0-9_]+;/) return "As FreeSWITCH listed them, in its order."
    }
    if (line ~ /^using executor_type =/) return "Asio's executor, where handlers run by default."
    if (line ~ /^using duration =/) return "A span of time; the unit is part of the type."
    if (line ~ /^using time_point =/) return "A moment, of the clock that is injected (`std::chrono::steady_clock`)."
    if (line ~ /^using (iterator_category|value_type|difference_type|pointer|reference) =/) return "As standard algorithms ask for it."
    if (line ~ /^using id = std::uint64_t/) return "A number that is not used again."
    if (line ~ /^void on_event\(const event& e\)/) return "An event came that may concern it."
    if (line ~ /^void expire\(time_point now\)/) return "Ends what is overdue at that time, with `error::timeout`."
    if (line ~ /^using other =/) return "The same type with the other executor."
    if (line ~ /[ &]get_executor\(\)/) return "The executor on which its handlers run by default, and where it is to be used."
    if (line ~ /operator==\(/) return "Whether both hold the same."
    if (line ~ /operator!=\(/) return "Whether they differ."
    if (line ~ /operator=\([a-z_]+&& /) return "Takes over what `other` holds; what was held ends as by the destructor."
    if (line ~ /operator(\+\+|\*|->)\(/) return "As of an iterator or a pointer."
    if (line ~ / size\(\) const/) return "How many there are."
    if (line ~ / empty\(\) const/) return "Whether there are none."
    if (line ~ / begin\(\) const/) return "The first one."
    if (line ~ / end\(\) const/) return "The place after the last one."
    if (line ~ /^error_code error\(\) const/) return "The first invalid argument, if any; see class command."
    if (line ~ / why\(\) const/) return "In words: which argument is invalid, which byte, what to do. Empty if none is."
    if (line ~ / problem\(\) const/) return "The first invalid argument, as code and words."
    if (line ~ /^static [a-z_]+ invalid\(/) return "One that holds nothing but this error, which the operation it is given to ends with."
    return ""
}

function opens(text) { return gsub(/[{(\[]/, "", text) }
function closes(text) { return gsub(/[})\]]/, "", text) }

# The code of a line: without strings, characters and a comment at its end.
function code_of(text) {
    gsub(/\\./, "", text)
    gsub(/"[^"]*"/, "", text)
    gsub(/'[^']*'/, "", text)
    sub(/\/\/.*/, "", text)
    sub(/[ \t\r]+$/, "", text)
    return text
}

function forget() { comment = ""; shared = 0; whole = 0 }

{ code = code_of($0) }

# What is not for users.
/^namespace detail {/ && !hidden { hidden = 1; hidden_depth = 0 }
hidden {
    hidden_depth += opens(code) - closes(code)
    if (hidden_depth <= 0) hidden = 0
    print ""
    next
}

# Inside a declaration: up to its end.
inside {
    depth += opens(code) - closes(code)
    if (dropping) print ""; else print
    if (depth <= 0 && code ~ /[;}]$/) { inside = 0; dropping = 0 }
    next
}

/^ *\/\/\// {
    if (!in_comment) forget()
    in_comment = 1
    text = $0
    sub(/^ *\/\/\/ ?/, "", text)
    if (text == "" || text ~ /^    /) whole = 1
    if (!whole) comment = comment (comment == "" ? "" : " ") text
    print
    next
}

{ was_comment = in_comment; in_comment = 0 }

# What ends the reach of a comment.
code == "" || /^ *#/ || code ~ /^ *(public|private|protected):$/ || code ~ /^ *}/ { forget(); print; next }

# `template <...>` belongs to what follows it, with the comment above both.
in_template || /^ *template *</ {
    in_template = code !~ />$/
    if (!in_template || code !~ /[;{}]$/) { in_comment = was_comment; print; next }
    in_template = 0
}

# A scope is opened: what is inside has comments of its own.
in_head || code ~ /^ *(inline )?namespace/ || code ~ /^ *(class|struct|union|enum)[^;(]*$/ {
    in_head = code !~ /[{};]$/
    if (!in_head) forget()
    print
    next
}

{
    if (!shared && !was_comment) forget()
    if (comment == "" && code ~ /= (default|delete);$/ && code !~ /^ *template/) { print ""; next }
    line = $0
    sub(/^ */, "", line)
    # A declaration that goes on in the next line is looked at whole.
    more = ""
    if (comment == "" && code !~ /[;}]$/ && usual(line) == "")
        for (i = 0; i < 3 && more !~ /[;}]\n$/; ++i)
            if ((getline next_line) > 0) more = more next_line "\n"
    if (more != "") {
        whole_line = line " " more
        gsub(/\n */, " ", whole_line)
        words = usual(whole_line)
        print (words == "" ? $0 : "/** " words " */ " line)
        printf "%s", more
        forget()
        depth = opens(code) - closes(code)
        code = code_of(more)
        depth += opens(code) - closes(code)
        shared = 1
        if (depth > 0 || more !~ /[;}][ \t]*(\/\/[^\n]*)?\n$/) inside = 1
        next
    }
    words = shared || comment == "" ? (comment == "" ? usual(line) : comment) : ""
    print (words == "" ? $0 : "/** " words " */ " line)
    shared = 1
    depth = opens(code) - closes(code)
    if (!(depth <= 0 && code ~ /[;}]$/)) inside = 1
    next
}
