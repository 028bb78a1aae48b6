// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.http.JsonText;
import dev.errand.http.Utf8Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** The JSON twin of an answer: compact, properties in the order of the calls. */
final class JsonServiceWriter implements ServiceWriter {

  /**
   * What is begun.
   *
   * @param closing what ends it
   * @param isList whether its children are items
   */
  private record Frame(String closing, boolean isList) {}

  private final Utf8Buffer out;
  private final Deque<Frame> open = new ArrayDeque<>(8);
  private boolean first = true;
  private boolean atAttributes;

  JsonServiceWriter(Utf8Buffer out) {
    this.out = out;
  }

  /** Without the hyphens, and each letter after one in upper case. */
  static String camelCase(String name) {
    int hyphen = name.indexOf('-');
    if (hyphen < 0 || hyphen == name.length() - 1) {
      return name;
    }
    String rest = name.substring(hyphen + 1);
    return name.substring(0, hyphen)
        + rest.substring(0, 1).toUpperCase(Locale.ROOT)
        + camelCase(rest.substring(1));
  }

  private void separate() {
    if (!first) {
      out.ascii(',');
    }
    first = false;
  }

  private Utf8Buffer property(String name) {
    separate();
    return out.ascii('"').ascii(camelCase(name)).ascii("\":");
  }

  private ServiceWriter begin(String opening, Frame frame) {
    out.ascii(opening);
    open.push(frame);
    first = true;
    atAttributes = !frame.isList();
    return this;
  }

  @Override
  public ServiceWriter open(String element) {
    if (!open.isEmpty()) {
      property(element);
    }
    return begin("{", new Frame("}", false));
  }

  private Utf8Buffer attribute(String name) {
    Frames.requireAttributePlace(name, atAttributes);
    return property(name);
  }

  @Override
  public ServiceWriter attribute(String name, String value) {
    attribute(name);
    JsonText.append(out, value);
    return this;
  }

  @Override
  public ServiceWriter attribute(String name, long value) {
    attribute(name).ascii(Long.toString(value));
    return this;
  }

  @Override
  public ServiceWriter attribute(String name, boolean value) {
    attribute(name).ascii(Boolean.toString(value));
    return this;
  }

  @Override
  public ServiceWriter text(String element, String text) {
    property(element);
    JsonText.append(out, text);
    atAttributes = false;
    return this;
  }

  @Override
  public ServiceWriter list(String element, String item) {
    boolean document = open.isEmpty();
    if (document) {
      out.ascii('{');
    }
    property(element);
    return begin("[", new Frame(document ? "]}" : "]", true));
  }

  @Override
  public ServiceWriter repeat(String item) {
    property(item);
    return begin("[", new Frame("]", true));
  }

  @Override
  public ServiceWriter item() {
    Frame list = open.peek();
    Frames.requireList(list != null && list.isList() ? "item" : "");
    separate();
    return begin("{", new Frame("}", false));
  }

  @Override
  public ServiceWriter close() {
    out.ascii(Frames.requireOpen(open.poll()).closing());
    first = false;
    atAttributes = false;
    return this;
  }

  /** Whether everything that was begun is ended. */
  boolean isComplete() {
    return open.isEmpty();
  }
}
