// SPDX-License-Identifier: Apache-2.0
package dev.errand.server.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {

  private static final Duration SOON = Duration.ofSeconds(1);

  @Test
  void keepAQuarterOfTheFilesBackAndLetOneAddressHaveAQuarterOfTheRest() {
    assertThat(ConnectionLimits.of(1_024, 20_000, SOON))
        .isEqualTo(new ConnectionLimits(768, 192, SOON));
    assertThat(ConnectionLimits.of(524_288, 20_000, SOON))
        .isEqualTo(new ConnectionLimits(20_000, 5_000, SOON));
    assertThat(ConnectionLimits.of(1, 20_000, SOON)).isEqualTo(new ConnectionLimits(1, 1, SOON));
    assertThat(ConnectionLimits.of(1_024, 20_000, SOON).perAddress(7).perAddress()).isEqualTo(7);
  }

  @Test
  void addressesOfOneNetworkAreOneOrigin() throws Exception {
    Origin origin = Origin.of(InetAddress.getByName("2001:db8:1:2:3:4:5:6"));
    assertThat(origin).isEqualTo(Origin.of(InetAddress.getByName("2001:db8:1:2:ffff::1")));
    assertThat(origin).isNotEqualTo(Origin.of(InetAddress.getByName("2001:db8:1:3:3:4:5:6")));
    assertThat(origin).hasToString("2001:db8:1:2:0:0:0:0/64");
    assertThat(Origin.of(InetAddress.getByName("192.0.2.1")))
        .isNotEqualTo(Origin.of(InetAddress.getByName("192.0.2.2")))
        .hasToString("192.0.2.1");
  }

  @Test
  void theProcessKnowsHowManyFilesItMayStillOpen() {
    assertThat(OpenFiles.left()).isGreaterThan(100);
  }
}
