// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

/**
 * Writes one body, as XML or JSON, from one sequence of calls. A body is an object with members;
 * what XML and JSON do differently (attributes, arrays, links) is the business of the
 * implementations. Not safe for several threads.
 *
 * <p>Names are ASCII XML names. Text may be anything: characters that XML cannot hold become
 * U+FFFD.
 */
public sealed interface BodyWriter permits XmlBody, JsonBody {

  /** Begins a member that is an object. */
  BodyWriter object(String name);

  /** Ends an object or an item. */
  BodyWriter endObject();

  /** Writes a text member; always a string in JSON. */
  BodyWriter text(String name, String value);

  /** Writes a member without a value: null in JSON, an empty element in XML. */
  BodyWriter nothing(String name);

  /** Writes a whole number. */
  BodyWriter number(String name, long value);

  /**
   * Writes a number with a fraction as GeoGig does: the shortest decimal text of its value as
   * {@code float}, at least one fraction digit, with an exponent from 1e7 on.
   */
  BodyWriter decimal(String name, double value);

  /** Writes a truth value. */
  BodyWriter bool(String name, boolean value);

  /** Writes a long text: a CDATA section in XML. */
  BodyWriter cdata(String name, String value);

  /**
   * Writes an attribute in XML, a string member in JSON. Comes right after the beginning of the
   * object it belongs to.
   */
  BodyWriter attribute(String name, String value);

  /**
   * Writes the link of an object to itself: {@code atom:link} in XML, the string {@code href} in
   * JSON.
   */
  BodyWriter self(String href);

  /** Writes a link: {@code atom:link} with rel, href and type in both formats. */
  BodyWriter link(String href, String type);

  /** Begins an array whose items repeat the member in XML, without anything around them. */
  BodyWriter array(String name);

  /** Ends an array. */
  BodyWriter endArray();

  /** Begins an item of an array that is an object. */
  BodyWriter item();

  /** Writes an item of an array that is a text. */
  BodyWriter item(String value);

  /**
   * Begins a list: in XML an element around the entries; in JSON an array. Its entries are objects
   * that hold one member each, begun by {@link #entry}.
   */
  BodyWriter list(String name);

  /** Begins an entry of a list. */
  BodyWriter entry(String name);

  /** Ends an entry of a list. */
  BodyWriter endEntry();

  /** Ends a list. */
  BodyWriter endList();

  /** Which of the two this is. */
  Format format();
}
