// SPDX-License-Identifier: Apache-2.0
#include "auth/trust.h"

#include <gtest/gtest.h>

#include <vector>

namespace redshank::auth {
namespace {

Received hop(std::string from, std::string rdns, std::string ip, std::string by) {
    Received received;
    received.from = std::move(from);
    received.rdns_unknown = rdns == "unknown";
    if (!received.rdns_unknown) received.from_rdns = std::move(rdns);
    received.ip = std::move(ip);
    received.by = std::move(by);
    return received;
}

const Received forged = hop("x.example", "", "203.0.113.9", "mx.ours.example");

TEST(TrustedHops, Table) {
    const struct {
        std::string_view what;
        std::vector<Received> hops;
        std::vector<std::string> own;
        size_t trusted;
    } rows[] = {
        {"none", {}, {}, 0},
        {"one server", {hop("s.example", "s.example", "192.0.2.7", "mx.ours.example"), forged}, {}, 1},
        {"two of ours",
         {hop("mx", "mx.ours.example", "192.0.2.1", "store.ours.example"),
          hop("s.example", "s.example", "192.0.2.7", "mx.ours.example"), forged},
         {},
         2},
        {"through a filter on the same machine",
         {hop("localhost", "localhost", "127.0.0.1", "mx.ours.example"),
          hop("s.example", "unknown", "192.0.2.7", "mx.ours.example"), forged},
         {},
         2},
        {"a client that calls itself ours",
         {hop("mx.ours.example", "unknown", "192.0.2.7", "mx.ours.example"), forged},
         {},
         1},
        {"Gmail's hop by an address",
         {hop("", "", "", "2001:db8::1"), hop("s.example", "s.example", "192.0.2.7", "mx.mail.example"),
          forged},
         {},
         2},
        {"a name of ours elsewhere",
         {hop("gw.filter.example", "gw.filter.example", "192.0.2.1", "store.ours.example"),
          hop("s.example", "s.example", "192.0.2.7", "gw.filter.example")},
         {"filter.example"},
         2},
        {"only a single label", {hop("s.example", "s.example", "192.0.2.7", "hotel"), forged}, {}, 1},
    };
    for (const auto& row : rows) EXPECT_EQ(trusted_hops(row.hops, row.own), row.trusted) << row.what;
}

TEST(TrustedResult, Table) {
    const std::vector<std::string> ids = {"mx.ours.example"};
    const struct {
        std::string_view what;
        FieldPlace place;
        bool with_ids;
        bool trusted;
    } rows[] = {
        {"above, same domain", {"auth.ours.example", 0, 1, "mx.ours.example"}, false, true},
        {"below", {"auth.ours.example", 2, 1, "mx.ours.example"}, false, false},
        {"above, other domain", {"auth.else.example", 0, 1, "mx.ours.example"}, false, false},
        {"no named hop", {"auth.ours.example", 0, 0, ""}, false, false},
        {"listed", {"mx.ours.example", 5, 1, "mx.ours.example"}, true, true},
        {"not listed", {"auth.ours.example", 0, 1, "mx.ours.example"}, true, false},
        {"without an id", {"", 0, 1, "mx.ours.example"}, false, false},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(is_trusted_result(row.place, row.with_ids ? ids : std::vector<std::string>()), row.trusted)
            << row.what;
    }
}

}  // namespace
}  // namespace redshank::auth
