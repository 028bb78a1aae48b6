// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses belong to the public internet. */
class AddressGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "fec0::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "2001::1",
        "2001:db8::1",
        "100::1"
      })
  void refusesWhatIsNotPublic(String address) throws Exception {
    assertThat(AddressGuard.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.15.0.1",
        "172.32.0.1",
        "100.63.0.1",
        "100.128.0.1",
        "192.1.0.1",
        "169.253.1.1",
        "2a00:1450:4001::1",
        "2606:4700::1",
        "64:ff9b::808:808",
        "2002:808:808::1"
      })
  void allowsWhatIs(String address) throws Exception {
    assertThat(AddressGuard.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1/", "https://[::1]:8443/x", "http://[::ffff:10.0.0.1]/"})
  void refusesLiteralsWithoutNetwork(String url) {
    AddressGuard guard = new AddressGuard(false);
    assertThatThrownBy(() -> guard.checkLiteral(URI.create(url)))
        .isInstanceOf(AddressRefusedException.class);
    assertThatCode(() -> new AddressGuard(true).checkLiteral(URI.create(url)))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesNamesThatLeadHome() {
    assertThatThrownBy(() -> new AddressGuard(false).check(URI.create("http://localhost/")))
        .isInstanceOf(AddressRefusedException.class)
        .hasMessageContaining("localhost");
  }

  @Test
  void userInfoIsNeverShown() {
    RemoteUri uri = RemoteUri.parse("https://jo:s3cret@example.org:8443/a%20b?c=d#e");
    assertThat(uri.shown()).isEqualTo("https://***@example.org:8443/a%20b?c=d");
    assertThat(uri.toString()).doesNotContain("s3cret");
    assertThat(uri.target()).hasUserInfo(null);
    assertThat(uri.redirected("/x").authorization()).isPresent();
    assertThat(uri.redirected("https://other.org/x").authorization()).isEmpty();
    assertThat(uri.redirected("http://example.org:8443/x").authorization()).isEmpty();
    assertThatThrownBy(() -> uri.redirected("file:///etc/passwd"))
        .isInstanceOf(AddressRefusedException.class);
    assertThatThrownBy(() -> RemoteUri.parse("http://jo:s3cret@exa mple.org/"))
        .isInstanceOf(AddressRefusedException.class)
        .hasMessageNotContaining("s3cret");
  }
}
