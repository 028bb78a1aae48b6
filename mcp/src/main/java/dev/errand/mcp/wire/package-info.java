// SPDX-License-Identifier: Apache-2.0
/**
 * Messages of JSON-RPC as the protocol has them: how they are read and checked, by which revision,
 * and how answers and errors are written.
 */
@NullMarked
package dev.errand.mcp.wire;

import org.jspecify.annotations.NullMarked;
