// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

/**
 * Keeps what a server signs with: made once, and the same from then on for all that share the place
 * where it is kept. Safe for all threads and for several processes.
 */
@FunctionalInterface
public interface Secrets {

  /**
   * The secret of that kind; a new one if none is kept yet, durable when this returns. Of several
   * that are made at once the first one counts, for all.
   *
   * @throws dev.errand.task.StoreException if it cannot be read or kept, or what is kept is damaged
   */
  byte[] get(SecretKind kind);
}
