// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the tags of one entity and writes them as a JSON object, sorted by key, so that equal
 * tags are equal text. Of several tags with one key the last stays.
 */
final class Tags {

  /** OpenStreetMap allows 255 characters a value; this is far beyond what any entity has. */
  private static final int MAX_CHARS = 1 << 20;

  private Tag[] tags = new Tag[16];
  private int count;
  private int chars;
  private final StringBuilder json = new StringBuilder();

  private record Tag(String key, String value) {}

  void clear() {
    count = 0;
    chars = 0;
  }

  void add(String key, String value) throws BadOsmFileException {
    chars += key.length() + value.length() + 6;
    if (chars > MAX_CHARS) {
      throw new BadOsmFileException(
          "the tags of one element hold more than %d characters".formatted(MAX_CHARS));
    }
    if (count == tags.length) {
      tags = Arrays.copyOf(tags, 2 * count);
    }
    tags[count++] = new Tag(key, value);
  }

  /** The JSON object; null if there are no tags. */
  @Nullable String json() {
    if (count == 0) {
      return null;
    }
    if (count > 1) {
      Arrays.sort(tags, 0, count, (a, b) -> a.key().compareTo(b.key()));
    }
    json.setLength(0);
    json.append('{');
    for (int i = 0; i < count; i++) {
      boolean replaced = i + 1 < count && tags[i].key().equals(tags[i + 1].key());
      if (!replaced) {
        json.append(json.length() == 1 ? "" : ",");
        quote(tags[i].key());
        json.append(':');
        quote(tags[i].value());
      }
    }
    return json.append('}').toString();
  }

  private void quote(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || (Character.isSurrogate(c) && !isPaired(text, i))) {
        json.append("\\u").append(String.format("%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  private static boolean isPaired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
