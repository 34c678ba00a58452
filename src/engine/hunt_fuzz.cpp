// SPDX-License-Identifier: Apache-2.0
// Any bytes as a mailbox, through the whole hunt but for the database: read, extracted, judged and grouped.
// What was read must come back from the record that the case keeps, and grouping must give the same twice.
#include <cstdlib>

#include "engine/grouping.h"
#include "engine/reading.h"
#include "evidence/record.h"

namespace {

using namespace redshank;

const org::Organisation& organisation() {
    static const org::Organisation org = [] {
        org::Organisation out;
        out.name = "Parliament";
        out.domains = {"parliament.example"};
        out.freemail_domains = {"freemail.example"};
        out.people = {{"Amelia Okafor", {"amelia.okafor@parliament.example", "a.okafor@freemail.example"}},
                      {"Jonas Berg", {"jonas.berg@parliament.example"}}};
        return out;
    }();
    return org;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const Limits limits;
    engine::Grouper once(organisation()), again(organisation());
    source::Sink sink;
    sink.message = [&](source::RawMessage&& raw) {
        engine::ReadMessage read = engine::read_message(raw, organisation(), limits);
        for (engine::ReadMessage::One& one : read.messages) {
            const auto back = evidence::read_message(one.record);
            if (!back || evidence::write_message(*back) != one.record) std::abort();
            facts::settle_places(one.message);
            once.add(one.message, one.findings);
            again.add(one.message, one.findings);
        }
        return true;
    };
    source::read_bytes("fuzz.mbox", bytes, limits, sink);
    const engine::Grouped a = once.finish(1), b = again.finish(2);
    if (a.campaigns.size() != b.campaigns.size()) std::abort();
    for (size_t i = 0; i < a.campaigns.size(); ++i) {
        if (a.campaigns[i].id != b.campaigns[i].id || a.campaigns[i].score != b.campaigns[i].score)
            std::abort();
        if (a.campaigns[i].message_count == 0) std::abort();
    }
    return 0;
}
