// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The digest of a set of features that does not depend on their order: the sum of the SHA-1 of
 * each, in five lanes of 32 bits without carry. A feature can be taken out again, so a merge costs
 * no second look at what stays. It recognises equal content; it is no protection against somebody
 * who forges content on purpose.
 */
public final class ContentSum {

  private static final int LANES = 5;

  private final int[] lanes;

  private ContentSum(int[] lanes) {
    this.lanes = lanes;
  }

  /** The sum of nothing. */
  public static ContentSum empty() {
    return new ContentSum(new int[LANES]);
  }

  /** Reads what {@link #hex} wrote. */
  public static ContentSum parse(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != LANES * Integer.BYTES) {
      throw new IllegalArgumentException("a content sum has 40 hexadecimal digits, not: " + hex);
    }
    return fromDigest(bytes);
  }

  private static ContentSum fromDigest(byte[] digest) {
    int[] lanes = new int[LANES];
    ByteBuffer.wrap(digest).asIntBuffer().get(lanes);
    return new ContentSum(lanes);
  }

  public ContentSum plus(ContentSum other) {
    int[] sum = new int[LANES];
    for (int i = 0; i < LANES; i++) {
      sum[i] = lanes[i] + other.lanes[i];
    }
    return new ContentSum(sum);
  }

  public ContentSum minus(ContentSum other) {
    int[] difference = new int[LANES];
    for (int i = 0; i < LANES; i++) {
      difference[i] = lanes[i] - other.lanes[i];
    }
    return new ContentSum(difference);
  }

  public String hex() {
    ByteBuffer bytes = ByteBuffer.allocate(LANES * Integer.BYTES);
    bytes.asIntBuffer().put(lanes);
    return HexFormat.of().formatHex(bytes.array());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContentSum that && Arrays.equals(lanes, that.lanes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lanes);
  }

  @Override
  public String toString() {
    return hex();
  }

  /** Adds features one by one. Not safe for use by several threads. */
  public static final class Summing {
    private final MessageDigest sha1 = Digests.sha1();
    private final int[] lanes = new int[LANES];
    private final byte[] digest = new byte[LANES * Integer.BYTES];
    private final ByteBuffer view = ByteBuffer.wrap(digest);

    /** Adds the feature whose canonical bytes are in the buffer, between position and limit. */
    public void add(ByteBuffer feature) {
      digest(feature);
      for (int i = 0; i < LANES; i++) {
        lanes[i] += view.getInt(i * Integer.BYTES);
      }
    }

    public ContentSum sum() {
      return new ContentSum(lanes.clone());
    }

    private void digest(ByteBuffer feature) {
      sha1.update(feature);
      try {
        sha1.digest(digest, 0, digest.length);
      } catch (java.security.DigestException e) {
        throw new IllegalStateException("SHA-1 needs 20 bytes", e);
      }
    }
  }
}
