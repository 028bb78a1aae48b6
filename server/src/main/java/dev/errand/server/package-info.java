// SPDX-License-Identifier: Apache-2.0
/**
 * The standalone server and the command line: {@link dev.errand.server.Main} is where both begin.
 * Commands either succeed or say on one line what to do ({@link dev.errand.server.Refusal}).
 */
@NullMarked
package dev.errand.server;

import org.jspecify.annotations.NullMarked;
