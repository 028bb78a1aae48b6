// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.callback.Subscriber;
import dev.errand.ogc.OgcException;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.Warnings;
import dev.errand.task.Json;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked for as subscriber. */
class SubscriberReaderTest {

  private final OutgoingHttp http = CallbackServer.client("127.0.0.1");

  @AfterEach
  void close() {
    http.close();
  }

  private Subscriber read(Json member) {
    return new SubscriberReader(http).read(member.parse(), "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "file:///etc/passwd",
        "mailto:jo@x.org",
        "not a url",
        ""
      })
  void whatIsNoUrlForCallbacksIsRefusedAtOnce(String url) {
    try (Warnings warnings = new Warnings()) {
      assertThatThrownBy(() -> read(Json.of(Map.of("failedUri", url))))
          .isInstanceOf(OgcException.class)
          .hasMessageContaining("subscriber.failedUri")
          .satisfies(e -> assertThat(((OgcException) e).problem().status()).isEqualTo(400));
      assertThat(warnings.lines).singleElement().asString().startsWith("Sent no request to");
    }
  }

  @Test
  void aSubscriberIsAnObjectOfTexts() {
    assertThatThrownBy(() -> read(new Json("[]"))).isInstanceOf(OgcException.class);
    assertThatThrownBy(() -> read(new Json("{\"successUri\":7}")))
        .hasMessageContaining("subscriber.successUri");
    assertThat(read(new Json("{\"successUrl\":\"x\"}")).isNobody()).isTrue();
  }
}
