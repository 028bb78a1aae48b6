// SPDX-License-Identifier: Apache-2.0
/**
 * Many tasks on several nodes whose network, processes and database are broken meanwhile: what the
 * tasks do, what witnesses them, and what is looked at in the end.
 */
@NullMarked
package dev.errand.testkit.soak;

import org.jspecify.annotations.NullMarked;
