// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import java.time.Instant;
import java.util.Optional;

/**
 * What an operator said while servers ran. It counts on all nodes that share a store, and over
 * restarts, until it is taken back.
 *
 * @param limit instead of what settings and operations say; absent where they count
 * @param paused whether nothing of an operation is started; means nothing for other scopes
 * @param changed when it was said, to the millisecond
 * @param by the name of who said it, where it is known
 */
public record LimitRule(
    Scope scope, Optional<Limit> limit, boolean paused, Instant changed, Optional<String> by) {}
