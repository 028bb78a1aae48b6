// SPDX-License-Identifier: Apache-2.0
/**
 * Telling a subscriber what becomes of a task: what is to be delivered, and how that goes. A
 * subscriber is somebody else's server; one request to it is a delivery.
 */
@NullMarked
package dev.errand.callback;

import org.jspecify.annotations.NullMarked;
