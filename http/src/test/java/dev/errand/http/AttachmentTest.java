// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of files in Content-Disposition, as RFC 6266 and RFC 8187 have them. */
final class AttachmentTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "roads.gpkg, filename=\"roads.gpkg\"",
        "a b.zip, filename=\"a b.zip\"",
        "gr\u00fcn.osm, filename=\"gr_n.osm\"; filename*=UTF-8''gr%C3%BCn.osm",
        "\ud83d\ude00.txt, filename=\"_.txt\"; filename*=UTF-8''%F0%9F%98%80.txt",
        "100%.txt, filename=\"100_.txt\"; filename*=UTF-8''100%25.txt",
        "a\"b.txt, filename=\"a_b.txt\"; filename*=UTF-8''a%22b.txt",
        "../../etc/passwd, filename=\"_.._.._etc_passwd\"",
        "..\\x.bat, filename=\"_.._x.bat\"",
        ".bashrc, filename=\"_.bashrc\"",
        "|a\r\nSet-Cookie: x|, filename=\"a__Set-Cookie: x\"",
        "a\u202egpj.exe, filename=\"a_gpj.exe\"",
        "| |, filename=\"_\"",
      })
  void namesAreKeptAndCannotEscape(String name, String expected) {
    assertThat(Attachment.named(name)).isEqualTo("attachment; " + expected);
  }
}
