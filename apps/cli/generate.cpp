// SPDX-License-Identifier: Apache-2.0
// redshank generate: the man page and the completions of shells, from the one table of flags that the parser
// itself has (CLI::App). `cmake --install` puts them where they belong.
#include <functional>

#include "cli/command.h"

namespace redshank::cli {

namespace {

using Commands = std::vector<const CLI::App*>;
using Options = std::vector<const CLI::Option*>;

Commands subcommands(const CLI::App& app) {
    Commands out;
    for (const CLI::App* one : app.get_subcommands([](const CLI::App*) { return true; })) {
        if (!one->get_group().empty()) out.push_back(one);
    }
    return out;
}

Options named_options(const CLI::App& app) {
    Options out;
    for (const CLI::Option* one : app.get_options()) {
        if (one->nonpositional()) out.push_back(one);
    }
    return out;
}

bool takes_value(const CLI::Option& option) {
    return option.get_items_expected_max() > 0;
}

// "TEXT:{text,json}" → text, json.
std::vector<std::string> choices(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    const size_t begin = type.find('{'), end = type.rfind('}');
    std::vector<std::string> out;
    if (begin == std::string::npos || end == std::string::npos) return out;
    return CLI::detail::split(type.substr(begin + 1, end - begin - 1), ',');
}

std::string names(const CLI::Option& option, std::string_view between) {
    std::string out;
    for (const std::string& name : option.get_snames())
        out += (out.empty() ? "" : std::string(between)) + "-" + name;
    for (const std::string& name : option.get_lnames())
        out += (out.empty() ? "" : std::string(between)) + "--" + name;
    return out;
}

/// Every command that can be typed, with the words before its options: "intel add".
void each_command(const CLI::App& app, const std::string& path,
                  const std::function<void(const std::string& path, const CLI::App& command)>& take) {
    for (const CLI::App* one : subcommands(app)) {
        const std::string words = path.empty() ? one->get_name() : path + " " + one->get_name();
        take(words, *one);
        each_command(*one, words, take);
    }
}

// --- the man page (man(7)) ---

std::string roff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (out.empty() && (c == '.' || c == '\'')) out += "\\&";
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else {
            out += c == '\n' ? ' ' : c;
        }
    }
    return out;
}

std::string man_option(const CLI::Option& option) {
    std::string value = takes_value(option) ? option.get_type_name() : "";
    if (const auto allowed = choices(option); !allowed.empty()) value = CLI::detail::join(allowed, "|");
    return ".TP\n.B " + roff(names(option, ", ")) + (value.empty() ? "" : " " + roff(value)) + "\n" +
           roff(option.get_description()) + "\n";
}

std::string man_usage(const std::string& path, const CLI::App& command) {
    std::string out = ".B redshank " + roff(path) + "\n";
    for (const CLI::Option* one : command.get_options()) {
        if (!one->get_positional()) continue;
        const std::string name = one->get_single_name() + (one->get_items_expected_max() > 1 ? " ..." : "");
        out += ".I " + roff(one->get_required() ? name : "[" + name + "]") + "\n";
    }
    return out + "[options]\n";
}

std::string man_page(const CLI::App& app) {
    std::string out = ".TH REDSHANK 1 \"\" \"redshank " REDSHANK_VERSION
                      "\" \"Redshank\"\n.SH NAME\nredshank \\- " +
                      std::string("finds espionage campaigns in mail\n") +
                      ".SH SYNOPSIS\n.B redshank\n.I COMMAND\n[options]\n" + ".SH DESCRIPTION\n" +
                      roff(app.get_description()) + "\n.SH COMMANDS\n";
    each_command(app, "", [&](const std::string& path, const CLI::App& command) {
        out += ".SS " + roff(path) + "\n" + man_usage(path, command) + ".PP\n" +
               roff(command.get_description()) + ".\n";
        for (const CLI::Option* one : command.get_options()) {
            if (one->get_positional() && !one->get_description().empty())
                out += ".TP\n.I " + roff(one->get_single_name()) + "\n" + roff(one->get_description()) + "\n";
        }
        for (const CLI::Option* one : named_options(command)) out += man_option(*one);
    });
    return out +
           ".SH EXIT STATUS\n0 done; 1 what was asked for was not found, or did not verify; 2 bad usage, or "
           "nothing "
           "could be done; 3 done, but some input could not be read.\n";
}

