// SPDX-License-Identifier: Apache-2.0
/**
 * Moves everything that one store keeps into another: rows in a canonical form that both know,
 * files in chunks, and a comparison of what came of it.
 */
@NullMarked
package dev.errand.move;

import org.jspecify.annotations.NullMarked;
