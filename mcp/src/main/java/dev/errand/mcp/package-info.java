// SPDX-License-Identifier: Apache-2.0
/**
 * The Model Context Protocol over Streamable HTTP, with durable tasks: every operation a tool,
 * every task a task. Knows no rules of its own; what a caller may do is said by {@link
 * dev.errand.GuardedErrand}.
 */
@NullMarked
package dev.errand.mcp;

import org.jspecify.annotations.NullMarked;
