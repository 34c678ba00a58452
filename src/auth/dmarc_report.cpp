// SPDX-License-Identifier: Apache-2.0
// pugixml neither reads a document type nor expands entities of one's own, so nothing in a report can grow.
#include "auth/dmarc_report.h"

#include <pugixml.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include "base/ascii.h"

namespace redshank::auth {

namespace {

std::string text_of(const pugi::xml_node& parent, const char* name) {
    constexpr size_t most = 255;  // the longest domain name; nothing here is longer
    return std::string(trim(parent.child(name).child_value()).substr(0, most));
}

uint64_t number_of(const pugi::xml_node& parent, const char* name) {
    constexpr uint64_t most = 1'000'000'000'000;  // so that sums cannot overflow
    const std::string text = text_of(parent, name);
    uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::min(value, most);
}

void read_row(const pugi::xml_node& record, DmarcReport& report,
              std::map<std::tuple<std::string, std::string, std::string>, uint64_t>& failures) {
    const pugi::xml_node row = record.child("row");
    const pugi::xml_node evaluated = row.child("policy_evaluated");
    const uint64_t count = number_of(row, "count");
    report.messages += count;
    if (text_of(evaluated, "dkim") == "pass" || text_of(evaluated, "spf") == "pass") return;
    report.failed += count;
    failures[{ascii_lower(text_of(row, "source_ip")),
              ascii_lower(text_of(record.child("identifiers"), "header_from")),
              ascii_lower(text_of(evaluated, "disposition"))}] += count;
}

}  // namespace

std::optional<DmarcReport> read_dmarc_report(std::string_view xml, const Limits& limits) {
    if (xml.substr(0, 4096).find("<feedback") == std::string_view::npos) return std::nullopt;
    pugi::xml_document document;
    document.load_buffer(xml.data(), xml.size(), pugi::parse_minimal | pugi::parse_escapes);
    const pugi::xml_node feedback = document.child("feedback");
    const pugi::xml_node metadata = feedback.child("report_metadata");
    DmarcReport report;
    report.reporter = text_of(metadata, "org_name");
    report.domain = ascii_lower(text_of(feedback.child("policy_published"), "domain"));
    if (report.domain.empty()) return std::nullopt;
    report.begin = static_cast<Seconds>(number_of(metadata.child("date_range"), "begin"));
    report.end = static_cast<Seconds>(number_of(metadata.child("date_range"), "end"));
    std::map<std::tuple<std::string, std::string, std::string>, uint64_t> failures;
    uint32_t rows = 0;
    for (const pugi::xml_node& record : feedback.children("record")) {
        if (++rows > limits.max_dmarc_rows) break;
        read_row(record, report, failures);
    }
    for (const auto& [key, count] : failures)
        report.failures.push_back({std::get<0>(key), count, std::get<1>(key), std::get<2>(key)});
    std::stable_sort(report.failures.begin(), report.failures.end(),
                     [](const DmarcFailure& a, const DmarcFailure& b) { return a.messages > b.messages; });
    if (report.failures.size() > limits.max_dmarc_failures) report.failures.resize(limits.max_dmarc_failures);
    return report;
}

}  // namespace redshank::auth
