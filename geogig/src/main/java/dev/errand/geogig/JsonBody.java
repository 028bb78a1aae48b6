// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import dev.errand.http.JsonText;
import dev.errand.http.Utf8Buffer;

/** The JSON of a body: compact, members in the order of the calls. */
final class JsonBody implements BodyWriter {

  private final Utf8Buffer out;
  private boolean first = true;

  JsonBody(Utf8Buffer out) {
    this.out = out;
    out.ascii('{');
  }

  /** Ends the object around the root member. */
  void finish() {
    out.ascii('}');
  }

  private void separate() {
    if (!first) {
      out.ascii(',');
    }
    first = false;
  }

  private Utf8Buffer member(String name) {
    separate();
    return out.ascii('"').ascii(name).ascii("\":");
  }

  private BodyWriter begin(String opening) {
    out.ascii(opening);
    first = true;
    return this;
  }

  private BodyWriter end(String closing) {
    out.ascii(closing);
    first = false;
    return this;
  }

  @Override
  public BodyWriter object(String name) {
    member(name);
    return begin("{");
  }

  @Override
  public BodyWriter endObject() {
    return end("}");
  }

  @Override
  public BodyWriter text(String name, String value) {
    member(name);
    JsonText.append(out, value);
    return this;
  }

  @Override
  public BodyWriter nothing(String name) {
    member(name).ascii("null");
    return this;
  }

  @Override
  public BodyWriter number(String name, long value) {
    member(name).ascii(Long.toString(value));
    return this;
  }

  @Override
  public BodyWriter decimal(String name, double value) {
    String text = Float.toString((float) value);
    if (!Float.isFinite((float) value)) {
      return text(name, text);
    }
    int exponent = text.indexOf('E') + 1;
    boolean signless = exponent > 0 && text.charAt(exponent) != '-';
    member(name)
        .ascii(signless ? text.substring(0, exponent) + '+' + text.substring(exponent) : text);
    return this;
  }

  @Override
  public BodyWriter bool(String name, boolean value) {
    member(name).ascii(Boolean.toString(value));
    return this;
  }

  @Override
  public BodyWriter cdata(String name, String value) {
    return text(name, value);
  }

  @Override
  public BodyWriter attribute(String name, String value) {
    return text(name, value);
  }

  @Override
  public BodyWriter self(String href) {
    return text("href", href);
  }

  @Override
  public BodyWriter link(String href, String type) {
    return object("atom:link")
        .text("xmlns:atom", "http://www.w3.org/2005/Atom")
        .text("rel", "alternate")
        .text("href", href)
        .text("type", type)
        .endObject();
  }

  @Override
  public BodyWriter array(String name) {
    member(name);
    return begin("[");
  }

  @Override
  public BodyWriter endArray() {
    return end("]");
  }

  @Override
  public BodyWriter item() {
    separate();
    return begin("{");
  }

  @Override
  public BodyWriter item(String value) {
    separate();
    JsonText.append(out, value);
    return this;
  }

  @Override
  public BodyWriter list(String name) {
    return array(name);
  }

  @Override
  public BodyWriter entry(String name) {
    return item().object(name);
  }

  @Override
  public BodyWriter endEntry() {
    return end("}}");
  }

  @Override
  public BodyWriter endList() {
    return endArray();
  }

  @Override
  public Format format() {
    return Format.JSON;
  }
}
