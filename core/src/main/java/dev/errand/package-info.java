// SPDX-License-Identifier: Apache-2.0
/**
 * What embedders compile against: the {@link dev.errand.Errand} facade and the records that
 * describe tasks. Every type here is immutable and safe to share between threads unless it says
 * otherwise.
 */
@NullMarked
package dev.errand;

import org.jspecify.annotations.NullMarked;
