// SPDX-License-Identifier: Apache-2.0
#include "cli/redacted_case.h"

#include <cstdlib>
#include <set>
#include <stdexcept>
#include <system_error>

#include "evidence/case.h"
#include "evidence/record.h"

namespace redshank::cli {

namespace {

void fill(evidence::Case& c, const report::Handout& handout) {
    c.begin();
    const int64_t hunt = c.begin_hunt(0);
    std::set<std::string> written;
    for (const report::HandoutMessage& one : handout.messages) {
        if (!written.insert(one.message.content_id).second) continue;
        const int64_t row = c.add_message(one.message, evidence::write_message(one.message), hunt, 0);
        c.add_findings(row, one.findings);
    }
    c.set_campaigns(handout.campaigns);
    for (const facts::ListedCampaign& listed : handout.campaigns) {
        if (listed.mark) c.marks().set(listed.campaign, *listed.mark);
    }
    c.set_targets(handout.targets);
    c.make_indexes();
    c.commit();
}

}  // namespace

RedactedCase::RedactedCase(const report::Handout& handout) {
    std::string name = (std::filesystem::temp_directory_path() / "redshank-redacted-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("no folder can be made in " +
                                 std::filesystem::temp_directory_path().string());
    folder_ = name;
    const auto opened = evidence::Case::open_for_writing(folder_);
    if (!opened) throw std::runtime_error(opened.error().message);
    fill(**opened, handout);
}

RedactedCase::~RedactedCase() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

}  // namespace redshank::cli
