// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.http.Utf8Buffer;
import dev.errand.http.XmlText;
import java.util.ArrayDeque;
import java.util.Deque;

/** The XML of an answer: one line, no declaration, no namespace. */
final class XmlServiceWriter implements ServiceWriter {

  /**
   * What is begun.
   *
   * @param element empty where there is no element around the items
   * @param item the name of the children; empty if this is no list
   */
  private record Frame(String element, String item) {}

  private final Utf8Buffer out;
  private final Deque<Frame> open = new ArrayDeque<>(8);
  private boolean inTag;

  XmlServiceWriter(Utf8Buffer out) {
    this.out = out;
  }

  private void endTag() {
    if (inTag) {
      out.ascii('>');
      inTag = false;
    }
  }

  private ServiceWriter begin(String element, String item) {
    endTag();
    out.ascii('<').ascii(element);
    inTag = true;
    open.push(new Frame(element, item));
    return this;
  }

  @Override
  public ServiceWriter open(String element) {
    return begin(element, "");
  }

  @Override
  public ServiceWriter attribute(String name, String value) {
    Frames.requireAttributePlace(name, inTag && open.element().item().isEmpty());
    out.ascii(' ').ascii(name).ascii("=\"");
    XmlText.attribute(out, value);
    out.ascii('"');
    return this;
  }

  @Override
  public ServiceWriter attribute(String name, long value) {
    return attribute(name, Long.toString(value));
  }

  @Override
  public ServiceWriter attribute(String name, boolean value) {
    return attribute(name, Boolean.toString(value));
  }

  @Override
  public ServiceWriter text(String element, String text) {
    endTag();
    out.ascii('<').ascii(element).ascii('>');
    XmlText.append(out, text);
    out.ascii("</").ascii(element).ascii('>');
    return this;
  }

  @Override
  public ServiceWriter list(String element, String item) {
    return begin(element, item);
  }

  @Override
  public ServiceWriter repeat(String item) {
    endTag();
    open.push(new Frame("", item));
    return this;
  }

  @Override
  public ServiceWriter item() {
    Frame list = open.peek();
    return begin(Frames.requireList(list == null ? "" : list.item()), "");
  }

  @Override
  public ServiceWriter close() {
    String element = Frames.requireOpen(open.poll()).element();
    if (inTag) {
      out.ascii("/>");
      inTag = false;
    } else if (!element.isEmpty()) {
      out.ascii("</").ascii(element).ascii('>');
    }
    return this;
  }

  /** Whether everything that was begun is ended. */
  boolean isComplete() {
    return open.isEmpty();
  }
}
