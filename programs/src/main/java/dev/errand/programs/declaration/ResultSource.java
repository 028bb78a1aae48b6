// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

/** Where the result of a program stands. */
public sealed interface ResultSource {

  /** It has none. */
  record None() implements ResultSource {}

  /** All that it wrote to its standard output. */
  record Text() implements ResultSource {}

  /** The last line of its standard output, which is JSON. */
  record LastLine() implements ResultSource {}

  /** A JSON file in its working folder. */
  record JsonFile(String name) implements ResultSource {}
}
