// SPDX-License-Identifier: Apache-2.0
/**
 * Operations as tools: what callers are told of them, how their inputs are read, and how they are
 * started.
 */
@NullMarked
package dev.errand.mcp.tool;

import org.jspecify.annotations.NullMarked;
