// SPDX-License-Identifier: Apache-2.0
/**
 * Moves everything that one store keeps into another: rows in a canonical form that both know,
 * files in chunks, and a comparison of what came of it. A table or column that a store gets anew
 * goes into {@link dev.errand.store.move.Table}.
 */
@NullMarked
package dev.errand.store.move;

import org.jspecify.annotations.NullMarked;
