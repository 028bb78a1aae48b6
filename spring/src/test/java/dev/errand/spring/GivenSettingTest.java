// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be shown of an address that logs in somewhere. */
class GivenSettingTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db/errand?user=errand&password=p@ssw0rd,"
        + " jdbc:postgresql://db/errand?user=errand&password=***",
    "jdbc:postgresql://db/errand?PASSWORD=p//q@r&ssl=true,"
        + " jdbc:postgresql://db/errand?PASSWORD=***&ssl=true",
    "https://ada:se@s/ame@db/errand, https://***@db/errand",
    "https://ada:a@db/errand?password=p@q, https://***@db/errand?password=***",
    "https://db/errand, https://db/errand"
  })
  void nothingOfAPasswordIsShownWhereverItStands(String given, String shown) {
    assertThat(GivenSetting.withoutLogin(given)).isEqualTo(shown);
  }
}