// --- completions ---

std::string shell_quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string names_of(const Commands& commands) {
    std::string out;
    for (const CLI::App* one : commands) out += (out.empty() ? "" : " ") + one->get_name();
    return out;
}

std::string bash_completion(const CLI::App& app) {
    std::string out =
        "# bash completion for redshank\n_redshank() {\n    local word=${COMP_WORDS[COMP_CWORD]} "
        "last=${COMP_WORDS[COMP_CWORD-1]}\n"
        "    local path=${COMP_WORDS[1]} words= values=\n    [ \"$COMP_CWORD\" = 1 ] && path=\n    case "
        "$path in\n";
    std::string nested;
    each_command(app, "", [&](const std::string& path, const CLI::App& command) {
        const Commands below = subcommands(command);
        if (!below.empty() && path.find(' ') == std::string::npos)
            nested += path + ") [ \"$COMP_CWORD\" -gt 2 ] && path=\"" + path + " ${COMP_WORDS[2]}\";;\n";
    });
    out += nested + "esac\n    case $path in\n    '') words=" +
           shell_quoted(names_of(subcommands(app)) + " --help --version") + ";;\n";
    each_command(app, "", [&](const std::string& path, const CLI::App& command) {
        std::string words = names_of(subcommands(command)), values;
        for (const CLI::Option* one : named_options(command)) {
            words += (words.empty() ? "" : " ") + names(*one, " ");
            if (const auto allowed = choices(*one); !allowed.empty())
                values += "        " + names(*one, "|") +
                          ") values=" + shell_quoted(CLI::detail::join(allowed, " ")) + ";;\n";
        }
        out += "    " + shell_quoted(path) + ") words=" + shell_quoted(words) + "\n";
        out += values.empty() ? "    ;;\n" : "        case $last in\n" + values + "        esac;;\n";
    });
    return out +
           "    esac\n    if [ -n \"$values\" ]; then COMPREPLY=($(compgen -W \"$values\" -- \"$word\"))\n"
           "    elif [[ $word == -* || -z $path ]]; then COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
           "    else COMPREPLY=($(compgen -W \"${words//-*/}\" -- \"$word\") $(compgen -f -- \"$word\")); "
           "fi\n}\n"
           "complete -o filenames -F _redshank redshank\n";
}

std::string fish_completion(const CLI::App& app) {
    std::string out = "# fish completion for redshank\n";
    for (const CLI::App* one : subcommands(app))
        out += "complete -c redshank -n __fish_use_subcommand -f -a " + one->get_name() + " -d " +
               shell_quoted(one->get_description()) + "\n";
    each_command(app, "", [&](const std::string& path, const CLI::App& command) {
        const std::string when =
            "complete -c redshank -n " + shell_quoted("__fish_seen_subcommand_from " + path);
        for (const CLI::App* one : subcommands(command))
            out += when + " -f -a " + one->get_name() + " -d " + shell_quoted(one->get_description()) + "\n";
        for (const CLI::Option* one : named_options(command)) {
            out += when;
            for (const std::string& name : one->get_snames()) out += " -s " + name;
            for (const std::string& name : one->get_lnames()) out += " -l " + name;
            if (takes_value(*one)) out += " -r";
            if (const auto allowed = choices(*one); !allowed.empty())
                out += " -f -a " + shell_quoted(CLI::detail::join(allowed, " "));
            out += " -d " + shell_quoted(one->get_description()) + "\n";
        }
    });
    return out;
}

// zsh runs bash's by its own bridge.
std::string zsh_completion(const CLI::App& app) {
    return "#compdef redshank\nautoload -U +X bashcompinit && bashcompinit\n" + bash_completion(app);
}

}  // namespace

void add_generate(CLI::App& app, Context&) {
    CLI::App* command = app.add_subcommand("generate", "Print the man page, or completions for a shell");
    auto what = std::make_shared<std::string>();
    command->add_option("WHAT", *what, "man, bash, zsh or fish")
        ->check(CLI::IsMember({"man", "bash", "zsh", "fish"}))
        ->required();
    command->callback([&app, what] {
        if (*what == "man") out(man_page(app));
        if (*what == "bash") out(bash_completion(app));
        if (*what == "zsh") out(zsh_completion(app));
        if (*what == "fish") out(fish_completion(app));
    });
}

}  // namespace redshank::cli
