// SPDX-License-Identifier: Apache-2.0
/** A servlet on a container of its own, and requests that no well-behaved client sends. */
@NullMarked
package dev.errand.testkit.http;

import org.jspecify.annotations.NullMarked;
