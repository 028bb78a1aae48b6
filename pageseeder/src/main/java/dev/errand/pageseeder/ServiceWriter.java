// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

/**
 * Writes the element tree of an answer, as XML or as its JSON twin. Not safe for several threads.
 *
 * <p>In JSON the document element has no name: it is the object around everything; a document
 * element that is a list is the one property of that object. Names with a hyphen become camelCase.
 * Names are ASCII XML names; text may be anything: characters that XML cannot hold become U+FFFD.
 */
public sealed interface ServiceWriter permits XmlServiceWriter, JsonServiceWriter {

  /** Begins a child: an element, in JSON a property that is an object. */
  ServiceWriter open(String element);

  /**
   * Writes an attribute, in JSON a property.
   *
   * @throws IllegalStateException if the element has a child already, or is a list
   */
  ServiceWriter attribute(String name, String value);

  /** Writes a number likewise. */
  ServiceWriter attribute(String name, long value);

  /** Writes a truth value likewise. */
  ServiceWriter attribute(String name, boolean value);

  /** Writes an element that holds nothing but text, in JSON a property that is a string. */
  ServiceWriter text(String element, String text);

  /**
   * Begins an element whose children are all called {@code item}, in JSON a property that is an
   * array. The children are begun by {@link #item}.
   */
  ServiceWriter list(String element, String item);

  /**
   * Begins children called {@code item} that have no element around them, in JSON a property of
   * that name that is an array. The children are begun by {@link #item}.
   */
  ServiceWriter repeat(String item);

  /**
   * Begins a child of the list.
   *
   * @throws IllegalStateException if no list was begun
   */
  ServiceWriter item();

  /**
   * Ends what was begun last and is not ended.
   *
   * @throws IllegalStateException if there is nothing of that kind
   */
  ServiceWriter close();
}
