// SPDX-License-Identifier: Apache-2.0
#include "auth/dmarc.h"

#include <gtest/gtest.h>

#include "auth/signer_for_testing.h"

namespace redshank::auth {
namespace {

SpfOutcome spf(Verdict verdict, const std::string& domain) {
    SpfOutcome outcome;
    outcome.verdict = verdict;
    outcome.domain = domain;
    return outcome;
}

DkimOutcome dkim(Verdict verdict, const std::string& domain) {
    DkimOutcome outcome;
    outcome.verdict = verdict;
    outcome.domain = domain;
    return outcome;
}

TEST(Dmarc, Table) {
    const TableDns dns({
        {{RecordType::txt, "_dmarc.relaxed.example"}, {"v=DMARC1; p=reject; sp=quarantine"}},
        {{RecordType::txt, "_dmarc.strict.example"}, {"v=DMARC1; p=none; adkim=s; aspf=s"}},
        {{RecordType::txt, "_dmarc.twice.example"}, {"v=DMARC1; p=none", "v=DMARC1; p=reject"}},
        {{RecordType::txt, "_dmarc.typo.example"}, {"v=DMARC1; p=rejekt; rua=mailto:a@typo.example"}},
        {{RecordType::txt, "_dmarc.useless.example"}, {"v=DMARC1; p=rejekt"}},
        {{RecordType::txt, "_dmarc.down.example"}, {"temporary"}},
    });
    const struct {
        std::vector<std::string> from;
        SpfOutcome spf;
        std::vector<DkimOutcome> dkim;
        Verdict verdict;
        std::string_view policy;
    } rows[] = {
        {{"relaxed.example"}, spf(Verdict::pass, "mail.relaxed.example"), {}, Verdict::pass, "reject"},
        {{"relaxed.example"}, spf(Verdict::pass, "other.example"), {}, Verdict::fail, "reject"},
        {{"news.relaxed.example"},
         spf(Verdict::fail, "x.example"),
         {dkim(Verdict::pass, "relaxed.example")},
         Verdict::pass,
         "quarantine"},
        {{"relaxed.example"},
         spf(Verdict::none, ""),
         {dkim(Verdict::policy, "relaxed.example")},
         Verdict::fail,
         "reject"},
        {{"strict.example"},
         spf(Verdict::pass, "mail.strict.example"),
         {dkim(Verdict::pass, "mail.strict.example")},
         Verdict::fail,
         "none"},
        {{"strict.example"}, spf(Verdict::pass, "strict.example"), {}, Verdict::pass, "none"},
        // Nobody knows whether the aligned signature held: that is no failure.
        {{"relaxed.example"},
         spf(Verdict::fail, "x.example"),
         {dkim(Verdict::not_verifiable, "relaxed.example")},
         Verdict::not_verifiable,
         "reject"},
        {{"relaxed.example"}, spf(Verdict::not_verifiable, ""), {}, Verdict::not_verifiable, "reject"},
        {{"relaxed.example"},
         spf(Verdict::fail, "x.example"),
         {dkim(Verdict::temperror, "relaxed.example")},
         Verdict::temperror,
         "reject"},
        {{"relaxed.example"},
         spf(Verdict::fail, "x.example"),
         {dkim(Verdict::not_verifiable, "x.example")},
         Verdict::fail,
         "reject"},
        {{"twice.example"}, spf(Verdict::none, ""), {}, Verdict::none, ""},
        {{"typo.example"}, spf(Verdict::none, ""), {}, Verdict::fail, "none"},
        {{"useless.example"}, spf(Verdict::none, ""), {}, Verdict::none, ""},
        {{"silent.example"}, spf(Verdict::pass, "silent.example"), {}, Verdict::none, ""},
        {{"down.example"}, spf(Verdict::pass, "down.example"), {}, Verdict::temperror, ""},
        {{"relaxed.example", "strict.example"},
         spf(Verdict::pass, "relaxed.example"),
         {},
         Verdict::permerror,
         ""},
        {{}, spf(Verdict::pass, "relaxed.example"), {}, Verdict::permerror, ""},
    };
    for (size_t i = 0; i < std::size(rows); ++i) {
        const DmarcOutcome outcome = check_dmarc(rows[i].from, rows[i].spf, rows[i].dkim, dns, Limits{});
        EXPECT_EQ(outcome.verdict, rows[i].verdict) << "row " << i << ": " << outcome.reason;
        EXPECT_EQ(outcome.policy, rows[i].policy) << "row " << i;
    }
}

}  // namespace
}  // namespace redshank::auth
