// SPDX-License-Identifier: Apache-2.0
/**
 * Side-by-side runs of Errand and of what limits it: the same rows, requests and files, handled by
 * as little code as possible. What is compared takes turns within one run, because figures of
 * different runs on a shared machine cannot be compared.
 */
@NullMarked
package dev.errand.bench;

import org.jspecify.annotations.NullMarked;
