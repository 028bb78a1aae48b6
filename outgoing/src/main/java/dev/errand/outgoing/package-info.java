// SPDX-License-Identifier: Apache-2.0
/**
 * Requests that the server sends because a caller asked for it, without letting the caller reach
 * what only the server can reach: every address is checked after the name is resolved and once more
 * when the connection is made, for each redirect anew.
 */
@NullMarked
package dev.errand.outgoing;

import org.jspecify.annotations.NullMarked;
