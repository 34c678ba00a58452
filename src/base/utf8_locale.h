// SPDX-License-Identifier: Apache-2.0
// Names in zip and 7z are Unicode; libarchive turns them into the locale's charset, which "C" has none of.
// While one of these lives, its thread has a UTF-8 locale.
#pragma once

#include <locale.h>

namespace redshank {

class Utf8Locale {
  public:
    Utf8Locale() : locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)), before_(::uselocale(locale_)) {}
    ~Utf8Locale() {
        ::uselocale(before_);
        if (locale_ != nullptr) ::freelocale(locale_);
    }
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;

  private:
    locale_t locale_;
    locale_t before_;
};

}  // namespace redshank
