// SPDX-License-Identifier: Apache-2.0
/** Programs as operations. */
@NullMarked
package dev.errand.programs;

import org.jspecify.annotations.NullMarked;
