// SPDX-License-Identifier: Apache-2.0
/**
 * Tools for testing with Errand, for its own tests and for yours.
 *
 * <p>{@link dev.errand.testkit.StoreContract} holds what every {@link dev.errand.store.Store} must
 * do; a store of your own passes it by a test class that extends it. {@link
 * dev.errand.testkit.SettableClock} lets a test say what time it is.
 *
 * <p>Needs JUnit Jupiter and AssertJ.
 */
@NullMarked
package dev.errand.testkit;

import org.jspecify.annotations.NullMarked;
