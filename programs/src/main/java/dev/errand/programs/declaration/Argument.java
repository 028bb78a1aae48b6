// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import java.util.List;

/**
 * Words of a command that come together or, where an input in one of them was not sent, not at all.
 */
public record Argument(List<Template> words) {

  public Argument {
    words = List.copyOf(words);
  }
}
