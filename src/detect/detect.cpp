// SPDX-License-Identifier: Apache-2.0
#include "detect/detect.h"

#include "detect/finding_list.h"
#include "detect/message_view.h"
#include "detect/org_index.h"
#include "detect/table.h"

namespace redshank::detect {

std::span<const facts::Rule> rules() {
    static const std::vector<facts::Rule> all = [] {
        std::vector<facts::Rule> out;
        for (const Detecting& row : table()) out.push_back(row.rule);
        return out;
    }();
    return all;
}

Detector::Detector(const org::Organisation& org) : index_(std::make_unique<const OrgIndex>(org)) {}

Detector::~Detector() = default;

std::vector<facts::Finding> Detector::run(const facts::Message& message, const Limits& limits) const {
    const MessageView view(message, *index_, limits);
    FindingList out(message, limits, table().size());
    for (const Detecting& row : table()) {
        out.begin(row.rule);
        row.look(view, out);
    }
    return out.take();
}

std::vector<facts::Finding> detect(const facts::Message& message, const org::Organisation& org,
                                   const Limits& limits) {
    return Detector(org).run(message, limits);
}

}  // namespace redshank::detect
