// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A revision of the protocol that is served, the newest first. */
public enum Revision {
  /** Without sessions: every request says which revision it is of and what its client can do. */
  MODERN("2026-07-28"),
  /** With tasks in the core, as an experiment. */
  EXPERIMENTAL_TASKS("2025-11-25"),
  /** With structured content and links to resources. */
  STRUCTURED("2025-06-18"),
  /** With content blocks only; what a client speaks that does not say. */
  PLAIN("2025-03-26");

  private final String word;

  Revision(String word) {
    this.word = word;
  }

  /** As it stands in messages and headers. */
  public String word() {
    return word;
  }

  /** Whether requests stand for themselves. */
  public boolean isModern() {
    return this == MODERN;
  }

  /** Whether results may have structured content, links to resources, and titles. */
  public boolean isStructured() {
    return this != PLAIN;
  }

  /** One of those that begin with {@code initialize}. */
  public static Optional<Revision> legacy(String word) {
    return Arrays.stream(values())
        .filter(revision -> !revision.isModern() && revision.word.equals(word))
        .findFirst();
  }

  /** All of them. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Revision::word).toList();
  }
}
