// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses requests may go to. */
class AddressRuleTest {

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
        "100.127.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
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
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "2001::1",
        "2001:db8::1",
        "3fff:1::1",
        "5f00::1",
        "100::1"
      })
  void refusesWhatIsNotPublic(String address) throws Exception {
    assertThat(AddressRule.PUBLIC.allows("x.org", InetAddress.getByName(address))).isFalse();
    assertThat(AddressRule.ANY.allows("x.org", InetAddress.getByName(address))).isTrue();
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
    assertThat(AddressRule.PUBLIC.allows("x.org", InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, x.org, 10.255.0.1, true",
    "10.0.0.0/8, x.org, 11.0.0.1, true", // public anyway
    "10.0.0.0/8, x.org, 192.168.0.1, false",
    "172.16.0.0/13, x.org, 172.23.255.255, true",
    "172.16.0.0/13, x.org, 172.24.0.0, false",
    "127.0.0.1, x.org, 127.0.0.1, true",
    "127.0.0.1, x.org, 127.0.0.2, false",
    "fd00::/8, x.org, fd12::1, true",
    "fd00::/8, x.org, fc12::1, false",
    "[::1], x.org, ::1, true",
    "::1, x.org, 127.0.0.1, false",
    "intra.example, INTRA.example., 10.0.0.1, true",
    "intra.example, other.example, 10.0.0.1, false",
    "intra.example, x.intra.example, 10.0.0.1, false",
  })
  void allowsWhatTheOperatorSays(String entry, String host, String address, boolean allowed)
      throws Exception {
    AddressRule rule = AddressRule.allowing(List.of(entry));
    assertThat(rule.allows(host, InetAddress.getByName(address))).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0/33",
        "10.0.0.0/x",
        "10.0.0",
        "a b",
        "http://x.org",
        "*.x.org",
        "::g"
      })
  void saysWhichEntryItCannotRead(String entry) {
    assertThatThrownBy(() -> AddressRule.allowing(List.of("ok.org", entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + entry + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "https://[::1]:8443/x",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://017700000001/",
        "http://127.1/",
        "http://127.0.1/",
        "http://0/",
        "http://127.0.0.1./",
        "http://010.8.8.8/",
        "http://[fe80::1%25eth0]/"
      })
  void refusesLiteralsWithoutNetworkHoweverTheyAreSpelled(String url) {
    assertThatThrownBy(() -> AddressRule.PUBLIC.checkLiteral(OutgoingUri.parse(url)))
        .isInstanceOf(RefusedAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://8.8.8.8/", "https://[2606:4700::1]/", "http://a1.example.org/"})
  void letsTheOthersPass(String url) {
    assertThatCode(() -> AddressRule.PUBLIC.checkLiteral(OutgoingUri.parse(url)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "ftp://x.org/", "gopher://x.org/", "x.org", "http:///x", ""})
  void takesNothingButHttp(String url) {
    assertThatThrownBy(() -> OutgoingUri.parse(url)).isInstanceOf(RefusedAddressException.class);
  }

  @Test
  void secretsOfUrlsAreNeverShown() {
    OutgoingUri uri = OutgoingUri.parse("https://jo:s3cret@example.org:8443/a%20b?key=t0ken#e");
    assertThat(uri.shown()).isEqualTo("https://***@example.org:8443/a%20b?…");
    assertThat(uri.withoutUserInfo()).isEqualTo("https://***@example.org:8443/a%20b?key=t0ken");
    assertThat(uri.toString()).doesNotContain("s3cret").doesNotContain("t0ken");
    assertThat(uri.target()).hasUserInfo(null);
    assertThat(uri.redirected("/x").authorization()).isPresent();
    assertThat(uri.redirected("https://other.org/x").authorization()).isEmpty();
    assertThat(uri.redirected("http://example.org:8443/x").authorization()).isEmpty();
    assertThatThrownBy(() -> uri.redirected("file:///etc/passwd"))
        .isInstanceOf(RefusedAddressException.class);
    assertThatThrownBy(() -> OutgoingUri.parse("http://jo:s3cret@exa mple.org/"))
        .isInstanceOf(RefusedAddressException.class)
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> OutgoingUri.parse("http://jo:s3cret@0x7f.1/"))
        .isInstanceOf(RefusedAddressException.class)
        .hasMessageNotContaining("s3cret");
  }
}
