// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.io.IOException;
import java.io.InputStream;

/**
 * What the members of a compressed file hold, one after the other. Zero bytes after the last one
 * are passed over, as gzip does: tapes and some servers fill files up with them. Anything else
 * there is refused, because it may be data that was damaged.
 */
final class CompressedMembers extends InputStream {

  private final InputStream compressed;
  private final Member opener;
  private InputStream member;
  private boolean ended;

  /** Opens the member that starts here; it must read no further than to its own end. */
  interface Member {
    InputStream open(InputStream compressed) throws IOException;
  }

  /**
   * Opens the first member.
   *
   * @param compressed supports marks
   */
  CompressedMembers(InputStream compressed, Member opener) throws IOException {
    this.compressed = compressed;
    this.opener = opener;
    this.member = opener.open(compressed);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int read = member.read(target, offset, length);
      if (read > 0) {
        return read;
      }
      openNext();
    }
    return -1;
  }

  private void openNext() throws IOException {
    // A file may consist of members with nothing in them.
    GuardedInput.stopIfInterrupted();
    compressed.mark(1);
    int first = compressed.read();
    if (first < 0) {
      ended = true;
    } else if (first == 0) {
      passZeros();
      ended = true;
    } else {
      compressed.reset();
      member = openAfterAnother();
    }
  }

  private InputStream openAfterAnother() throws IOException {
    try {
      return opener.open(compressed);
    } catch (IOException e) {
      throw new IOException("garbage follows the compressed data: " + e.getMessage(), e);
    }
  }

  private void passZeros() throws IOException {
    byte[] bytes = new byte[8192];
    for (int read = compressed.read(bytes); read >= 0; read = compressed.read(bytes)) {
      for (int i = 0; i < read; i++) {
        if (bytes[i] != 0) {
          throw new IOException("garbage follows the compressed data, after zero bytes");
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    member.close();
    compressed.close();
  }
}
