// SPDX-License-Identifier: Apache-2.0
/** Tasks as the protocol shows them, and what they gave. */
@NullMarked
package dev.errand.mcp.task;

import org.jspecify.annotations.NullMarked;
