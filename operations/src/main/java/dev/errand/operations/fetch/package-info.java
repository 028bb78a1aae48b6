// SPDX-License-Identifier: Apache-2.0
/**
 * Fetches what a caller names by URL, without letting the caller reach addresses that only the
 * server can reach.
 */
@NullMarked
package dev.errand.operations.fetch;

import org.jspecify.annotations.NullMarked;
