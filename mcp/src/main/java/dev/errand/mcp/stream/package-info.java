// SPDX-License-Identifier: Apache-2.0
/** Answers that go on: calls that wait for their task, progress, and subscriptions. */
@NullMarked
package dev.errand.mcp.stream;

import org.jspecify.annotations.NullMarked;
