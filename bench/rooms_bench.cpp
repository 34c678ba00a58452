// SPDX-License-Identifier: Apache-2.0
// The parsers one by one, beside GMime and gumbo, over mail as bench/run makes it or over the mbox (or any
// other source) that REDSHANK_BENCH_MAIL names. Each checks its answer first: a wrong one has no time.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "extract/extract.h"
#include "html/html.h"
#include "mail_maker.h"
#include "mime/entity.h"
#include "oracles.h"
#include "org/organisation.h"
#include "source/source.h"
#include "text/charset.h"
#include "url/url.h"

namespace redshank::bench {

namespace {

const Limits limits;

struct Corpus {
    std::vector<std::string> messages;
    std::vector<std::string> pages;  // HTML as UTF-8
    std::vector<std::string> urls;
};

uint64_t bytes_of(const std::vector<std::string>& all) {
    uint64_t bytes = 0;
    for (const std::string& one : all) bytes += one.size();
    return bytes;
}

std::vector<std::string> messages_of_source() {
    std::vector<std::string> messages;
    source::Sink sink;
    sink.message = [&](source::RawMessage&& raw) {
        std::string buffer;
        messages.emplace_back(source::normal_form(raw.bytes, raw.from_quoting, buffer));
        return true;
    };
    sink.problem = [](const source::Problem& problem) { std::fprintf(stderr, "%s\n", problem.what.c_str()); };
    sink.done = [](const source::SourceReport&) {};
    if (const char* file = std::getenv("REDSHANK_BENCH_MAIL")) {
        source::read_source(file, limits, sink);
        return messages;
    }
    const char* wanted = std::getenv("REDSHANK_BENCH_MEGABYTES");
    const uint64_t bytes = 1'000'000 * (wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 30);
    MailMaker maker(1, bytes);
    std::string mbox;
    while (mbox.size() < bytes) maker.next(mbox);
    source::read_bytes("made", std::move(mbox), limits, sink);
    if (messages.size() != maker.messages()) std::fprintf(stderr, "messages were lost on the way\n");
    return messages.size() == maker.messages() ? messages : std::vector<std::string>();
}

Corpus read_corpus() {
    Corpus corpus;
    corpus.messages = messages_of_source();
    for (const std::string& bytes : corpus.messages) {
        AnomalyList ignored(limits);
        const mime::Message message = mime::parse(bytes, limits, ignored);
        for (const mime::Entity& entity : message.entities) {
            if (!entity.content_type.is("text/html")) continue;
            std::string buffer;
            const auto decoded = mime::decode_body(entity, buffer, limits, ignored);
            corpus.pages.push_back(text::to_utf8(decoded, entity.charset).utf8);
        }
    }
    for (const std::string& bytes : corpus.pages) {
        AnomalyList ignored(limits);
        for (html::Reference& one : html::read_page(bytes, limits, ignored).references)
            corpus.urls.push_back(std::move(one.value));
    }
    return corpus;
}

Parts our_parts(std::string_view bytes) {
    Parts parts;
    AnomalyList ignored(limits);
    std::string buffer;
    const mime::Message message = mime::parse(bytes, limits, ignored);
    for (const mime::Entity& entity : message.entities) {
        if (entity.is_multipart || entity.is_message) continue;
        ++parts.leaves;
        parts.decoded_bytes += mime::decode_body(entity, buffer, limits, ignored).size();
    }
    return parts;
}

std::set<std::string> our_links(std::string_view page) {
    AnomalyList ignored(limits);
    std::set<std::string> links;
    for (const html::Reference& one : html::read_page(page, limits, ignored).references) {
        if (one.kind == html::ResourceKind::anchor || one.kind == html::ResourceKind::area)
            links.insert(one.value);
    }
    return links;
}

// What a URL is written as is what it is read as again (URL Standard 4.5).
bool url_is_stable(std::string_view value) {
    AnomalyList ignored(limits);
    const auto parsed = url::parse(value, nullptr, limits, ignored);
    if (!parsed) return true;
    const auto again = url::parse(parsed->href, nullptr, limits, ignored);
    return again && again->href == parsed->href;
}

bool mail_is_real() {
    return std::getenv("REDSHANK_BENCH_MAIL") != nullptr;
}

// In real mail we see links that a tree has not: those in comments that Outlook reads.
bool links_agree(std::string_view page) {
    const auto ours = our_links(page), theirs = gumbo_links(page);
    if (!mail_is_real()) return ours == theirs;
    return std::includes(ours.begin(), ours.end(), theirs.begin(), theirs.end());
}

// In made mail every answer has to agree; in the damaged mail of the world programs differ now and then.
template <class Agrees>
bool check(const char* what, const std::vector<std::string>& all, Agrees agrees) {
    size_t agreed = 0;
    for (const std::string& one : all) agreed += agrees(one) ? 1 : 0;
    std::fprintf(stderr, "%s: %zu of %zu agree\n", what, agreed, all.size());
    return !all.empty() && (mail_is_real() ? agreed * 100 >= all.size() * 95 : agreed == all.size());
}

bool answers_are_right(const Corpus& corpus) {
    const bool parts = check("parts and decoded bytes, with GMime", corpus.messages,
                             [](std::string_view one) { return our_parts(one) == gmime_parts(one); });
    const bool links = check("links, with gumbo", corpus.pages, links_agree);
    const bool urls = check("URLs, written and read again", corpus.urls, url_is_stable);
    return parts && links && urls;
}

// `work` on every one of `all`, in bytes a second.
template <class Work>
void add(const char* name, const std::vector<std::string>& all, Work work) {
    benchmark::RegisterBenchmark(name, [&all, work](benchmark::State& state) {
        for (auto _ : state) {
            for (const std::string& one : all) benchmark::DoNotOptimize(work(one));
        }
        state.SetBytesProcessed(static_cast<int64_t>(bytes_of(all)) *
                                static_cast<int64_t>(state.iterations()));
    })->Unit(benchmark::kMillisecond);
}

void add_all(const Corpus& corpus) {
    static const org::Organisation organisation = org::default_organisation();
    add("mime_parse_and_decode", corpus.messages, [](std::string_view one) { return our_parts(one); });
    add("gmime_parse_and_decode", corpus.messages, [](std::string_view one) { return gmime_parts(one); });
    add("html_read_page", corpus.pages, [](std::string_view one) {
        AnomalyList ignored(limits);
        return html::read_page(one, limits, ignored).references.size();
    });
    add("gumbo_parse", corpus.pages, [](std::string_view one) { return gumbo_links(one).size(); });
    add("url_parse", corpus.urls, [](std::string_view one) {
        AnomalyList ignored(limits);
        return url::parse(one, nullptr, limits, ignored).has_value();
    });
    add("extract", corpus.messages, [](std::string_view one) {
        extract::Input input;
        input.bytes = input.normal = one;
        return extract::extract(input, organisation, limits).size();
    });
}

}  // namespace

}  // namespace redshank::bench

int main(int argc, char** argv) {
    using namespace redshank::bench;
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    start_gmime();
    const Corpus corpus = read_corpus();
    if (!answers_are_right(corpus)) {
        std::fprintf(stderr, "rooms_bench: the answers are wrong, so nothing is timed\n");
        return 1;
    }
    add_all(corpus);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
