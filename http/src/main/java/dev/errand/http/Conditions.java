// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request's If-None-Match, Range and If-Range ask of what has a known entity tag (RFC 9110).
 */
public final class Conditions {

  private Conditions() {}

  /**
   * Whether the caller has it already.
   *
   * @param tag with its quotes
   */
  public static boolean notModified(Request request, String tag) {
    for (String header : request.headers("If-None-Match")) {
      for (String known : header.split(",", -1)) {
        String plain = known.strip();
        if (plain.equals("*") || plain.equals(tag) || plain.equals("W/" + tag)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Which bytes are wanted: all, unless the request names exactly one range and means this very
   * file.
   *
   * @throws HttpException 416 if the range holds none of the bytes
   */
  static ByteRange range(Request request, String tag, long size) {
    List<String> ranges = request.headers("Range");
    Optional<String> condition = request.header("If-Range");
    boolean wanted = ranges.size() == 1 && condition.map(tag::equals).orElse(true);
    Optional<ByteRange> range =
        wanted ? ByteRange.parse(ranges.getFirst(), size) : Optional.empty();
    if (range.isPresent() && range.get().length() <= 0) {
      throw new HttpException(
          416,
          "The file has %d bytes; the range asks for none of them.".formatted(size),
          Map.of("Content-Range", "bytes */" + size));
    }
    return range.orElse(ByteRange.all(size));
  }
}
