// SPDX-License-Identifier: Apache-2.0
/** What the author of an operation implements and uses. */
@NullMarked
package dev.errand.operation;

import org.jspecify.annotations.NullMarked;
