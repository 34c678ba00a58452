// SPDX-License-Identifier: Apache-2.0
// Made-up people and companies. What is asked is order: what must be alike, what must not, and which of two
// is more alike; never a number that our own code gave.
#include "text/name.h"

#include <gtest/gtest.h>

namespace redshank::text {

namespace {

int score(std::string_view a, std::string_view b, NameType type) {
    return compare_names(read_name(a, type), read_name(b, type)).score;
}

struct Pair {
    const char* a;
    const char* b;
};

constexpr int line = 870;

TEST(PersonNames, OneNameInManySpellings) {
    for (const Pair& pair : {
             Pair{"Amelia Okafor", "OKAFOR, Amelia"},
             {"Dr. Amelia Okafor", "Amelia Okafor"},
             {"Müller, Jörg", "Jorg Muller"},
             {"Lin Guangwen", "LIN Guang Wen"},
             {"Lin Guangwen", "Lín Guǎngwén"},
             {"Guangwen LIN", "林广文"},
             {"Lin Guang-wen", "林廣文"},
             {"Сергей Медяков", "Sergey Medyakov"},
             {"Sergei Medyakov", "Sergej Medjakov"},
             {"Юсуф Хаштанов", "Yusuf Khashtanov"},
             {"Youssef Tarabani", "Yusuf al-Tarabani"},
             {"AmeliaOkafor", "Amelia Okafor"},
             {"Amelia-Okafor", "Amelia Okafor"},
             {"Ame1ia 0kafor", "Amelia Okafor"},
             {"Amelai Okafor", "Amelia Okafor"},
             {"Amelia Okaforr", "Amelia Okafor"},
             {"Amelia Amelia Okafor", "Amelia Okafor"},
         })
        EXPECT_GE(score(pair.a, pair.b, NameType::person), line) << pair.a << " | " << pair.b;
}

TEST(PersonNames, ArabicScriptIsAlikeThoughItsVowelsAreUnknown) {
    EXPECT_GE(score("محمود الترباني", "Mahmoud al-Tarbani", NameType::person), 700);
    EXPECT_LT(score("محمود الترباني", "Khaled al-Sumairi", NameType::person), 600);
}

TEST(PersonNames, OtherPeople) {
    for (const Pair& pair : {
             Pair{"Amelia Okafor", "Boris Okafor"},
             {"Amelia Okafor", "Amelia Lindqvist"},
             {"Sergey Ivanovich Medyakov", "Sergey Petrovich Medyakov"},
             {"Ahmed Tarabani", "Mohamed Tarabani"},
             {"Hassan Daud al-Tarabani", "Hassan Daud al-Sumairi"},
             {"Salman bin Daud al-Sumairi", "Daud bin Salman al-Sumairi"},
             {"J. Okafor", "Amelia Okafor"},
             {"Okafor", "Amelia Okafor"},
         })
        EXPECT_LT(score(pair.a, pair.b, NameType::person), line) << pair.a << " | " << pair.b;
}

TEST(PersonNames, ALeftOutPartIsLessThanAllAndMoreThanAnother) {
    const int all = score("Amelia Rose Okafor", "Amelia Rose Okafor", NameType::person);
    const int missing = score("Amelia Okafor", "Amelia Rose Okafor", NameType::person);
    const int initial = score("Amelia R. Okafor", "Amelia Rose Okafor", NameType::person);
    const int other = score("Amelia Judith Okafor", "Amelia Rose Okafor", NameType::person);
    EXPECT_EQ(all, 1000);
    EXPECT_LT(missing, all);
    EXPECT_LT(initial, all);
    EXPECT_GT(initial, other);
    EXPECT_GT(missing, other);
}

TEST(PersonNames, OnlyEqualWordsScoreAThousand) {
    EXPECT_EQ(score("OKAFOR, AMELIA", "Okafor, Amelia", NameType::person), 1000);
    EXPECT_LT(score("Amelia Okafor", "Amelia Okafor Lindqvist", NameType::person), 1000);
    EXPECT_LT(score("Amelia Okafor", "Ameliah Okafor", NameType::person), 1000);
}

TEST(CompanyNames, OneCompany) {
    for (const Pair& pair : {
             Pair{"Acme Shipping Limited", "ACME SHIPPING LTD"},
             {"Beispiel Gesellschaft mit beschränkter Haftung", "Beispiel GmbH"},
             {"OOO \"Primer\"", "Primer LLC"},
             {"The Acme & Sons Company", "Acme and Sons Co."},
             {"A.C.M. Trading", "ACM Trading"},
             {"First Acme Bank", "1st Acme Bank"},
             {"Wuxi Qingshuo Science and Technology Company, Limited", "无锡青硕科技有限公司"},
             {"Crystalmoor", "Crystalmoor Ltd"},
         })
        EXPECT_GE(score(pair.a, pair.b, NameType::entity), line) << pair.a << " | " << pair.b;
}

TEST(CompanyNames, OtherCompanies) {
    for (const Pair& pair : {
             Pair{"Acme GmbH", "Acme AG"},
             {"Acme Shipping Ltd", "Crystalmoor Shipping Ltd"},
             {"Acme Solutions (Norway)", "Acme Solutions (Sweden)"},
             {"Brigade 44", "Brigade 45"},
         })
        EXPECT_LT(score(pair.a, pair.b, NameType::entity), line) << pair.a << " | " << pair.b;
}

TEST(Names, SoundsOfOneName) {
    for (const Pair& pair : {Pair{"yusuf", "jusuf"},
                             {"youssouf", "iusuf"},
                             {"khalid", "halid"},
                             {"vladimir", "wladimir"},
                             {"qasim", "kasim"},
                             {"schwarz", "shvarz"},
                             {"aleksandr", "alexandr"}}) {
        const std::string a = sound_of(pair.a);
        const std::string b = sound_of(pair.b);
        NameWord left{pair.a, a, WordRole::ordinary, false};
        NameWord right{pair.b, b, WordRole::ordinary, false};
        EXPECT_GE(word_similarity(left, right), 850) << pair.a << " " << a << " | " << pair.b << " " << b;
    }
}

TEST(Names, ComparingIsSymmetric) {
    const std::vector<std::string> names = {
        "Amelia Rose Okafor", "Okafor A. R.", "林广文",        "Lin Guang Wen", "محمود الترباني", "", "--",
        "Acme & Sons",        "J.-C. Okafor", "Сергей Медяков"};
    for (const NameType type : {NameType::person, NameType::entity, NameType::unknown})
        for (const std::string& a : names)
            for (const std::string& b : names)
                EXPECT_EQ(score(a, b, type), score(b, a, type)) << a << " | " << b;
}

TEST(Names, LongAndBrokenTextIsCut) {
    std::string many;
    for (int i = 0; i < 5000; ++i) many += "ab ";
    EXPECT_EQ(read_name(many, NameType::person).words.size(), max_name_words);
    EXPECT_EQ(score(std::string(100'000, 'x'), std::string(100'000, 'x'), NameType::person), 1000);
    EXPECT_TRUE(read_name("\xff\xfe", NameType::person).words.size() <= max_name_words);
    EXPECT_EQ(score("", "", NameType::person), 0);
}

}  // namespace

}  // namespace redshank::text
