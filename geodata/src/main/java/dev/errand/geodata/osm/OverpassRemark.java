// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an Overpass server says at the end of an answer in XML when it broke off: status 200 was
 * sent long before.
 *
 * @see <a href="https://wiki.openstreetmap.org/wiki/Overpass_API">Overpass API</a>
 */
final class OverpassRemark {

  private static final int TAIL = 64 << 10;
  private static final int SHOWN = 500;
  private static final Pattern REMARK = Pattern.compile("<remark>([^<]*)</remark>");

  private OverpassRemark() {}

  /**
   * Does nothing if the answer is whole, as far as the server knows.
   *
   * @throws IOException with the remark if it tells of an error
   */
  static void refuseError(Path answer) throws IOException {
    Matcher remark = REMARK.matcher(tail(answer));
    Optional<String> last = Optional.empty();
    while (remark.find()) {
      last = Optional.of(plain(remark.group(1)));
    }
    if (last.filter(text -> text.contains("error")).isPresent()) {
      throw new IOException("The server broke off: " + last.get());
    }
  }

  private static String tail(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(TAIL, channel.size()));
      channel.position(channel.size() - bytes.capacity());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // goes on until the end
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
  }

  private static String plain(String text) {
    String plain =
        text.replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&")
            .strip();
    return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain;
  }
}
