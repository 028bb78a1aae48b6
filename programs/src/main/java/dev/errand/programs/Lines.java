// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Makes lines of bytes. What is no UTF-8 and what no terminal shows becomes a replacement
 * character; colours are left out. A line that does not end is cut into pieces, so that it takes no
 * more than one of them.
 */
final class Lines {

  /** ECMA-48, section 5.4: a control sequence. */
  private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

  private static final int LONGEST_PASSING = 4_096;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  private final LineSink sink;
  private final int longest;
  private final StringBuilder current = new StringBuilder();
  private ByteBuffer undecoded = ByteBuffer.allocate(0);
  private boolean returned;

  /**
   * @param longest after how many characters a line is cut
   */
  Lines(LineSink sink, int longest) {
    this.sink = sink;
    this.longest = longest;
  }

  void add(byte[] bytes) {
    ByteBuffer in = ByteBuffer.allocate(undecoded.remaining() + bytes.length);
    in.put(undecoded).put(bytes).flip();
    CharBuffer chars = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, chars, false);
    undecoded = ByteBuffer.wrap(in.array(), in.position(), in.remaining()).slice();
    chars.flip();
    while (chars.hasRemaining()) {
      add(chars.get());
    }
    if (!current.isEmpty()) {
      pass();
    }
  }

  private void add(char next) {
    if (returned && next != '\n') {
      pass();
      current.setLength(0);
    }
    returned = next == '\r';
    if (next == '\n') {
      end();
    } else if (next != '\r') {
      current.append(next);
      if (current.length() >= longest) {
        end();
      }
    }
  }

  /** Its end, since it may be looked at again with each byte that comes. */
  private void pass() {
    sink.passing(shown(Math.max(0, current.length() - LONGEST_PASSING)));
  }

  private void end() {
    sink.line(shown(0));
    current.setLength(0);
  }

  /** Says that nothing more comes. */
  void close() {
    if (undecoded.hasRemaining()) {
      current.append('\uFFFD');
    }
    if (!current.isEmpty()) {
      end();
    }
  }

  private String shown(int from) {
    String text = current.substring(from);
    if (text.indexOf('\u001b') >= 0) {
      text = SEQUENCE.matcher(text).replaceAll("");
    }
    return CONTROL.matcher(text).replaceAll("\uFFFD");
  }
}
