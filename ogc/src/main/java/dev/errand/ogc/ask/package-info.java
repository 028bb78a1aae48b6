// SPDX-License-Identifier: Apache-2.0

/** Answers to what jobs ask. Ours; the standard knows nothing like it. */
@NullMarked
package dev.errand.ogc.ask;

import org.jspecify.annotations.NullMarked;
