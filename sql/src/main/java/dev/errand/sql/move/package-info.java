// SPDX-License-Identifier: Apache-2.0
/**
 * What a store is asked for that is moved away or moved into: its rows in a canonical form that
 * both know, its files in chunks. A table or column that a store gets anew goes into {@link
 * dev.errand.sql.move.Table}.
 */
@NullMarked
package dev.errand.sql.move;

import org.jspecify.annotations.NullMarked;
