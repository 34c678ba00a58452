// SPDX-License-Identifier: Apache-2.0
// redshank screen: a list of made-up people into a case, and names held against it.
#include <gtest/gtest.h>

#include "cli/testing/child.h"
#include "cli/testing/files.h"

namespace redshank::cli_test {

namespace {

using nlohmann::json;

const std::string list =
    "42,\"LIN, Guangwen\",\"individual\",\"CYBER2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 12 Nov 1985; "
    "nationality China.\"\n"
    "43,\"QINGSHUO SCIENCE CO., LTD.\",-0- ,\"CYBER2\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n";

struct Screening : ::testing::Test {
    TempFolder folder;
    const std::string case_folder = folder / "case";

    void SetUp() override {
        write_file(folder / "sdn.csv", list);
        const Outcome added = redshank({"intel", "add", "--case", case_folder, folder / "sdn.csv"});
        ASSERT_EQ(added.exit_code, 0) << added.err;
    }
};

}  // namespace

TEST_F(Screening, TellsEntryProgrammePartsAndWhatItIsNot) {
    const Outcome outcome = redshank({"screen", "--case", case_folder, "Guang Wen Lin"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    for (const char* words :
         {"LIN, Guangwen", "OFAC 42", "CYBER2", "1 list entry with a like name", "words "})
        EXPECT_NE(outcome.out.find(words), std::string::npos) << words << "\n" << outcome.out;
    EXPECT_NE(outcome.err.find("most hits on common names are other people"), std::string::npos);
}

TEST_F(Screening, NothingFoundIsOne) {
    const Outcome outcome = redshank({"screen", "--case", case_folder, "Amelia Okafor"});
    EXPECT_EQ(outcome.exit_code, 1) << outcome.err;
    EXPECT_NE(outcome.out.find("no entry with a like name among 2"), std::string::npos) << outcome.out;
}

TEST_F(Screening, JsonHasScorePartsAndFacts) {
    const Outcome outcome = redshank({"screen", "--case", case_folder, "--format", "json", "--born", "1950",
                                      "--country", "France", "Lin Guangwen"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    const std::string line = outcome.out.substr(outcome.out.find('\n') + 1);
    const json found = json::parse(line);
    const json& hit = found.at("hits").at(0);
    EXPECT_EQ(hit.at("id"), "42");
    EXPECT_EQ(hit.at("born").at(0), "1985-11-12");
    EXPECT_EQ(hit.at("countries").at(0), "CN");
    EXPECT_LT(hit.at("parts").at("birth").get<double>(), 0);
    EXPECT_LT(hit.at("parts").at("country").get<double>(), 0);
    EXPECT_FALSE(hit.at("alarm").get<bool>());
    EXPECT_EQ(hit.at("against").size(), 2u);
}

TEST_F(Screening, NamesFromAFile) {
    write_file(folder / "names.txt", "# who wrote\nAmelia Okafor\n\nQingshuo Science Ltd\n");
    const Outcome outcome =
        redshank({"screen", "--case", case_folder, "--names", folder / "names.txt", "--type", "entity"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("Amelia Okafor: no entry"), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("QINGSHUO"), std::string::npos) << outcome.out;
}

TEST_F(Screening, BadUsage) {
    EXPECT_EQ(redshank({"screen", "--case", case_folder, "--born", "soon", "X"}).exit_code, 2);
    EXPECT_EQ(redshank({"screen", "--case", case_folder, "--country", "Atlantis", "X"}).exit_code, 2);
    EXPECT_EQ(redshank({"screen", "--case", case_folder}).exit_code, 2);
    EXPECT_EQ(redshank({"screen", "--case", case_folder, "--names", folder / "missing"}).exit_code, 2);
    EXPECT_EQ(redshank({"screen", "--case", case_folder, "--campaign", "C0123456789abcdef"}).exit_code, 1);
    const Outcome no_case = redshank({"screen", "--case", folder / "none", "X"});
    EXPECT_EQ(no_case.exit_code, 2);
}

}  // namespace redshank::cli_test
