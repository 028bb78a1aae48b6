// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-99, 0, 99",
    "bytes=10-, 10, 99",
    "bytes=-10, 90, 99",
    "bytes=-200, 0, 99",
    "bytes=90-500, 90, 99",
    "Bytes=5-6, 5, 6",
    "bytes= 5 - 6, 5, 6",
  })
  void oneRange(String header, long first, long last) {
    assertThat(ByteRange.parse(header, 100)).contains(new ByteRange(first, last));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999999-"})
  void rangesBeyondTheEndHoldNothing(String header) {
    assertThat(ByteRange.parse(header, 100))
        .hasValueSatisfying(r -> assertThat(r.length()).isZero());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-1,5-6",
        "bytes=-",
        "bytes=5-4",
        "bytes=a-b",
        "bytes=",
        "items=0-1",
        "bytes",
        "",
        "bytes=--5",
        "bytes=0-99999999999999999999",
        "bytes=1-2-3"
      })
  void anythingElseIsPassedOver(String header) {
    assertThat(ByteRange.parse(header, 100)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-1"})
  void anEmptyFileHasNoBytes(String header) {
    assertThat(ByteRange.parse(header, 0)).hasValueSatisfying(r -> assertThat(r.length()).isZero());
  }
}
