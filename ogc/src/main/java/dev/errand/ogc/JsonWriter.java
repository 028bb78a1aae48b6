// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.http.JsonText;
import dev.errand.http.Response;
import dev.errand.http.Utf8Buffer;
import dev.errand.task.Json;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes JSON straight into bytes: compact, members in the order of the calls. Names are ASCII
 * without quotes and backslashes, unless a method says otherwise. Not safe for several threads.
 */
public final class JsonWriter {

  private static final int USUAL = 2 << 10;

  private final Utf8Buffer out;
  private boolean first = true;

  /** Appends to the buffer. */
  public JsonWriter(Utf8Buffer out) {
    this.out = out;
  }

  /** A whole document. */
  public static Response.Bytes document(Consumer<JsonWriter> content) {
    Utf8Buffer buffer = new Utf8Buffer(USUAL);
    content.accept(new JsonWriter(buffer));
    return buffer.bytes();
  }

  private void separate() {
    if (!first) {
      out.ascii(',');
    }
    first = false;
  }

  private JsonWriter begin(char opening) {
    out.ascii(opening);
    first = true;
    return this;
  }

  private JsonWriter end(char closing) {
    out.ascii(closing);
    first = false;
    return this;
  }

  private Utf8Buffer member(String name) {
    separate();
    return out.ascii('"').ascii(name).ascii("\":");
  }

  /** Begins the document, or an item of an array, as an object. */
  public JsonWriter beginObject() {
    separate();
    return begin('{');
  }

  /** Begins a member that is an object. */
  public JsonWriter beginObject(String name) {
    member(name);
    return begin('{');
  }

  /** Begins a member with a name of any characters that is an object. */
  public JsonWriter beginObjectNamed(String name) {
    separate();
    JsonText.append(out, name);
    out.ascii(':');
    return begin('{');
  }

  public JsonWriter endObject() {
    return end('}');
  }

  /** Begins a member that is an array. */
  public JsonWriter beginArray(String name) {
    member(name);
    return begin('[');
  }

  public JsonWriter endArray() {
    return end(']');
  }

  /** Writes an item of an array. */
  public JsonWriter item(String value) {
    separate();
    JsonText.append(out, value);
    return this;
  }

  public JsonWriter text(String name, String value) {
    member(name);
    JsonText.append(out, value);
    return this;
  }

  public JsonWriter number(String name, long value) {
    member(name).ascii(Long.toString(value));
    return this;
  }

  public JsonWriter flag(String name, boolean value) {
    member(name).ascii(value ? "true" : "false");
    return this;
  }

  /** Writes a member that is an array of texts. */
  public JsonWriter texts(String name, List<String> values) {
    beginArray(name);
    values.forEach(this::item);
    return endArray();
  }

  /** Writes a member that is JSON already. */
  public JsonWriter json(String name, Json value) {
    member(name).text(value.text());
    return this;
  }

  /** Writes the member {@code links}. */
  public JsonWriter links(List<Link> links) {
    beginArray("links");
    for (Link link : links) {
      beginObject().text("rel", link.rel()).text("type", link.type()).text("href", link.href());
      link.title().ifPresent(title -> text("title", title));
      endObject();
    }
    return endArray();
  }
}
