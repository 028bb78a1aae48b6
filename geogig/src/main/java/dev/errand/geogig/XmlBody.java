// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import dev.errand.http.Utf8Buffer;
import dev.errand.http.XmlText;
import java.util.ArrayDeque;
import java.util.Deque;

/** The XML of a body: one line, no namespace but that of links. */
final class XmlBody implements BodyWriter {

  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  private static final String LINK =
      "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"alternate\" href=\"";

  private static final boolean[] PLAIN_CDATA = Utf8Buffer.allBut("]");

  private final Utf8Buffer out;
  private final Deque<String> open = new ArrayDeque<>(8);
  private boolean inTag;

  XmlBody(Utf8Buffer out) {
    this.out = out;
    out.ascii(DECLARATION);
  }

  private Utf8Buffer content() {
    if (inTag) {
      out.ascii('>');
      inTag = false;
    }
    return out;
  }

  private void start(String name) {
    content().ascii('<').ascii(name).ascii('>');
  }

  private BodyWriter end(String name) {
    out.ascii("</").ascii(name).ascii('>');
    return this;
  }

  @Override
  public BodyWriter object(String name) {
    content().ascii('<').ascii(name);
    inTag = true;
    open.push(name);
    return this;
  }

  @Override
  public BodyWriter endObject() {
    content();
    return end(open.pop());
  }

  @Override
  public BodyWriter text(String name, String value) {
    start(name);
    XmlText.append(out, value);
    return end(name);
  }

  @Override
  public BodyWriter nothing(String name) {
    start(name);
    return end(name);
  }

  @Override
  public BodyWriter number(String name, long value) {
    start(name);
    out.ascii(Long.toString(value));
    return end(name);
  }

  @Override
  public BodyWriter decimal(String name, double value) {
    start(name);
    out.ascii(Float.toString((float) value));
    return end(name);
  }

  @Override
  public BodyWriter bool(String name, boolean value) {
    start(name);
    out.ascii(Boolean.toString(value));
    return end(name);
  }

  @Override
  public BodyWriter cdata(String name, String value) {
    start(name);
    out.ascii("<![CDATA[");
    int i = out.run(value, 0, PLAIN_CDATA);
    while (i < value.length()) {
      if (value.startsWith("]]>", i)) {
        out.ascii("]]]]><![CDATA[>");
        i += 3;
      } else {
        i += XmlText.legal(out, value, i);
      }
      i = out.run(value, i, PLAIN_CDATA);
    }
    out.ascii("]]>");
    return end(name);
  }

  @Override
  public BodyWriter attribute(String name, String value) {
    if (!inTag) {
      throw new IllegalStateException("the attribute " + name + " comes after content");
    }
    out.ascii(' ').ascii(name).ascii("=\"");
    XmlText.append(out, value);
    out.ascii('"');
    return this;
  }

  @Override
  public BodyWriter self(String href) {
    return link(href, format().mediaType());
  }

  @Override
  public BodyWriter link(String href, String type) {
    content().ascii(LINK);
    XmlText.append(out, href);
    out.ascii("\" type=\"");
    XmlText.append(out, type);
    out.ascii("\"></atom:link>");
    return this;
  }

  @Override
  public BodyWriter array(String name) {
    open.push(name);
    return this;
  }

  @Override
  public BodyWriter endArray() {
    open.pop();
    return this;
  }

  @Override
  public BodyWriter item() {
    return object(open.element());
  }

  @Override
  public BodyWriter item(String value) {
    return text(open.element(), value);
  }

  @Override
  public BodyWriter list(String name) {
    return object(name);
  }

  @Override
  public BodyWriter entry(String name) {
    return object(name);
  }

  @Override
  public BodyWriter endEntry() {
    return endObject();
  }

  @Override
  public BodyWriter endList() {
    return endObject();
  }

  @Override
  public Format format() {
    return Format.XML;
  }
}
