// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.StoreException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A secret among those that a server has.
 *
 * @param name letters, digits and dots
 * @param maker makes a new one
 * @param check throws an {@link IllegalArgumentException} if bytes are none; its message does not
 *     show them
 */
public record SecretKind(String name, Supplier<byte[]> maker, Consumer<byte[]> check) {

  /**
   * What was kept, if it is a secret of this kind.
   *
   * @param place where it was kept, for the message
   * @throws StoreException if it is none
   */
  public byte[] checked(byte[] kept, String place) {
    try {
      check.accept(kept);
      return kept;
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          "%s is damaged: %s. Put the right one there, or delete it for a new one."
              .formatted(place, e.getMessage()));
    }
  }
}
