// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

/** Makes hashes of passwords and compares with them. Safe for all threads. */
public interface PasswordHashes {

  /** A new hash, salted, with its algorithm written in it. Takes some 100 ms and some memory. */
  String hash(CharSequence password);

  /** Whether the password is the one of the hash; takes as long. */
  boolean matches(CharSequence password, String hash);
}
