// SPDX-License-Identifier: Apache-2.0
/** Who may do what, as a table that tests of every dialect are held against. */
@NullMarked
package dev.errand.testkit.access;

import org.jspecify.annotations.NullMarked;
