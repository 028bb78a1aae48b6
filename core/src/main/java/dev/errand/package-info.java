// SPDX-License-Identifier: Apache-2.0
/**
 * What embedders begin with: {@link dev.errand.Errand}, and the same as one caller may use it,
 * {@link dev.errand.GuardedErrand}. The records that describe tasks are in {@link dev.errand.task}.
 */
@NullMarked
package dev.errand;

import org.jspecify.annotations.NullMarked;
