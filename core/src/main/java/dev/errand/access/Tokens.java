// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Bearer tokens as they are kept: by a digest, so that nobody can use what a stolen copy of the
 * store holds. Safe for all threads.
 */
public interface Tokens {

  /**
   * A token without its secret.
   *
   * @param id for people, to revoke it by; says nothing about the secret
   * @param label what it is for
   */
  record Token(String id, String account, String label, Instant created, Instant expires) {}

  /**
   * Keeps a token, and forgets those that have expired by its creation.
   *
   * @param sha256 the digest of its secret, 64 lower-case hexadecimal digits
   * @throws UnknownAccountException if its account is gone
   */
  void add(Token token, String sha256);

  /** The token with that digest, expired or not. */
  Optional<Token> find(String sha256);

  /** The tokens of an account, oldest first. */
  List<Token> of(String account);

  /** Forgets the account's token with that id; false if there is none. */
  boolean revoke(String account, String id);
}
