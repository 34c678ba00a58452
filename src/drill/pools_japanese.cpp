// SPDX-License-Identifier: Apache-2.0
// Japanese patterns and their slots (language.h), with characters that the table of ISO-2022-JP in
// charset.cpp has.
#include "drill/language.h"

namespace redshank::drill {

namespace {

constexpr Pool pools[] = {
    {"greeting", "おはようございます。|おつかれさまです。|こんにちは。"},
    {"goodbye", "よろしくおねがいします。|ありがとうございます。|ではまた。"},
    {"short", "わかりました、{day}に会いましょう。|{matter}について{time}話せますか。|{paper}を読みました。"},
    {"sentence",
     "{paper}を{day}までに送ってください。|{matter}について[会議|電話]をしたいです。|{paper}は{time}"
     "できます。|"
     "会議は{day}の{n}時に[かわりました|はじまります]。|{n}ページに{matter}の[数字|文書]がありません。|"
     "{word}から{n}人が{time}来ます。|{matter}のことは[大学|本社|国会]に[聞きました|聞いてください]。|"
     "部屋{nn}は{time}[使えます|使えません]。|{paper}の{n}行目を[見て|直して]ください。|"
     "{word}では{matter}を{n}年前にはじめました。"},
    {"subject", "{matter}について|{day}の会議|{paper}のおねがい|{word}からの人"},
    {"matter", "学校|水|さかな|夜の電車|図書|港|森|道|バス"},
    {"paper", "文書|レポート|メモ|リスト|書類{n}|プログラム"},
    {"day", "月曜日|水曜日|金曜日|明日|{n}日"},
    {"time", "今日|明日|今月|来月|午後"},
    {"news", "{word}で{matter}の話がつづいています。|{n}人が{word}に来ました。"},
    {"headline", "{word}の{matter}|{matter}の{n}年"},
    {"dear", "こんにちは"},
    {"away_subject", "ふざいのおしらせ|ただいまふざいです"},
    {"away", "{day}までいません。[メモを送ってください。|]|ありがとうございます。{time}読みます。"},
};

}  // namespace

std::span<const Pool> japanese_pools() {
    return pools;
}

}  // namespace redshank::drill
