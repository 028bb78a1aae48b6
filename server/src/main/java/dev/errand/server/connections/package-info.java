// SPDX-License-Identifier: Apache-2.0
/** How many connections callers may have, and how long one may take to say what it wants. */
@NullMarked
package dev.errand.server.connections;

import org.jspecify.annotations.NullMarked;
