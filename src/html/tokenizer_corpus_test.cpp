// SPDX-License-Identifier: Apache-2.0
// The tokenizer against html5lib-tests: every case from every initial state it names. Newlines are normalised
// first, as the standard's input stream does (13.2.3.5); lone surrogates stand as three bytes, as in WTF-8.
#include <gtest/gtest.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "base/testing.h"
#include "html/archive_for_testing.h"
#include "html/character_reference.h"
#include "html/tokenizer.h"

namespace redshank::html {
namespace {

using nlohmann::json;

// Undoes "\uXXXX" in a string of a double-escaped test.
std::string unescape(const std::string& text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text.compare(i, 2, "\\u") == 0 && i + 6 <= text.size()) {
            append_utf8(out, static_cast<char32_t>(std::stoul(text.substr(i + 2, 4), nullptr, 16)));
            i += 5;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

json unescape_all(const json& value) {
    if (value.is_string()) return unescape(value.get<std::string>());
    json out = value;
    if (value.is_array()) {
        for (json& item : out) item = unescape_all(item);
    } else if (value.is_object()) {
        out = json::object();
        for (const auto& [key, item] : value.items()) out[unescape(key)] = unescape_all(item);
    }
    return out;
}

std::string normalise_newlines(const std::string& text) {
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') {
            out.push_back('\n');
            if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

Content content_of_state(const std::string& name) {
    if (name == "RCDATA state") return Content::rcdata;
    if (name == "RAWTEXT state") return Content::rawtext;
    if (name == "Script data state") return Content::script_data;
    if (name == "PLAINTEXT state") return Content::plaintext;
    if (name == "CDATA section state") return Content::cdata_section;
    return Content::data;
}

json plain(std::string_view written) {
    std::string scratch;
    return std::string(plain_name(written, scratch));
}

json identifier(std::string_view written) {
    std::string scratch;
    return written.data() == nullptr ? json() : json(std::string(replace_nulls(written, scratch)));
}

json token_as_json(const Token& token) {
    std::string scratch;
    switch (token.kind) {
        case TokenKind::text:
            return {"Character", std::string(token_text(token, scratch))};
        case TokenKind::comment:
            return {"Comment", std::string(token_text(token, scratch))};
        case TokenKind::end_tag:
            return {"EndTag", plain(token.name)};
        case TokenKind::doctype: {
            const Doctype doctype = parse_doctype(token);
            const json name = doctype.name.data() == nullptr ? json() : plain(doctype.name);
            return {"DOCTYPE", name, identifier(doctype.public_id), identifier(doctype.system_id),
                    !doctype.force_quirks};
        }
        case TokenKind::start_tag:
            break;
    }
    json attributes = json::object();
    for (const Attribute& attribute : token.attributes) {
        attributes[plain(attribute.name)] = std::string(attribute_value(attribute.value, scratch));
    }
    json tag = {"StartTag", plain(token.name), attributes};
    if (token.self_closing) tag.push_back(true);
    return tag;
}

json tokens_of(const std::string& input, Content content, const std::string& last_start_tag) {
    const Limits limits;
    const ExactBytes exact(input);
    Tokenizer tokenizer(exact.view(), limits);
    tokenizer.set_content(content, last_start_tag);
    json tokens = json::array();
    Token token;
    while (tokenizer.next(token)) {
        json next = token_as_json(token);
        if (next[0] == "Character" && !tokens.empty() && tokens.back()[0] == "Character") {
            tokens.back()[1] = tokens.back()[1].get<std::string>() + next[1].get<std::string>();
        } else {
            tokens.push_back(std::move(next));
        }
    }
    return tokens;
}

TEST(TokenizerCorpus, Html5libTests) {
    REDSHANK_NEEDS_SHARED();
    const auto archive = shared_dir() / "suites/html5lib-tests/html5lib-tests.tar.zst";
    int files = 0;
    int passed = 0;
    int all = 0;
    for (const ArchiveMember& member : read_archive(archive)) {
        if (member.name.find("tokenizer/") == std::string::npos || !member.name.ends_with(".test")) continue;
        ++files;
        const json suite = json::parse(member.bytes);
        // xmlViolationTests want what a builder of XML trees makes of the tokens; the tokens themselves
        // differ.
        if (!suite.contains("tests")) continue;
        for (const json& test : suite["tests"]) {
            const bool escaped = test.value("doubleEscaped", false);
            const json expected = escaped ? unescape_all(test["output"]) : test["output"];
            const auto raw_input = test["input"].get<std::string>();
            const std::string input = normalise_newlines(escaped ? unescape(raw_input) : raw_input);
            for (const json& state : test.value("initialStates", json::array({"Data state"}))) {
                ++all;
                const json got = tokens_of(input, content_of_state(state), test.value("lastStartTag", ""));
                passed += got == expected ? 1 : 0;
                EXPECT_EQ(got, expected) << member.name << ": " << test["description"] << " from " << state;
            }
        }
    }
    std::cout << "html5lib tokenizer: " << passed << " of " << all << " cases in " << files
              << " files (4 xmlViolation cases ask for XML's tokens, not HTML's, and are left out)\n";
    EXPECT_EQ(files, 14);
    EXPECT_GT(all, 6800);
}

}  // namespace
}  // namespace redshank::html
