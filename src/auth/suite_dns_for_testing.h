// SPDX-License-Identifier: Apache-2.0
// For tests only: DNS out of the tables that the SPF and ARC suites are written with (YAML).
#pragma once

#include <yaml-cpp/yaml.h>

#include <map>
#include <set>
#include <string>

#include "auth/dns.h"
#include "auth/ip_literal.h"
#include "base/ascii.h"

namespace redshank::auth {

/// A name's records as the SPF suites write them: "TIMEOUT", or {TYPE: data}. A record of type SPF (99)
/// stands for a TXT record where the name has none of its own, as the suite's head says; "TXT: NONE" forbids
/// that.
class SuiteDns : public Dns {
  public:
    void add(const std::string& name, const YAML::Node& records) {
        const std::string key = ascii_lower(name);
        Name& out = names_[key];
        bool has_txt = false;
        for (const YAML::Node& record : records) has_txt |= record.IsMap() && record["TXT"];
        for (const YAML::Node& record : records) {
            if (record.IsScalar()) {
                out.times_out = true;
                continue;
            }
            for (const auto& pair : record)
                add_record(out, pair.first.as<std::string>(), pair.second, has_txt);
        }
    }

    void add_text(const std::string& name, std::string text) {
        names_[ascii_lower(name)].records[RecordType::txt].push_back(std::move(text));
    }

    DnsAnswer lookup(RecordType type, const std::string& name) const override {
        auto found = names_.find(ascii_lower(name));
        for (int step = 0; step < 8 && found != names_.end() && !found->second.alias.empty(); ++step)
            found = names_.find(found->second.alias);
        if (found == names_.end()) return {};
        if (found->second.failing.contains(type)) return {DnsAnswer::Status::temporary, {}};
        const auto records = found->second.records.find(type);
        if (records != found->second.records.end()) return {DnsAnswer::Status::found, records->second};
        if (found->second.times_out) return {DnsAnswer::Status::temporary, {}};
        return {DnsAnswer::Status::found, {}};
    }

  private:
    struct Name {
        bool times_out = false;
        std::string alias;  // CNAME
        std::map<RecordType, std::vector<std::string>> records;
        std::set<RecordType> failing;
    };

    static std::string joined(const YAML::Node& data) {
        if (data.IsScalar()) return data.as<std::string>();
        std::string out;
        for (const YAML::Node& piece : data) out += piece.as<std::string>();
        return out;
    }

    static void add_record(Name& out, const std::string& type, const YAML::Node& data, bool has_txt) {
        if (type == "SPF" && has_txt) return;
        const RecordType kind = type == "A"      ? RecordType::a
                                : type == "AAAA" ? RecordType::aaaa
                                : type == "MX"   ? RecordType::mx
                                : type == "PTR"  ? RecordType::ptr
                                                 : RecordType::txt;
        if (type == "CNAME") {
            out.alias = ascii_lower(data.as<std::string>());
        } else if (data.IsScalar() && data.as<std::string>() == "TIMEOUT") {
            out.failing.insert(kind);
        } else if (kind == RecordType::mx) {
            out.records[kind].push_back(ascii_lower(data[1].as<std::string>()));
        } else if (kind == RecordType::a || kind == RecordType::aaaa) {
            out.records[kind].push_back(ip_literal(data.as<std::string>()));
        } else if (data.IsSequence() || data.as<std::string>() != "NONE") {
            out.records[kind].push_back(joined(data));
        }
    }

    std::map<std::string, Name> names_;
};

}  // namespace redshank::auth
