// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.move;

/**
 * A column in the form that all stores agree on.
 *
 * @param name as both stores call it
 */
public record Column(String name, Type type) {

  /** What a value is, where there is one. */
  public enum Type {
    /** A {@link Long}; times are milliseconds since 1970, states and levels the stores' codes. */
    NUMBER,
    /** A {@link Double}. */
    REAL,
    /** A {@link String} without NUL, which not every store keeps: U+FFFD stands for it. */
    TEXT,
    /** A {@link Boolean}. */
    FLAG,
    /** A {@link java.util.UUID}. */
    UUID
  }

  public static Column number(String name) {
    return new Column(name, Type.NUMBER);
  }

  public static Column real(String name) {
    return new Column(name, Type.REAL);
  }

  public static Column text(String name) {
    return new Column(name, Type.TEXT);
  }

  public static Column flag(String name) {
    return new Column(name, Type.FLAG);
  }

  public static Column uuid(String name) {
    return new Column(name, Type.UUID);
  }
}
