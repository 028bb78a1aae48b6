// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The sum of a layer's content. */
class ContentSumTest {

  private static ContentSum sum(String... features) {
    ContentSum.Summing summing = new ContentSum.Summing();
    for (String feature : features) {
      summing.add(bytes(feature));
    }
    return summing.sum();
  }

  private static ByteBuffer bytes(String feature) {
    return ByteBuffer.wrap(feature.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void doesNotDependOnTheOrder() {
    assertThat(sum("a", "b", "c")).isEqualTo(sum("c", "a", "b")).isNotEqualTo(sum("a", "b"));
    assertThat(sum("ab")).isNotEqualTo(sum("a", "b"));
    assertThat(sum("a", "a")).isNotEqualTo(sum("a"));
  }

  @Test
  void takesFeaturesOutAgain() {
    assertThat(sum("a", "b").minus(sum("b"))).isEqualTo(sum("a"));
    assertThat(sum("a").plus(sum("b"))).isEqualTo(sum("a", "b"));
    assertThat(sum("a").minus(sum("a"))).isEqualTo(ContentSum.empty());
  }

  @Test
  void isTheDigestOfASingleFeatureAndSurvivesAsText() {
    assertThat(sum("abc").hex()).isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
    assertThat(ContentSum.parse(sum("a", "b").hex())).isEqualTo(sum("a", "b"));
  }
}
