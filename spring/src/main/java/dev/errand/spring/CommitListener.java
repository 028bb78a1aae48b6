// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

/**
 * Is told after each commit of the embedded store how many changes shared it. Must return at once.
 */
@FunctionalInterface
public interface CommitListener {

  void committed(int changes);
}
