// SPDX-License-Identifier: Apache-2.0
// The bundle against the OASIS schemas, with a JSON Schema validator that is not ours (Debian's
// python3-jsonschema).
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/testing.h"
#include "report/handout_for_testing.h"

namespace redshank::report {
namespace {

// Every object against the schema of its type, and the extension against ours. No schema is ever fetched.
constexpr const char* script = R"py(
import json, pathlib, sys, warnings
warnings.simplefilter("ignore")
import jsonschema
from urllib.parse import urljoin
folder, bundles, extension_file = sys.argv[1:]
store, by_type = {}, {}
for file in pathlib.Path(folder).glob("*/*.json"):
    schema = json.loads(file.read_text())
    store[schema["$id"]] = schema
    by_type[file.stem] = schema

# The published common/extension.json refers to a definition that only extension-definition.json has.
by_type["extension"].setdefault("definitions", by_type["extension-definition"]["definitions"])

# Versions of the validator differ in what a "#/…" within a referenced schema is relative to.
def make_absolute(node, base):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            node["$ref"] = urljoin(base, node["$ref"])
        for value in node.values():
            make_absolute(value, base)
    elif isinstance(node, list):
        for value in node:
            make_absolute(value, base)

for name, schema in store.items():
    make_absolute(schema, name)

class Resolver(jsonschema.RefResolver):
    def resolve_remote(self, uri):
        raise LookupError("not in the folder: " + uri)

def check(thing, schema):
    resolver = Resolver(schema.get("$id", ""), schema, store=store)
    for error in jsonschema.Draft202012Validator(schema, resolver=resolver).iter_errors(thing):
        yield error.message[:300]

extension = json.load(open(extension_file))
failed = False
for file in sorted(pathlib.Path(bundles).glob("*.json")):
    bundle = json.loads(file.read_text())
    bad, extensions = [], 0
    for thing in bundle["objects"]:
        bad += [thing["id"] + ": " + e for e in check(thing, by_type[thing["type"]])]
        for value in thing.get("extensions", {}).values():
            extensions += 1
            bad += [thing["id"] + ": " + e for e in check(value, extension)]
    print("\n".join(bad[:20]))
    print(file.name, len(bundle["objects"]), "objects,", extensions, "extensions,", len(bad), "errors")
    failed = failed or bool(bad) or not bundle["objects"] or not extensions
sys.exit(1 if failed else 0)
)py";

TEST(StixCorpus, TheBundleIsValidByTheStandardsSchemas) {
    REDSHANK_NEEDS_SHARED();
    if (std::system("python3 -c 'import jsonschema' 2>/dev/null") != 0)
        GTEST_SKIP()
            << "no shared corpora beside the checkout or no python3-jsonschema: this test did not run";
    const auto folder =
        std::filesystem::temp_directory_path() / ("redshank-stix-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    Handout handout = testing_handout::four_copies();
    handout.campaigns[0].mark = facts::Mark{facts::MarkState::confirmed, "", 1'600'100'000};
    handout.campaigns[0].campaign.matches = {
        {"evil.example", "Grey Heron", "Report X", "2021-05-01", "", "", 4}};
    for (const bool with_all : {false, true}) {
        handout.with_targets = handout.with_tokens = with_all;
        for (const std::string tlp : {"clear", "green", "amber", "red"}) {
            handout.tlp = tlp;
            std::ofstream(folder / (tlp + (with_all ? "-all.json" : ".json"))) << stix_export(handout);
        }
    }
    std::ofstream(folder / "check.py") << script;
    const std::string command = "python3 '" + (folder / "check.py").string() + "' '" +
                                (shared_dir() / "intel/stix/schemas").string() + "' '" + folder.string() +
                                "' '" REDSHANK_SOURCE_DIR "/docs/stix-per-reader-token.schema.json'";
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace redshank::report
