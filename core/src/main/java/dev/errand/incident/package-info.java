// SPDX-License-Identifier: Apache-2.0
/** What repeats and is told once. */
@NullMarked
package dev.errand.incident;

import org.jspecify.annotations.NullMarked;
