// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcceptTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "application/json # 1",
        "'' # 1",
        "*/* # 1",
        "text/html # 0",
        "application/*;q=0.5 # 0.5",
        "*/*;q=0.1, application/json;q=0.7 # 0.7",
        "application/json;q=0, */* # 0",
        "Application/JSON;charset=utf-8; Q=0.3 # 0.3",
        "application/json;q=x # 0",
        "application/json;q=7 # 1",
        "application/json;q=.5.5 # 0",
        ",,;;,/ # 0",
        "application # 0",
      })
  void weightOfJson(String header, double weight) {
    assertThat(Accept.weight(header, "application/json")).isEqualTo(weight);
  }
}
